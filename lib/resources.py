"""What every visitor shares: the data set, loaded and checked once per process."""

import gzip
import hashlib
import json
import logging
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from lib import (
    catalogue,
    checks,
    filters,
    network,
    parameters,
    partnerships,
    perspective,
    schematic,
)
from lib.i18n import LANGUAGES, words
from lib.perspective import Units

LOG = logging.getLogger("dashboard")


class BrokenData(RuntimeError):
    """The data package did not pass its checks; the log says where."""


@dataclass(frozen=True)
class Seen:
    """What a visitor sees the data through: whose units, and on which day."""

    units: Units
    today: date


def data_folder() -> Path:
    """The data package's folder: `data/`, or what VJ_DATA names."""
    return Path(os.environ.get("VJ_DATA") or catalogue.DATA)


def today() -> date:
    """The day (UTC) on which status and anniversaries are told; VJ_TODAY sets it for tests."""
    fixed = os.environ.get("VJ_TODAY")
    return date.fromisoformat(fixed) if fixed else datetime.now(UTC).date()


@lru_cache(maxsize=1)
def load() -> catalogue.Catalogue | None:
    """The data set; None if it is broken, in which case each finding is in the log."""
    folder = data_folder()
    findings = checks.check(folder, today())
    for finding in findings:
        LOG.log(logging.ERROR if finding.severity == "error" else logging.WARNING, "%s", finding)
    if errors := checks.errors(findings):
        LOG.error("%s: the data set could not be loaded, %d errors", folder, len(errors))
        return None
    return catalogue.load(folder)


def warm() -> None:
    """Load and index the data set and its borders, so that no visitor waits for them.

    Many who come at once to a server that has just started would each work it out.
    """
    if load() is not None:
        for units in Units:
            seen = Seen(units, today())
            index(seen)
            for scene in schematic.SCENES:
                for lang in LANGUAGES:
                    geometry(seen, scene, lang)


def loaded() -> catalogue.Catalogue:
    """The data set; raises BrokenData."""
    data = load()
    if data is None:
        raise BrokenData
    return data


@lru_cache(maxsize=4)
def index(seen: Seen) -> parameters.Index:
    """The data set as seen, indexed; raises BrokenData."""
    view = perspective.see(loaded(), seen.units, seen.today)
    # Built here and not in the first visitor's run.
    _ = view.event_text, view.gazetteer, view.top
    return parameters.Index(view)


@lru_cache(maxsize=512)
def selected(seen: Seen, chosen: filters.Filter) -> pd.DataFrame:
    """The events that a filter keeps; shared between visitors, so never to be changed."""
    return filters.select(chosen, index(seen))


@lru_cache(maxsize=512)
def option_counts(seen: Seen, chosen: filters.Filter) -> dict[str, dict[str, int]]:
    """See `filters.option_counts`; shared between visitors."""
    return filters.option_counts(chosen, index(seen))


@lru_cache(maxsize=8)
def polygons(units: Units, scene: str) -> list[str]:
    """The ids of the polygons of one of `schematic.SCENES`, in their order."""
    return [feature["properties"]["id"] for feature in features(units, scene)]


@lru_cache(maxsize=512)
def totals(seen: Seen, chosen: filters.Filter) -> partnerships.Totals:
    """What the events of a filter count up to."""
    return partnerships.totals(selected(seen, chosen))


@lru_cache(maxsize=512)
def linked(seen: Seen, chosen: filters.Filter) -> pd.DataFrame:
    """Pairs of province-level units as from `partnerships.pairs`; not to be changed."""
    return partnerships.pairs(selected(seen, chosen), index(seen).catalogue.top)


@lru_cache(maxsize=512)
def signing_years(seen: Seen, chosen: filters.Filter) -> tuple[int, int] | None:
    """The years of the first and the latest dated signing; None without one."""
    events = selected(seen, chosen)
    signed = events.loc[events["signed"], "first"].dropna()
    return None if signed.empty else (int(signed.min().year), int(signed.max().year))


@dataclass(frozen=True)
class Geometry:
    """A scene's polygons as gzipped GeoJSON; `tag` changes with the content."""

    body: bytes
    tag: str


@lru_cache(maxsize=24)
def geometry(seen: Seen, scene: str, lang: str) -> Geometry:
    """The polygons of a scene, with what the pointer shows over each.

    Properties: `id`, `position` and the fields of the tooltip, which speak of the whole data set,
    since this file is the same for every filter.
    """
    view = index(seen).catalogue
    tips = network.whole_set_tips(view, words(lang))
    drawn = []
    for feature in features(seen.units, scene):
        key = feature["properties"]["id"]
        drawn.append({**feature, "properties": {**feature["properties"], **tips[key]}})
    collection = {"type": "FeatureCollection", "features": drawn}
    text = json.dumps(collection, separators=(",", ":"), ensure_ascii=False).encode()
    return Geometry(gzip.compress(text, mtime=0), hashlib.sha256(text).hexdigest()[:12])


@lru_cache(maxsize=8)
def features(units: Units, scene: str) -> list[dict[str, Any]]:
    """See `schematic.features`; shared, not to be changed."""
    return schematic.features(data_folder(), units, schematic.SCENES[scene])
