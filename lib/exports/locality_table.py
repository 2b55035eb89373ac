"""The localities that the filtered events belong to, with what they hold of them.

A locality has the events that the filter `vn=` or `jp=` with its id would keep: a prefecture those
of its cities, a unit of today those of its predecessors, which then have none themselves: each
record counts with one province. Without a filter all localities are there, also those for which
nothing was found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache, partial
from typing import Any

import numpy as np

from lib.counting.coverage import Found, coverage
from lib.exports.columns import (
    Batch,
    Column,
    Table,
    Type,
    boolean,
    integer,
    optional,
    several,
    texts,
)
from lib.exports.event_table import points
from lib.facts import successions
from lib.facts.identifiers import in_order
from lib.facts.localities import COUNTRIES, SIDES, other_side
from lib.facts.regions import NO_REGION
from lib.facts.vocabulary import LEVELS
from lib.language.i18n import N_
from lib.site import store
from lib.site.links import Links
from lib.site.store import Viewpoint
from lib.site.view import View

_EXAMPLE = "jp-osaka.izumiotsu"
_FLAGS = ("signed", "running", "contradicted")
COLUMNS = (
    Column("id", N_("Stable identifier of the locality"), _EXAMPLE),
    Column("country", N_("Country, ISO 3166-1"), "JP", options=COUNTRIES),
    Column("level", N_("Level of the unit, code"), "city", options=LEVELS),
    Column("level_label", N_("Level of the unit"), "City"),
    Column("name", N_("Name"), "Izumiotsu"),
    Column("full_name", N_("Name with the unit that it lies in"), "Izumiotsu, Osaka"),
    several(
        "other_names",
        N_("Other names: official forms, romaji, readings, abbreviations, former names"),
        ["Izumiōtsu-shi"],
    ),
    optional("parent_id", N_("Unit that it lies in"), "jp-osaka"),
    optional("iso_3166_2", N_("ISO 3166-2 code, also of former units"), "JP-27"),
    optional("wikidata_id", N_("Wikidata item"), "Q48326"),
    optional("geonames_id", N_("GeoNames id"), 1861107, Type.INTEGER, read=int),
    Column("latitude", N_("Latitude, WGS 84"), 34.5, Type.NUMBER),
    Column("longitude", N_("Longitude, WGS 84"), 135.4, Type.NUMBER),
    optional("valid_from", N_("First day, where it matters"), "2025-01-01"),
    optional("valid_to", N_("Last day, where it is a former unit"), "2025-06-30"),
    optional("region", N_("Region that it lies in, code of regions.csv"), "kinki"),
    optional("region_name", N_("Region that it lies in"), "Kinki (Kansai)"),
    Column(
        "count_as",
        N_("Unit with which it counts as one: itself, or what it became by a new name or rank"),
        _EXAMPLE,
    ),
    boolean(
        "counted",
        N_("Whether it is a unit of the view; one that is not holds none of the ties here"),
        True,
    ),
    Column("current_id", N_("Unit that holds its ties on the day of the answer"), _EXAMPLE),
    several(
        "former_ids",
        N_("Former units whose ties it holds on the day of the answer"),
        ["vn-binh-duong"],
    ),
    integer("records", N_("Records, with those of the units in it"), 3),
    integer("documents", N_("Signed documents, with those of the units in it"), 1),
    integer("partners", N_("Localities across with a signed document"), 1),
    integer("running_partners", N_("Localities across with a document that still runs"), 1),
    integer("ties", N_("Localities across without a signed document"), 0),
    integer("contradicted", N_("Signed documents that a source contradicts"), 0),
    Column("link", N_("Page of the locality"), f"https://example.org/locality?id={_EXAMPLE}"),
)

_NAMES = {
    "en": Column("name_en", N_("Name in English"), "Izumiotsu"),
    "vi": Column("name_vi", N_("Name in Vietnamese"), "Izumiotsu"),
    "ja": Column("name_ja", N_("Name in Japanese"), "泉大津市"),
}


def columns(languages: tuple[str, ...]) -> tuple[Column, ...]:
    """All columns of the table, with a name in each language of the data set."""
    at = next(i for i, column in enumerate(COLUMNS) if column.name == "parent_id")
    other = partial(Column, about=N_("Name"), example=_EXAMPLE)
    names = (_NAMES.get(lang) or other(f"name_{lang}") for lang in languages)
    return (*COLUMNS[:at], *names, *COLUMNS[at:])


# A layer of one kind of geometry, which is all that a shapefile can hold.
POINTS, AREAS = "points", "areas"
GEOMETRIES = (POINTS, AREAS)


@dataclass(frozen=True)
class _Counts:
    """What a locality holds of a view, by the names of the columns."""

    records: int = 0
    documents: int = 0
    partners: int = 0
    running_partners: int = 0
    ties: int = 0
    contradicted: int = 0

    @property
    def found(self) -> Found:
        """The best that was found."""
        return Found.DOCUMENTS if self.documents else Found.TIES if self.records else Found.NONE


def _counted(view: View) -> dict[str, _Counts]:
    """What each locality holds. What a former unit signed counts with the one that holds it."""
    dataset, index = view.dataset, view.index
    kept = dataset.events.index.isin(view.events.index)
    flags = {name: kept & dataset.events[name].to_numpy(bool) for name in _FLAGS}
    counts: dict[str, _Counts] = {}
    for side in SIDES:
        matrix = index.matrices[side]
        partners = dataset.events[f"{other_side(side)}_id"].to_numpy(object)
        for key, column in index.columns[side].items():
            held = matrix[:, column] if key not in dataset.successors else False
            own = {name: held & flag for name, flag in flags.items()}
            across = set(partners[held & kept])
            with_document = set(partners[own["signed"]])
            counts[key] = _Counts(
                records=int(np.count_nonzero(held & kept)),
                documents=int(np.count_nonzero(own["signed"])),
                partners=len(with_document),
                running_partners=len(set(partners[own["running"]])),
                ties=len(across - with_document),
                contradicted=int(np.count_nonzero(own["signed"] & own["contradicted"])),
            )
    return counts


def _without_any(view: View) -> set[str]:
    """The provinces and prefectures of which nothing was found, each once."""
    return {
        key
        for country in COUNTRIES
        for key in coverage(view.dataset, country, view.events).found[Found.NONE]
    }


def table(view: View, links: Links, kind: str | None = None, found: str | None = None) -> Table:
    """The localities of the events that the filter keeps, by id; without a filter all.

    `kind` is one of GEOMETRIES, and with AREAS only those that have one are in the table. Without
    it a province-level unit has its area, and any other locality its point. With `found`, a code of
    Found, those of which that is the best that was found in the view; for NONE provinces and
    prefectures alone.
    """
    dataset = view.dataset
    counts = _counted(view)
    if found is None:
        counts = {key: each for key, each in counts.items() if each.records or not view.chosen}
    else:
        among = _without_any(view) if found == Found.NONE else set(counts)
        counts = {k: each for k, each in counts.items() if each.found == found and k in among}
    shapes = {} if kind == POINTS else _shapes(view.viewpoint)
    at = points(dataset)

    def geometry(row: dict[str, Any]) -> dict[str, Any]:
        point = {"type": "Point", "coordinates": at[row["id"]]}
        return shapes.get(row["id"], point)

    def make(keys: Sequence[str]) -> Batch:
        return _batch(keys, counts, view, links)

    keys = in_order(key for key in counts if kind != AREAS or key in shapes)
    return Table("localities", columns(dataset.languages), keys, make, geometry)


def _batch(keys: Sequence[str], counts: Mapping[str, _Counts], view: View, links: Links) -> Batch:
    dataset, lang = view.dataset, view.lang
    moves = successions.current_units(dataset.successions, view.today)
    formers: dict[str, list[str]] = {}
    for former, current in sorted(moves.items()):
        formers.setdefault(current, []).append(former)
    same = successions.same_unit(dataset.successions)
    regions = [dataset.regions.containing(dataset.ancestors[key]) for key in keys]
    units = dataset.localities.loc[list(keys)]
    batch: Batch = {
        "id": list(keys),
        "level_label": [view.words.gettext(LEVELS[level]) for level in units["level"]],
        "name": texts(units[f"name_{lang}"]),
        "full_name": [dataset.full_name(key, lang) for key in keys],
        "other_names": [list(dataset.other_names.get(key, ())) for key in keys],
        "region": [code if code != NO_REGION else None for code in regions],
        "region_name": [
            dataset.regions.name(code, lang) if code != NO_REGION else None for code in regions
        ],
        "count_as": [same.get(key, key) for key in keys],
        "counted": [key not in dataset.successors for key in keys],
        "current_id": [moves.get(key, key) for key in keys],
        "former_ids": [formers.get(key, []) for key in keys],
        "link": [links.locality(key, view) for key in keys],
    }
    for name in (field.name for field in fields(_Counts)):
        batch[name] = [getattr(counts[key], name) for key in keys]
    # All others are columns of localities.csv.
    own = [column for column in columns(dataset.languages) if column.name not in batch]
    return batch | {column.name: column.values(units[column.name]) for column in own}


@lru_cache(maxsize=4)
def _shapes(viewpoint: Viewpoint) -> dict[str, dict[str, Any]]:
    """The province-level polygons of a perspective by id."""
    dataset = store.dataset(viewpoint.edition)
    return {
        feature["properties"]["id"]: feature["geometry"]
        for name in dataset.package.boundaries_of(viewpoint.units)
        for feature in dataset.boundaries[name]
    }
