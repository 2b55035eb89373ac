"""The lists of what is least sure hold what their rules say, counted here from the files."""

import csv
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from lib.counting import quality
from lib.counting.quality import ISSUES
from lib.facts import perspective
from lib.facts.dataset import DATA_FOLDER
from lib.facts.perspective import Units
from lib.facts.rows import rows
from lib.filter import filters
from lib.filter.parameters import index_of
from lib.language.i18n import LANGUAGES, words
from tests.unit import strategies

TODAY = date(2026, 11, 22)
LOADED = strategies.data()
VIEWS = {units: strategies.seen(units, TODAY) for units in Units}
SEEN = VIEWS[Units.SIGNED]
INDEX = index_of(SEEN)


def table(name):
    with (DATA_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EVENTS = {row["id"]: row for row in table("events")}
SOURCES = {row["id"]: row for row in table("sources")}
SIGNED_KINDS = {row["code"] for row in table("kinds") if row["signed"] == "true"}
EVIDENCE = table("evidence")
DOCUMENTS = {
    key
    for key, row in EVENTS.items()
    if row["kind"] in SIGNED_KINDS and row["status"] != "announced"
}


def supporting(key):
    return [
        SOURCES[row["source_id"]]
        for row in EVIDENCE
        if row["event_id"] == key and row["relation"] == "supports"
    ]


def independent(key):
    return {s["publisher_id"] for s in supporting(key) if s["kind"] != "other"}


def official(key):
    return any(source["kind"] == "official" for source in supporting(key))


def sides(key):
    return {source["side"] for source in supporting(key) if source["kind"] != "other"}


EXPECTED = {
    "weak": {key for key in DOCUMENTS if not official(key) and len(independent(key)) < 2},
    "one_sided": {key for key in DOCUMENTS if not sides(key) >= {"vn", "jp"}},
    "undated": {key for key, row in EVENTS.items() if not row["date"]},
    "announced": {key for key, row in EVENTS.items() if row["status"] == "announced"},
    "contradicted": {row["event_id"] for row in EVIDENCE if row["relation"] == "contradicts"},
    "date_note": {key for key, row in EVENTS.items() if row["date_note"]},
    "unchecked": set(EVENTS),
}


def test_every_list_is_counted_here():
    assert set(EXPECTED) == set(ISSUES)


@pytest.mark.parametrize("units", Units)
@pytest.mark.parametrize("code", ISSUES)
def test_a_list_holds_what_its_rule_says_in_both_views(code, units):
    viewpoint = VIEWS[units]
    listed = quality.find(code, viewpoint.events, viewpoint.evidence)
    assert EXPECTED[code], "a list that is empty tests nothing"
    assert set(listed.index) == EXPECTED[code]
    assert len(listed) == len(EXPECTED[code])
    assert quality.counts(viewpoint.events, viewpoint.evidence)[code] == len(EXPECTED[code])


@pytest.mark.parametrize("code", ISSUES)
def test_documents_come_first_then_the_latest(code):
    listed = quality.find(code, SEEN.events, SEEN.evidence)
    rank = [
        (
            EVENTS[key]["checked"] if ISSUES[code].order else "",
            key not in DOCUMENTS,
            -int((EVENTS[key]["date"] or "0")[:4]),
        )
        for key in listed.index
    ]
    assert rank == sorted(rank)


def test_what_nobody_has_looked_at_comes_first_and_then_what_was_looked_at_longest_ago():
    days = {"vj0001": "2026-11-20", "vj0004": "2026-03-01", "vj0155": "2026-11-21"}
    events = SEEN.events.assign(checked=[days.get(str(key), "") for key in SEEN.events.index])
    listed = quality.find("unchecked", events, SEEN.evidence)
    assert len(listed) == len(EVENTS)
    assert list(listed.index[-3:]) == ["vj0004", "vj0001", "vj0155"]
    assert listed.index[0] in DOCUMENTS
    said = {str(e.Index): ISSUES["unchecked"].why(e, SEEN, words("en")) for e in rows(listed)}
    assert said["vj0004"] == "Last compared with its sources on 1 March 2026."
    assert said["vj0002"] == "Not compared with its sources since it was entered."


def test_an_announced_document_is_no_weak_document():
    key = next(iter(EXPECTED["weak"]))
    events = LOADED.events.copy()
    events.loc[key, "stated_status"] = "announced"
    events.loc[key, "signed"] = False
    changed = perspective.see(replace(LOADED, events=events), Units.SIGNED, TODAY)
    assert key not in quality.find("weak", changed.events, changed.evidence).index
    assert key in quality.find("announced", changed.events, changed.evidence).index


@given(strategies.chosen())
def test_a_filter_narrows_each_list_to_its_records(chosen):
    events = filters.select(chosen, INDEX)
    for code, expected in EXPECTED.items():
        listed = quality.find(code, events, SEEN.evidence)
        assert set(listed.index) == expected & set(events.index)


def test_shares_count_documents_only():
    shares = quality.shares(SEEN.events)
    assert shares.documents == len(DOCUMENTS)
    assert shares.official == sum(official(key) for key in DOCUMENTS)
    assert shares.both_sides == sum(sides(key) >= {"vn", "jp"} for key in DOCUMENTS)
    assert shares.grade_a == sum(official(key) and len(independent(key)) >= 2 for key in DOCUMENTS)


def test_shares_of_nothing():
    assert quality.shares(SEEN.events.iloc[:0]) == quality.Shares(0, 0, 0, 0)
    assert set(quality.counts(SEEN.events.iloc[:0], SEEN.evidence).values()) == {0}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", ISSUES)
def test_each_record_says_why_it_is_listed(code, lang):
    listed = quality.find(code, SEEN.events, SEEN.evidence)
    own = "" if lang == "en" else f"_{lang}"
    for event in rows(listed):
        why = ISSUES[code].why(event, SEEN, words(lang))
        assert why.strip()
        assert "{" not in why
        key = str(event.Index)
        if code in ("weak", "one_sided", "undated"):
            assert all(source[f"publisher{own}"] in why for source in supporting(key)), why
        if code == "contradicted":
            against = [
                SOURCES[row["source_id"]][f"publisher{own}"]
                for row in EVIDENCE
                if row["event_id"] == key and row["relation"] == "contradicts"
            ]
            assert all(publisher in why for publisher in against)
        if code == "date_note" and lang == "en":
            assert why == EVENTS[key]["date_note"]


def test_a_weak_document_tells_copies_from_a_publisher():
    said = {
        str(event.Index): ISSUES["weak"].why(event, SEEN, words("en"))
        for event in rows(quality.find("weak", SEEN.events, SEEN.evidence))
    }
    for key, why in said.items():
        assert why.startswith("One independent publisher") == bool(independent(key))
        copied = any(source["kind"] == "other" for source in supporting(key))
        assert ("Copies, blogs or wikis" in why) == copied
