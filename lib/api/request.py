"""Strict request parsing: values that a page would drop with a notice are rejected with 400.

What an address takes is declared once, by `takes`; FastAPI reads and describes it accordingly.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import Depends, Query, Request
from pydantic import ConfigDict, create_model
from starlette.types import Scope

from lib.api import problems
from lib.api.problems import Problem
from lib.api.query_fields import (
    FOUND,
    GEOMETRY,
    LANG,
    PAGING,
    PART,
    PRESENT,
    SORT,
    UNITS,
    VERSION,
    FilterParameter,
    QueryField,
)
from lib.api.refusals import entry, refused
from lib.facts.perspective import DEFAULT_UNITS, Units
from lib.filter.filters import Filter
from lib.filter.parameters import PARAMETERS
from lib.language.i18n import LANGUAGES
from lib.site import config, store
from lib.site.links import Links
from lib.site.view import View

MAX_QUERY_STRING = 8000
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")


@dataclass(frozen=True)
class ApiRequest(View):
    """A checked request: the view that it asks for, and what the answer's addresses begin with.

    `path` is the one asked for, within the site; `beside` holds the parameters that are no part of
    the view.
    """

    links: Links
    path: str
    beside: tuple[tuple[str, Any], ...] = ()

    @property
    def near(self) -> Links:
        """Addresses for the links of a page: relative to it, so that they hold under any prefix."""
        return Links.near(self.path)

    def get(self, parameter: QueryField) -> Any:
        """The value of a parameter such as LIMIT; None where nothing is said of it."""
        return dict(self.beside).get(parameter.name)


def base_url(request: Request) -> str:
    """Where this site is: VJ_BASE_URL, else what the request itself says of scheme and host, with
    the path under which the server was told to serve it.

    A Host header is whatever the client sends, so without VJ_BASE_URL the links in an answer are
    no better than its client. X-Forwarded-* is never read.
    """
    fixed = config.current().base_url
    if fixed:
        return fixed
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        raise Problem(problems.BAD_HOST, "The links of the answer need a host name.")
    scheme = "https" if request.scope["scheme"] == "https" else "http"
    return f"{scheme}://{host}{request.scope.get('root_path', '')}"


def local_path(scope: Scope) -> str:
    """The path of a request within the site."""
    return str(scope["path"]).removeprefix(scope.get("root_path", ""))


# Addresses that take the same share it: each model takes a while to make.
@cache
def takes(*parameters: QueryField, filtered: bool = True) -> Any:
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
        # For what is said of an unknown parameter.
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
            store.viewpoint(Units(given.get("units", DEFAULT_UNITS)), given["lang"]),
            Filter.of({name: given.get(name, ()) for name in PARAMETERS}),
            given["lang"],
            links_,
            local_path(request.scope),
            tuple(
                (p.name, given[p.name]) for p in parameters if p is not PRESENT and given[p.name]
            ),
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
            raise refused([entry((name, value, "unreadable"))])


# What addresses take: the language alone; units and version too; a part; the filter; its pages;
# the filter with what was found of a locality, and a kind of geometry; or with an order.
Localized = Annotated[ApiRequest, takes(filtered=False)]
InUnits = Annotated[ApiRequest, takes(UNITS, VERSION, filtered=False)]
InParts = Annotated[ApiRequest, takes(PART, filtered=False)]
Filtered = Annotated[ApiRequest, takes(PRESENT)]
Paged = Annotated[ApiRequest, takes(*PAGING, PRESENT)]
FoundPaged = Annotated[ApiRequest, takes(*PAGING, FOUND, PRESENT)]
FoundFiltered = Annotated[ApiRequest, takes(FOUND, PRESENT)]
Placed = Annotated[ApiRequest, takes(GEOMETRY, FOUND, PRESENT)]
Sorted = Annotated[ApiRequest, takes(SORT, PRESENT)]
