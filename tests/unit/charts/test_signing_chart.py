"""Signings per year: what is counted, what is drawn, what a click asks for."""

import json
from datetime import date

import pandas as pd
import plotly.io
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lib.charts import milestones, signing_chart
from lib.charts.frame import Chart
from lib.charts.milestones import MILESTONES, Label, place
from lib.counting import signings
from lib.filter import clicks, filters
from lib.filter import sentence as sentences
from lib.filter.filters import Filter
from lib.language.i18n import LANGUAGES, words
from lib.style.context import Context
from lib.style.palette import DARK, LIGHT
from lib.style.text import width as label_width
from tests.unit import strategies

TODAY = date(2026, 9, 26)
INDEX = strategies.index()
EVENTS = INDEX.dataset.events
SIGNED = EVENTS[EVENTS["signed"]]


def context(lang: str = "en", width: int = 1040, chosen: Filter | None = None) -> Context:
    sentence = sentences.describe(chosen or Filter(), INDEX, words(lang))
    return Context(words(lang), LIGHT, sentence, "0.1.0", TODAY, width)


def chart(events: pd.DataFrame, chosen: Filter | None = None, lang: str = "en") -> Chart:
    return signing_chart.chart(events, INDEX.dataset, chosen or Filter(), context(lang))


def of(**given: str) -> Filter:
    chosen, problems = filters.parse({k.rstrip("_"): [v] for k, v in given.items()}, INDEX)
    assert not problems
    return chosen


def without_dates(events: pd.DataFrame) -> pd.DataFrame:
    never = pd.Series(pd.NaT, index=events.index, dtype="datetime64[ns]")
    return events.assign(date="", first=never, last=never)


# --- Which years --------------------------------------------------------------------------------


def test_years_run_from_the_first_signing_to_today():
    assert signings.years(SIGNED, Filter(), TODAY) == range(1994, 2027)


def test_a_period_is_shown_whole_with_its_empty_years():
    chosen = of(from_="1990", to="2003-05")
    kept = filters.select(chosen, INDEX)
    assert signings.years(signings.signings(kept), chosen, TODAY) == range(1990, 2004)


def test_a_boundless_period_does_not_fill_the_axis_with_nothing():
    chosen = of(from_="0001", to="9999")
    assert signings.years(SIGNED, chosen, TODAY) == range(1973, 2027)


def test_nothing_dated_has_no_years():
    assert list(signings.years(without_dates(SIGNED), Filter(), TODAY)) == []
    assert list(signings.years(SIGNED.head(0), of(from_="2014"), TODAY)) == []


@given(strategies.chosen())
def test_every_dated_signing_of_a_filter_stands_in_a_year(chosen):
    events = filters.select(chosen, INDEX)
    signed = signings.signings(events)
    shown = signings.years(signed, chosen, TODAY)
    counts = signings.per_year(events, INDEX.dataset, shown)
    assert counts.to_numpy().sum() + signings.undated(events) == len(signed)
    assert set(signed["first"].dropna().dt.year) <= set(shown)


# --- The chart ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [320, 1040])
def test_bars_table_and_totals_agree(lang, width):
    drawn = signing_chart.chart(EVENTS, INDEX.dataset, Filter(), context(lang, width))
    bars = [trace for trace in drawn.figure.data if trace.type == "bar"]
    dated = SIGNED["first"].notna()
    assert sum(sum(bar.y) for bar in bars) == dated.sum() == len(SIGNED) - 4
    table = drawn.data
    # Those of unknown date stand in a row of their own, under the years.
    unknown = words(lang).gettext("Date not known")
    assert list(table.iloc[:, 0]) == [*(str(year) for year in range(1994, 2027)), unknown]
    undated = SIGNED[~dated]["kind"].value_counts()
    assert sorted(n for n in table.iloc[-1, 1:-1] if n) == sorted(undated)
    assert table.iloc[-1, -1] == undated.sum() == 4
    assert table.iloc[:, -1].sum() == len(SIGNED)
    counts = table.iloc[:, 1:]
    assert (counts.iloc[:, :-1].sum(axis=1) == counts.iloc[:, -1]).all()
    # Told apart without colour too: no two solid bars but those of two kinds.
    looks = {(bar.marker.color, bar.marker.pattern.shape) for bar in bars}
    assert len(looks) == len(bars)
    assert json.loads(plotly.io.to_json(drawn.figure))


