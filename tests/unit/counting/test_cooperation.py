"""Counting by field: what counts once, what counts in each field, and what no filter may drop."""

import pandas as pd
import pytest
from hypothesis import given

from lib.counting import cooperation
from lib.counting.cooperation import Measure
from lib.facts.perspective import Units
from lib.filter import clicks
from lib.filter.filters import Filter, select
from lib.filter.parameters import NO_FIELD
from tests.unit.strategies import chosen as filters
from tests.unit.strategies import index

CODES = ["trade", "water", "sports"]


def events(*rows: tuple[str, str, bool, str, str]) -> pd.DataFrame:
    """Events of (Vietnamese side, Japanese side, signed, year, fields)."""
    return pd.DataFrame(
        {
            "vn_id": [f"vn-{row[0]}" for row in rows],
            "jp_id": [f"jp-{row[1]}" for row in rows],
            "vn_signed": [f"vn-{row[0]}" for row in rows],
            "jp_signed": [f"jp-{row[1]}" for row in rows],
            "signed": [row[2] for row in rows],
            "first": pd.to_datetime([f"{row[3]}-01-01" if row[3] else "" for row in rows]),
            "fields": [tuple(row[4].split()) for row in rows],
        },
        index=[f"e{i}" for i in range(len(rows))],
    )


FEW = events(
    ("hue", "kyoto", True, "2001", "trade water"),
    ("hue", "kyoto", True, "2014", "trade"),
    ("hue", "kyoto", False, "2016", "water"),
    ("hue", "gifu", True, "2019", ""),
    ("hanoi", "tokyo", False, "", "trade"),
    ("hanoi", "tokyo", False, "2020", ""),
)
ORDER = [*CODES, NO_FIELD]


def test_per_field() -> None:
    table = cooperation.per_field(FEW, CODES)
    assert table.T.to_dict("list") == {
        # documents, pairs with one, records, pairs with any record
        "trade": [2, 1, 3, 2],
        "water": [1, 1, 2, 1],
        "sports": [0, 0, 0, 0],
        NO_FIELD: [1, 1, 2, 2],
    }


def test_totals_count_each_thing_once() -> None:
    assert [cooperation.total(FEW, m) for m in Measure] == [3, 2, 6]


def test_the_row_without_a_field_is_always_there_and_last() -> None:
    assert cooperation.ranked(cooperation.per_field(FEW, CODES), Measure.RECORDS) == [
        "trade",
        "water",
        NO_FIELD,
    ]
    named = FEW[FEW["fields"].map(len) > 0]
    table = cooperation.per_field(named, CODES)
    assert cooperation.ranked(table, Measure.DOCUMENTS)[-1] == NO_FIELD
    assert table.loc[NO_FIELD].sum() == 0


def test_no_events() -> None:
    none = FEW.iloc[:0]
    assert cooperation.per_field(none, CODES).to_numpy().sum() == 0
    assert cooperation.by_period(none, Measure.RECORDS, ORDER).starts == []
    assert cooperation.co_occurrence(none, Measure.RECORDS).empty
    assert cooperation.total(none, Measure.PAIRS) == 0


def test_periods_of_five_years_without_a_gap() -> None:
    told = cooperation.by_period(FEW, Measure.DOCUMENTS, ORDER)
    assert told.starts == [2000, 2005, 2010, 2015]
    assert told.step == 5
    assert told.table.totals.to_list() == [1, 0, 1, 1]
    assert list(told.table.counts.loc["trade"]) == [1, 0, 1, 0]
    assert list(told.table.counts.loc[NO_FIELD]) == [0, 0, 0, 1]
    assert told.undated == 0


def test_undated_acts_are_counted_and_in_no_period() -> None:
    told = cooperation.by_period(FEW, Measure.RECORDS, ORDER)
    assert told.undated == 1
    assert told.table.totals.sum() == len(FEW) - 1
    undated = cooperation.by_period(FEW[FEW["first"].isna()], Measure.RECORDS, ORDER)
    assert (undated.starts, undated.undated) == ([], 1)


@pytest.mark.parametrize(
    ("years", "step", "starts"),
    [
        (("2014",), 1, [2014]),
        (("2014", "2023"), 1, list(range(2014, 2024))),
        (("2014", "2024"), 5, [2010, 2015, 2020]),
        (("1905", "2024"), 10, list(range(1900, 2030, 10))),
    ],
)
def test_the_step_follows_the_span(years: tuple[str, ...], step: int, starts: list[int]) -> None:
    some = events(*(("hue", "kyoto", True, year, "trade") for year in years))
    told = cooperation.by_period(some, Measure.DOCUMENTS, ORDER)
    assert (told.step, told.starts) == (step, starts)


