"""The polygons of the map: in scene coordinates, as a file for the browser, and its URL."""

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from lib.facts.perspective import Units
from lib.language.i18n import LANGUAGES, words
from lib.map import projection, tooltip
from lib.map.svg_path import short_path_data
from lib.site import links, store
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


@lru_cache(maxsize=8)
def small_paths(viewpoint: Viewpoint, scene: str) -> tuple[str, ...]:
    """The polygons of a scene as SVG paths for a small map, in their order; "" for what is lost.

    Borders are simplified by what is less than a few square pixels, alike on both of their sides.
    """
    shapes = shapely.coverage_simplify(features(viewpoint, scene).geometry.to_numpy(), 4)
    return tuple(map(short_path_data, shapes))


@dataclass(frozen=True)
class Geometry:
    """A scene's polygons as gzipped GeoJSON; `tag` changes with the content."""

    body: bytes
    tag: str


@lru_cache(maxsize=24)
def geometry(viewpoint: Viewpoint, scene: str, lang: str) -> Geometry:
    """The polygons of a scene, with what the pointer shows over each.

    Properties: `id`, `position` in the list and the fields of the tooltip, which speak of the whole
    data set, since this file is the same for every filter.
    """
    shapes = features(viewpoint, scene).reset_index()
    tips = tooltip.whole_set_tips(store.perspective_of(viewpoint), words(lang))
    texts = pd.DataFrame([tips[key] for key in shapes["id"]])
    collection = shapes.assign(position=shapes.index, **texts).to_geo_dict(drop_id=True)
    text = json.dumps(collection, separators=(",", ":"), ensure_ascii=False).encode()
    return Geometry(gzip.compress(text, mtime=0), hashlib.sha256(text).hexdigest()[:12])


def geometry_url(viewpoint: Viewpoint, scene: str, lang: str) -> str:
    """Where the polygons of a scene are; it changes with their content, so browsers keep them."""
    tag = geometry(viewpoint, scene, lang).tag
    return links.geometry(viewpoint.units, scene, lang, tag)


def warm() -> None:
    """Make every file of polygons before the first visitor asks for one."""
    if store.load() is not None:
        for units in Units:
            for scene in projection.SCENES:
                for lang in LANGUAGES:
                    geometry(store.viewpoint(units, lang), scene, lang)
