"""The polygons of the map: in scene coordinates, as a file for the browser, and its URL."""

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shapely.geometry import mapping, shape

from lib.facts.perspective import Units
from lib.language.i18n import LANGUAGES, words
from lib.map import projection, tooltip
from lib.site import links, store
from lib.site.store import Viewpoint


@lru_cache(maxsize=8)
def features(viewpoint: Viewpoint, scene: str) -> list[dict[str, Any]]:
    """The province-level polygons of both countries in the coordinates of a scene, as GeoJSON.

    `scene` names one of `projection.SCENES`. Properties: `id`, and `position` in the list. Shared,
    so never to be changed.
    """
    drawn: list[dict[str, Any]] = []
    dataset = store.dataset(viewpoint.edition)
    for name in dataset.package.boundaries_of(viewpoint.units):
        for feature in dataset.boundaries[name]:
            geometry = projection.SCENES[scene].draw(shape(feature["geometry"]))
            drawn.append(
                {
                    "type": "Feature",
                    "properties": {"id": feature["properties"]["id"], "position": len(drawn)},
                    "geometry": _rounded(mapping(geometry)),
                }
            )
    return drawn


def _rounded(geometry: dict[str, Any]) -> dict[str, Any]:
    def tidy(part: Any) -> Any:
        return round(part, 2) if isinstance(part, float) else [tidy(p) for p in part]

    return {"type": geometry["type"], "coordinates": tidy(geometry["coordinates"])}


@lru_cache(maxsize=8)
def polygons(viewpoint: Viewpoint, scene: str) -> list[str]:
    """The ids of the polygons of a scene, in their order."""
    return [feature["properties"]["id"] for feature in features(viewpoint, scene)]


@dataclass(frozen=True)
class Geometry:
    """A scene's polygons as gzipped GeoJSON; `tag` changes with the content."""

    body: bytes
    tag: str


@lru_cache(maxsize=24)
def geometry(viewpoint: Viewpoint, scene: str, lang: str) -> Geometry:
    """The polygons of a scene, with what the pointer shows over each.

    Properties: `id`, `position` and the fields of the tooltip, which speak of the whole data set,
    since this file is the same for every filter.
    """
    view = store.perspective_of(viewpoint)
    tips = tooltip.whole_set_tips(view, words(lang))
    drawn = []
    for feature in features(viewpoint, scene):
        key = feature["properties"]["id"]
        drawn.append({**feature, "properties": {**feature["properties"], **tips[key]}})
    collection = {"type": "FeatureCollection", "features": drawn}
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
                    geometry(store.viewpoint(units), scene, lang)
