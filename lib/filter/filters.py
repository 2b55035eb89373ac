"""A filter: checked values of the parameters, read from a URL, applied, and counted.

A bad value loses itself alone, never the rest of the filter, and is named in a `Problem`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import numpy as np
import pandas as pd

from lib.filter.index import FilterIndex, Mask
from lib.filter.parameter import MAX_QUERY, InvalidValue, Parameter
from lib.filter.parameters import CHOICES, PARAMETERS
from lib.language import edtf
from lib.language.i18n import N_, Localizer
from lib.language.quoting import escape_markdown, printable


@dataclass(frozen=True)
class Problem:
    """A value that was left out of a filter, and why (`reason` is a key of REASONS)."""

    param: str
    value: str
    reason: str


@dataclass(frozen=True)
class Reason:
    """Why a value is refused: `notice` for people, a message; `detail` for machines, in English."""

    notice: str
    detail: str


REASONS = {
    "unknown_parameter": Reason(
        N_("“{param}” is not a parameter of this page; it was left out."),
        "There is no such parameter here.",
    ),
    "unknown_id": Reason(
        N_("{param}: “{value}” is not known here; it was left out."), "There is no such value."
    ),
    "unknown_version": Reason(
        N_("{param}: there never was a data version “{value}”; the page shows the present one."),
        "There is no such data version.",
    ),
    "bad_date": Reason(
        N_(
            "{param}: “{value}” is not a date such as 2014, 2014-12 or 2014-12-25; it was left out."
        ),
        "Not a date such as 2014, 2014-12 or 2014-12-25.",
    ),
    "bad_text": Reason(
        N_("{param}: the text is too long or holds unreadable characters; it was left out."),
        f"Longer than {MAX_QUERY} characters, or with unreadable characters.",
    ),
    "no_words": Reason(
        N_("{param}: “{value}” holds no letter or digit to search for; it was left out."),
        "Holds no letter or digit to search for.",
    ),
    "one_value": Reason(N_("{param} takes one value; “{value}” was left out."), "Takes one value."),
    "too_many": Reason(
        N_("{param} takes no more values; “{value}” was left out."), "Takes no more values."
    ),
    "reversed_period": Reason(
        N_("The period {value} ends before it begins; it was left out."),
        "The period ends before it begins.",
    ),
}


def explain(problem: Problem, words: Localizer) -> str:
    """The problem as a sentence, in Markdown, that names the parameter and the value."""
    notice = words.gettext(REASONS[problem.reason].notice)
    param, value = (escape_markdown(printable(t, 60)) for t in (problem.param, problem.value))
    return notice.format(param=param, value=value)


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

    def params(self) -> dict[str, list[str]]:
        """The URL parameters of this filter."""
        return {name: list(chosen) for name, chosen in self.values}


def parse(params: Mapping[str, list[str]], index: FilterIndex) -> tuple[Filter, list[Problem]]:
    """The filter that URL parameters ask for, and what had to be left out of it.

    `params` holds filter parameters and nothing else that a page knows; any other name is a
    problem. A bad value loses itself alone, never the rest of the filter.
    """
    values: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for name, given in params.items():
        if name in PARAMETERS:
            values[name] = _read(PARAMETERS[name], given, index, problems)
        else:
            problems.append(Problem(name, "", "unknown_parameter"))
    period = reversed_period(values.get("from"), values.get("to"))
    if period:
        problems.append(Problem("from", period, "reversed_period"))
        values["from"] = values["to"] = ()
    return Filter.of(values), problems


def _read(
    parameter: Parameter, given: Iterable[str], index: FilterIndex, problems: list[Problem]
) -> tuple[str, ...]:
    """The good values, each once; the others are added to `problems`."""
    chosen: dict[str, None] = {}
    for value in given:
        try:
            canonical = parameter.read(value, index) if value else ""
        except InvalidValue as invalid:
            problems.append(Problem(parameter.name, value, str(invalid)))
            continue
        if chosen and not parameter.multiple and canonical not in chosen:
            problems.append(Problem(parameter.name, value, "one_value"))
        elif canonical:
            chosen[canonical] = None
    return tuple(chosen)


def reversed_period(start: Sequence[str] | None, end: Sequence[str] | None) -> str:
    """The period, if it ends before it begins; else ""."""
    if start and end and edtf.parse(start[0]).first > edtf.parse(end[0]).last:
        return f"{start[0]}–{end[0]}"
    return ""


def masks(chosen: Filter, index: FilterIndex) -> dict[str, Mask]:
    """Per parameter that is set, which events it keeps."""
    return {name: PARAMETERS[name].mask(values, index) for name, values in chosen.values}


def kept(chosen: Filter, index: FilterIndex) -> Mask:
    """Which events the filter keeps."""
    return _all(masks(chosen, index).values(), index)


def select(chosen: Filter, index: FilterIndex) -> pd.DataFrame:
    """The events that the filter keeps, in the perspective's columns and order."""
    return index.dataset.events[kept(chosen, index)]


class OptionCounts(dict[str, dict[str, int]]):
    """Per choice parameter and option, how many records that option would leave.

    An option is counted with all other parameters as they are and without the others of its own. A
    parameter is counted when it is first asked for: most lists of options are folded up.
    """

    def __init__(self, chosen: Filter, index: FilterIndex) -> None:
        super().__init__()
        self._parts, self._index = masks(chosen, index), index

    def __missing__(self, name: str) -> dict[str, int]:
        index = self._index
        others = _all((mask for key, mask in self._parts.items() if key != name), index)
        counts = CHOICES[name].left(index.matrices[name][others])
        self[name] = dict(zip(index.columns[name], counts, strict=True))
        return self[name]


def option_counts(chosen: Filter, index: FilterIndex) -> dict[str, dict[str, int]]:
    """The counts of all parameters; see `OptionCounts`."""
    counts = OptionCounts(chosen, index)
    return {name: counts[name] for name in index.columns}


def loosen(chosen: Filter, index: FilterIndex, among: Mask | None = None) -> list[tuple[str, int]]:
    """Per parameter that is set, how many records there would be without it; most first.

    With `among` those records alone are counted, such as signed documents.
    """
    parts = masks(chosen, index)
    counted = [] if among is None else [among]
    left = [
        (name, int(_all((*(m for key, m in parts.items() if key != name), *counted), index).sum()))
        for name in parts
    ]
    return sorted(left, key=lambda pair: -pair[1])


def undated_left_out(chosen: Filter, index: FilterIndex) -> int:
    """How many records match everything but the period only because their date is not known."""
    if not (chosen["from"] or chosen["to"]):
        return 0
    rest = select(chosen.with_("from", ()).with_("to", ()), index)
    return int(rest["first"].isna().sum())


def _all(parts: Iterable[Mask], index: FilterIndex) -> Mask:
    everything: Any = np.ones(len(index.dataset.events), dtype=bool)
    return reduce(np.logical_and, parts, everything)
