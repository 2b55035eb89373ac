"""Lanes: which there are, what stands in them, and that no date looks more exact than it is."""

import json
import re
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from typing import Any

import pandas as pd
import plotly.io
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lib.charts import lane_chart as figures
from lib.charts.frame import Chart
from lib.charts.lane_layout import decimal_year, lay_out, least_half_span, pack, span
from lib.counting import lanes as counted
from lib.counting.lanes import NUMBERS, Selection, default_side, select
from lib.facts.localities import SIDES
from lib.facts.perspective import Units
from lib.facts.rows import rows
from lib.filter import filters, sentence
from lib.filter.filters import Filter
from lib.language import edtf
from lib.language.i18n import LANGUAGES, words
from lib.style.context import Context
from lib.style.palette import DARK
from tests.unit import strategies

TODAY = date(2026, 9, 26)
INDEX = strategies.index()
CATALOGUE = INDEX.dataset
EVENTS = CATALOGUE.events


def of(**given: list[str]) -> Filter:
    return Filter.of(given)


def lanes(
    chosen: Filter | None = None,
    side: str = "vn",
    number: int = 10,
    others: bool = False,
    units: Units = Units.SIGNED,
) -> Selection:
    index = strategies.index(units)
    wanted = chosen or Filter()
    events = filters.select(wanted, index)
    return select(events, index.dataset, wanted, side, number, others)


def draw(
    selection: Selection,
    chosen: Filter | None = None,
    lang: str = "en",
    width: int = 1040,
    units: Units = Units.SIGNED,
) -> Chart:
    wanted = chosen or Filter()
    said = sentence.describe(wanted, INDEX, words(lang))
    context = Context(words(lang), DARK, said, "0.1.0", TODAY, width)
    return figures.chart(selection, strategies.index(units).dataset, wanted, context)


def marks(chart: Chart) -> dict[str, Any]:
    """Each record that is drawn -> (x, y, half of its span or None, symbol)."""
    found = {}
    for trace in chart.figure.data:
        if trace.customdata is not None:
            spans = trace.error_x.array
            for n, (key,) in enumerate(trace.customdata):
                found[key] = (trace.x[n], trace.y[n], spans[n], trace.marker.symbol)
    return found


# --- Which lanes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("number", NUMBERS)
def test_the_most_active_come_first(side, number):
    found = lanes(side=side, number=number)
    counts = [int((found.lanes == key).sum()) for key in found.shown]
    assert counts == sorted(counts, reverse=True)
    assert len(found.shown) == min(number, found.of)
    assert found.events["signed"].all()


def test_a_city_stands_with_its_province_unless_it_is_chosen():
    assert "jp-kanagawa.kawasaki" not in lanes(side="jp", number=40).shown
    chosen = of(jp=["jp-kanagawa", "jp-kanagawa.kawasaki"])
    found = lanes(chosen, "jp")
    assert found.shown == ("jp-kanagawa", "jp-kanagawa.kawasaki")
    own = found.events.index[found.lanes == "jp-kanagawa.kawasaki"]
    assert set(EVENTS.loc[own, "jp_id"]) == {"jp-kanagawa.kawasaki"}
    assert "jp-kanagawa.yokohama" in set(
        EVENTS.loc[found.events.index[found.lanes == "jp-kanagawa"], "jp_id"]
    )


def test_as_of_today_a_former_unit_that_is_chosen_keeps_its_lane():
    assert "vn-binh-duong" not in lanes(number=40, units=Units.TODAY).shown
    found = lanes(of(vn=["vn-binh-duong"]), units=Units.TODAY)
    assert found.shown == ("vn-binh-duong",)
    assert set(found.events["vn_signed"]) == {"vn-binh-duong"}


@given(strategies.chosen(), st.sampled_from(list(SIDES)), st.sampled_from(NUMBERS), st.booleans())
def test_chosen_localities_are_all_shown_in_their_order(chosen, side, number, others):
    found = lanes(chosen, side, number, others)
    assert set(found.lanes) == set(found.shown)
    if chosen[side]:
        assert list(found.shown) == [key for key in chosen[side] if key in set(found.shown)]
        assert found.of == len(found.shown)
    else:
        assert len(found.shown) <= number


