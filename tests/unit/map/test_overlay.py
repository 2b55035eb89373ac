"""What an installation adds stands on every map, and nothing of it without one."""

import gzip
import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
import shapely

from lib.filter.filters import Filter
from lib.map import geometry, locator, overlay, picture, svg
from lib.map.projection import SCENES
from lib.pictures.drawings import MAP
from lib.site import config
from lib.site.overlay import read
from lib.style.palette import LIGHT
from tests.unit.map.test_picture import request
from tests.unit.pictures.views import drawn, texts
from tests.unit.site.test_overlay import EXAMPLE, changed, file

ALL = request(Filter())
BOX = [[106, 12], [107, 12], [107, 13], [106, 13], [106, 12]]


@pytest.fixture
def example(tmp_path, monkeypatch):
    path = file(tmp_path, EXAMPLE)
    monkeypatch.setenv("VJ_OVERLAY", str(path))
    return config.current().overlay


@pytest.mark.parametrize("scene", SCENES)
def test_what_lies_off_the_frames_stands_in_a_box_of_its_own(example, scene):
    shown = overlay.drawn(example, scene, "vi")
    assert shown.box is not None
    left, top, right, bottom = shown.box
    assert [mark.name for mark in shown.marks] == ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]
    for mark in shown.marks:
        assert left < mark.at[0] < right
        assert top < mark.at[1] < bottom
        assert mark.dots == (mark.at,)
    north, south = shown.marks
    assert north.at[1] < south.at[1]
    assert north.at[0] < south.at[0]


@pytest.mark.parametrize("scene", SCENES)
def test_the_box_covers_no_unit(scene):
    plane = SCENES[scene]
    left, top, right, bottom = plane.overflow
    assert 0 <= left < right <= plane.width
    assert 0 <= top < bottom <= plane.height
    shapes = geometry.features(ALL.view.viewpoint, scene).geometry
    assert not shapes.intersects(shapely.box(left, top, right, bottom)).any()


def test_what_lies_within_a_frame_is_drawn_at_its_place(tmp_path):
    outline = changed({"type": "Polygon", "coordinates": [BOX]}, draw="outline")
    outline["features"] = outline["features"][:1]
    shown = overlay.drawn(read(str(file(tmp_path, outline))), "wide", "en")
    assert shown.box is None
    [mark] = shown.marks
    place = tuple(round(v, 1) for v in SCENES["wide"].project(*BOX[0]))
    assert place in mark.lines[0]
    assert len(mark.lines[0]) == 5


def test_a_single_point_off_the_frames_stands_in_the_middle(tmp_path):
    one = changed()
    one["features"] = one["features"][:1]
    shown = overlay.drawn(read(str(file(tmp_path, one))), "wide", "en")
    assert shown.box is not None
    left, top, right, bottom = shown.box
    x, y = shown.marks[0].at
    assert x == (left + right) / 2
    assert top < (top + bottom) / 2 < y < bottom


@pytest.mark.parametrize("scene", SCENES)
def test_picture_and_page_have_it(example, scene):
    asked = replace(ALL, scene=scene)
    shown = picture.picture(asked)
    assert "Hoang Sa" in svg.world(asked, shown)
    made = geometry.geometry(asked.view.viewpoint, scene, "en")
    added = json.loads(gzip.decompress(made.body))["overlay"]
    assert [each["name"] for each in added["marks"]] == ["Hoang Sa", "Truong Sa"]
    assert added["box"] == list(overlay.drawn(example, scene, "en").box or ())


def test_a_picture_to_take_along_names_its_licence(example):
    assert any(example.licence in text for text in texts(drawn(MAP)))


def test_without_a_file_nothing_is_drawn():
    shown = picture.picture(ALL)
    assert "overlay" not in svg.world(ALL, shown)
    made = geometry.geometry(ALL.view.viewpoint, "wide", "en")
    assert json.loads(gzip.decompress(made.body))["overlay"] is None


@pytest.mark.parametrize(("country", "named"), [("VN", True), ("JP", False)])
def test_the_small_map_of_a_country_has_what_is_of_it(example, country, named):
    features = geometry.features(ALL.view.viewpoint, "wide")
    key, point = {"VN": ("vn-hanoi", (105.8, 21.0)), "JP": ("jp-aichi", (136.9, 35.2))}[country]
    drawing = locator.locator(features, country, key, point, LIGHT, "Place", "ja")
    ET.fromstring(drawing)
    assert ("ホアンサ諸島" in drawing) is named
