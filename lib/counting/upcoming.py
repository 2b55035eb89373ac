"""What comes up next, grouped as it is read: by month, and by year where no month is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from lib.counting.anniversaries import TERM_END, coming
from lib.facts.rows import rows
from lib.language import edtf
from lib.language.i18n import Localizer

HORIZONS = (6, 12, 24, 60)
# So many months back something is still told as having been.
RECENT = 3


def horizon_end(today: date, months: int) -> date:
    """The day `months` after `today`, or before it if negative.

    The last of the month where that has no such day.
    """
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    last = edtf.parse(f"{year:04d}-{month + 1:02d}").last
    return last.replace(day=min(today.day, last.day))


@dataclass(frozen=True)
class Entry:
    """An anniversary (`years` of a document) or a stated end of term (`years` is 0)."""

    event_id: str
    what: str
    years: int
    date: str


@dataclass(frozen=True)
class Group:
    """What comes in one month; or in one year, month not known (`when` is EDTF)."""

    when: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Dates:
    """What comes, told apart from what may have been.

    ahead: to come within the horizon. undated: known to this year alone, so that it may be over.
    recent: of the last RECENT months, by dates that lie wholly within them.
    """

    ahead: tuple[Group, ...]
    undated: tuple[Group, ...]
    recent: tuple[Group, ...]

    def __bool__(self) -> bool:
        return bool(self.ahead or self.undated or self.recent)


def dates(events: pd.DataFrame, today: date, months: int) -> Dates:
    """What comes up within the horizon and came of late, each earliest group first."""
    ahead: list[Entry] = []
    undated: list[Entry] = []
    recent: list[Entry] = []
    since = horizon_end(today, -RECENT)
    for row in rows(coming(events, since, horizon_end(today, months))):
        value = edtf.parse(row.date)
        entry = Entry(row.event_id, row.what, int(row.years), row.date)
        if value.last < today:
            if value.first >= since:
                recent.append(entry)
        elif value.precision == "year" and value.year == today.year:
            undated.append(entry)
        else:
            ahead.append(entry)
    return Dates(_grouped(ahead), _grouped(undated), _grouped(recent))


def _grouped(entries: Sequence[Entry]) -> tuple[Group, ...]:
    """The entries by month; a year before its months."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.date[:7], []).append(entry)
    return tuple(Group(when, tuple(_by_day(found[when]))) for when in sorted(found))


def _by_day(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (edtf.parse(entry.date).first, entry.date))


def first(found: Sequence[Group], number: int) -> list[Group]:
    """The groups with the first `number` entries."""
    kept = []
    for group in found:
        entries = group.entries[: max(number, 0)]
        number -= len(entries)
        if entries:
            kept.append(Group(group.when, entries))
    return kept


def split(found: Sequence[Group], columns: int) -> list[list[Group]]:
    """The groups in at most `columns` columns of about the same length, in order."""
    # A heading takes about as much room as half an entry.
    lengths = [len(group.entries) + 0.5 for group in found]
    share = sum(lengths) / columns
    parts: list[list[Group]] = [[] for _ in range(columns)]
    reached = 0.0
    for group, length in zip(found, lengths, strict=True):
        parts[min(int((reached + length / 2) / share), columns - 1)].append(group)
        reached += length
    return [part for part in parts if part]


def heading(group: Group, words: Localizer, today: date) -> str:
    """ "November 2026", or "2027, month not known"; of this year that it may be over."""
    said = words.date(group.when)
    value = edtf.parse(group.when)
    if value.precision == "year" and value.year == today.year:
        return words.gettext("{year}, month not known; it may be over").format(year=said)
    if value.precision == "year":
        return words.gettext("{year}, month not known").format(year=said)
    # A heading begins with a capital; Vietnamese names of months do not.
    return said[:1].upper() + said[1:]


def occasion(entry: Entry, words: Localizer) -> str:
    """ "10 years since signing", or that a stated term ends."""
    if entry.what == TERM_END:
        return words.gettext("Stated term ends")
    return words.ngettext("{count} year since signing", "{count} years since signing", entry.years)


def day(entry: Entry, words: Localizer) -> str:
    """The day in words; in a month, that it is not known; "" where not even the month is."""
    precision = edtf.parse(entry.date).precision
    if precision == "month":
        return words.gettext("day not known")
    return words.date(entry.date) if precision == "day" else ""
