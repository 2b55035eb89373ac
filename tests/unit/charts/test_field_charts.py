"""The charts of the fields page: whole labels, readable numbers, and a table that says the same."""

import json
import re
from datetime import date
from html import unescape
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.io
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.charts import field_charts as figures
from lib.charts import locality_chart
from lib.charts.frame import Chart
from lib.charts.heatmap import backgrounds
from lib.counting import cooperation, profile
from lib.counting.cooperation import Measure
from lib.facts.localities import COUNTRIES
from lib.facts.perspective import Units
from lib.filter import sentence
from lib.filter.filters import Filter, select
from lib.filter.parameters import NO_FIELD
from lib.language.i18n import LANGUAGES, words
from lib.style import palette
from lib.style.context import Context
from lib.style.palette import DARK, LIGHT, Palette
from tests.unit import strategies
from tests.unit.strategies import chosen as filters
from tests.unit.strategies import index

WIDE, NARROW = 1040, 320
REGIONS = strategies.data().regions


def context(lang: str = "en", width: int = WIDE, theme: Palette = LIGHT) -> Context:
    said = sentence.describe(Filter(), index(), words(lang))
    return Context(words(lang), theme, said, "0.1.0", date(2026, 9, 1), width)


def charts(
    events: pd.DataFrame,
    measure: Measure,
    at: Context,
    shares: bool = False,
    units: Units = Units.SIGNED,
) -> dict[str, Chart]:
    """Every chart of the page for these events."""
    dataset = index(units).dataset
    labels = figures.names(dataset, at.words)
    table = cooperation.per_field(events, list(dataset.fields.index))
    order = cooperation.ranked(table, measure)
    told = cooperation.by_period(events, measure, order)
    found = cooperation.co_occurrence(events, measure)
    drawn = {
        "breakdown": figures.breakdown(table, order, measure, labels, (), at),
        "periods": figures.periods(told, order, measure, labels, shares, at),
        "together": figures.together(found, None, measure, labels, at),
        "companions": figures.together(found, "tourism", measure, labels, at),
    }
    fields = figures.FieldRows(order, labels, measure, shares)
    for country in COUNTRIES:
        where = cooperation.regions_of(events, dataset, country)
        names = {code: REGIONS.name(code, at.words.lang) for code in REGIONS.codes(country)}
        grid = cooperation.cross_tab(events, measure, where, order, list(names))
        drawn[country] = figures.regions(
            grid, fields, names, country, (order[0], next(iter(names))), at
        )
    return drawn


