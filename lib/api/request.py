"""Strict request parsing: values that a page would drop with a notice are rejected with 400.

What an address takes is declared once, by `takes`; FastAPI reads and describes it accordingly.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ConfigDict, create_model
from starlette.responses import Response

from lib.api import problems
from lib.api.problems import Problem
from lib.api.query_fields import (
    BESIDE_THE_FILTER,
    LANG,
    PAGING,
    PART,
    UNITS,
    FilterParameter,
    QueryParameter,
    Refusal,
    index_in,
)
from lib.facts.perspective import Units
from lib.filter.filters import REASONS, Filter
from lib.filter.parameters import CHOICES, PARAMETERS
from lib.language.i18n import LANGUAGES
from lib.language.quoting import printable
from lib.site import config, links, store
from lib.site.links import Links
from lib.site.view import View

MAX_QUERY_STRING = 8000
# So many options are listed in a problem document; of more it says where to look them up.
LISTED = 40
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")

# What a page passes over, beside what it names to its reader.
_REASONS = {key: reason.detail for key, reason in REASONS.items()} | {
    "empty": "Given without anything to look for.",
    "unreadable": "Holds a control character.",
    "bad_number": "Not a whole number in the range allowed.",
    "bad_form": "Not of the form allowed.",
}


@dataclass(frozen=True)
class ApiRequest(View):
    """A checked request: the view that it asks for, and what the answer's addresses begin with.

    `beside` holds the parameters that are no part of the view.
    """

    links: Links
    path: str
    beside: tuple[tuple[str, Any], ...] = ()

    def get(self, parameter: QueryParameter) -> Any:
        """The value of LIMIT, CURSOR or PART; None where nothing is said of it."""
        return dict(self.beside).get(parameter.name)


def base_url(request: Request) -> str:
    """Where this site is: VJ_BASE_URL, else what the request itself says of scheme and host.

    A Host header is whatever the client sends, so without VJ_BASE_URL the links in an answer are
    no better than its client. X-Forwarded-* is never read.
    """
    fixed = config.current().base_url
    if fixed:
        return fixed
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        raise Problem(problems.BAD_HOST, "The links of the answer need a host name.")
    return f"{'https' if request.scope['scheme'] == 'https' else 'http'}://{host}"


def takes(*parameters: QueryParameter, filtered: bool = True) -> Any:
    """A dependency: the request as an ApiRequest, which may have these parameters and no others.

    Beside them all take the language, and with `filtered` the units and the filter.
    """
    own = (LANG, *((UNITS,) if filtered else ()), *parameters)
    chosen = PARAMETERS.values() if filtered else ()
    names = [*(p.name for p in chosen), *(p.name for p in own)]
    fields = [*own, *(FilterParameter(p.name, p.label, (), p) for p in chosen)]
    config_ = ConfigDict(extra="forbid")
    model = create_model("Query", __config__=config_, **{f.name: f.declare() for f in fields})

    def checked(request: Request) -> Links:
        # For what `on_refused` says of an unknown parameter.
        request.state.parameters = names
        base = base_url(request)
        _check_query_string(request)
        # In this thread, where the first request of a day can wait: the query is read in the loop.
        for units, lang in product(Units, LANGUAGES):
            store.index(store.viewpoint(units, lang))
        return Links(base)

    async def read(
        request: Request,
        links_: Annotated[Links, Depends(checked)],
        query: Annotated[model, Query()],  # type: ignore[valid-type]
    ) -> ApiRequest:
        given: dict[str, Any] = dict(query)
        return ApiRequest(
            store.viewpoint(Units(given.get("units", Units.SIGNED)), given["lang"]),
            Filter.of({name: given.get(name, ()) for name in PARAMETERS}),
            given["lang"],
            links_,
            str(request.scope["path"]),
            tuple((p.name, given[p.name]) for p in (*PAGING, PART) if given.get(p.name)),
        )

    return Depends(read)


def _check_query_string(request: Request) -> None:
    """Raises Problem where a query is too long or holds what no text is."""
    raw = bytes(request.scope.get("query_string", b""))
    if len(raw) > MAX_QUERY_STRING:
        detail = f"The query has {len(raw)} bytes; {MAX_QUERY_STRING} are possible."
        raise Problem(problems.TOO_LONG, detail)
    try:
        # No bytes beyond ASCII: FastAPI would read them as Latin-1.
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        raise Problem(problems.BAD_PARAMETER, "The query is not in UTF-8.") from None
    for name, value in pairs:
        if any(unicodedata.category(c) in ("Cc", "Cs") for c in name + value):
            raise _refused([_entry((name, value, "unreadable"))])


async def on_refused(request: Request, error: Exception) -> Response:
    """The problem document that names every bad value."""
    assert isinstance(error, RequestValidationError)
    refusals: list[Refusal] = []
    for each in error.errors():
        unknown = (each["loc"][-1], "", "unknown_parameter")
        refusals += [unknown] if each["type"] == "extra_forbidden" else each["ctx"]["refusals"]
    order = list(request.query_params)
    refusals.sort(key=lambda each: (each[0] not in BESIDE_THE_FILTER, order.index(each[0])))
    base, names = base_url(request), request.state.parameters
    problem = _refused([{**_entry(each), **_help(each, names, base)} for each in refusals])
    return await problems.on_problem(request, problem)


def _refused(errors: list[dict[str, Any]]) -> Problem:
    named = ", ".join(dict.fromkeys(error["parameter"] for error in errors))
    return Problem(problems.BAD_PARAMETER, f"See errors: {named}.", {"errors": errors})


def _entry(refusal: Refusal) -> dict[str, Any]:
    """An entry of `errors` in a problem document."""
    name, value, reason = refusal
    return {
        "parameter": printable(name, 40),
        "value": printable(value),
        "detail": _REASONS[reason],
    }


def _help(refusal: Refusal, names: list[str], base: str) -> Mapping[str, Any]:
    """What can be given instead, or where that stands."""
    name, _, reason = refusal
    if reason == "unknown_parameter":
        return {"allowed": names}
    if name in BESIDE_THE_FILTER:
        return {"allowed": BESIDE_THE_FILTER[name].allowed}
    if name not in CHOICES:
        return {}
    options = list(index_in(Units.SIGNED).columns[name])
    if len(options) <= LISTED:
        return {"allowed": options}
    return {"lookup": base + links.table("localities", "json")}


# What addresses take: the language alone; the units too; a part's number; the filter; its pages.
Localized = Annotated[ApiRequest, takes(filtered=False)]
InUnits = Annotated[ApiRequest, takes(UNITS, filtered=False)]
InParts = Annotated[ApiRequest, takes(PART, filtered=False)]
Filtered = Annotated[ApiRequest, takes()]
Paged = Annotated[ApiRequest, takes(*PAGING)]
