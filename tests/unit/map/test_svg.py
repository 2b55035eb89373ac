"""The map as a picture, its legend and the locator: read back as XML, with hostile names too."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from PIL import ImageFont

from lib.facts.documents import FORMALITY
from lib.facts.localities import COUNTRIES
from lib.facts.perspective import Units
from lib.facts.rows import row
from lib.filter.filters import Filter
from lib.language.i18n import LANGUAGES, words
from lib.map import geometry, legend, locator, svg
from lib.map import picture as map_picture
from lib.map.content import MapRequest, Tip
from lib.map.svg_path import short_path_data
from lib.style import type as type_
from lib.style.map_style import Areas, Links, MapStyle
from lib.style.palette import LIGHT, css
from tests.unit import strategies
from tests.unit.map.test_picture import POLYGONS, picture, request

SVG = "{http://www.w3.org/2000/svg}"
EVIL = "<script>alert('&\"')</script>"
KAGAWA = Filter.of({"jp": ["jp-kagawa"]})
STYLES = [MapStyle(), MapStyle(Areas.LATEST, Links.PERIOD), MapStyle(Areas.PARTNERS, "water")]


def drawn(asked: MapRequest, shown=None):
    """The drawing, and its four groups: areas, links, dots, labels."""
    shown = shown or picture(asked.view.chosen, asked.view.viewpoint.units, asked.view.lang)
    drawing = f'<svg xmlns="{SVG[1:-1]}">{svg.world(asked, shown)}</svg>'
    root = ET.fromstring(drawing)
    return root, root.findall(f"{SVG}g")


def texts(root: ET.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("chosen", [Filter(), KAGAWA], ids=["all", "one"])
@pytest.mark.parametrize("units", list(Units))
def test_a_path_per_polygon_and_drawn_link_and_a_circle_per_unit(units, chosen):
    shown = picture(chosen, units)
    _, (areas, links, dots, labels) = drawn(request(chosen, units))
    assert [path.get("fill") for path in areas] == [css(LIGHT.areas[n]) for n in shown.areas]
    assert len(areas) == len(POLYGONS[units])
    assert len(links) == len(shown.drawn_links) > 0
    with_documents = [link for link in shown.links if link.tip.documents]
    assert len(links) == (len(with_documents) if shown.crowded else len(shown.links))
    assert [dot.findtext(f"{SVG}title") for dot in dots] == [u.tip.name for u in shown.units]
    assert {label.text for label in labels} <= {unit.tip.name for unit in shown.units}
    assert len(labels) > len(shown.units) / 3


def test_every_shape_is_closed_and_within_the_scene():
    asked = request(Filter())
    _, (areas, links, *_) = drawn(asked)
    for path in areas:
        assert re.fullmatch(r"(M[^MLZ]+(L[^MLZ]+){2,}Z)+", path.get("d"))
        numbers = [float(n) for n in re.findall(r"[\d.]+", path.get("d"))]
        assert max(numbers[::2]) <= asked.plane.width
        assert max(numbers[1::2]) <= asked.plane.height
    assert all(float(path.get("stroke-width")) > 0 for path in links)


def test_the_legend_leaves_out_ties_where_they_are_not_drawn():
    asked, tie = request(Filter()), words("en").gettext(FORMALITY[0])
    everything, one = picture(Filter()), picture(KAGAWA)
    assert everything.crowded and not one.crowded
    few, all_ = (legend.entries(asked, shown)[0] for shown in (everything, one))
    assert few == all_[:-1]
    assert all_[-1][0] == LIGHT.formality[0]
    assert tie not in [text for _, text in few]


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_the_legend_as_html_names_every_colour_in_words(style):
    asked = request(KAGAWA, style=style)
    html = legend.legend(asked, picture(KAGAWA, style=style))
    root = ET.fromstring(f"<div>{html.replace('<br>', '<br/>')}</div>")
    read = re.sub(r"\s+", " ", " ".join(root.itertext()))
    for group in legend.entries(asked, picture(KAGAWA, style=style)):
        for colour, text in group:
            assert text in read
            assert f"background:{css(colour)}" in html
    assert len(root.findall(".//strong")) == 2


def test_hostile_names_are_text_in_the_picture():
    shown = picture(KAGAWA)
    tip = Tip(EVIL, 1, 1, "2024", EVIL)
    evil = replace(
        shown,
        units=[replace(unit, tip=tip) for unit in shown.units],
        links=[replace(link, tip=tip) for link in shown.links],
    )
    root, (_, _, dots, labels) = drawn(request(KAGAWA), evil)
    assert not list(root.iter(f"{SVG}script"))
    assert texts(root).count(EVIL) == len(labels) > 0
    assert {dot.findtext(f"{SVG}title") for dot in dots} == {EVIL}


def test_hostile_names_are_text_in_the_legend(monkeypatch):
    dataset = request(KAGAWA).view.dataset
    monkeypatch.setattr(type(dataset), "label", lambda *_: EVIL)
    html = legend.legend(request(KAGAWA, style=MapStyle(links="water")), picture(KAGAWA))
    assert "<script>" not in html and "&lt;script&gt;" in html


@pytest.mark.parametrize("scene", ["wide", "tall"])
@pytest.mark.parametrize("lang", LANGUAGES)
@given(chosen=strategies.chosen())
def test_names_lie_on_no_name_and_on_no_dot(lang, scene, chosen):
    asked = replace(request(chosen, lang=lang), scene=scene)
    shown = map_picture.picture(asked)
    _, (_, _, dots, labels) = drawn(asked, shown=shown)
    placed = []
    for label in labels:
        x, y = float(label.get("x")), float(label.get("y"))
        wide = ImageFont.truetype(type_.FILE, 12).getlength(label.text)
        placed.append((x, y - 12, x + wide, y + 2))
    for n, (left, top, right, bottom) in enumerate(placed):
        assert left >= 0 and right <= asked.plane.width
        for a, b, c, d in placed[:n]:
            assert right <= a or c <= left or bottom <= b or d <= top
        for dot in dots:
            cx, cy, r = (float(dot.get(name)) for name in ("cx", "cy", "r"))
            across, down = cx - min(max(cx, left), right), cy - min(max(cy, top), bottom)
            assert across**2 + down**2 >= r**2
    # Something must be named, and first of all what was chosen.
    assert bool(placed) == bool(shown.units)
    own = [unit.tip.name for unit in shown.units if unit.id in asked.chosen]
    assert not own or labels[0].text in own


def test_short_paths_lie_where_the_long_ones_do():
    viewpoint = request(Filter()).view.viewpoint
    shapes = geometry.features(viewpoint, "wide").geometry
    for path, shape in zip([short_path_data(shape, 10) for shape in shapes], shapes, strict=True):
        assert re.fullmatch(r"(M\d+ \d+l-?\d+(?:[ -]\d+| -\d+)+z)+", path)
        found = []
        for ring in path.split("M")[1:]:
            first, way = ring.rstrip("z").split("l")
            steps = [int(n) for n in re.findall(r"-?\d+", way)]
            x, y = map(int, first.split())
            found.append((x, y))
            for dx, dy in zip(steps[::2], steps[1::2], strict=True):
                x, y = x + dx, y + dy
                found.append((x, y))
        west, south, east, north = shape.bounds
        xs, ys = ([point[n] / 10 for point in found] for n in (0, 1))
        assert west - 0.1 <= min(xs) <= west + 0.1 and east - 0.1 <= max(xs) <= east + 0.1
        assert south - 0.1 <= min(ys) <= south + 0.1 and north - 0.1 <= max(ys) <= north + 0.1


# --- Where a locality lies --------------------------------------------------------------------


def located(country: str, key: str, title: str = "Here") -> ET.Element:
    unit = row(strategies.data().localities, key)
    features = geometry.features(request(Filter()).view.viewpoint, "wide")
    point = (unit.longitude, unit.latitude)
    return ET.fromstring(locator.locator(features, country, key, point, LIGHT, title, "en"))


@pytest.mark.parametrize(
    ("country", "key"), [("VN", "vn-ca-mau"), ("JP", "jp-hokkaido"), ("JP", "jp-okinawa")]
)
def test_a_locality_is_filled_among_those_of_its_country_and_has_a_point(country, key):
    root = located(country, key)
    (paths,) = root.findall(f"{SVG}g")
    side = COUNTRIES[country].code
    assert len(paths) == sum(polygon.startswith(side) for polygon in POLYGONS[Units.SIGNED])
    fills = [path.get("fill") for path in paths]
    assert fills.count(css(LIGHT.areas[4])) == 1
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    (dot,) = root.findall(f"{SVG}circle")
    assert left <= float(dot.attrib["cx"]) <= left + width
    assert top <= float(dot.attrib["cy"]) <= top + height
    (filled,) = [path for path in paths if path.get("fill") == css(LIGHT.areas[4])]
    numbers = [float(n) for n in re.findall(r"[\d.]+", filled.attrib["d"])]
    assert min(numbers[::2]) - 1 <= float(dot.attrib["cx"]) <= max(numbers[::2]) + 1


def test_the_locators_title_is_text():
    assert located("JP", "jp-nara", EVIL).findtext(f"{SVG}title") == EVIL