def plain(text: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", text)).replace("✓", " ")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def said(chart: Chart) -> str:
    """All that is written in the picture beside title and numbers."""
    layout = chart.figure.layout
    ticks = [*(layout.yaxis.ticktext or ()), *(layout.xaxis.ticktext or ())]
    texts = [
        text for trace in chart.figure.data if trace.type == "scatter" for text in trace.text or ()
    ]
    return squeezed(" ".join(map(plain, [*ticks, *texts])))


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("measure", list(Measure))
def test_labels_are_whole(lang: str, width: int, measure: Measure) -> None:
    events = index().dataset.events
    drawn = charts(events, measure, context(lang, width))
    labels = figures.names(index().dataset, words(lang))
    for name in ("breakdown", "periods", "VN", "JP"):
        text = said(drawn[name])
        for label in labels.values():
            assert squeezed(label) in text, (name, label)
    for country in ("VN", "JP"):
        for code in REGIONS.codes(country):
            assert squeezed(REGIONS.name(code, lang)) in said(drawn[country])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_stand_above_the_bars_of_a_locality_where_it_is_narrow(lang: str) -> None:
    dataset = index().dataset
    own = dataset.events[dataset.events["vn_id"] == "vn-hai-phong"]
    shares = profile.field_shares(own, dataset.events, dataset.fields.index)
    for width in (WIDE, NARROW):
        chart = locality_chart.fields(shares, dataset, "Hai Phong", context(lang, width))
        bars, marks, *names = chart.figure.data
        labels = list(chart.data.iloc[::-1, 0])
        beside = chart.figure.layout.yaxis.showticklabels
        assert beside is (width == WIDE)
        written = [chart.figure.layout.yaxis.ticktext] if beside else [names[0].text]
        assert [[plain(each) for each in text] for text in written] == [labels]
        assert len(bars.x) == len(marks.y) == len(labels) > 5
        if not beside:
            # Each above its own bar, and below the one that follows.
            tops = [y + bars.offset + bars.width for y in bars.y]
            over = [y + bars.offset for y in bars.y[1:]]
            assert all(top < at for top, at in zip(tops, names[0].y, strict=True))
            assert all(at < y for at, y in zip(names[0].y[:-1], over, strict=True))


@pytest.mark.parametrize("name", ["breakdown", "periods", "together", "VN", "JP"])
def test_the_table_says_what_is_drawn(name: str) -> None:
    chart = charts(index().dataset.events, Measure.DOCUMENTS, context())[name]
    data = chart.data
    if name in ("breakdown", "together"):
        column = "Signed documents"
        lengths = list(chart.figure.data[0].x)
        assert data[column].to_list()[: len(lengths)] == lengths
    else:
        numbers = data.iloc[:-1, 1:].to_numpy().tolist()
        drawn = [[0.0] * len(numbers[0]) for _ in numbers]
        for trace in chart.figure.data[:2]:
            for y, row in enumerate(trace.z):
                for x, value in enumerate(row):
                    drawn[y][x] += value or 0
        assert drawn == numbers


def test_the_row_without_a_field_is_drawn_and_told_apart() -> None:
    chart = charts(index().dataset.events, Measure.DOCUMENTS, context())["breakdown"]
    bar = chart.figure.data[0]
    assert list(bar.customdata[-1]) == [NO_FIELD]
    assert bar.marker.pattern.shape[-1] == "/"
    assert set(bar.marker.pattern.shape[:-1]) == {""}
    assert chart.data.iloc[-1, 0] == "No field named"
    assert "No field named: 7" in chart.alt


def test_a_chosen_field_is_marked_by_more_than_colour() -> None:
    dataset = index().dataset
    table = cooperation.per_field(dataset.events, list(dataset.fields.index))
    labels = figures.names(dataset, words("en"))
    chart = figures.breakdown(
        table, ["trade", NO_FIELD], Measure.DOCUMENTS, labels, ("trade",), context()
    )
    assert chart.figure.layout.yaxis.ticktext == ["<b>✓ Trade</b>", "No field named"]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("shares", [False, True])
def test_cells_read_on_their_colour(theme: Palette, shares: bool) -> None:
    drawn = charts(index().dataset.events, Measure.DOCUMENTS, context(theme=theme), shares)
    for name in ("periods", "VN", "JP"):
        for trace, colour in zip(
            drawn[name].figure.data[:2], ("0,0,0", "255,255,255"), strict=True
        ):
            assert colour in trace.textfont.color
            ink = palette.BLACK if colour == "0,0,0" else palette.WHITE
            values = [value for row in trace.z for value in row if value]
            for cell in backgrounds(values, trace.zmax, theme.sequential):
                assert palette.contrast(cell, ink) >= 4.5


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_black_or_white_reads_on_any_colour(colour: tuple[int, int, int]) -> None:
    assert palette.contrast(palette.foreground(colour), colour) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_scale_leaves_the_background_step_by_step(theme: Palette) -> None:
    steps = [palette.contrast(colour, theme.background) for colour in theme.sequential]
    # In lightness alone, so in the same order under every colour vision deficiency.
    assert all(later > earlier * 1.2 for earlier, later in pairwise(steps))


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_upright_labels_keep_to_their_column(lang: str, width: int) -> None:
    chart = charts(index().dataset.events, Measure.DOCUMENTS, context(lang, width))["VN"]
    axis = chart.figure.layout.xaxis
    if axis.tickangle:
        room = width * 0.64 / len(axis.ticktext)
        assert all(14 * (1 + tick.count("<br>")) <= room for tick in axis.ticktext)


def test_every_cell_can_be_chosen() -> None:
    chart = charts(index().dataset.events, Measure.DOCUMENTS, context())["JP"]
    marks = chart.figure.data[-1]
    assert len(marks.x) == len(marks.customdata) == 18 * 8
    assert list(marks.customdata[0]) == ["labour_training", "hokkaido"]
    assert len(chart.figure.layout.shapes) == 2


def sane(chart: Chart) -> None:
    """Whether a chart could be shown, saved and read out."""
    told: dict[str, Any] = json.loads(plotly.io.to_json(chart.figure), parse_constant=pytest.fail)
    assert told["layout"]["height"] > 100
    assert chart.alt
    assert len(chart.data.columns) == len(set(chart.data.columns))


@settings(max_examples=12)
@given(filters(), st.sampled_from(Measure), st.booleans(), st.sampled_from(Units))
def test_any_filter_draws(chosen: Filter, measure: Measure, shares: bool, units: Units) -> None:
    kept = select(chosen, index(units))
    for chart in charts(kept, measure, context("ja", NARROW, DARK), shares, units).values():
        sane(chart)


@pytest.mark.parametrize("measure", list(Measure))
def test_one_record(measure: Measure) -> None:
    events = index().dataset.events
    one = events[events["signed"] & (events["fields"].map(len) == 2)].head(1)
    drawn = charts(one, measure, context())
    for chart in drawn.values():
        sane(chart)
    assert len(drawn["breakdown"].data) == 3
    assert len(drawn["together"].data) == 1


@pytest.mark.parametrize("measure", list(Measure))
def test_no_field_at_all(measure: Measure) -> None:
    events = index().dataset.events
    drawn = charts(events[events["fields"].map(len) == 0], measure, context())
    for chart in drawn.values():
        sane(chart)
    assert drawn["breakdown"].data.iloc[:, 0].to_list() == ["No field named"]
    assert drawn["together"].data.empty


def test_one_region() -> None:
    events = index().dataset.events
    shikoku = cooperation.regions_of(events, index().dataset, "JP") == "shikoku"
    data = charts(events[shikoku], Measure.RECORDS, context())["JP"].data
    totals = dict(zip(data.columns[1:], data.iloc[-1, 1:], strict=True))
    assert {name for name, total in totals.items() if total} == {"Shikoku"}
    assert totals["Shikoku"] == shikoku.sum()


def test_shares_stand_in_the_table_too() -> None:
    data = charts(index().dataset.events, Measure.DOCUMENTS, context(), shares=True)["JP"].data
    table = data.set_index(data.columns[0])
    assert table.at["Trade", "Tohoku"] == ""
    assert re.fullmatch(r"\d+%", str(table.at["Trade", "Kanto"]))
    assert table.iloc[-1].sum() == index().dataset.events["signed"].sum()


def test_japanese_labels_break_rather_than_stand_upright() -> None:
    events = index().dataset.events
    for lang, width, angle in (("ja", WIDE, 0), ("ja", NARROW, -90), ("en", WIDE, 0)):
        chart = charts(events, Measure.DOCUMENTS, context(lang, width))["JP"]
        assert chart.figure.layout.xaxis.tickangle == angle
