"""Which places did what, and when: the acts of an article with their two sides and their day."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from lib.language.edtf import PartialDate
from lib.reading.acts import SIGNED, Act, acts
from lib.reading.article import Article, Told
from lib.reading.atlas import is_first
from lib.reading.dates import Written
from lib.reading.days import LIST_LONG, Dated, Days
from lib.reading.doubts import Doubts
from lib.reading.layout import Paragraph
from lib.reading.likely import Row
from lib.reading.mention import Mention, enclosing, groups, quotes
from lib.reading.names import Place
from lib.reading.sections import Sections
from lib.reading.topics import ACTING, CAPITALS, HELD_AT, Topics
from lib.reading.unsaid import Unsaid

_DOCUMENTS = frozenset((*SIGNED, "generic", "ceremony", "ended"))
# Acts for which one side goes to the other, or sends somebody there.
_GOES_THERE = frozenset(("visit", "programme"))
# What a day and two sides tell of; a sister city can be one of long ago.
_DATED = frozenset(("festival", "forum", "flight", "office", "programme", "milestone", *SIGNED)) - {
    "sister_city",
    "renewal",
}
_WITH = re.compile(r"[^,.;]{0,25}\b(?:với|with)\s+(?:the\s+)?")
_ATTRIBUTE_JA = re.compile("(?:し|され|ん|わし)?(?:た|だ|ている|ていた)(?:ベトナム(?:国)?[・の]?)?")
_WHILE = re.compile(r"[,;] (?:while|whereas|còn|trong khi)\b|;")
# It began in April 2022 and runs until …
_IT_BEGAN = re.compile(
    r"(?:it|this|the work|việc này|hoạt động này) (?:has |had |đã |được |was |is )*"
    r"(?:begun|began|start(?:s|ed)?|run(?:ning)?|launched|got under way|bắt đầu|khởi động|"
    r"triển khai)\b"
    r"|(?:実施|事業|協力|研修|派遣)期間は|(?:開始|スタート)は"
    r"|(?:これは|取り組みは|活動は)?[^、。]{2,16}(?:に始まった|に始まり|にスタートした|に開始された|から始まった)"
)
_COUNTRY_S = re.compile(r"\b(?:Japan|Viet ?[Nn]am)['’]s (?=[A-Z])")
# So near its beginning names a sentence the document of the paragraph above.
_NEXT = 40
# What was named before, as the subject of a sentence.
_IT_WILL = re.compile(
    r"(?:it|this|the (?:document|agreement|deal|pact|memorandum|text|accord|letter|mou)) "
    r"(?:is|was|will|has|had|would|should)\b"
)
_OF_EACH_JA = re.compile("[一-龯]{0,8}[がは]")
_TO_EACH_JA = re.compile("(?:など|[^、。はがを]{0,10}?)と(?!の)")
# So far before it stands what a list is of.
_CALLED = 160
_CLOSED_JA = re.compile(r"\([^()]{3,24}?(提携|締結|調印|盟約)(?:済み?)?\)")
# …に続き3例目
_ONE_MORE_JA = re.compile(
    "に(?:続[きくい]|次[いぐ])[^。]{0,6}?(?:[0-9]+|[一二三四五六七八九十]+)"
    "(?:例|番|件|[カかヵケ]所|自治体|都市|地域|省|市|回)目"
)
# A firm says what it did itself.
_FIRM_JA = re.compile(r"\s*(?:当社|弊社)(?:[はがと(]|では)")
_PARENTHESIS = re.compile(r"\([^()]*\)")


class Linker:
    """Tells the acts of an article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.marked = article.marked
        self.mentions = article.mentions
        self.quotes = quotes(article.marked)
        self.days = Days(article)
        self.sections = Sections(article.marked, article.layout, article.dates)
        self.topics = Topics(article)
        # The sentences that were gone through, with their dates and acts.
        self.rows: list[Row] = []
        self.doubts = Doubts(article, self.topics)
        self.unsaid = Unsaid(article)
        # The sentence before, if it tells of a meeting on a day without saying of whom.
        self.met: Dated | None = None
        # The document that the sentence before names with both its sides.
        self.prepared: tuple[Act, dict[str, list[Mention]]] | None = None

    def told(self) -> list[Told]:
        """The acts of pairs, in the order of the text."""
        found: list[Told] = []
        for number, paragraph in enumerate(self.article.layout.paragraphs):
            if paragraph.kind != "caption":
                found += self._paragraph(number, paragraph)
        return found

    def _paragraph(self, number: int, paragraph: Paragraph) -> list[Told]:
        found: list[Told] = []
        before = diary = self._diary(number)
        self.met = None
        listed: tuple[Act, ...] = ()
        last: tuple[Act, ...] = ()
        introduced = self.sections.introduction(number)
        for index, (start, end) in enumerate(paragraph.sentences):
            listed_here = (
                self.topics.label("jp", number)
                or self.topics.label("vn", number)
                or self.days.is_of_chronicle(paragraph)
            )
            here = self._acts(start, end, labelled=bool(listed_here), listed=bool(introduced))
            here += [] if any(act.told for act in here) else self._begun(last, start, end)
            last = tuple(here)
            fresh = None if before == diary else before
            dates = self._dates(
                number, (start, end), fresh or before, here, introduced, headed=not fresh
            )
            self.rows.append(Row((number, index), (start, end), tuple(dates), tuple(here)))
            if not any(act.told and act.kind != "tie" for act in here) and listed:
                here += self._continued(listed, start, end, here)
            here = [self._of_document_before(act) for act in here]
            for act in here:
                for told in self._sides(act, number, paragraph, (start, end)):
                    for day, one in self.days.of(told.act, told, dates, here):
                        if day is None:
                            day, one = self._other_day(told, found, (number, index), (start, end))
                        if day is None and introduced:
                            day = self.days.of_news(introduced)
                        telling = replace(told, day=day, written=one, place=(number, index))
                        named = not act.told and not act.absorbed
                        if named and self._is_dated_by_both(telling, here):
                            telling = replace(telling, act=replace(act, told=True))
                        found.append(telling)
            self.prepared = self._named_with_both(here, (start, end))
            days = [day for _, day in dates]
            self.met = (
                self._meeting(here, dates)
                if not any(told.place == (number, index) for told in found)
                else None
            )
            before = days[-1] if days else before
            listed = tuple(act for act in here if act.kind == "tie" or act.kind in SIGNED)
        return found

    def _other_day(
        self, told: Told, found: list[Told], place: tuple[int, int], sentence: tuple[int, int]
    ) -> tuple[PartialDate | None, Written | None]:
        """The day of an act whose sentence, at `place` in the text, gives none."""
        act, day, one = told.act, None, None
        if (act.kind in (*SIGNED, "visit", "generic") and not act.status) or act.kind in (
            "office",
            "milestone",
        ):
            day, one = self.days.before(found, told, *place)
        if day is None and act.status == "announced" and act.kind in SIGNED:
            day, one = self.days.put_off_to(place[0], sentence)
        if day is None and act.kind in SIGNED and act.told and not act.status:
            day, one = self._day_of_lead(act, place[0], sentence)
        if day is None and self.met and act.kind in SIGNED and len(told.own) > 1:
            one, day = self.met
        return day, one

    def _day_of_lead(
        self, act: Act, number: int, sentence: tuple[int, int]
    ) -> tuple[PartialDate | None, Written | None]:
        """The day on which the opening of a report has both sides agree, for the document that the
        next paragraph says was signed: On Monday A and B agreed … The agreement was signed by …
        """
        paragraphs = self.article.layout.paragraphs
        opens = (
            self.marked.plain.startswith("the ", sentence[0]) and act.start - sentence[0] < _NEXT
        )
        above = paragraphs[number - 1] if number else None
        if self.marked.lang != "en" or not opens or above is None or above.kind != "body":
            return None, None
        both = {m.side for m in self.mentions if above.start <= m.start < above.end and not m.role}
        agreed = "agreed" in self.marked.plain[above.start : above.end]
        days = self.days.in_sentence(above.start, above.end, None, [])
        if not agreed or both != {"vn", "jp"} or len(days) != 1:
            return None, None
        return (days[0][1], days[0][0]) if self.days.is_of_the_news(days[0][1]) else (None, None)

    def _named_with_both(
        self, here: list[Act], sentence: tuple[int, int]
    ) -> tuple[Act, dict[str, list[Mention]]] | None:
        """The one document of a sentence in English, and its sides if it has one on each."""
        docs = [act for act in here if act.kind in SIGNED]
        if self.marked.lang != "en" or len({act.kind for act in docs}) != 1:
            return None
        sides = {
            side: [
                m for m in self.mentions
                if m.side == side and m.role == "" and sentence[0] <= m.start < sentence[1]
            ]
            for side in ("vn", "jp")
        }  # fmt: skip
        for side, own in sides.items():
            # Yamagata: The city of Sakata …
            parents = {m.places[0].parent for m in own}
            sides[side] = [m for m in own if m.places[0].id not in parents]
        one_each = all(len({m.places[0].id for m in own}) == 1 for own in sides.values())
        return (docs[0], sides) if one_each else None

    def _is_of_it(self, act: Act) -> bool:
        """Whether a clause begins with the document of the sentence before: It will be signed …"""
        return bool(self.prepared and _IT_WILL.match(self.marked.plain, act.clause[0]))

    def _sides_of_it(
        self, act: Act, named: dict[str, list[Mention]]
    ) -> dict[str, list[Mention]] | None:
        """The sides of the document that "it" stands for, unless the sentence names others."""
        if not self.prepared or act.kind != self.prepared[0].kind or not self._is_of_it(act):
            return None
        sides = {side: each[:1] for side, each in self.prepared[1].items()}
        others = any(
            m.places[0].id != sides[side][0].places[0].id
            for side, own in named.items()
            for m in own
        )
        return None if others else sides

    def _of_document_before(self, act: Act) -> Act:
        """An act with the kind of the document that "it" or "the document" stands for."""
        if act.kind != "generic" or not self.prepared or not self._is_of_it(act):
            return act
        return replace(act, kind=self.prepared[0].kind)

    def _diary(self, number: int) -> PartialDate | None:
        """The day that heads a paragraph in Japanese, from which "that day" counts."""
        heading = self.sections.dated_heading(number) if self.marked.lang == "ja" else None
        days = self.days.in_sentence(*heading, None, []) if heading else []
        return days[0][1] if days else None

    def _meeting(self, here: list[Act], dates: list[Dated]) -> Dated | None:
        """The day of the news on which a sentence tells that people met."""
        met = any(act.told and act.kind == "visit" and not act.status for act in here)
        if self.marked.lang != "en" or not met or len(dates) != 1:
            return None
        return dates[0] if self.days.is_of_the_news(dates[0][1]) else None

    def _acts(self, start: int, end: int, *, labelled: bool, listed: bool) -> list[Act]:
        """The acts of a sentence; `listed`: in a list of documents that were signed."""
        if self.marked.hits.any("crime", within=(start, end)):
            return []
        if self.marked.lang == "ja" and _FIRM_JA.match(self.marked.text.norm, start, end):
            return []
        here = [
            self.days.with_its_year(act, labelled=labelled)
            for act in acts(self.marked, start, end)
            if not any(a <= act.start < b for a, b in self.quotes)
        ]
        if listed:
            here = [replace(act, told=act.told or act.kind in SIGNED) for act in here]
        here += [*self._closed_with(start, end), *self._earlier(start, end)]
        if not any(act.told for act in here):
            cuts = [start, *(m.end() for m in _WHILE.finditer(self.marked.plain, start, end)), end]
            found = (self.unsaid.act(a, b) for a, b in pairwise(cuts))
            here += [act for act in found if act]
        return here

    def _closed_with(self, start: int, end: int) -> Iterator[Act]:
        """Documents that a list in Japanese tells in parentheses, called by what stands before it:
        姉妹都市があります。…トゥイホア市(令和4年提携).
        """
        plain, hits = self.marked.plain, self.marked.hits
        if self.marked.lang != "ja" or hits.any("documents", within=(start, end)):
            return
        for match in _CLOSED_JA.finditer(plain, start, end):
            before = hits.of("documents", within=(match.start() - _CALLED, match.start()))
            dated = any(match.start() < one.start < match.end() for one in self.article.dates)
            begin = max(start, plain.rfind("、", start, match.start()) + 1)
            if dated and before and before[-1].code in SIGNED:
                at = match.start(1)
                yield Act(before[-1].code, at, match.end(1), at, (begin, match.end()))

    def _earlier(self, start: int, end: int) -> Iterator[Act]:
        """Documents like that of a sentence in Japanese which went before it: 県が結ぶ覚書は、
        2013年のビンフック省に続き2例目.
        """
        plain = self.marked.plain
        more = _ONE_MORE_JA.search(plain, start, end) if self.marked.lang == "ja" else None
        docs = self.marked.hits.of("documents", within=(start, more.start())) if more else []
        if more is None or not docs or docs[-1].code not in SIGNED:
            return
        begin = docs[-1].end
        named = any(begin <= one.start < more.start() and not one.role for one in self.mentions)
        dated = any(begin <= one.start < more.start() for one in self.article.dates)
        if named and dated:
            at = more.start()
            yield Act(docs[-1].code, at, at + 1, at, (begin, more.start() + 1))

    def _begun(self, before: tuple[Act, ...], start: int, end: int) -> list[Act]:
        """The project of the sentence before, if this one says when it began."""
        begin = _IT_BEGAN.match(self.marked.plain, start, end)
        held = [act for act in before if act.kind == "programme"]
        if not begin or not held:
            return []
        return [Act("programme", begin.start(), begin.end(), begin.end() - 1, (start, end))]

    def _dates(
        self,
        number: int,
        sentence: tuple[int, int],
        before: PartialDate | None,
        here: list[Act],
        introduced: tuple[int, int] | None,
        *,
        headed: bool,
    ) -> list[Dated]:
        """The dates of a sentence; if it has none, those below its label or above its list."""
        dates = self.days.in_sentence(*sentence, before, here)
        others = self.sections.value_below(number) or introduced
        if self.marked.lang in ("ja", "en") and headed:
            others = others or self.sections.dated_heading(number)
        if not dates and others:
            dates = self.days.in_sentence(*others, before, here)
        return dates

    def _is_dated_by_both(self, told: Told, here: list[Act]) -> bool:
        """Whether an act has its day and both sides, so that its verb need not be known."""
        # 協力について議論した tells in Japanese of the seminar before it, and of no tie beside.
        tie = "tie" if self.marked.lang == "ja" else ""
        others = any(act.told and act.kind != tie for act in here)
        if told.day is None or not {"vn", "jp"} <= told.own or others:
            return False
        if self.marked.hits.any("modal", "wish", "negative", within=told.act.clause):
            return False
        # What runs for long is dated by its month or year; a day is that of something else.
        return told.act.kind in _DATED and not (told.act.kind == "programme" and told.day.day)

    def _continued(
        self, listed: tuple[Act, ...], start: int, end: int, here: list[Act]
    ) -> list[Act]:
        """The act of the sentence before, if this one goes on with a list of places."""
        counts = Counter(
            one.side for one in self.mentions if start <= one.start < end and one.role == ""
        )
        begins = self.marked.hits.any("list", "words", within=(start, start + 12))
        count = max(counts.values(), default=0)
        if count >= LIST_LONG and (begins or (count > LIST_LONG and not here)):
            ties = [act for act in listed if act.kind == "tie"]
            act = (ties or [*listed])[-1]
            return [replace(act, start=start, end=start, at=start, clause=(start, end))]
        return []

    def _sides(
        self, act: Act, number: int, paragraph: Paragraph, sentence: tuple[int, int]
    ) -> list[Told]:
        """The pairs that did an act; none if a side is missing and nobody is spoken of."""
        if each := self._each_with(act):
            return self._of_each(act, each, title=paragraph.kind == "title")
        named: dict[str, list[Mention]] = {}
        own = set()
        for side in ("vn", "jp"):
            here = self._nearest(act, side)
            if here is None:
                return []
            if here:
                own.add(side)
                named[side] = here
        again = self._sides_of_it(act, named)
        if again:
            named, own = again, {"vn", "jp"}
        self._add_host(named, own, act)
        of_firms = not own and self._is_of_firms(act)
        if of_firms or (len(own) < 2 and not self.doubts.can_be_left_out(act, own)):
            return []
        if not self._fill_in(named, own, act, number, max(sentence[0], act.clause[0])):
            return []
        labelled = any(self.topics.label(side, number) for side in ("vn", "jp"))
        if not self.doubts.is_theirs(act, named, own, labelled=labelled):
            return []
        if self.topics.speaks_of(act.clause) or self.marked.hits.any("both", within=act.clause):
            own |= {"same"}
        title = paragraph.kind == "title"
        blank = Told(act, named["vn"][0], named["jp"][0], frozenset(own), None, None, (0, 0), title)
        return [replace(blank, vn=vn, jp=jp) for vn, jp in _pairs(named["vn"], named["jp"])]

    @staticmethod
    def _of_each(
        act: Act, each: list[tuple[Mention, Mention, tuple[int, int]]], *, title: bool
    ) -> list[Told]:
        """The pairs of a list, each told by its part of the clause."""
        both = frozenset(("vn", "jp"))
        return [
            Told(replace(act, clause=part), vn, jp, both, None, None, (0, 0), title)
            for vn, jp, part in each
        ]

    def _is_of_firms(self, act: Act) -> bool:
        """Whether firms are named as who acts: Japan's Marubeni and Vietnam's Petrolimex."""
        starts = {one.first for one in self.mentions}
        firms = _COUNTRY_S.finditer(self.marked.text.norm, *act.clause)
        return any(firm.end() not in starts for firm in firms)

    def _each_with(self, act: Act) -> list[tuple[Mention, Mention, tuple[int, int]]]:
        """The pairs of a list in Japanese, each with its part of the clause: 神戸市がダナン市と、
        姫路市がフエ市と交流がある.
        """
        if self.marked.lang != "ja" or not act.told:
            return []
        plain = self.marked.plain
        here = [m for m in self.mentions if act.clause[0] <= m.start < act.end and m.role == ""]
        found: list[tuple[Mention, Mention, tuple[int, int]]] = []
        begin = act.clause[0]
        for one, two in pairwise(here):
            apart = one.side != two.side and _OF_EACH_JA.match(plain, one.last, two.first)
            if apart and _TO_EACH_JA.match(plain, two.last):
                vn, jp = (one, two) if one.side == "vn" else (two, one)
                found.append((vn, jp, (begin, two.last)))
                begin = two.last
        if len(found) < LIST_LONG:
            return []
        # What follows is said of the last for sure.
        vn, jp, part = found[-1]
        return [*found[:-1], (vn, jp, (part[0], act.clause[1]))]

    def _add_host(self, named: dict[str, list[Mention]], own: set[str], act: Act) -> None:
        """Adds the side at which talks were held, if the sentence names one that went there."""
        if len(own) < 2 and act.kind in _GOES_THERE and act.told:
            found = {side: self._met_at(act, side) for side in sorted({"vn", "jp"} - own)}
            there = [side for side in found if found[side]]
            # Of a delegation that a sentence does not name again: Tại tỉnh Nagano, đoàn chào …
            goes_on = own or all(
                self.marked.hits.any(section, within=act.clause) for section in ("tour", "seat")
            )
            if len(there) == 1 and goes_on:
                named[there[0]] = [
                    one if own else replace(one, role="visited") for one in found[there[0]]
                ]
                own.add(there[0])

    def _next_stop(self, act: Act, side: str) -> list[Mention]:
        """The place to which who travels in the article went on, if its officials met them."""
        hits = self.marked.hits
        travels = hits.of("tour", "words", within=act.clause)
        start, end = act.clause
        here = [one for one in self.mentions if start <= one.start < end]
        if act.kind != "visit" or not travels or any(one.side != side for one in here):
            return []
        return [
            replace(one, role="visited") for one in here
            if one.role == "venue" and one.places[0].id not in CAPITALS
            and (one.rank or is_first(one.places[0]))
            and travels[0].start < one.start
            and hits.any("parties", "government", "assembly", within=(one.last, end))
        ][:1]  # fmt: skip

    def _met_at(self, act: Act, side: str) -> list[Mention]:
        """Where talks were held or experts sent: the place is the other side, if it is no capital.

        A capital is where everybody meets ministers, companies and the press.
        """
        hits = self.marked.hits
        word = "talks" if act.kind == "visit" else "carry"
        if not hits.any(word, "words", within=act.clause) or hits.any(
            "parties", "national", "company", within=act.clause
        ):
            return []
        start, end = act.clause
        here = [
            one for one in self.mentions
            if one.side == side and start <= one.start < end and one.role in ("venue", "visited")
            and (one.rank or is_first(one.places[0]))
        ]  # fmt: skip
        main = self.topics.main[side]
        known = [
            one for one in here
            if one.places[0].id not in CAPITALS or (main and main.places[0] == one.places[0])
        ]  # fmt: skip
        if main and any(_is_within(one.places[0], main.places[0]) for one in known):
            return []
        return known[:1]

    def _fill_in(
        self, named: dict[str, list[Mention]], own: set[str], act: Act, number: int, before: int
    ) -> bool:
        """Adds who is spoken of for a side that is missing; whether there is somebody."""
        for side in ("vn", "jp"):
            if side not in named:
                topic = self.topics.of(side, act, number, before)
                if topic is None:
                    return False
                named[side] = [topic]
                if self.topics.label(side, number) == topic:
                    own.add(side)
        return True

    def _nearest(self, act: Act, side: str) -> list[Mention] | None:
        """The places of a side that a sentence names as acting: the list that is nearest.

        None if it names only such as take no part.
        """
        start, end = act.clause
        here = [one for one in self.mentions if one.side == side and start <= one.start < end]
        if not here and act.lead:
            start, end = act.lead
            here = [one for one in self.mentions if one.side == side and start <= one.start < end]
        attributed = self._behind_attribute(act, here) or self._of_relative(act, here)
        if attributed:
            return attributed
        acting = self._in_front_of_aside(act, here) or self._acting(act, side, here)
        acting = acting or self._next_stop(act, side)
        if not acting:
            if any(one.role in ("guest", "contrast", "merged") for one in here):
                return None
            if act.kind == "forum" and any(self._is_held_elsewhere(one) for one in here):
                return None
            return None if act.kind == "visit" and self._names_others(here, side) else []
        if self.marked.lang == "ja" and act.kind in (*SIGNED, "tie"):
            # Who acts stands before the verb.
            acting = [one for one in acting if one.start < act.end] or acting
            if acting[0].start >= act.end and self.topics.speaks_of(act.clause):
                return []
        lists = groups(self._after_speech(acting, act), self.marked, self.article.dates)
        return self._signed_with(act, lists) or min(
            lists, key=lambda own: min(self._gap(one, act) for one in own)
        )

    def _in_front_of_aside(self, act: Act, here: list[Mention]) -> list[Mention]:
        """Of a list the place that parentheses with a document are about: Mie (mou, 2019)."""
        aside = enclosing(self.marked, act.start)
        if aside is None or len(here) < LIST_LONG:
            return []
        return [one for one in here if 0 <= aside[0] - one.last <= 1 and one.role == ""]

    def _behind_attribute(self, act: Act, here: list[Mention]) -> list[Mention]:
        """In Japanese the place that a document stands before: 協定を締結したハイズオン省から."""
        if self.marked.lang != "ja" or act.kind not in SIGNED:
            return []
        past = _ATTRIBUTE_JA.match(self.marked.plain, act.end)
        return [one for one in here if past and past.end() == one.first][:1]

    def _of_relative(self, act: Act, here: list[Mention]) -> list[Mention]:
        """The place right before the part of a sentence that tells of an act there: Da Nang, where
        the festival begins tomorrow.
        """
        plain = self.marked.plain
        return [
            one for one in here
            if act.kind in HELD_AT and plain.startswith(", where ", one.last)
            and one.last < act.start and "," not in plain[one.last + 1 : act.start]
        ]  # fmt: skip

    def _acting(self, act: Act, side: str, here: list[Mention]) -> list[Mention]:
        """Of the places of a side in a clause those that can do an act of its kind."""
        acting = [one for one in here if one.role in ACTING]
        if self.marked.hits.any("of_province", within=act.clause):
            # In Hoi An the chairman of the province received …
            acting = [one for one in acting if one.rank or not self._is_in_main(one, act)]
        if act.kind in _DOCUMENTS:
            acting = [one for one in acting if one.role != "visited"] or acting
        else:
            acting = [one for one in acting if one.role != "body"] or [
                one for one in acting if act.kind in ("milestone", "programme", "visit")
            ]
        acting = [self._of_main(one) for one in acting]
        if not acting and act.kind in HELD_AT:
            acting = [one for one in here if one.role == "venue" and self._is_host(act, side, one)]
        if not acting and act.kind == "flight":
            # Their airports are those of the provinces that act.
            acting = [
                self._of_province(replace(one, role="body")) for one in here if one.role == "thing"
            ]
        return (
            [self._of_province(one) for one in acting]
            or self._known_venues(here, act)
            or self._host(here, act, side)
        )

    def _host(self, here: list[Mention], act: Act, side: str) -> list[Mention]:
        """Where it was, if an organ of the place is who acts: in Dong Thap with the chairman of
        the People's Committee; only if no place of the side is known to act elsewhere.
        """
        venues = [
            one for one in here
            if one.role == "venue" and one.places[0].id not in CAPITALS
            and (one.rank or is_first(one.places[0]))
        ]  # fmt: skip
        organ = self.marked.hits.any("organ", side, within=act.clause)
        known = self.topics.main[side] is not None or not organ or act.kind in HELD_AT
        return [] if known or len({one.places[0].id for one in venues}) != 1 else venues[:1]

    def _of_province(self, one: Mention) -> Mention:
        """A university that bears the name of a town is one of the province that acts."""
        main = self.topics.main[one.side]
        if one.role != "body" or one.rank or one.side != "vn" or main is None:
            return one
        # Hue has been a city of its province, and is one of its own now.
        able = one.places if self.marked.lang == "en" else one.places[:1]
        within = any(place.parent == main.places[0].id for place in able)
        return replace(one, places=main.places) if within else one

    def _of_main(self, one: Mention) -> Mention:
        """The province that acts, for a town of it that is visited and acts nowhere itself."""
        main = self.topics.main[one.side]
        if one.role != "visited" or one.rank or main is None:
            return one
        own = any(m.places[0] == one.places[0] and m.role == "" for m in self.mentions)
        inner = one.places[0].parent == main.places[0].id
        return replace(one, places=main.places) if inner and not own else one

    def _is_host(self, act: Act, side: str, one: Mention) -> bool:
        """Whether where something is held is a side: no town of who acts, and no capital."""
        main = self.topics.main[side]
        if main is None:
            return True
        capital = one.places[0].id in CAPITALS and main.places[0] != one.places[0]
        return not any(_is_within(p, main.places[0]) for p in one.places) and not (
            capital and act.kind in ("forum", "programme")
        )

    def _is_held_elsewhere(self, one: Mention) -> bool:
        """Whether something was held in a place that is neither who acts nor within it."""
        main = self.topics.main[one.side]
        held = one.role == "venue" and bool(one.rank or is_first(one.places[0]))
        own = main is not None and any(
            p == main.places[0] or _is_within(p, main.places[0]) for p in one.places
        )
        return held and not own

    def _signed_with(self, act: Act, lists: list[list[Mention]]) -> list[Mention] | None:
        """Whoever a document is signed with; those that stand before it have other acts."""
        low = self.marked.text.low
        for own in lists if act.kind in (*SIGNED, "generic") else []:
            if _WITH.fullmatch(low, act.end, max(act.end, own[0].first)):
                return own
        return None

    def _names_others(self, here: list[Mention], side: str) -> bool:
        """Whether the clause is about people of another place: フーイエン省の漁協から."""
        main = self.topics.main[side]
        own = main and main.places[0]
        return any(
            one.role in ("thing", "venue")
            and one.rank
            and not any(
                own and (p == own or own.id == p.parent or p.id == own.parent) for p in one.places
            )
            for one in here
        )

    def _known_venues(self, here: list[Mention], act: Act) -> list[Mention]:
        """Places that are named as where it was, but act elsewhere in the article."""
        acting = {one.places[0].id for one in self.mentions if one.role in ("", "visited", "body")}
        return [
            one for one in here
            if one.role == "venue" and one.places[0].id in acting
            and not self._is_in_main(one, act)
        ]  # fmt: skip

    def _is_in_main(self, one: Mention, act: Act) -> bool:
        """Whether a place lies in the province that acts, or whose officials the clause names."""
        main = self.topics.main[one.side]
        officials = self.marked.hits.any("of_province", within=act.clause)
        return (
            main is not None
            and (not one.rank or officials)
            and one.places[0] != main.places[0]
            and any(p.parent == main.places[0].id for p in one.places)
        )

    def _gap(self, one: Mention, act: Act) -> int:
        """How far a place stands from the words of an act, parentheses not counted."""
        low = self.marked.text.low
        if one.last <= act.start:
            return len(_PARENTHESIS.sub("", low[one.last : act.start]))
        return len(_PARENTHESIS.sub("", low[act.end : one.first]))

    def _after_speech(self, acting: list[Mention], act: Act) -> list[Mention]:
        """Without who only tells of the act, if others are named as its sides, and without who
        is only named in what was said at it.
        """
        for hit in self.marked.hits.of("speech", "words", within=act.clause):
            if act.kind == "forum" and hit.start > act.end and self.marked.lang != "ja":
                acting = [one for one in acting if one.start < hit.start] or acting
            if hit.end <= act.at:
                behind = [one for one in acting if one.start >= hit.end]
                acting = behind or acting
        return acting


def _is_within(place: Place, main: Place) -> bool:
    """Whether a place lies in another, or beside it in the same province."""
    return bool(place.parent) and place.parent in (main.id, main.parent)


def _pairs(vn: list[Mention], jp: list[Mention]) -> list[tuple[Mention, Mention]]:
    """Each with each; of lists on both sides, province with prefecture and city with city."""
    if len(vn) > 1 and len(jp) > 1:
        ranked = [(a, b) for a in vn for b in jp if is_first(a.places[0]) == is_first(b.places[0])]
        if len(vn) == len(jp):
            return list(zip(vn, jp, strict=True))
        return ranked or [(a, b) for a in vn for b in jp]
    return [(a, b) for a in vn for b in jp]
