"""Process-wide cache of maps, charts and the counts behind them, keyed by view.

Building a figure takes plotly, and a deck pydeck, longer than all else that a page does. Every
input is an argument and goes into the key; what is returned is shared, so never to be changed.
"""

from functools import lru_cache

import pandas as pd
import pydeck as pdk

from lib.charts import field_charts as field_figures
from lib.charts import growth_chart as growth_figures
from lib.charts import lane_chart as lane_figures
from lib.charts import locality_chart as locality_figures
from lib.charts import signing_chart as timeline_figures
from lib.charts.frame import Chart
from lib.counting import cooperation, partnerships, profile, upcoming
from lib.counting import lanes as lanes_of
from lib.counting.cooperation import Grid, Measure, Study
from lib.counting.lanes import Selection
from lib.counting.upcoming import Group
from lib.facts import localities, regions
from lib.map import deck as maps
from lib.map import picture as map_picture
from lib.map.content import MapContent, MapRequest
from lib.site.view import View
from lib.style.context import Context

_SHARED = 256
# The lanes of a locality's page, which shows all partners that one sheet can hold.
_LOCALITY_LANES = 40


Map = MapRequest


@lru_cache(_SHARED)
def picture(asked: Map) -> MapContent:
    """What the map shows of the filter's events."""
    return map_picture.picture(asked)


@lru_cache(_SHARED)
def deck(asked: Map, revision: int, bare: bool = False) -> pdk.Deck:
    """The map for deck.gl; `bare` for a small one. For `revision` see `maps.deck`."""
    shown = picture(asked)
    return maps.deck(asked, shown.bare() if bare else shown, revision)


@lru_cache(_SHARED)
def growth(view: View, context: Context) -> Chart:
    """The network's growth."""
    return growth_figures.growth(view.events, context)


@lru_cache(_SHARED)
def signings(view: View, context: Context) -> Chart:
    """Signed documents per year; the filter must leave a dated one."""
    return timeline_figures.chart(view.events, view.dataset, view.chosen, context)


@lru_cache(_SHARED)
def selection(view: View, side: str, number: int, others: bool) -> Selection:
    """The lanes that a filter and the page's settings ask for."""
    events, dataset = view.events, view.dataset
    return lanes_of.select(events, dataset, view.chosen, side, number, others)


@lru_cache(_SHARED)
def lanes(view: View, side: str, number: int, others: bool, context: Context) -> Chart:
    """These lanes; something in them must have a date."""
    shown = selection(view, side, number, others)
    return lane_figures.chart(shown, view.dataset, view.chosen, context)


@lru_cache(_SHARED)
def coming_dates(view: View, months: int) -> list[Group]:
    """Anniversaries and ends of term within so many months."""
    return upcoming.groups(view.events, view.today, months)


# --- Fields of cooperation ------------------------------------------------------------------------


@lru_cache(_SHARED)
def study(view: View, measure: Measure) -> Study:
    """Fields counted in all, over time and together."""
    codes = list(view.dataset.fields.index)
    return cooperation.study(view.events, codes, measure)


@lru_cache(_SHARED)
def regions_of(view: View, measure: Measure, country: str) -> pd.Series:
    """The region of each event that is counted."""
    kept = study(view, measure).kept
    return cooperation.regions_of(kept, view.dataset, country)


@lru_cache(_SHARED)
def region_names(view: View, country: str, context: Context) -> dict[str, str]:
    """A country's regions by code; with one for places that are in none, if there are such."""
    told, words = view.dataset.regions, context.words
    names = {code: told.name(code, words.lang) for code in told.codes(country)}
    signed = regions_of(view, Measure.RECORDS, country)
    if (signed == regions.NO_REGION).any():
        names[regions.NO_REGION] = words.gettext("Region not recorded")
    return names


def _labels(view: View, context: Context) -> dict[str, str]:
    return field_figures.names(view.dataset, context.words)


@lru_cache(_SHARED)
def breakdown(view: View, measure: Measure, context: Context) -> Chart:
    """A bar for each field."""
    told, labels = study(view, measure), _labels(view, context)
    return field_figures.breakdown(
        told.table, told.order, measure, labels, view.chosen["field"], context
    )


@lru_cache(_SHARED)
def periods(view: View, measure: Measure, shares: bool, context: Context) -> Chart:
    """Fields by period; something that is counted must have a date."""
    told, labels = study(view, measure), _labels(view, context)
    return field_figures.periods(told.periods, told.order, measure, labels, shares, context)


@lru_cache(_SHARED)
def together(view: View, measure: Measure, of: str | None, context: Context) -> Chart:
    """Fields that are named together; there must be such."""
    told, labels = study(view, measure), _labels(view, context)
    return field_figures.together(told.together, of, measure, labels, context)


@lru_cache(_SHARED)
def by_region(
    view: View,
    measure: Measure,
    country: str,
    shares: bool,
    cell: tuple[str, str] | None,
    context: Context,
) -> Chart:
    """Fields by region, `cell` (field and region) marked."""
    told, labels = study(view, measure), _labels(view, context)
    names = region_names(view, country, context)
    region = regions_of(view, measure, country)
    counts: Grid = cooperation.grid(told.kept, measure, region, told.order, list(names))
    fields = field_figures.FieldRows(told.order, labels, measure, shares)
    return field_figures.regions(counts, fields, names, country, cell, context)


# --- One locality ---------------------------------------------------------------------------------


@lru_cache(_SHARED)
def locality_fields(view: View, key: str, context: Context) -> Chart:
    """A locality's fields against the average of its country under the same filter."""
    side, dataset = localities.side_of(key), view.dataset
    own, everything = (view.filtered(view.chosen.with_(side, keys)).events for keys in ((key,), ()))
    shares = profile.field_shares(own, everything, dataset.fields.index)
    name = dataset.full_name(key, context.words.lang)
    return locality_figures.fields(shares, dataset, name, context)


@lru_cache(_SHARED)
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
    return lane_figures.chart(shown, dataset, all_partners, context)


@lru_cache(maxsize=512)
def totals(view: View) -> partnerships.Totals:
    """What the events of a filter count up to."""
    return partnerships.totals(view.events)


@lru_cache(maxsize=512)
def linked(view: View) -> pd.DataFrame:
    """Pairs of province-level units as from `partnerships.pairs`; not to be changed."""
    return partnerships.pairs(view.events, view.dataset.top)


@lru_cache(maxsize=512)
def signing_years(view: View) -> tuple[int, int] | None:
    """The years of the first and the latest dated signing; None without one."""
    events = view.events
    signed = events.loc[events["signed"], "first"].dropna()
    return None if signed.empty else (int(signed.min().year), int(signed.max().year))