def test_the_side_is_that_of_what_is_chosen():
    assert default_side(Filter()) == "vn"
    assert default_side(of(jp=["jp-kagawa"])) == "jp"
    assert default_side(of(vn=["vn-hue"], jp=["jp-kagawa"])) == "vn"


def test_other_events_come_only_when_they_are_asked_for():
    chosen = of(jp=["jp-yamanashi"])
    assert set(lanes(chosen, "jp").events["signed"]) == {True}
    assert set(lanes(chosen, "jp", others=True).events["signed"]) == {True, False}


# --- Dates on the axis ----------------------------------------------------------------------------


def test_moments_of_a_year():
    assert decimal_year(date(2014, 1, 1)) == 2014
    assert decimal_year(date(2014, 7, 2)) == pytest.approx(2014.5, abs=0.003)
    assert decimal_year(date(2014, 12, 31)) < 2015


@given(strategies.dates(1900, 2100))
def test_a_span_holds_each_day_that_a_date_can_mean(text):
    at, value = span(text), edtf.parse(text)
    assert at.start <= decimal_year(value.first) and decimal_year(value.last) <= at.end
    assert at.exact == (value.precision == "day") == (at.start == at.end)
    assert at.start <= at.middle <= at.end


@pytest.mark.parametrize("width", [320, 1040])
def test_only_a_day_is_drawn_as_a_point(width):
    selection = lanes(number=40, others=True)
    drawn = marks(draw(selection, width=width))
    per_year = width / (2030 - 1994)
    assert set(drawn) == set(selection.dated.index)
    for event in rows(selection.dated):
        half, text = drawn[event.Index][2], event.date
        if len(text) == 10:
            assert half is None
        else:
            # Wider than the mark that stands in its middle.
            assert half * per_year > 8
            assert half >= (span(text).end - span(text).start) / 2 - 1e-9


# --- Rows -----------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0.1, 9)), max_size=25), st.data())
def test_packed_extents_never_overlap(pairs, data):
    extents = {f"k{n}": (start, start + long) for n, (start, long) in enumerate(pairs)}
    keys = list(extents)
    before = {
        key: (data.draw(st.sampled_from(keys[:n])),)
        for n, key in enumerate(keys)
        if n and n % 3 == 0
    }
    found = pack(extents, before)
    assert set(found) == set(extents)
    for one, other in combinations(extents, 2):
        if found[one] == found[other]:
            (a, b), (c, d) = extents[one], extents[other]
            assert b <= c or d <= a
    assert set(found.values()) == set(range(len(set(found.values()))))


def test_a_renewal_stands_in_the_row_of_what_it_renews():
    extents = {"a": (0, 1), "b": (0.5, 1.5), "c": (3, 4)}
    assert pack(extents, {"c": ("b",)}) == {"a": 0, "b": 1, "c": 1}
    assert pack(extents, {}) == {"a": 0, "b": 1, "c": 0}


@settings(max_examples=20)
@given(strategies.chosen(), st.sampled_from(list(SIDES)), st.floats(8, 80), st.booleans())
def test_marks_lie_in_their_lane_and_apart(chosen, side, per_year, others):
    selection = lanes(chosen, side, 40, others)
    placed = lay_out(selection, per_year, 17)
    assert [lane.id for lane in placed] == list(selection.shown)
    middle = {event.Index: span(event.date).middle for event in rows(selection.dated)}
    for above, below in pairwise(placed):
        assert above.top + above.height == pytest.approx(below.top)
    for lane in placed:
        for key, y in lane.y.items():
            assert selection.lanes[key] == lane.id
            assert lane.top < y < lane.top + lane.height
        signed = [key for key in lane.y if EVENTS.at[key, "signed"]]
        for one, other in combinations(signed, 2):
            if lane.y[one] == lane.y[other]:
                assert abs(middle[one] - middle[other]) * per_year >= 12
    assert least_half_span(per_year) * per_year == pytest.approx(10)


# --- The chart ------------------------------------------------------------------------------------


