"""What the map draws of a set of events, and what a click on it does to the filter."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lib.counting import partnerships
from lib.facts import localities
from lib.facts.perspective import Units
from lib.facts.rows import rows
from lib.filter import clicks, filters
from lib.filter.filters import Filter
from lib.language.i18n import LANGUAGES, words
from lib.map import area_classes, content, geometry, tooltip
from lib.map import picture as map_picture
from lib.map.content import MapRequest
from lib.site import store
from lib.site.view import View
from lib.style.map_style import Areas, MapStyle
from lib.style.palette import LIGHT
from tests.unit import strategies

WIDTH = 700
POLYGONS = {units: geometry.polygons(store.viewpoint(units), "wide") for units in Units}
TOPS = sorted(set(strategies.index().dataset.top.values()))
UNITS = st.sampled_from(TOPS)
LINKS = st.builds(
    localities.pair_id,
    st.sampled_from([key for key in TOPS if key.startswith("vn-")]),
    st.sampled_from([key for key in TOPS if key.startswith("jp-")]),
)


def request(
    chosen: Filter,
    units: Units = Units.SIGNED,
    lang: str = "en",
    style: MapStyle | None = None,
    width: int = WIDTH,
) -> MapRequest:
    viewpoint = replace(store.viewpoint(units), day=strategies.TODAY)
    return MapRequest(
        View(viewpoint, chosen, lang), None, "wide", width, style or MapStyle(), LIGHT
    )


# Most tests here ask for the picture of the same filters, which nothing changes.
@lru_cache(maxsize=2048)
def _picture(asked: MapRequest) -> content.MapContent:
    return map_picture.picture(asked)


def picture(*given: Any, **named: Any) -> content.MapContent:
    return _picture(request(*given, **named))


@pytest.mark.parametrize("units", list(Units))
@given(chosen=strategies.chosen())
def test_links_and_units_add_up_to_the_totals(units, chosen):
    index = strategies.index(units)
    events = filters.select(chosen, index)
    counted = partnerships.totals(events)
    drawn = picture(chosen, units)
    assert sum(link.tip.documents for link in drawn.links) == counted.documents
    linked = [link for link in drawn.links if link.tip.documents]
    # Cities' links are drawn with their prefecture's.
    assert (counted.partnerships > 0) == bool(linked)
    assert len(linked) <= counted.partnerships
    for side in ("vn_id", "jp_id"):
        table = partnerships.units(partnerships.pairs(events, index.dataset.top), side)
        assert table["records"].sum() == counted.records
        assert table["documents"].sum() == counted.documents
        ends = {localities.pair_ends(link.id)[side == "jp_id"] for link in drawn.links}
        assert ends == set(table.index)
    assert {unit.id for unit in drawn.units} == {
        end for link in drawn.links for end in localities.pair_ends(link.id)
    }


@pytest.mark.parametrize("units", list(Units))
def test_all_partnerships_are_on_the_map(units):
    drawn = picture(Filter(), units)
    assert sum(link.tip.documents for link in drawn.links) == 174
    assert len({link.id for link in drawn.links}) == len(drawn.links)


@pytest.mark.parametrize("units", list(Units))
@given(chosen=strategies.chosen())
def test_each_polygon_has_the_class_that_its_records_give_it(units, chosen):
    top = strategies.index(units).dataset.top
    everything = strategies.index(units).dataset.events
    known = {top[key] for side in ("vn_id", "jp_id") for key in everything[side]}
    signed: dict[str, bool] = {}
    for row in rows(filters.select(chosen, strategies.index(units))):
        for key in (top[row.vn_id], top[row.jp_id]):
            signed[key] = signed.get(key, False) or row.signed
    drawn = picture(chosen, units)
    assert len(drawn.areas) == len(POLYGONS[units])
    for key, kind in zip(POLYGONS[units], drawn.areas, strict=True):
        if key not in known:
            assert kind == area_classes.NONE_FOUND, key
        elif key not in signed:
            assert kind == area_classes.NOT_IN_FILTER, key
        elif key in chosen["vn"] + chosen["jp"]:
            assert kind == area_classes.CHOSEN, key
        else:
            assert kind == (area_classes.PARTNER if signed[key] else area_classes.TIE), key


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_links_and_units_are_named_in_the_language(lang):
    dataset = strategies.index().dataset
    drawn = picture(Filter(), lang=lang)
    for unit in drawn.units:
        assert unit.tip.name == dataset.name(unit.id, lang)
    for link in drawn.links:
        vn, jp = localities.pair_ends(link.id)
        assert dataset.name(vn, lang) in link.tip.name
        assert dataset.name(jp, lang) in link.tip.name


def test_the_pointer_reads_counts_and_the_latest_signing():
    unit = next(u for u in picture(Filter()).units if u.id == "vn-hue")
    assert unit.tip == content.Tip("Hue", 2, 2, words("en").short_date("2025-06-06"))
    link = next(x for x in picture(Filter()).links if x.id == "vn-hai-phong~jp-kagawa")
    latest = words("en").short_date("2024-08-29")
    caption = "Friendship agreement"
    assert link.tip == content.Tip("Hai Phong – Kagawa", 1, 7, latest, caption)
    assert "2024" in latest


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_a_place_without_records_is_one_for_which_none_was_found(lang):
    dataset = strategies.index(Units.SIGNED).dataset
    tips = tooltip.whole_set_tips(dataset, words(lang))
    drawn = picture(Filter())
    empty = {
        key
        for key, kind in zip(POLYGONS[Units.SIGNED], drawn.areas, strict=True)
        if kind == area_classes.NONE_FOUND
    }
    assert len(empty) > 10
    none = words(lang).gettext("none found")
    for key in POLYGONS[Units.SIGNED]:
        name, _, records, _ = tips[key]
        assert dataset.full_name(key, lang) in name
        assert (records == none) == (key in empty), key
    kanagawa = next(u for u in drawn.units if u.id == "jp-kanagawa")
    assert tips["jp-kanagawa"][1] == words(lang).number(kanagawa.tip.documents)


@pytest.mark.parametrize("areas", [each for each in Areas if each is not Areas.FOUND])
@given(chosen=strategies.chosen())
def test_areas_are_classed_by_what_was_asked_for(areas, chosen):
    index = strategies.index(Units.SIGNED)
    pairs = partnerships.pairs(filters.select(chosen, index), index.dataset.top)
    counted = partnerships.units_of_both_sides(pairs).to_dict("index")
    drawn = picture(chosen, style=MapStyle(areas=areas))
    found = picture(chosen)
    bounds = area_classes.STEPS[areas]
    for key, kind, plain in zip(POLYGONS[Units.SIGNED], drawn.areas, found.areas, strict=True):
        if plain != area_classes.PARTNER:
            assert kind == plain, key
            continue
        row = counted[key]
        value = int(row["latest"][:4] or 0) if areas is Areas.LATEST else row[areas]
        step = kind - area_classes.FIRST_STEP
        assert bounds[step] <= value, key
        assert step == len(bounds) - 1 or value < bounds[step + 1], key


# --- Clicks ---------------------------------------------------------------------------------------


@given(strategies.chosen(), st.one_of(UNITS, LINKS))
def test_a_click_on_and_off_gives_the_filter_back(chosen, key):
    sides = {end[:2] for end in key.split("~")}
    assume(not any(chosen[side] for side in sides))
    once = clicks.toggle_place(chosen, key)
    assert clicks.is_place_selected(once, key)
    assert not clicks.is_place_selected(chosen, key)
    assert clicks.toggle_place(once, key) == chosen


@given(strategies.chosen(), st.one_of(UNITS, LINKS))
def test_a_click_touches_nothing_but_the_places(chosen, key):
    once = clicks.toggle_place(chosen, key)
    for name, given_ in chosen.values:
        if name not in ("vn", "jp"):
            assert once[name] == given_
    assert clicks.is_place_selected(once, key) != clicks.is_place_selected(chosen, key)


@given(strategies.chosen(), UNITS, UNITS)
def test_a_click_on_another_unit_of_the_country_replaces_the_first(chosen, one, other):
    assume(one != other and one[:2] == other[:2])
    both = clicks.toggle_place(clicks.toggle_place(chosen.with_(one[:2], ()), one), other)
    assert both[one[:2]] == (other,)


def test_links_are_known_by_their_ends():
    assert localities.pair_ends(localities.pair_id("vn-hue", "jp-nara")) == ("vn-hue", "jp-nara")


@pytest.mark.parametrize("units", list(Units))
def test_no_dot_lies_on_another(units):
    points = [(unit.x, unit.y) for unit in picture(Filter(), units).units]
    for n, (x, y) in enumerate(points):
        assert all(abs(x - a) >= 8 or abs(y - b) >= 8 for a, b in points[:n])
