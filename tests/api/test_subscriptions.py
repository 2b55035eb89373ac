"""The calendar and the feed, read by the libraries that clients use."""

import re
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]
import icalendar
import pytest
from ical.calendar_stream import IcsCalendarStream

from lib.counting import anniversaries
from lib.exports import calendar
from lib.exports.feed import ENTRIES
from lib.facts.perspective import Units
from lib.language.i18n import LANGUAGES
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


@pytest.mark.parametrize(
    "text", ["", "a" * 75, "a" * 76, "語" * 100, "a" + "語" * 60, "đ" * 200, "🇻🇳" * 40]
)
def test_folding_can_be_undone(text):
    folded = calendar._folded(text)
    assert folded.replace(b"\r\n ", b"") == text.encode() + b"\r\n"
    for piece in folded.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(piece) <= 75
        piece.decode()


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
    days = [entry.published for entry in feed.entries]
    assert days == sorted(days, reverse=True)
    events = index().dataset.events
    signed = events[events["signed"] & events["first"].notna()]
    newest = signed["first"].sort_values(ascending=False).head(ENTRIES)
    assert days == [f"{day:%Y-%m-%d}T00:00:00Z" for day in newest]


def test_the_feed_has_what_atom_requires(site):
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(site.get("/feed.xml?jp=jp-kagawa&lang=ja").content)
    for name in ("id", "title", "updated", "author"):
        assert feed.find(atom + name) is not None
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{atom}link")}
    assert str(links["self"]).endswith("/feed.xml?jp=jp-kagawa&lang=ja")
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
