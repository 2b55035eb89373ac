"""The parameters of a query: how each is read, and how the OpenAPI description shows it.

The filter is that of the pages (`lib.filter.parameters.PARAMETERS`); beside it stand the parameters
declared here. Both are fields of the query models that FastAPI reads.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from lib.counting.coverage import Found
from lib.counting.ordering import Order
from lib.counting.quality import ISSUES
from lib.exports.locality_table import GEOMETRIES
from lib.facts.perspective import DEFAULT_UNITS, Units
from lib.filter import filters
from lib.filter.index import FilterIndex
from lib.filter.parameter import MAX_QUERY, Bound, Choice, Parameter, Text
from lib.filter.parameters import CHOICES, PARAMETERS
from lib.language.i18n import LANGUAGES, N_, SOURCE
from lib.pictures import drawings, sizes
from lib.site import links, store
from lib.site.pages import SETTINGS, Setting

MAX_LIMIT, DEFAULT_LIMIT = 1000, 100
# Days that there are, in leap years too: a client is told before it asks.
_LEAP = r"([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29"
_DAY = r"((0[13578]|1[02])-31|(0[13-9]|1[0-2])-(29|30)|(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8]))"
_DATE = rf"^(?!0000)({_LEAP}|[0-9]{{4}}(-({_DAY}|(0[1-9]|1[0-2])))?)$"
_EXAMPLES = {"vn": "vn-hai-phong", "jp": "jp-kagawa", "from": "2014", "to": "2020-06", "q": "port"}

# A parameter, its value, and why it is refused: a key of `lib.api.request._REASONS`.
Refusal = tuple[str, str, str]


def refuse(*refusals: Refusal) -> PydanticCustomError:
    """The error of a field for the values of a request that it refuses."""
    return PydanticCustomError("refused", "Refused", {"refusals": refusals})


def index_in(units: str) -> FilterIndex:
    """The events of the data set in use, today, in a unit system; raises BrokenData."""
    return store.index(store.viewpoint(Units(units)))


@dataclass(frozen=True)
class QueryField:
    """How pydantic reads and describes a parameter.

    On the wire each is a list of strings, since any can be repeated: a field of another type would
    be given the last value, without a word on the others.
    """

    name: str
    label: str
    default: Any

    def read(self, given: list[str], info: ValidationInfo) -> Any:
        """The checked value; raises what `refuse` makes."""
        raise NotImplementedError

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON schema."""
        raise NotImplementedError

    @property
    def description(self) -> str:
        """What it is, for the OpenAPI description."""
        return f"{self.label}."

    @property
    def allowed(self) -> Any:
        """What a problem document says of the values; None where that stands elsewhere."""
        return None

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
class QueryParameter(QueryField):
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
            raise refuse((self.name, given[1], "one_value"))
        try:
            return self._type.validate_python(given[0])
        except ValidationError:
            raise refuse((self.name, given[0], self.reason)) from None


@dataclass(frozen=True)
class FilterParameter(QueryField):
    """A parameter of the filter. Its options are those of the data in use when it is asked."""

    parameter: Parameter

    @property
    def description(self) -> str:
        text = super().description
        if isinstance(self.parameter, Choice) and self.parameter.localities:
            address = links.table("localities", "json")
            text += f" An id of {address}; a province takes in its cities."
        elif isinstance(self.parameter, Bound):
            text += " A year, a month or a day; a date matches where it can fall inside."
        elif self.name not in CHOICES:
            text += " A locality’s name in any language finds its records; other words the texts."
        return f"{text} Repeat it for any of several." if self.parameter.multiple else text

    @property
    def schema(self) -> dict[str, Any]:
        one: dict[str, Any] = {"type": "string"}
        if self.name in CHOICES:
            one["enum"] = list(index_in(DEFAULT_UNITS).columns[self.name])
        elif isinstance(self.parameter, Bound):
            one["pattern"] = _DATE
        else:
            one |= {"minLength": 1, "maxLength": MAX_QUERY, "pattern": "[0-9A-Za-z]"}
        example = _EXAMPLES.get(self.name) or one["enum"][0]
        if self.parameter.multiple:
            return {"type": "array", "items": one, "minItems": 1, "examples": [[example]]}
        return {**one, "examples": [example]}

    def read(self, given: list[str], info: ValidationInfo) -> tuple[str, ...]:
        """The values in canonical form, each once."""
        index = index_in(info.data.get("units", DEFAULT_UNITS))
        # Together with those read before, since a period has two ends.
        known = {name: [*info.data.get(name, ())] for name in PARAMETERS}
        found, bad = filters.parse({**known, self.name: given}, index)
        refusals = [(each.param, each.value, each.reason) for each in bad]
        if not refusals:
            refusals = [(self.name, v, "empty") for v in given if self._is_empty(v, index)]
        if refusals:
            raise refuse(*refusals)
        return found[self.name]

    def _is_empty(self, value: str, index: FilterIndex) -> bool:
        """Whether a page would ignore the value: "", and text without a word in it."""
        text = isinstance(self.parameter, Text)
        return not value.strip() or (text and not index.dataset.gazetteer.terms(value))


