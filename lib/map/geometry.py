"""The polygons of the map in scene coordinates; what no filter changes as a file for browsers."""

import json
from dataclasses import asdict
from functools import lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd

from lib.facts.localities import pair_ends
from lib.facts.perspective import Units
from lib.language.i18n import LANGUAGES, words
from lib.map import overlay, projection, tooltip
from lib.map import seats as seats_of
from lib.map.svg_path import short_path_data
from lib.site import config, links, store
from lib.site.kept import Kept
from lib.site.overlay import Overlay
from lib.site.store import Viewpoint


@lru_cache(maxsize=8)
def features(viewpoint: Viewpoint, scene: str) -> gpd.GeoDataFrame:
    """The province-level polygons of both countries: index `id`, column geometry.

    They are in the coordinates of a scene, one of `projection.SCENES`, to two decimals. Shared, so
    never to be changed.
    """
    dataset = store.dataset(viewpoint.edition)
    names = dataset.package.boundaries_of(viewpoint.units)
    files = [gpd.GeoDataFrame.from_features(dataset.boundaries[name]) for name in names]
    shapes = pd.concat(files).set_index("id").geometry
    drawn = projection.SCENES[scene].draw(shapes)
    return gpd.GeoDataFrame(geometry=drawn.transform(lambda points: np.round(points, 2)))


def polygons(viewpoint: Viewpoint, scene: str) -> list[str]:
    """The ids of the polygons of a scene, in their order."""
    return [str(key) for key in features(viewpoint, scene).index]


def geometry(viewpoint: Viewpoint, scene: str, lang: str) -> Kept:
    """All of a scene that no filter changes, as JSON.

    `areas`: id, path in tenths of a unit, and what the pointer tells of it in the whole data set
    (name, documents, records, latest signing); `seats`: id, x, y and name of each unit with
    records; `links`: the places of their ends among those, and their bend; `documents`: date and
    title, from the latest on; what this installation adds, and the words of the map.
    """
    return _geometry(viewpoint, scene, lang, config.in_use().overlay)


@lru_cache(maxsize=24)
def _geometry(viewpoint: Viewpoint, scene: str, lang: str, added: Overlay) -> Kept:
    plane, dataset, said = projection.SCENES[scene], store.perspective_of(viewpoint), words(lang)
    shapes = features(viewpoint, scene).geometry
    tips = tooltip.whole_set_tips(dataset, said)
    seats = seats_of.seats(viewpoint, scene)
    place = {key: n for n, key in enumerate(seats)}
    titles = dataset.events[f"title_{lang}"], dataset.events["date"]
    drawn = overlay.drawn(added, scene, lang)
    content = {
        "width": plane.width,
        "height": plane.height,
        "inset": [round(edge, 1) for edge in plane.inset()],
        "areas": [[key, short_path_data(shape, 10), *tips[key]] for key, shape in shapes.items()],
        "seats": [[key, x, y, dataset.name(key, lang)] for key, (x, y) in seats.items()],
        "links": [
            [*(place[end] for end in pair_ends(key)), bend]
            for key, bend in seats_of.bends(viewpoint, scene).items()
        ],
        "documents": [
            [said.short_date(titles[1][key]) if titles[1][key] else "", titles[0][key]]
            for key in seats_of.documents(viewpoint)
        ],
        "overlay": asdict(drawn) if drawn.marks else None,
        "words": tooltip.said(said),
    }
    return Kept.of(json.dumps(content, separators=(",", ":"), ensure_ascii=False))


def geometry_url(viewpoint: Viewpoint, scene: str, lang: str) -> str:
    """Where the file of a scene is; it changes with its content, so browsers keep it."""
    tag = geometry(viewpoint, scene, lang).tag
    return links.geometry(viewpoint.units, scene, lang, tag)


def warm(edition: str | None = None) -> None:
    """Make every file of a scene before the first visitor asks for one, of the data in use or of
    an edition that will be.
    """
    data = store.load()
    edition = edition or (data.edition if data is not None else "")
    for units in Units if edition else ():
        for scene in projection.SCENES:
            for lang in LANGUAGES:
                geometry(Viewpoint(edition, units, config.today(lang)), scene, lang)
