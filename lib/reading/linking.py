"""Which places did what, and when: the acts of an article with their two sides and their day."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from lib.language.edtf import PartialDate
from lib.reading.acts import SIGNED, Act, acts
from lib.reading.atlas import is_first
from lib.reading.dates import Written, meant
from lib.reading.layout import Layout, Paragraph
from lib.reading.mentions import Mention, groups
from lib.reading.words import Marked

_ACTING = ("", "visited", "body")
# Kinds of which a place where they are held is a side.
_HELD_AT = frozenset(("milestone", "festival", "office", "flight", "forum", "programme"))
_DOCUMENTS = frozenset((*SIGNED, "generic", "ceremony", "ended"))
_LIST_LONG = 2
_FAR = 1000
_COMMA = 12
_BREAK = re.compile(r"[,、]|\b(?:and|và|va|rồi|then|et|und|en)\b")
# In Japanese a date stands before its verb, elsewhere rather behind it.
_WRONG_SIDE = 8
_DATES_AND = re.compile(r"\s*(?:,|、|・|và|va|and|及び|および|&|et|und|en|/|に)?\s*(?:năm |in |から)?\s*")
# Acts that have a day of their own in one sentence with others.
_RIVALS = frozenset(
    (*SIGNED, "generic", "ended", "milestone", "festival", "office", "programme", "forum", "flight")
)
# So near before a month must its year stand.
_ITS_YEAR = 30
_OF_YEAR = re.compile(
    r"\s*\(|(?:[\w\s]{0,28}?\s)?(?:of|in|from|dated|năm|tháng|ký|ký năm|ký ngày|nam|thang|ky|de|du|"
    r"vom|von|van|uit)\s*\(?|\s"
)
_PARENTHESIS = re.compile(r"\([^()]*\)")
_POSTPONED_FROM = re.compile(
    r"(?:planned|scheduled|due|set|initially|originally|first|dự kiến|ban đầu|kế hoạch|thay vì|lẽ ra|"
    r"from|instead of|rather than|当初)[^.]{0,25}$"
)
_POSTPONED = re.compile(
    r"postpone|moved to|pushed back|put off|delayed|hoãn|\blùi\b|\bdời\b|hoan lai|doi sang|延期|"
    r"first to be"
)


@dataclass(frozen=True)
class Told:
    """An act of one pair as one sentence tells it. place: paragraph and sentence, by number.

    own: which sides the sentence names itself. day: None if it gives none.
    """

    act: Act
    vn: Mention
    jp: Mention
    own: frozenset[str]
    day: PartialDate | None
    written: Written | None
    place: tuple[int, int]
    title: bool


@dataclass(frozen=True)
class Article:
    """An article taken apart."""

    marked: Marked
    layout: Layout
    mentions: list[Mention]
    dates: list[Written]
    published: date | None


class Linker:
    """Tells the acts of an article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.marked = article.marked
        self.mentions = article.mentions
        self.main = {side: self._main(side) for side in ("vn", "jp")}
        self.newest = self._newest()

    def told(self) -> list[Told]:
        """The acts of pairs, in the order of the text."""
        found: list[Told] = []
        for number, paragraph in enumerate(self.article.layout.paragraphs):
            if paragraph.kind != "caption":
                found += self._paragraph(number, paragraph)
        return found

    def _newest(self) -> PartialDate | None:
        """The last day before the publication that the article names: that of its news."""
        published = self.article.published
        days = [
            day
            for one in self.article.dates
            if not one.same and (day := meant(one, published, None, future=False)) and day.day
        ]
        past = [day for day in days if published is None or day.first <= published]
        return max(past, key=lambda day: day.first, default=None)

    # Who the article is about

    def _main(self, side: str) -> Mention | None:
        """The place of a side that acts most; what the title names counts for more."""
        score: Counter[str] = Counter()
        first: dict[str, Mention] = {}
        title = self.article.layout.title or (0, 0)
        lead = self._lead()
        for one in self.mentions:
            if one.side != side or one.role not in _ACTING:
                continue
            key = one.places[0].id
            known = first.get(key)
            first[key] = one if known is None or (known.role and not one.role) else known
            score[key] += 1
            if title[0] <= one.start < title[1]:
                score[key] += 4
            if lead[0] <= one.start < lead[1]:
                score[key] += 2
        if not score:
            return self._only_held_at(side)
        best = max(score, key=lambda key: (score[key], -first[key].start))
        return first[best]

    def _only_held_at(self, side: str) -> Mention | None:
        """The place to which the title or the lead has the other side go, if none acts."""
        title = self.article.layout.title or (0, 0)
        lead = self._lead()
        others = [m for m in self.mentions if m.side != side and m.role in _ACTING]
        for paragraph in self.article.layout.paragraphs:
            for start, end in paragraph.sentences:
                if not (title[0] <= start < title[1] or lead[0] <= start < lead[1]):
                    continue
                here = [m for m in self.mentions if start <= m.start < end and m.side == side]
                venues = [m for m in here if m.role == "venue"]
                told = [a for a in acts(self.marked, start, end) if a.told and a.kind in _HELD_AT]
                if venues and told and any(start <= m.start < end for m in others):
                    return venues[0]
        return None

    def _lead(self) -> tuple[int, int]:
        body = [p for p in self.article.layout.paragraphs if p.kind == "body" and p.end - p.start > 60]
        return (body[0].start, body[0].end) if body else (0, 0)

    def _topic(self, side: str, number: int, before: int) -> Mention | None:
        """Who is spoken of when a sentence names nobody of a side."""
        paragraphs = self.article.layout.paragraphs
        paragraph = paragraphs[number]
        label = self._label(side, number)
        if label:
            return label
        near = [
            one
            for one in self.mentions
            if one.side == side and one.role in ("", "visited") and paragraph.start <= one.start < before
        ]
        main = self.main[side]
        if near and (main is None or all(one.places[0].id != main.places[0].id for one in near)):
            return near[-1]
        return main

    def _label(self, side: str, number: int) -> Mention | None:
        """The place that heads a section: a line of its own, or a name before a colon."""
        paragraphs = self.article.layout.paragraphs
        for at in (number, number - 1):
            if at < 0 or paragraphs[at].kind != "body":
                continue
            one = paragraphs[at]
            inside = [
                m for m in self.mentions
                if m.side == side and one.start <= m.start < one.end and m.role in ("", "remark")
            ]  # fmt: skip
            norm = self.marked.text.norm
            if at == number:
                if inside and norm[inside[0].last : inside[0].last + 1] == ":" and (
                    not norm[one.start : inside[0].first].strip()
                ):
                    return inside[0]
            elif one.end - one.start < 60 and inside and not re.search(
                r"[.。!?]\s*$", norm[one.start : one.end]
            ):
                return inside[0]
        return None

    # Acts

    def _paragraph(self, number: int, paragraph: Paragraph) -> list[Told]:
        found: list[Told] = []
        before: PartialDate | None = None
        listed: tuple[Act, ...] = ()
        for index, (start, end) in enumerate(paragraph.sentences):
            here = [self._dated_name(act) for act in acts(self.marked, start, end)]
            dates = self._dates(start, end, before, here)
            if not any(act.told and act.kind != "tie" for act in here) and listed:
                here += self._continued(listed, start, end, here)
            for act in here:
                for told in self._sides(act, number, paragraph, (start, end)):
                    for day, one in self._days(act, told, dates, here):
                        if day is None and index and act.kind in (*SIGNED, "visit", "generic"):
                            day, one = self._day_before(found, told, number, index)
                        found.append(replace(told, day=day, written=one, place=(number, index)))
            days = [day for _, day in dates]
            before = days[-1] if days else before
            listed = tuple(act for act in here if act.kind == "tie" or act.kind in SIGNED)
        return found

    def _dated_name(self, act: Act) -> Act:
        """A document that is called by its year is told of: the 2011 agreement, 2013年の覚書."""
        if act.told or act.kind not in (*SIGNED, "generic"):
            return act
        low = self.marked.text.low
        near = any(
            one.full
            and (
                (one.end <= act.start and low[one.end : act.start] in ("", "の", " ", " の"))
                or (one.start >= act.end and self.marked.lang != "ja" and _OF_YEAR.fullmatch(low[act.end : one.start]))
            )
            for one in self.article.dates
        )
        return replace(act, told=True) if near else act

    def _continued(self, listed: tuple[Act, ...], start: int, end: int, here: list[Act]) -> list[Act]:
        """The act of the sentence before, if this one goes on with a list of places."""
        counts = Counter(
            one.side for one in self.mentions if start <= one.start < end and one.role == ""
        )
        begins = self.marked.hits.any("list", "words", within=(start, start + 12))
        if max(counts.values(), default=0) >= _LIST_LONG and (begins or not here):
            ties = [act for act in listed if act.kind == "tie"]
            act = (ties or [*listed])[-1]
            return [replace(act, start=start, end=start, at=start, clause=(start, end))]
        return []

    def _dates(
        self, start: int, end: int, before: PartialDate | None, here: list[Act]
    ) -> list[tuple[Written, PartialDate]]:
        low = self.marked.text.low
        postponed = bool(_POSTPONED.search(low, start, end))
        found: list[tuple[Written, PartialDate]] = []
        last = before
        for one in self.article.dates:
            if not start <= one.start < end:
                continue
            if postponed and _POSTPONED_FROM.search(low, start, one.start):
                continue
            near = min(here, key=lambda act: abs(act.at - one.start), default=None)
            future = bool(near and near.status == "announced")
            anchor = last or (self.newest if one.same == "day" else None)
            if anchor and anchor.month is None and not one.same:
                near = found and one.start - found[-1][0].end < _ITS_YEAR
                anchor = anchor if near else None
            day = meant(one, self.article.published, anchor, future=future)
            if day is not None:
                found.append((one, day))
                last = day
        return found

    def _days(
        self, act: Act, told: Told, dates: list[tuple[Written, PartialDate]], here: list[Act]
    ) -> list[tuple[PartialDate | None, Written | None]]:
        """The days of an act: that beside its place in a list, or those that stand nearest to it.

        More than one if the words give it several days: renewed in 2016 and 2019.
        """
        inside = [pair for pair in dates if act.clause[0] <= pair[0].start < act.clause[1]]
        usable = inside or dates
        listed = self._listed_day(told, usable)
        if listed:
            return [(listed[1], listed[0])]
        if not usable:
            return [(None, None)]
        rivals = [
            o for o in here if o.told and o.at != act.at and o.clause == act.clause
            and (o.kind in _RIVALS or o.kind == act.kind) and o.kind != "visit"
        ]  # fmt: skip
        rows = self._rows(usable)
        own = [row for row in rows if not any(self._far(row, o) < self._far(row, act) for o in rivals)]
        if not own:
            # A day that two acts share, unless it is that of a document that another one is about.
            if act.kind in ("renewal", "ended") or not act.told or act.kind == "milestone":
                return [(None, None)]
            own = rows
        row = min(own, key=lambda each: self._far(each, act))
        finer = [p for p in usable if p[1] != row[0][1] and str(p[1]).startswith(str(row[0][1]))]
        chosen = finer[:1] or (row if act.kind in SIGNED and act.told else row[:1])
        return [(day, one) for one, day in chosen]

    def _rows(
        self, dates: list[tuple[Written, PartialDate]]
    ) -> list[list[tuple[Written, PartialDate]]]:
        """The dates, those of a list together."""
        rows: list[list[tuple[Written, PartialDate]]] = []
        low = self.marked.text.low
        for pair in dates:
            between = low[rows[-1][-1][0].end : pair[0].start] if rows else ""
            if rows and _DATES_AND.fullmatch(between) and _alike(rows[-1][-1][0], pair[0]):
                rows[-1].append(pair)
            else:
                rows.append([pair])
        return rows

    def _far(self, row: list[tuple[Written, PartialDate]], act: Act) -> int:
        """How far dates stand from the words of an act; a comma between counts for more."""
        start, end = row[0][0].start, row[-1][0].end
        low = self.marked.text.low
        if start >= act.end:
            between = low[act.end : start]
        elif end <= act.start:
            between = low[end : act.start]
        else:
            between = low[min(end, act.at) : max(end, act.at)] if end < act.at else ""
            between = between or low[act.at : start]
        far = len(between) + _COMMA * len(_BREAK.findall(between))
        if (start < act.at) != (self.marked.lang == "ja"):
            far += _WRONG_SIDE
        if act.kind == "ended" and (start < act.at) != (self.marked.lang == "ja"):
            far += _FAR
        return far

    def _listed_day(
        self, told: Told, dates: list[tuple[Written, PartialDate]]
    ) -> tuple[Written, PartialDate] | None:
        """In a list of places with a date each, that of the place."""
        for side in ("jp", "vn"):
            one: Mention = getattr(told, side)
            start, end = told.act.clause
            row = [
                m for m in self.mentions
                if m.side == side and start <= m.start < end and m.role in ("", "visited")
            ]  # fmt: skip
            if len(row) < _LIST_LONG or one not in row or len(dates) < _LIST_LONG:
                continue
            stops = [m.first for m in row[1:]] + [end]
            behind = [
                [p for p in dates if m.last <= p[0].start < stop]
                for m, stop in zip(row, stops, strict=True)
            ]
            if sum(map(bool, behind)) >= _LIST_LONG and dates[0][0].start > row[0].start:
                own = behind[row.index(one)]
                return own[0] if own else None
            starts = [start] + [m.last for m in row[:-1]]
            ahead = [
                [p for p in dates if begin <= p[0].start < m.first]
                for m, begin in zip(row, starts, strict=True)
            ]
            if sum(map(bool, ahead)) >= _LIST_LONG:
                own = ahead[row.index(one)]
                return own[-1] if own else None
        return None

    def _day_before(
        self, found: list[Told], told: Told, number: int, index: int
    ) -> tuple[PartialDate | None, Written | None]:
        """The day of the sentence before, if what it tells led up to this act."""
        both = self.marked.hits.any("both", "words", within=told.act.clause)
        previous = [t for t in found if t.place == (number, index - 1) and t.day]
        if not previous or not told.act.told:
            return None, None
        last = previous[-1]
        if last.act.kind in ("visit", "forum") and (both or not told.own):
            return last.day, last.written
        return None, None

    # Sides

    def _sides(
        self, act: Act, number: int, paragraph: Paragraph, sentence: tuple[int, int]
    ) -> list[Told]:
        """The pairs that did an act; none if a side is missing and nobody is spoken of."""
        named: dict[str, list[Mention]] = {}
        own = set()
        for side in ("vn", "jp"):
            here = self._nearest(act, side, sentence)
            if here is None:
                return []
            if here:
                own.add(side)
                named[side] = here
        if len(own) < 2 and not self._can_be_left_out(act, own, sentence):
            return []
        for side in ("vn", "jp"):
            if side not in named:
                topic = self._topic(side, number, sentence[0])
                if topic is None:
                    return []
                named[side] = [topic]
                if self._label(side, number) == topic:
                    own.add(side)
        labelled = any(self._label(side, number) for side in ("vn", "jp"))
        if act.kind == "visit" and len(own) == 1 and not (
            labelled or self._is_main(named, own)
        ):
            return []
        if self.marked.hits.any("anaphora", within=act.clause):
            own |= {"same"}
        title = paragraph.kind == "title"
        blank = Told(act, named["vn"][0], named["jp"][0], frozenset(own), None, None, (0, 0), title)
        return [replace(blank, vn=vn, jp=jp) for vn, jp in _pairs(named["vn"], named["jp"])]

    def _is_main(self, named: dict[str, list[Mention]], own: set[str]) -> bool:
        """Whether the one side that is named is who the article is about."""
        (side,) = own
        main = self.main[side]
        return main is not None and any(
            one.places[0].id == main.places[0].id for one in named[side]
        )

    def _can_be_left_out(self, act: Act, own: set[str], sentence: tuple[int, int]) -> bool:
        hits = self.marked.hits
        if hits.any("others", "words", within=act.clause):
            return False
        if act.kind not in ("visit", "tie", "flight") and hits.any(
            "parties", "company", within=act.clause
        ):
            return False
        both = hits.any("both", within=act.clause)
        missing = {"vn", "jp"} - own
        elsewhere = any(
            one.side in missing and act.clause[0] <= one.start < act.clause[1]
            for one in self.mentions
        )
        # A document with a union of another place.
        if act.kind in SIGNED and elsewhere and not both and hits.any(
            "parties", "organisation", within=act.clause
        ):
            return False
        national = hits.any("parties", "national", within=act.clause)
        return not (national and not own)

    def _nearest(
        self, act: Act, side: str, sentence: tuple[int, int]
    ) -> list[Mention] | None:
        """The places of a side that a sentence names as acting: the list that is nearest.

        None if it names only such as take no part.
        """
        start, end = act.clause
        here = [one for one in self.mentions if one.side == side and start <= one.start < end]
        acting = [one for one in here if one.role in _ACTING]
        if act.kind in _DOCUMENTS:
            acting = [one for one in acting if one.role != "visited"] or acting
        else:
            acting = [one for one in acting if one.role != "body"]
        if not acting and act.kind in _HELD_AT:
            main = self.main[side]
            acting = [
                one
                for one in here
                if one.role == "venue"
                # In a town of the province that acts.
                and not (main and any(p.parent == main.places[0].id for p in one.places))
            ]
        if not acting and act.kind == "flight":
            acting = [one for one in here if one.role == "thing"]
        if not acting:
            acting = self._known_venues(here, side, act)
        if not acting:
            if any(one.role in ("guest", "contrast", "merged") for one in here):
                return None
            return []
        acting = self._after_speech(acting, act)
        lists = groups(acting, self.marked, self.article.dates)
        return min(lists, key=lambda own: min(self._gap(one, act) for one in own))

    def _known_venues(self, here: list[Mention], side: str, act: Act) -> list[Mention]:
        """Places that are named as where it was, but act elsewhere in the article."""
        if act.kind == "visit" and not self.marked.hits.any("both", within=act.clause):
            return []
        acting = {
            one.places[0].id for one in self.mentions if one.role in ("", "visited", "body")
        }
        return [one for one in here if one.role == "venue" and one.places[0].id in acting]

    def _gap(self, one: Mention, act: Act) -> int:
        """How far a place stands from the words of an act, parentheses not counted."""
        low = self.marked.text.low
        if one.last <= act.start:
            return len(_PARENTHESIS.sub("", low[one.last : act.start]))
        return len(_PARENTHESIS.sub("", low[act.end : one.first]))

    def _after_speech(self, acting: list[Mention], act: Act) -> list[Mention]:
        """Without who only tells of the act, if others are named as its sides."""
        for hit in self.marked.hits.of("speech", "words", within=act.clause):
            if hit.end <= act.at:
                behind = [one for one in acting if one.start >= hit.end]
                acting = behind or acting
        return acting


def _alike(one: Written, two: Written) -> bool:
    """Whether two dates are written to the same precision, so that they can be of one list."""
    relative = one.same or two.same or one.weekday is not None or two.weekday is not None
    return not relative and all(
        (getattr(one, part) is None) == (getattr(two, part) is None)
        for part in ("year", "month", "day", "years", "months", "days")
    )


def _pairs(vn: list[Mention], jp: list[Mention]) -> list[tuple[Mention, Mention]]:
    """Each with each; of lists on both sides, province with prefecture and city with city."""
    if len(vn) > 1 and len(jp) > 1:
        ranked = [
            (a, b) for a in vn for b in jp if is_first(a.places[0]) == is_first(b.places[0])
        ]
        if len(vn) == len(jp):
            return list(zip(vn, jp, strict=True))
        return ranked or [(a, b) for a in vn for b in jp]
    return [(a, b) for a in vn for b in jp]


__all__ = ["Article", "Linker", "Told"]