def lines(chart: Chart, name: str) -> list[tuple[float, float]]:
    (trace,) = [t for t in chart.figure.data if t.name == name and t.mode == "lines"]
    return list(zip(trace.x[::3], trace.x[1::3], strict=True))


def test_terms_run_from_the_mark_to_the_stated_end():
    chosen = of(vn=["vn-ho-chi-minh-city"], jp=["jp-osaka"])
    selection = lanes(chosen)
    drawn = lines(draw(selection, chosen), "Stated term")
    stated = selection.dated[selection.dated["valid_until"] != ""]
    assert len(drawn) == len(stated) > 0
    assert {round(start, 3) for start, _ in drawn} == {
        round(span(text).middle, 3) for text in stated["date"]
    }
    assert {round(end, 3) for _, end in drawn} == {
        round(span(text).start, 3) for text in stated["valid_until"]
    }


def test_renewals_are_joined_to_what_they_renew():
    chosen = of(vn=["vn-hanoi"], jp=["jp-fukuoka"])
    selection = lanes(chosen)
    drawn = lines(draw(selection, chosen), "Renews or replaces")
    renewals = [
        (old, new)
        for new, renewed in selection.dated["renews"].items()
        for old in renewed
        if old in selection.dated.index
    ]
    assert len(drawn) == len(renewals) > 0
    at = {key: span(text).middle for key, text in selection.dated["date"].items()}
    assert sorted(drawn) == sorted((at[old], at[new]) for old, new in renewals)


def test_what_replaces_a_document_is_joined_to_it():
    chosen = of(vn=["vn-hai-phong"], jp=["jp-fukuoka.kitakyushu"])
    selection = lanes(chosen)
    at = {key: span(text).middle for key, text in selection.dated["date"].items()}
    assert (at["vj0128"], at["vj0131"]) in lines(draw(selection, chosen), "Renews or replaces")


def test_a_renewal_of_what_the_filter_leaves_out_is_joined_to_nothing():
    chosen = of(vn=["vn-hanoi"], jp=["jp-fukuoka"], kind=["renewal"])
    chosen = Filter.of({**chosen.params(), "from": ["2025"]})
    selection = lanes(chosen)
    assert len(selection.dated) == 1
    assert not [t for t in draw(selection, chosen).figure.data if t.name == "Renews or replaces"]


def test_taller_with_more_lanes():
    few, many = (draw(lanes(number=n)).figure.layout for n in (5, 40))
    assert many.height > few.height + 400
    # Each lane keeps its height.
    for n in (5, 40):
        layout = draw(lanes(number=n)).figure.layout
        plot = layout.height - layout.margin.t - layout.margin.b
        assert plot >= 28 * min(n, lanes(number=n).of)


def test_on_a_phone_the_names_stand_in_the_lanes():
    selection = lanes(number=5)
    wide, narrow = draw(selection), draw(selection, width=320)
    assert len(wide.figure.layout.yaxis.ticktext) == 5
    assert narrow.figure.layout.yaxis.showticklabels is False
    names = {CATALOGUE.name(key, "en") for key in selection.shown}
    said = {a.text.replace("<b>", "").replace("</b>", "") for a in narrow.figure.layout.annotations}
    assert names <= said


def test_the_table_holds_undated_events_too():
    chosen = of(jp=["jp-wakayama"])
    selection = lanes(chosen, "jp", others=True)
    assert selection.undated > 0
    chart = draw(selection, chosen)
    assert len(chart.data) == len(selection.events)
    assert (
        chart.data["Date"].isin(["signed, year unknown", "date not known"]).sum()
        == selection.undated
    )
    assert not set(marks(chart)) & set(selection.events.index[selection.events["first"].isna()])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hover_says_pair_title_date_and_kind_in_the_readers_language(lang):
    chosen = of(jp=["jp-kagawa"])
    selection = lanes(chosen, "jp")
    (key, *_) = selection.dated.index
    event = EVENTS.loc[key]
    (said,) = [
        text
        for trace in draw(selection, chosen, lang).figure.data
        if trace.customdata is not None
        for (record,), text in zip(trace.customdata, trace.hovertext, strict=True)
        if record == key
    ]
    flat = said.replace("<br>", "").replace(" ", "")
    for text in (
        CATALOGUE.full_name(event["vn_id"], lang),
        event[f"title_{lang}"],
        words(lang).date(event["date"]),
        CATALOGUE.label("kinds", event["kind"], lang),
    ):
        assert text.replace(" ", "") in flat


