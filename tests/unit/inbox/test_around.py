"""Beside the few rows that they have to do with, proposed ones are judged as beside all of them."""

from datetime import date
from functools import cache

import pytest

from lib.checks import Finding, check_data, check_rows
from lib.inbox.around import around, whole
from lib.inbox.files import Rows, table
from lib.inbox.judge import _LATER
from lib.inbox.rows import rows
from lib.inbox.submission import read
from tests.unit.inbox.conftest import NEW
from tests.unit.strategies import data

TODAY = date(2026, 11, 26)


@cache
def before() -> frozenset[Finding]:
    return frozenset(check_data(whole(data(), TODAY)))


def fix(record: str, **cells: str) -> dict[str, object]:
    return {"wish": "correction", "lang": "en", "record": record, "event": cells}


def new(lang: str, like: str, **cells: str) -> dict[str, object]:
    """A new record with the cells of one that is there, its texts in a language, and others."""
    of = {**table(data(), "events")[like,]}
    if lang != "en":
        of |= table(data(), f"events.{lang}")[like,]
    kept = ("vn_id", "jp_id", "kind", "date", "title", "summary", "vn_party", "jp_party")
    event = {column: of[column] for column in kept} | cells
    return {**NEW, "lang": lang, "event": event}


# Proposals that break a rule between rows, and the rule. vj0167 renews vj0163, vj0395 replaces
# vj0018 of another pair, vj0038 ends what its pair had.
BETWEEN: dict[str, tuple[dict[str, object], str]] = {
    "one that is renewed, moved after its renewal": (fix("vj0163", date="2025"), "renews"),
    "one that is renewed, moved to another pair": (fix("vj0163", jp_id="jp-kyoto"), "renews"),
    "one that is renewed, no document any more": (fix("vj0163", kind="visit"), "renews"),
    "one that another pair replaces": (fix("vj0018", date="2026-02"), "replaces"),
    "the only one of a pair that has ended": (fix("vj0038", jp_id="jp-ehime"), "end-of-nothing"),
    "said to have ended": (fix("vj0163", status="ended"), "ended-without-end"),
    "the same act": (new("en", "vj0163"), "duplicate-event"),
    "much the same title": (new("en", "vj0163", kind="visit"), "similar-titles"),
    "a text of a record far away": (
        new("ja", "vj0163", vn_id="vn-hue", date="2026", jp_id="jp-saga"),
        "repeated-text",
    ),
    "before the place was": (new("en", "vj0163", vn_id="vn-hue", date="2014"), "before-unit"),
    "a page of long after": (
        {
            **{"wish": "source", "lang": "en", "record": "vj0163"},
            "sources": [{"url": "https://example.org/", "published": "2025", "supports": "x"}],
        },
        "late-source",
    ),
}


def told(found: list[Finding]) -> set[tuple[str, ...]]:
    """Findings by what they say; lines of what is new depend on how much there is."""
    told_ = ((each.file, each.column, each.value, each.rule, each.name) for each in found)
    return {each for each in told_ if each[-1] not in _LATER}


@pytest.mark.parametrize("case", BETWEEN)
def test_nothing_is_missed_and_nothing_made_up(case):
    raw, rule = BETWEEN[case]
    proposed: Rows = rows(data(), read(raw), fill=True)
    near = around(data(), TODAY, proposed)
    assert len(near.data["events"].rows) < 40
    found = told(check_rows(near.data, proposed, near.before))
    assert rule in {each[-1] for each in found}
    assert found == told(check_rows(whole(data(), TODAY), proposed, before()))
