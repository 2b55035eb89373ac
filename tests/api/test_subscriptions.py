"""The calendar and the feed, read by the libraries that clients use."""

import dataclasses
import re
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]
import icalendar
import pandas as pd
import pytest
from ical.calendar_stream import IcsCalendarStream

from lib.counting import anniversaries
from lib.exports import calendar, feed
from lib.exports.feed import ENTRIES
from lib.facts import history
from lib.facts.perspective import Units
from lib.filter.filters import Filter
from lib.filter.parameters import index_of
from lib.language.i18n import LANGUAGES
from tests.unit.exports.views import LINKS, view
from tests.unit.strategies import TODAY, index

VIEWS = [{"lang": lang, "units": str(u)} for lang in LANGUAGES for u in Units]


def read(site, **query) -> list[Any]:
    answer = site.get("/calendar.ics", params=query)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


@pytest.mark.parametrize("view", VIEWS)
def test_the_calendar_holds_the_anniversaries_and_ends_of_term(site, view):
    until = date(TODAY.year + calendar.YEARS_AHEAD, 12, 31)
    since = date(TODAY.year - calendar.YEARS_BACK, 1, 1)
    want = anniversaries.coming(index().dataset.events, since, until)
    uids = [str(event["UID"]) for event in read(site, **view)]
    assert len(uids) == len(want) > 50
    assert len(set(uids)) == len(uids)
    assert {uid.split(".")[0] for uid in uids} == set(want["event_id"])


def test_uids_are_the_same_in_each_language_and_on_each_day(site, monkeypatch):
    kept = {"vn": "vn-hai-phong"}
    known = {str(event["UID"]) for event in read(site, **kept)}
    assert {str(event["UID"]) for event in read(site, lang="ja", **kept)} == known
    monkeypatch.setenv("VJ_TODAY", (TODAY + timedelta(days=90)).isoformat())
    assert {str(event["UID"]) for event in read(site, **kept)} == known


def test_entries_are_whole_days_in_the_language_asked_for(site):
    events = read(site, lang="ja", vn="vn-hai-phong")
    for event in events:
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        assert type(start) is date
        assert end == start + timedelta(days=1)
        assert event["DTSTAMP"].dt.tzinfo
        assert re.search(r"[\u3040-\u9fff]", event["SUMMARY"])
        assert event["URL"].endswith("?lang=ja")
        assert event["URL"] in event["DESCRIPTION"]


def test_what_is_known_to_the_month_says_so(site):
    events = index().dataset.events
    partial = events[events["signed"] & (events["date"].str.len() == 7)].index
    for event in read(site):
        if event["UID"].split(".")[0] in partial and ".anniversary." in event["UID"]:
            assert "day not known" in event["SUMMARY"]
            assert event["DTSTART"].dt.day == 1


def test_lines_are_folded_as_the_standard_wants(site):
    data = site.get("/calendar.ics?lang=ja").content
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)
    for line in lines:
        line.decode()


# Texts that end at, before and after a fold, in letters of one to four octets; and what is escaped.
TEXTS = ("a" * 75, "a" * 76, "語" * 100, "a" + "語" * 60, "đ" * 200, "🇻🇳" * 40, "a;b,c\\d\nE:f")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_any_text_comes_back_from_folded_lines(text, lang):
    chosen = view(Filter.of({"vn": ["vn-hai-phong"]}), lang)
    events = chosen.events.assign(**{f"title_{lang}": text})
    given = dataclasses.replace(chosen.index.dataset, events=events)
    data = b"".join(calendar.stream(view(None, lang, index_of(given)), LINKS))
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()
    entries = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert entries
    assert all(str(entry["DESCRIPTION"]).startswith(f"{text}\n") for entry in entries)


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_what_the_calendar_says_of_itself(lang):
    chosen = view(Filter.of({"vn": ["vn-hai-phong"], "q": ["port"]}), lang)
    found = icalendar.Calendar.from_ical(b"".join(calendar.stream(chosen, LINKS)))
    assert found["PRODID"] == (
        f"-//vietnam-japan-local-partnerships//{chosen.dataset.version}//{lang.upper()}"
    )
    assert found["METHOD"] == "PUBLISH" and found["CALSCALE"] == "GREGORIAN"
    assert ";" in chosen.sentence or lang == "ja"
    assert found["DESCRIPTION"] == chosen.sentence
    raw = b"".join(calendar.stream(chosen, LINKS)).replace(b"\r\n ", b"").decode().split("\r\n")
    escaped = chosen.sentence.replace(",", "\\,").replace(";", "\\;")
    assert f"DESCRIPTION:{escaped}" in raw and f"X-WR-CALDESC:{escaped}" in raw
    names = [line.partition(":")[2] for line in raw if line.startswith(("NAME:", "X-WR-CALNAME:"))]
    assert len(names) == 2 and len(set(names)) == 1
    assert f"SOURCE;VALUE=URI:{LINKS.view('/calendar.ics', chosen)}" in raw
    assert "REFRESH-INTERVAL;VALUE=DURATION:P1D" in raw and "X-PUBLISHED-TTL:P1D" in raw
    entries: list[Any] = list(found.walk("VEVENT"))
    for entry in entries:
        assert entry["SUMMARY"].params["LANGUAGE"] == lang
        assert entry["DTSTART"].params["VALUE"] == "DATE"
        assert entry["TRANSP"] == "TRANSPARENT" and entry["CLASS"] == "PUBLIC"
        assert len(entry["CATEGORIES"].cats) == 1
        assert entry["LAST-MODIFIED"].dt == entry["DTSTAMP"].dt


