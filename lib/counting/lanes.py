"""A lane per locality: which localities have one, what stands in it, and in which row.

A day is a point. A month or a year is a span. Documents that would cover each other stand in rows
of their own; lengths here are pixels.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property

import pandas as pd

from lib.facts.perspective import Perspective
from lib.filter.filters import Filter

NUMBERS = (5, 10, 20, 40)
# More marks than this lie on each other, and a browser takes seconds for them.
MOST = 1000


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

    @cached_property
    def dated(self) -> pd.DataFrame:
        """What has a place on an axis."""
        return self.events[self.events["first"].notna()]

    @cached_property
    def drawn(self) -> pd.DataFrame:
        """What is drawn of it: the latest MOST, in the order of the events."""
        if len(self.dated) <= MOST:
            return self.dated
        latest = self.dated["first"].argsort(kind="stable")[-MOST:]
        return self.dated.iloc[sorted(latest)]

    @property
    def left_out(self) -> int:
        """How many have a place on the axis and are not drawn; they are in the table."""
        return len(self.dated) - len(self.drawn)

    @cached_property
    def undated(self) -> int:
        """How many have none; they are in the table."""
        return int(self.events["first"].isna().sum())


def select(
    events: pd.DataFrame,
    dataset: Perspective,
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
    lanes = assign(drawn, dataset, chosen, side)
    documents, records = Counter(lanes[drawn["signed"]]), Counter(lanes)
    order = {key: place for place, key in enumerate(chosen[side])}
    ranked = sorted(
        records,
        key=lambda key: (order.get(key, len(order)), -documents[key], -records[key], key),
    )
    shown = tuple(ranked if chosen[side] else ranked[:number])
    kept = lanes.isin(shown)
    return Selection(side, chosen[side], others, shown, len(ranked), drawn[kept], lanes[kept])


def assign(events: pd.DataFrame, dataset: Perspective, chosen: Filter, side: str) -> pd.Series:
    """Per event the id of its lane: a chosen locality, else the province or prefecture.

    An event of a city stands with the city if that is chosen, else with the chosen unit that it
    lies in. As of today a former unit that was chosen keeps what it signed.
    """
    wanted = set(chosen[side])

    # A place signs many times.
    @cache
    def lane(held: str, signed: str) -> str:
        above = (*dataset.ancestors[signed], *dataset.ancestors[held])
        return next((key for key in above if key in wanted), dataset.top[held])

    found = [*map(lane, events[f"{side}_id"].tolist(), events[f"{side}_signed"].tolist())]
    return pd.Series(found, index=events.index, dtype=str)
