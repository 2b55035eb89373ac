"""Every kind of signed document can be drawn and told apart, also one that only the data know."""

import math
import shutil
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from lib import checks
from lib.charts import lane_chart, signing_chart
from lib.counting import lanes
from lib.facts.dataset import DATA_FOLDER
from lib.facts.documents import FORMALITY
from lib.facts.perspective import Units
from lib.filter.filters import Filter
from lib.language.i18n import words
from lib.map import legend, payload, picture, svg
from lib.map.content import MapRequest
from lib.site import store
from lib.site.view import View
from lib.style import kinds
from lib.style.context import Context
from lib.style.map_style import MapStyle
from lib.style.palette import DARK, LIGHT, Palette, contrast, css
from tests.unit import strategies

TODAY = date(2026, 9, 1)
NEW, PAIR = "accord", "vn-hai-phong~jp-kagawa"
SIGNED = strategies.data().kinds.query("signed").index
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


@pytest.fixture(scope="module")
def viewpoint(tmp_path_factory):
    """Of the data with a seventh signed kind, which Hai Phong and Kagawa signed."""
    folder = tmp_path_factory.mktemp("data") / "data"
    shutil.copytree(DATA_FOLDER, folder, ignore=shutil.ignore_patterns("build"))
    table = folder / "kinds.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    labels = "Accord,Hiệp định,協約,An accord,Một hiệp định,協約"
    table.write_text("\n".join([*lines, f"{NEW},true,3,{labels}", ""]), encoding="utf-8")
    events = folder / "events.csv"
    text = events.read_text(encoding="utf-8")
    (line,) = [
        each
        for each in text.splitlines()
        if "vn-hai-phong,jp-kagawa" in each and ",friendship_agreement," in each
    ]
    changed = line.replace(",friendship_agreement,", f",{NEW},")
    events.write_text(text.replace(line, changed), encoding="utf-8")
    assert not checks.errors(checks.check(folder, TODAY))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VJ_DATA", str(folder))
        yield replace(store.viewpoint(Units.SIGNED), day=TODAY)
    store.load()


@pytest.fixture(scope="module")
def dataset(viewpoint):
    return store.perspective_of(viewpoint)


def context(theme: Palette) -> Context:
    return Context(words("en"), theme, "No filter", "1", TODAY)


@THEMES
def test_a_new_kind_has_bars_of_its_own(dataset, theme):
    chart = signing_chart.chart(dataset.events, dataset, Filter(), context(theme))
    (bar,) = [trace for trace in chart.figure.data if trace.name == "Accord"]
    assert sum(bar.y) == 1
    others = {
        (trace.marker.color, trace.marker.pattern.shape)
        for trace in chart.figure.data
        if trace.type == "bar" and trace is not bar
    }
    assert (bar.marker.color, bar.marker.pattern.shape) not in others
    assert chart.data["Accord"].sum() == 1


@THEMES
def test_a_new_kind_has_a_mark_of_its_own(dataset, theme):
    chosen = Filter.of({"jp": ["jp-kagawa"]})
    selection = lanes.select(dataset.events, dataset, chosen, "jp", 10, others=True)
    chart = lane_chart.chart(selection, dataset, chosen, context(theme))
    entries = [trace for trace in chart.figure.data if trace.name == "Accord"]
    assert [trace.marker.symbol for trace in entries] == [kinds.SPARE_MARKS[0][0]]
    assert "Accord" in set(chart.data["Kind"])


@THEMES
def test_a_new_kind_is_on_the_map(viewpoint, theme):
    view = View(viewpoint, Filter.of({"kind": [NEW]}), "en")
    request = MapRequest(view, None, "wide", 700, MapStyle(), theme)
    shown = picture.picture(request)
    (link,) = shown.links
    assert (link.id, link.formality, link.colour) == (PAIR, 3, theme.formality[3])
    (sent,) = payload.payload(request, shown, "Map")["links"]
    assert sent[1:5] == [3, link.width, 1, 1]
    assert css(link.colour) in svg.world(request, shown)
    assert FORMALITY[3] in legend.legend(request, shown)


@THEMES
def test_kinds_are_told_apart_by_colour_and_without_it(theme):
    styles = list(kinds.styles([*SIGNED, *(f"new{n}" for n in range(12))]).values())
    looks = {(style.colour(theme), style.symbol, style.pattern) for style in styles}
    assert len(looks) == len(styles)
    one = kinds.styles([*SIGNED, NEW])
    assert len({style.symbol for style in one.values()}) == len(one)
    for a, b in combinations([style.colour(theme) for style in one.values()], 2):
        assert math.dist(a, b) > 50
    assert set(SIGNED) == set(kinds.KINDS)


@pytest.mark.parametrize("colour", kinds.SPARE_COLOURS)
def test_spare_colours_read_on_both_backgrounds(colour):
    for theme in (LIGHT, DARK):
        assert contrast(colour, theme.background) >= 3
        styles = kinds.KINDS.values()
        assert all(math.dist(colour, style.colour(theme)) > 40 for style in styles)


def test_a_declared_kind_keeps_its_style_whatever_stands_beside_it():
    assert kinds.styles([NEW, *SIGNED])["mou"] == kinds.KINDS["mou"]
    assert kinds.styles(["a", "b"])["a"] != kinds.styles(["a", "b"])["b"]
