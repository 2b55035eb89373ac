"""Who acted for a place: its government, its assembly, one of its bodies, an organisation."""

import re
from collections import Counter
from collections.abc import Iterable

from lib.reading.drafts import Value
from lib.reading.mention import Mention
from lib.reading.words import Hit, Marked

_OFFICE_JA = re.compile(
    r"[^\s、。「」()とのはがをにでもへ0-9]{0,16}?"
    r"(?:局|企業庁|教育委員会|議会|評議会|商工会議所|公社|上下水道会社|水道会社)(?=[^長員])"
)
# The Sanjo Chamber of Commerce and Industry
_GOES_ON = re.compile(r"(?: (?:of|and|&)(?: [A-Z][\w-]+)+)*")
_NEAR = 10
# The less official of two sides counts.
_ORDER = ("government", "assembly", "agency", "organisation")


def beside(marked: Marked, one: Mention) -> Hit | None:
    """The word for a body of the place that stands right beside its name."""
    norm = marked.text.norm
    window = (max(0, one.first - 60), one.last + 25)
    best = None
    for hit in marked.hits.of("parties", *_ORDER, within=window):
        if hit.end <= one.first:
            gap = norm[hit.end : one.first].strip()
            near = len(gap) <= (30 if hit.code in ("agency", "assembly") else 3)
            if near and not any(mark in gap for mark in ",.;()、。") and _is_of(gap):
                best = hit
        elif hit.start >= one.end - 1 and hit.start <= one.last + 12:
            gap = norm[one.last : hit.start].strip()
            apart = any(mark in gap for mark in ",.;()、。はがとの") or not _is_of(gap)
            if len(gap) <= _NEAR and not apart:
                return hit
    return best


def _is_of(gap: str) -> bool:
    """Whether what stands between names what the body is for: Sở Ngoại vụ tỉnh …"""
    lowered = gap.lower()
    return not any(
        f" {word} " in f" {lowered} " for word in ("và", "and", "với", "with", "cho", "ký")
    )


def name_of(marked: Marked, one: Mention) -> tuple[int, int] | None:
    """Where the body that acts for a place is named; None if it is its government, or not named.

    Sở Xây dựng thành phố Cần Thơ, Nagasaki Prefectural Assembly, カントー市建設局.
    """
    norm = marked.text.norm
    if marked.lang == "ja":
        match = one.rank and _OFFICE_JA.match(norm, one.last)
        return (one.first, match.end()) if match else None
    hit = beside(marked, one)
    if hit is None or hit.code == "government":
        return None
    if hit.end <= one.first:
        return hit.start, one.last
    match = _GOES_ON.match(norm, hit.end)
    return one.first, match.end() if match else hit.end


class Bodies:
    """Which sort of body acts for each place in an article."""

    def __init__(self, marked: Marked, found: Iterable[Mention]) -> None:
        self.marked = marked
        self._counts: dict[str, Counter[str]] = {}
        for one in found:
            hit = beside(marked, one)
            if hit and one.role in ("", "visited", "body"):
                self._counts.setdefault(one.places[0].id, Counter())[hit.code] += 1

    def signatory(self, named: list[Mention], sentence: tuple[int, int], *, own: bool) -> Value:
        """The less official of the bodies that act, by the words of the sentence or of all."""
        codes: dict[str, tuple[int, int]] = {}
        for one in named:
            hit = beside(self.marked, one)
            if hit:
                codes.setdefault(hit.code, (hit.start, hit.end))
            elif one.role == "body":
                codes.setdefault("agency", (one.start, one.end))
        inside = self.marked.hits.of("parties", *_ORDER, within=sentence)
        for hit in inside:
            if hit.code == "assembly" or not codes:
                codes.setdefault(hit.code, (hit.start, hit.end))
        if not codes and own:
            for one in named:
                counted = self._counts.get(one.places[0].id)
                if counted:
                    codes.setdefault(counted.most_common(1)[0][0], (one.start, one.end))
        chosen = max(codes, key=_ORDER.index, default="government")
        spans = (self.marked.text.span(*codes[chosen]),) if chosen in codes else ()
        if not spans and named:
            spans = (self.marked.text.span(named[0].start, named[0].end),)
        return Value(chosen, spans, 0.8 if chosen in codes else 0.5)
