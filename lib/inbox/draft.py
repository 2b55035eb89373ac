"""What the accepted submissions would become together: rows of a new version, and what they lack.

Each is made into rows against the package as the ones before it leave it, so that a page that two
of them cite becomes one source, and a place that two of them name one locality.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lib.facts.dataset import Dataset
from lib.inbox import rows as rows_of
from lib.inbox.news import Correction, News
from lib.inbox.rows import Ids, Rows
from lib.inbox.submission import TEXTS, Proposal, Wish
from lib.language.i18n import SOURCE, N_, words


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
class Draft:
    """What would be published; `records` are the ids of the records of each submission."""

    submissions: Sequence[Submission]
    news: News
    records: Mapping[str, tuple[str, ...]]
    missing: tuple[Missing, ...]

    @property
    def seen(self) -> dict[str, int]:
        """The version of each submission that this was made of."""
        return {each.number: each.version for each in self.submissions}


def draw_up(data: Dataset, submissions: Sequence[Submission]) -> Draft:
    """The draft of a version that has all of these submissions."""
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
    return Draft(submissions, News(_listed(tables), corrections), records, tuple(sorted(missing)))
