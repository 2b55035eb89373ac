"""The events that a filter keeps, one row each, with their sources and what each supports."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lib.exports import schema_columns
from lib.exports.columns import Batch, Column, Geometry, Table, texts
from lib.exports.event_columns import COLUMNS, SOURCES
from lib.facts.dataset import Dataset
from lib.facts.documents import FORMALITY, STATUS_LABELS
from lib.facts.localities import SIDES
from lib.facts.package import Package
from lib.facts.vocabulary import SIGNATORIES, Relation
from lib.language.i18n import Localizer
from lib.site.links import Links
from lib.site.view import View

Point = tuple[float, float]
_KNOWN = frozenset(column.name for column in COLUMNS)


def added(package: Package) -> tuple[Column, ...]:
    """The columns of events.csv that stand in the schema alone."""
    fields = package.tables["events"].fields
    return tuple(schema_columns.column(field) for field in fields if field["name"] not in _KNOWN)


def columns(package: Package) -> tuple[Column, ...]:
    """All columns of the table: those declared here, and before the last those of the schema."""
    return (*COLUMNS[:-1], *added(package), COLUMNS[-1])


def table(view: View, links: Links) -> Table:
    """The events that the filter keeps, by id."""
    kept = view.events

    def make(keys: Sequence[str]) -> Batch:
        return _batch(kept.loc[list(keys)], view, links)

    known = columns(view.dataset.package)
    return Table("events", known, list(kept.index), make, lines(view.dataset))


def _batch(events: pd.DataFrame, view: View, links: Links) -> Batch:
    dataset, lang = view.dataset, view.lang
    _ = view.words.gettext
    ids = events.index.tolist()
    cited = citations(events.index, dataset, lang)
    support = {
        key: [c for c in cited.get(key, ()) if c["relation"] == Relation.SUPPORTS] for key in ids
    }
    statuses = {"": None, **{str(s): _(label) for s, label in STATUS_LABELS.items()}}
    batch: Batch = {
        "id": ids,
        "date_first": _days(events["first"]),
        "date_last": _days(events["last"]),
        "kind_label": [dataset.label("kinds", code, lang) for code in events["kind"].tolist()],
        "signatory_label": [_(SIGNATORIES[code]) for code in events["signatory"].tolist()],
        "formality_label": [_(FORMALITY[n]) if n else None for n in events["formality"].tolist()],
        "status_label": [statuses[code] for code in events["status"].tolist()],
        "field_labels": [
            [dataset.label("fields", code, lang) for code in codes]
            for codes in events["fields"].tolist()
        ],
        "known_from": events["sides"].tolist(),
        "source_ids": [[c["source_id"] for c in support[key]] for key in ids],
        "source_urls": [[c["url"].replace(";", "%3B") for c in support[key]] for key in ids],
        "sources": [cited.get(key, []) for key in ids],
        "link": [links.record(key, lang) for key in ids],
    }
    for side in SIDES:
        for name, key in ((side, f"{side}_id"), (f"{side}_signed", f"{side}_signed")):
            units = events[key].tolist()
            batch[f"{name}_id"] = units
            batch[name] = [dataset.full_name(unit, lang) for unit in units]
    for column in columns(dataset.package):
        if column.name not in batch:
            batch[column.name] = _values(column, events, dataset.package, lang)
    return batch


def _values(column: Column, events: pd.DataFrame, package: Package, lang: str) -> list[Any]:
    """The values of a column of the data set; of a translated one, those in the language."""
    translated = column.name in package.texts("events")
    return column.values(events[f"{column.name}_{lang}" if translated else column.name])


def added_facts(key: str, dataset: Dataset, words: Localizer) -> list[tuple[str, str]]:
    """What the columns of `added` say of one event, heading and value, empty ones left out."""
    event = dataset.events.loc[[key]]
    facts = []
    for column in added(dataset.package):
        [value] = _values(column, event, dataset.package, words.lang)
        if value not in (None, []):
            facts.append((column.heading(words), str(column.readable(value, words))))
    return facts


def _days(values: pd.Series) -> list[Any]:
    return list(values.to_numpy("datetime64[D]").astype(object))


def citations(events: pd.Index, dataset: Dataset, lang: str) -> dict[str, list[dict[str, Any]]]:
    """Per event its citations in the form of SOURCES."""
    evidence = dataset.evidence
    cited = evidence[evidence["event_id"].isin(events)].join(dataset.sources, on="source_id")
    cited = cited.assign(supports=cited[f"supports_{lang}"], publisher=cited[f"publisher_{lang}"])
    names = [column.name for column in SOURCES]
    values = zip(*(texts(cited[name]) for name in names), strict=True)
    found: dict[str, list[dict[str, Any]]] = {}
    for key, row in zip(cited["event_id"].tolist(), values, strict=True):
        found.setdefault(key, []).append(dict(zip(names, row, strict=True)))
    return found


def points(dataset: Dataset) -> dict[str, Point]:
    """Each locality's longitude and latitude, WGS 84."""
    places = dataset.localities[["longitude", "latitude"]]
    return dict(zip(places.index, map(tuple, places.to_numpy().tolist()), strict=True))


def lines(dataset: Dataset) -> Geometry:
    """What gives a row with two localities a straight GeoJSON line between them."""
    at = points(dataset)
    return lambda row: {
        "type": "LineString",
        "coordinates": [at[row[f"{side}_id"]] for side in SIDES],
    }
