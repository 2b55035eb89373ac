"""Strict request parsing: values that a page would drop with a notice are rejected with 400.

An address takes the filter of the pages (`lib.filter.parameters.PARAMETERS`) and some of the
parameters declared here. From these follow its query model, which FastAPI reads, and its part of
the OpenAPI description.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl

from fastapi import Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    create_model,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from starlette.responses import Response

from lib.api import problems
from lib.api.problems import Problem
from lib.facts.localities import SIDES
from lib.facts.perspective import Units
from lib.filter import filters
from lib.filter.filters import Filter
from lib.filter.index import FilterIndex
from lib.filter.parameter import MAX_QUERY, Bound, Parameter, Text
from lib.filter.parameters import CHOICES, PARAMETERS
from lib.language.i18n import LANGUAGES, N_
from lib.site import config, links, store
from lib.site.links import Links
from lib.site.view import View

MAX_QUERY_STRING = 8000
MAX_LIMIT, DEFAULT_LIMIT = 1000, 100
# So many options are listed in a problem document; of more it says where to look them up.
LISTED = 40
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")
_DATE = r"^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_EXAMPLES = {"vn": "vn-hai-phong", "jp": "jp-kagawa", "from": "2014", "to": "2020-06", "q": "port"}

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
# A parameter, its value, and why it is refused: a key of _REASONS.
Refusal = tuple[str, str, str]


def _refuse(*refusals: Refusal) -> PydanticCustomError:
    return PydanticCustomError("refused", "Refused", {"refusals": refusals})


@dataclass(frozen=True)
class _QueryField:
    """How pydantic reads and describes a parameter.

    On the wire each is a list of strings, since any can be repeated: a field of another type would
    be given the last value, without a word on the others.
    """

    name: str
    label: str
    default: Any

    def read(self, given: list[str], info: ValidationInfo) -> Any:
        """The checked value; raises what `_refuse` makes."""
        raise NotImplementedError

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON schema."""
        raise NotImplementedError

    @property
    def description(self) -> str:
        """What it is, for the OpenAPI description."""
        return f"{self.label}."

    def declare(self) -> tuple[Any, Any]:
        """The field of a query model. The schema itself says what the default is, as it is given;
        therefore a factory.
        """
        info = Field(
            default_factory=lambda: self.default, title=self.label, description=self.description
        )
        return Annotated[list[str], self], info

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, *_: Any) -> dict[str, Any]:
        return self.schema


@dataclass(frozen=True)
class QueryParameter(_QueryField):
    """A parameter beside the filter; `reason` is why a value is refused that is not of `type`."""

    type: Any
    reason: str

    @cached_property
    def _type(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.type)

    @property
    def schema(self) -> dict[str, Any]:
        default = {} if self.default is None else {"default": self.default}
        return {**self._type.json_schema(), **default}

    @property
    def allowed(self) -> Any:
        """What a problem document says of the values: the options, or else the bounds."""
        bounds = {k: v for k, v in self.schema.items() if k in ("minimum", "maximum", "pattern")}
        return self.schema.get("enum", bounds)

    def read(self, given: list[str], _info: ValidationInfo) -> Any:
        if len(set(given)) > 1:
            raise _refuse((self.name, given[1], "one_value"))
        try:
            return self._type.validate_python(given[0])
        except ValidationError:
            raise _refuse((self.name, given[0], self.reason)) from None


@dataclass(frozen=True)
class _FilterParameter(_QueryField):
    """A parameter of the filter. Its options are those of the data in use when it is asked."""

    parameter: Parameter

    @property
    def description(self) -> str:
        text = super().description
        if self.name in SIDES:
            address = links.table("localities", "json")
            text += f" An id of {address}; a province takes in its cities."
        elif isinstance(self.parameter, Bound):
            text += " A year, a month or a day; a date matches where it can fall inside."
        elif self.name not in CHOICES:
            text += " A locality’s name in any language finds its records; other words the texts."
        return f"{text} Repeat it for any of several." if self.parameter.many else text

    @property
    def schema(self) -> dict[str, Any]:
        one: dict[str, Any] = {"type": "string"}
        if self.name in CHOICES:
            one["enum"] = list(_index(Units.SIGNED).columns[self.name])
        elif isinstance(self.parameter, Bound):
            one["pattern"] = _DATE
        else:
            one |= {"minLength": 1, "maxLength": MAX_QUERY, "pattern": "[0-9A-Za-z]"}
        example = _EXAMPLES.get(self.name) or one["enum"][0]
        if self.parameter.many:
            return {"type": "array", "items": one, "minItems": 1, "examples": [[example]]}
        return {**one, "examples": [example]}

    def read(self, given: list[str], info: ValidationInfo) -> tuple[str, ...]:
        """The values in canonical form, each once."""
        index = _index(info.data.get("units", Units.SIGNED))
        # Together with those read before, since a period has two ends.
        known = {name: [*info.data.get(name, ())] for name in PARAMETERS}
        found, bad = filters.parse({**known, self.name: given}, index)
        refusals = [(each.param, each.value, each.reason) for each in bad]
        if not refusals:
            refusals = [(self.name, v, "empty") for v in given if self._is_empty(v, index)]
        if refusals:
            raise _refuse(*refusals)
        return found[self.name]

    def _is_empty(self, value: str, index: FilterIndex) -> bool:
        """Whether a page would ignore the value: "", and text without a word in it."""
        text = isinstance(self.parameter, Text)
        return not value.strip() or (text and not index.dataset.gazetteer.terms(value))


