"""The deck.gl map as it goes to the browser."""

import json
import math
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.facts.perspective import Units
from lib.filter import filters
from lib.filter.filters import Filter
from lib.language.i18n import LANGUAGES
from lib.map import content, projection
from lib.map import deck as maps
from lib.map.content import MapRequest
from lib.style import palette
from tests.unit import strategies
from tests.unit.map.test_picture import POLYGONS, WIDTH, picture, request

PLAIN = request(Filter())


def written(drawn: content.MapContent, revision: int = 0, of: MapRequest = PLAIN) -> dict:
    return json.loads(maps.deck(of, drawn, revision).to_json())


def class_colours(expression: str) -> tuple[list[list[int]], list[int]]:
    """The colours and the class of each polygon that deck.gl's expression picks one by."""
    match = re.fullmatch(
        r"@@=\((\[\[.*\]\])\)\[\((?:'(\d*)'|(\[[\d,]*\]))\)\[properties\.position\]\]", expression
    )
    assert match is not None, expression
    colours, digits, listed = match.groups()
    classes = [int(c) for c in digits] if listed is None else json.loads(listed)
    return json.loads(colours), classes


def layer(deck: dict, name: str) -> dict:
    (found,) = [each for each in deck["layers"] if each["id"].partition("-")[0] == name]
    return found


@pytest.mark.parametrize("units", list(Units))
@given(chosen=strategies.chosen())
def test_each_polygon_gets_the_colour_of_its_class(units, chosen):
    drawn = picture(chosen, units)
    expression = layer(written(drawn), "areas")["getFillColor"]
    colours, classes = class_colours(expression)
    assert len(classes) == len(POLYGONS[units])
    assert classes == drawn.areas
    assert [tuple(c) for c in colours] == list(palette.LIGHT.areas)
    # A character each.
    assert len(expression) < 110 * 2 + 200


def test_more_than_ten_classes_shift_no_colour():
    more = replace(palette.LIGHT, areas=(*palette.LIGHT.areas, (1, 2, 3), (4, 5, 6)))
    plain = picture(Filter())
    areas = [10, 0, 11, *plain.areas[3:]]
    deck = written(replace(plain, areas=areas), of=replace(PLAIN, palette=more))
    colours, classes = class_colours(layer(deck, "areas")["getFillColor"])
    assert classes == areas
    assert [tuple(colours[n]) for n in classes] == [more.areas[n] for n in areas]


def test_geometry_travels_by_address():
    deck = written(picture(Filter()))
    # Relative, so that it holds under any path that a proxy puts the pages under.
    assert re.fullmatch(r"\./geo/signed/wide\.en\.geojson\?v=\w+", layer(deck, "areas")["data"])
    assert len(json.dumps(deck)) < 60_000


def boxes(deck):
    """Where each label of a written deck is on the screen, by the widths of an average type.

    The advances of Noto Sans Semi-bold in thousandths of its size, by what kind of letter it is.
    """
    scale = WIDTH / projection.WIDE.width
    labels = layer(deck, "labels")
    for label in labels["data"]:
        widths = [
            1000
            if unicodedata.east_asian_width(letter) in "WF"
            else {"Lu": 680, "Ll": 560, "Zs": 260}.get(unicodedata.category(letter), 400)
            for letter in unicodedata.normalize("NFC", label["t"])
        ]
        half = sum(widths) / 1000 * labels["getSize"] / 2
        x, y = (part * scale + shift for part, shift in zip(label["p"], label["o"], strict=True))
        yield label["t"], (x - half, y - labels["getSize"], x + half, y)


@pytest.mark.parametrize("lang", list(LANGUAGES))
@given(chosen=strategies.chosen())
def test_labels_do_not_cover_each_other(lang, chosen):
    drawn = picture(chosen, lang=lang)
    placed = list(boxes(written(drawn)))
    assert [name for name, _ in placed] == [unit.tip.name for unit in drawn.labels]
    for n, (one, a) in enumerate(placed):
        for other, b in placed[:n]:
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (one, other)
    names = [unit.id for unit in drawn.units]
    assert all(unit.id in names for unit in drawn.labels)
    # Something must be named, and first of all what was chosen.
    assert bool(drawn.labels) == bool(drawn.units)
    taken = [u.id for u in drawn.units if u.id in chosen["vn"] + chosen["jp"]]
    assert not taken or drawn.labels[0].id in taken


