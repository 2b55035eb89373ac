"""The filter: what can be asked of the events, declared once.

Each `Parameter` says how one URL parameter is read, which events it keeps and what it is called.
From `PARAMETERS` follow the URL form, the mask, the option counts and the sentence in words.
A `Filter` holds checked values only; ids are language-free, so a link opens alike in any language.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, reduce
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib import edtf
from lib.catalogue import Catalogue
from lib.i18n import N_, Words

Mask = npt.NDArray[np.bool_]
MAX_QUERY = 200


@dataclass(frozen=True)
class Problem:
    """A value that was left out of a filter, and why (`reason` is a key of REASONS)."""

    param: str
    value: str
    reason: str


REASONS = {
    "unknown_parameter": N_("“{param}” is not a parameter of this page; it was left out."),
    "unknown_id": N_("{param}: “{value}” is not known here; it was left out."),
    "bad_date": N_(
        "{param}: “{value}” is not a date such as 2014, 2014-12 or 2014-12-25; it was left out."
    ),
    "bad_text": N_("{param}: the text is too long or holds unreadable characters; it was left out."),
    "one_value": N_("{param} takes one value; “{value}” was left out."),
    "reversed_period": N_("The period {value} ends before it begins; it was left out."),
}


def explain(problem: Problem, words: Words) -> str:
    """The problem as a sentence that names the parameter and the value."""
    value = "".join(c if c.isprintable() else "�" for c in problem.value)
    shown = value if len(value) <= 60 else value[:60] + "…"
    return words.gettext(REASONS[problem.reason]).format(param=problem.param, value=shown)


class Rejected(ValueError):
    """A parameter cannot take this value; the argument is a key of REASONS."""


@dataclass(frozen=True)
class Parameter:
    """One filter parameter; `many` if it may be repeated."""

    name: str
    label: str
    many: bool = False

    def read(self, value: str, index: "Index") -> str:
        """`value` in canonical form; raises Rejected."""
        raise NotImplementedError

    def mask(self, values: tuple[str, ...], index: "Index") -> Mask:
        """Which events `values` keep."""
        raise NotImplementedError

    def say(self, value: str, index: "Index", words: Words) -> str:
        """A value in words."""
        raise NotImplementedError


@dataclass(frozen=True)
class Choice(Parameter):
    """A parameter with a fixed set of options; an event is kept if it has any of those chosen."""

    many: bool = True
    options: Callable[[Catalogue], list[str]] = field(kw_only=True)
    held: Callable[[Catalogue], Iterable[Iterable[str]]] = field(kw_only=True)
    naming: Callable[[Catalogue, str, Words], str] = field(kw_only=True)

    def read(self, value: str, index: "Index") -> str:
        if value not in index.columns[self.name]:
            raise Rejected("unknown_id")
        return value

    def mask(self, values: tuple[str, ...], index: "Index") -> Mask:
        columns = [index.columns[self.name][value] for value in values]
        kept: Mask = index.matrices[self.name][:, columns].any(axis=1)
        return kept

    def say(self, value: str, index: "Index", words: Words) -> str:
        return self.naming(index.catalogue, value, words)


@dataclass(frozen=True)
class Bound(Parameter):
    """One end of the period. A date matches where it can fall inside; undated events never do."""

    start: bool = True

    def read(self, value: str, index: "Index") -> str:
        try:
            return str(edtf.parse(value))
        except edtf.DateError:
            raise Rejected("bad_date") from None

    def mask(self, values: tuple[str, ...], index: "Index") -> Mask:
        bound = edtf.parse(values[0])
        events = index.catalogue.events
        if self.start:
            kept = events["last"] >= pd.Timestamp(bound.first)
        else:
            kept = events["first"] <= pd.Timestamp(bound.last)
        return kept.to_numpy(bool)

    def say(self, value: str, index: "Index", words: Words) -> str:
        return words.date(value)


@dataclass(frozen=True)
class Text(Parameter):
    """Free text; an event is kept if it has every term (see `lib.search`)."""

    def read(self, value: str, index: "Index") -> str:
        text = unicodedata.normalize("NFC", " ".join(value.split()))
        if len(text) > MAX_QUERY or not text.isprintable():
            raise Rejected("bad_text")
        return text

    def mask(self, values: tuple[str, ...], index: "Index") -> Mask:
        catalogue = index.catalogue
        kept = np.ones(len(catalogue.events), dtype=bool)
        for term in catalogue.gazetteer.terms(values[0]):
            text = catalogue.event_text["plain" if term.spelled else "folded"]
            found = text.str.contains(term.pattern, regex=True).to_numpy(bool)
            for side in ("vn", "jp"):
                known = index.columns[side]
                columns = [known[key] for key in term.localities if key in known]
                found = found | index.matrices[side][:, columns].any(axis=1)
            kept &= found
        return kept

    def say(self, value: str, index: "Index", words: Words) -> str:
        return words.gettext("“{text}”").format(text=value)


def _localities(country: str) -> Callable[[Catalogue], list[str]]:
    def options(catalogue: Catalogue) -> list[str]:
        units = catalogue.localities.query("country == @country")
        # Japan's prefectures stand in the official order, north to south; a city after its own.
        rank = units["iso_3166_2"] if country == "JP" else units["name_en"]
        order = {key: (rank.get(key) or "~", key) for key in units.index}
        return sorted(units.index, key=lambda key: [order[k] for k in catalogue.ancestors[key][::-1]])

    return options


def _sides(column: str) -> Callable[[Catalogue], list[tuple[str, ...]]]:
    return lambda catalogue: [catalogue.ancestors[key] for key in catalogue.events[column]]


ONLY_SIGNED = "signed"
PARAMETERS: dict[str, Parameter] = {
    p.name: p
    for p in (
        Choice(
            "vn",
            N_("Vietnamese locality"),
            options=_localities("VN"),
            held=_sides("vn_id"),
            naming=lambda catalogue, key, words: catalogue.full_name(key, words.lang),
        ),
        Choice(
            "jp",
            N_("Japanese locality"),
            options=_localities("JP"),
            held=_sides("jp_id"),
            naming=lambda catalogue, key, words: catalogue.full_name(key, words.lang),
        ),
        Choice(
            "field",
            N_("Field of cooperation"),
            options=lambda catalogue: list(catalogue.fields.index),
            held=lambda catalogue: catalogue.events["fields"],
            naming=lambda catalogue, code, words: catalogue.label("fields", code, words.lang),
        ),
        Choice(
            "kind",
            N_("Kind of record"),
            options=lambda catalogue: list(catalogue.kinds.index),
            held=lambda catalogue: [(kind,) for kind in catalogue.events["kind"]],
            naming=lambda catalogue, code, words: catalogue.label("kinds", code, words.lang),
        ),
        Bound("from", N_("From")),
        Bound("to", N_("Until"), start=False),
        Text("q", N_("Text")),
        Choice(
            "only",
            N_("Records"),
            many=False,
            options=lambda _: [ONLY_SIGNED],
            held=lambda catalogue: [
                (ONLY_SIGNED,) if signed else () for signed in catalogue.events["signed"]
            ],
            naming=lambda _catalogue, _code, words: words.gettext("signed documents only"),
        ),
    )
}
CHOICES = {name: p for name, p in PARAMETERS.items() if isinstance(p, Choice)}


class Index:
    """A catalogue with, per choice parameter, a table of events × options. Build it once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.columns: dict[str, dict[str, int]] = {}
        self.matrices: dict[str, Mask] = {}
        for name, choice in CHOICES.items():
            columns = {option: i for i, option in enumerate(choice.options(catalogue))}
            matrix = np.zeros((len(catalogue.events), len(columns)), dtype=bool)
            for row, held in enumerate(choice.held(catalogue)):
                matrix[row, [columns[option] for option in held]] = True
            self.columns[name] = columns
            self.matrices[name] = matrix


