"""Process-wide cache of maps, charts and the counts behind them, keyed by view.

Building a figure takes plotly, and a deck pydeck, longer than all else that a page does. Every
input is an argument and goes into the key; what is returned is shared, so never to be changed.
"""

from functools import lru_cache
from typing import Any

import pandas as pd
import pydeck as pdk

from lib.charts import field_charts, growth_chart, lane_chart, locality_chart, signing_chart
from lib.charts.frame import Chart
from lib.counting import cooperation, coverage, partnerships, profile, quality, upcoming
from lib.counting import lanes as lanes_of
from lib.counting import signings as signings_of
from lib.counting.cooperation import FieldStatistics, Measure
from lib.counting.coverage import Coverage
from lib.counting.lanes import Selection
from lib.counting.quality import ISSUES
from lib.counting.upcoming import Group
from lib.facts import localities, regions
from lib.facts.rows import rows
from lib.language.i18n import words
from lib.map import deck as map_deck
from lib.map import picture as map_picture
from lib.map import svg
from lib.map.content import MapContent, MapRequest
from lib.site import store
from lib.site.store import Viewpoint
from lib.site.view import View
from lib.style.context import Context

_shared = lru_cache(maxsize=512)
# The lanes of a locality's page, which shows all partners that one sheet can hold.
_LOCALITY_LANES = 40


@_shared
def picture(request: MapRequest) -> MapContent:
    """What the map shows of the filter's events."""
    return map_picture.picture(request)


@_shared
def deck(request: MapRequest, revision: int) -> pdk.Deck:
    """The map for deck.gl. For `revision` see `lib.map.deck`."""
    return map_deck.deck(request, picture(request), revision)


@_shared
def small_map(request: MapRequest, alt: str) -> str:
    """The map as SVG within a page, with few labels."""
    return svg.small(request, picture(request).bare(), alt)


@_shared
def growth(view: View, context: Context) -> Chart:
    """The network's growth."""
    return growth_chart.growth(view.events, context)


@_shared
def signings(view: View, context: Context) -> Chart:
    """Signed documents per year; the filter must leave a dated one."""
    return signing_chart.chart(view.events, view.dataset, view.chosen, context)


@_shared
def selection(view: View, side: str, number: int, others: bool) -> Selection:
    """The lanes that a filter and the page's settings ask for."""
    events, dataset = view.events, view.dataset
    return lanes_of.select(events, dataset, view.chosen, side, number, others)


@_shared
def lanes(view: View, side: str, number: int, others: bool, context: Context) -> Chart:
    """These lanes; something in them must have a date."""
    shown = selection(view, side, number, others)
    return lane_chart.chart(shown, view.dataset, view.chosen, context)


@_shared
def coming_dates(view: View, months: int) -> list[Group]:
    """Anniversaries and ends of term within so many months."""
    return upcoming.groups(view.events, view.today, months)


# --- Fields of cooperation ------------------------------------------------------------------------


@_shared
def field_statistics(view: View, measure: Measure) -> FieldStatistics:
    """Fields counted in all, over time and together."""
    return cooperation.field_statistics(view.events, list(view.dataset.fields.index), measure)


@_shared
def regions_of(view: View, measure: Measure, country: str) -> pd.Series:
    """The region of each event that is counted."""
    return cooperation.regions_of(field_statistics(view, measure).kept, view.dataset, country)


@_shared
def region_names(view: View, country: str) -> dict[str, str]:
    """A country's regions by code; with one for places that are in none, if there are such."""
    known = view.dataset.regions
    names = {code: known.name(code, view.lang) for code in known.codes(country)}
    if (regions_of(view, Measure.RECORDS, country) == regions.NO_REGION).any():
        names[regions.NO_REGION] = view.words.gettext("Region not recorded")
    return names


@_shared
def breakdown(view: View, measure: Measure, context: Context) -> Chart:
    """A bar for each field."""
    found, labels = field_statistics(view, measure), _field_names(view, context)
    chosen = view.chosen["field"]
    return field_charts.breakdown(found.table, found.order, measure, labels, chosen, context)


@_shared
def periods(view: View, measure: Measure, shares: bool, context: Context) -> Chart:
    """Fields by period; something that is counted must have a date."""
    found, labels = field_statistics(view, measure), _field_names(view, context)
    return field_charts.periods(found.periods, found.order, measure, labels, shares, context)


@_shared
def together(view: View, measure: Measure, of: str | None, context: Context) -> Chart:
    """Fields that are named together; there must be such."""
    found, labels = field_statistics(view, measure), _field_names(view, context)
    return field_charts.together(found.together, of, measure, labels, context)


@_shared
def by_region(
    view: View,
    measure: Measure,
    country: str,
    shares: bool,
    cell: tuple[str, str] | None,
    context: Context,
) -> Chart:
    """Fields by region, `cell` (field and region) marked."""
    found, labels = field_statistics(view, measure), _field_names(view, context)
    names = region_names(view, country)
    region = regions_of(view, measure, country)
    counts = cooperation.cross_tab(found.kept, measure, region, found.order, list(names))
    fields = field_charts.FieldRows(found.order, labels, measure, shares)
    return field_charts.regions(counts, fields, names, country, cell, context)


def _field_names(view: View, context: Context) -> dict[str, str]:
    return field_charts.names(view.dataset, context.words)


# --- One locality ---------------------------------------------------------------------------------


@_shared
def locality_fields(view: View, key: str, context: Context) -> Chart:
    """A locality's fields against the average of its country under the same filter."""
    side, dataset = localities.side_of(key), view.dataset
    own, everything = (view.filtered(view.chosen.with_(side, keys)).events for keys in ((key,), ()))
    shares = profile.field_shares(own, everything, dataset.fields.index)
    name = dataset.full_name(key, context.words.lang)
    return locality_chart.fields(shares, dataset, name, context)


@_shared
def locality_lanes(view: View, key: str, context: Context) -> Chart | None:
    """A lane per partner with every dated record; None if none is dated."""
    own = localities.side_of(key)
    side, dataset = localities.other_side(own), view.dataset
    events = view.filtered(view.chosen.with_(own, (key,))).events
    # A lane for each partner, whatever the filter says of that side.
    all_partners = view.chosen.with_(side, ())
    shown = lanes_of.select(events, dataset, all_partners, side, _LOCALITY_LANES, others=True)
    if shown.dated.empty:
        return None
    return lane_chart.chart(shown, dataset, all_partners, context)


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
def undated_signings(view: View) -> int:
    """How many signed documents have no known date."""
    return signings_of.undated(view.events)


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
