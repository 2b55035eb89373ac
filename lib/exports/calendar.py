"""Anniversaries and ends of term as a calendar to subscribe to (iCalendar, RFC 5545 and 7986).

An entry is a whole day. What is known to the month or year alone stands on the first day of it and
says so in its title: a bar over all of a year would hide everything else in the reader's calendar.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from lib.counting.anniversaries import TERM_END, coming
from lib.counting.upcoming import Entry, occasion
from lib.facts.documents import STATUS_LABELS, Status
from lib.facts.rows import rows
from lib.language import edtf
from lib.site import store
from lib.site.links import Links
from lib.site.view import View

MEDIA_TYPE = "text/calendar; charset=utf-8"
YEARS_BACK, YEARS_AHEAD = 1, 5
_OCTETS = 75
_NAMESPACE = "vietnam-japan-local-partnerships"
_BATCH = 500


def lines(view: View, links: Links) -> Iterator[str]:
    """The calendar's content lines, unfolded."""
    _ = view.words.gettext
    name = _("Vietnam–Japan Local Partnerships: anniversaries and ends of term")
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//{_NAMESPACE}//{view.dataset.version}//{view.lang.upper()}"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    for key in ("NAME", "X-WR-CALNAME"):
        yield f"{key}:{_text(name)}"
    for key in ("DESCRIPTION", "X-WR-CALDESC"):
        yield f"{key}:{_text(view.sentence)}"
    yield f"SOURCE;VALUE=URI:{links.view('/calendar.ics', view)}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:P1D"
    yield "X-PUBLISHED-TTL:P1D"
    events = view.events
    start = date(view.today.year - YEARS_BACK, 1, 1)
    until = date(view.today.year + YEARS_AHEAD, 12, 31)
    stamp = f"{store.last_modified(view.viewpoint):%Y%m%dT%H%M%SZ}"
    found = coming(events, start, until)
    # A dict of rows, since each document comes up several times.
    known = {event.Index: event for event in rows(events.loc[found["event_id"].unique()])}
    for row in rows(found):
        entry = Entry(row.event_id, row.what, int(row.years), row.date)
        yield from _entry(entry, known[entry.event_id], stamp, view, links)
    yield "END:VCALENDAR"


def title(entry: Entry, event: Any, view: View) -> str:
    """ "10 years since signing: Hai Phong – Kagawa, memorandum of understanding"."""
    words = view.words
    told = words.gettext("{occasion}: {pair}, {kind}").format(
        occasion=occasion(entry, words),
        pair=view.dataset.pair_name(event.vn_id, event.jp_id, view.lang),
        kind=view.dataset.label("kinds", event.kind, view.lang),
    )
    if edtf.parse(entry.date).precision == "day":
        return told
    return words.gettext("{when}, day not known – {title}").format(
        when=words.date(entry.date), title=told
    )


def _entry(entry: Entry, event: Any, stamp: str, view: View, links: Links) -> Iterator[str]:
    _ = view.words.gettext
    link = links.record(event.Index, view.lang)
    day = edtf.parse(entry.date).first
    term = entry.what == TERM_END
    category = _("End of term") if term else _("Anniversary")
    number = entry.date if term else entry.years
    about = [
        getattr(event, f"title_{view.lang}"),
        _(STATUS_LABELS[Status(event.status)]),
        getattr(event, f"date_note_{view.lang}"),
        link,
    ]
    yield "BEGIN:VEVENT"
    yield f"UID:{event.Index}.{entry.what}.{number}@{_NAMESPACE}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY;LANGUAGE={view.lang}:{_text(title(entry, event, view))}"
    yield f"DESCRIPTION;LANGUAGE={view.lang}:{_text(chr(10).join(filter(None, about)))}"
    yield f"CATEGORIES:{_text(category)}"
    yield f"URL:{link}"
    yield "TRANSP:TRANSPARENT"
    yield "CLASS:PUBLIC"
    yield "END:VEVENT"


def _text(value: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(plain, escaped)
    return value


def _encoded(content: Iterator[str]) -> Iterator[bytes]:
    parts: list[bytes] = []
    for line in content:
        parts.append(_folded(line))
        if len(parts) >= _BATCH:
            yield b"".join(parts)
            parts = []
    yield b"".join(parts)


def _folded(line: str) -> bytes:
    """A content line in pieces of at most 75 octets that break no character."""
    data = line.encode()
    pieces: list[bytes] = []
    while len(data) > _OCTETS - bool(pieces):
        end = _OCTETS - bool(pieces)
        # 10xxxxxx goes on with the character before.
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[:end])
        data = data[end:]
    return b"\r\n ".join([*pieces, data]) + b"\r\n"


def stream(view: View, links: Links) -> Iterator[bytes]:
    """The calendar as it is sent."""
    return _encoded(lines(view, links))