@dataclass(frozen=True)
class Filter:
    """Checked values by parameter name. Two filters that ask the same are equal."""

    values: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Iterable[str]]) -> "Filter":
        """A filter of values that are known to be good, in declaration order."""
        given = {name: tuple(values.get(name, ())) for name in PARAMETERS}
        return cls(tuple((name, chosen) for name, chosen in given.items() if chosen))

    @cached_property
    def _by_name(self) -> dict[str, tuple[str, ...]]:
        return dict(self.values)

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self._by_name.get(name, ())

    def __bool__(self) -> bool:
        return bool(self.values)

    def with_(self, name: str, chosen: Iterable[str]) -> "Filter":
        """This filter with the values of one parameter replaced."""
        return Filter.of({**self._by_name, name: tuple(chosen)})

    def without(self, name: str, value: str) -> "Filter":
        """This filter with one value taken off."""
        return self.with_(name, (v for v in self[name] if v != value))

    def toggled(self, name: str, value: str) -> "Filter":
        """This filter with one value taken off if it was there, else put on."""
        if value in self[name]:
            return self.without(name, value)
        many = PARAMETERS[name].many
        return self.with_(name, (*self[name], value) if many else (value,))

    def params(self) -> dict[str, list[str]]:
        """The URL parameters of this filter."""
        return {name: list(chosen) for name, chosen in self.values}


