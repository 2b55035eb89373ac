"""A place as an article names it, and which places stand together.

A name has a role beside what it means: "" for a place that can act, or why it cannot ("person",
"thing", "venue", "parent", "guest", "merged", "contrast", "remark", "aside", "ward", "region").
"visited" and "venue" can still be the other side of a visit or a festival; "body" is a university
or a port.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lib.reading.dates import Written
from lib.reading.names import Place
from lib.reading.words import Marked

AND = re.compile(
    r"^\s*(?:(?:,|;|/|&|、|と|・|及び|および|並びに|và|va|cùng|cung|and|et|und|en|with|cùng với|"
    r"as well as|và với|hoặc|hoac|hay|or|ou|oder|または|あるいは|か|や|の|に|から|năm|"
    r"from|from the|the|đến từ|của|tỉnh|thành phố|thị trấn|huyện|tp\.?|"
    r"thanh pho|city of|town of|province of|các|for|with the|的)\s*){1,5}$"
)
_PARENTHESIS = re.compile(r"\([^()]*\)")
# In their order, so that what stands between two quotations is none.
_QUOTED = re.compile(r"\"[^\"\n]*\"|“[^“”\n]*”|[„«][^„«»”“\n]*[»”“]|「[^「」\n]*」")
_LONG_QUOTE = 42
# What is said has a verb; the name of a document has none.
_SAYS = re.compile(
    r"[!?]|[.,][\"”]|\b(?:we|i|our|us|my|you|it|is|are|was|were|has|have|had|will|would|must|can)\b",
    re.I,
)
_LONG_QUOTE_JA = 27
_SHORT_QUOTE_JA = 10
_BODY_JA = re.compile(
    r"(?:にある|の)?[^\s、。と]{0,14}(?:大学校?|病院|会社|公社|学院|局|部|委員会|評議会|議会)"
)


@dataclass(frozen=True)
class Mention:
    """A place named at `norm[start:end]`, with its rank at `norm[first:last]`.

    places: what it can mean, the likeliest first; more than one where the day decides.
    """

    start: int
    end: int
    first: int
    last: int
    side: str
    places: tuple[Place, ...]
    rank: str = ""
    role: str = ""
    party: str = ""

    def at(self, day: str) -> Place:
        """The place that it means on a day in ISO, or as far as known; "" for a day not known."""
        return next((place for place in self.places if _is_valid(place, day)), self.places[0])


def _is_valid(place: Place, day: str) -> bool:
    if not day:
        return not place.valid_to
    begins = not place.valid_from or place.valid_from[: len(day)] <= day
    return begins and (not place.valid_to or place.valid_to[: len(day)] >= day[:10])


def quotes(marked: Marked) -> list[tuple[int, int]]:
    """Where somebody is quoted at length."""
    norm = marked.text.norm
    spans = (match.span() for match in _QUOTED.finditer(norm))
    return [
        (start, end) for start, end in spans
        if _is_long(norm, start, end) and not _is_name(marked, start, end)
    ]  # fmt: skip


def _is_name(marked: Marked, start: int, end: int) -> bool:
    """Whether quotation marks in English stand around the name of a document."""
    named = marked.lang == "en" and marked.hits.any("documents", within=(start, end))
    return named and not _SAYS.search(marked.text.norm, start, end)


def _is_long(norm: str, start: int, end: int) -> bool:
    if norm[start] != "「":
        return end - start >= _LONG_QUOTE
    said = norm.startswith(("と", "など"), end)
    return end - start >= (_SHORT_QUOTE_JA if said else _LONG_QUOTE_JA)


def stand_together(
    marked: Marked, one: Mention, two: Mention, dates: Iterable[Written] = ()
) -> bool:
    """Whether "and", commas, words for their bodies and dates alone stand between two places."""
    between = list(marked.text.low[one.last : two.first])
    spans = [(each.start, each.end) for each in dates if one.last <= each.start < two.first]
    if marked.lang != "ja":
        parties = marked.hits.of("parties", within=(one.last, two.first))
        spans += [(hit.start, hit.end) for hit in parties]
    for start, end in spans:
        between[start - one.last : end - one.last] = " " * (end - start)
    joined = _PARENTHESIS.sub(" ", "".join(between))
    if marked.lang == "ja":
        joined = _BODY_JA.sub("", joined)
    return not joined.strip() or bool(AND.match(joined))


def groups(
    found: Iterable[Mention], marked: Marked, dates: Iterable[Written] = ()
) -> list[list[Mention]]:
    """The mentions of one side in lists: those joined by "and" or commas stand together."""
    result: list[list[Mention]] = []
    for one in found:
        if result and stand_together(marked, result[-1][-1], one, dates):
            result[-1].append(one)
        else:
            result.append([one])
    return result


def enclosing(marked: Marked, at: int) -> tuple[int, int] | None:
    """The parentheses in which a place of the text lies, None if it lies in none."""
    found = (match.span() for match in _PARENTHESIS.finditer(marked.text.norm))
    return next(((start, end) for start, end in found if start < at < end), None)
