"""Acts that a sentence tells without a word known for one: what its places say by themselves."""

import re

from lib.facts.localities import other_side
from lib.reading.acts import Act
from lib.reading.article import Article
from lib.reading.atlas import is_first
from lib.reading.mention import Mention, quotes
from lib.reading.topics import CAPITALS
from lib.reading.words import Hit

_OFFICE_JA = re.compile("[^、。のとはがを]{0,4}(?:課|局|部|室|協会|員|センター)")
_NEAR_JA = 10
_THERE = ("venue", "visited")


class Unsaid:
    """Tells what a sentence says of places of both sides if no word of it is one for an act."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.marked = article.marked
        self.quotes = quotes(article.marked)

    def act(self, start: int, end: int) -> Act | None:
        """A visit if officials of a place are at one of the other side, a tie if they cooperate.

        None where somebody else has a part in it, or it is wished for, denied or still to come.
        """
        hits = self.marked.hits
        inside = (start, end)
        here = [one for one in self.article.mentions if start <= one.start < end]
        if hits.any("modal", "future", "wish", "negative", within=inside) or hits.any(
            "parties", "national", "company", within=(start, self._up_to(here, end))
        ):
            return None
        asked = "?" in self.marked.text.norm[start:end]
        if (
            asked
            or any(start <= a < end for a, _ in self.quotes)
            or hits.any("others", within=inside)
            or hits.any("letters", within=inside)
        ):
            return None
        acting = {one.side for one in here if one.role == ""}
        there = [one for one in here if self._is_there(one) and acting == {other_side(one.side)}]
        title = self.article.layout.title
        dated = inside == title or any(start <= one.start < end for one in self.article.dates)
        officials = hits.of("parties", "government", "assembly", within=inside) if dated else []
        # Officials of one side there, or of both sides together.
        met = acting == {"vn", "jp"} and len(officials) > 1
        if officials and (there or met):
            return Act("visit", officials[0].start, officials[0].end, officials[0].start, inside)
        words = [
            hit for hit in hits.of("cooperation", within=inside)
            if not _OFFICE_JA.match(self.marked.plain, hit.end) and not self._is_of_thing(hit, here)
        ]  # fmt: skip
        if words and acting == {"vn", "jp"}:
            return Act("tie", words[0].start, words[0].end, words[0].start, inside)
        return None

    def _up_to(self, here: list[Mention], end: int) -> int:
        """How far a sentence says who acts: firms behind the places are whom somebody looks for."""
        seeks = self.marked.lang == "vi" and here
        return here[-1].last if seeks else end

    def _is_of_thing(self, hit: Hit, here: list[Mention]) -> bool:
        """Whether people of the place behind a word are told of: フエ市と交流する西条市の方."""
        behind = [
            one for one in here
            if one.first >= hit.end and one.role not in ("parent", "aside")
        ]  # fmt: skip
        near = self.marked.lang == "ja" and behind and behind[0].first - hit.end < _NEAR_JA
        return bool(near) and behind[0].role != ""

    @staticmethod
    def _is_there(one: Mention) -> bool:
        place = one.places[0]
        return (
            one.role in _THERE
            and bool(one.rank or is_first(place) or place.own)
            and place.id not in CAPITALS
        )
