"""Where everything in the lanes stands, in pixels and years."""

from bisect import bisect, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lib.counting.lanes import Selection
from lib.facts.rows import rows
from lib.language import edtf

ROW, OTHERS_ROW, PADDING, MARK = 18, 14, 10, 12


@dataclass(frozen=True)
class Span:
    """A date on an axis of years: its first moment, and the end of its last."""

    start: float
    end: float
    exact: bool

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def decimal_year(day: date) -> float:
    """The start of a day on an axis of years: 2 July 2014 is 2014.5."""
    first = date(day.year, 1, 1).toordinal()
    return day.year + (day.toordinal() - first) / (date(day.year, 12, 31).toordinal() - first + 1)


def span(text: str) -> Span:
    """Where an EDTF date stands; a day is one point, anything less exact a span."""
    value = edtf.parse(text)
    start = decimal_year(value.first)
    if value.precision == "day":
        return Span(start, start, True)
    return Span(start, decimal_year(value.last) + 1 / 366, False)


def least_half_span(per_year: float) -> float:
    """The least half of a drawn span, in years: it must show at both sides of its mark."""
    return (MARK / 2 + 4) / per_year


def pack(
    extents: Mapping[str, tuple[float, float]], before: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """A row for each extent such that none covers another.

    What follows another (`before`) stands in the row of that one if there is room.
    """
    taken: list[list[tuple[float, float]]] = []
    found: dict[str, int] = {}
    for key, extent in extents.items():
        wished = [found[other] for other in before.get(key, ()) if other in found]
        free = (row for row in [*wished, *range(len(taken))] if _has_room(taken[row], extent))
        row = next(free, len(taken))
        if row == len(taken):
            taken.append([])
        insort(taken[row], extent)
        found[key] = row
    return found


def _has_room(row: Sequence[tuple[float, float]], extent: tuple[float, float]) -> bool:
    """Whether an extent covers none of a row's, which are in order."""
    start, end = extent
    place = bisect(row, extent)
    return (not place or row[place - 1][1] <= start) and (place == len(row) or end <= row[place][0])


# A lane's events are cut from a frame, which takes longer the more columns it has.
_ASKED_FOR = ["first", "date", "valid_until", "signed", "renews", "replaces"]


@dataclass(frozen=True)
class Lane:
    """A lane as it is laid out: where it lies, and where in it each event's mark stands."""

    id: str
    top: float
    height: float
    y: Mapping[str, float]


def lay_out(selection: Selection, per_year: float, heading: float) -> list[Lane]:
    """The lanes from the top, for a plot of `per_year` pixels a year and a `heading` in each."""
    placed: list[Lane] = []
    top = 0.0
    exact, inexact = (MARK / 2 + 1.5) / per_year, least_half_span(per_year) + 1 / per_year
    ordered = selection.drawn[_ASKED_FOR].sort_values(["first", "date"], kind="stable")
    lanes = selection.lanes.reindex(ordered.index).tolist()
    held: dict[str, list[Any]] = {key: [] for key in selection.shown}
    for key, event in zip(lanes, rows(ordered), strict=True):
        held[key].append(event)
    for key, mine in held.items():
        extents = {}
        for event in mine:
            if event.signed:
                at = span(event.date)
                half = exact if at.exact else max(at.end - at.middle, inexact)
                end = span(event.valid_until).end if event.valid_until else at.end
                extents[event.Index] = at.middle - half, max(end, at.middle + half)
        found = pack(extents, {event.Index: (*event.renews, *event.replaces) for event in mine})
        others = [event.Index for event in mine if not event.signed]
        depth = max(found.values(), default=-1) + 1
        if not others:
            depth = max(depth, 1)
        base = top + PADDING / 2 + heading
        y = {event: base + (row + 0.5) * ROW for event, row in found.items()}
        y |= dict.fromkeys(others, base + depth * ROW + OTHERS_ROW / 2)
        height = PADDING + heading + depth * ROW + (OTHERS_ROW if others else 0)
        placed.append(Lane(key, top, height, y))
        top += height
    return placed