@settings(max_examples=25)
@given(
    strategies.chosen(),
    st.sampled_from(list(SIDES)),
    st.sampled_from(NUMBERS),
    st.booleans(),
    st.sampled_from([280, 320, 1040]),
    st.sampled_from(list(LANGUAGES)),
    st.sampled_from(list(Units)),
)
def test_every_filter_with_something_dated_draws(chosen, side, number, others, width, lang, units):
    selection = lanes(chosen, side, number, others, units)
    assume(not selection.dated.empty)
    chart = draw(selection, chosen, lang, width, units)
    assert set(marks(chart)) == set(selection.dated.index)
    start, end = chart.figure.layout.xaxis.range
    assert all(start < x < end for x, *_ in marks(chart).values())
    assert len(chart.data) == len(selection.events)
    assert json.loads(plotly.io.to_json(chart.figure))


def test_a_far_end_of_term_does_not_squeeze_the_rest():
    selection = lanes(of(jp=["jp-kagawa"]), "jp")
    far = selection.events.assign(valid_until="2999")
    held = Selection("jp", ("jp-kagawa",), False, selection.shown, 1, far, selection.lanes)
    assert draw(held).figure.layout.xaxis.range[1] < 2045


def test_nothing_left_has_no_lanes():
    nothing = select(EVENTS.head(0), CATALOGUE, Filter(), "vn", 10, True)
    assert nothing.shown == () and nothing.of == 0 and nothing.undated == 0
    assert isinstance(nothing.lanes, pd.Series)


def test_hostile_texts_are_text_under_the_pointer():
    evil = "<script>alert('&')</script>"
    chosen = of(jp=["jp-kagawa"])
    selection = lanes(chosen, "jp")
    titled = replace(selection, events=selection.events.assign(title_en=evil))
    names = dict.fromkeys(("full_name", "pair_name"), lambda *_: evil)
    with pytest.MonkeyPatch.context() as patch:
        for name, method in names.items():
            patch.setattr(type(CATALOGUE), name, method)
        for width in (320, 1040):
            figure = draw(titled, chosen, width=width).figure
            hovers = [text for trace in figure.data for text in trace.hovertext or ()]
            ticks = figure.layout.yaxis.ticktext or ()
            texts = [note.text for note in figure.layout.annotations]
            assert hovers
            for text in (*hovers, *ticks, *texts):
                assert not set(re.findall(r"<[^>]*>", text)) - {"<b>", "</b>", "<br>"}


def test_a_mark_says_who_signed_where_another_holds_the_tie_today():
    chosen = of(vn=["vn-binh-duong"])
    drawn = draw(lanes(chosen, units=Units.TODAY), chosen, units=Units.TODAY).figure
    hovers = [text for trace in drawn.data for text in trace.hovertext or ()]
    assert hovers
    assert all("signed as Binh Duong" in text.replace("<br>", " ") for text in hovers)
    before = draw(lanes(chosen), chosen).figure
    assert not any("signed as" in text for trace in before.data for text in trace.hovertext or ())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_very_many_the_latest_are_drawn_and_it_is_said(lang, monkeypatch):
    whole = draw(lanes(others=True), lang=lang)
    assert whole.notes == ()
    monkeypatch.setattr(counted, "MOST", 50)
    selection = lanes(others=True)
    few = draw(selection, lang=lang)
    assert len(marks(few)) == 50 and selection.left_out == len(selection.dated) - 50 > 0
    latest = selection.dated["first"][list(marks(few))].min()
    assert selection.dated.loc[~selection.dated.index.isin(marks(few)), "first"].max() <= latest
    assert all(number in few.notes[0] for number in ("50", str(len(selection.dated))))
    assert few.data.equals(whole.data)
