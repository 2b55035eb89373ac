"""When acts were: which of the dates of a sentence is that of which act."""

import re
from dataclasses import replace

from lib.language.edtf import PartialDate
from lib.reading.acts import SIGNED, Act
from lib.reading.article import Article, Told
from lib.reading.dates import Written, meant
from lib.reading.layout import Paragraph, marks
from lib.reading.mention import Mention, enclosing
from lib.reading.other_days import GOES_ON, OtherDays

# A date as it is written, and what it means.
Dated = tuple[Written, PartialDate]

LIST_LONG = 2
_FAR = 1000
_COMMA = 12
_BREAK = re.compile(r"[,、]|\b(?:and|và|va|rồi|then|et|und|en)\b")
# So far behind a name can a date in parentheses be.
_PAREN = 3
_DAYS_OF_NEWS = 8
_OPENING = 12
# So near before its document stands a word that denies it.
_REACH = 40
_DENIED = 4
_NEXT = 60
# In so many paragraphs stands to when something was put off.
_AHEAD = 3
_OBJECT_JA = re.compile("書?(?:」|』)?を、")
_AND_VERB = re.compile(r"\s?(?:and|và|va|rồi|roi|then)\s")
_AND_THEN = re.compile(r"[,;] (?:and|while|và|còn|trong khi|rồi|va|con)\b")
# In Japanese a date stands before its verb, elsewhere rather behind it.
_WRONG_SIDE = 8
_DATES_AND = re.compile(
    r"\s*(?:,|、|・|và|va|and|及び|および|&|et|und|en|/|に)?\s*"
    r"(?:again |then |once more |most recently |lần nữa |gần đây nhất |lần thứ \w+ )?"
    r"(?:năm |in |từ |から)?\s*"
)
# Acts that have a day of their own in one sentence with others.
_RIVALS = frozenset(
    (*SIGNED, "generic", "ended", "milestone", "festival", "office", "programme", "forum", "flight")
)
# At what a document can be signed that the next sentence tells of.
_LED_UP = frozenset(("visit", "forum", "milestone", "festival", "ceremony", "office"))
# So near before a month must its year stand.
_ITS_YEAR = 30
_OF_YEAR = re.compile(
    r"\s*\(|(?:[\w\s]{0,28}?\s)?(?:of|in|from|since|dated|năm|tháng|ký|ký năm|ký ngày|nam|thang|ky|"
    r"de|du|vom|von|van|uit)\s*\(?|\s"
)
_SENTENCE_END = re.compile(r"[.。!?][\"”’」』)]*\s*$")
_POSTPONED_FROM = re.compile(
    r"(?:planned|scheduled|due|set|initially|originally|first|dự kiến|ban đầu|kế hoạch|thay vì|"
    r"lẽ ra|from|instead of|rather than|当初)[^.]{0,25}$"
)
_WAS_SET_JA = re.compile(
    "[^。]{0,24}(?:予定して(?:い|おり)ま?した|予定だった|予定されて(?:い|おり)ま?した)"
)
_POSTPONED = re.compile(
    r"postpone|moved to|pushed back|put off|delayed|hoãn|\blùi\b|\bdời\b|hoan lai|doi sang|延期|"
    r"first to be"
)


def noticed(article: Article) -> Dated | None:
    """The earliest day that a line of a notice gives: 日時 令和5年11月20日; None without one, and
    for a list in which every partner has such a line.
    """
    norm = article.marked.text.norm
    days: list[Dated] = []
    labels: list[str] = []
    for line in article.layout.paragraphs:
        if marks()["day"].match(norm, line.start):
            here = (one for one in article.dates if line.start <= one.start < line.end)
            first = next(here, None)
            day = first and meant(first, article.published, None, future=False)
            days += [(first, day)] if first and day else []
            labels += [norm[line.start : first.start].strip()] if first and day else []
    listed = len(set(labels)) < len(labels) and "提携" in "".join(labels)
    return None if listed else min(days, key=lambda pair: str(pair[1]), default=None)


