"""A lane per locality: which localities have one, what stands in it, and in which row.

A day is a point. A month or a year is a span. Documents that would cover each other stand in rows
of their own; lengths here are pixels.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from lib import edtf
from lib.catalogue import Catalogue
from lib.filters import Filter
from lib.frames import rows

ROW, OTHERS_ROW, PADDING, MARK = 18, 14, 10, 12
SIDES = ("vn", "jp")
NUMBERS = (5, 10, 20, 40)


def default_side(chosen: Filter) -> str:
    """The side whose localities have the lanes: "jp" if only Japanese ones are chosen."""
    return "jp" if chosen["jp"] and not chosen["vn"] else "vn"


@dataclass(frozen=True)
class Selection:
    """The lanes that are shown, by id from the top, of how many; and what stands in them.

    `events` are those of the shown lanes, undated ones too; `lanes` says the lane of each. With
    `others` events that are no signed documents are among them.
    """

    side: str
    chosen: tuple[str, ...]
    others: bool
    shown: tuple[str, ...]
    of: int
    events: pd.DataFrame
    lanes: pd.Series

    @property
    def dated(self) -> pd.DataFrame:
        """What has a place on an axis."""
        return self.events[self.events["first"].notna()]

    @property
    def undated(self) -> int:
        """How many have none; they are in the table."""
        return int(self.events["first"].isna().sum())


def select(
    events: pd.DataFrame,
    catalogue: Catalogue,
    chosen: Filter,
    side: str,
    number: int,
    others: bool,
) -> Selection:
    """The lanes of one side: the chosen localities, else the `number` most active ones.

    Events that are no signed documents count only if `others` is set. Activity goes by signed
    documents, then by records.
    """
    drawn = events if others else events[events["signed"]]
    lanes = assign(drawn, catalogue, chosen, side)
    documents, records = Counter(lanes[drawn["signed"]]), Counter(lanes)
    order = {key: place for place, key in enumerate(chosen[side])}
    ranked = sorted(
        records,
        key=lambda key: (order.get(key, len(order)), -documents[key], -records[key], key),
    )
    shown = tuple(ranked if chosen[side] else ranked[:number])
    kept = lanes.isin(shown)
    return Selection(side, chosen[side], others, shown, len(ranked), drawn[kept], lanes[kept])


def assign(events: pd.DataFrame, catalogue: Catalogue, chosen: Filter, side: str) -> pd.Series:
    """Per event the id of its lane: a chosen locality, else the province or prefecture.

    An event of a city stands with the city if that is chosen, else with the chosen unit that it
    lies in. As of today a former unit that was chosen keeps what it signed.
    """
    wanted = set(chosen[side])

    def lane(held: str, signed: str) -> str:
        above = (*catalogue.ancestors[signed], *catalogue.ancestors[held])
        return next((key for key in above if key in wanted), catalogue.top[held])

    found = [
        lane(held, signed)
        for held, signed in zip(events[f"{side}_id"], events[f"{side}_signed"], strict=True)
    ]
    return pd.Series(found, index=events.index, dtype=str)


@dataclass(frozen=True)
class Span:
    """A date on an axis of years: its first moment, and the end of its last."""

    start: float
    end: float
    exact: bool

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def moment(day: date) -> float:
    """The start of a day on an axis of years: 2 July 2014 is 2014.5."""
    first = date(day.year, 1, 1).toordinal()
    return day.year + (day.toordinal() - first) / (date(day.year, 12, 31).toordinal() - first + 1)


def span(text: str) -> Span:
    """Where an EDTF date stands; a day is one point, anything less exact a span."""
    value = edtf.parse(text)
    start = moment(value.first)
    if value.precision == "day":
        return Span(start, start, True)
    return Span(start, moment(value.last) + 1 / 366, False)


def vague_half(per_year: float) -> float:
    """The least half of a drawn span, in years: it must show at both sides of its mark."""
    return (MARK / 2 + 4) / per_year


def pack(
    extents: Mapping[str, tuple[float, float]], before: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """A row for each extent such that none covers another.

    What renews another (`before`) stands in the row of that one if there is room.
    """
    taken: list[list[tuple[float, float]]] = []
    found: dict[str, int] = {}
    for key, (start, end) in extents.items():
        wished = [found[other] for other in before.get(key, ()) if other in found]
        free = (
            row
            for row in [*wished, *range(len(taken))]
            if all(end <= s or start >= e for s, e in taken[row])
        )
        row = next(free, len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((start, end))
        found[key] = row
    return found


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
    exact, vague = (MARK / 2 + 1.5) / per_year, vague_half(per_year) + 1 / per_year
    ordered = selection.dated.sort_values(["first", "date"], kind="stable")
    lanes = selection.lanes.reindex(ordered.index)
    for key in selection.shown:
        mine = ordered[lanes == key]
        extents = {}
        for event in rows(mine[mine["signed"]]):
            at = span(event.date)
            half = exact if at.exact else max(at.end - at.middle, vague)
            end = span(event.valid_until).end if event.valid_until else at.end
            extents[event.Index] = at.middle - half, max(end, at.middle + half)
        found = pack(extents, dict(zip(mine.index, mine["renews"], strict=True)))
        others = list(mine.index[~mine["signed"]])
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
