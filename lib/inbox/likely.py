"""Which records a proposal may be about already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from lib.facts import successions
from lib.facts.dataset import Dataset
from lib.facts.localities import SIDES
from lib.inbox import houses
from lib.inbox.submission import Proposal, Wish
from lib.language import edtf
from lib.language.folding import fold
from lib.language.i18n import N_

PAGE = N_("The same page is cited there.")
PAIR = N_("The same pair of places.")
NEAR_PAIR = N_("Places of the same provinces.")
DAY = N_("The same date.")
NEAR = N_("A date close to it.")
KIND = N_("The same kind of act.")
TITLE = N_("A title much like it.")
# Each reason's weight; a record counts as like from LEAST on.
_WEIGHTS = {PAGE: 0.35, PAIR: 0.3, NEAR_PAIR: 0.15, DAY: 0.3, NEAR: 0.15, KIND: 0.1, TITLE: 0.25}
LEAST = 0.45
_CLOSE = timedelta(days=45)
_ALIKE = 0.75


@dataclass(frozen=True)
class Likeness:
    """A record that is like a proposal: how much, 0 to 1, and why (messages to translate)."""

    event_id: str
    score: float
    reasons: tuple[str, ...]


def likely(data: Dataset, proposal: Proposal, most: int = 5) -> list[Likeness]:
    """The records like a proposed new one, the most alike first; none where little speaks for one.

    Of a proposal that is about a record already there are none.
    """
    if proposal.wish is not Wish.NEW:
        return []
    sources = {houses.source_id(data, source.url) for source in proposal.sources} - {""}
    citing = set(data.evidence["event_id"][data.evidence["source_id"].isin(sources)])
    found = [
        Likeness(key, min(1.0, sum(_WEIGHTS[reason] for reason in reasons)), reasons)
        for key in _candidates(data, proposal, citing)
        if (reasons := tuple(_reasons(data, proposal, key, key in citing)))
    ]
    found = [each for each in found if each.score >= LEAST - 1e-9]
    return sorted(found, key=lambda each: -each.score)[:most]


def _candidates(data: Dataset, proposal: Proposal, citing: Iterable[str]) -> list[str]:
    """The records between places of the same provinces, and those that cite the same pages."""
    ends = [proposal.event.get(f"{side}_id", "") for side in SIDES]
    pair = tuple(_province(data, end) for end in ends)
    return list(dict.fromkeys([*_of_provinces(data).get(pair, ()), *citing]))


@lru_cache(maxsize=4)
def _of_provinces(data: Dataset) -> dict[tuple[str, ...], list[str]]:
    """The records of each pair of provinces as they are today."""
    found: dict[tuple[str, ...], list[str]] = {}
    ends = zip(*(data.events[f"{side}_id"] for side in SIDES), strict=True)
    for key, pair in zip(data.events.index, ends, strict=True):
        found.setdefault(tuple(_province(data, str(end)) for end in pair), []).append(str(key))
    return found


def _province(data: Dataset, place: str) -> str:
    """The province or prefecture of a place, as it is today."""
    key = data.provinces.get(place, place.partition(".")[0])
    return _successors(data).get(key, key)


@lru_cache(maxsize=4)
def _successors(data: Dataset) -> dict[str, str]:
    return successions.current_units(data.successions, date.max)


def _reasons(data: Dataset, proposal: Proposal, key: str, cites: bool) -> Iterable[str]:
    record, event = data.event(key), proposal.event
    if cites:
        yield PAGE
    ends = [(event.get(f"{side}_id", ""), str(getattr(record, f"{side}_id"))) for side in SIDES]
    if all(own == other for own, other in ends):
        yield PAIR
    elif all(_province(data, own) == _province(data, other) for own, other in ends):
        yield NEAR_PAIR
    yield from _dated(event.get("date", ""), record)
    if event.get("kind") == record.kind:
        yield KIND
    title = fold(str(getattr(record, f"title_{proposal.lang}")))
    both = SequenceMatcher(None, fold(event.get("title", "")), title)
    # The quick ones are never below the ratio itself, and tell most titles apart.
    if all(r() >= _ALIKE for r in (both.real_quick_ratio, both.quick_ratio, both.ratio)):
        yield TITLE


def _dated(given: str, record: Any) -> Iterable[str]:
    if not (given and record.date):
        return
    own, other = edtf.parse(given), edtf.parse(record.date)
    if own == other and own.precision == "day":
        yield DAY
    elif own.first - other.last <= _CLOSE and other.first - own.last <= _CLOSE:
        yield NEAR