def test_years_without_a_signing_are_empty_years():
    row = chart(EVENTS).data.set_index("Year").loc["1996"]
    assert row["All kinds"] == 0


def test_only_signed_documents_count():
    announced = EVENTS[EVENTS["status"] == "announced"]
    assert len(announced)
    assert signings.signings(announced).empty


def test_undated_documents_stand_in_the_table_and_in_no_bar():
    some = pd.concat([SIGNED.head(20), without_dates(SIGNED.tail(3))])
    drawn = chart(some)
    assert signings.undated(some) == 3
    assert drawn.data.iloc[-1, 0] == "Date not known"
    assert drawn.data.iloc[-1, -1] == 3
    assert sum(sum(b.y) for b in drawn.figure.data if b.type == "bar") == 20


def test_the_alternative_text_says_range_total_and_top_year():
    alt = chart(EVENTS).alt
    assert "from 1994 to 2026" in alt
    assert "170 documents in all" in alt
    assert "most in 2023 (22)" in alt
    assert "No filter: all records" in alt


def test_one_record_is_one_bar_of_common_width():
    chosen = of(from_="2014", to="2014", kind="sister_city")
    events = filters.select(chosen, INDEX)
    drawn = chart(events, chosen)
    (bar,) = [trace for trace in drawn.figure.data if trace.type == "bar"]
    assert list(bar.x) == [2014] and list(bar.y) == [1]
    start, end = drawn.figure.layout.xaxis.range
    assert end - start > 8
    assert list(drawn.figure.layout.xaxis.ticktext) == ["2014"]
    assert "1 document in all" in drawn.alt
    assert "2014 (1)" in drawn.alt


@given(strategies.chosen(), st.sampled_from([320, 640, 1040]), st.sampled_from(list(LANGUAGES)))
def test_every_filter_with_a_dated_signing_draws(chosen, width, lang):
    events = filters.select(chosen, INDEX)
    dated = signings.signings(events)["first"].notna()
    assume(dated.any())
    drawn = signing_chart.chart(events, INDEX.dataset, chosen, context(lang, width, chosen))
    layout = drawn.figure.layout
    # The plot keeps its height, whatever stands around it.
    assert layout.height - layout.margin.t - layout.margin.b >= 280
    assert sum(sum(bar.y) for bar in drawn.figure.data if bar.type == "bar") == dated.sum()
    assert len(drawn.data) == len(drawn.figure.data[0].x) + (not dated.all())


def test_texts_of_the_data_cannot_be_markup():
    at = Context(words("en"), DARK, "“<b>x</b><script>”", "0.1.0", TODAY)
    drawn = signing_chart.chart(EVENTS, INDEX.dataset, Filter(), at)
    assert "<script>" not in drawn.figure.layout.title.subtitle.text


# --- Clicks -------------------------------------------------------------------------------------


def test_a_click_asks_for_year_and_kind_and_a_second_one_for_neither():
    before = of(jp="jp-kagawa", field="trade")
    after = clicks.toggle_bar(before, 2014, "mou")
    assert after["from"] == after["to"] == ("2014",)
    assert after["kind"] == ("mou",)
    assert after["jp"] == ("jp-kagawa",) and after["field"] == ("trade",)
    assert clicks.is_bar_selected(after, 2014, "mou")
    assert clicks.toggle_bar(after, 2014, "mou") == before
    other = clicks.toggle_bar(after, 2014, "renewal")
    assert other["kind"] == ("renewal",)
    assert clicks.toggle_bar(of(from_="2014", to="2015", kind="mou"), 2014, "mou")["to"] == (
        "2014",
    )


@given(strategies.chosen(), st.integers(1994, 2026), st.sampled_from(list(SIGNED["kind"])))
def test_a_clicked_bar_keeps_what_it_counts(chosen, year, kind):
    assume(not clicks.is_bar_selected(chosen, year, kind))
    before = signings.signings(filters.select(chosen, INDEX))
    counted = before[(before["first"].dt.year == year) & (before["kind"] == kind)]
    after = signings.signings(filters.select(clicks.toggle_bar(chosen, year, kind), INDEX))
    assert set(counted.index) <= set(after.index)
    if not (chosen["from"] or chosen["to"] or chosen["kind"]):
        assert set(counted.index) == set(after.index)


