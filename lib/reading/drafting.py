"""From what the sentences tell to drafts: one for each act, however often it is told."""

import re
from dataclasses import replace
from datetime import timedelta

from lib.language.edtf import PartialDate
from lib.reading.acts import SIGNED
from lib.reading.article import Article, Told
from lib.reading.atlas import is_first
from lib.reading.clusters import (
    DOCUMENTS,
    KINDS,
    Cluster,
    agree,
    is_later,
    is_plan,
    is_same_document,
    near,
)
from lib.reading.days import noticed
from lib.reading.drafts import Draft
from lib.reading.existing import Records
from lib.reading.filling import Filler
from lib.reading.giving import Giver
from lib.reading.likely import Likely
from lib.reading.mention import Mention

_AGREEMENT = ("agreement", "accord", "pact", "thỏa thuận", "hiệp định", "thoa thuan")
_LIKE = re.compile(r"tương tự|similar|同様の|同じ内容|tuong tu")
_BARE = re.compile("(?:同|この)?協定(?:書)?(?![一-龯])")
_WEEKS = timedelta(days=45)


class Drafter:
    """Makes the drafts of an article."""

    def __init__(
        self, article: Article, told: list[Told], records: Records, likely: Likely
    ) -> None:
        self.article = article
        self.marked = article.marked
        self.successors = records.successors
        self.likely = likely
        self.giver = Giver(article)
        self.filler = Filler(article, records)
        self.noticed = noticed(article)
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
            heir = one.vn.role == "body" and one.vn.places[0].id in self.successors
            if one.act.kind == "ended" or heir or self._existed(one.vn, one.day):
                pairs.setdefault(self._pair(one), []).append(one)
        clusters: list[Cluster] = []
        for pair, own in pairs.items():
            clusters += self._of_pair(pair, own)
        clusters = [c for c in clusters if not self._came_to_nothing(c)]
        clusters = self._dated_by_notice(clusters)
        clusters = self.likely.amended(clusters, self)
        clusters.sort(key=lambda c: c.best.act.start)
        self.giver.choose_main(clusters)
        self.giver.give(clusters)
        drafts = [self.filler.draft(cluster, clusters) for cluster in clusters]
        return self._each_record_once(drafts, clusters)

    @staticmethod
    def _each_record_once(drafts: list[Draft], clusters: list[Cluster]) -> list[Draft]:
        """The drafts, a record only with one of them: the main act, or what is told first."""
        order = sorted(range(len(drafts)), key=lambda at: (not clusters[at].main, at))
        taken: set[str] = set()
        result = list(drafts)
        for at in order:
            key = drafts[at].existing
            if key and key.value in taken:
                result[at] = replace(drafts[at], existing=None)
            elif key:
                taken.add(key.value)
        return result

    def _came_to_nothing(self, cluster: Cluster) -> bool:
        """Whether an act was to be on a day that is over, and is nowhere said to have been."""
        published = self.article.published
        over = bool(published and cluster.day and cluster.day.last < published)
        # In Japanese what is agreed and what is planned are told by the same words.
        told = cluster.kind in DOCUMENTS and self.marked.lang != "ja"
        return over and told and is_plan(cluster)

    def pair_of(self, told: Told) -> tuple[str, str] | None:
        """The units that did something on its day; None if one was not there."""
        there = self._existed(told.vn, told.day) and self._existed(told.jp, told.day)
        return self._pair(told) if there else None

    def _pair(self, one: Told) -> tuple[str, str]:
        published = self.article.published
        day = str(one.day) if one.day else published.isoformat() if published else ""
        goes_on = one.act.kind == "tie" and one.day is None
        return self._party(one.vn, day, heir=goes_on), self._party(one.jp, day, heir=goes_on)

    def _party(self, one: Mention, day: str, *, heir: bool) -> str:
        """Which unit acts on a day.

        For a port or a university called by a former one, and for what goes on (`heir`), its heir.
        """
        place = one.at(day)
        former = bool(place.valid_to and day) and day[: len(place.valid_to)] > place.valid_to
        if (one.role == "body" or heir) and former:
            return self.successors.get(place.id, place.id)
        return place.id

    def _existed(self, one: Mention, day: PartialDate | None) -> bool:
        """Whether a unit was there on the day of an act, a district also on that of the article."""
        published = self.article.published
        at = str(day) if day else published.isoformat() if published else ""
        place = one.at(at)
        if at and place.valid_from[: len(at)] > at:
            return False
        if not at or not place.valid_to or (day is None and is_first(place)):
            return True
        return place.valid_to[: len(at)] >= at[: len(place.valid_to)]

    # Which acts a pair has

    def _of_pair(self, pair: tuple[str, str], told: list[Told]) -> list[Cluster]:
        told = [self._on_day_of_notice(t) for t in told]
        documents = self._documents(pair, [t for t in told if t.act.kind in DOCUMENTS])
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
        return clusters or self._called_friends(pair, told)

    def _called_friends(self, pair: tuple[str, str], told: list[Told]) -> list[Cluster]:
        """The tie of two places that are called friends or sisters, without a document told of."""
        named = [
            t for t in told
            if t.act.kind in ("sister_city", "friendship_agreement") and len(t.own) > 1
            and not self.marked.hits.any("modal", within=t.act.clause)
            and "?" not in self.marked.plain[slice(*t.act.clause)]
        ]  # fmt: skip
        return [Cluster(pair, named, "tie", None)] if named else []

    def _dated_by_notice(self, clusters: list[Cluster]) -> list[Cluster]:
        """The acts, those of a notice without a day with that of its line: 日時 令和5年11月20日."""
        if self.noticed is None:
            return clusters
        kept = list(clusters)
        for cluster in clusters:
            if cluster.day is not None or cluster.kind in ("tie", "programme"):
                continue
            self._date(cluster, cluster.told[0])
            again = [
                o for o in kept
                if o is not cluster and (o.pair, o.kind) == (cluster.pair, cluster.kind)
                and agree(o.day, cluster.day)
            ]  # fmt: skip
            if again:
                again[0].told += cluster.told
                kept.remove(cluster)
        return kept

    def _on_day_of_notice(self, one: Told) -> Told:
        """What a notice says is to be held, on the day that its line gives."""
        if self.noticed is None or one.day or one.act.status != "announced":
            return one
        written, day = self.noticed
        held = one.act.kind in ("festival", "forum")
        return replace(one, day=day, written=written) if held else one

    def _date(self, cluster: Cluster, told: Told) -> None:
        """Gives an act the day of the notice."""
        assert self.noticed is not None
        one, cluster.day = self.noticed
        cluster.told.append(replace(told, day=cluster.day, written=one))

    @staticmethod
    def _date_by_ceremony(told: list[Told], documents: list[Cluster]) -> None:
        """Gives what is celebrated or opened without a day that of its ceremony."""
        days = [t for t in told if t.act.kind == "ceremony" and t.day]
        days = [t for t in days if not any(agree(c.day, t.day) for c in documents)]
        for kind in ("milestone", "office"):
            own = [t for t in told if t.act.kind == kind]
            if days and own and not any(t.day and t.day.day for t in own):
                at = told.index(own[0])
                told[at] = replace(own[0], day=days[0].day, written=days[0].written)

    def _documents(self, pair: tuple[str, str], told: list[Told]) -> list[Cluster]:
        held = [t for t in told if t.act.kind == "ceremony" and t.day]
        # Of a list in which each partner has its day, that of the one that heads it.
        held = [t for t in held if t.own] or held
        told = [t for t in told if t.act.kind != "ceremony"]
        strong = [t for t in told if t.act.told and not t.act.absorbed]
        dated = [t for t in told if t.day and (t.act.told or t.own)]
        dated = [t for t in dated if not t.act.absorbed or self._has_own_day(t)]
        places = {t.place for t in dated if t.act.told}
        dated = [t for t in dated if t.act.told or (t.place not in places and self._is_since(t))]
        dated = [t for t in dated if not self._is_heading(t, dated)]
        clusters = self._by_document(pair, dated)
        undated = [t for t in strong if not t.day or self._is_heading(t, told)]
        fresh = [
            t for t in held
            if self.marked.lang == "ja" and self._is_label(t)
            and not any(agree(c.day, t.day) for c in clusters)
        ]  # fmt: skip
        if clusters and undated and fresh and is_later(fresh[0].day, self._newest(clusters).day):
            # What was just signed, on the day given in a line of its own, beside older ones.
            clusters.append(Cluster(pair, [*undated, fresh[0]], "", fresh[0].day))
            held, undated = [t for t in held if t not in fresh], []
        if clusters and undated and self.noticed:
            newest = self._newest(clusters)
            if is_later(self.noticed[1], newest.day) and not self._is_news(newest):
                # What a notice announces for its day, beside what was signed long ago.
                clusters.append(Cluster(pair, undated, "", None))
                self._date(clusters[-1], undated[0])
                undated = []
        if clusters:
            self._add_undated(pair, clusters, undated)
        elif any(t.act.kind != "generic" or t.title for t in undated) and any(
            len(t.own) > 1 or t.title or self._is_agreed(t) for t in undated
        ):
            clusters = [Cluster(pair, undated, "", None)]
        if not clusters and held and any(t.act.kind in SIGNED for t in self.named):
            clusters = [Cluster(pair, held[:1], "", held[0].day)]
        self._hold(clusters, held)
        for cluster in clusters:
            cluster.kind = self._kind(cluster)
        return [c for c in clusters if c.kind != "generic"]

    def _by_document(self, pair: tuple[str, str], dated: list[Told]) -> list[Cluster]:
        """The documents with a day, each with all that tells of it."""
        clusters: list[Cluster] = []
        for one in sorted(dated, key=lambda t: -len(str(t.day))):
            same = next((c for c in clusters if self._is_same(c, one)), None)
            if same:
                same.told.append(one)
            else:
                clusters.append(Cluster(pair, [one], "", one.day))
        return clusters

    def _add_undated(
        self, pair: tuple[str, str], clusters: list[Cluster], undated: list[Told]
    ) -> None:
        """Adds what is told of documents without their day to the newest one."""
        newest = self._newest(clusters)
        old = not self._is_news(newest)
        kinds = {t.act.kind for t in newest.told} | {"generic"}
        newest.told += [
            t
            for t in undated
            if (t.act.kind != "renewal" or not old)
            # What the text below the title tells is of the kind that it says.
            and (t.title or t.act.kind in (*kinds, "renewal") or kinds == {"generic"})
        ]
        renewed = any(t.act.kind == "renewal" and t.day for c in clusters for t in c.told)
        if self.article.published is None and not renewed:
            # What was just renewed, on a day that cannot be told, beside what it was before.
            again = [t for t in undated if t.act.kind == "renewal"]
            again = again if any(len(t.own) > 1 for t in again) else []
            newest.told = [t for t in newest.told if t.act.kind != "renewal" or not again]
            clusters += [Cluster(pair, again, "", None)] if again else []

    def _is_same(self, cluster: Cluster, one: Told) -> bool:
        """Whether a document is that of a cluster, and not said to be one more."""
        if not is_same_document(cluster, one):
            return False
        if self._is_of_schools(one) != all(map(self._is_of_schools, cluster.told)):
            # On the same trip their universities signed one of their own.
            return False
        kinds = {t.act.kind for t in cluster.told} - {"generic"}
        more = self.marked.hits.any("another", "words", within=one.act.clause)
        apart = one.place not in {t.place for t in cluster.told}
        return not (more and apart and kinds and one.act.kind not in kinds)

    def _is_of_schools(self, one: Told) -> bool:
        """Whether universities of both sides are who signed."""
        low = self.marked.text.low
        return self.marked.lang == "en" and all(
            side.role == "body" and low.startswith((" university", " college"), side.last)
            for side in (one.vn, one.jp)
        )

    def _is_agreed(self, one: Told) -> bool:
        """Whether the two of whom a report in Japanese tells are to sign: 両者は秋にも協定を結ぶ
        ことで一致した; or a line of a notice names a side of what is signed on its day.
        """
        if self.noticed and one.own:
            return True
        both = self.marked.hits.any("both", within=(one.act.clause[0], one.act.start))
        return self.marked.lang == "ja" and both and one.act.status == "announced"

    def _is_news(self, cluster: Cluster) -> bool:
        """Whether an act is of the weeks before the publication, or of the days to come."""
        published = self.article.published
        return not published or not cluster.day or published - cluster.day.last <= _WEEKS

    def _is_over(self, day: PartialDate) -> bool:
        return self.article.published is None or day.last <= self.article.published

    def _is_label(self, one: Told) -> bool:
        """Whether a ceremony is told by a label alone: 締結日 令和6年11月11日."""
        return self.marked.plain[one.act.start : one.act.end].endswith("日")

    @staticmethod
    def _hold(clusters: list[Cluster], held: list[Told]) -> None:
        """Gives a document without a day that of its ceremony."""
        for one in held:
            for cluster in clusters:
                if cluster.day is None or str(one.day).startswith(str(cluster.day)):
                    cluster.day = one.day
                    cluster.told.append(one)
                    break

    @staticmethod
    def _is_heading(one: Told, dated: list[Told]) -> bool:
        """Whether a headline has only the month of a day that the text gives: 4月、フエで調印."""
        if not one.title or one.written is None or one.written.full or one.day is None:
            return False
        return any(
            t.day and t.day.month == one.day.month and t.day.day and not t.title for t in dated
        )

    def _has_own_day(self, one: Told) -> bool:
        """Whether a document that is celebrated has a day of its own, not that of the visit."""
        visits = [
            t for t in self.told
            if t.place == one.place and t.act.kind in ("visit", "milestone") and t.day == one.day
        ]  # fmt: skip
        full = one.written is not None and one.written.full
        return full and not (visits and one.day is not None and one.day.day)

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
    def _newest(clusters: list[Cluster]) -> Cluster:
        return max(clusters, key=lambda c: (c.day is not None and c.day.last, len(str(c.day))))

    def _kind(self, cluster: Cluster) -> str:
        signed = [t for t in cluster.told if t.act.kind in SIGNED]
        kinds = [t.act.kind for t in ([t for t in signed if t.day] or signed)]
        renewed = [t for t in cluster.told if t.act.kind == "renewal" or self.marked.lang == "ja"]
        signed_too = [t for t in signed if t.day and t.act.told and t.act.kind != "renewal"]
        if signed_too and not any(t.title or not t.act.absorbed for t in renewed):
            # Was signed in 2017; it aimed at …, and was prolonged.
            kinds = [kind for kind in kinds if kind != "renewal"]
        if "renewal" in kinds:
            return "renewal"
        if kinds:
            counts = {kind: kinds.count(kind) for kind in kinds}
            kind = max(counts, key=lambda kind: (counts[kind], -KINDS.index(kind)))
            return self._called_in_full(cluster, kind) or kind
        like = self._like(cluster)
        if like:
            return like
        own = [t for t in self.named if self._pair(t) == cluster.pair]
        renewed = [t for t in own if t.act.kind == "renewal"]
        near = [t for t in own if any(t.place[0] == c.place[0] for c in cluster.told)]
        marked = [t for t in own if t.act.kind in ("milestone", "ended") or t.title]
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

    def _called_in_full(self, cluster: Cluster, kind: str) -> str:
        """The kind of a document that is called 協定 alone, by what the article calls it elsewhere;
        "" where nothing or more than one thing is called so.
        """
        plain = self.marked.plain
        own = [t for t in cluster.told if t.act.kind in SIGNED]
        bare = all(_BARE.match(plain, t.act.start) and not t.title for t in own)
        if kind != "cooperation_agreement" or self.marked.lang != "ja" or not bare:
            return ""
        clauses = {
            t.act.clause for t in self.named
            if self._pair(t) == cluster.pair and t.act.kind != kind
        }  # fmt: skip
        kinds = {
            hit.code
            for clause in clauses
            for hit in self.marked.hits.of("documents", within=clause)
            if hit.code in SIGNED
            and hit.code not in ("renewal", kind)
            and "協定" in plain[hit.start : hit.end + 2]
        }
        return kinds.pop() if len(kinds) == 1 else ""

    def _like(self, cluster: Cluster) -> str:
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

    def _is_told_by(self, cluster: Cluster, one: Told, clusters: list[Cluster]) -> bool:
        if agree(cluster.day, one.day):
            return True
        if one.day is not None or (
            one.title and not self._is_news(cluster) and not self._reports(cluster)
        ):
            # What a title says is news is not what was long ago.
            return False
        apart = cluster.told[0].place[0] != one.place[0]
        titled = one.title and self.marked.lang == "ja"
        if cluster.kind == "programme" and apart and not titled:
            return False
        published = self.article.published
        over = [c for c in clusters if c.day and (not published or c.day.first <= published)]
        return one.title or cluster.told[0].place[0] == one.place[0] or (over == [cluster])

    def _reports(self, cluster: Cluster) -> bool:
        """Whether the title calls the text a report in Japanese, which is written long after:
        海外行政視察報告書.
        """
        title = self.article.layout.title
        told = self.marked.plain[slice(*title)] if title else ""
        return self.marked.lang == "ja" and cluster.day is not None and "報告" in told

    def _by_day(self, pair: tuple[str, str], told: list[Told], kind: str) -> list[Cluster]:
        """What is told of acts of one kind, together where it can be one act."""
        clusters: list[Cluster] = []
        for one in sorted(told, key=lambda t: -len(str(t.day or ""))):
            same = next((c for c in clusters if self._is_told_by(c, one, clusters)), None)
            if same:
                same.told.append(one)
            else:
                clusters.append(Cluster(pair, [one], kind, one.day))
        return clusters

    def _held(
        self, pair: tuple[str, str], told: list[Told], kind: str, others: list[Cluster]
    ) -> list[Cluster]:
        clusters = self._by_day(pair, told, kind)
        kept = []
        for one in clusters:
            titled = any(t.title for t in one.told)
            signed = any(
                o.kind in DOCUMENTS and (one.day is None or agree(o.day, one.day)) for o in others
            )
            apart = kind == "milestone" and any(len(t.own - {"same"}) > 1 for t in one.told)
            if signed and not titled and not apart and kind in ("forum", "milestone"):
                continue
            shown = kind == "milestone" and any(o.kind == "festival" and o.day for o in others)
            if one.day is None and (not titled or shown):
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

    def _on_that_day(self, cluster: Cluster) -> bool:
        """Whether the pair did something else on that day, or before it in the paragraph."""
        own = [t for t in self.told if t.own and self._pair(t) == cluster.pair]
        first = min(t.place for t in cluster.told)
        return cluster.day is not None and any(
            t.day == cluster.day
            or (t.place[0], t.place[1] + 1) == first
            or (t.place[0] == first[0] and t.place < first and len(t.own) > 1)
            for t in own
        )

    def _dated(
        self, pair: tuple[str, str], told: list[Told], others: list[Cluster]
    ) -> list[Cluster]:
        planned = [o for o in others if o.kind in DOCUMENTS and o.day and not self._is_over(o.day)]
        news = any(self._is_news(o) for o in others if o not in planned)
        clusters = self._by_day(pair, told, "programme")
        begun = [c for c in clusters if c.day and self._is_over(c.day)]
        for undated in [c for c in clusters if not c.day] if begun else []:
            if any(self._leads(t) for t in undated.told):
                # What the title tells is what a sentence below it says when it began.
                begun[0].told += undated.told
                clusters.remove(undated)
        return [
            c for c in clusters
            if not any(c.day == o.day for o in others)
            and (c.day or (not news and any(self._leads(t) for t in c.told)))
        ]  # fmt: skip

    def _leads(self, one: Told) -> bool:
        """Whether the title, or the first paragraph with both its sides, tells an act."""
        body = [p for p in self.article.layout.paragraphs if p.kind == "body" and p.sentences]
        first = bool(body) and body[0].start <= one.act.start < body[0].end
        return one.title or (first and {"vn", "jp"} <= one.own)

    def _visit(
        self, pair: tuple[str, str], told: list[Told], others: list[Cluster]
    ) -> list[Cluster]:
        """Visits on days of their own; that for a signing or a festival is part of it."""
        clusters = self._by_day(pair, told, "visit")
        kept = []
        for one in clusters:
            titled = any(t.title for t in one.told)
            events = [
                o for o in others
                if o.kind != "programme"
                # What an article is headed by stands beside an office that was opened.
                and (not titled or o.kind in DOCUMENTS or any(t.title for t in o.told))
            ]  # fmt: skip
            # Talks that are over are no part of a signing that is to come.
            over = one.day is not None and self._is_over(one.day)
            done = [o for o in events if not (over and o.kind in DOCUMENTS and is_plan(o))]
            if one.day is None and any(not (titled and self._is_before(o)) for o in events):
                continue
            if one.day and any(self._is_visit_for(one, one.day, o) for o in done):
                continue
            if one.day is None and not any(t.title or len(t.own) > 1 for t in one.told):
                continue
            kept.append(one)
        return self._one_trip(kept)

    def _is_visit_for(self, visit: Cluster, day: PartialDate, other: Cluster) -> bool:
        """Whether a visit on a day was for another act; talks before a festival have a day of
        their own.
        """
        if other.day is None:
            # It can be what the news tell, and no older visit.
            return self._is_news(visit) and not (self.article.published is None and not day.day)
        told = max(len(t.own) for t in visit.told)
        places = {t.place for t in other.told}
        if day.month is None and told > 1 and not places & {t.place for t in visit.told}:
            # Of some day of the year, told with both its sides in a sentence of its own.
            return False
        apart = other.kind in ("festival", "forum") and self._is_over(day)
        return agree(day, other.day) if apart else near(day, other.day)

    def _is_before(self, cluster: Cluster) -> bool:
        """Whether an act is of long before the news that the title gives."""
        return bool(cluster.day) and not self._is_news(cluster)

    @staticmethod
    def _one_trip(visits: list[Cluster]) -> list[Cluster]:
        """The visits, those of a few days together as the one that is told best."""
        kept: list[Cluster] = []
        for one in sorted(visits, key=lambda c: (-max(len(t.own) for t in c.told), str(c.day))):
            again = next((o for o in kept if one.day and near(one.day, o.day)), None)
            if again is None:
                kept.append(one)
            elif again.day and one.day and str(one.day).startswith(f"{again.day}-"):
                # They spent a week of June there, and met the governor on June 4.
                again.day = one.day
                again.told += one.told
        return kept

    def _tie(self, pair: tuple[str, str], told: list[Told], others: list[Cluster]) -> list[Cluster]:
        strong = [
            t for t in told if len(t.own) > 1 or t.act.start == t.act.end or self._is_listed(t)
        ]
        return [Cluster(pair, strong, "tie", None)] if strong and not others else []

    def _is_listed(self, one: Told) -> bool:
        """Whether a tie is one of a list: of another pair than the first, or beside another."""
        pair = self._pair(one)
        beside = any(o.place == one.place and self._pair(o) != pair for o in self.told)
        return bool(one.own) and (beside or pair != self._pair(self.told[0]))
