"""Coming anniversaries and ends of term, no more exact than the dates they follow from."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.counting import anniversaries, upcoming
from lib.counting.anniversaries import ANNIVERSARY, TERM_END, add_years, is_round
from lib.counting.upcoming import Entry, Group
from lib.language import edtf
from lib.language.i18n import words
from tests.unit import strategies

TODAY = date(2026, 9, 26)
EVENTS = strategies.index().dataset.events


def documents(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """Signed documents of (id, date, valid_until, status)."""
    frame = pd.DataFrame(rows, columns=["id", "date", "valid_until", "status"]).set_index("id")
    return frame.assign(signed=True)


def found(events: pd.DataFrame, until: date = date(2027, 9, 26)) -> list[tuple]:
    table = anniversaries.coming(events, TODAY, until)
    return list(table.itertuples(index=False, name=None))


def test_the_first_and_every_fifth_year_are_round():
    assert [n for n in range(-5, 22) if is_round(n)] == [1, 5, 10, 15, 20]


@pytest.mark.parametrize(
    ("text", "years", "expected"),
    [
        ("2016-09-26", 10, "2026-09-26"),
        ("2016-09", 10, "2026-09"),
        ("2016", 10, "2026"),
        ("2016-02-29", 4, "2020-02-29"),
        ("2016-02-29", 5, "2021-02"),
    ],
)
def test_an_anniversary_is_as_precise_as_its_date(text, years, expected):
    assert add_years(text, years) == expected


@given(strategies.dates(1900, 2100), st.integers(1, 100))
def test_an_anniversary_is_never_more_precise(text, years):
    assert len(add_years(text, years)) <= len(text)
    assert edtf.parse(add_years(text, years)).year == edtf.parse(text).year + years


def test_what_comes_and_what_does_not():
    events = documents(
        ("today", "2016-09-26", "", "presumed"),
        ("yesterday", "2016-09-25", "", "presumed"),
        ("last-day", "2017-09-26", "", "presumed"),
        ("too-late", "2017-09-27", "", "presumed"),
        ("not-round", "2018-12-01", "", "presumed"),
        ("year", "2016", "", "presumed"),
        ("month", "2016-09", "", "presumed"),
        ("past-month", "2016-08", "", "presumed"),
        ("term", "2020-01-01", "2027", "in_force"),
        ("term-over", "2012-01-01", "2026-09-25", "term_over"),
        ("ended", "2016-12-01", "2027", "ended"),
        ("undated", "", "", "presumed"),
        ("undated-term", "", "2027-01", "in_force"),
    )
    assert found(events) == [
        ("year", ANNIVERSARY, 10, "2026"),
        ("month", ANNIVERSARY, 10, "2026-09"),
        ("today", ANNIVERSARY, 10, "2026-09-26"),
        ("term", TERM_END, 0, "2027"),
        ("undated-term", TERM_END, 0, "2027-01"),
        # The term is over, the anniversary comes all the same.
        ("term-over", ANNIVERSARY, 15, "2027-01-01"),
        ("last-day", ANNIVERSARY, 10, "2027-09-26"),
    ]


def test_what_was_only_announced_or_never_a_document_has_none():
    events = documents(("announced", "2016-12-01", "2027", "announced"))
    assert found(events) == []
    assert found(documents(("visit", "2016-12-01", "", "")).assign(signed=False)) == []


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.sampled_from(upcoming.HORIZONS))
def test_everything_found_can_fall_within_the_horizon(today, months):
    until = upcoming.horizon_end(today, months)
    for event_id, what, years, text in anniversaries.coming(EVENTS, today, until).itertuples(
        index=False
    ):
        value = edtf.parse(text)
        assert value.first <= until and value.last >= today
        assert EVENTS.at[event_id, "signed"]
        assert is_round(years) if what == ANNIVERSARY else years == 0


@pytest.mark.parametrize(
    ("today", "months", "expected"),
    [
        (date(2026, 9, 26), 12, date(2027, 9, 26)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 1, 1), 60, date(2031, 1, 1)),
    ],
)
def test_the_horizon_is_in_calendar_months(today, months, expected):
    assert upcoming.horizon_end(today, months) == expected


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.sampled_from(upcoming.HORIZONS))
def test_dates_hold_everything_once_in_order(today, months):
    told = upcoming.dates(EVENTS, today, months)
    table = anniversaries.coming(EVENTS, today, upcoming.horizon_end(today, months))
    groups = [*told.ahead, *told.undated]
    held = [(e.event_id, e.what, e.years, e.date) for g in groups for e in g.entries]
    assert sorted(held) == sorted(table.itertuples(index=False, name=None))
    for part in (told.ahead, told.undated, told.recent):
        assert [g.when for g in part] == sorted({g.when for g in part})
    for group in (*groups, *told.recent):
        days = [edtf.parse(entry.date).first for entry in group.entries]
        assert days == sorted(days)
        # A year group holds what is known to the year alone.
        assert {len(e.date) == 4 for e in group.entries} == {len(group.when) == 4}
    # What may be over is not told as coming, and what was not within the months not as recent.
    assert {group.when for group in told.undated} <= {str(today.year)}
    assert str(today.year) not in {group.when for group in told.ahead}
    since = upcoming.horizon_end(today, -upcoming.RECENT)
    for value in (edtf.parse(e.date) for g in told.recent for e in g.entries):
        assert since <= value.first and value.last < today


@pytest.mark.parametrize(
    ("signed", "part"),
    [
        ("2016-11-26", "ahead"),
        ("2016-11", "ahead"),
        ("2016", "undated"),
        ("2016-11-25", "recent"),
        ("2016-10", "recent"),
        ("2016-08", None),
        ("2016-08-26", "recent"),
        ("2016-08-25", None),
        ("2017", "ahead"),
    ],
)
def test_what_was_is_told_apart_from_what_comes(signed, part):
    told = upcoming.dates(documents(("a", signed, "", "presumed")), date(2026, 11, 26), 12)
    parts = {name: bool(getattr(told, name)) for name in ("ahead", "undated", "recent")}
    assert [name for name, filled in parts.items() if filled] == ([part] if part else [])


def entry(text: str, years: int = 10) -> Entry:
    return Entry("vj0001", ANNIVERSARY if years else TERM_END, years, text)


def sized(*sizes: int) -> list[Group]:
    return [
        Group(f"2027-{month:02d}", (entry(f"2027-{month:02d}"),) * size)
        for month, size in enumerate(sizes, 1)
    ]


@given(st.lists(st.integers(1, 9), max_size=12), st.integers(0, 40), st.integers(1, 4))
def test_cutting_and_splitting_keep_the_order(sizes, number, columns):
    groups = sized(*sizes)
    cut = upcoming.first(groups, number)
    assert [e for g in cut for e in g.entries] == [e for g in groups for e in g.entries][:number]
    assert all(group.entries for group in cut)
    parts = upcoming.split(groups, columns)
    assert [group for part in parts for group in part] == groups
    assert len(parts) <= columns and all(parts)


def test_columns_are_about_equal():
    parts = upcoming.split(sized(6, 2, 1, 3, 2), 2)
    assert [sum(len(g.entries) for g in part) for part in parts] == [8, 6]


def test_what_is_said_claims_no_day_that_is_not_known():
    said = words("en")
    assert upcoming.day(entry("2027-01-12"), said) == "12 January 2027"
    assert upcoming.day(entry("2027-01"), said) == "day not known"
    assert upcoming.day(entry("2027"), said) == ""
    assert upcoming.heading(Group("2027-01", ()), said, TODAY) == "January 2027"
    assert upcoming.heading(Group("2027", ()), said, TODAY) == "2027, month not known"
    this_year = upcoming.heading(Group("2026", ()), said, TODAY)
    assert this_year == "2026, month not known; it may be over"
    assert upcoming.occasion(entry("2027", 1), said) == "1 year since signing"
    assert upcoming.occasion(entry("2027", 0), said) == "Stated term ends"
