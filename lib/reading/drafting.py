"""From what the sentences tell to drafts: one for each act, however often it is told."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from lib.language.edtf import PartialDate
from lib.reading import fields as words_for_fields
from lib.reading.acts import SIGNED
from lib.reading.article import Article, Told
from lib.reading.atlas import is_first
from lib.reading.drafts import Draft, Value
from lib.reading.existing import Records
from lib.reading.mentions import Mention
from lib.reading.parties import Bodies
from lib.reading.words import Hit

# Which name of a document counts if it has several.
_KINDS = ("renewal", "sister_city", "friendship_agreement", "mou", "cooperation_agreement",
          "letter_of_intent", "generic")  # fmt: skip
_DOCUMENTS = frozenset((*_KINDS, "ceremony"))
_AGREEMENT = ("agreement", "accord", "pact", "thỏa thuận", "hiệp định", "thoa thuan")
_LIKE = re.compile(r"tương tự|similar|同様の|同じ内容|tuong tu")
# Behind a word that is part of the name of an office.
_OFFICE_JA = re.compile(
    r"[^\s、。のをにがはでと「」()]{0,12}(?:局|部(?!品|分|門)|課|省(?!エネ)|庁|委員会|大臣|公社|会議所|組合|協会|省は)"
)
_OFFICE = re.compile(
    r"[\w'’]*(?:,? (?:and |& )?[\w-]+){0,4}? "
    r"(?:departments?|bureau|ministry|board|division|minister|chamber|association|federation)\b"
)
_NEAR = timedelta(days=4)
# How far from the words of an act its fields can stand in its sentence, in characters.
_REACH = 110
# So long is a heading at most, and so many paragraphs a section.
_HEADING = 40
_SECTION = 3
_WEEKS = timedelta(days=45)
_DAY = len("2025-01-01")


@dataclass
class _Cluster:
    """One act of a pair, and all that tells of it."""

    pair: tuple[str, str]
    told: list[Told]
    kind: str
    day: PartialDate | None
    main: bool = False
    hits: list[Hit] = field(default_factory=list)

    @property
    def best(self) -> Told:
        """What tells most of it."""
        return max(
            self.told, key=lambda t: (t.day == self.day, len(t.own), not t.title, t.act.told)
        )


class Drafter:
    """Makes the drafts of an article."""

    def __init__(self, article: Article, told: list[Told], records: Records) -> None:
        self.article = article
        self.marked = article.marked
        self.records = records
        self.bodies = Bodies(article.marked, article.mentions)
        self.told = [
            t for t in told if t.act.told or t.act.kind in ("sister_city", "friendship_agreement")
        ]
        self.named = told
        self.kinds = {
            "tie": self._tie, "visit": self._visit, "programme": self._dated,
        }  # fmt: skip

    def drafts(self) -> list[Draft]:
        """The drafts, in the order of the text."""
        pairs: dict[tuple[str, str], list[Told]] = {}
        for one in self.told:
            if one.act.kind == "ended" or self._existed(one.vn, one.day):
                pairs.setdefault(self._pair(one), []).append(one)
        clusters: list[_Cluster] = []
        for pair, own in pairs.items():
            clusters += self._of_pair(pair, own)
        clusters.sort(key=lambda c: c.best.act.start)
        self._choose_main(clusters)
        self._give_fields(clusters)
        return [self._draft(cluster, clusters) for cluster in clusters]

    def _pair(self, one: Told) -> tuple[str, str]:
        published = self.article.published
        day = str(one.day) if one.day else published.isoformat() if published else ""
        return one.vn.at(day).id, one.jp.at(day).id

    def _existed(self, one: Mention, day: PartialDate | None) -> bool:
        """Whether a unit was there on the day of an act; a district also on that of the article."""
        published = self.article.published
        at = str(day) if day else published.isoformat() if published else ""
        place = one.at(at)
        if not at or not place.valid_to or (day is None and is_first(place)):
            return True
        return place.valid_to[: len(at)] >= at[: len(place.valid_to)]

    # Which acts a pair has

    def _of_pair(self, pair: tuple[str, str], told: list[Told]) -> list[_Cluster]:
        documents = self._documents(pair, [t for t in told if t.act.kind in _DOCUMENTS])
        ended = self._by_day(pair, [t for t in told if t.act.kind == "ended"], "ended")
        clusters = [*documents, *ended]
        self._date_by_ceremony(told, clusters)
        for kind in ("festival", "forum", "milestone", "office", "flight"):
            clusters += self._held(pair, [t for t in told if t.act.kind == kind], kind, clusters)
        for kind in ("programme", "visit", "tie"):
            own = [t for t in told if t.act.kind == kind]
            if own and kind == "tie" and all(c.kind == "visit" and not c.day for c in clusters):
                # What partners do time and again is no visit of its own.
                clusters = self._tie(pair, own, []) or clusters
            elif own:
                clusters += self.kinds[kind](pair, own, clusters)
        return clusters

    @staticmethod
    def _date_by_ceremony(told: list[Told], documents: list[_Cluster]) -> None:
        """Gives what is celebrated or opened without a day that of its ceremony."""
        days = [t for t in told if t.act.kind == "ceremony" and t.day]
        days = [t for t in days if not any(_agree(c.day, t.day) for c in documents)]
        for kind in ("milestone", "office"):
            own = [t for t in told if t.act.kind == kind]
            if days and own and not any(t.day and t.day.day for t in own):
                at = told.index(own[0])
                told[at] = replace(own[0], day=days[0].day, written=days[0].written)

    def _documents(self, pair: tuple[str, str], told: list[Told]) -> list[_Cluster]:
        held = [t for t in told if t.act.kind == "ceremony" and t.day]
        told = [t for t in told if t.act.kind != "ceremony"]
        strong = [t for t in told if t.act.told and not t.act.absorbed]
        dated = [t for t in told if t.day and (t.act.told or t.own)]
        dated = [t for t in dated if not t.act.absorbed or (t.written and t.written.full)]
        places = {t.place for t in dated if t.act.told}
        dated = [t for t in dated if t.act.told or (t.place not in places and self._is_since(t))]
        clusters: list[_Cluster] = []
        for one in sorted(dated, key=lambda t: -len(str(t.day))):
            same = next((c for c in clusters if self._is_same(c, one)), None)
            if same:
                same.told.append(one)
            else:
                clusters.append(_Cluster(pair, [one], "", one.day))
        undated = [t for t in strong if not t.day]
        fresh = [
            t for t in held
            if self.marked.lang == "ja" and self._is_label(t)
            and not any(_agree(c.day, t.day) for c in clusters)
        ]  # fmt: skip
        if clusters and undated and fresh and _is_later(fresh[0].day, self._newest(clusters).day):
            # What was just signed, on the day given in a line of its own, beside older ones.
            clusters.append(_Cluster(pair, [*undated, fresh[0]], "", fresh[0].day))
            held, undated = [t for t in held if t not in fresh], []
        if clusters:
            newest = self._newest(clusters)
            old = not self._is_news(newest)
            newest.told += [t for t in undated if t.act.kind != "renewal" or not old]
        elif any(t.act.kind != "generic" or t.title for t in undated) and any(
            len(t.own) > 1 or t.title for t in undated
        ):
            clusters = [_Cluster(pair, undated, "", None)]
        if not clusters and held and any(t.act.kind in SIGNED for t in self.named):
            clusters = [_Cluster(pair, held[:1], "", held[0].day)]
        self._hold(clusters, held)
        for cluster in clusters:
            cluster.kind = self._kind(cluster)
        return [c for c in clusters if c.kind != "generic"]

    def _is_same(self, cluster: _Cluster, one: Told) -> bool:
        """Whether a document is that of a cluster, and not said to be one more."""
        if not _is_same_document(cluster, one):
            return False
        kinds = {t.act.kind for t in cluster.told} - {"generic"}
        more = self.marked.hits.any("another", "words", within=one.act.clause)
        apart = one.place not in {t.place for t in cluster.told}
        return not (more and apart and kinds and one.act.kind not in kinds)

    def _is_news(self, cluster: _Cluster) -> bool:
        """Whether an act is of the weeks before the publication, or of the days to come."""
        published = self.article.published
        return not published or not cluster.day or published - cluster.day.last <= _WEEKS

    def _is_label(self, one: Told) -> bool:
        """Whether a ceremony is told by a label alone: 締結日 令和6年11月11日."""
        return self.marked.plain[one.act.start : one.act.end].endswith("日")

    @staticmethod
    def _hold(clusters: list[_Cluster], held: list[Told]) -> None:
        """Gives a document without a day that of its ceremony."""
        for one in held:
            for cluster in clusters:
                if cluster.day is None or str(one.day).startswith(str(cluster.day)):
                    cluster.day = one.day
                    cluster.told.append(one)
                    break

    def _is_since(self, one: Told) -> bool:
        """Whether a tie is said to be one since its date: thành phố kết nghĩa từ năm 2014."""
        if one.written is None:
            return False
        gap = one.written.start - one.act.end
        if self.marked.lang != "ja":
            return 0 <= gap < 12
        between = self.marked.text.norm[one.written.end : one.act.start]
        return between.startswith(("から", "以来", "より")) and len(between) < 12

    @staticmethod
    def _newest(clusters: list[_Cluster]) -> _Cluster:
        return max(clusters, key=lambda c: (c.day is not None and c.day.last, len(str(c.day))))

    def _kind(self, cluster: _Cluster) -> str:
        signed = [t for t in cluster.told if t.act.kind in SIGNED]
        kinds = [t.act.kind for t in ([t for t in signed if t.day] or signed)]
        if "renewal" in kinds:
            return "renewal"
        if kinds:
            counts = {kind: kinds.count(kind) for kind in kinds}
            return max(counts, key=lambda kind: (counts[kind], -_KINDS.index(kind)))
        like = self._like(cluster)
        if like:
            return like
        own = [t for t in self.named if self._pair(t) == cluster.pair]
        renewed = [t for t in own if t.act.kind == "renewal"]
        near = [t for t in own if any(t.place[0] == c.place[0] for c in cluster.told)]
        marked = [t for t in own if t.act.kind == "milestone" or t.title]
        if not renewed and any(self._is_agreement(t) for t in cluster.told):
            near = []
        clauses = {t.act.clause for t in renewed or [*near, *marked]}
        others = [
            hit.code
            for clause in sorted(clauses)
            for hit in self.marked.hits.of("documents", within=clause)
            if hit.code != "generic"
        ]
        return others[0] if others else "cooperation_agreement" if cluster.day else "generic"

    def _like(self, cluster: _Cluster) -> str:
        """The kind of the document told before, if one is said to be like it; "" if not."""
        for one in cluster.told:
            if one.act.kind == "generic" and _LIKE.search(self.marked.plain, *one.act.clause):
                before = [
                    t for t in self.named
                    if t.act.kind in SIGNED and t.act.told and t.act.start < one.act.start
                ]  # fmt: skip
                if before:
                    return before[-1].act.kind
        return ""

    def _is_agreement(self, one: Told) -> bool:
        """Whether a document is called an agreement, not only a paper."""
        words = self.marked.plain[one.act.start : one.act.end]
        return one.act.kind == "generic" and any(word in words for word in _AGREEMENT)

    def _is_told_by(self, cluster: _Cluster, one: Told, clusters: list[_Cluster]) -> bool:
        if _agree(cluster.day, one.day):
            return True
        if one.day is not None:
            return False
        if cluster.kind == "programme" and cluster.told[0].place[0] != one.place[0]:
            return False
        published = self.article.published
        over = [c for c in clusters if c.day and (not published or c.day.first <= published)]
        return one.title or cluster.told[0].place[0] == one.place[0] or (over == [cluster])

    def _by_day(self, pair: tuple[str, str], told: list[Told], kind: str) -> list[_Cluster]:
        """What is told of acts of one kind, together where it can be one act."""
        clusters: list[_Cluster] = []
        for one in sorted(told, key=lambda t: -len(str(t.day or ""))):
            same = next((c for c in clusters if self._is_told_by(c, one, clusters)), None)
            if same:
                same.told.append(one)
            else:
                clusters.append(_Cluster(pair, [one], kind, one.day))
        return clusters

    def _held(
        self, pair: tuple[str, str], told: list[Told], kind: str, others: list[_Cluster]
    ) -> list[_Cluster]:
        clusters = self._by_day(pair, told, kind)
        kept = []
        for one in clusters:
            titled = any(t.title for t in one.told)
            signed = any(
                o.kind in _DOCUMENTS and (one.day is None or _agree(o.day, one.day)) for o in others
            )
            apart = kind == "milestone" and any(len(t.own - {"same"}) > 1 for t in one.told)
            if signed and not titled and not apart and kind in ("forum", "milestone"):
                continue
            if one.day is None and not titled:
                continue
            kept.append(one)
        # One that names nobody goes on with another of its kind.
        return [
            one
            for one in kept
            if any(t.title or t.own for t in one.told)
            or any(t.own for other in kept for t in other.told)
            or self._on_that_day(one)
        ]

    def _on_that_day(self, cluster: _Cluster) -> bool:
        """Whether the pair did something else on that day, so that it is meant."""
        own = [t for t in self.told if t.own and self._pair(t) == cluster.pair]
        places = {t.place for t in cluster.told}
        return cluster.day is not None and any(
            t.day == cluster.day or (t.place[0], t.place[1] + 1) in places for t in own
        )

    def _dated(
        self, pair: tuple[str, str], told: list[Told], others: list[_Cluster]
    ) -> list[_Cluster]:
        return [
            c for c in self._by_day(pair, told, "programme")
            if c.day and not any(c.day == o.day for o in others)
        ]  # fmt: skip

    def _visit(
        self, pair: tuple[str, str], told: list[Told], others: list[_Cluster]
    ) -> list[_Cluster]:
        """Visits on days of their own; that for a signing or a festival is part of it."""
        clusters = self._by_day(pair, told, "visit")
        kept = []
        for one in clusters:
            titled = any(t.title for t in one.told)
            events = [
                o for o in others
                if o.kind != "programme"
                # What an article is headed by stands beside an office that was opened.
                and (not titled or o.kind in _DOCUMENTS or any(t.title for t in o.told))
            ]  # fmt: skip
            done = [o for o in events if not (one.day and o.kind in _DOCUMENTS and _is_plan(o))]
            if events and one.day is None:
                continue
            if one.day and any(_near(one.day, o.day) for o in done):
                continue
            if one.day is None and not any(t.title or len(t.own) > 1 for t in one.told):
                continue
            kept.append(one)
        return self._one_trip(kept)

    @staticmethod
    def _one_trip(visits: list[_Cluster]) -> list[_Cluster]:
        """The visits, those of a few days together as the one that is told best."""
        kept: list[_Cluster] = []
        for one in sorted(visits, key=lambda c: (-max(len(t.own) for t in c.told), str(c.day))):
            if not any(one.day and _near(one.day, other.day) for other in kept):
                kept.append(one)
        return kept

    def _tie(
        self, pair: tuple[str, str], told: list[Told], others: list[_Cluster]
    ) -> list[_Cluster]:
        strong = [
            t for t in told if len(t.own) > 1 or t.act.start == t.act.end or self._is_listed(t)
        ]
        return [_Cluster(pair, strong, "tie", None)] if strong and not others else []

    def _is_listed(self, one: Told) -> bool:
        return bool(one.own) and self._pair(one) != self._pair(self.told[0])

    # What a draft has

    def _choose_main(self, clusters: list[_Cluster]) -> None:
        """The act that the article is about: the title's, or the newest of what it tells first."""
        if not clusters:
            return

        paragraphs = self.article.layout.paragraphs
        first = min(cluster.best.act.start for cluster in clusters)
        lead = next((p for p in paragraphs if p.start <= first < p.end), None)

        def weight(cluster: _Cluster) -> tuple[bool, bool, bool, bool, int, int]:
            titled = any(t.title for t in cluster.told)
            # What the first paragraph tells first, with its pair.
            leads = lead is not None and any(
                lead.start <= t.act.start < lead.end for t in cluster.told
            )
            return (
                titled, leads, not self._is_to_come(cluster), cluster.kind in _DOCUMENTS,
                cluster.day.last.toordinal() if cluster.day else 0,
                -cluster.best.act.start,
            )  # fmt: skip

        max(clusters, key=weight).main = True

    def _is_to_come(self, cluster: _Cluster) -> bool:
        published = self.article.published
        return bool(published and cluster.day and cluster.day.first > published)

    def _give_fields(self, clusters: list[_Cluster]) -> None:
        owners: dict[tuple[int, int], list[_Cluster]] = {}
        for cluster in clusters:
            for told in cluster.told:
                owners.setdefault(told.place, []).append(cluster)
        main = next((c for c in clusters if c.main), None)
        for number, paragraph in enumerate(self.article.layout.paragraphs):
            if paragraph.kind == "caption":
                continue
            last: list[_Cluster] = []
            for index, (start, end) in enumerate(paragraph.sentences):
                own = owners.get((number, index), [])
                if own:
                    self._fields_of_acts(own, (number, index), start, end)
                    last = own
                elif words_for_fields.is_content(self.marked, start, end, beside=bool(last)):
                    hits = self._outside_parties(words_for_fields.named(self.marked, start, end))
                    for cluster in self._same_act(last) or self._told_before(main, start):
                        if not self._heading_of_others(cluster, number) and not self._is_elsewhere(cluster, start, end):
                            cluster.hits += hits

    @staticmethod
    def _told_before(main: _Cluster | None, at: int) -> list[_Cluster]:
        """The main act, if it is told before a place of the text."""
        return [main] if main and any(t.title or t.act.start < at for t in main.told) else []

    def _heading_of_others(self, cluster: _Cluster, number: int) -> bool:
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
        self, own: list[_Cluster], place: tuple[int, int], start: int, end: int
    ) -> None:
        unique = list({id(c): c for c in own}.values())
        gaps: dict[int, int] = {}
        for hit in self._outside_parties(words_for_fields.named(self.marked, start, end)):
            for cluster in unique:
                gaps[id(cluster)] = min(
                    abs(t.act.at - hit.start) for t in cluster.told if t.place == place
                )
            for cluster in unique:
                far = gaps[id(cluster)] > _REACH and not cluster.main
                if gaps[id(cluster)] == min(gaps.values()) and not far:
                    cluster.hits.append(hit)

    @staticmethod
    def _same_act(last: list[_Cluster]) -> list[_Cluster]:
        """The last act, for all the pairs that did it together."""
        return [c for c in last if c.day == last[-1].day and c.kind == last[-1].kind]

    def _is_elsewhere(self, cluster: _Cluster, start: int, end: int) -> bool:
        """Whether a sentence is about other places than those of the act."""
        here = [m for m in self.article.mentions if start <= m.start < end]
        others = [m for m in here if m.role in ("", "visited", "guest", "contrast", "merged")]
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

    def _outside_parties(self, hits: Iterable[Hit]) -> list[Hit]:
        """Without the words that are part of the name of who acts."""
        parties = self.marked.hits.of("parties", "agency", "assembly", "organisation")
        norm = self.marked.text.norm
        occasions = [] if self.marked.lang == "ja" else self.marked.hits.of("occasion")
        return [
            hit
            for hit in hits
            if (
                not any(o.end <= hit.start < o.end + 50 for o in occasions)
                and not self._is_of_a_name(hit)
                and not self._is_of_an_office(hit)
                and not any(
                    (p.start <= hit.start and hit.end <= p.end)
                    # The Department of Culture, Sports and Tourism.
                    or (p.end <= hit.start < p.end + 45 and norm[hit.start].isupper())
                    for p in parties
                )
            )
            or (hit.code == "water" and not any(o.end <= hit.start < o.end + 50 for o in occasions))
        ]

    def _draft(self, cluster: _Cluster, clusters: list[_Cluster]) -> Draft:
        best = cluster.best
        signatory = self._signatory(cluster)
        status = self._status(cluster, clusters)
        day = str(cluster.day) if cluster.day else ""
        by = signatory.value if signatory else "government"
        existing = self.records.existing(*cluster.pair, cluster.kind, day, by)
        if status and status.value == "announced" and len(day) < _DAY:
            existing = ""
        span = self.marked.text.span
        act = best.act
        place = self._place
        title = self.article.layout.title
        titled = cluster.main and title
        return Draft(
            vn=place(best.vn, cluster.pair[0], "vn" in best.own),
            jp=place(best.jp, cluster.pair[1], "jp" in best.own),
            kind=Value(
                cluster.kind,
                (span(act.start, max(act.end, act.start + 1)),),
                0.9 if act.told else 0.6,
            ),
            date=self._date(cluster),
            status=status,
            signatory=signatory,
            fields=words_for_fields.values(self.marked, cluster.hits),
            title=Value(
                self.marked.text.original[slice(*span(*title))].strip(), (span(*title),), 0.8
            ) if titled and title else None,
            existing=Value(existing, (), 0.8 if day else 0.6) if existing else None,
        )  # fmt: skip

    def _place(self, one: Mention, key: str, own: bool) -> Value:
        return Value(key, (self.marked.text.span(one.first, one.last),), 0.9 if own else 0.6)

    def _date(self, cluster: _Cluster) -> Value | None:
        if cluster.day is None:
            return None
        spans = [
            self.marked.text.span(t.written.start, t.written.end)
            for t in cluster.told
            if t.written and t.day == cluster.day
        ]
        full = any(t.written and t.written.full for t in cluster.told if t.day == cluster.day)
        return Value(str(cluster.day), tuple(dict.fromkeys(spans)), 0.95 if full else 0.8)

    def _status(self, cluster: _Cluster, clusters: list[_Cluster]) -> Value | None:
        act = cluster.best.act
        spans = (self.marked.text.span(act.start, max(act.end, act.start + 1)),)
        if cluster.kind == "ended" or any(
            t.act.ended for t in cluster.told if t.day == cluster.day
        ):
            return Value("ended", spans, 0.8)
        if any(o.kind == "ended" and o.pair == cluster.pair for o in clusters) and (
            cluster.kind in _DOCUMENTS and len([c for c in clusters if c.pair == cluster.pair]) == 2
        ):
            return Value("ended", spans, 0.6)
        published = self.article.published
        if cluster.kind == "tie":
            return None
        if cluster.day and published:
            if cluster.day.first > published:
                return Value("announced", spans, 0.9)
            if cluster.day.last < published:
                return None
        announced = [t.act.status == "announced" for t in cluster.told if t.day or not cluster.day]
        return Value("announced", spans, 0.8) if announced and all(announced) else None

    def _signatory(self, cluster: _Cluster) -> Value | None:
        best = cluster.best
        number, index = best.place
        sentence = self.article.layout.paragraphs[number].sentences[index]
        return self.bodies.signatory([best.vn, best.jp], sentence, own=True)


