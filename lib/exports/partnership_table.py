"""The partnerships among the events that a filter keeps: pairs with a signed document.

All of a row is counted over the events that the filter keeps, as everywhere on the pages.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lib.counting.partnerships import STATUS_RANK, pairs
from lib.exports.columns import Batch, Column, Table, Type
from lib.exports.event_table import labels_of, line, points
from lib.facts.documents import FORMALITY, STATUS_LABELS, Status
from lib.facts.evidence import GRADES
from lib.facts.localities import pair_id
from lib.language.i18n import N_
from lib.site.links import Links
from lib.site.view import View

COLUMNS = (
    Column("id", N_("Identifier of the pair: both localities"), example="vn-hai-phong~jp-kagawa"),
    Column("vn_id", N_("Vietnamese locality, in the units asked for"), example="vn-hai-phong"),
    Column("vn", N_("Its name"), example="Hai Phong"),
    Column("jp_id", N_("Japanese locality, in the units asked for"), example="jp-kagawa"),
    Column("jp", N_("Its name"), example="Kagawa"),
    Column(
        "formality",
        N_("Highest level: 4 sister city to 1 letter of intent"),
        Type.INTEGER,
        2,
        options=tuple(FORMALITY),
    ),
    Column(
        "formality_label",
        N_("Highest level in words"),
        example="Memorandum or cooperation agreement",
    ),
    Column(
        "status",
        N_("Status of the document that stands best on the day of the answer, code"),
        example="presumed",
        options=tuple(map(str, Status)),
    ),
    Column(
        "status_label", N_("Status of the document that stands best"), example="Presumed in force"
    ),
    Column(
        "first_signed", N_("Earliest signing, as precisely as known"), example="2014", optional=True
    ),
    Column(
        "latest_signed",
        N_("Latest signing, as precisely as known"),
        example="2024-08-29",
        optional=True,
    ),
    Column("documents", N_("Signed documents"), Type.INTEGER, 2),
    Column("document_ids", N_("Signed documents, identifiers"), Type.LIST, ["vj0123", "vj0124"]),
    Column("records", N_("All records, signed or not"), Type.INTEGER, 5),
    Column("signatories", N_("Who signed, codes"), Type.LIST, ["government"]),
    Column("fields", N_("Fields of cooperation of the documents, codes"), Type.LIST, ["trade"]),
    Column("field_labels", N_("Fields of cooperation of the documents"), Type.LIST, ["Trade"]),
    Column(
        "grade",
        N_("Grade of evidence of the best supported document"),
        example="A",
        options=tuple(GRADES),
    ),
    Column(
        "clair",
        N_("Whether a document is comparable with CLAIR’s sister ties"),
        Type.BOOLEAN,
        False,
    ),
    Column(
        "signed_as_ids",
        N_("Pairs that signed, where these are not the units of the row"),
        Type.LIST,
        ["vn-binh-duong~jp-yamaguchi"],
    ),
    Column("signed_as", N_("Their names"), Type.LIST, ["Binh Duong – Yamaguchi"]),
    Column(
        "link",
        N_("Permanent address of the partnership"),
        example="https://example.org/r/vn-hai-phong~jp-kagawa",
    ),
)
# Positions of each pair's documents.
Groups = Mapping[Any, Any]


def table(view: View, links: Links) -> Table:
    """The partnerships among the events that the filter keeps, by id."""
    kept = view.events
    counted = pairs(kept)
    counted = counted[counted["documents"] > 0]
    counted.index = pd.Index(
        [pair_id(vn, jp) for vn, jp in zip(counted["vn_id"], counted["jp_id"], strict=True)]
    )
    counted = counted.sort_index()
    signed = kept[kept["signed"]].sort_values("first", kind="stable")
    groups = signed.groupby(["vn_id", "jp_id"]).indices
    at = points(view.dataset)

    def make(keys: Sequence[str]) -> Batch:
        return _batch(counted.loc[list(keys)], signed, groups, view, links)

    return Table(
        "partnerships",
        COLUMNS,
        list(counted.index),
        make,
        lambda row: line(at[row["vn_id"]], at[row["jp_id"]]),
    )


def _batch(
    counted: pd.DataFrame, signed: pd.DataFrame, groups: Groups, view: View, links: Links
) -> Batch:
    dataset, lang = view.dataset, view.lang
    _ = view.words.gettext
    labels = labels_of(dataset, "fields", lang)
    ranks = {code: rank for rank, code in enumerate(labels)}
    batch: Batch = {column.name: [] for column in COLUMNS}
    for name in ("vn_id", "jp_id", "formality", "documents", "records"):
        batch[name] = counted[name].tolist()
    batch["id"] = list(counted.index)
    batch["vn"] = [dataset.full_name(key, lang) for key in counted["vn_id"]]
    batch["jp"] = [dataset.full_name(key, lang) for key in counted["jp_id"]]
    batch["formality_label"] = [_(FORMALITY[level]) for level in counted["formality"]]
    batch["latest_signed"] = [date or None for date in counted["latest"]]
    batch["link"] = [links.partnership(key, view) for key in counted.index]
    columns = {
        name: signed[name].to_numpy(object)
        for name in (
            "date",
            "status",
            "signatory",
            "fields",
            "grade",
            "vn_signed",
            "jp_signed",
            "clair",
        )
    }
    ids = signed.index.to_numpy(object)
    for pair in zip(batch["vn_id"], batch["jp_id"], strict=True):
        rows = groups[pair]
        own = {name: values[rows].tolist() for name, values in columns.items()}
        status = min(own["status"], key=STATUS_RANK.__getitem__)
        fields = sorted({code for codes in own["fields"] for code in codes}, key=ranks.__getitem__)
        formers = sorted({*zip(own["vn_signed"], own["jp_signed"], strict=True)} - {pair})
        batch["status"].append(status)
        batch["status_label"].append(_(STATUS_LABELS[Status(status)]))
        batch["first_signed"].append(next(filter(None, own["date"]), None))
        batch["document_ids"].append(sorted(ids[rows].tolist()))
        batch["signatories"].append(sorted(set(own["signatory"])))
        batch["fields"].append(fields)
        batch["field_labels"].append([labels[code] for code in fields])
        batch["grade"].append(min(own["grade"]))
        batch["clair"].append(bool(any(own["clair"])))
        batch["signed_as_ids"].append([pair_id(*former) for former in formers])
        batch["signed_as"].append([dataset.pair_name(*former, lang) for former in formers])
    return batch
