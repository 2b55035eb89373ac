"""What the accepted submissions would become together: rows of a new version, and what they lack.

Each is made into rows against the package as the ones before it leave it, so that a page that two
of them cite becomes one source, and a place that two of them name one locality.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from lib.facts.dataset import Dataset
from lib.inbox import rows as rows_of
from lib.inbox.news import Correction, News
from lib.inbox.rows import Ids, Rows
from lib.inbox.submission import TEXTS, Proposal, Wish
from lib.language.i18n import N_, SOURCE, words


@dataclass(frozen=True)
class Submission:
    """An accepted submission: its number, the version that was seen, and what is proposed."""

    number: str
    version: int
    proposal: Proposal


@dataclass(frozen=True, order=True)
class Missing:
    """A text that a submission lacks in a language; `field` as in the proposal's translations, or
    of a place ("places.0.name_ja").
    """

    number: str
    lang: str
    field: str


@dataclass(frozen=True)
class Batch:
    """What would be published; `records` are the ids of the records of each submission."""

    submissions: Sequence[Submission]
    news: News
    records: Mapping[str, tuple[str, ...]]
    missing: tuple[Missing, ...]

    @property
    def seen(self) -> dict[str, int]:
        """The version of each submission that this was made of."""
        return {each.number: each.version for each in self.submissions}


def draw_up(data: Dataset, submissions: Sequence[Submission]) -> Batch:
    """The rows that all of these submissions become together."""
    ids = rows_of.next_ids(data)
    tables: dict[str, dict[tuple[str, ...], dict[str, str]]] = {}
    corrections: dict[str, Correction] = {}
    records: dict[str, tuple[str, ...]] = {}
    missing: list[Missing] = []
    seen: set[str] = set()
    base = data
    for each in submissions:
        about = _about(each.proposal)
        if seen & about:
            base = rows_of.dataset(data, _listed(tables))
        made = rows_of.rows(base, each.proposal, ids)
        new = [key for row in made.get("events", ()) if (key := row["id"]) not in base.events.index]
        records[each.number] = (*new, *filter(None, [each.proposal.record]))
        if reason := _correction(each.proposal, made, base):
            corrections[each.proposal.record] = reason
        missing += _missing(each, made, base)
        for name, given in made.items():
            key = base.package.tables[name].key
            tables.setdefault(name, {}).update({tuple(r[k] for k in key): r for r in given})
        sources = [r for r in made.get("sources", ()) if r["id"] not in base.sources.index]
        ids = Ids(ids.event + len(new), ids.source + len(sources))
        seen |= about
    return Batch(submissions, News(_listed(tables), corrections), records, tuple(sorted(missing)))


def _listed(tables: Mapping[str, Mapping[tuple[str, ...], dict[str, str]]]) -> Rows:
    return {name: list(given.values()) for name, given in tables.items() if given}


def _about(proposal: Proposal) -> set[str]:
    """What two proposals have in common if one can build upon the rows of the other."""
    hosts = {urlsplit(source.url).hostname or "" for source in proposal.sources}
    places = {place.id for place in proposal.places}
    named = {proposal.event.get(column, "") for column in ("vn_id", "jp_id", "renews", "replaces")}
    return {proposal.record, *hosts, *places, *named} - {""}


# --- Why a record is changed ----------------------------------------------------------------------

_REASONS = {
    Wish.CORRECTION: (
        N_("Corrected from what {publishers} says."),
        N_("Corrected after a note from a reader."),
    ),
    Wish.ENDED: (N_("Ended, according to {publishers}."), N_("Ended, according to a reader.")),
    Wish.SOURCE: (N_("Completed from what {publishers} says."), ""),
}


def _correction(proposal: Proposal, made: Rows, base: Dataset) -> Correction | None:
    """Why the record of a proposal is changed; None where none is."""
    if not proposal.record or proposal.wish not in _REASONS:
        return None
    keys = [row["source_id"] for row in made.get("evidence", ())]
    sources = {row["id"]: row for row in made.get("sources", ())}
    reasons = {}
    for lang in base.languages:
        names = dict.fromkeys(_publisher(key, lang, sources, base) for key in keys)
        known = words(lang).list([name for name in names if name])
        text = _REASONS[proposal.wish][0 if known else 1]
        reasons[lang] = words(lang).gettext(text).format(publishers=known) if text else ""
    return Correction(reasons, keys, proposal.wish is Wish.CORRECTION)


def _publisher(key: str, lang: str, new: Mapping[str, dict[str, str]], base: Dataset) -> str:
    if key not in new:
        return str(base.sources.at[key, f"publisher_{lang}"])
    row = new[key]
    return row["publisher"] if lang == SOURCE else row[f"publisher_{lang}"]


# --- What is missing ------------------------------------------------------------------------------


def _missing(each: Submission, made: Rows, base: Dataset) -> Iterable[Missing]:
    """The texts that stand in one language of the new rows and not in another."""
    for row in made.get("events", ()):
        texts = {lang: _row(made, "events", lang, row["id"], base) for lang in base.languages}
        for column in TEXTS:
            yield from _gaps(each.number, {n: t.get(column, "") for n, t in texts.items()}, column)
    for place, source in enumerate(each.proposal.sources):
        yield from _of_source(each.number, place, source.url, made, base)
    for row in made.get("localities", ()):
        places = [p.id for p in each.proposal.places]
        if row["id"] in places:
            names = {lang: row[f"name_{lang}"] for lang in base.languages}
            at = f"places.{places.index(row['id'])}"
            yield from (
                Missing(each.number, gap.lang, f"{at}.name_{gap.lang}")
                for gap in _gaps(each.number, names, "name")
            )


def _of_source(number: str, place: int, url: str, made: Rows, base: Dataset) -> Iterable[Missing]:
    row = next((r for r in made.get("sources", ()) if r["url"] == url), None)
    if row is not None and row["id"] not in base.sources.index:
        names = {
            lang: row["publisher" if lang == SOURCE else f"publisher_{lang}"]
            for lang in base.languages
        }
        yield from _gaps(number, names, f"sources.{place}.publisher")
    evidence = made.get("evidence", ())
    if place < len(evidence):
        key = evidence[place]["event_id"], evidence[place]["source_id"]
        said = {lang: _said(made, lang, key) for lang in base.languages}
        yield from _gaps(number, said, f"sources.{place}.supports")


def _gaps(number: str, texts: Mapping[str, str], field: str) -> Iterable[Missing]:
    if any(texts.values()):
        yield from (Missing(number, lang, field) for lang, text in texts.items() if not text)


def _table(name: str, lang: str) -> str:
    return name if lang == SOURCE else f"{name}.{lang}"


def _row(made: Rows, name: str, lang: str, key: str, base: Dataset) -> Mapping[str, str]:
    found = next((r for r in made.get(_table(name, lang), ()) if r["id"] == key), None)
    if found is not None:
        return found
    if key not in base.events.index:
        return {}
    event = base.events.loc[key]
    return {column: str(event[f"{column}_{lang}"]) for column in TEXTS}


def _said(made: Rows, lang: str, key: tuple[str, str]) -> str:
    rows = made.get(_table("evidence", lang), ())
    return next((r["supports"] for r in rows if (r["event_id"], r["source_id"]) == key), "")