def test_another_client_reads_the_same_calendar(site):
    """`ical`, which Home Assistant subscribes to calendars with; it shares nothing with ours."""
    text = site.get("/calendar.ics?lang=vi").text
    found = IcsCalendarStream.calendar_from_ics(text)
    ours: dict[str, tuple[str, Any]] = {
        str(e["UID"]): (str(e["SUMMARY"]), e["DTSTART"].dt) for e in read(site, lang="vi")
    }
    assert {e.uid: (e.summary, e.dtstart) for e in found.events} == ours
    day = TODAY + timedelta(days=100)
    coming = [event.uid for event in found.timeline.included(TODAY, day)]
    assert sorted(coming) == sorted(u for u, (_, start) in ours.items() if TODAY <= start < day)


def test_a_calendar_without_entries_is_one_too(site):
    assert read(site, q="xyzzy") == []


@pytest.mark.parametrize("view", VIEWS)
def test_the_feed_is_well_formed_and_newest_first(site, view):
    answer = site.get("/feed.xml", params=view)
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert len(feed.entries) == ENTRIES
    days = [entry.updated for entry in feed.entries]
    assert days == sorted(days, reverse=True)
    assert feed.feed.updated == days[0]
    # Of one day, what was signed last.
    events = index().dataset.events
    changed = history.changed_on(index().dataset)
    signed = events[events["signed"]]
    want = signed.assign(changed=signed.index.map(changed))
    want = want.sort_values(["changed", "first"], ascending=False, kind="stable").head(ENTRIES)
    links = [entry.link.rpartition("/")[2].partition("?")[0] for entry in feed.entries]
    assert links == list(want.index)


# What becomes of a record in a version, and the days that the feed and the calendar then give.
CHANGES = {
    "an agreement of 2009 found in a later version": (("events", "added"), "2027-05-06", 0),
    "a title corrected": (("events", "corrected"), "2027-05-06", 1),
    "a Japanese text corrected": (("events.ja", "corrected"), "2027-05-06", 1),
    "a source added": (("evidence", "added"), "2027-05-06", 1),
    "what a source says, in Vietnamese": (("evidence.vi", "corrected"), "2027-05-06", 1),
    "something of no record": (("localities", "corrected"), None, 0),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_record_is_news_when_it_comes_and_when_it_changes(case):
    (table, change), day, times = CHANGES[case]
    known = index().dataset
    old = known.events[known.events["signed"] & known.events["date"].between("2009", "2015")].index
    key = old[0]
    row = {"version": "9.0.0", "date": "2027-05-06", "table": table, "change": change}
    row |= {"id": f"{key}/s0001" if table.startswith("evidence") else key, "column": ""}
    changes = pd.DataFrame([row], columns=known.changes.columns, dtype=str).fillna("")
    given = dataclasses.replace(known, changes=changes)
    given_index = index_of(given)
    first = feedparser.parse(feed.document(view(None, "en", given_index), LINKS)).entries[0]
    assert (first.link.endswith(f"/r/{key}") and first.updated == f"{day}T00:00:00Z") == bool(day)
    data = b"".join(calendar.stream(view(None, "en", given_index), LINKS))
    entries: list[Any] = icalendar.Calendar.from_ical(data).walk("VEVENT")
    own = [e for e in entries if str(e["UID"]).split(".")[0] == key]
    assert own
    for entry in own:
        assert entry["SEQUENCE"] == times
        assert entry["DTSTAMP"].dt == entry["LAST-MODIFIED"].dt
        if day:
            assert f"{entry['LAST-MODIFIED'].dt:%Y-%m-%d}" == day
    # No other entry is said to have changed.
    others = [e for e in entries if str(e["UID"]).split(".")[0] != key]
    assert others and all(e["SEQUENCE"] == 0 for e in others)
    assert all(f"{e['LAST-MODIFIED'].dt:%Y-%m-%d}" < "2027-05-06" for e in others)


def test_the_feed_has_what_atom_requires(site):
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(site.get("/feed.xml?jp=jp-kagawa&lang=ja").content)
    for name in ("id", "title", "updated", "author"):
        assert feed.find(atom + name) is not None
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{atom}link")}
    assert str(links["self"]).endswith("/feed.xml?jp=jp-kagawa&units=today&lang=ja")
    entries = feed.findall(f"{atom}entry")
    assert entries
    for entry in entries:
        for name in ("id", "title", "updated", "summary", "link"):
            assert entry.find(atom + name) is not None


def test_ids_of_entries_do_not_depend_on_language_filter_or_host(site, monkeypatch):
    def ids(**query) -> set[str]:
        return {e.id for e in feedparser.parse(site.get("/feed.xml", params=query).content).entries}

    everything = ids()
    assert ids(lang="vi") == everything
    monkeypatch.setenv("VJ_BASE_URL", "https://ties.example.org")
    assert ids() == everything
    assert len(everything | ids(jp="jp-kagawa")) >= len(everything)
