"""The localities that the filtered events belong to, with what they hold of them.

A locality has the events that the filter `vn=` or `jp=` with its id would keep: a prefecture those
of its cities, a unit of today those of its predecessors. Without a filter all localities are
there, also those for which nothing was found.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from lib.exports.columns import Batch, Column, Table, Type
from lib.exports.event_table import points, texts
from lib.facts import successions
from lib.facts.vocabulary import LEVELS
from lib.language.i18n import N_
from lib.site import store
from lib.site.links import Links
from lib.site.store import Viewpoint
from lib.site.view import View

COLUMNS = (
    Column("id", N_("Stable identifier of the locality"), example="jp-osaka.izumiotsu"),
    Column("country", N_("Country, ISO 3166-1"), example="JP", options=("VN", "JP")),
    Column("level", N_("Level of the unit, code"), example="city", options=tuple(LEVELS)),
    Column("level_label", N_("Level of the unit"), example="City"),
    Column("name", N_("Name"), example="Izumiotsu"),
    Column("full_name", N_("Name with the unit that it lies in"), example="Izumiotsu, Osaka"),
    Column("name_en", N_("Name in English"), example="Izumiotsu"),
    Column("name_vi", N_("Name in Vietnamese"), example="Izumiotsu"),
    Column("name_ja", N_("Name in Japanese"), example="泉大津市"),
    Column("parent_id", N_("Unit that it lies in"), example="jp-osaka", optional=True),
    Column(
        "iso_3166_2", N_("ISO 3166-2 code, also of former units"), example="JP-27", optional=True
    ),
    Column("wikidata_id", N_("Wikidata item"), example="Q48326", optional=True),
    Column("geonames_id", N_("GeoNames id"), Type.INTEGER, 1861107, optional=True),
    Column("latitude", N_("Latitude, WGS 84"), Type.NUMBER, 34.5),
    Column("longitude", N_("Longitude, WGS 84"), Type.NUMBER, 135.4),
    Column("valid_from", N_("First day, where it matters"), example="2025-01-01", optional=True),
    Column(
        "valid_to", N_("Last day, where it is a former unit"), example="2025-06-30", optional=True
    ),
    Column(
        "current_id",
        N_("Unit that holds its ties on the day of the answer"),
        example="jp-osaka.izumiotsu",
    ),
    Column(
        "former_ids",
        N_("Former units whose ties it holds on the day of the answer"),
        Type.LIST,
        ["vn-binh-duong"],
    ),
    Column("records", N_("Records, with those of the units in it"), Type.INTEGER, 3),
    Column("documents", N_("Signed documents, with those of the units in it"), Type.INTEGER, 1),
    Column("partners", N_("Localities across with a signed document"), Type.INTEGER, 1),
    Column(
        "link",
        N_("Page of the locality"),
        example="https://example.org/locality?id=jp-osaka.izumiotsu",
    ),
)


def table(view: View, links: Links) -> Table:
    """The localities of the events that the filter keeps, by id."""
    dataset, index = view.dataset, view.index
    kept = dataset.events.index.isin(view.events.index)
    signed = kept & dataset.events["signed"].to_numpy(bool)
    counts: dict[str, tuple[int, int, int]] = {}
    for side, across in (("vn", "jp_id"), ("jp", "vn_id")):
        matrix = index.matrices[side]
        partners = dataset.events[across].to_numpy(object)
        for key, column in index.columns[side].items():
            held = matrix[:, column]
            records = int(np.count_nonzero(held & kept))
            if records or not view.chosen:
                own = held & signed
                counts[key] = (records, int(np.count_nonzero(own)), len(set(partners[own])))
    shapes = _shapes(view.viewpoint)
    at = points(dataset)

    def geometry(row: dict[str, Any]) -> dict[str, Any]:
        point = {"type": "Point", "coordinates": at[row["id"]]}
        return shapes.get(row["id"], point)

    def make(keys: Sequence[str]) -> Batch:
        return _batch(keys, counts, view, links)

    return Table("localities", COLUMNS, sorted(counts), make, geometry)


def _batch(
    keys: Sequence[str], counts: dict[str, tuple[int, int, int]], view: View, links: Links
) -> Batch:
    dataset, lang = view.dataset, view.lang
    moves = successions.current_units(dataset.successions, view.today)
    formers: dict[str, list[str]] = {}
    for former, current in sorted(moves.items()):
        formers.setdefault(current, []).append(former)
    units = dataset.localities.loc[list(keys)]
    batch: Batch = {
        "id": list(keys),
        "level_label": [view.words.gettext(LEVELS[level]) for level in units["level"]],
        "name": texts(units[f"name_{lang}"]),
        "full_name": [dataset.full_name(key, lang) for key in keys],
        "geonames_id": [int(value) if value else None for value in units["geonames_id"]],
        "latitude": units["latitude"].tolist(),
        "longitude": units["longitude"].tolist(),
        "current_id": [moves.get(key, key) for key in keys],
        "former_ids": [formers.get(key, []) for key in keys],
        "link": [links.locality(key, view) for key in keys],
    }
    for name in ("country", "level", "name_en", "name_vi", "name_ja", "parent_id"):
        batch[name] = texts(units[name])
    for name in ("iso_3166_2", "wikidata_id", "valid_from", "valid_to"):
        batch[name] = texts(units[name])
    for position, name in enumerate(("records", "documents", "partners")):
        batch[name] = [counts[key][position] for key in keys]
    return batch


@lru_cache(maxsize=4)
def _shapes(viewpoint: Viewpoint) -> dict[str, dict[str, Any]]:
    """The province-level polygons of a perspective by id."""
    dataset = store.dataset(viewpoint.edition)
    return {
        feature["properties"]["id"]: feature["geometry"]
        for name in dataset.package.boundaries_of(viewpoint.units)
        for feature in dataset.boundaries[name]
    }
