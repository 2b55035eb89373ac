"""The orders in which a list of events can be read, each over all of them."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

import pandas as pd

from lib.counting.signings import newest_first
from lib.facts.documents import Status
from lib.facts.evidence import Grade
from lib.filter.index import FilterIndex
from lib.language.folding import fold


class Order(StrEnum):
    """What a list goes by; values of the URL parameter `sort`. Of equals the latest is first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    VN = "vn"
    JP = "jp"
    KIND = "kind"
    TITLE = "title"
    FIELDS = "fields"
    SOURCES = "sources"
    GRADE = "grade"
    STATUS = "status"


Rank = Callable[[Any], Any]


def _ranked(codes: Iterable[str]) -> Rank:
    """The place of a code among others, after all of them where it is none."""
    places = {code: place for place, code in enumerate(codes)}
    return lambda code: places.get(code, len(places))


def _rank(order: Order, index: FilterIndex, lang: str) -> tuple[str, Rank]:
    """The column that an order goes by, and the rank of what stands in it."""
    dataset = index.dataset
    if order in (Order.VN, Order.JP):
        # As in the filter: Japan from north to south, Vietnam by name, a city after its own.
        return f"{order}_id", _ranked(index.columns[order])
    fields = _ranked(dataset.fields.index)
    ways: dict[Order, tuple[str, Rank]] = {
        Order.KIND: ("kind", _ranked(dataset.kinds.index)),
        Order.TITLE: (f"title_{lang}", fold),
        Order.FIELDS: ("fields", lambda codes: fields(codes[0] if codes else "")),
        Order.SOURCES: ("sources", lambda number: -number),
        Order.GRADE: ("grade", _ranked(map(str, Grade))),
        Order.STATUS: ("status", _ranked(map(str, Status))),
    }
    return ways[order]


def ids(events: pd.DataFrame, order: Order, index: FilterIndex, lang: str) -> tuple[str, ...]:
    """The events' ids in an order; undated ones come last among equals, also of the oldest."""
    if order is Order.OLDEST:
        by_date = events[["first", "date"]].sort_values(["first", "date"], kind="stable")
        return tuple(by_date.index)
    latest = newest_first(events[["first", "date"]]).index
    if order is Order.NEWEST:
        return tuple(latest)
    column, rank = _rank(order, index, lang)
    ranks = dict(zip(events.index, map(rank, events[column].tolist()), strict=True))
    return tuple(sorted(latest, key=ranks.__getitem__))
