"""Totals and pairs, against a count in plain Python over the files themselves."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.counting import partnerships
from lib.counting.partnerships import Totals
from lib.facts.dataset import DATA_FOLDER
from lib.facts.documents import RUNNING
from lib.facts.perspective import Units
from lib.filter import filters
from lib.filter.filters import Filter
from lib.language.i18n import words
from tests.unit import strategies

# As in the files.
INDEX = strategies.index(Units.SIGNED)
DATA = DATA_FOLDER
SIGNED = {
    "sister_city": 4,
    "friendship_agreement": 3,
    "mou": 2,
    "cooperation_agreement": 2,
    "letter_of_intent": 1,
    "renewal": 2,
}
PROVINCE_LEVELS = {"province", "municipality", "prefecture", "region"}


def rows(name: str, folder: Path = DATA) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EVENTS = {row["id"]: row for row in rows("events")}
LOCALITIES = {row["id"]: row for row in rows("localities")}


def signed(row: dict[str, str]) -> bool:
    return row["kind"] in SIGNED and row["status"] != "announced"


def formality(row: dict[str, str]) -> int:
    """A renewal takes the level of what it renews, at least 2."""
    if not signed(row):
        return 0
    renewed = [formality(EVENTS[key]) for key in row["renews"].split(";") if key]
    return max([SIGNED[row["kind"]], *renewed])


CONTRADICTED = {r["event_id"] for r in rows("evidence") if r["relation"] == "contradicts"}


def runs(key: str) -> bool:
    """Whether a document runs by its own status, or by that of one that follows it."""
    status = INDEX.dataset.events["status"]
    if status[key] != "superseded":
        return status[key] in RUNNING
    followers = (
        other
        for other, row in EVENTS.items()
        if signed(row) and key in (row["renews"] + ";" + row["replaces"]).split(";")
    )
    return any(map(runs, followers))


def province(key: str) -> str:
    while LOCALITIES[key]["level"] not in PROVINCE_LEVELS:
        key = LOCALITIES[key]["parent_id"]
    return key


Ends = tuple[str, str]
Counts = tuple[int, int, int, str, str]


def naive_pairs(keys: Iterable[str], top: bool = False) -> dict[Ends, Counts]:
    """Per pair: records, documents, formality, dates of the first and of the latest signing."""
    found: dict[Ends, list[dict[str, str]]] = {}
    for key in keys:
        row = EVENTS[key]
        ends = (row["vn_id"], row["jp_id"])
        found.setdefault((province(ends[0]), province(ends[1])) if top else ends, []).append(row)
    counted = {}
    for ends, rows_of_pair in found.items():
        documents = [row for row in rows_of_pair if signed(row)]
        dates = sorted(row["date"] for row in documents if row["date"])
        counted[ends] = (
            len(rows_of_pair),
            len(documents),
            max(map(formality, rows_of_pair)),
            dates[0] if dates else "",
            dates[-1] if dates else "",
        )
    return counted


def as_dict(table):
    return {
        (row.vn_id, row.jp_id): (
            row.records,
            row.documents,
            row.formality,
            row.earliest,
            row.latest,
        )
        for row in table.itertuples()
    }


some_events = st.sets(st.sampled_from(sorted(EVENTS)), max_size=60)


def frame(keys):
    events = INDEX.dataset.events
    return events[events.index.isin(keys)]


def test_the_whole_data_set():
    counted = partnerships.totals(INDEX.dataset.events)
    assert (counted.records, counted.documents, counted.partnerships) == (498, 174, 103)
    assert (counted.own_documents, counted.own_partnerships) == (101, 72)


def test_the_whole_data_set_as_held_today():
    today = strategies.index().dataset.events
    counted = partnerships.totals(today)
    assert (counted.records, counted.documents, counted.partnerships) == (498, 174, 96)
    assert (counted.ties, counted.running_partnerships) == (103, 90)
    assert (counted.undated, counted.contradicted) == (4, 4)


@pytest.mark.parametrize(
    ("key", "before", "today"),
    [
        ("vn-hue", (2, 2), (30, 17)),
        ("vn-phu-tho", (11, 3), (24, 7)),
        ("vn-ho-chi-minh-city", (56, 20), (86, 32)),
        ("vn-hai-phong", (32, 11), (36, 12)),
        # What a former unit signed itself stays what it was.
        ("vn-vinh-phuc", (11, 3), (11, 3)),
    ],
)
def test_what_provinces_hold_before_and_after_the_mergers(key, before, today):
    for units, wanted in zip(Units, (before, today), strict=True):
        kept = filters.select(Filter.of({"vn": [key]}), strategies.index(units))
        counted = partnerships.totals(kept)
        assert (counted.records, counted.documents) == wanted, units


@given(some_events)
def test_totals(keys):
    counted = partnerships.totals(frame(keys))
    pairs = naive_pairs(keys)
    documents = [pair[1] for pair in pairs.values()]
    assert counted.records == len(keys)
    assert counted.documents == sum(documents)
    assert counted.partnerships == sum(1 for n in documents if n)
    assert counted.ties == sum(1 for n in documents if not n)
    own = [e for e in frame(keys).itertuples() if e.signed and e.signatory == "government"]
    assert counted.own_documents == len(own)
    assert counted.own_partnerships == len({(e.vn_id, e.jp_id) for e in own})
    signed_ = [e for e in frame(keys).itertuples() if e.signed]
    assert counted.undated == sum(1 for e in signed_ if not EVENTS[e.Index]["date"])
    assert counted.contradicted == sum(1 for e in signed_ if e.Index in CONTRADICTED)
    running = {(e.vn_id, e.jp_id) for e in signed_ if runs(e.Index)}
    assert counted.running_partnerships == len(running) <= counted.partnerships
    marked = {(r.vn_id, r.jp_id) for r in partnerships.pairs(frame(keys)).itertuples() if r.running}
    assert marked == running


def test_totals_say_how_many_are_between_governments():
    said = partnerships.count_in_words(Totals(9, 5, 3, 2, 4, 1, 2, 1, 1), words("en"))
    assert said == [
        "9 records",
        "5 signed documents (4 between governments)",
        "3 partnerships (1 between governments; 2 still running)",
        "2 ties without a document",
        "1 document contradicted by a source",
    ]
    all_ = partnerships.count_in_words(Totals(1, 1, 1, 0, 1, 1, 0, 0, 0), words("en"))
    assert all_[1:3] == [
        "1 signed document (between governments)",
        "1 partnership (between governments; 0 still running)",
    ]
    none = partnerships.count_in_words(Totals(2, 0, 0, 1, 0, 0, 0, 0, 0), words("en"))
    assert none == ["2 records", "0 signed documents", "0 partnerships", "1 tie without a document"]


@given(some_events)
def test_pairs(keys):
    assert as_dict(partnerships.pairs(frame(keys))) == naive_pairs(keys)


@given(some_events)
def test_pairs_of_provinces_and_prefectures(keys):
    assert as_dict(partnerships.pairs(frame(keys), INDEX.dataset.top)) == naive_pairs(
        keys, top=True
    )


def test_all_pairs():
    assert as_dict(partnerships.pairs(INDEX.dataset.events)) == naive_pairs(EVENTS)


def test_pairs_with_most_documents_come_first():
    table = partnerships.pairs(INDEX.dataset.events)
    order = [(row.documents, row.formality, row.records) for row in table.itertuples()]
    assert order == sorted(order, reverse=True)


@given(some_events)
def test_units(keys):
    pairs = naive_pairs(keys, top=True)
    for place, side in enumerate(("vn_id", "jp_id")):
        wanted: dict[str, list[Any]] = {}
        for ends, (records, documents, level, _, latest) in pairs.items():
            row = wanted.setdefault(ends[place], [0, 0, 0, 0, ""])
            row[0] += records
            row[1] += documents
            row[2] += documents > 0
            row[3] = max(row[3], level)
            row[4] = max(row[4], latest)
        linked = partnerships.pairs(frame(keys), INDEX.dataset.top)
        table = partnerships.units(linked, side)
        columns = ["records", "documents", "partners", "formality", "latest"]
        assert {k: list(row) for k, *row in table[columns].itertuples()} == wanted