def parse(params: Mapping[str, list[str]], index: Index) -> tuple[Filter, list[Problem]]:
    """The filter that URL parameters ask for, and what had to be left out of it.

    `params` holds filter parameters and nothing else that a page knows; any other name is a
    problem. A bad value loses itself alone, never the rest of the filter.
    """
    values: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for name, given in params.items():
        parameter = PARAMETERS.get(name)
        if parameter is None:
            problems.append(Problem(name, "", "unknown_parameter"))
            continue
        chosen: dict[str, None] = {}
        for value in given:
            try:
                canonical = parameter.read(value, index) if value else ""
            except Rejected as rejected:
                problems.append(Problem(name, value, str(rejected)))
                continue
            if chosen and not parameter.many and canonical not in chosen:
                problems.append(Problem(name, value, "one_value"))
            elif canonical:
                chosen[canonical] = None
        values[name] = tuple(chosen)
    start, end = values.get("from"), values.get("to")
    if start and end and edtf.parse(start[0]).first > edtf.parse(end[0]).last:
        problems.append(Problem("from", f"{start[0]}–{end[0]}", "reversed_period"))
        values["from"] = values["to"] = ()
    return Filter.of(values), problems


def masks(chosen: Filter, index: Index) -> dict[str, Mask]:
    """Per parameter that is set, which events it keeps."""
    return {name: PARAMETERS[name].mask(values, index) for name, values in chosen.values}


def select(chosen: Filter, index: Index) -> pd.DataFrame:
    """The events that the filter keeps, in the catalogue's columns and order."""
    return index.catalogue.events[_all(masks(chosen, index).values(), index)]


def option_counts(chosen: Filter, index: Index) -> dict[str, dict[str, int]]:
    """Per choice parameter and option, how many records that option would leave.

    An option is counted with all other parameters as they are and without the others of its own.
    """
    parts = masks(chosen, index)
    counts: dict[str, dict[str, int]] = {}
    for name, columns in index.columns.items():
        others = _all((mask for key, mask in parts.items() if key != name), index)
        totals = index.matrices[name][others].sum(axis=0)
        counts[name] = dict(zip(columns, totals.tolist(), strict=True))
    return counts


def loosen(chosen: Filter, index: Index) -> list[tuple[str, int]]:
    """Per parameter that is set, how many records there would be without it; most first."""
    parts = masks(chosen, index)
    left = [
        (name, int(_all((m for key, m in parts.items() if key != name), index).sum()))
        for name in parts
    ]
    return sorted(left, key=lambda pair: -pair[1])


def undated_left_out(chosen: Filter, index: Index) -> int:
    """How many records match everything but the period only because their date is not known."""
    if not (chosen["from"] or chosen["to"]):
        return 0
    rest = select(chosen.with_("from", ()).with_("to", ()), index)
    return int(rest["first"].isna().sum())


def _all(parts: Iterable[Mask], index: Index) -> Mask:
    everything: Any = np.ones(len(index.catalogue.events), dtype=bool)
    return reduce(np.logical_and, parts, everything)
