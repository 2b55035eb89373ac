"""Process-wide cache of maps, charts and the counts behind them, keyed by view.

Building a figure takes longer than most else that a page does. Every input is an argument
and goes into the key; what is returned is shared, so never to be changed.
"""

import json
from functools import lru_cache
from typing import Any

import pandas as pd

from lib.charts import rules
from lib.charts.frame import Chart
from lib.charts.of_view import (
    breakdown,
    brush,
    by_region,
    field_statistics,
    growth,
    lanes,
    locality_fields,
    locality_lanes,
    periods,
    region_names,
    regions_of,
    selection,
    signings,
    together,
)
from lib.counting import coverage, partnerships, profile, quality, upcoming
from lib.counting import reached as reached_of
from lib.counting import signings as signings_of
from lib.counting.coverage import Coverage
from lib.counting.quality import ISSUES
from lib.counting.reached import Reached
from lib.counting.upcoming import Dates
from lib.facts.documents import Status
from lib.facts.localities import side_of
from lib.facts.rows import row, rows
from lib.language.i18n import words
from lib.map import geometry, payload
from lib.map import picture as map_picture
from lib.map.content import MapContent, MapRequest
from lib.map.locator import locator as locator_of
from lib.pictures import screen
from lib.site import store
from lib.site.store import Viewpoint
from lib.site.view import View
from lib.style.context import Context
from lib.style.palette import Palette

# The charts are those of `lib.charts.of_view`, which pictures show too.
__all__ = [
    "breakdown",
    "brush",
    "by_region",
    "field_statistics",
    "growth",
    "lanes",
    "locality_fields",
    "locality_lanes",
    "periods",
    "region_names",
    "regions_of",
    "selection",
    "signings",
    "together",
]
_shared = lru_cache(maxsize=512)


@_shared
def picture(request: MapRequest) -> MapContent:
    """What the map shows of the filter's events."""
    return map_picture.picture(request)


@_shared
def map_payload(request: MapRequest, alt: str, marked: frozenset[str]) -> bytes:
    """What the map in the browser is told, as JSON; for `marked` see `lib.map.payload`."""
    return as_json(payload.payload(request, picture(request), alt, marked))


@_shared
def coming_dates(view: View, months: int) -> Dates:
    """Anniversaries and ends of term within so many months, and those of late."""
    return upcoming.dates(view.events, view.today, months)


@lru_cache(maxsize=256)
def on_screen(
    chart: Chart, context: Context, name: str, *, clicks: bool = False, ranges: bool = False
) -> bytes:
    """A chart of these as the browser gets it, as JSON: see `lib.pictures.screen` and chart.js.

    `clicks` if what is clicked is to be told, `ranges` if a range can be drawn over it.
    """
    drawn = screen.drawn(chart, context, name)
    save = context.words.gettext("Save the chart as a picture (PNG)")
    return as_json({**drawn, "name": name, "save": save, "clicks": clicks, "ranges": ranges})


def as_json(data: object) -> bytes:
    """JSON as short as can be. Streamlit would write it anew, twice, in each run."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


# --- One locality ---------------------------------------------------------------------------------


def events_of(view: View, key: str) -> pd.DataFrame:
    """The records of a locality under the filter, whatever it says of the same side."""
    return view.filtered(view.chosen.with_(side_of(key), (key,))).events


@_shared
def summary_of(view: View, key: str) -> profile.Summary:
    """A locality in figures, whatever the filter says of its side."""
    return profile.summary(events_of(view, key), side_of(key))


@_shared
def partners_of(view: View, key: str) -> pd.DataFrame:
    """A locality's partners as from `profile.partners`; not to be changed."""
    return profile.partners(events_of(view, key), side_of(key))


@_shared
def locator(viewpoint: Viewpoint, key: str, palette: Palette, title: str, lang: str) -> str:
    """Where a locality lies in its country, as SVG."""
    dataset = store.perspective_of(viewpoint)
    unit = row(dataset.localities, key)
    features = geometry.features(viewpoint, "wide")
    shape = profile.drawn_as(dataset, key, list(features.index))
    point = (unit.longitude, unit.latitude)
    return locator_of(features, unit.country, shape, point, palette, title, lang)


@_shared
def signing_units(view: View, key: str) -> dict[str, int]:
    """How many records of a locality each province-level unit signed or led, most first; not to be
    changed.
    """
    signed = events_of(view, key)[f"{side_of(key)}_signed"].map(view.dataset.provinces)
    return {str(unit): int(count) for unit, count in signed.value_counts().items()}


