"""Signs by which it is told how likely an act is: numbers that mean the same in every language.

They say where the places of an act stand, how often and for what they are named, which other places
could be meant, what kinds of words stand in the sentence, what its day is, and what the rules made
of it. No sign is a word of a text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lib.facts.localities import SIDES
from lib.language.edtf import PartialDate
from lib.reading.acts import SIGNED, Act
from lib.reading.article import Article, Told
from lib.reading.atlas import is_first
from lib.reading.clusters import Cluster
from lib.reading.dates import Written
from lib.reading.existing import Records
from lib.reading.mention import Mention
from lib.reading.topics import ACTING, Topics

Pair = tuple[str, str]
Signs = dict[str, float]

_ROLES = {"": "acts", "visited": "visited", "body": "body", "venue": "venue"}
_BODIES = ("government", "assembly", "agency", "organisation", "company", "national")
_ACTIVITIES = ("visit", "festival", "programme", "tie")
# Lists of words: anywhere in the sentence, and so near the day that they tell of it.
_IN_SENTENCE = (
    *("verbs", "documents", "activities", "cooperation", "carry", "tour", "both", "speech"),
    *("held", "anaphora", "fields", "there", "until", "agreed", "talks", "begin"),
    *("others", "facts"),
)
_BESIDE = ("verbs", "documents", "activities", "cooperation", "carry", "held", "talks", "begin")
_NEAR = 60
_MODAL = ("wish", "negative", "future")
# Days, in which news are told, and after which an act is an old one.
_NEWS, _YEAR, _DECADE = 45, 365, 3650


@dataclass(frozen=True)
class View:
    """An act that a sentence may tell, as one would look at it.

    place: paragraph and sentence, by number. here: the acts of the sentence as the rules find them.
    carried: how the side was found that the sentence does not name ("vn before", "jp main", …).
    """

    vn: Mention
    jp: Mention
    own: frozenset[str]
    place: tuple[int, int]
    sentence: tuple[int, int]
    here: tuple[Act, ...]
    at: int
    day: PartialDate | None = None
    written: Written | None = None
    days: int = 0
    carried: tuple[str, ...] = ()


class SignReader:
    """Reads the signs of an article. told: all that the rules found in it."""

    def __init__(
        self, article: Article, topics: Topics, told: list[Told], records: Records
    ) -> None:
        self.article = article
        self.records = records
        self.hits = article.marked.hits
        self.topics = topics
        self.told = told

    def of(self, view: View, pair: Pair, clusters: list[Cluster]) -> Signs:
        """The signs of an act of a pair; clusters: the other acts that the rules found."""
        found: Signs = {}
        for side in SIDES:
            found.update(self._of_side(view, side))
        for part in (
            self._of_sentence(view), self._of_day(view), self._of_acts(view, clusters),
            self._of_pair(view, pair, clusters), self._of_records(view, pair),
            {f"carried {how}": 1.0 for how in view.carried},
        ):  # fmt: skip
            found.update(part)
        return {name: float(value) for name, value in found.items() if value}

    def of_cluster(self, cluster: Cluster, others: list[Cluster]) -> Signs:
        """The signs of an act that the rules found."""
        best = cluster.best
        number, index = best.place
        sentence = self.article.layout.paragraphs[number].sentences[index]
        dates = [one for one in self.article.dates if sentence[0] <= one.start < sentence[1]]
        here = tuple(t.act for t in self.told if t.place == best.place)
        at = best.written.start if best.written else best.act.start
        view = View(
            best.vn, best.jp, best.own, best.place, sentence, here or (best.act,), at,
            cluster.day, best.written, len(dates),
        )  # fmt: skip
        gaps = [
            abs(getattr(best, side).start - best.act.start) for side in SIDES if side in best.own
        ]
        return self.of(view, cluster.pair, others) | {
            f"kind {cluster.kind}": 1.0,
            "told in words": float(best.act.told),
            "tellings": min(len(cluster.told), 4) / 2,
            "both named once": float(any({"vn", "jp"} <= t.own for t in cluster.told)),
            "titled": float(any(t.title for t in cluster.told)),
            "gap": min(sum(gaps), 400) / 100,
            "announced": float(all(t.act.status == "announced" for t in cluster.told)),
        }

    @cached_property
    def _by_place(self) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = {}
        for one in self.article.mentions:
            found.setdefault(one.places[0].id, []).append(one)
        return found

    def _of_side(self, view: View, side: str) -> Signs:
        one: Mention = getattr(view, side)
        place = one.places[0]
        start, end = view.sentence
        paragraph = self.article.layout.paragraphs[view.place[0]]
        title = self.article.layout.title or (0, 0)
        same = self._by_place.get(place.id, [])
        others = [m for m in self.article.mentions if m.side == side and m.places[0] != place]
        acting = [m for m in others if m.role in ACTING]
        beside = [m for m in others if start <= m.start < end]
        main = self.topics.main[side]
        named = side in view.own
        return {
            f"{side} named": named,
            f"{side} {_ROLES.get(one.role, 'other')}": named,
            f"{side} main": main is not None and main.places[0] == place,
            f"{side} count": min(len(same), 6) / 3,
            f"{side} in title": any(title[0] <= m.start < title[1] for m in same),
            f"{side} first level": is_first(place),
            f"{side} with rank": bool(one.rank),
            f"{side} others": min(len({m.places[0].id for m in acting}), 5) / 2,
            f"{side} others beside": min(len({m.places[0].id for m in beside}), 4) / 2,
            f"{side} others in paragraph": any(
                paragraph.start <= m.start < paragraph.end for m in acting
            ),
            f"{side} in paragraph": any(paragraph.start <= m.start < paragraph.end for m in same),
            f"{side} other is nearer": named
            and any(abs(m.start - view.at) < abs(one.start - view.at) for m in beside),
        }

    def _of_sentence(self, view: View) -> Signs:
        start, end = view.sentence
        within, hits = view.sentence, self.hits
        paragraphs = self.article.layout.paragraphs
        number, index = view.place
        before = [p for p in paragraphs[:number] if p.kind == "body"]
        found: Signs = {
            "both named": {"vn", "jp"} <= view.own,
            "none named": not view.own & {"vn", "jp"},
            "length": min(end - start, 400) / 200,
            "in title": paragraphs[number].kind == "title",
            "first of paragraph": index == 0,
            "first paragraph": not before,
            "far down": number / len(paragraphs),
        }
        for name in _IN_SENTENCE:
            found[f"words {name}"] = hits.any(name, within=within)
        for name in _BESIDE:
            found[f"near {name}"] = any(self._near(view, name))
        for code in _MODAL:
            found[f"words {code}"] = hits.any("modal", code, within=within)
        for code in _BODIES:
            found[f"body {code}"] = hits.any("parties", code, within=within)
        for code in _ACTIVITIES:
            found[f"activity {code}"] = hits.any("activities", code, within=within)
            found[f"near activity {code}"] = any(self._near(view, "activities", code))
        return found

    def _near(self, view: View, section: str, *codes: str) -> Iterator[bool]:
        for hit in self.hits.of(section, *codes, within=view.sentence):
            yield abs(hit.start - view.at) < _NEAR

    def _of_day(self, view: View) -> Signs:
        day, one, published = view.day, view.written, self.article.published
        found: Signs = {"days": min(view.days, 5) / 2, "undated": day is None}
        found["opens"] = view.at - view.sentence[0] < 25
        if one is not None:
            found["full"] = one.full
            found["counted"] = any(
                each is not None for each in (one.years, one.months, one.days, one.weeks)
            )
            norm = self.article.marked.text.norm
            found["in parentheses"] = "(" in norm[max(view.sentence[0], one.start - 20) : one.start]
        if day is None:
            return found
        found[f"of {day.precision}"] = 1
        found["no publication"] = published is None
        if published:
            age = (published - day.last).days
            found["to come"] = day.first > published
            found["news"] = 0 <= age <= _NEWS
            found["a year ago"] = age > _YEAR
            found["a decade ago"] = age > _DECADE
            found["published then"] = day.first == day.last == published
        return found

    def _of_acts(self, view: View, clusters: list[Cluster]) -> Signs:
        here = view.here
        found: Signs = {
            "acts": min(len(here), 4) / 2,
            "acts told": min(sum(act.told for act in here), 3) / 2,
        }
        near = min(here, key=lambda act: abs(act.at - view.at), default=None)
        if near is not None:
            used = [t for c in clusters for t in c.told if t.place == view.place]
            found |= {
                "act told": near.told,
                "act absorbed": near.absorbed,
                "act of a document": near.kind in SIGNED,
                f"act {near.kind}": 1,
                "act announced": near.status == "announced",
                "act distance": min(abs(near.at - view.at), 150) / 75,
                "act used": any(t.act.start == near.start for t in used),
            }
        return found

    def _of_records(self, view: View, pair: Pair) -> Signs:
        days = self.records.days(pair)
        day = str(view.day) if view.day else ""
        return {
            "records": min(len(days), 4) / 2,
            "record that day": bool(day) and day in days,
            "record then": bool(day) and any(d[: len(day)] == day for d in days),
            "record that year": bool(day) and any(d[:4] == day[:4] for d in days),
        }

    def _of_pair(self, view: View, pair: Pair, clusters: list[Cluster]) -> Signs:
        own = [c for c in clusters if c.pair == pair]
        pairs = {c.pair for c in clusters}
        told = [t for c in clusters for t in c.told if t.place == view.place]
        day = str(view.day) if view.day else ""
        return {
            "pair known": pair in pairs,
            "pair alone": pairs == {pair},
            "pairs": min(len(pairs), 6) / 3,
            "acts of pair": min(len(own), 4) / 2,
            "pair undated": any(c.day is None for c in own),
            "pair tied": any(c.kind == "tie" for c in own),
            "pair that year": bool(day) and any(str(c.day)[:4] == day[:4] for c in own),
            "others that day": bool(day)
            and any(c.pair != pair and str(c.day) == day for c in clusters),
            "sentence used": bool(told),
            "sentence used by pair": any(t.place == view.place for c in own for t in c.told),
            "day used": any(view.day is not None and t.day == view.day for t in told),
            "pair in sentence": any(
                t.place == view.place
                and pair[0] in {p.id for p in t.vn.places}
                and pair[1] in {p.id for p in t.jp.places}
                for t in self.told
            ),
        }
