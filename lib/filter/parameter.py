"""The kinds of filter parameters: how each is read, applied, put in words and set by a widget."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

import numpy as np
import pandas as pd

from lib.facts.localities import SIDES
from lib.facts.perspective import Perspective
from lib.filter.index import FilterIndex, Mask
from lib.language import edtf
from lib.language.folding import fold, visible
from lib.language.i18n import N_, Localizer

MAX_QUERY = 200


class InvalidValue(ValueError):
    """A parameter cannot take this value; the argument is a key of `filters.REASONS`."""


class Group(StrEnum):
    """Where in the sidebar a widget stands: always in sight, or under “More filters”."""

    MAIN = "main"
    MORE = "more"


@dataclass(frozen=True)
class Parameter:
    """One filter parameter; `multiple` if it may be repeated.

    Its widget stands in `group`, by `place` from the top, titled `title` or else `label`; it shows
    `placeholder` while it is empty and explains itself by `help`. All texts are messages.
    """

    name: str
    label: str
    multiple: bool = False
    group: Group = field(default=Group.MAIN, kw_only=True)
    place: int = field(default=100, kw_only=True)
    title: str = field(default="", kw_only=True)
    placeholder: str = field(default="", kw_only=True)
    help: str = field(default="", kw_only=True)

    def read(self, value: str, index: FilterIndex) -> str:
        """`value` in canonical form; raises InvalidValue."""
        raise NotImplementedError

    def mask(self, values: tuple[str, ...], index: FilterIndex) -> Mask:
        """Which events `values` keep."""
        raise NotImplementedError

    def value_label(self, value: str, index: FilterIndex, words: Localizer) -> str:
        """A value in words."""
        raise NotImplementedError


@dataclass(frozen=True)
class Choice(Parameter):
    """A parameter with a set of options; an event is kept if it has any of those chosen.

    `values_of` gives each event's options, `label_of` an option in words, `definition_of` what it
    means where the label alone does not say it. A widget that takes one option names `buttons`:
    messages by option, "" for none, with the number of events as `{count}`. Options that are ids of
    `localities` go by all their names. `offered` says which options a widget lists: no former unit
    where ties stand with those of today.
    """

    multiple: bool = True
    options: Callable[[Perspective], list[str]] = field(kw_only=True)
    values_of: Callable[[Perspective], Iterable[Iterable[str]]] = field(kw_only=True)
    label_of: Callable[[Perspective, str, Localizer], str] = field(kw_only=True)
    definition_of: Callable[[Perspective, str, Localizer], str] | None = field(
        default=None, kw_only=True
    )
    buttons: Mapping[str, str] = field(default_factory=dict, kw_only=True, hash=False)
    localities: bool = field(default=False, kw_only=True)
    offered: Callable[[Perspective, str], bool] = field(
        default=lambda dataset, option: option not in dataset.successors, kw_only=True
    )
    placeholder: str = field(default=N_("All"), kw_only=True)

    def table(self, dataset: Perspective) -> tuple[dict[str, int], Mask]:
        """The column of each option, and a table of events × options."""
        columns = {option: i for i, option in enumerate(self.options(dataset))}
        matrix = np.zeros((len(dataset.events), len(columns)), dtype=bool)
        found = [[columns[option] for option in values] for values in self.values_of(dataset)]
        rows = np.repeat(np.arange(len(found)), np.fromiter(map(len, found), int))
        matrix[rows, [*chain.from_iterable(found)]] = True
        return columns, matrix

    def left(self, rows: Mask) -> list[int]:
        """How many of these rows of the table each option would leave."""
        counts: list[int] = rows.sum(axis=0).tolist()
        return counts

    def read(self, value: str, index: FilterIndex) -> str:
        if value not in index.columns[self.name]:
            raise InvalidValue("unknown_id")
        return value

    def mask(self, values: tuple[str, ...], index: FilterIndex) -> Mask:
        columns = [index.columns[self.name][value] for value in values]
        return np.asarray(index.matrices[self.name][:, columns].any(axis=1))

    def value_label(self, value: str, index: FilterIndex, words: Localizer) -> str:
        return self.label_of(index.dataset, value, words)


@dataclass(frozen=True)
class Exclusion(Choice):
    """A choice of what is left out: an event is kept if it has none of the options chosen, which
    are those of the choice `of`.
    """

    of: str = field(kw_only=True)

    def mask(self, values: tuple[str, ...], index: FilterIndex) -> Mask:
        return ~super().mask(values, index)

    def left(self, rows: Mask) -> list[int]:
        return [len(rows) - count for count in super().left(rows)]


@dataclass(frozen=True)
class Bound(Parameter):
    """One end of the period. A date matches where it can fall inside; undated events never do."""

    start: bool = True
    placeholder: str = field(default=N_("Any"), kw_only=True)

    def read(self, value: str, index: FilterIndex) -> str:
        try:
            return str(edtf.parse(value))
        except edtf.DateError:
            raise InvalidValue("bad_date") from None

    def mask(self, values: tuple[str, ...], index: FilterIndex) -> Mask:
        bound = edtf.parse(values[0])
        events = index.dataset.events
        if self.start:
            kept = events["last"] >= pd.Timestamp(bound.first)
        else:
            kept = events["first"] <= pd.Timestamp(bound.last)
        return kept.to_numpy(bool)

    def value_label(self, value: str, index: FilterIndex, words: Localizer) -> str:
        return words.date(value)


@dataclass(frozen=True)
class Text(Parameter):
    """Free text; an event is kept if it has every term (see `lib.facts.gazetteer`)."""

    def read(self, value: str, index: FilterIndex) -> str:
        text = unicodedata.normalize("NFC", " ".join(visible(value).split()))
        if len(text) > MAX_QUERY or not text.isprintable():
            raise InvalidValue("bad_text")
        # Signs alone would match every record.
        if text and not fold(text):
            raise InvalidValue("no_words")
        return text

    def mask(self, values: tuple[str, ...], index: FilterIndex) -> Mask:
        dataset = index.dataset
        kept = np.ones(len(dataset.events), dtype=bool)
        for term in dataset.gazetteer.terms(values[0]):
            text = dataset.event_text["plain" if term.spelled else "folded"]
            found = np.array(term.matches(text), dtype=bool)
            for side in SIDES:
                known = index.columns[side]
                columns = [known[key] for key in term.localities if key in known]
                found = found | index.matrices[side][:, columns].any(axis=1)
            kept &= found
        return kept

    def value_label(self, value: str, index: FilterIndex, words: Localizer) -> str:
        return words.gettext("“{text}”").format(text=value)
