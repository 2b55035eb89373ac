"""Ties survive mergers: nothing is lost, chains are followed, both views hold the same facts."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.counting import partnerships
from lib.facts import successions
from lib.facts.perspective import Units
from lib.facts.rows import rows
from tests.unit import strategies

TODAY = date(2026, 11, 22)
DATA = strategies.data()
VIEWS = {units: strategies.seen(units, TODAY) for units in Units}


def table(steps: list[tuple[str, str, str]], reason: str = "merged") -> pd.DataFrame:
    columns = ["predecessor_id", "successor_id", "effective_date"]
    return pd.DataFrame(steps, columns=columns).assign(reason=reason)


# A forest in which each unit passes into one with a higher number, so there is no cycle.
forests = st.lists(st.integers(0, 19), min_size=20, max_size=20).map(
    lambda jumps: table(
        [
            (f"u{n}", f"u{n + 1 + jump % (20 - n)}", f"{1990 + jump}")
            for n, jump in enumerate(jumps)
            if jump % 3
        ]
    )
)


@given(forests, st.dates(date(1980, 1, 1), date(2020, 1, 1)))
def test_what_holds_today_has_not_passed_on_itself(steps, day):
    now = successions.current_units(steps, day)
    assert not set(now.values()) & set(now)
    # Doing it twice is doing it once.
    assert {former: now.get(unit, unit) for former, unit in now.items()} == now


@given(forests, st.dates(date(1980, 1, 1), date(2020, 1, 1)))
def test_no_step_counts_before_its_day(steps, day):
    begun = {row.predecessor_id for row in rows(steps) if int(row.effective_date) <= day.year}
    assert set(successions.current_units(steps, day)) == begun


def test_a_chain_is_followed_to_its_end_and_only_as_far_as_today():
    chain = table([("a", "b", "2000"), ("b", "c", "2010"), ("c", "d", "2030")])
    assert successions.current_units(chain, date(2020, 1, 1)) == {"a": "c", "b": "c"}
    assert successions.current_units(chain, date(2005, 1, 1)) == {"a": "b"}
    assert successions.current_units(chain, date(1999, 1, 1)) == {}


def test_a_circle_is_an_error():
    with pytest.raises(ValueError):
        successions.current_units(table([("a", "b", "2000"), ("b", "a", "2001")]), TODAY)


@pytest.mark.parametrize(
    ("former", "holder"),
    [
        ("vn-binh-duong", "vn-ho-chi-minh-city"),
        ("vn-quang-nam", "vn-da-nang"),
        ("vn-quang-nam.hoi-an", "vn-da-nang"),
        ("vn-quang-binh", "vn-quang-tri"),
        ("vn-thua-thien-hue", "vn-hue"),
        ("vn-thua-thien-hue.hue", "vn-hue"),
        ("jp-hyogo.sasayama", "jp-hyogo.tambasasayama"),
    ],
)
def test_units_of_today(former, holder):
    assert successions.current_units(DATA.successions, TODAY)[former] == holder


def test_both_views_hold_the_same_events_and_facts():
    signed, today = (VIEWS[units].events for units in Units)
    assert list(signed.index) == list(today.index)
    for column in ("vn_signed", "jp_signed", "status", "formality", "grade", "signed", "date"):
        assert signed[column].equals(today[column]), column
    assert signed["vn_id"].equals(signed["vn_signed"])
    retired = set(VIEWS[Units.TODAY].successors)
    assert retired and not retired & {*today["vn_id"], *today["jp_id"]}


@pytest.mark.parametrize("units", list(Units))
def test_every_event_is_in_exactly_one_pair(units):
    events = VIEWS[units].events
    pairs = partnerships.pairs(events)
    assert pairs["records"].sum() == len(events)
    assert pairs["documents"].sum() == events["signed"].sum() == 174
    assert not pairs.duplicated(["vn_id", "jp_id"]).any()
    counted = partnerships.totals(events)
    assert (pairs["documents"] > 0).sum() == counted.partnerships
    assert (pairs["documents"] == 0).sum() == counted.ties


@pytest.mark.parametrize(
    ("former", "holder", "partner"),
    [
        ("vn-ben-tre", "vn-vinh-long", "jp-ehime"),
        ("vn-vinh-phuc", "vn-phu-tho", "jp-tochigi"),
    ],
)
def test_pairs_that_coincide_after_a_merger_become_one(former, holder, partner):
    def pairs(units: Units) -> set[tuple[str, str]]:
        table = partnerships.pairs(VIEWS[units].events)
        return set(zip(table["vn_id"], table["jp_id"], strict=True))

    assert {(former, partner), (holder, partner)} <= pairs(Units.SIGNED)
    assert (holder, partner) in pairs(Units.TODAY)
    assert (former, partner) not in pairs(Units.TODAY)
