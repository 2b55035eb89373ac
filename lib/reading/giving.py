"""Which act an article is about, and which of the fields that it names belong to which act."""

import re
from collections.abc import Iterable

from lib.reading import fields as words_for_fields
from lib.reading.acts import Act
from lib.reading.article import Article
from lib.reading.clusters import DOCUMENTS, Cluster
from lib.reading.days import noticed
from lib.reading.mention import enclosing, quotes
from lib.reading.sections import Sections
from lib.reading.words import Hit

# How far from the words of an act its fields can stand in its sentence, in characters.
_REACH = 110
# So near its beginning a sentence refers to what was agreed, or names what it is about.
_OPENING = 12
_NAMES = 40
# So long is the name of a document, and the words of it that no field is.
_NAME_OF_DOC = 120
_ABOUT = re.compile(r"(?:[\s,&]|\b(?:on|in|of|and|for|the|to)\b|\b[A-Z][\w-]*)*")
# So long is a paragraph that can open an article.
_LEAD = 60
# Days after which an act is no news.
_NEWS = 45
# So long is a heading at most, and so many paragraphs a section.
_HEADING = 40
_SECTION = 3
# Acts at which things are seen that are no field of theirs.
_SEEN_AT = frozenset(("visit", "milestone", "tie", "flight"))
_TOPIC_REACH = 90
# Acts that are about something; sister cities and anniversaries are about friendship.
_TOPICAL = frozenset(("visit", *DOCUMENTS, "programme", "forum")) - {"sister_city"}
_TOPIC = re.compile(
    r"\b(?:about|on|in|cooperat\w+|focus\w*|cover\w*|areas?|fields?|sectors?|including|such as|"
    r"promot\w*|"
    r"exchang\w+|develop\w*|support\w*|agreed|learn\w*|study\w*|for|send\w*|accept\w*|receiv\w*|"
    r"về|lĩnh vực|hợp tác|thúc đẩy|phát triển|tập trung|gồm|như|trao đổi|ngành|tìm hiểu|học tập|"
    r"phái cử|tiếp nhận|nhất trí|thống nhất|đồng ý|tạo điều kiện|kết nối|"
    r"ve|linh vuc|hop tac|thuc day|phat trien|gom|nhu|trao doi|nganh)\b[^.;]*$"
)
_TOPIC_JA = re.compile(
    "[^。]{0,26}?(?:について|に関する|に関し|分野|をめぐ|などを話題|(?:協力|連携|交流|振興|推進|促進|育成|拡大|受け入れ|"
    "受入れ|派遣|支援|共同)|を学)"
)
_TAKEN_OVER_JA = re.compile("[」』]?を(?:引き継|受け継|踏襲)")
_SCHOOLS = re.compile(r"\b(?:trường|học viện|universit|college|school)|大学|学院|高校|専門学校")
_NOUNS = re.compile(r"\s?(?:[\w-]+(?:, and |, | and | & ))*")
_SECOND = re.compile(
    r"(?:,? and|, while|, whereas|, but|, còn|, trong khi|, con|, nhưng) [^,.;]{2,48}?"
    r"\b(?:has|have|had|was|were|is|are|said|wants?|đã|đang|cho biết|mong muốn)\b"
    r"|, nhất là khi\b"
    r"|, when [^,.;]*\b(?:toured|visited|came|travel\w+|called|arrived|flew|led)\b"
)
# Behind a word that is part of the name of an office.
_OFFICE_JA = re.compile(
    r"[^\s、。のをにがはでと「」()]{0,12}(?:局|部(?!品|分|門)|課|省(?!エネ)|庁|委員会|大臣|公社|会議所|組合|協会|省は)"
    # 水産加工会社: what a firm makes is no field of the act.
    "|[^\\s、。のをにがはでと「」()]{0,6}(?:会社|メーカー|商社)"
)
# 花の栽培が盛んである: what a place is known for.
_KNOWN_JA = re.compile(
    "[^、。]{0,8}(?:が盛ん|で知られ|で有名|が特産|の特産地|の名産地|の産地と|が基幹産業|が主産業)"
)
_OFFICE = re.compile(
    r"[\w'’]*(?:,? (?:and |& )?(?!that |which |the |who |when |with |by |in )[\w-]+){0,4}? "
    r"(?<!that )(?<!the )"
    r"(?:centres?|centers?|institute|station|departments?|bureau|ministry|board|division|minister|chamber|association|federation)\b"
)


