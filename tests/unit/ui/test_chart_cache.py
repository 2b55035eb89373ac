"""Charts that visitors share say what they would say if they were drawn for each anew."""

import json
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import plotly.io
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.charts import field_charts, growth_chart, signing_chart
from lib.charts import lane_chart as lane_figures
from lib.charts.frame import Chart
from lib.counting import cooperation, lanes
from lib.counting.cooperation import Measure
from lib.facts.localities import SIDES
from lib.facts.perspective import Units
from lib.filter.filters import Filter
from lib.language.i18n import LANGUAGES, words
from lib.site import store
from lib.site.view import View
from lib.style import palette
from lib.style.context import Context
from lib.ui import chart_cache
from tests.unit import strategies

DAY = date(2026, 9, 1)


def viewpoint(units):
    return replace(store.viewpoint(units), day=DAY)


CONTEXTS = st.builds(
    Context,
    st.sampled_from(sorted(LANGUAGES)).map(words),
    st.sampled_from([palette.LIGHT, palette.DARK]),
    st.just("filter"),
    st.just("1"),
    st.just(DAY),
    st.sampled_from([360, 960]),
)
LANGS = st.sampled_from(sorted(LANGUAGES))
VIEWS = st.builds(View, st.sampled_from(list(Units)).map(viewpoint), strategies.chosen(), LANGS)


def same(one: Chart, other: Chart) -> None:
    assert one.alt == other.alt
    assert one.data.equals(other.data)
    assert one.figure == other.figure
    # And it is what plotly would make of it, which refuses unknown names and values.
    own = plotly.io.to_json(one.figure, validate=False)
    assert json.loads(own) == json.loads(plotly.io.to_json(go.Figure(one.figure)))


def on_screen(chart: Chart, context: Context) -> None:
    """What the browser gets is drawn once, is sound, and what it points at is told."""
    written = chart_cache.on_screen(chart, context, "name")
    assert written is chart_cache.on_screen(chart, context, "name")
    sent = json.loads(written)
    root = ET.fromstring(sent["svg"])
    assert root.get("aria-label") == chart.alt
    assert context.source in " ".join("".join(each.itertext()) for each in root.iter("text"))
    shapes = {int(each.attrib["data-n"]) for each in root.iter() if "data-n" in each.attrib}
    points = {n for n, mark in enumerate(sent["marks"]) if "at" in mark}
    assert shapes | points == {*range(len(sent["marks"]))}
    assert not shapes & points
    assert all("key" in mark or mark["head"] + mark["tip"] for mark in sent["marks"])
    # A point lies where it is drawn: within the plot.
    left, right, top, bottom = sent["plot"][:4]
    for x, y in (sent["marks"][n]["at"] for n in points):
        assert left - 1 <= x <= right + 1 and top - 1 <= y <= bottom + 1


@settings(max_examples=8, deadline=None)
@given(VIEWS, CONTEXTS)
def test_growth_and_signings(view, context):
    events, dataset, chosen = view.events, view.dataset, view.chosen
    same(chart_cache.growth(view, context), growth_chart.growth(events, context))
    on_screen(chart_cache.growth(view, context), context)
    if events.loc[events["signed"], "first"].notna().any():
        fresh = signing_chart.chart(events, dataset, chosen, context)
        same(chart_cache.signings(view, context), fresh)
        on_screen(chart_cache.signings(view, context), context)


@settings(max_examples=8, deadline=None)
@given(
    VIEWS,
    CONTEXTS,
    st.sampled_from(list(SIDES)),
    st.sampled_from(lanes.NUMBERS),
    st.booleans(),
)
def test_lanes(view, context, side, number, others):
    events, dataset, chosen = view.events, view.dataset, view.chosen
    selection = lanes.select(events, dataset, chosen, side, number, others)
    asked = (view, side, number, others)
    assert chart_cache.selection(*asked).shown == selection.shown
    if not selection.dated.empty:
        fresh = lane_figures.chart(selection, dataset, chosen, context)
        same(chart_cache.lanes(*asked, context), fresh)
        on_screen(chart_cache.lanes(*asked, context), context)


@settings(max_examples=8, deadline=None)
@given(VIEWS, CONTEXTS, st.sampled_from(list(Measure)))
def test_fields(view, context, measure):
    events, dataset, chosen = view.events, view.dataset, view.chosen
    table = cooperation.per_field(events, list(dataset.fields.index))
    order = cooperation.ranked(table, measure)
    labels = field_charts.names(dataset, context.words)
    fresh = field_charts.breakdown(table, order, measure, labels, chosen["field"], context)
    same(chart_cache.breakdown(view, measure, context), fresh)
    on_screen(chart_cache.breakdown(view, measure, context), context)


@pytest.mark.parametrize("country", ["VN", "JP"])
def test_what_is_asked_for_goes_into_the_key(country):
    view = View(viewpoint(Units.SIGNED), Filter(), "en")
    plain, vietnamese = (
        Context(words(lang), palette.LIGHT, "x", "1", DAY) for lang in ("en", "vi")
    )
    told = {
        json.dumps(chart_cache.by_region(view, measure, country, shares, cell, context).figure)
        for measure in (Measure.DOCUMENTS, Measure.RECORDS)
        for shares in (False, True)
        for cell in (
            None,
            ("trade", next(iter(chart_cache.region_names(view, country)))),
        )
        for context in (plain, vietnamese)
    }
    assert len(told) == 16


def test_bars_are_seen_through_the_period_that_is_chosen():
    view = View(viewpoint(Units.SIGNED), Filter.of({"from": ["2014"], "to": ["2020"]}), "en")
    context = Context(words("en"), palette.LIGHT, "x", "1", DAY)
    chart = chart_cache.brush(view, context, None)
    assert chart
    sent = json.loads(chart_cache.on_screen(chart, context, "name"))
    (period,) = [each for each in ET.fromstring(sent["svg"]).iter("rect") if each.get("opacity")]
    assert float(period.attrib["opacity"]) < 0.3
    # From half a year before the first to half a year after the last.
    left, right, _top, _bottom, start, end = sent["plot"]
    assert float(period.attrib["width"]) == pytest.approx((right - left) / (end - start) * 7, abs=1)


def test_a_locality_has_its_own_charts():
    view = View(viewpoint(Units.SIGNED), Filter(), "en")
    context = Context(words("en"), palette.LIGHT, "x", "1", DAY)
    hue, nara = (
        chart_cache.locality_fields(view, key, context).data for key in ("vn-hue", "jp-nara")
    )
    assert not hue.equals(nara)
    assert chart_cache.locality_lanes(view, "vn-hue", context)
    # A place without any record has nothing to draw.
    assert (
        chart_cache.locality_lanes(
            view.filtered(Filter.of({"jp": ["jp-okinawa"]})), "vn-hue", context
        )
        is None
    )
