"""The events that a filter keeps, one row each, with their sources and what each supports."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lib.exports.columns import Batch, Column, Table, Type
from lib.facts.dataset import Dataset
from lib.facts.documents import FORMALITY, STATUS_LABELS, Status
from lib.facts.evidence import GRADES
from lib.facts.vocabulary import CONFIDENCE, RELATIONS, SIDES, SIGNATORIES, SOURCE_KINDS
from lib.language.i18n import N_
from lib.site.links import Links
from lib.site.view import View

Point = tuple[float, float]

_STATUSES = tuple(map(str, Status))
_LEVELS = tuple(FORMALITY)

SOURCES = (
    Column("source_id", N_("Identifier of the source"), example="s0146"),
    Column("relation", N_("What it does"), example="supports", options=tuple(RELATIONS)),
    Column("supports", N_("What the source says"), example="date, parties, fields", optional=True),
    Column("publisher", N_("Who published it"), example="Kagawa Prefecture"),
    Column("kind", N_("Kind of publisher"), example="official", options=tuple(SOURCE_KINDS)),
    Column("published", N_("When, as precisely as known"), example="2016-10-12", optional=True),
    Column("lang", N_("Language of the page"), example="ja"),
    Column("url", N_("Address of the page"), example="https://www.pref.kagawa.lg.jp/"),
)

COLUMNS = (
    Column("id", N_("Stable identifier of the record"), example="vj0123"),
    Column(
        "date",
        N_("Date as precisely as known: year, month or day"),
        example="2014-12",
        optional=True,
    ),
    Column(
        "date_first", N_("First day that the date can mean"), Type.DATE, "2014-12-01", optional=True
    ),
    Column(
        "date_last", N_("Last day that the date can mean"), Type.DATE, "2014-12-31", optional=True
    ),
    Column("vn_id", N_("Vietnamese locality, in the units asked for"), example="vn-hai-phong"),
    Column("vn", N_("Its name"), example="Hai Phong"),
    Column("jp_id", N_("Japanese locality, in the units asked for"), example="jp-kagawa"),
    Column("jp", N_("Its name"), example="Kagawa"),
    Column("vn_signed_id", N_("Vietnamese locality that signed"), example="vn-hai-phong"),
    Column("vn_signed", N_("Its name"), example="Hai Phong"),
    Column("jp_signed_id", N_("Japanese locality that signed"), example="jp-kagawa"),
    Column("jp_signed", N_("Its name"), example="Kagawa"),
    Column("kind", N_("Kind of record, code"), example="mou"),
    Column("kind_label", N_("Kind of record"), example="Memorandum of understanding"),
    Column(
        "signed",
        N_("Whether it is a signed document; others do not count as documents"),
        Type.BOOLEAN,
        True,
    ),
    Column(
        "signatory", N_("Signed or led by, code"), example="government", options=tuple(SIGNATORIES)
    ),
    Column("signatory_label", N_("Signed or led by"), example="Both localities’ own governments"),
    Column(
        "formality",
        N_("Level of the document: 4 sister city to 1 letter of intent, 0 no document"),
        Type.INTEGER,
        2,
        options=_LEVELS,
    ),
    Column(
        "formality_label",
        N_("Level of the document in words"),
        example="Memorandum or cooperation agreement",
        optional=True,
    ),
    Column(
        "pair_formality",
        N_("Highest level of the pair in the whole data set"),
        Type.INTEGER,
        2,
        options=_LEVELS,
    ),
    Column(
        "status",
        N_("Status of the document on the day of the answer, code"),
        example="presumed",
        options=_STATUSES,
        optional=True,
    ),
    Column(
        "status_label", N_("Status of the document"), example="Presumed in force", optional=True
    ),
    Column(
        "status_note", N_("Note on the status"), example="Still acted on in May 2024", optional=True
    ),
    Column("valid_until", N_("Stated end of term"), example="2027-03-31", optional=True),
    Column("renews", N_("Records that this one renews"), Type.LIST, ["vj0120"]),
    Column("title", N_("Title"), example="Memorandum on economic cooperation"),
    Column("summary", N_("Summary"), example="Province and city signed a memorandum."),
    Column(
        "vn_party",
        N_("Vietnamese party where it is not the locality’s own government"),
        example="Port of Hai Phong",
        optional=True,
    ),
    Column(
        "jp_party",
        N_("Japanese party where it is not the locality’s own government"),
        example="Port of Kobe",
        optional=True,
    ),
    Column(
        "date_note",
        N_("Note on the date"),
        example="One source gives the year only.",
        optional=True,
    ),
    Column("fields", N_("Fields of cooperation, codes"), Type.LIST, ["trade", "tourism"]),
    Column("field_labels", N_("Fields of cooperation"), Type.LIST, ["Trade", "Tourism"]),
    Column("grade", N_("Grade of evidence: A, B or C"), example="A", options=tuple(GRADES)),
    Column("publishers", N_("Independent publishers that support it"), Type.INTEGER, 2),
    Column("official", N_("Whether an official source supports it"), Type.BOOLEAN, True),
    Column(
        "known_from", N_("Whose sources it is known from"), example="both", options=tuple(SIDES)
    ),
    Column(
        "confidence",
        N_("How sure the reading of the sources is"),
        example="high",
        options=tuple(CONFIDENCE),
    ),
    Column("clair", N_("Whether it is comparable with CLAIR’s sister ties"), Type.BOOLEAN, False),
    Column("source_ids", N_("Supporting sources, identifiers"), Type.LIST, ["s0146"]),
    Column(
        "source_urls",
        N_("Supporting sources, addresses"),
        Type.LIST,
        ["https://www.pref.kagawa.lg.jp/"],
        sep=" ",
    ),
    Column("sources", N_("All sources, and what each supports"), Type.OBJECTS, parts=SOURCES),
    Column("link", N_("Permanent address of the record"), example="https://example.org/r/vj0123"),
)


def table(view: View, links: Links) -> Table:
    """The events that the filter keeps, by id."""
    kept = view.events

    def make(keys: Sequence[str]) -> Batch:
        return _batch(kept.loc[list(keys)], view, links)

    at = points(view.dataset)
    return Table(
        "events",
        COLUMNS,
        list(kept.index),
        make,
        lambda row: line(at[row["vn_id"]], at[row["jp_id"]]),
    )


def _batch(events: pd.DataFrame, view: View, links: Links) -> Batch:
    dataset, words, lang = view.dataset, view.words, view.lang
    _ = words.gettext
    ids = events.index.tolist()
    names = {
        key: dataset.full_name(key, lang)
        for side in ("vn_id", "jp_id", "vn_signed", "jp_signed")
        for key in events[side].unique()
    }
    cited = citations(events.index, dataset, lang)
    support = {key: [c for c in cited.get(key, ()) if c["relation"] == "supports"] for key in ids}
    labels = {table: labels_of(dataset, table, lang) for table in ("kinds", "fields")}
    statuses = {"": None, **{str(s): _(label) for s, label in STATUS_LABELS.items()}}
    fields = [list(codes) for codes in events["fields"].tolist()]
    batch: Batch = {
        "id": ids,
        "date_first": _days(events["first"]),
        "date_last": _days(events["last"]),
        "kind_label": [labels["kinds"][code] for code in events["kind"].tolist()],
        "signatory_label": [_(SIGNATORIES[code]) for code in events["signatory"].tolist()],
        "formality_label": [_(FORMALITY[n]) if n else None for n in events["formality"].tolist()],
        "status_label": [statuses[code] for code in events["status"].tolist()],
        "fields": fields,
        "field_labels": [[labels["fields"][code] for code in codes] for codes in fields],
        "renews": [list(keys) for keys in events["renews"].tolist()],
        "known_from": events["sides"].tolist(),
        "source_ids": [[c["source_id"] for c in support[key]] for key in ids],
        "source_urls": [[c["url"] for c in support[key]] for key in ids],
        "sources": [cited.get(key, []) for key in ids],
        "link": [links.record(key, view.lang) for key in ids],
    }
    for side in ("vn", "jp"):
        for column, given in ((f"{side}_id", side), (f"{side}_signed", f"{side}_signed")):
            batch[given] = [names[key] for key in events[column].tolist()]
        batch[f"{side}_id"] = events[f"{side}_id"].tolist()
        batch[f"{side}_signed_id"] = events[f"{side}_signed"].tolist()
    for name in ("title", "summary", "vn_party", "jp_party", "date_note", "status_note"):
        batch[name] = texts(events[f"{name}_{lang}"])
    for name in ("date", "kind", "signatory", "status", "valid_until", "grade", "confidence"):
        batch[name] = texts(events[name])
    for name in ("signed", "formality", "pair_formality", "publishers", "official", "clair"):
        batch[name] = events[name].tolist()
    return batch


def texts(values: pd.Series) -> list[str | None]:
    """The values, None for ""."""
    return [value or None for value in values.tolist()]


def _days(values: pd.Series) -> list[Any]:
    return list(values.to_numpy("datetime64[D]").astype(object))


def labels_of(dataset: Dataset, table: str, lang: str) -> dict[str, str]:
    """Each code of `kinds` or `fields` -> its label."""
    return {
        str(code): dataset.label(table, str(code), lang) for code in getattr(dataset, table).index
    }


def citations(events: pd.Index, dataset: Dataset, lang: str) -> dict[str, list[dict[str, Any]]]:
    """Per event its citations in the form of SOURCES."""
    evidence = dataset.evidence
    cited = evidence[evidence["event_id"].isin(events)].join(dataset.sources, on="source_id")
    cited = cited.assign(supports=cited[f"supports_{lang}"], publisher=cited[f"publisher_{lang}"])
    names = [column.name for column in SOURCES]
    columns = [texts(cited[name]) for name in names]
    found: dict[str, list[dict[str, Any]]] = {}
    for key, *values in zip(cited["event_id"].tolist(), *columns, strict=True):
        found.setdefault(key, []).append(dict(zip(names, values, strict=True)))
    return found


def points(dataset: Dataset) -> dict[str, Point]:
    """Each locality's longitude and latitude."""
    places = dataset.localities[["longitude", "latitude"]]
    return dict(zip(places.index, map(tuple, places.to_numpy().tolist()), strict=True))


def line(start: Point, end: Point) -> dict[str, Any]:
    """A straight GeoJSON line between two localities."""
    return {"type": "LineString", "coordinates": [start, end]}