@_shared
def neighbours(viewpoint: Viewpoint, key: str) -> tuple[list[str], pd.DataFrame]:
    """The units near a locality, and partners that they have and it has not."""
    dataset = store.perspective_of(viewpoint)
    near = profile.neighbours(dataset, key)
    return near, profile.suggested_partners(dataset.events, dataset, key, near)


@lru_cache(maxsize=8)
def cited_pages(viewpoint: Viewpoint, lang: str) -> dict[str, list[tuple[str, str]]]:
    """Publisher and address of each page that a record cites, by record."""
    dataset = store.perspective_of(viewpoint)
    cited = dataset.evidence.join(dataset.sources, on="source_id")
    found: dict[str, list[tuple[str, str]]] = {}
    columns = (cited["event_id"], cited[f"publisher_{lang}"], cited["url"])
    for event, publisher, url in zip(*columns, strict=True):
        found.setdefault(event, []).append((publisher, url))
    return found


# --- Counts ---------------------------------------------------------------------------------------


@_shared
def totals(view: View) -> partnerships.Totals:
    """What the events of a filter count up to."""
    return partnerships.totals(view.events)


@_shared
def partners(viewpoint: Viewpoint) -> frozenset[tuple[str, str]]:
    """The pairs with a signed document, whatever the filter: (vn, jp)."""
    events = store.perspective_of(viewpoint).events
    signed = events[events["signed"]]
    return frozenset(zip(signed["vn_id"], signed["jp_id"], strict=True))


@_shared
def linked(view: View) -> pd.DataFrame:
    """Pairs of province-level units as from `partnerships.pairs`; not to be changed."""
    return partnerships.pairs(view.events, view.dataset.top)


@_shared
def signing_years(view: View) -> tuple[int, int] | None:
    """The years of the first and the latest dated signing; None without one."""
    return signings_of.span(view.events)


@_shared
def standing(view: View) -> dict[Status, int]:
    """How many signed documents have each status; not to be changed."""
    return signings_of.standing_counts(view.events)


@_shared
def undated_signings(view: View) -> int:
    """How many signed documents have no known date."""
    return signings_of.undated(view.events)


@_shared
def undated_rules(view: View) -> tuple[str, ...]:
    """The same in words; empty where there are none."""
    return tuple(rules.undated(view))


@_shared
def latest_signings(view: View, number: int) -> tuple[Any, ...]:
    """The latest dated signed documents as rows, `number` at most."""
    return tuple(rows(signings_of.latest(view.events, number)))


@_shared
def unnamed_fields(view: View) -> int:
    """How many records name no field."""
    return int((view.events["fields"].map(len) == 0).sum())


@_shared
def provinces_with_document(view: View, country: str) -> int:
    """How many provinces or prefectures of a country have a signed document."""
    return coverage.with_document(linked(view), view.dataset, country)


@_shared
def covered(viewpoint: Viewpoint, country: str) -> Coverage:
    """What was found for the provinces or prefectures of a country, whatever the filter."""
    return coverage.coverage(store.perspective_of(viewpoint), country)


@_shared
def sources_by_kind(viewpoint: Viewpoint) -> pd.DataFrame:
    """Pages and citations per kind of source."""
    return coverage.sources_by_kind(store.perspective_of(viewpoint))


@_shared
def nothing_found(view: View, country: str) -> dict[str, tuple[str, ...]]:
    """The provinces or prefectures without a record in the view, by region; not to be changed."""
    return coverage.nothing_found(view.dataset, country, view.events)


@_shared
def reached(view: View) -> Reached:
    """How the pages that the records cite answered when they were last asked for."""
    return reached_of.count(view.events.index, view.dataset)


@_shared
def founded(view: View) -> quality.Shares:
    """How well the signed documents are founded."""
    return quality.shares(view.events)


@_shared
def gap_counts(view: View) -> dict[str, int]:
    """How many records stand on each list of what is least sure."""
    return quality.counts(view.events, view.dataset.evidence)


@_shared
def gap(view: View, code: str) -> tuple[str, ...]:
    """The records on one of these lists, by id, in order."""
    return tuple(quality.find(code, view.events, view.dataset.evidence).index)


@lru_cache(maxsize=4096)
def why_listed(viewpoint: Viewpoint, lang: str, code: str, key: str) -> str:
    """Why a record is on one of these lists."""
    dataset = store.perspective_of(viewpoint)
    return ISSUES[code].why(dataset.event(key), dataset, words(lang))
