"""What every visitor shares: the data set, loaded and checked once per process."""

import gzip
import json
import logging
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from lib import catalogue, checks, filters, network, schematic
from lib.i18n import words

LOG = logging.getLogger("dashboard")


class BrokenData(RuntimeError):
    """The data package did not pass its checks; the log says where."""


def data_folder() -> Path:
    """The data package's folder: `data/`, or what VJ_DATA names."""
    return Path(os.environ.get("VJ_DATA") or catalogue.DATA)


@lru_cache(maxsize=1)
def load() -> filters.Index | None:
    """The indexed data set; None if it is broken, in which case each finding is in the log."""
    folder = data_folder()
    findings = checks.check(folder)
    for finding in findings:
        LOG.error("%s", finding)
    if findings:
        LOG.error("%s: the data set could not be loaded, %d findings", folder, len(findings))
        return None
    index = filters.Index(catalogue.load(folder))
    # Built here and not in the first visitor's run.
    _ = index.catalogue.event_text, index.catalogue.gazetteer, index.catalogue.top
    return index


def index() -> filters.Index:
    """The indexed data set; raises BrokenData."""
    loaded = load()
    if loaded is None:
        raise BrokenData
    return loaded


@lru_cache(maxsize=256)
def selected(chosen: filters.Filter) -> pd.DataFrame:
    """The events that a filter keeps; shared between visitors, so never to be changed."""
    return filters.select(chosen, index())


@lru_cache(maxsize=256)
def option_counts(chosen: filters.Filter) -> dict[str, dict[str, int]]:
    """See `filters.option_counts`; shared between visitors."""
    return filters.option_counts(chosen, index())


@dataclass(frozen=True)
class Shapes:
    """The polygons of a scene: their ids in order, and the largest circle within each."""

    ids: list[str]
    reach: dict[str, float]


@lru_cache(maxsize=8)
def shapes(scene: str) -> Shapes:
    """The polygons of one of `schematic.SCENES`."""
    drawn = _features(scene)
    ids = [feature["properties"]["id"] for feature in drawn]
    return Shapes(ids, {key: schematic.reach(f) for key, f in zip(ids, drawn, strict=True)})


@lru_cache(maxsize=16)
def geometry(scene: str, lang: str) -> bytes:
    """The polygons of a scene as gzipped GeoJSON, with what the pointer shows over each.

    Properties: `id`, `n`, `name`, `detail`. The detail speaks of the whole data set, since this
    file is the same for every filter.
    """
    loaded = index().catalogue
    details = network.whole_set_details(loaded, words(lang))
    features = [
        {
            **feature,
            "properties": {
                **feature["properties"],
                "name": loaded.full_name(feature["properties"]["id"], lang),
                "detail": details[feature["properties"]["id"]],
            },
        }
        for feature in _features(scene)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    text = json.dumps(collection, separators=(",", ":"), ensure_ascii=False)
    return gzip.compress(text.encode(), mtime=0)


@lru_cache(maxsize=8)
def _features(scene: str) -> list[dict[str, dict[str, str]]]:
    return schematic.features(data_folder(), schematic.SCENES[scene])