def test_together_counts_and_compares_with_chance() -> None:
    some = events(
        ("a", "a", True, "2001", "trade water"),
        ("a", "a", True, "2002", "trade water"),
        ("b", "b", True, "2003", "trade"),
        ("c", "c", True, "2004", "sports"),
        ("d", "d", True, "2005", ""),
        ("b", "b", True, "2006", "water"),
    )
    table = cooperation.co_occurrence(some, Measure.DOCUMENTS)
    # Of the five that name a field, trade and water are in three each: 9 / 5 by chance.
    assert table.to_dict("records") == [
        {"first": "trade", "second": "water", "both": 2, "lift": pytest.approx(2 * 5 / 9)}
    ]
    # The pair b names both in two documents.
    assert cooperation.co_occurrence(some, Measure.PAIRS)["both"].to_list() == [2]


def test_shares_are_of_the_column_and_not_of_few() -> None:
    by = pd.Series(["x"] * 5 + ["y"], index=FEW.index)
    grid = cooperation.cross_tab(FEW, Measure.RECORDS, by, ORDER, ["x", "y"])
    assert grid.totals.to_list() == [5, 1]
    shares = grid.shares()
    assert shares["x"].to_list() == [0.6, 0.4, 0, 0.2]
    assert shares["y"].isna().all()


@pytest.mark.parametrize("measure", list(Measure))
@pytest.mark.parametrize("units", list(Units))
def test_cells_hold_what_they_count(measure: Measure, units: Units) -> None:
    dataset = index(units).dataset
    side = dataset.events["jp_id"].where(dataset.events["jp_id"] < "jp-k", "other")
    side = side.map(lambda key: key[:4]).astype(str)
    columns = sorted(side.unique())
    fields = ["trade", "sports", NO_FIELD]
    grid = cooperation.cross_tab(dataset.events, measure, side, fields, columns)
    for field in fields:
        for column in columns:
            behind = cooperation.in_cell(dataset.events, measure, side, field, column)
            assert cooperation.total(behind, measure) == grid.counts.at[field, column]


@given(filters())
def test_nothing_is_dropped(chosen: Filter) -> None:
    kept = select(chosen, index())
    codes = list(index().dataset.fields.index)
    table = cooperation.per_field(kept, codes)
    assert table["records"].sum() >= len(kept)
    assert table["documents"].sum() >= kept["signed"].sum()
    assert (table["documents"] <= table["records"]).all()
    assert (table["pairs"] <= table["linked"]).all()
    assert (table["pairs"] <= table["documents"]).all()
    told = cooperation.by_period(kept, Measure.RECORDS, [*codes, NO_FIELD])
    assert told.table.totals.sum() + told.undated == len(kept)


def test_a_click_puts_the_field_on_and_a_second_takes_it_off() -> None:
    start = Filter.of({"jp": ["jp-kyoto"], "field": ["water", "sports"]})
    on = clicks.toggle_field(start, "trade")
    assert on.params() == {"jp": ["jp-kyoto"], "field": ["trade"]}
    assert clicks.is_field_selected(on, "trade")
    assert clicks.toggle_field(on, "trade").params() == {"jp": ["jp-kyoto"]}


def test_no_field_is_a_value_of_the_filter() -> None:
    assert NO_FIELD not in index().dataset.fields.index
    kept = select(clicks.toggle_field(Filter.of({"field": ["water"]}), NO_FIELD), index())
    assert not kept.empty
    assert all(codes == () for codes in kept["fields"])
    named = select(Filter.of({"field": list(index().dataset.fields.index)}), index())
    assert len(kept) + len(named) == len(index().dataset.events)


def test_the_way_to_the_records_of_a_cell() -> None:
    dataset = index().dataset
    signed = dataset.events[dataset.events["signed"]]
    some = signed[signed["fields"].map(lambda codes: "water" in codes)].head(1)
    chosen = cooperation.leading_to(Filter(), some, Measure.DOCUMENTS, "water")
    assert set(chosen.params()) == {"vn", "jp", "field", "only"}
    assert some.index[0] in select(chosen, index()).index
    assert "only" not in cooperation.leading_to(Filter(), some, Measure.RECORDS, "water").params()
    clair = Filter.of({"only": ["clair"]})
    kept = cooperation.leading_to(clair, some, Measure.PAIRS, "water")
    assert kept["only"] == ("clair",)
