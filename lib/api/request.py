"""What a request asks for, read strictly: a value that a page would leave out is refused here.

The filter is `lib.parameters.PARAMETERS`, as on the pages; beside it are `lang` and `units`, and
`limit` and `cursor` where the answer comes in pages.
"""

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pandas as pd
from starlette.requests import Request

from lib.api import problems
from lib.api.problems import Problem
from lib.facts.dataset import Catalogue
from lib.facts.perspective import Units
from lib.filter import filters
from lib.filter import sentence as sentences
from lib.filter.filters import Filter
from lib.filter.index import FilterIndex
from lib.filter.parameter import MAX_QUERY
from lib.filter.parameters import CHOICES, PARAMETERS
from lib.language.i18n import LANGUAGES, N_, Words, words
from lib.site import store
from lib.site.store import Seen

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
class Asked:
    """A checked request: the view of the data, the filter, and the words to answer in."""

    base: str
    path: str
    seen: Seen
    lang: str
    chosen: Filter
    extras: tuple[tuple[str, str], ...] = ()

    def extra(self, name: str, default: str = "") -> str:
        """The value of a parameter beside the filter, the language and the units."""
        return dict(self.extras).get(name, default)

    @property
    def index(self) -> FilterIndex:
        return store.index(self.seen)

    @property
    def catalogue(self) -> Catalogue:
        return self.index.catalogue

    @property
    def words(self) -> Words:
        return words(self.lang)

    @property
    def today(self) -> date:
        return self.seen.today

    @property
    def events(self) -> pd.DataFrame:
        """The events that the filter keeps."""
        return filters.select(self.chosen, self.index)

    @property
    def sentence(self) -> str:
        """The filter in words."""
        today_units = self.seen.units is Units.TODAY
        return sentences.describe(self.chosen, self.index, self.words, today_units)

    @property
    def params(self) -> dict[str, list[str]]:
        """The filter, and language and units where they are not the default."""
        params = self.chosen.params()
        if self.seen.units is not Units.SIGNED:
            params["units"] = [str(self.seen.units)]
        if self.lang != "en":
            params["lang"] = [self.lang]
        return params

    def link(self, path: str, **more: str | int) -> str:
        """`path` of this site with the same filter."""
        query = urlencode({**self.params, **{k: [v] for k, v in more.items()}}, doseq=True)
        return f"{self.base}{path}?{query}" if query else f"{self.base}{path}"

    def record(self, key: str) -> str:
        """The permanent address of a record."""
        return self.page(f"/r/{key}")

    def partnership(self, key: str) -> str:
        """The permanent address of a partnership, in the units asked for."""
        today = self.seen.units is Units.TODAY
        return self.page(f"/r/{key}", units="today") if today else self.page(f"/r/{key}")

    def page(self, path: str, **more: str) -> str:
        """`path` of this site in the language asked for, without the filter."""
        return address(self.base, path, self.lang, **more)


def address(base: str, path: str, lang: str, **more: str) -> str:
    """The address of a page in a language; English is the default."""
    query = urlencode({**more, **({"lang": lang} if lang != "en" else {})})
    return f"{base}{path}?{query}" if query else f"{base}{path}"


def base_url(request: Request) -> str:
    """Where this site is: VJ_BASE_URL, else what the request itself says of scheme and host.

    A Host header is whatever the client sends, so without VJ_BASE_URL the links in an answer are
    no better than its client. X-Forwarded-* is never read.
    """
    fixed = os.environ.get("VJ_BASE_URL")
    if fixed:
        return fixed.rstrip("/")
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        raise Problem(problems.BAD_HOST, "The links of the answer need a host name.")
    return f"{'https' if request.scope['scheme'] == 'https' else 'http'}://{host}"


def read(request: Request, *extras: Extra, filtered: bool = True) -> Asked:
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
    seen = Seen(Units(values.get("units", Units.SIGNED)), store.today())
    index = store.index(seen)
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
    return Asked(
        base,
        str(request.scope["path"]),
        seen,
        values.get("lang", "en"),
        chosen,
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
            text = name == "q" and not index.catalogue.gazetteer.terms(value)
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