@pytest.mark.parametrize(
    ("sent", "bar", "codes", "span"),
    [
        ([2014, "mou"], (2014, "mou"), (), None),
        (["vj0123"], None, ("vj0123",), None),
        (["trade", "kanto"], None, ("trade", "kanto"), None),
        ([2009.6, 2020.4], None, (), (2010, 2020)),
        ([2020.4, 2009.6], None, (), (2010, 2020)),
        ([2014.2, 2014.4], None, (), None),
        ([-5, 12000], None, (), None),
        ([1e400, 2014], None, (), None),
        ([None, 2014], None, (), None),
        ([], None, (), None),
        (None, None, (), None),
        ("mou", None, (), None),
        ({"points": [2014, "mou"]}, None, (), None),
    ],
)
def test_what_a_browser_sends_is_read_or_left(sent, bar, codes, span):
    assert (clicks.bar(sent), clicks.codes(sent), clicks.span(sent)) == (bar, codes, span)


def test_each_bar_carries_its_year_and_kind():
    for bar in chart(EVENTS).figure.data:
        if bar.type == "bar":
            assert [year for year, _ in bar.customdata] == list(bar.x)
            assert {kind for _, kind in bar.customdata} <= set(INDEX.dataset.kinds.index)


# --- Milestones ---------------------------------------------------------------------------------


def test_milestones_are_shown_in_their_years_only():
    assert [m.year for m in milestones.within(range(2010, 2024))] == [2014, 2023]
    texts = [a.text for a in chart(EVENTS).figure.layout.annotations]
    assert sum(text[:4] in {"2009", "2014", "2023", "2025"} for text in texts) == 4
    assert not any(text.startswith("1973") for text in texts)


@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(20, 250)), min_size=1, max_size=6),
    st.integers(260, 1040),
)
def test_labels_never_cover_each_other(wanted, room):
    lines = sorted((share * room, width) for share, width in wanted)
    labels = place(lines, room)
    assert len(labels) == len(lines)
    for n, one in enumerate(labels):
        assert one.left >= -30
        for other in labels[:n]:
            assert one.row != other.row or one.right <= other.left or other.right <= one.left


@pytest.mark.parametrize("width", [320, 360, 640, 1040, 1400])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_passes_a_label_of_the_whole_period(width, lang):
    room = width - 64
    at = {m: (m.year - 1993.4) / 33.2 * room for m in MILESTONES[1:]}
    labels = place(
        [(x, label_width(words(lang).gettext(m.label), 11) + 4) for m, x in at.items()], room
    )
    for x, own in zip(at.values(), labels, strict=True):
        for other in labels:
            if other.row < own.row:
                assert not other.left < x < other.right


def test_a_label_stands_at_the_right_of_its_line_if_it_can():
    assert place([(10, 50), (100, 50)], 200) == [Label(0, 10, 60), Label(0, 100, 150)]
    assert place([(180, 50)], 200) == [Label(0, 130, 180)]


# --- What is marked -----------------------------------------------------------------------------


@pytest.mark.parametrize("bar", [(2015, "mou"), (2014, "sister_city"), (2024, "renewal")])
def test_the_frame_of_a_marked_bar_is_around_the_bar(bar):
    year, kind = bar
    drawn = signing_chart.chart(EVENTS, INDEX.dataset, Filter(), context(), None, bar)
    (frame,) = [s for s in drawn.figure.layout.shapes if s.line.width == 3]
    heights = [
        (trace.customdata[0][1], int(trace.y[list(trace.x).index(year)]))
        for trace in drawn.figure.data
        if trace.type == "bar"
    ]
    kinds_below = [code for code, _ in heights][: [code for code, _ in heights].index(kind)]
    below = sum(height for code, height in heights if code in kinds_below)
    assert (frame.y0, frame.y1) == (below, below + dict(heights)[kind])
    assert frame.x0 < year - 0.3 and year + 0.3 < frame.x1 and frame.x1 - frame.x0 < 1


@pytest.mark.parametrize("bar", [(1901, "mou"), (2015, "visit"), None])
def test_a_bar_that_is_not_drawn_has_no_frame(bar):
    drawn = signing_chart.chart(EVENTS, INDEX.dataset, Filter(), context(), None, bar)
    assert not [s for s in drawn.figure.layout.shapes if s.line.width == 3]