def _index(units: str) -> FilterIndex:
    return store.index(store.viewpoint(Units(units)))


def _digits(value: str) -> str:
    """Whole numbers are written plainly: no sign, no leading zero, no 1e2, no 1_000."""
    if not re.fullmatch("[1-9][0-9]{0,8}", value):
        raise ValueError
    return value


def _whole(maximum: int) -> Any:
    number = Annotated[int, Field(ge=1, le=maximum)]
    return Annotated[number, BeforeValidator(_digits, json_schema_input_type=number)]


LANG = QueryParameter(
    "lang", N_("Language of labels and texts"), "en", Literal[tuple(LANGUAGES)], "unknown_id"
)
UNITS = QueryParameter(
    "units",
    N_("Ties with the units that signed, or with those that hold them today"),
    str(Units.SIGNED),
    Literal[tuple(map(str, Units))],
    "unknown_id",
)
LIMIT = QueryParameter("limit", N_("Rows per page"), DEFAULT_LIMIT, _whole(MAX_LIMIT), "bad_number")
CURSOR = QueryParameter(
    "cursor",
    N_("Where the page begins, as the page before says in meta.next"),
    None,
    Annotated[str, Field(pattern="^[a-z0-9][a-z0-9.~-]{0,120}$")],
    "bad_form",
)
PART = QueryParameter("part", N_("Part of the sitemap"), None, _whole(99_999), "bad_number")
# Language and units come first: the filter is read in the units asked for.
ALWAYS = (LANG, UNITS)
PAGING = (LIMIT, CURSOR)
_BESIDE_THE_FILTER = {parameter.name: parameter for parameter in (*ALWAYS, *PAGING, PART)}


@dataclass(frozen=True)
class ApiRequest(View):
    """A checked request: the view that it asks for, and what the answer's addresses begin with.

    `beside` holds the parameters that are no part of the view.
    """

    links: Links
    path: str
    beside: tuple[tuple[str, Any], ...] = ()

    def get(self, parameter: QueryParameter) -> Any:
        """The value of LIMIT, CURSOR or PART, or its default."""
        return dict(self.beside).get(parameter.name, parameter.default)


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


def asks(*parameters: QueryParameter, filtered: bool = True) -> Any:
    """A dependency: the request as an ApiRequest, which may have these parameters and no others.

    Beside them all take the language, and with `filtered` the units and the filter.
    """
    own = (LANG, *((UNITS,) if filtered else ()), *parameters)
    chosen = PARAMETERS.values() if filtered else ()
    names = [*(p.name for p in chosen), *(p.name for p in own)]
    fields = [*own, *(_FilterParameter(p.name, p.label, (), p) for p in chosen)]
    config_ = ConfigDict(extra="forbid")
    model = create_model("Query", __config__=config_, **{f.name: f.declare() for f in fields})

    def checked(request: Request) -> Links:
        # For what `on_refused` says of an unknown parameter.
        request.state.parameters = names
        base = base_url(request)
        _check_query_string(request)
        # In a thread of its own, where the first request of a day can wait for the day's status.
        for units in Units:
            _index(units)
        return Links(base)

    async def read(
        request: Request,
        links_: Annotated[Links, Depends(checked)],
        query: Annotated[model, Query()],  # type: ignore[valid-type]
    ) -> ApiRequest:
        given = {name: value for name, value in query if value is not None}  # type: ignore[attr-defined]
        return ApiRequest(
            store.viewpoint(Units(given.get("units", Units.SIGNED))),
            Filter.of({name: given.get(name, ()) for name in PARAMETERS}),
            given["lang"],
            links_,
            str(request.scope["path"]),
            tuple(
                (p.name, given[p.name]) for p in parameters if p.name in given and p is not UNITS
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
            raise _refused([_entry((name, value, "unreadable"))])


async def on_refused(request: Request, error: Exception) -> Response:
    """The problem document that names every bad value."""
    assert isinstance(error, RequestValidationError)
    refusals: list[Refusal] = []
    for each in error.errors():
        unknown = (each["loc"][-1], "", "unknown_parameter")
        refusals += [unknown] if each["type"] == "extra_forbidden" else each["ctx"]["refusals"]
    order = list(request.query_params)
    refusals.sort(key=lambda each: (each[0] not in _BESIDE_THE_FILTER, order.index(each[0])))
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
        "parameter": problems.printable(name, 40),
        "value": problems.printable(value),
        "detail": _REASONS.get(reason, "Cannot be understood."),
    }


def _help(refusal: Refusal, names: list[str], base: str) -> Mapping[str, Any]:
    """What can be given instead, or where that stands."""
    name, _, reason = refusal
    if reason == "unknown_parameter":
        return {"allowed": names}
    if name in _BESIDE_THE_FILTER:
        return {"allowed": _BESIDE_THE_FILTER[name].allowed}
    if name not in CHOICES:
        return {}
    options = list(_index(Units.SIGNED).columns[name])
    if len(options) <= LISTED:
        return {"allowed": options}
    return {"lookup": base + links.table("localities", "json")}


# What addresses take: the language alone; the units too; a part's number; the filter; its pages.
Localized = Annotated[ApiRequest, asks(filtered=False)]
InUnits = Annotated[ApiRequest, asks(UNITS, filtered=False)]
InParts = Annotated[ApiRequest, asks(PART, filtered=False)]
Filtered = Annotated[ApiRequest, asks()]
Paged = Annotated[ApiRequest, asks(*PAGING)]
