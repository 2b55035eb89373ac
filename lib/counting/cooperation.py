"""Counting by field of cooperation: how often, when, which together, and in which regions.

An act can name several fields and counts in each, so the counts of the fields add up to more than
the acts. An act that names none counts under NO_FIELD and is never dropped. A pair counts in each
field that one of its documents names, and under NO_FIELD if one of its documents names no field.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from lib.facts.dataset import Dataset
from lib.facts.localities import COUNTRIES, SIDES
from lib.filter.filters import Filter
from lib.filter.parameters import NO_FIELD, ONLY_SIGNED, fields_or_none

# With fewer documents (pairs, records) in all, a share says nothing.
FEWEST_FOR_SHARE = 5


class Measure(StrEnum):
    """What is counted: signed documents, pairs with a signed document, or records of any kind."""

    DOCUMENTS = "documents"
    PAIRS = "pairs"
    RECORDS = "records"


def counted(events: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The events that a measure looks at: signed documents, or all."""
    if measure is Measure.RECORDS or events["signed"].all():
        return events
    return events[events["signed"]]


def _units(events: pd.DataFrame, per_pair: bool) -> np.ndarray:
    """By event the number of what it counts for: its pair, or itself."""
    if not per_pair:
        return np.arange(len(events))
    (vn, _), (jp, places) = (pd.factorize(events[f"{side}_id"]) for side in SIDES)
    return np.asarray(vn * len(places) + jp)


@dataclass(frozen=True)
class _Naming:
    """Which units (rows) name which fields, NO_FIELD included (columns, in their order)."""

    units: np.ndarray
    fields: list[str]
    held: np.ndarray

    @classmethod
    def of(cls, events: pd.DataFrame, units: np.ndarray) -> "_Naming":
        """By `units`, the numbers of what the events count for."""
        # Events name few different sets of fields, however many there are.
        which, sets = pd.factorize(events["fields"].to_numpy())
        named = [fields_or_none(codes) for codes in sets]
        fields = sorted({code for codes in named for code in codes})
        place = {code: number for number, code in enumerate(fields)}
        in_set = np.zeros((len(sets), len(fields)), dtype=bool)
        for number, codes in enumerate(named):
            in_set[number, [place[code] for code in codes]] = True
        each, rows = np.unique(units, return_inverse=True)
        held = np.zeros((len(each), len(fields)), dtype=bool)
        event, field = np.nonzero(in_set[which])
        held[rows[event], field] = True
        return cls(each, fields, held)

    def counts(self, of: np.ndarray | slice = slice(None)) -> dict[str, int]:
        """How many of the units, or of some of them, name each field."""
        return dict(zip(self.fields, self.held[of].sum(axis=0).tolist(), strict=True))


def total(events: pd.DataFrame, measure: Measure) -> int:
    """How many documents, pairs or records there are in all."""
    return len(np.unique(_units(counted(events, measure), measure is Measure.PAIRS)))