@dataclass(frozen=True)
class SettingParameter(QueryField):
    """A setting of a page, which a picture of that page follows."""

    setting: Setting

    @property
    def schema(self) -> dict[str, Any]:
        default = {} if self.setting.default is None else {"default": self.setting.default}
        listed = {"enum": self.allowed} if self.setting.options else {}
        return {"type": "string", **listed, **default}

    @property
    def allowed(self) -> list[str]:
        """The values that it can have in the data in use; none where they are localities."""
        options = self.setting.options
        return sorted(options(index_in(DEFAULT_UNITS).dataset)) if options else []

    def read(self, given: list[str], info: ValidationInfo) -> str:
        if len(set(given)) > 1:
            raise refuse((self.name, given[1], "one_value"))
        dataset = index_in(info.data.get("units", DEFAULT_UNITS)).dataset
        known = self.setting.takes(given[0], dataset)
        if self.setting.options is None:
            known = given[0] in dataset.localities.index
        if not known:
            raise refuse((self.name, given[0], "unknown_id"))
        return given[0]


@dataclass(frozen=True)
class VersionParameter(QueryField):
    """The data version that a link is of. Unless `earlier` are taken, the present one alone."""

    earlier: bool

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": self.allowed}

    @property
    def allowed(self) -> list[str]:
        """The versions that there are: with `earlier` all, else the present one."""
        known = store.versions()
        return known if self.earlier else known[-1:]

    def read(self, given: list[str], _info: ValidationInfo) -> str:
        if len(set(given)) > 1:
            raise refuse((self.name, given[1], "one_value"))
        if given[0] not in self.allowed:
            known = given[0] in store.versions()
            raise refuse((self.name, given[0], "earlier" if known else "unknown_version"))
        return given[0]


def _digits(value: str) -> str:
    """Whole numbers are written plainly: no sign, no leading zero, no 1e2, no 1_000."""
    if not re.fullmatch("[1-9][0-9]{0,8}", value):
        raise ValueError
    return value


def _whole(maximum: int) -> Any:
    number = Annotated[int, Field(ge=1, le=maximum)]
    return Annotated[number, BeforeValidator(_digits, json_schema_input_type=number)]


LANG = QueryParameter(
    "lang", N_("Language of labels and texts"), SOURCE, Literal[tuple(LANGUAGES)], "unknown_id"
)
UNITS = QueryParameter(
    "units",
    N_("Ties with the units that signed, or with those that hold them today"),
    str(DEFAULT_UNITS),
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
GEOMETRY = QueryParameter(
    "geometry",
    N_("Points of all localities, or areas of those that have one; without it, each as it has"),
    None,
    Literal[tuple(GEOMETRIES)],
    "unknown_id",
)
FOUND = QueryParameter(
    "found",
    N_("Localities of which this is the best found in the view; none: provinces and prefectures"),
    None,
    Literal[tuple(map(str, Found))],
    "unknown_id",
)
SORT = QueryParameter(
    "sort",
    N_("Order of the rows"),
    str(Order.NEWEST),
    Literal[tuple(map(str, Order))],
    "unknown_id",
)
GAP = QueryParameter(
    "gap",
    N_("List of what is least sure"),
    next(iter(ISSUES)),
    Literal[tuple(ISSUES)],
    "unknown_id",
)
SIZE = QueryParameter(
    "size",
    N_("Size of the picture: for a slide, a report or a phone"),
    sizes.DEFAULT,
    Literal[tuple(sizes.SIZES)],
    "unknown_id",
)
THEME = QueryParameter(
    "theme", N_("Light or dark background"), "light", Literal["light", "dark"], "unknown_id"
)
# The settings of pages that pictures follow.
SETTING_FIELDS = {
    name: SettingParameter(name, N_("As on the page"), None, SETTINGS[name])
    for name in drawings.FOLLOWED
}
_OF_THE_LINK = N_("Data version that a link is of")
VERSION = VersionParameter("v", _OF_THE_LINK, None, earlier=True)
PRESENT = VersionParameter("v", _OF_THE_LINK, None, earlier=False)
# Language and units come first: the filter is read in the units asked for.
ALWAYS = (LANG, UNITS)
PAGING = (LIMIT, CURSOR)
BESIDE_THE_FILTER = {
    parameter.name: parameter
    for parameter in (
        *(*ALWAYS, *PAGING, PART, GEOMETRY, FOUND, SORT, GAP, VERSION, SIZE, THEME),
        *SETTING_FIELDS.values(),
    )
}
