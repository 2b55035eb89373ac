"""The map's plane: both countries side by side."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from lib.facts.localities import PROVINCE_LEVELS
from lib.facts.perspective import Units
from lib.map import geometry, projection
from lib.site import store
from tests.unit import strategies

LOCALITIES = strategies.data().localities
VIEWS = [(scene, units) for scene in projection.SCENES for units in Units]


@pytest.fixture(params=VIEWS, ids=lambda view: f"{view[0]}-{view[1]}")
def drawn(request):
    """A scene and its polygons by id."""
    scene = projection.SCENES[request.param[0]]
    features = geometry.features(store.viewpoint(request.param[1]), request.param[0])
    return scene, features.geometry.to_dict()


def test_every_unit_lies_in_its_own_polygon(drawn):
    scene, polygons = drawn
    for key, polygon in polygons.items():
        unit = LOCALITIES.loc[key]
        point = shapely.Point(scene.project(unit["longitude"], unit["latitude"]))
        assert polygon.contains(point), key
        # Neighbours may share a rounded border, never a seat.
        assert [k for k, other in polygons.items() if other.contains(point)] == [key]


@pytest.mark.parametrize("scene", projection.SCENES.values(), ids=projection.SCENES)
def test_every_locality_of_the_data_set_is_in_the_scene(scene):
    for key, unit in LOCALITIES.iterrows():
        x, y = scene.project(unit["longitude"], unit["latitude"])
        assert 0 <= x <= scene.width and 0 <= y <= scene.height, key


def test_polygons_are_valid_and_within_the_scene(drawn):
    scene, polygons = drawn
    frame = shapely.box(0, 0, scene.width, scene.height)
    for key, polygon in polygons.items():
        assert frame.covers(polygon), key
        assert polygon.area > 0, key


def test_the_countries_do_not_overlap(drawn):
    _, polygons = drawn
    vn, jp = (
        shapely.union_all([shapely.envelope(p) for k, p in polygons.items() if k.startswith(side)])
        for side in ("vn-", "jp-")
    )
    assert not vn.intersects(jp)


def test_the_polygons_of_a_perspective():
    signed = geometry.features(store.viewpoint(Units.SIGNED), "wide")
    today = geometry.features(store.viewpoint(Units.TODAY), "wide")
    assert len(signed) == 63 + 47
    assert len(today) == 34 + 47
    for features in (signed, today):
        assert features.index.is_unique
        assert set(LOCALITIES.loc[features.index, "level"]) <= set(PROVINCE_LEVELS)


def test_okinawa_is_in_the_inset():
    left, top, right, bottom = projection.WIDE.inset()
    x, y = projection.WIDE.project(127.68, 26.21)
    assert left < x < right and top < y < bottom


def test_what_is_in_no_frame_is_refused():
    with pytest.raises(ValueError, match="0"):
        projection.WIDE.project(0.0, 51.5)


def test_north_is_up_and_east_is_right():
    hanoi, saigon = projection.WIDE.project(105.85, 21.03), projection.WIDE.project(106.7, 10.78)
    assert hanoi[1] < saigon[1]
    osaka, tokyo = projection.WIDE.project(135.5, 34.69), projection.WIDE.project(139.69, 35.69)
    assert osaka[0] < tokyo[0]
    assert hanoi[0] < osaka[0]


def test_the_map_is_web_mercator_scaled():
    """Against PROJ, in each frame: pixels are metres of EPSG:3857 times one number."""
    own = LOCALITIES[LOCALITIES["level"].isin(["province", "prefecture"])]
    for country, frame in (("VN", "VN"), ("JP", "JP")):
        west, south, east, north = projection.FRAMES[frame]
        inside = own[
            (own["country"] == country)
            & own["longitude"].between(west, east)
            & own["latitude"].between(south, north)
        ]
        points = gpd.points_from_xy(inside["longitude"], inside["latitude"], crs=4326)
        metres = points.to_crs(3857)
        drawn = [
            projection.WIDE.project(*place)
            for place in zip(inside["longitude"], inside["latitude"], strict=True)
        ]
        x, y = np.array(drawn).T
        for mine, theirs in ((x, metres.x), (-y, metres.y)):
            scale = np.ptp(mine) / np.ptp(theirs)
            assert mine - mine.min() == pytest.approx(scale * (theirs - theirs.min()), abs=0.01)
            assert scale == pytest.approx(
                projection.WIDE.places[frame][2] / np.radians(east - west) / 6378137
            )


def test_the_units_of_today_are_those_of_before_dissolved():
    boundaries = strategies.data().boundaries
    former, today = (
        gpd.GeoDataFrame.from_features(boundaries[name]).set_index("id")
        for name in ("vn-63", "vn-34")
    )
    moves = strategies.index(Units.TODAY).dataset.successors
    joined = former.dissolve(by=former.index.map(lambda key: moves.get(key, key)))
    assert set(joined.index) == set(today.index)
    assert joined.geometry.geom_equals(today.geometry.reindex(joined.index)).all()
