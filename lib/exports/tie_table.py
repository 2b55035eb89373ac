"""The ties among the events that a filter keeps: pairs without a signed document."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lib.counting.partnerships import pairs
from lib.exports.columns import Batch, Column, Table, integer, optional, several
from lib.exports.event_columns import PLACES
from lib.exports.event_table import lines
from lib.facts.identifiers import in_order
from lib.facts.localities import pair_id
from lib.language.i18n import N_
from lib.site.links import Links
from lib.site.view import View

COLUMNS = (
    Column("id", N_("Identifier of the pair: both localities"), "vn-hai-phong~jp-kagawa"),
    *PLACES,
    integer("records", N_("Its records"), 2),
    several("record_ids", N_("Its records, identifiers"), ["vj0123", "vj0124"]),
    several("kinds", N_("Kinds of its records, codes"), ["visit"]),
    several("kind_labels", N_("Kinds of its records"), ["Visit"]),
    optional("first_date", N_("Date of its earliest record, as precisely as known"), "2014"),
    optional("latest_date", N_("Date of its latest record, as precisely as known"), "2024-08-29"),
    several("fields", N_("Fields of its records, codes"), ["trade"]),
    several("field_labels", N_("Fields of its records"), ["Trade"]),
    Column(
        "link",
        N_("Permanent address of its first record"),
        "https://example.org/r/vj0123",
    ),
)


def table(view: View, links: Links) -> Table:
    """The ties among the events that the filter keeps, by id."""
    kept = view.events
    counted = pairs(kept)
    counted = counted[counted["documents"] == 0]
    counted.index = pd.Index(
        [pair_id(vn, jp) for vn, jp in zip(counted["vn_id"], counted["jp_id"], strict=True)],
        dtype=object,
    )
    counted = counted.loc[in_order(counted.index)]
    groups = dict(iter(kept.sort_values("first", kind="stable").groupby(["vn_id", "jp_id"])))

    def make(keys: Sequence[str]) -> Batch:
        ends = counted.loc[list(keys), ["vn_id", "jp_id"]].itertuples(index=False, name=None)
        found = [_row(vn, jp, groups[vn, jp], view, links) for vn, jp in ends]
        return {column.name: [row[column.name] for row in found] for column in COLUMNS}

    return Table("ties", COLUMNS, list(counted.index), make, lines(view.dataset))


def _row(vn: str, jp: str, own: pd.DataFrame, view: View, links: Links) -> dict[str, Any]:
    dataset, lang = view.dataset, view.lang
    dates = sorted(filter(None, own["date"]))
    named = {code for codes in own["fields"] for code in codes}
    fields = [code for code in dataset.fields.index if code in named]
    kinds = [code for code in dataset.kinds.index if code in set(own["kind"])]
    records = in_order(own.index.tolist())
    return {
        "id": pair_id(vn, jp),
        "vn_id": vn,
        "vn": dataset.full_name(vn, lang),
        "jp_id": jp,
        "jp": dataset.full_name(jp, lang),
        "records": len(own),
        "record_ids": records,
        "kinds": kinds,
        "kind_labels": [dataset.label("kinds", code, lang) for code in kinds],
        "first_date": dates[0] if dates else None,
        "latest_date": dates[-1] if dates else None,
        "fields": fields,
        "field_labels": [dataset.label("fields", code, lang) for code in fields],
        "link": links.record(records[0], lang),
    }