def _is_same_document(cluster: _Cluster, one: Told) -> bool:
    """Whether a document is that of a cluster: of the same day, or alike and of no other."""
    if not _agree(cluster.day, one.day):
        return False
    kinds = {t.act.kind for t in cluster.told} - {"generic"}
    beside = one.place in {t.place for t in cluster.told} or (
        one.act.status == "announced" and cluster.told[0].act.status == "announced"
    )
    if beside and kinds | {one.act.kind} <= {"friendship_agreement", "cooperation_agreement"}:
        return True
    exact = cluster.day == one.day and one.day is not None and one.day.day is not None
    return exact or one.act.kind == "generic" or not kinds or one.act.kind in kinds


def _is_plan(cluster: _Cluster) -> bool:
    """Whether a document is only said to be signed some day."""
    return all(t.act.status == "announced" for t in cluster.told)


def _agree(one: PartialDate | None, two: PartialDate | None) -> bool:
    if one is None or two is None:
        return one is two
    a, b = str(one), str(two)
    return a.startswith(b) or b.startswith(a)


def _is_later(one: PartialDate | None, two: PartialDate | None) -> bool:
    return one is not None and (two is None or one.first > two.last)


def _near(one: PartialDate, two: PartialDate | None) -> bool:
    if two is None:
        return True
    if one.day and two.day:
        return abs(one.first - two.first) <= _NEAR
    return bool(two.month) and _agree(one, two)
