"""The partnerships among the events that a filter keeps: pairs with a signed document.

All of a row is counted over the events that the filter keeps, as everywhere on the pages.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lib.counting.partnerships import STATUS_RANK, pairs
from lib.exports.columns import Batch, Column, Table, boolean, integer, optional, several, texts
from lib.exports.event_columns import PLACES
from lib.exports.event_table import lines
from lib.facts.documents import FORMALITY, STATUS_LABELS, Status
from lib.facts.evidence import GRADES
from lib.facts.identifiers import in_order
from lib.facts.localities import pair_id
from lib.language.i18n import N_
from lib.site.links import Links
from lib.site.view import View

COLUMNS = (
    Column("id", N_("Identifier of the pair: both localities"), "vn-hai-phong~jp-kagawa"),
    *PLACES,
    integer(
        "formality", N_("Highest level: 4 sister city to 1 letter of intent"), 2, options=FORMALITY
    ),
    Column("formality_label", N_("Highest level in words"), "Memorandum or cooperation agreement"),
    Column(
        "status",
        N_("Status of the document that stands best on the day of the answer, code"),
        "presumed",
        options=tuple(map(str, Status)),
    ),
    Column("status_label", N_("Status of the document that stands best"), "Presumed in force"),
    boolean(
        "running",
        N_("Whether a document still runs, itself or by one that renews or replaces it"),
        True,
        title=N_("Still running"),
    ),
    optional("first_signed", N_("Earliest signing, as precisely as known"), "2014"),
    optional("latest_signed", N_("Latest signing, as precisely as known"), "2024-08-29"),
    integer("documents", N_("Signed documents"), 2),
    integer("undated", N_("Signed documents of an unknown year"), 0),
    integer("contradicted", N_("Signed documents that a source contradicts"), 0),
    several("document_ids", N_("Signed documents, identifiers"), ["vj0123", "vj0124"]),
    integer("records", N_("All records, signed or not"), 5),
    several("signatories", N_("Who signed, codes"), ["government"]),
    several("fields", N_("Fields of cooperation of the documents, codes"), ["trade"]),
    several("field_labels", N_("Fields of cooperation of the documents"), ["Trade"]),
    Column("grade", N_("Grade of evidence of the best supported document"), "A", options=GRADES),
    boolean("clair", N_("Whether a document is comparable with CLAIR’s sister ties"), False),
    several(
        "signed_as_ids",
        N_("Pairs that signed, where these are not the units of the row"),
        ["vn-binh-duong~jp-yamaguchi"],
    ),
    several("signed_as", N_("Their names"), ["Binh Duong – Yamaguchi"]),
    Column(
        "link",
        N_("Permanent address of the partnership"),
        "https://example.org/r/vn-hai-phong~jp-kagawa",
    ),
)
# Positions of each pair's documents.
Groups = Mapping[Any, Any]
# What is counted over them.
_COUNTED = ("date", "status", "signatory", "fields", "grade", "vn_signed", "jp_signed", "clair")


def table(view: View, links: Links) -> Table:
    """The partnerships among the events that the filter keeps, by id."""
    kept = view.events
    counted = pairs(kept)
    counted = counted[counted["documents"] > 0]
    counted.index = pd.Index(
        [pair_id(vn, jp) for vn, jp in zip(counted["vn_id"], counted["jp_id"], strict=True)]
    )
    counted = counted.loc[in_order(counted.index)]
    signed = kept[kept["signed"]].sort_values("first", kind="stable")
    groups = signed.groupby(["vn_id", "jp_id"]).indices

    def make(keys: Sequence[str]) -> Batch:
        return _batch(counted.loc[list(keys)], signed, groups, view, links)

    return Table("partnerships", COLUMNS, list(counted.index), make, lines(view.dataset))


def _batch(
    counted: pd.DataFrame, signed: pd.DataFrame, groups: Groups, view: View, links: Links
) -> Batch:
    dataset, lang = view.dataset, view.lang
    _ = view.words.gettext
    ranks = {code: rank for rank, code in enumerate(dataset.fields.index)}
    columns = {name: signed[name].to_numpy(object) for name in _COUNTED}
    ids = signed.index.to_numpy(object)

    def row(pair: tuple[str, str]) -> dict[str, Any]:
        rows = groups[pair]
        own = {name: values[rows].tolist() for name, values in columns.items()}
        status = min(own["status"], key=STATUS_RANK.__getitem__)
        fields = sorted({code for codes in own["fields"] for code in codes}, key=ranks.__getitem__)
        formers = sorted({*zip(own["vn_signed"], own["jp_signed"], strict=True)} - {pair})
        return {
            "status": status,
            "status_label": _(STATUS_LABELS[Status(status)]),
            "first_signed": next(filter(None, own["date"]), None),
            "document_ids": in_order(ids[rows].tolist()),
            "signatories": sorted(set(own["signatory"])),
            "fields": fields,
            "field_labels": [dataset.label("fields", code, lang) for code in fields],
            "grade": min(own["grade"]),
            "clair": any(own["clair"]),
            "undated": own["date"].count(""),
            "signed_as_ids": [pair_id(*former) for former in formers],
            "signed_as": [dataset.pair_name(*former, lang) for former in formers],
        }

    found = [row(pair) for pair in zip(counted["vn_id"], counted["jp_id"], strict=True)]
    batch: Batch = {
        "id": list(counted.index),
        "vn": [dataset.full_name(key, lang) for key in counted["vn_id"]],
        "jp": [dataset.full_name(key, lang) for key in counted["jp_id"]],
        "formality_label": [_(FORMALITY[level]) for level in counted["formality"]],
        "latest_signed": texts(counted["latest"]),
        "link": [links.partnership(key, view) for key in counted.index],
    }
    for name in ("vn_id", "jp_id", "formality", "documents", "records", "running", "contradicted"):
        batch[name] = counted[name].tolist()
    own = [column.name for column in COLUMNS if column.name not in batch]
    return batch | {name: [values[name] for values in found] for name in own}