@given(st.integers(0, 5), st.integers(0, 5))
def test_more_documents_are_never_a_smaller_dot(one, other):
    low, high = sorted((one, other))
    assert content.dot_size(low) <= content.dot_size(high)


def test_links_are_coloured_by_formality_and_wider_with_more_documents():
    drawn = picture(Filter())
    shown = {each["id"]: each for each in layer(written(drawn), "links")["data"]}
    widths: dict[int, set[float]] = {}
    for link in drawn.links:
        if link.id in shown:
            assert tuple(shown[link.id]["c"][:3]) == link.colour
            widths.setdefault(link.tip.documents, set()).add(shown[link.id]["w"])
    assert all(len(each) == 1 for each in widths.values())
    ordered = [widths[n].pop() for n in sorted(widths)]
    assert ordered == sorted(set(ordered))


def test_with_all_links_on_the_map_mere_ties_are_left_to_the_list():
    drawn = picture(Filter())
    shown = {each["id"] for each in layer(written(drawn), "links")["data"]}
    assert shown == {link.id for link in drawn.links if link.tip.documents}
    kanagawa = picture(Filter.of({"jp": ["jp-kanagawa"]}))
    shown = {each["id"] for each in layer(written(kanagawa), "links")["data"]}
    assert shown == {link.id for link in kanagawa.links}
    assert any(link.tip.documents == 0 for link in kanagawa.links)


def test_a_new_revision_clears_what_the_browser_holds_as_selected():
    before, after = (
        {each["id"] for each in written(picture(Filter()), n)["layers"] if each.get("pickable")}
        for n in (0, 1)
    )
    assert before and after and not before & after


def test_a_filter_that_leaves_nothing_gives_an_empty_map():
    chosen, _ = filters.parse({"q": ["xyzzyqwerty"]}, strategies.index())
    drawn = picture(chosen)
    assert (drawn.units, drawn.links, drawn.labels) == ([], [], [])
    assert len(drawn.areas) == len(POLYGONS[Units.SIGNED])
    assert layer(written(drawn), "links")["data"] == []


@pytest.mark.parametrize("width", [520, 700, 1000])
def test_the_middle_of_each_unit_answers_as_that_unit(width):
    """The dots that answer to the pointer are drawn in order, the last on top."""
    asked = request(Filter(), width=width)
    dots = layer(written(picture(Filter(), width=width), of=asked), "units")["data"]
    scale = width / projection.WIDE.width
    wrong = []
    for n, under in enumerate(dots):
        for over in dots[n + 1 :]:
            distance = math.dist(under["p"], over["p"]) * scale
            if distance < over["s"]:
                wrong.append(f"{under['name']} answers as {over['name']}")
    assert not wrong, wrong


def test_links_on_top_are_the_more_formal_ones():
    shown = layer(written(picture(Filter())), "links")["data"]
    ranks = {link.id: link.rank for link in picture(Filter()).links}
    order = [ranks[each["id"]] for each in shown]
    assert order == sorted(order)
    assert {0, 1} & set(order) and {3, 4} & set(order)


def test_the_tooltip_reads_what_the_layers_hold():
    deck = maps.deck(PLAIN, picture(Filter()), 0)
    asked = set(re.findall(r"\{(\w+)\}", deck._tooltip["html"]))
    assert asked
    for name in ("units", "links"):
        for each in layer(json.loads(deck.to_json()), name)["data"]:
            assert asked <= set(each), each


def test_what_fills_the_tooltip_is_plain_text():
    """Streamlit escapes the values, so that markup in them would be read as text."""
    evil = content.Tip("<b>&'\"", 1, 1, "2024", "<br>&")
    drawn = picture(Filter())
    unit, link = replace(drawn.units[0], tip=evil), replace(drawn.links[0], tip=evil)
    deck = written(replace(drawn, units=[unit], links=[link]))
    for name in ("units", "links"):
        (shown,) = layer(deck, name)["data"]
        assert (shown["name"], shown["k"]) == (evil.name, evil.caption)
    captions = {each["k"] for each in layer(written(drawn), "links")["data"]}
    assert "Memorandum or cooperation agreement" in captions
