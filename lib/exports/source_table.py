"""The sources that the filtered events cite; without a filter all of the data set."""

from collections.abc import Sequence

from lib.exports.columns import Batch, Column, Table, objects, optional, several, texts
from lib.exports.event_columns import ARCHIVED, PAGE, RELATION, SUPPORTS
from lib.facts.localities import SIDES
from lib.facts.vocabulary import LINKS, SOURCE_KINDS
from lib.language.i18n import N_
from lib.site.links import Links
from lib.site.view import View

COLUMNS = (
    Column("id", N_("Stable identifier of the source"), "s0146"),
    Column("url", N_("Address of the page"), PAGE),
    optional("title", N_("Title of the page, where known"), "高松市とハイフォン市の覚書"),
    Column("publisher", N_("Who published it"), "Kagawa Prefecture"),
    Column("kind", N_("Kind of publisher, code"), "official", options=SOURCE_KINDS),
    Column("kind_label", N_("Kind of publisher"), "Official source"),
    optional("via", N_("Host through which it was read"), "web.archive.org"),
    optional("published", N_("When, as precisely as known"), "2016-10-12"),
    Column("lang", N_("Language of the page"), "ja"),
    Column("side", N_("Whose source it is"), "jp", options=(*SIDES, "other")),
    optional("read", N_("Day on which it was read, where noted"), "2026-10-01"),
    optional("archived_url", N_("Address of an archived copy"), ARCHIVED),
    optional("link_status", N_("How it answered last, code"), "alive", options=LINKS),
    optional("link_checked", N_("Day on which it was last asked for"), "2026-11-20"),
    optional("last_seen", N_("Last day on which it answered"), "2026-11-20"),
    several("event_ids", N_("Records of the filter that cite it, identifiers"), ["vj0123"]),
    objects(
        "cited_by",
        N_("Records of the filter that cite it, and for what"),
        parts=(Column("event_id", N_("Identifier of the record"), "vj0123"), RELATION, SUPPORTS),
    ),
)


def table(view: View, _links: Links) -> Table:
    """The sources that the filtered events cite, by id."""
    dataset = view.dataset
    evidence = dataset.evidence
    cited = evidence[evidence["event_id"].isin(view.events.index)]
    citing: dict[str, list[dict[str, str | None]]] = {}
    for event, source, relation, said in zip(
        cited["event_id"],
        cited["source_id"],
        cited["relation"],
        cited[f"supports_{view.lang}"],
        strict=True,
    ):
        entry = {"event_id": event, "relation": relation, "supports": said or None}
        citing.setdefault(source, []).append(entry)

    def make(keys: Sequence[str]) -> Batch:
        sources = dataset.sources.loc[list(keys)]
        batch: Batch = {
            "id": list(keys),
            "publisher": texts(sources[f"publisher_{view.lang}"]),
            "kind_label": [view.words.gettext(SOURCE_KINDS[code]) for code in sources["kind"]],
            "event_ids": [[entry["event_id"] for entry in citing.get(key, ())] for key in keys],
            "cited_by": [citing.get(key, []) for key in keys],
        }
        own = [column for column in COLUMNS if column.name not in batch]
        return batch | {column.name: column.values(sources[column.name]) for column in own}

    known = dataset.sources.index if not view.chosen else citing
    return Table("sources", COLUMNS, sorted(known), make)