class Days:
    """Tells the days of acts."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.marked = article.marked
        self.mentions = article.mentions
        self.others = OtherDays(article)
        self.newest = self._newest()
        self.noticed = noticed(article)

    def _is_news(self) -> bool:
        published = self.article.published
        day = self.newest
        return bool(day and published and (published - day.first).days < _DAYS_OF_NEWS)

    def of_news(self, sentence: tuple[int, int]) -> PartialDate | None:
        """The day of the news, if a sentence says that it tells of what was there."""
        there = self.marked.hits.any("there", "words", within=sentence)
        return self.newest if there and self._is_news() else None

    def _newest(self) -> PartialDate | None:
        """The last day before the publication that the article names: that of its news."""
        published = self.article.published
        norm = self.marked.text.norm
        told = [
            p for p in self.article.layout.paragraphs if _SENTENCE_END.search(norm, p.start, p.end)
        ]
        days = [
            day
            for one in self.article.dates
            if not one.same
            and any(p.start <= one.start < p.end for p in told)
            and (day := meant(one, published, None, future=False))
            and day.day
            # The day in the head of a page is none of its news.
            and not (one.full and published and day.first == published)
        ]
        past = [day for day in days if published is None or day.first <= published]
        return max(past, key=lambda day: day.first, default=None)

    def with_its_year(self, act: Act, *, labelled: bool) -> Act:
        """A document that is called by its year is told of: the 2011 agreement, 2013年の覚書."""
        hits = self.marked.hits
        listed = (*SIGNED, "generic", "programme") if labelled else (*SIGNED, "generic")
        denied = hits.any("modal", "negative", within=(act.start - _REACH, act.start))
        denied = denied or hits.any("modal", "negative", within=(act.end, act.end + _DENIED))
        if act.told or act.kind not in listed or denied:
            return act
        low = self.marked.text.low
        near = labelled and any(
            one.full and act.clause[0] <= one.start < act.clause[1] for one in self.article.dates
        )
        near = near or any(
            one.full
            and act.clause[0] <= one.start < act.clause[1]
            and (
                (
                    one.end <= act.start
                    and low[one.end : act.start]
                    in ("", "の", " ", " の", "の最初の", "の当初の", "の第1次", ", là ", " là ")
                )
                or (
                    one.start >= act.end
                    and self.marked.lang != "ja"
                    and _OF_YEAR.fullmatch(low[act.end : one.start])
                )
            )
            for one in self.article.dates
        )
        return replace(act, told=True) if near else act

    def is_of_chronicle(self, paragraph: Paragraph) -> bool:
        """Whether a line begins with its date, as those of a chronicle do."""
        norm = self.marked.text.norm
        return any(
            one.full and not norm[paragraph.start : one.start].strip(" \t-–•*・◆○●")
            for one in self.article.dates
            if paragraph.start <= one.start < paragraph.end
        ) and not _SENTENCE_END.search(norm, paragraph.start, paragraph.end)

    def in_sentence(
        self, start: int, end: int, before: PartialDate | None, here: list[Act]
    ) -> list[tuple[Written, PartialDate]]:
        low = self.marked.text.low
        postponed = bool(_POSTPONED.search(low, start, end))
        found: list[tuple[Written, PartialDate]] = []
        last = before
        for one in self.article.dates:
            if not start <= one.start < end:
                continue
            if postponed and (
                _POSTPONED_FROM.search(low, start, one.start) or _WAS_SET_JA.match(low, one.end)
            ):
                continue
            told = [act for act in here if act.told] or here
            near = min(told, key=lambda act: abs(act.at - one.start), default=None)
            # A delegation (one word for a visit) will come to visit (another).
            future = near is not None and any(
                act.status == "announced" and (act.clause, act.kind) == (near.clause, near.kind)
                for act in here
            )
            future = future or (postponed and any(act.status == "announced" for act in here))
            anchor = last or (self.newest if one.same == "day" else None)
            if one.same == "year" and anchor is None:
                anchor = self._year_before(one)
            if anchor is None and self.noticed and not _SENTENCE_END.search(low, start, end):
                # The programme of a notice: 県庁への表敬(4日 14時).
                anchor = self.noticed[1] if one.day and not one.month and not one.same else None
            if future and anchor and self._is_past(anchor):
                # What is to come is counted from the publication.
                anchor = None
            if anchor and anchor.month is None and not one.same:
                beside = (
                    bool(found)
                    and (
                        one.start - found[-1][0].end < _ITS_YEAR
                        # In 2014, the province concluded … on December 25.
                        or found[0][0].start - start < _OPENING
                    )
                    and not set(";)") & set(low[found[-1][0].end : one.start])
                    and not self._calls_a_document(found[-1][0])
                )
                anchor = anchor if beside else None
            day = meant(one, self.article.published, anchor, future=future)
            day = day or self._of_diary(one)
            if day is not None:
                found.append((one, day))
                # A part of Ho Chi Minh City since July 1: the year told before goes on.
                if not GOES_ON.search(low, max(start, one.start - 60), one.start):
                    last = day
        return found

    def _calls_a_document(self, one: Written) -> bool:
        """Whether a year in English stands right before a document: the 2018 memorandum."""
        behind = (one.end, one.end + 2)
        return self.marked.lang == "en" and self.marked.hits.any("documents", within=behind)

    def _of_diary(self, one: Written) -> PartialDate | None:
        """The day that opens a line in Japanese, of the month of a trip named above: 令和元年10月
        21日から25日まで訪問しました。 / 22日 ハナム省人民評議会を訪問
        """
        if self.marked.lang != "ja" or not one.day or one.month or one.same:
            return None
        norm = self.marked.text.norm
        line = next((s for s in self.article.layout.lines if s[0] <= one.start < s[1]), None)
        if line is None or norm[line[0] : one.start].strip(" \t-–•*・◆○●■("):
            return None
        above = [each for each in self.article.dates if each.end <= line[0] and each.month]
        last = above[-1] if above else None
        if last is None or last.year is None or one.day < (last.day or 1):
            return None
        return PartialDate(last.year, last.month, one.day)

    def put_off_to(
        self, number: int, sentence: tuple[int, int]
    ) -> tuple[PartialDate | None, Written | None]:
        """The new day of what a sentence says was put off, from the next paragraphs: 今後の予定
        11月中旬に執り行う方向で調整中.
        """
        published, low = self.article.published, self.marked.text.low
        if published is None or not _POSTPONED.search(low, *sentence):
            return None, None
        behind = self.article.layout.paragraphs[number : number + _AHEAD]
        for one in self.article.dates:
            if not any(p.start <= one.start < p.end for p in behind) or one.start < sentence[1]:
                continue
            if _POSTPONED_FROM.search(low, 0, one.start) or _WAS_SET_JA.match(low, one.end):
                continue
            day = meant(one, published, None, future=True)
            if day and day.first > published:
                return day, one
        return None, None

    def _year_before(self, one: Written) -> PartialDate | None:
        """The year that the paragraphs above name last: In August of that year, …"""
        before = [other for other in self.article.dates if other.end <= one.start]
        years = [other.year for other in before if other.year and self.marked.lang == "en"]
        return PartialDate(years[-1]) if years else None

    def _is_past(self, day: PartialDate) -> bool:
        published = self.article.published
        return published is not None and day.last < published

    def is_of_the_news(self, day: PartialDate) -> bool:
        """Whether a day is one of the weeks before the publication."""
        published = self.article.published
        return published is not None and 0 < (published - day.last).days < _DAYS_OF_NEWS

    def of(
        self, act: Act, told: Told, dates: list[tuple[Written, PartialDate]], here: list[Act]
    ) -> list[tuple[PartialDate | None, Written | None]]:
        """The days of an act: that beside its place in a list, or those that stand nearest to it.

        More than one if the words give it several days: renewed in 2016 and 2019.
        """
        if act.status == "announced" and act.kind in SIGNED:
            # The day on which it was agreed to sign some day is not that of signing.
            dates = [pair for pair in dates if not self.is_of_the_news(pair[1])]
        inside = [pair for pair in dates if act.clause[0] <= pair[0].start < act.clause[1]]
        aside = enclosing(self.marked, act.start)
        if aside and any(aside[0] < pair[0].start < aside[1] for pair in inside):
            inside = [pair for pair in inside if aside[0] < pair[0].start < aside[1]]
        usable = [
            pair for pair in inside or dates
            if not self.others.is_of_another(pair[0], act)
            and not self._is_of_another_place(told, pair[0])
            and not self._is_of_feast(pair[0], act, here)
        ]  # fmt: skip
        listed = self._listed_day(told, usable)
        if listed:
            return [(listed[1], listed[0])]
        if not usable:
            return [(None, None)]
        rivals = [
            o for o in here if o.told and o.at != act.at and o.clause == act.clause
            and (o.kind in _RIVALS or o.kind == act.kind) and o.kind != "visit"
        ]  # fmt: skip
        # Renewed twice, in 2020 and last September.
        rows = self._rows(usable, loose=act.kind == "renewal" and act.told)
        every = self._rows(inside or dates, loose=False)
        own = [row for row in rows if not any(self._is_nearer(row, o, act, every) for o in rivals)]
        own = own or self._shared_rows(rows, act, rivals)
        if not own:
            return [(None, None)]
        row = min(own, key=lambda each: self._far(each, act))
        speech = self.marked.hits.of("speech", "words", within=act.clause)
        finer = [
            p for p in usable
            if p[1] != row[0][1] and str(p[1]).startswith(str(row[0][1]))
            # Was ended this year, the department reported on Monday.
            and not any(row[-1][0].end <= s.start < p[0].start for s in speech)
        ]  # fmt: skip
        several = act.kind in SIGNED or (act.kind == "visit" and not any(d.day for _, d in row))
        chosen = finer[:1] or (row if several and act.told else row[:1])
        return [(day, one) for one, day in chosen]

    def _shared_rows(
        self, rows: list[list[Dated]], act: Act, rivals: list[Act]
    ) -> list[list[Dated]]:
        """The dates that are this act's although another one stands nearer to each; often none."""
        if act.kind in SIGNED and self._is_of_meeting(act, rivals, rows):
            return rows
        # A day that two acts share, unless it is that of a document that another one is about.
        alone = act.kind in ("renewal", "ended", "milestone") or not act.told
        if self.marked.lang == "en" and act.kind == "festival":
            # The festival begins tomorrow in Da Nang, and one in Hanoi is planned.
            alone = alone or any(o.kind == act.kind for o in rivals)
        apart = act.kind in SIGNED and all(o.kind not in SIGNED for o in rivals)
        if alone or apart:
            return []
        if act.kind in SIGNED:
            return [each for each in rows if self._is_shared(each[0][0], act, rivals)]
        if act.kind == "visit" and self.marked.lang in ("ja", "vi"):
            # 昨年、覚書を交わしており、歓迎会に出席した: the year is that of the memorandum.
            docs = [o.start for o in rivals if o.kind in SIGNED and o.start < act.start]
            return [
                each for each in rows
                if each[0][1].day or not any(each[0][0].start < at for at in docs)
            ]  # fmt: skip
        return rows

    def _is_of_meeting(self, act: Act, rivals: list[Act], rows: list[list[Dated]]) -> bool:
        """Whether a document is one of a meeting on one day: 会議が18日開かれ、声明を発表した."""
        held = all(o.kind == "forum" and o.end < act.start for o in rivals)
        return self.marked.lang == "ja" and held and len(rows) == 1 and bool(rows[0][0][1].day)

    def _is_nearer(self, row: list[Dated], other: Act, act: Act, rows: list[list[Dated]]) -> bool:
        """Whether dates are rather those of another act, which in Japanese has none nearer:
        5月に訪れ、2016年に結んだ覚書を更新する.
        """
        if self._is_of_feast(row[0][0], other, [act]):
            return False
        far = self._far(row, other)
        if far >= self._far(row, act):
            return False
        return self.marked.lang != "ja" or far <= min(self._far(each, other) for each in rows)

    @staticmethod
    def _is_of_feast(one: Written, act: Act, here: list[Act]) -> bool:
        """Whether a day of the news is that of an anniversary, and not of the document that is
        celebrated: dịp kỷ niệm 5 năm kết nghĩa, sáng 28/11.
        """
        fresh = one.day is not None and one.year is None
        return fresh and act.absorbed and any(o.kind == "milestone" for o in here)

    def _is_shared(self, one: Written, act: Act, rivals: list[Act]) -> bool:
        """Whether a date that is nearer to another act is that of this one too: not if it stands
        behind, with the other one: signed a memorandum, and became sisters in 2014.
        """
        stops = [o.start for o in rivals if act.end <= o.start < one.start]
        stop = one.start if self.marked.lang == "ja" else min(stops, default=act.end)
        return not re.search("[,、]", self.marked.text.norm[act.end : stop])

    def _rows(
        self, dates: list[tuple[Written, PartialDate]], *, loose: bool
    ) -> list[list[tuple[Written, PartialDate]]]:
        """The dates, those of a list together; `loose`: of whatever precision."""
        rows: list[list[tuple[Written, PartialDate]]] = []
        low = self.marked.text.low
        for pair in dates:
            between = low[rows[-1][-1][0].end : pair[0].start] if rows else ""
            alike = bool(rows) and (loose or _alike(rows[-1][-1][0], pair[0]))
            if alike and _DATES_AND.fullmatch(between):
                rows[-1].append(pair)
            else:
                rows.append([pair])
        return rows

    def _far(self, row: list[tuple[Written, PartialDate]], act: Act) -> int:
        """How far dates stand from the words of an act; a comma between counts for more."""
        start, end = row[0][0].start, row[-1][0].end
        low = self.marked.text.low
        if act.kind == "programme" and act.at > act.end:
            act = replace(act, start=act.at, end=act.at)
        if act.kind == "ended" and self.marked.lang == "ja":
            act = replace(act, start=act.at)
        if start >= act.end:
            between = low[act.end : start]
        elif end <= act.start:
            between = low[end : act.start]
        else:
            between = low[min(end, act.at) : max(end, act.at)] if end < act.at else ""
            between = between or low[act.at : start]
        far = len(between) + _COMMA * len(_BREAK.findall(between))
        # On December 25, and its council signed: the day is of what stands before.
        far += _NEXT * bool(_AND_THEN.search(between))
        if end <= act.start and start - act.clause[0] > _OPENING and _AND_VERB.match(between):
            # In touch since 2013, and signed …: the date is of the verb before it.
            far += _NEXT
        if (start < act.at) != (self.marked.lang == "ja"):
            far += _WRONG_SIDE
        if start >= act.end and self.marked.lang == "ja" and _OBJECT_JA.match(between):
            # 2017年にAと覚書を、2020年にBと協定を結んだ
            far += _NEXT
        if act.kind == "ended" and (start < act.at) != (self.marked.lang == "ja"):
            far += _FAR
        return far

    def _listed_day(
        self, told: Told, dates: list[tuple[Written, PartialDate]]
    ) -> tuple[Written, PartialDate] | None:
        """In a list of places with a date each, that of the place."""
        if len(self.marked.hits.of("documents", within=told.act.clause)) > 1:
            # A document with each, and a date for each of them.
            return None
        for side in ("jp", "vn"):
            one: Mention = getattr(told, side)
            start, end = told.act.clause
            row = [
                m for m in self.mentions
                if m.side == side and start <= m.start < end and m.role in ("", "visited")
            ]  # fmt: skip
            if len(row) < LIST_LONG or one not in row or len(dates) < LIST_LONG:
                continue
            stops = [m.first for m in row[1:]] + [end]
            behind = [
                [p for p in dates if m.last <= p[0].start < stop]
                for m, stop in zip(row, stops, strict=True)
            ]
            if sum(map(bool, behind)) >= LIST_LONG and dates[0][0].start > row[0].start:
                own = behind[row.index(one)]
                return own[0] if own else None
            starts = [start] + [m.last for m in row[:-1]]
            ahead = [
                [p for p in dates if begin <= p[0].start < m.first]
                for m, begin in zip(row, starts, strict=True)
            ]
            if sum(map(bool, ahead)) >= LIST_LONG:
                own = ahead[row.index(one)]
                return own[-1] if own else None
        return None

    def _is_of_another_place(self, told: Told, one: Written) -> bool:
        """Whether a date in parentheses is that of another place of a list: Hyogo (2007), Kobe."""
        low = self.marked.text.low
        if low[one.start - 1 : one.start] != "(":
            return False
        owners = [m for m in self.mentions if m.last <= one.start <= m.last + _PAREN]
        sides = {m.side for m in owners}
        start, end = told.act.clause
        listed = [
            m for m in self.mentions if start <= m.start < end and m.side in sides and m.role == ""
        ]
        ids = {m.places[0].id for m in owners}
        mine = {told.vn.places[0].id, told.jp.places[0].id} & ids
        return bool(owners) and len(listed) > 1 and not mine

    def before(
        self, found: list[Told], told: Told, number: int, index: int
    ) -> tuple[PartialDate | None, Written | None]:
        """The day of the sentence before, if what it tells led up to this act."""
        both = self.marked.hits.any("both", "words", within=told.act.clause)
        clauses = [told.act.clause, *([told.act.lead] if told.act.lead else [])]
        goes_on = any(self.marked.hits.any("there", "words", within=each) for each in clauses)
        reach = index if goes_on else 1
        near = {(number, index - back) for back in range(1, reach + 1)}
        previous = [t for t in found if t.place in near and t.day]
        if goes_on and index < 1 and told.act.told and self._is_news():
            # Right after the speeches, at the ceremony: a paragraph on the event of the article.
            return self.newest, None
        if not told.act.told:
            return None, None
        # What follows a visit of some month need not be of that month.
        led_up = [t for t in previous if t.act.kind in _LED_UP and t.day and t.day.day]
        if led_up and (both or goes_on or not told.own):
            return led_up[-1].day, led_up[-1].written
        if goes_on and self._is_news() and all(t.day == self.newest for t in previous):
            return self.newest, None
        return None, None


def _alike(one: Written, two: Written) -> bool:
    """Whether two dates are written to the same precision, so that they can be of one list."""
    relative = one.same or two.same or one.weekday is not None or two.weekday is not None
    return not relative and all(
        (getattr(one, part) is None) == (getattr(two, part) is None)
        for part in ("year", "month", "day", "years", "months", "days")
    )
