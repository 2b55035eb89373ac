"""What is likely: acts that no rule finds are added, and what is unlikely is left out.

Two models, learned from how the rules read articles that they had not been made on
(`bench.learning`), judge each day that a sentence names as the day of an act of a pair, and each
act that the rules found. Short texts, and long lists, are left to the rules: the
models have learned from articles.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from lib.facts.localities import SIDES, other_side
from lib.language.edtf import PartialDate
from lib.reading.acts import SIGNED, Act
from lib.reading.article import Article, Told
from lib.reading.clusters import Cluster, agree
from lib.reading.days import Dated
from lib.reading.existing import Records
from lib.reading.mention import Mention
from lib.reading.signs import Pair, SignReader, Signs, View
from lib.reading.topics import ACTING, Topics

FILE = Path(__file__).parent / "words" / "learned.json"
# How likely an act is that is added, a day that is given to an act without one, an act that stays.
ADDED, DATED, KEPT = 0.5, 0.4, 0.4
# So many sentences has an article at least, and so many acts at most; what has more is a list.
_SENTENCES, _ACTS = 6, 50
# So many places of a side are tried in a sentence, the nearest first, and so many days with a pair
# in a text, that a text of nothing but names and days takes no time.
_PLACES = 5
_CANDIDATES = 400
# What an act on a day is of which the words say no more; that ties exist is no act of a day.
_VAGUE = {
    "generic": "cooperation_agreement", "ceremony": "cooperation_agreement", "tie": "programme",
}  # fmt: skip
_SOME = Act("visit", 0, 1, 0, (0, 1))


class Resolver(Protocol):
    """Tells which units two mentions mean on a day, and whether they were there."""

    def pair_of(self, told: Told) -> Pair | None: ...


@dataclass(frozen=True)
class Row:
    """A sentence with its dates and its acts, at `place` in the text."""

    place: tuple[int, int]
    sentence: tuple[int, int]
    dates: tuple[Dated, ...]
    here: tuple[Act, ...]


@dataclass(frozen=True)
class Candidate:
    """An act that a sentence may tell."""

    view: View
    told: Told
    pair: Pair


@lru_cache(maxsize=1)
def models() -> dict[str, Any]:
    """The models as they were learned: `added` and `kept`, each its trees and where they begin."""
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content


def chance(model: dict[str, Any], signs: Signs) -> float:
    """How likely what has these signs is, by boosted trees: 0 to 1."""
    total: float = model["begin"]
    for tree in model["trees"]:
        node = tree
        while isinstance(node, list):
            name, limit, low, high = node
            node = high if signs.get(name, 0.0) > limit else low
        total += node
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def are_kin(one: Pair, other: Pair) -> bool:
    """Whether two pairs are the same or differ in that a place is of the other's province.

    What a city did on a day its province did not do too.
    """
    return all(a.partition(".")[0] == b.partition(".")[0] for a, b in zip(one, other, strict=True))


def may_be_of(one: str, kind: str) -> bool:
    """Whether an act of kind `one` without a day can be the one of this kind that a day is told of.

    A tie is what two have of whom no dated act is known.
    """
    return one in (kind, "tie") or (one in SIGNED and kind in SIGNED)


class Likely:
    """Judges what an article tells."""

    def __init__(
        self, article: Article, topics: Topics, told: list[Told], rows: list[Row], records: Records
    ) -> None:
        self.article = article
        self.topics = topics
        self.rows = rows
        self.records = records
        self.signs = SignReader(article, topics, told, records)

    def amended(self, clusters: list[Cluster], resolver: Resolver) -> list[Cluster]:
        """The acts of an article with those that are likely, without those that are not."""
        sentences = sum(len(p.sentences) for p in self.article.layout.paragraphs)
        if sentences < _SENTENCES or len(clusters) > _ACTS:
            return clusters
        candidates = islice(self.candidates(clusters, resolver), _CANDIDATES)
        added = [(chance(models()["added"], signs), one) for one, signs in candidates]
        chances = [chance(models()["kept"], self.signs_of(one, clusters)) for one in clusters]
        for one, likely in zip(clusters, chances, strict=True):
            one.likely = likely
        kept = [one for one in clusters if one.likely >= KEPT]
        for likely, candidate in sorted(added, key=lambda each: -each[0]):
            told = candidate.told
            own = [c for c in kept if c.pair == candidate.pair]
            if any(are_kin(c.pair, candidate.pair) and agree(c.day, told.day) for c in kept):
                continue
            if likely >= DATED and self._has_dated(own, told):
                continue
            if likely >= ADDED:
                pair, kind = candidate.pair, told.act.kind
                kept.append(Cluster(pair, [told], kind, told.day, likely=likely, added=True))
        return kept

    def signs_of(self, cluster: Cluster, clusters: list[Cluster]) -> Signs:
        """The signs of an act that the rules found."""
        return self.signs.of_cluster(cluster, [c for c in clusters if c is not cluster])

    def candidates(
        self, clusters: list[Cluster], resolver: Resolver
    ) -> Iterator[tuple[Candidate, Signs]]:
        """Days of sentences that no act of the pair has, as days of acts, with their signs."""
        for row in self.rows:
            for written, day in row.dates:
                sides = self._sides(row, written.start, clusters)
                for vn, vn_how in sides["vn"]:
                    for jp, jp_how in sides["jp"]:
                        how = tuple(each for each in (vn_how, jp_how) if each)
                        own = frozenset(
                            side for side, by in (("vn", vn_how), ("jp", jp_how)) if not by
                        )
                        view = View(
                            vn, jp, own, row.place, row.sentence, row.here, written.start,
                            day, written, len(row.dates), how,
                        )  # fmt: skip
                        pair = resolver.pair_of(self._told(view, _SOME))
                        if pair is None or self._is_known(pair, day, clusters):
                            continue
                        told = self._told(view, self._act(view, pair, clusters))
                        yield Candidate(view, told, pair), self.signs.of(view, pair, clusters)

    @staticmethod
    def _is_known(pair: Pair, day: PartialDate, clusters: list[Cluster]) -> bool:
        return any(c.pair == pair and c.day and agree(c.day, day) for c in clusters)

    @staticmethod
    def _has_dated(own: list[Cluster], told: Told) -> bool:
        """Gives the day to an act of the pair that has none, if there is one of its kind."""
        kind = told.act.kind
        for one in own:
            if one.day is None and may_be_of(one.kind, kind):
                one.day = told.day
                one.kind = kind if one.kind == "tie" else one.kind
                one.told.append(replace(told, act=replace(told.act, kind=one.kind)))
                return True
        return False

    def _sides(
        self, row: Row, at: int, clusters: list[Cluster]
    ) -> dict[str, list[tuple[Mention, str]]]:
        """For each side who can be meant, and how they are found: "" if the sentence names them."""
        start, end = row.sentence
        sides: dict[str, list[tuple[Mention, str]]] = {}
        for side in SIDES:
            here = [
                m for m in self.article.mentions
                if m.side == side and start <= m.start < end and m.role != "region"
            ]  # fmt: skip
            here.sort(key=lambda m: abs(m.start - at))
            found = self._once([(m, "") for m in here])[:_PLACES]
            if not any(m.role in ACTING for m, _ in found):
                before = [
                    m for m in self.article.mentions
                    if m.side == side and m.last <= start and m.role in ACTING
                ]  # fmt: skip
                others = (
                    (self.topics.label(side, row.place[0]), f"{side} label"),
                    (before[-1] if before else None, f"{side} before"),
                    (self.topics.main[side], f"{side} main"),
                )
                found = self._once([*found, *((m, how) for m, how in others if m)])
            sides[side] = found
        for side in SIDES:
            if all(how for _, how in sides[side]):
                partners = self._partners(sides[other_side(side)], side, clusters)
                sides[side] = self._once([*sides[side], *partners])
        return sides

    @staticmethod
    def _partners(
        named: list[tuple[Mention, str]], side: str, clusters: list[Cluster]
    ) -> list[tuple[Mention, str]]:
        """Who has other acts with a place that the sentence names."""
        places = [m.places[0] for m, how in named if not how]
        other = other_side(side)
        return [
            (getattr(c.told[0], side), f"{side} partner")
            for place in places
            for c in clusters
            if getattr(c.told[0], other).places[0] == place
        ]

    @staticmethod
    def _once(found: list[tuple[Mention, str]]) -> list[tuple[Mention, str]]:
        """Each place once, as it is found first."""
        first: dict[str, tuple[Mention, str]] = {}
        for one, how in found:
            first.setdefault(one.places[0].id, (one, how))
        return list(first.values())

    def _told(self, view: View, act: Act) -> Told:
        title = self.article.layout.paragraphs[view.place[0]].kind == "title"
        return Told(act, view.vn, view.jp, view.own, view.day, view.written, view.place, title)

    def _act(self, view: View, pair: Pair, clusters: list[Cluster]) -> Act:
        """The act that the words of a sentence name and that is no other one's, else a visit.

        Where they leave it open, a record of that day says what it was.
        """
        known = self.records.kinds(pair, str(view.day))
        used = {t.act.start for c in clusters for t in c.told if t.place == view.place and t.day}
        free = [act for act in view.here if act.start not in used]

        def order(act: Act) -> tuple[bool, bool, bool, int]:
            vague = act.kind in _VAGUE
            return act.kind not in known, not act.told, vague, abs(act.at - view.at)

        best = min(free, key=order, default=None)
        if best is not None and (best.kind in known or not known):
            return replace(best, kind=_VAGUE.get(best.kind, best.kind), absorbed=False)
        hits = self.article.marked.hits
        runs = any(hits.any(name, within=view.sentence) for name in ("carry", "begin"))
        kind = known[0] if known else "programme" if runs else "visit"
        return Act(kind, view.at, view.at + 1, view.at, view.sentence, told=False)