# Sở Công thương lao động tỉnh Toyama
_OFFICES_VI = ("sở", "cục", "phòng", "ban", "vụ", "so", "cuc", "phong")
_OFFICE_VI = re.compile(
    r" [A-ZĐ][^\s,.;]*(?:,? [^\s.;,]+){0,6}? (?:tỉnh|thành phố|TP|tinh|thanh pho)\b"
)


class Giver:
    """Gives the acts of an article their fields."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.marked = article.marked
        self.quotes = quotes(article.marked)
        self.sections = Sections(article.marked, article.layout, article.dates)
        self.noticed = noticed(article)
        self.clusters: list[Cluster] = []
        # By act what its sides asked for or proposed when they met.
        self.talked: dict[int, list[Hit]] = {}

    def choose_main(self, clusters: list[Cluster]) -> None:
        """The act that the article is about: the title's, or the newest of what it tells first."""
        if not clusters:
            return

        paragraphs = self.article.layout.paragraphs
        first = min(cluster.best.act.start for cluster in clusters)
        celebrated = any(c.kind == "milestone" and not self._is_old([c]) for c in clusters)
        lead = next((p for p in paragraphs if p.start <= first < p.end), None)

        def weight(cluster: Cluster) -> tuple[bool, bool, bool, bool, bool, int, int]:
            # A title on an anniversary names what it is one of.
            past = celebrated and self._is_old([cluster])
            titled = any(t.title for t in cluster.told) and not past
            # What the first paragraph tells first, with its pair.
            leads = lead is not None and any(
                lead.start <= t.act.start < lead.end for t in cluster.told
            )
            news = cluster.day is not None and not self._is_old([cluster])
            return (
                titled, leads, not self._is_to_come(cluster), news, cluster.kind in DOCUMENTS,
                cluster.day.last.toordinal() if cluster.day else 0,
                -cluster.best.act.start,
            )  # fmt: skip

        max(clusters, key=weight).main = True

    def _is_to_come(self, cluster: Cluster) -> bool:
        published = self.article.published
        return bool(published and cluster.day and cluster.day.first > published)

    def give(self, clusters: list[Cluster]) -> None:
        """Gives each act its fields."""
        self.clusters = clusters
        owners: dict[tuple[int, int], list[Cluster]] = {}
        for cluster in clusters:
            for told in cluster.told:
                owners.setdefault(told.place, []).append(cluster)
        for number, paragraph in enumerate(self.article.layout.paragraphs):
            if paragraph.kind == "caption":
                continue
            self._give_in(number, paragraph.sentences, clusters, owners)
        for cluster in clusters:
            cluster.hits = self._agreed_or_talked_about(cluster)
        main = next((c for c in clusters if c.main and not c.hits and c.kind in _TOPICAL), None)
        if main and self.marked.lang == "en":
            main.hits = self._told_beside(main, owners)

    def _told_beside(
        self, main: Cluster, owners: dict[tuple[int, int], list[Cluster]]
    ) -> list[Hit]:
        """The fields of the paragraphs in which a main act is told and of the next ones, for one
        in English that is given none by what is said to be agreed.
        """
        own = {t.place[0] for t in main.told}
        found: list[Hit] = []
        for number, paragraph in enumerate(self.article.layout.paragraphs):
            if paragraph.kind == "caption" or not own & {number, number - 1}:
                continue
            for index, (start, end) in enumerate(paragraph.sentences):
                if (number, index) in owners or self._is_elsewhere(main, start, end):
                    continue
                if words_for_fields.is_on_topic(self.marked, start, end):
                    found += self._outside_parties(words_for_fields.named(self.marked, start, end))
        return found

    def _agreed_or_talked_about(self, cluster: Cluster) -> list[Hit]:
        """The words of an act's fields without those for what was only seen or who was there:
        dancers at an anniversary, a school of which the report on a visit speaks later on.
        """
        cluster.hits += self.talked.get(id(cluster), [])
        if cluster.kind not in _SEEN_AT:
            return cluster.hits
        own = [t.act.clause for t in cluster.told if cluster.kind == "visit"]
        sure = [
            hit for hit in cluster.hits
            if any(start <= hit.start < end for start, end in own) or not self._is_seen(hit)
            or hit in self.talked.get(id(cluster), [])
        ]  # fmt: skip
        codes = {hit.code for hit in sure}
        return [hit for hit in cluster.hits if hit in sure or hit.code in codes]

    def _is_seen(self, hit: Hit) -> bool:
        """Whether a word names a thing or people, and its sentence does not say that they were
        talked about.
        """
        here = self.marked.hits.of("seen", within=(hit.start, hit.start + 1))
        if not any(one.end == hit.end for one in here):
            return False
        plain = self.marked.plain
        if self.marked.lang == "ja":
            return not _TOPIC_JA.match(plain, hit.end)
        return not _TOPIC.search(plain, max(0, hit.start - _TOPIC_REACH), hit.start)

    def _give_in(
        self,
        number: int,
        sentences: tuple[tuple[int, int], ...],
        clusters: list[Cluster],
        owners: dict[tuple[int, int], list[Cluster]],
    ) -> None:
        """Gives the fields that the sentences of one paragraph name."""
        main = next((c for c in clusters if c.main), None)
        content = self.sections.content(number)
        last: list[Cluster] = []
        for index, (start, end) in enumerate(sentences):
            own = owners.get((number, index), [])
            if own:
                self._fields_of_acts(own, (number, index), start, end)
                last = own
                continue
            if self._is_of_another_document(start, end):
                continue
            if main and self._is_lead(main, number, start, end):
                spoken = [main]
            elif content and main:
                spoken = [self._headed(content, clusters, main, start)]
            elif words_for_fields.is_content(self.marked, start, end, beside=bool(last)):
                spoken = self._referred_to(clusters, start)
                spoken = spoken or self._near(self._spoken_of(last, main, start, end), number)
                spoken = [
                    c for c in spoken
                    if not self._heading_of_others(c, number)
                    and not self._is_elsewhere(c, start, end)
                ]  # fmt: skip
            elif self.marked.hits.any("talked", within=(start, end)) and not self._is_said_of(
                start, end
            ):
                # What is wished for at talks is a topic of the talks, of no document.
                spoken = [c for c in self._spoken_of(last, main, start, end) if c.kind == "visit"]
                spoken = [c for c in spoken if not self._is_elsewhere(c, start, end)]
                talked = self._outside_parties(words_for_fields.named(self.marked, start, end))
                for cluster in spoken:
                    self.talked.setdefault(id(cluster), []).extend(talked)
                continue
            else:
                continue
            hits = self._outside_parties(words_for_fields.named(self.marked, start, end))
            for cluster in spoken:
                cluster.hits += hits
            # What the next sentence goes on with: it also provides for …
            last = last or (spoken if hits else [])

    def _is_lead(self, main: Cluster, number: int, start: int, end: int) -> bool:
        """Whether a sentence in English opens the article with what the two sides of its main act
        will do together, ahead of the act itself: A has agreed to help B reduce its waste.
        """
        paragraphs = self.article.layout.paragraphs
        first = next(
            (n for n, p in enumerate(paragraphs) if p.kind == "body" and p.end - p.start > _LEAD), 0
        )
        if self.marked.lang != "en" or number != first or main.best.act.start < end:
            return False
        here = {p.id for m in self.article.mentions if start <= m.start < end for p in m.places}
        hits = self.marked.hits
        told = any(
            hits.any(*each, within=(start, end))
            for each in (("agreed",), ("cooperation",), ("content", "words"))
        )
        return told and here.issuperset(main.pair)

    def _is_of_another_document(self, start: int, end: int) -> bool:
        """Whether a sentence tells of a document that is none of the acts: two schools signed …"""
        hits = self.marked.hits
        named = hits.any("documents", within=(start, start + _NAMES))
        told = hits.any("verbs", "sign", within=(start, end))
        talks = hits.any("activities", "visit", within=(start, end))
        # It has a day of its own, or is one of schools.
        apart = any(one.full and start <= one.start < end for one in self.article.dates)
        schools = _SCHOOLS.search(self.marked.plain, start, end)
        return told and not (named or talks) and (apart or bool(schools))

    def _is_said_of(self, start: int, end: int) -> bool:
        """Whether a sentence is no topic of talks: of ministers, of other countries."""
        hits, inside = self.marked.hits, (start, end)
        return any(
            hits.any(*section, within=inside)
            for section in (("considered",), ("others",), ("parties", "national"))
        )

    def _near(self, clusters: list[Cluster], number: int) -> list[Cluster]:
        """The acts of which a paragraph can go on to speak: news, or what it tells itself."""
        return [
            c for c in clusters
            if number in {t.place[0] for t in c.told}
            or not self._is_old([c])
        ]  # fmt: skip

    def _headed(
        self, heading: tuple[int, int], clusters: list[Cluster], main: Cluster, at: int
    ) -> Cluster:
        """The act that a list is about: one that it tells itself before a place of the text, that
        of a place its heading names, or else the main one.
        """
        told = [
            (t.act.start, c) for c in clusters for t in c.told
            if c.kind in DOCUMENTS and heading[1] <= t.act.start < at
        ]  # fmt: skip
        if told:
            return max(told, key=lambda each: each[0])[1]
        here = [m for m in self.article.mentions if heading[0] <= m.start < heading[1]]
        named = [c for c in clusters if any(p.id in c.pair for m in here for p in m.places)]
        if not here and self.noticed:
            # What a notice announces for its day.
            named = [c for c in clusters if c.day == self.noticed[1]]
        return main if main in named or not named else named[0]

    def _spoken_of(
        self, last: list[Cluster], main: Cluster | None, start: int, end: int
    ) -> list[Cluster]:
        """The acts that a sentence without one is about: the last ones, or else the main one."""
        same = self._same_act(last)
        hits = self.marked.hits
        # According to it, …
        opening = (start, start + _OPENING)
        words = hits.any("documents", within=(start, end)) or hits.any("agreed", within=opening)
        recalled = self._is_old(same) and not words
        if main and main not in same and recalled and not self._is_old([main]):
            # A talk goes on behind what it recalled.
            same = []
        return same or self._told_before(main, start)

    def _referred_to(self, clusters: list[Cluster], start: int) -> list[Cluster]:
        """The document or programme told before that the opening of a sentence names: Under the
        memorandum, …; none if it names none, or more than one can be meant.
        """
        opening = (start, start + _NAMES)
        docs = self.marked.hits.of("documents", within=opening)
        held = self.marked.hits.of("activities", "programme", within=opening)
        kinds = DOCUMENTS if docs else {"programme"} if held else frozenset()
        told = [
            c for c in clusters
            if c.kind in kinds and any(t.act.start < start for t in c.told)
        ]  # fmt: skip
        alike = [c for c in told if docs and c.kind == docs[0].code] or told
        return alike if len({(c.day, c.kind) for c in alike}) == 1 else []

    def _is_old(self, clusters: list[Cluster]) -> bool:
        """Whether acts are of long before the publication."""
        published = self.article.published
        if published is None or not clusters:
            return False
        return all(c.day is not None and (published - c.day.last).days > _NEWS for c in clusters)

    @staticmethod
    def _told_before(main: Cluster | None, at: int) -> list[Cluster]:
        """The main act, if it is told before a place of the text."""
        return [main] if main and any(t.title or t.act.start < at for t in main.told) else []

    def _heading_of_others(self, cluster: Cluster, number: int) -> bool:
        """Whether the section of a paragraph is headed by other places: 2 ハノイ市での活動."""
        paragraphs = self.article.layout.paragraphs
        for one in reversed(paragraphs[max(0, number - _SECTION) : number]):
            text = self.marked.text.norm[one.start : one.end].strip()
            if one.kind == "body" and len(text) < _HEADING and text[-1:] not in ".。!?」』":
                here = [m for m in self.article.mentions if one.start <= m.start < one.end]
                here = [m for m in here if m.role in ("", "venue", "visited", "thing")]
                return bool(here) and not any(
                    place.id in cluster.pair for m in here for place in m.places
                )
        return False

    def _fields_of_acts(
        self, own: list[Cluster], place: tuple[int, int], start: int, end: int
    ) -> None:
        every = list({id(c): c for c in own}.values())
        heir = self._takes_over(every, place)
        if heir:
            heir.hits += self._outside_parties(words_for_fields.named(self.marked, start, end))
            return
        gaps: dict[int, int] = {}
        for hit in self._outside_parties(words_for_fields.named(self.marked, start, end)):
            own = self._of_clause(every, place, hit)
            own = [c for c in own if not self._is_aside(c, place, hit)] or own
            unique = self._of_parenthesis(every, place, hit) or own
            for cluster in unique:
                gaps[id(cluster)] = min(
                    self._gap(t.act, hit.start) for t in cluster.told if t.place == place
                )
            for cluster in unique:
                if self._is_of_clause_before(cluster, place, hit) or self._is_of_another_verb(
                    cluster, place, hit
                ):
                    continue
                far = gaps[id(cluster)] > _REACH and not (cluster.main or cluster.added)
                if gaps[id(cluster)] == min(gaps.values()) and not far:
                    cluster.hits.append(hit)

    def _takes_over(self, clusters: list[Cluster], place: tuple[int, int]) -> Cluster | None:
        """The main act, if a sentence names but a document that it takes over:
        2014年の覚書を引き継ぎつつ、若い人材の行き来が盛り込まれた.
        """
        main = next((c for c in self.clusters if c.main), None)
        taken = main is not None and all(
            c is not main and c.pair == main.pair
            and any(
                _TAKEN_OVER_JA.match(self.marked.plain, t.act.end)
                for t in c.told if t.place == place
            )
            for c in clusters
        )  # fmt: skip
        return main if taken else None

    def _of_parenthesis(
        self, clusters: list[Cluster], place: tuple[int, int], hit: Hit
    ) -> list[Cluster]:
        """The acts of the place that parentheses with a word are about, if their sentence has acts
        of several: with Gifu (2016, care) and Mie (2018).
        """
        aside = enclosing(self.marked, hit.start) if len(clusters) > 1 else None
        if aside is None or self.marked.lang != "en":
            return []
        return [
            c for c in clusters
            if any(
                0 <= aside[0] - side.last <= 1 for t in c.told if t.place == place
                for side in (t.vn, t.jp)
            )
        ]  # fmt: skip

    def _is_aside(self, cluster: Cluster, place: tuple[int, int], hit: Hit) -> bool:
        """Whether an act is told in parentheses and a word stands outside of them."""
        acts = [t.act for t in cluster.told if t.place == place]
        asides = [(act.start, enclosing(self.marked, act.at)) for act in acts]
        return all(aside and not start <= hit.start < aside[1] for start, aside in asides)

    @staticmethod
    def _of_clause(clusters: list[Cluster], place: tuple[int, int], hit: Hit) -> list[Cluster]:
        """The acts of the clause in which a word stands; all of the sentence if it has none."""
        own = [
            c for c in clusters
            if any(
                t.place == place and t.act.clause[0] <= hit.start < t.act.clause[1] for t in c.told
            )
        ]  # fmt: skip
        return own or clusters

    def _is_of_clause_before(self, cluster: Cluster, place: tuple[int, int], hit: Hit) -> bool:
        """Whether a comma parts a word from a festival or a visit that is told behind it."""
        acts = [t.act for t in cluster.told if t.place == place]
        if cluster.kind in DOCUMENTS or cluster.main or self.marked.lang == "ja":
            return False
        norm = self.marked.text.norm
        return all(hit.end <= act.start and "," in norm[hit.end : act.start] for act in acts)

    def _is_of_another_verb(self, cluster: Cluster, place: tuple[int, int], hit: Hit) -> bool:
        """Whether a word stands behind the act with a verb and somebody of its own: signed an
        agreement in 2013, and its waterworks has helped …
        """
        if self.marked.lang == "ja":
            return False
        acts = [t.act for t in cluster.told if t.place == place]
        return all(
            act.end <= hit.start and _SECOND.search(self.marked.plain, act.end, hit.start)
            for act in acts
        )

    def _gap(self, act: Act, field: int) -> int:
        """How far a field stands from an act: behind it rather, in Japanese before it."""
        if act.kind != "ended" and act.start <= field < act.end:
            return 0
        wrong = (field < act.at) != (self.marked.lang == "ja")
        return abs(act.at - field) * (2 if wrong else 1)

    @staticmethod
    def _same_act(last: list[Cluster]) -> list[Cluster]:
        """The last act, for all the pairs that did it together."""
        return [c for c in last if c.day == last[-1].day and c.kind == last[-1].kind]

    def _is_elsewhere(self, cluster: Cluster, start: int, end: int) -> bool:
        """Whether a sentence is about other places than those of the act."""
        here = [m for m in self.article.mentions if start <= m.start < end]
        others = [
            m for m in here if m.role in ("", "visited", "guest", "contrast", "merged", "region")
        ]
        own = any(place.id in cluster.pair for m in here for place in m.places)
        return bool(others) and not own

    def _is_of_an_office(self, hit: Hit) -> bool:
        """Whether a word stands within the name of an office: 商工労働局, the labour bureau."""
        pattern = _OFFICE_JA if self.marked.lang == "ja" else _OFFICE
        return bool(pattern.match(self.marked.plain, hit.end))

    def _is_of_a_name(self, hit: Hit) -> bool:
        """Whether a word stands within a name: Trung tâm Văn hóa Kinh Bắc."""
        norm = self.marked.text.norm
        title = self.article.layout.title
        if self.marked.lang == "de" or (title and title[0] <= hit.start < title[1]):
            return False
        before = norm[max(0, hit.start - 2) : hit.start].strip()
        begins = not before or before[-1] in '.!?:-–•"“('
        return norm[hit.start].isupper() and not begins and not norm[hit.start : hit.end].isupper()

    def _is_of_document(self, hit: Hit) -> bool:
        """Whether a word is of the name of a document: The Memorandum on Port Logistics."""
        norm, start = self.marked.text.norm, max(0, hit.start - _NAME_OF_DOC)
        docs = self.marked.hits.of("documents", within=(start, hit.start))
        return self.marked.lang == "en" and any(
            norm[doc.start].isupper() and _ABOUT.fullmatch(norm, doc.end, hit.start) for doc in docs
        )

    def _is_eyecatcher(self, hit: Hit) -> bool:
        """Whether a word stands before the colon of a title: Nurses, noodles and a bridge: …"""
        title = self.article.layout.title
        if title is None or not title[0] <= hit.start < title[1]:
            return False
        return ":" in self.marked.text.norm[hit.end : title[1]]

    def _is_said(self, hit: Hit) -> bool:
        """Whether a word is one of somebody's remark, not of the name of a document."""
        return any(
            start <= hit.start < end
            and not any(doc.end == end - 1 for doc in self.marked.hits.of("documents"))
            for start, end in self.quotes
        )

    def _is_in_office(self, party: Hit, hit: Hit) -> bool:
        """Whether a word stands within the name of a department in Vietnamese."""
        norm = self.marked.text.norm
        if norm[party.start : party.end].lower() not in _OFFICES_VI or hit.start < party.end:
            return False
        name = _OFFICE_VI.match(norm, party.end)
        return name is not None and hit.end <= name.end()

    def _outside_parties(self, hits: Iterable[Hit]) -> list[Hit]:
        """Without the words that are part of the name of who acts."""
        parties = self.marked.hits.of("parties", "agency", "assembly", "organisation")
        norm = self.marked.text.norm
        hits = [hit for hit in hits if not self._is_said(hit)]
        occasions = [] if self.marked.lang == "ja" else self.marked.hits.of("occasion")
        return [
            hit
            for hit in hits
            if not self._is_eyecatcher(hit)
            and not (self.marked.lang == "ja" and _KNOWN_JA.match(self.marked.plain, hit.end))
            and not any(o.end <= hit.start < o.end + 50 for o in occasions)
            and (
                hit.code == "water"
                or self._is_of_document(hit)
                or not (
                    self._is_of_a_name(hit)
                    or self._is_of_an_office(hit)
                    or any(
                        (p.start <= hit.start and hit.end <= p.end)
                        # The Department of Culture, Sports and Tourism.
                        or (p.end <= hit.start < p.end + 45 and norm[hit.start].isupper())
                        or self._is_in_office(p, hit)
                        # Their departments of industry and trade.
                        or (
                            p.end <= hit.start
                            and norm[p.start : p.end].endswith(" of")
                            and _NOUNS.fullmatch(norm, p.end, hit.start)
                        )
                        for p in parties
                    )
                )
            )
        ]
