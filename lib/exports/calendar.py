"""Anniversaries and ends of term as a calendar to subscribe to (iCalendar, RFC 5545 and 7986).

An entry is a whole day. What is known to the month or year alone stands on the first day of it and
says so in its title: a bar over all of a year would hide everything else in the reader's calendar.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

import icalendar

from lib.counting import signings
from lib.counting.anniversaries import TERM_END, coming
from lib.counting.upcoming import Entry, occasion
from lib.facts import history
from lib.facts.evidence import CONTRADICTED
from lib.facts.rows import rows
from lib.language import edtf
from lib.site.identity import NAMESPACE
from lib.site.links import Links
from lib.site.view import View

MEDIA_TYPE = "text/calendar; charset=utf-8"
YEARS_BACK, YEARS_AHEAD = 1, 5
_DAY = timedelta(days=1)
_BATCH = 100


def stream(view: View, links: Links) -> Iterator[bytes]:
    """The calendar, a batch of entries at a time."""
    whole: bytes = _head(view, links).to_ical(sorted=False)
    end = b"END:VCALENDAR\r\n"
    yield whole.removesuffix(end)
    entries = _entries(view, links)
    while batch := b"".join(entry.to_ical(sorted=False) for entry in islice(entries, _BATCH)):
        yield batch
    yield end


def title(entry: Entry, event: Any, view: View) -> str:
    """ "10 years since signing: Hai Phong – Kagawa, memorandum of understanding"."""
    words = view.words
    text = words.gettext("{occasion}: {pair}, {kind}").format(
        occasion=occasion(entry, words),
        pair=view.dataset.pair_name(event.vn_id, event.jp_id, view.lang),
        kind=view.dataset.label("kinds", event.kind, view.lang),
    )
    if event.contradicted:
        text = words.clauses([text, words.gettext(CONTRADICTED)])
    if edtf.parse(entry.date).precision == "day":
        return text
    return words.gettext("{when}, day not known – {title}").format(
        when=words.date(entry.date), title=text
    )


def _head(view: View, links: Links) -> icalendar.Calendar:
    name = view.words.gettext("Vietnam–Japan Local Partnerships: anniversaries and ends of term")
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{NAMESPACE}//{view.dataset.version}//{view.lang.upper()}")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # Left to itself the library escapes no property that it does not know.
    for key in ("name", "x-wr-calname"):
        calendar.add(key, icalendar.vText(name))
    for key in ("description", "x-wr-caldesc"):
        calendar.add(key, icalendar.vText(view.sentence))
    source = links.view("/calendar.ics", view)
    calendar.add("source", icalendar.vUri(source), parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", _DAY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(_DAY))
    return calendar


def _entries(view: View, links: Links) -> Iterator[icalendar.Event]:
    start = date(view.today.year - YEARS_BACK, 1, 1)
    until = date(view.today.year + YEARS_AHEAD, 12, 31)
    found = coming(view.events, start, until)
    changed, times = history.changed_on(view.dataset), history.times_changed(view.dataset)
    # A dict of rows, since each document comes up several times.
    known = {event.Index: event for event in rows(view.events.loc[found["event_id"].unique()])}
    for row in rows(found):
        entry = Entry(row.event_id, row.what, int(row.years), row.date)
        event = known[entry.event_id]
        component = _entry(entry, event, view, links)
        # Of the record itself: else each version would seem to change every entry.
        stamp = _last_change(event, changed[event.Index], view.today)
        component.add("dtstamp", stamp)
        component.add("last-modified", stamp)
        component.add("sequence", times[event.Index])
        yield component


def _last_change(event: Any, changed: date, today: date) -> datetime:
    """When what is said of a document changed: with its record, or as its stated term ended."""
    over = edtf.parse(event.valid_until).last + _DAY if event.valid_until else changed
    return datetime.combine(max(changed, over) if over <= today else changed, time(), UTC)


def _entry(entry: Entry, event: Any, view: View, links: Links) -> icalendar.Event:
    _ = view.words.gettext
    link = links.record(event.Index, view.lang)
    day = edtf.parse(entry.date).first
    term = entry.what == TERM_END
    number = entry.date if term else entry.years
    description = [
        getattr(event, f"title_{view.lang}"),
        signings.standing(event, view.words),
        getattr(event, f"date_note_{view.lang}"),
        link,
    ]
    language = {"LANGUAGE": view.lang}
    component = icalendar.Event()
    component.add("uid", f"{event.Index}.{entry.what}.{number}@{NAMESPACE}")
    component.add("dtstart", day)
    component.add("dtend", day + _DAY)
    component.add("summary", title(entry, event, view), parameters=language)
    component.add("description", "\n".join(filter(None, description)), parameters=language)
    component.add("categories", _("End of term") if term else _("Anniversary"))
    component.add("url", link)
    component.add("transp", "TRANSPARENT")
    component.add("class", "PUBLIC")
    return component