def per_field(events: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Index the codes and NO_FIELD; columns documents, pairs, records, linked.

    `linked` counts pairs with a record of any kind: partnerships and mere ties.
    """
    signed = counted(events, Measure.DOCUMENTS)
    naming = {
        "documents": (signed, False),
        "pairs": (signed, True),
        "records": (events, False),
        "linked": (events, True),
    }
    shown = [*codes, NO_FIELD]
    counts = {
        name: _Naming.of(some, _units(some, per_pair)).counts()
        for name, (some, per_pair) in naming.items()
    }
    return pd.DataFrame(
        {name: [found.get(field, 0) for field in shown] for name, found in counts.items()},
        index=pd.Index(shown, dtype=str, name="field"),
    )


def ranked(table: pd.DataFrame, measure: Measure) -> list[str]:
    """The fields that a table of `per_field` counts, the most frequent first, NO_FIELD last."""
    order = [measure.value, "records"]
    fields = table.drop(index=NO_FIELD).sort_values(order, ascending=False, kind="stable")
    return [*(str(code) for code in fields.index[fields["records"] > 0]), NO_FIELD]


def regions_of(events: pd.DataFrame, dataset: Dataset, country: str) -> pd.Series:
    """Per event the region of the place that signed (or acted) on one side, else NO_REGION."""
    places = events[f"{COUNTRIES[country].code}_signed"]
    known = {
        place: dataset.regions.containing(dataset.ancestors[place]) for place in places.unique()
    }
    return places.map(known).astype(str)


@dataclass(frozen=True)
class CrossTab:
    """Counts by field (rows) and by something else (columns), with each column's own total.

    `totals` counts each document, pair or record once, whatever number of fields it names.
    """

    counts: pd.DataFrame
    totals: pd.Series

    def shares(self) -> pd.DataFrame:
        """Each count as a share of its column's total; NaN where the total is too small."""
        base = self.totals.where(self.totals >= FEWEST_FOR_SHARE)
        return self.counts.astype(float).div(base, axis="columns")


def cross_tab(
    events: pd.DataFrame,
    measure: Measure,
    by: pd.Series,
    fields: Sequence[str],
    columns: Sequence[Any],
) -> CrossTab:
    """The counts of `fields` and the values `columns` of `by`, which is aligned to `events`."""
    kept = counted(events, measure)
    # Each thing once in a column, and once in a cell, whatever names it there.
    which, values = pd.factorize(by.reindex(kept.index), use_na_sentinel=False)
    units = _units(kept, measure is Measure.PAIRS)
    naming = _Naming.of(kept, units * len(values) + which)
    cells = {value: naming.units % len(values) == place for place, value in enumerate(values)}
    totals = {value: int(mine.sum()) for value, mine in cells.items()}
    counts = {value: naming.counts(mine) for value, mine in cells.items()}
    table = [[counts.get(value, {}).get(field, 0) for value in columns] for field in fields]
    return CrossTab(
        pd.DataFrame(table, index=list(fields), columns=list(columns), dtype=int),
        pd.Series([totals.get(value, 0) for value in columns], index=list(columns), dtype=int),
    )


@dataclass(frozen=True)
class Periods:
    """A cross tab whose columns are the first years of periods of `step` years.

    `undated` acts are in no column.
    """

    table: CrossTab
    step: int
    undated: int

    @property
    def starts(self) -> list[int]:
        """The first year of each period."""
        return self.table.counts.columns.astype(int).to_list()


def by_period(events: pd.DataFrame, measure: Measure, fields: Sequence[str]) -> Periods:
    """Counts by field and period, without a gap from the first to the last dated act.

    A year for each column where there are at most ten, else five years, else ten.
    """
    kept = counted(events, measure)
    years = kept["first"].dt.year
    undated = int(years.isna().sum())
    if undated == len(kept):
        return Periods(cross_tab(kept.iloc[:0], measure, years, fields, []), 1, undated)
    start, end = int(years.min()), int(years.max())
    step = 1 if end - start < 10 else 5 if end - start < 60 else 10
    starts = list(range(start // step * step, end + 1, step))
    return Periods(cross_tab(kept, measure, years // step * step, fields, starts), step, undated)


def co_occurrence(events: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Which two fields are named by the same document, pair or record; most often first.

    Columns first, second (codes; `first` is the more frequent), both, and `lift`: how many times
    as often as if the fields had nothing to do with each other, among those that name a field.
    """
    kept = counted(events, measure)
    naming = _Naming.of(kept, _units(kept, measure is Measure.PAIRS))
    named = [place for place, field in enumerate(naming.fields) if field != NO_FIELD]
    held = naming.held[:, named].astype(int)
    order = np.argsort(-held.sum(axis=0), kind="stable")
    codes = [naming.fields[named[place]] for place in order]
    naming_any = int(held.any(axis=1).sum())
    both = (held.T @ held)[np.ix_(order, order)].tolist()
    found = []
    for i, first in enumerate(codes):
        for j, second in enumerate(codes[i + 1 :], start=i + 1):
            expected = both[i][i] * both[j][j] / naming_any
            if both[i][j]:
                found.append((first, second, both[i][j], both[i][j] / expected))
    found.sort(key=lambda row: (-row[2], -row[3]))
    return pd.DataFrame(found, columns=["first", "second", "both", "lift"])


@dataclass(frozen=True)
class FieldStatistics:
    """What the events of a filter say of the fields.

    `table` as from `per_field`, `order` as from `ranked`, `total` counts each act or pair once;
    `kept` are the events that are counted.
    """

    table: pd.DataFrame
    order: list[str]
    total: int
    kept: pd.DataFrame
    periods: Periods
    together: pd.DataFrame


def field_statistics(
    events: pd.DataFrame, codes: Sequence[str], measure: Measure
) -> FieldStatistics:
    """Fields counted in all, over time and together."""
    # Each column takes its time to be picked from.
    narrow = events[["vn_id", "jp_id", "fields", "signed", "first"]]
    table = per_field(narrow, codes)
    order = ranked(table, measure)
    narrow = counted(narrow, measure)
    return FieldStatistics(
        table,
        order,
        total(narrow, measure),
        counted(events, measure),
        by_period(narrow, measure, order),
        co_occurrence(narrow, measure),
    )


def in_cell(
    events: pd.DataFrame, measure: Measure, by: pd.Series, field: str, column: object
) -> pd.DataFrame:
    """The events behind one cell of a cross tab."""
    kept = counted(events, measure)
    named = kept["fields"].map(lambda codes: field in fields_or_none(codes)).astype(bool)
    return kept[named & (by.reindex(kept.index) == column)]


def leading_to(chosen: Filter, events: pd.DataFrame, measure: Measure, field: str) -> Filter:
    """The filter narrowed to the places that signed these events, and to the field.

    It can keep more, since a province takes in its cities.
    """
    for side in SIDES:
        chosen = chosen.with_(side, sorted(events[f"{side}_signed"].unique()))
    chosen = chosen.with_("field", (field,))
    if measure is not Measure.RECORDS and not chosen["only"]:
        chosen = chosen.with_("only", (ONLY_SIGNED,))
    return chosen
