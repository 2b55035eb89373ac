"""What a request asks for, read strictly: a value that a page would leave out is refused here.

The filter is `lib.filter.parameters.PARAMETERS`, as on the pages; beside it are `lang` and `units`,
and `limit` and `cursor` where the answer comes in pages.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from lib.api import problems
from lib.api.problems import Problem
from lib.facts.perspective import Units
from lib.filter import filters
from lib.filter.filters import Filter
from lib.filter.index import FilterIndex
from lib.filter.parameter import MAX_QUERY
from lib.filter.parameters import CHOICES, PARAMETERS
from lib.language.i18n import LANGUAGES, N_
from lib.site import config, store
from lib.site.links import Links
from lib.site.view import View

MAX_QUERY_STRING = 8000
MAX_LIMIT, DEFAULT_LIMIT = 1000, 100
# So many options are listed in a problem document; of more it says where to look them up.
_LISTED = 40
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")

_REASONS = {
    "unknown_parameter": "There is no such parameter here.",
    "unknown_id": "There is no such value.",
    "bad_date": "Not a date such as 2014, 2014-12 or 2014-12-25.",
    "bad_text": f"Longer than {MAX_QUERY} characters, or with unreadable characters.",
    "one_value": "Takes one value.",
    "reversed_period": "The period ends before it begins.",
    "empty": "Given without anything to look for.",
    "unreadable": "Holds a control character.",
    "bad_number": "Not a whole number in the range allowed.",
    "bad_form": "Not of the form allowed.",
}


@dataclass(frozen=True)
class Extra:
    """A parameter beside the filter."""

    name: str
    label: str
    schema: Mapping[str, Any]

    def refuses(self, value: str) -> str:
        """Why `value` is none of the schema (a key of _REASONS), or ""."""
        if "enum" in self.schema:
            return "" if value in self.schema["enum"] else "unknown_id"
        if self.schema["type"] == "integer":
            if not re.fullmatch(r"[1-9][0-9]{0,8}", value):
                return "bad_number"
            return "" if int(value) <= self.schema["maximum"] else "bad_number"
        return "" if re.fullmatch(self.schema["pattern"], value) else "bad_form"

    @property
    def allowed(self) -> Any:
        """What a problem document says of the values."""
        if "enum" in self.schema:
            return self.schema["enum"]
        return {k: v for k, v in self.schema.items() if k in ("minimum", "maximum", "pattern")}


LANG = Extra(
    "lang",
    N_("Language of labels and texts"),
    {"type": "string", "enum": list(LANGUAGES), "default": "en"},
)
UNITS = Extra(
    "units",
    N_("Ties with the units that signed, or with those that hold them today"),
    {"type": "string", "enum": [str(u) for u in Units], "default": str(Units.SIGNED)},
)
LIMIT = Extra(
    "limit",
    N_("Rows per page"),
    {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
)
CURSOR = Extra(
    "cursor",
    N_("Where the page begins, as the page before says in meta.next"),
    {"type": "string", "pattern": "^[a-z0-9][a-z0-9.~-]{0,120}$"},
)
ALWAYS = (LANG, UNITS)
PAGING = (LIMIT, CURSOR)


@dataclass(frozen=True)
class ApiRequest(View):
    """A checked request: the view that it asks for, and what the answer's addresses begin with."""

    links: Links
    path: str
    extras: tuple[tuple[str, str], ...] = ()

    def extra(self, name: str, default: str = "") -> str:
        """The value of a parameter beside the filter, the language and the units."""
        return dict(self.extras).get(name, default)


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


def read(request: Request, *extras: Extra, filtered: bool = True) -> ApiRequest:
    """The request, checked; raises Problem and BrokenData. `extras` beside `ALWAYS`.

    Without `filtered` only the language and the extras are known.
    """
    base = base_url(request)
    given = _given(request)
    known = {extra.name: extra for extra in (*(ALWAYS if filtered else (LANG,)), *extras)}
    errors: list[dict[str, Any]] = []
    values: dict[str, str] = {}
    for name in [name for name in given if name in known]:
        value, reason = _one(known[name], given.pop(name))
        if reason:
            errors.append(_error(name, value, reason, known[name]))
        else:
            values[name] = value
    viewpoint = store.viewpoint(Units(values.get("units", Units.SIGNED)))
    index = store.index(viewpoint)
    if filtered:
        chosen, bad = filters.parse(given, index)
        found = [(p.param, p.value, p.reason) for p in bad]
        found += _empty(given, {name for name, _, _ in found}, index)
    else:
        chosen, found = Filter(), [(name, "", "unknown_parameter") for name in given]
    allowed = [*(PARAMETERS if filtered else ()), *known]
    for name, value, reason in found:
        errors.append(_error(name, value, reason, None, allowed, index, base))
    if errors:
        named = ", ".join(dict.fromkeys(str(error["parameter"]) for error in errors))
        raise Problem(problems.BAD_PARAMETER, f"See errors: {named}.", {"errors": errors})
    return ApiRequest(
        viewpoint,
        chosen,
        values.get("lang", "en"),
        Links(base),
        str(request.scope["path"]),
        tuple((extra.name, values[extra.name]) for extra in extras if extra.name in values),
    )


def _given(request: Request) -> dict[str, list[str]]:
    raw = bytes(request.scope.get("query_string", b""))
    if len(raw) > MAX_QUERY_STRING:
        told = f"The query has {len(raw)} bytes; {MAX_QUERY_STRING} are possible."
        raise Problem(problems.TOO_LONG, told)
    try:
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, errors="strict")
    except ValueError:
        raise Problem(problems.BAD_PARAMETER, "The query is not in UTF-8.") from None
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if any(unicodedata.category(c) in ("Cc", "Cs") for c in name + value):
            error = _error(name, value, "unreadable")
            raise Problem(
                problems.BAD_PARAMETER, f"See errors: {error['parameter']}.", {"errors": [error]}
            )
        given.setdefault(name, []).append(value)
    return given


def _one(extra: Extra, given: list[str]) -> tuple[str, str]:
    """The one value of a parameter beside the filter, and why it is refused or ""."""
    if len(set(given)) > 1:
        return given[1], "one_value"
    return given[0], extra.refuses(given[0])


def _empty(
    given: Mapping[str, list[str]], named: set[str], index: FilterIndex
) -> list[tuple[str, str, str]]:
    """Values that ask for nothing, which a page ignores: "", and text without a word in it."""
    found = []
    for name, values in given.items():
        for value in values:
            text = name == "q" and not index.dataset.gazetteer.terms(value)
            if name not in named and (text or not value.strip()):
                found.append((name, value, "empty"))
    return found


def _error(
    name: str,
    value: str,
    reason: str,
    extra: Extra | None = None,
    parameters: list[str] | None = None,
    index: FilterIndex | None = None,
    base: str = "",
) -> dict[str, Any]:
    """One entry of `errors` in the problem document."""
    error: dict[str, Any] = {
        "parameter": problems.printable(name, 40),
        "value": problems.printable(value),
        "detail": _REASONS.get(reason, "Cannot be understood."),
    }
    if reason == "unknown_parameter":
        error["allowed"] = parameters
    elif extra is not None:
        error["allowed"] = extra.allowed
    elif name in CHOICES and index is not None:
        options = list(index.columns[name])
        if len(options) <= _LISTED:
            error["allowed"] = options
        else:
            error["lookup"] = f"{base}/api/v1/localities.json"
    return error
