"""What the lines above a paragraph say of it: a label, the heading of a list, its introduction."""

import re
from collections.abc import Iterable

from lib.reading.dates import Written
from lib.reading.layout import Layout, Paragraph
from lib.reading.words import Marked

_ITEM = re.compile(
    r"\s*(?:[(]?\d{1,2}[).．、]|[-–—•*・○●◆◇■□*]|[①-⑳]|[(]?[a-h][).])(?=\s|[^\d\s])\s*"
)
# Of a notice: 5 内 容 …
_NUMBERED = re.compile(rf"{_ITEM.pattern}|\s*\d{{1,2}}\s+")
_END = re.compile(r"[.。!?:]\s*$")
# A label with its value beside it: Contents    (1) …
_LABELLED = re.compile(
    r"(?:contents?|areas|fields|objectives?|purpose|details|scope)(?: ?:|\s{2,})", re.I
)
_COLON = re.compile(r":\s*$")
# So long is a heading, and a label whose value stands on the next line.
_HEADING = 60
_LABEL = 14


class Sections:
    """Tells what heads the paragraphs of an article."""

    def __init__(self, marked: Marked, layout: Layout, dates: Iterable[Written]) -> None:
        self.marked = marked
        self.paragraphs = layout.paragraphs
        self.dates = list(dates)

    def is_item(self, number: int) -> bool:
        """Whether a paragraph is one of a list: (1) …, - …, ・…."""
        return bool(_ITEM.match(self.marked.text.norm, self.paragraphs[number].start))

    def content(self, number: int) -> tuple[int, int] | None:
        """The heading of a list of what was agreed: 主な内容, Main points; None for others."""
        one = self.paragraphs[number]
        label = _NUMBERED.match(self.marked.text.norm, one.start)
        if label and self.marked.hits.any("heading", within=(label.end(), label.end() + 1)):
            return one.start, one.end
        if _LABELLED.match(self.marked.text.norm, one.start):
            return one.start, one.end
        above = self._above(number)
        if above is None:
            return None
        start, end = above.start, above.end
        if _LABELLED.match(self.marked.text.norm, start):
            return start, end
        short = end - start < _HEADING or _COLON.search(self.marked.text.norm, start, end)
        named = self.marked.hits.any("heading", "content", within=(start, end))
        return (start, end) if short and named else None

    def introduction(self, number: int) -> tuple[int, int] | None:
        """The sentence that says of the documents of a list below it that they were signed."""
        above = self._above(number)
        if above is None or not _COLON.search(self.marked.text.norm, above.start, above.end):
            return None
        within = above.sentences[-1]
        hits = self.marked.hits
        signed = hits.any("verbs", "sign", within=within) and hits.any("documents", within=within)
        told = signed and not hits.any("modal", "wish", "negative", within=within)
        return within if told else None

    def value_below(self, number: int) -> tuple[int, int] | None:
        """The line below a label that stands alone: 締結日, and below it the date."""
        one = self.paragraphs[number]
        written = self.marked.text.norm[one.start : one.end].strip()
        alone = len(written) <= _LABEL and not any(
            one.start <= each.start < one.end for each in self.dates
        )
        labels = self.marked.hits.any("ceremony", within=(one.start, one.end))
        if not alone or not labels or number + 1 >= len(self.paragraphs):
            return None
        below = self.paragraphs[number + 1]
        dated = any(
            not self.marked.text.norm[below.start : each.start].strip() for each in self.dates
            if below.start <= each.start < below.end
        )  # fmt: skip
        return below.sentences[0] if dated else None

    def dated_heading(self, number: int) -> tuple[int, int] | None:
        """The heading right above a paragraph that begins with a day, or ends with it: 2/20
        ベトナムから表敬訪問, ダナン市人民評議会(1月29日).
        """
        if number < 1:
            return None
        one = self.paragraphs[number - 1]
        norm = self.marked.text.norm
        begins = any(
            one.start <= each.start < one.end
            and each.month and each.day and not each.year
            and (
                not norm[one.start : each.start].strip(" ・●■◆▼○0123456789.)(")
                or (norm[each.start - 1] == "(" and norm[each.end : one.end].strip() == ")")
            )
            for each in self.dates
        )  # fmt: skip
        short = one.end - one.start < _HEADING and not _END.search(norm, one.start, one.end)
        if not begins or not short or not one.sentences:
            return None
        return (one.start, one.end) if self.marked.lang == "en" else one.sentences[0]

    def _above(self, number: int) -> Paragraph | None:
        """The paragraph above the list in which a paragraph stands; None if it is of none."""
        if not self.is_item(number):
            return None
        for at in range(number - 1, -1, -1):
            one = self.paragraphs[at]
            heads = self.marked.hits.any("heading", within=(one.start, one.end))
            headed = heads and not _END.search(self.marked.text.norm, one.start, one.end)
            if headed or not self.is_item(at):
                return one
        return None
