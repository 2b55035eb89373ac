"""The values of a draft, each with the words of the article that it stands on."""

from collections.abc import Iterator

from lib.language.edtf import PartialDate
from lib.reading import fields as words_for_fields
from lib.reading.acts import SIGNED, Act
from lib.reading.article import Article, Told
from lib.reading.clusters import DOCUMENTS, Cluster
from lib.reading.drafts import Draft, Value
from lib.reading.existing import Records
from lib.reading.mention import Mention
from lib.reading.parties import Bodies, name_of
from lib.reading.terms import term
from lib.reading.text import Span

_LONGEST_NAME = 120
# So many sentences behind that of a document, or lines of a notice, can state its term.
_BEHIND = 4
_LINES = 7
_LABEL = 12
_DAY = len("2025-01-01")


class Filler:
    """Fills in the drafts of an article."""

    def __init__(self, article: Article, records: Records) -> None:
        self.article = article
        self.marked = article.marked
        self.records = records
        self.bodies = Bodies(article.marked, article.mentions)

    def draft(self, cluster: Cluster, clusters: list[Cluster]) -> Draft:
        best = cluster.best
        signatory = self._signatory(cluster)
        status = self._status(cluster, clusters)
        day = str(cluster.day) if cluster.day else ""
        by = signatory.value if signatory else "government"
        existing = self.records.existing(*cluster.pair, cluster.kind, day, by)
        if status and status.value == "announced" and len(day) < _DAY:
            existing = ""
        span = self.marked.text.span
        place = self._place
        title = self.article.layout.title
        titled = cluster.main and title
        return Draft(
            vn=place(best.vn, cluster.pair[0], "vn" in best.own),
            jp=place(best.jp, cluster.pair[1], "jp" in best.own),
            kind=Value(
                cluster.kind,
                self._words(best.act),
                min(0.9 if best.act.told else 0.6, round(cluster.likely, 2)),
            ),
            date=self._date(cluster),
            status=status,
            signatory=signatory,
            fields=words_for_fields.values(self.marked, cluster.hits),
            title=Value(
                self.marked.text.original[slice(*span(*title))].strip(), (span(*title),), 0.8
            ) if titled and title else None,
            vn_party=self._party(best.vn),
            jp_party=self._party(best.jp),
            valid_until=self._valid_until(cluster, clusters),
            existing=self._existing(existing, cluster, best) if existing else None,
        )  # fmt: skip

    def _words(self, act: Act) -> tuple[Span, ...]:
        """Where an act is told: its words, at least one character."""
        return (self.marked.text.span(act.start, max(act.end, act.start + 1)),)

    def _existing(self, key: str, cluster: Cluster, best: Told) -> Value:
        """The record that this act is, with the words for its day and pair by which it is known."""
        day = self._date(cluster)
        pair = [self.marked.text.span(one.first, one.last) for one in (best.vn, best.jp)]
        spans = [*(day.spans if day else ()), *pair]
        return Value(key, tuple(dict.fromkeys(spans)), 0.8 if day else 0.6)

    def _party(self, one: Mention) -> Value | None:
        """The body that acts for a place, as it is named."""
        named = name_of(self.marked, one)
        if named is None:
            return None
        span = self.marked.text.span(*named)
        name = " ".join(self.marked.text.original[slice(*span)].split())
        return Value(name, (span,), 0.7) if len(name) < _LONGEST_NAME else None

    def _valid_until(self, cluster: Cluster, clusters: list[Cluster]) -> Value | None:
        """The end of the term that is stated for a document where it is told of."""
        if cluster.kind not in SIGNED:
            return None
        others = {t.place for c in clusters if c is not cluster for t in c.told if t.act.told}
        for told in cluster.told:
            if not told.act.told or (told.day != cluster.day and told.day is not None):
                continue
            for start, end in self._sentences(told, others):
                found = term(self.marked, start, end, cluster.day)
                if found:
                    return Value(str(found[0]), (self.marked.text.span(*found[1]),), 0.7)
        return None

    def _sentences(self, told: Told, others: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The sentence that tells of a document, and those behind it up to another act."""
        number, index = told.place
        sentences = self.article.layout.paragraphs[number].sentences
        yield told.act.clause
        for at in range(index + 1, min(index + _BEHIND, len(sentences))):
            signed = self.marked.hits.any("verbs", "sign", "renew", within=sentences[at])
            if (number, at) in others or signed:
                return
            yield sentences[at]
        if told.title or (number, index) in others:
            return
        # Lines of a notice: 期間 令和9年3月まで.
        for paragraph in self.article.layout.paragraphs[number + 1 : number + _LINES]:
            if self.marked.hits.any("until", within=(paragraph.start, paragraph.start + _LABEL)):
                yield paragraph.start, paragraph.end

    def _place(self, one: Mention, key: str, own: bool) -> Value:
        return Value(key, (self.marked.text.span(one.first, one.last),), 0.9 if own else 0.6)

    def _date(self, cluster: Cluster) -> Value | None:
        if cluster.day is None:
            return None
        spans = [
            self.marked.text.span(t.written.start, t.written.end)
            for t in cluster.told
            if t.written and t.day == cluster.day
        ]
        full = any(t.written and t.written.full for t in cluster.told if t.day == cluster.day)
        return Value(str(cluster.day), tuple(dict.fromkeys(spans)), 0.95 if full else 0.8)

    def _status(self, cluster: Cluster, clusters: list[Cluster]) -> Value | None:
        spans = self._words(cluster.best.act)
        if cluster.kind == "ended" or any(
            t.act.ended for t in cluster.told if t.day == cluster.day
        ):
            return Value("ended", spans, 0.8)
        if any(o.kind == "ended" and o.pair == cluster.pair for o in clusters) and (
            cluster.kind in DOCUMENTS and len([c for c in clusters if c.pair == cluster.pair]) == 2
        ):
            return Value("ended", spans, 0.6)
        published = self.article.published
        if published and not self.article.shown:
            # Of an issue only the month is known.
            published = PartialDate(published.year, published.month).last
        if cluster.kind == "tie":
            return None
        if cluster.day and published:
            if cluster.day.first > published:
                return Value("announced", spans, 0.9)
            if cluster.day.last < published:
                return None
        announced = [t.act.status == "announced" for t in cluster.told if t.day or not cluster.day]
        return Value("announced", spans, 0.8) if announced and all(announced) else None

    def _signatory(self, cluster: Cluster) -> Value | None:
        best = cluster.best
        number, index = best.place
        sentence = self.article.layout.paragraphs[number].sentences[index]
        return self.bodies.signatory([best.vn, best.jp], sentence, own=True)
