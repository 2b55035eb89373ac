"""What the accepted submissions would become together: rows of a new version, and what they lack.

Each is made into rows against the package as the ones before it leave it, so that a page that two
of them cite becomes one source, and a place that two of them name one locality.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lib.facts.dataset import Dataset, of_files
from lib.facts.localities import SIDES
from lib.inbox import amending, houses
from lib.inbox.files import Ids, Rows, applied, next_ids
from lib.inbox.news import Correction, News
from lib.inbox.rows import rows
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
    """A text that a submission lacks in a language; `field` is a path of `lib.inbox.amending`."""

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
    ids = next_ids(data)
    tables: dict[str, dict[tuple[str, ...], dict[str, str]]] = {}
    corrections: dict[str, Correction] = {}
    records: dict[str, tuple[str, ...]] = {}
    missing: list[Missing] = []
    seen: set[str] = set()
    base = data
    for each in submissions:
        about = _about(each.proposal, data)
        if seen & about:
            seen = set()
            base = of_files({**data.files, **applied(data, _listed(tables))}, data.archives)
        made = rows(base, each.proposal, ids)
        new = [row["id"] for row in made.get("events", ()) if row["id"] not in base.events.index]
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


def _about(proposal: Proposal, data: Dataset) -> set[str]:
    """What two proposals have in common if one can build upon the rows of the other.

    A record, a page, and places and publishers that the package lacks.
    """
    about = {proposal.record, *(place.id for place in proposal.places)}
    about |= {proposal.event.get(f"{side}_id", "") for side in SIDES}.difference(
        data.localities.index
    )
    for source in proposal.sources:
        about.add(houses.same_address(source.url))
        if "publisher" not in houses.house(data, source.url, source.publisher):
            about |= {houses.host(source.url), source.publisher.casefold()}
    return about - {""}


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
        texts = {lang: _row(made, "events", lang, row["id"]) for lang in base.languages}
        if not all(texts.values()):
            # No text of it is touched.
            continue
        for column in TEXTS:
            in_each = {lang: text.get(column, "") for lang, text in texts.items()}
            yield from _gaps(each.number, in_each, "texts.{}." + column)
    for place, source in enumerate(each.proposal.sources):
        yield from _of_source(each, place, source.url, made, base)
    places = [place.id for place in amending.places(each.proposal, base)]
    for row in made.get("localities", ()):
        if row["id"] in places:
            names = {lang: row[f"name_{lang}"] for lang in base.languages}
            yield from _gaps(each.number, names, f"places.{places.index(row['id'])}.name_{{}}")


def _of_source(
    each: Submission, place: int, url: str, made: Rows, base: Dataset
) -> Iterable[Missing]:
    start, proposal = f"sources.{place}.", each.proposal
    given = proposal.sources[place].publisher
    new = not houses.source_id(base, url) and "publisher" not in houses.house(base, url, given)
    if new:
        own = {lang: _translated(proposal, lang, f"{start}publisher") for lang in base.languages}
        own[proposal.lang] = given
        yield from _gaps(each.number, own, start + "{}.publisher", needed=True)
    evidence = made.get("evidence", ())
    if place < len(evidence):
        key = evidence[place]["event_id"], evidence[place]["source_id"]
        said = {lang: _said(made, lang, key) for lang in base.languages}
        yield from _gaps(each.number, said, start + "{}.supports", needed=True)


def _gaps(
    number: str, texts: Mapping[str, str], path: str, *, needed: bool = False
) -> Iterable[Missing]:
    """The languages in which a text is missing that stands in another, or that is `needed`."""
    if needed or any(texts.values()):
        for lang, text in texts.items():
            if not text:
                yield Missing(number, lang, path.format(lang))


def _translated(proposal: Proposal, lang: str, key: str) -> str:
    return proposal.translations.get(lang, {}).get(key, "")


def _table(name: str, lang: str) -> str:
    return name if lang == SOURCE else f"{name}.{lang}"


def _row(made: Rows, name: str, lang: str, key: str) -> Mapping[str, str]:
    return next((r for r in made.get(_table(name, lang), ()) if r["id"] == key), {})


def _said(made: Rows, lang: str, key: tuple[str, str]) -> str:
    found = made.get(_table("evidence", lang), ())
    return next((r["supports"] for r in found if (r["event_id"], r["source_id"]) == key), "")
