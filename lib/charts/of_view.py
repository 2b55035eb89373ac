"""The charts of a view, and the counts behind them: kept process-wide, keyed by view.

Building a figure takes plotly longer than all else that a page does. Every input is an argument
and goes into the key; what is returned is shared, so never to be changed.
"""

from functools import lru_cache

import pandas as pd

from lib.charts import field_charts, growth_chart, lane_chart, locality_chart, signing_chart
from lib.charts.frame import Chart
from lib.charts.lane_chart import Pointed
from lib.counting import cooperation, profile
from lib.counting import lanes as lanes_of
from lib.counting.cooperation import FieldStatistics, Measure
from lib.counting.lanes import Selection
from lib.counting.signings import span
from lib.facts import localities, regions
from lib.filter.filters import Filter
from lib.language import edtf
from lib.site.view import View
from lib.style.context import Context

_shared = lru_cache(maxsize=512)
# The lanes of a locality's page, which shows all partners that one sheet can hold.
_LOCALITY_LANES = 40


@_shared
def growth(view: View, context: Context) -> Chart:
    """The network's growth."""
    return growth_chart.growth(view.events, context)


@_shared
def signings(view: View, context: Context) -> Chart:
    """Signed documents per year; the filter must leave a dated one."""
    return signing_chart.chart(view.events, view.dataset, view.chosen, context)


@_shared
def brush(view: View, context: Context, bar: tuple[int, str] | None) -> Chart | None:
    """Signed documents of all years, the filter's period marked, and a bar; None if none has a
    date.
    """
    chosen = view.chosen.with_("from", ()).with_("to", ())
    events = view.filtered(chosen).events
    if span(events) is None:
        return None
    return signing_chart.chart(events, view.dataset, chosen, context, _period(view.chosen), bar)


def _period(chosen: Filter) -> tuple[int | None, int | None]:
    """The years of the first and the last day that the filter takes."""
    first, last = (
        edtf.parse(chosen[name][0]).year if chosen[name] else None for name in ("from", "to")
    )
    return first, last


@_shared
def selection(view: View, side: str, number: int, others: bool) -> Selection:
    """The lanes that a filter and the page's settings ask for."""
    events, dataset = view.events, view.dataset
    return lanes_of.select(events, dataset, view.chosen, side, number, others)


@_shared
def lanes(
    view: View,
    side: str,
    number: int,
    others: bool,
    context: Context,
    pointed: Pointed | None = None,
) -> Chart:
    """These lanes, what is pointed out in them; something in them must have a date."""
    shown = selection(view, side, number, others)
    return lane_chart.chart(shown, view.dataset, view.chosen, context, pointed)


# --- Fields of cooperation ------------------------------------------------------------------------


@_shared
def field_statistics(view: View, measure: Measure) -> FieldStatistics:
    """Fields counted in all, over time and together."""
    return cooperation.field_statistics(view.events, list(view.dataset.fields.index), measure)


@_shared
def regions_of(view: View, country: str) -> pd.Series:
    """The region of each event."""
    return cooperation.regions_of(view.events, view.dataset, country)


@_shared
def region_names(view: View, country: str) -> dict[str, str]:
    """A country's regions by code; with one for places that are in none, if there are such."""
    known = view.dataset.regions
    names = {code: known.name(code, view.lang) for code in known.codes(country)}
    if (regions_of(view, country) == regions.NO_REGION).any():
        names[regions.NO_REGION] = view.words.gettext("Region not recorded")
    return names


@_shared
def breakdown(view: View, measure: Measure, context: Context, marked: str | None = None) -> Chart:
    """A bar for each field, the one that is marked told apart as those of the filter are."""
    found, labels = field_statistics(view, measure), _field_names(view, context)
    chosen = (*view.chosen["field"], *filter(None, [marked]))
    return field_charts.breakdown(found.table, found.order, measure, labels, chosen, context)


@_shared
def periods(view: View, measure: Measure, shares: bool, context: Context) -> Chart:
    """Fields by period; something that is counted must have a date."""
    found, labels = field_statistics(view, measure), _field_names(view, context)
    return field_charts.periods(found.periods, found.order, measure, labels, shares, context)


def named_together(view: View, measure: Measure, field: str | None) -> str | None:
    """A field if it is named with others; one that nothing is named with is as good as none."""
    found = field_statistics(view, measure).together
    return field if field in {*found["first"], *found["second"]} else None


@_shared
def together(view: View, measure: Measure, of: str | None, context: Context) -> Chart:
    """Fields that are named together, or those named with `of`."""
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
    region = regions_of(view, country)
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
    shown, all_partners = _partner_lanes(view, key)
    if shown.dated.empty:
        return None
    return lane_chart.chart(shown, view.dataset, all_partners, context)


def _partner_lanes(view: View, key: str) -> tuple[Selection, Filter]:
    """A lane for each partner of a locality, whatever the filter says of that side; that filter."""
    own = localities.side_of(key)
    side = localities.other_side(own)
    events = view.filtered(view.chosen.with_(own, (key,))).events
    all_partners = view.chosen.with_(side, ())
    select = lanes_of.select
    shown = select(events, view.dataset, all_partners, side, _LOCALITY_LANES, others=True)
    return shown, all_partners


# --- Tables of charts that there may be nothing to draw for ---------------------------------------


def signings_table(view: View, context: Context) -> pd.DataFrame:
    """What `signings` draws."""
    return signing_chart.table(view.events, view.dataset, view.chosen, context)


def lanes_table(view: View, side: str, number: int, others: bool, context: Context) -> pd.DataFrame:
    """What `lanes` draws, and what of it has no date."""
    return lane_chart.table(selection(view, side, number, others), view.dataset, context)


def locality_lanes_table(view: View, key: str, context: Context) -> pd.DataFrame:
    """What `locality_lanes` draws, and what of it has no date."""
    return lane_chart.table(_partner_lanes(view, key)[0], view.dataset, context)
