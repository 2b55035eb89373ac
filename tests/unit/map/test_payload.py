"""The map as it goes to the browser: the files that it keeps, and what a change sends."""

import gzip
import json
import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.facts.localities import pair_ends
from lib.facts.perspective import Units
from lib.filter import clicks, filters
from lib.filter.filters import Filter
from lib.language.i18n import LANGUAGES, words
from lib.map import code, content, geometry, payload, projection, seats
from lib.map import picture as map_picture
from lib.map.content import MapRequest
from lib.site import store
from lib.style import palette
from lib.style.palette import css
from tests.unit import strategies
from tests.unit.map.test_picture import POLYGONS, picture, request

PLAIN = request(Filter())
KANAGAWA = request(Filter.of({"jp": ["jp-kanagawa"]}))


def sent(asked: MapRequest = PLAIN, drawn=None, marked=frozenset()) -> dict[str, Any]:
    """What the browser gets, read back from JSON."""
    view = asked.view
    shown = drawn or picture(view.chosen, view.viewpoint.units, view.lang)
    return json.loads(json.dumps(payload.payload(asked, shown, "Map", marked)))


def kept(asked: MapRequest = PLAIN, scene: str = "wide") -> dict[str, Any]:
    """The file of a scene."""
    made = geometry.geometry(asked.view.viewpoint, scene, asked.view.lang)
    return json.loads(gzip.decompress(made.body))


def links_of(asked: MapRequest, data: dict[str, Any]) -> dict[str, list[Any]]:
    """The links that a change sends, by their ids as the browser puts them together."""
    file = kept(asked)
    found = {}
    for link in data["links"]:
        ends = [file["seats"][n][0] for n in file["links"][link[0]][:2]]
        found["~".join(ends)] = link
    return found


@pytest.mark.parametrize("units", list(Units))
@given(chosen=strategies.chosen())
def test_each_polygon_gets_the_colour_of_its_class(units, chosen):
    asked = request(chosen, units)
    drawn, data = picture(chosen, units), sent(asked)
    assert [int(letter, 36) for letter in data["areas"]] == drawn.areas
    assert len(drawn.areas) == len(POLYGONS[units]) == len(kept(asked)["areas"])
    assert data["fills"] == [css(colour) for colour in palette.LIGHT.areas]


def test_more_than_ten_classes_shift_no_colour():
    more = replace(palette.LIGHT, areas=(*palette.LIGHT.areas, (1, 2, 3), (4, 5, 6)))
    plain = picture(Filter())
    areas = [10, 0, 11, *plain.areas[3:]]
    data = sent(replace(PLAIN, palette=more), replace(plain, areas=areas))
    assert [data["fills"][int(c, 36)] for c in data["areas"]] == [css(more.areas[n]) for n in areas]


def test_what_stays_travels_by_address_and_a_change_is_small():
    for asked in (PLAIN, KANAGAWA, request(Filter(), lang="ja")):
        data = sent(asked)
        for scene, address in data["files"].items():
            # Relative, so that it holds under any path that a proxy puts the pages under.
            pattern = rf"\./geo/signed/{scene}\.{asked.view.lang}\.json\?v=\w+"
            assert re.fullmatch(pattern, address)
        size = len(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
        assert size < 6_000
    assert {*data["files"]} == {*projection.SCENES}


@pytest.mark.parametrize("lang", LANGUAGES)
@given(chosen=strategies.chosen())
def test_units_and_links_are_put_together_as_they_are(lang, chosen):
    asked = request(chosen, lang=lang)
    drawn, data, file = picture(chosen, lang=lang), sent(asked), kept(asked)
    for unit, (place, size, documents, records) in zip(drawn.units, data["units"], strict=True):
        assert file["seats"][place] == [unit.id, unit.x, unit.y, unit.tip.name]
        assert (size, documents, records) == (unit.size, unit.tip.documents, unit.tip.records)
        assert data["notes"].get(unit.id, "") == unit.tip.caption
    together = links_of(asked, data)
    assert list(together) == [link.id for link in drawn.drawn_links]
    events = strategies.index().dataset.events
    for link in drawn.drawn_links:
        place, kind, width, documents, records, *recent = together[link.id]
        assert file["links"][place][2] == link.bend
        colour, caption, opacity = data["scale"][kind]
        assert colour == css(link.colour)
        assert data["notes"].get(link.id, caption) == link.tip.caption
        assert opacity == link.opacity(drawn.crowded)
        assert (width, documents, records) == (link.width, link.tip.documents, link.tip.records)
        titles = [events[f"title_{lang}"][key] for key in link.recent]
        assert [file["documents"][n][1] for n in recent] == titles
        # The first of them tells the latest signing.
        first = file["documents"][recent[0]][0] if recent else ""
        none = file["words"]["unyeared" if recent else "unknown"]
        assert (first or none) == link.tip.latest


@given(chosen=strategies.chosen())
def test_a_link_names_its_latest_documents_alone(chosen):
    top = strategies.index(Units.SIGNED).dataset.top
    events = filters.select(chosen, strategies.index(Units.SIGNED))
    of_pair = defaultdict(list)
    for key, row in events[events["signed"]].iterrows():
        of_pair[f"{top[row.vn_id]}~{top[row.jp_id]}"].append((row.date, key))
    for link in picture(chosen).links:
        own = of_pair[link.id]
        assert len(link.recent) == min(3, len(own)) == min(3, link.tip.documents)
        dates = {key: date for date, key in own}
        told = [dates[key] for key in link.recent]
        assert told == sorted((date for date, _ in own), reverse=True)[:3]


@given(st.integers(0, 5), st.integers(0, 5))
def test_more_documents_are_never_a_smaller_dot(one, other):
    low, high = sorted((one, other))
    assert content.dot_size(low) <= content.dot_size(high)


def test_links_are_wider_with_more_documents():
    widths: dict[int, set[float]] = {}
    for _place, _kind, width, documents, *_ in sent()["links"]:
        widths.setdefault(documents, set()).add(width)
    assert all(len(each) == 1 for each in widths.values())
    ordered = [widths[n].pop() for n in sorted(widths)]
    assert ordered == sorted(set(ordered)) and len(ordered) > 3


def test_links_on_top_are_the_more_formal_ones():
    order = [kind for _, kind, *_ in sent()["links"]]
    assert order == sorted(order)
    assert {0, 1} & set(order) and {3, 4} & set(order)


def test_with_all_links_on_the_map_mere_ties_are_left_to_the_list():
    drawn = picture(Filter())
    assert {*links_of(PLAIN, sent())} == {link.id for link in drawn.links if link.tip.documents}
    few = picture(KANAGAWA.view.chosen)
    assert {*links_of(KANAGAWA, sent(KANAGAWA))} == {link.id for link in few.links}
    assert any(link.tip.documents == 0 for link in few.links)


def test_what_other_parts_point_out_is_marked_and_drawn():
    drawn = picture(Filter())
    tie = next(link.id for link in drawn.links if not link.tip.documents)
    linked = next(link.id for link in drawn.links if link.tip.documents)
    wanted = frozenset({tie, linked, "jp-kanagawa", "jp-nowhere", "vn-hue~jp-nowhere", "<b>"})
    data = sent(marked=wanted)
    assert data["marked"] == sorted({tie, linked, "jp-kanagawa"})
    # A mere tie is drawn for it, below all others.
    assert next(iter(links_of(PLAIN, data))) == tie
    assert tie not in links_of(PLAIN, sent())
    # Of a unit that the filter leaves nothing of, nothing is marked.
    assert sent(KANAGAWA, marked=frozenset({"jp-hokkaido"}))["marked"] == []


@pytest.mark.parametrize(
    ("chosen", "released"),
    [
        ({}, None),
        ({"jp": ["jp-kagawa"]}, "jp-kagawa"),
        ({"vn": ["vn-hue"]}, "vn-hue"),
        ({"vn": ["vn-hue"], "jp": ["jp-kagawa"]}, "vn-hue~jp-kagawa"),
        ({"vn": ["vn-hue"], "jp": ["jp-kagawa", "jp-nara"]}, "vn-hue"),
        ({"vn": ["vn-hue", "vn-hanoi"]}, None),
        ({"field": ["water"]}, None),
    ],
)
def test_what_is_released_is_what_a_click_takes_off(chosen, released):
    asked = request(Filter.of(chosen))
    data = sent(asked)
    assert data["release"] == released
    assert data["chosen"] == sorted(chosen.get("vn", []) + chosen.get("jp", []))
    if released:
        left = clicks.toggle_place(asked.view.chosen, released)
        assert not any(left[end[:2]] for end in released.split("~"))


def test_a_filter_that_leaves_nothing_gives_an_empty_map():
    asked = request(Filter.of({"q": ["xyzzyqwerty"]}))
    data = sent(asked)
    assert (data["units"], data["links"], data["marked"]) == ([], [], [])
    assert len(data["areas"]) == len(POLYGONS[Units.SIGNED])


# --- What the browser keeps -----------------------------------------------------------------------


@pytest.mark.parametrize("scene", projection.SCENES)
@pytest.mark.parametrize("units", list(Units))
def test_nothing_moves_when_the_filter_changes(units, scene):
    viewpoint = store.viewpoint(units)
    at = seats.seats(viewpoint, scene)
    for chosen in (Filter(), Filter.of({"jp": ["jp-kanagawa"]}), Filter.of({"field": ["water"]})):
        asked = replace(request(chosen, units), scene=scene)
        for unit in map_picture.picture(asked).units:
            assert (unit.x, unit.y) == at[unit.id]


@pytest.mark.parametrize("scene", projection.SCENES)
@pytest.mark.parametrize("units", list(Units))
def test_links_that_share_an_end_leave_it_in_the_order_of_their_other_ends(units, scene):
    viewpoint = store.viewpoint(units)
    at, bends = seats.seats(viewpoint, scene), seats.bends(viewpoint, scene)
    assert {end for key in bends for end in pair_ends(key)} == set(at)
    assert all(0 < bend < 0.5 for bend in bends.values())
    same = 0
    for place in at:
        own = [bend for key, bend in bends.items() if place in pair_ends(key)]
        # With a place of their own among many, few can have the same bend.
        same += len(own) - len(set(own))
    assert same < len(bends) / 10


def test_documents_are_told_from_the_latest_on():
    dataset = PLAIN.view.dataset
    order = list(seats.documents(PLAIN.view.viewpoint))
    dates = list(dataset.events["date"][order])
    assert sorted(order) == sorted(dataset.events.index[dataset.events["signed"]])
    assert all(one >= other for one, other in pairwise(dates))
    for lang in LANGUAGES:
        told = kept(request(Filter(), lang=lang))["documents"]
        assert [title for _, title in told] == list(dataset.events[f"title_{lang}"][order])
        said = [words(lang).short_date(date) if date else "" for date in dates]
        assert [day for day, _ in told] == said


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scene", projection.SCENES)
def test_the_file_of_a_scene(scene, lang):
    viewpoint = store.viewpoint(Units.TODAY)
    made, shapes = geometry.geometry(viewpoint, scene, lang), geometry.features(viewpoint, scene)
    file = json.loads(gzip.decompress(made.body))
    assert [each[0] for each in file["areas"]] == list(shapes.index)
    assert all(len(each) == 6 for each in file["areas"])
    assert made.tag in geometry.geometry_url(viewpoint, scene, lang)
    assert all(value and "<" not in value for value in file["words"].values())
    assert len(made.body) < 40_000


def test_the_script_is_one_module():
    text = gzip.decompress(code.code().body).decode()
    assert not re.search(r"^import ", text, flags=re.M)
    assert re.findall(r"^export .*", text, flags=re.M) == [
        "export default async function (component) {"
    ]
    # Nothing that comes from the data is read as HTML.
    assert not re.search(r"innerHTML|insertAdjacentHTML|outerHTML|document\.write", text)


# --- What a browser sends -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "place"),
    [
        ("jp-nara", "jp-nara"),
        ("vn-hue", "vn-hue"),
        ("vn-hue~jp-nara", "vn-hue~jp-nara"),
        ("jp-nara~vn-hue", None),
        ("jp-nara~jp-kagawa", None),
        ("vn-hue~jp-nara~jp-kagawa", None),
        ("jp-atlantis", None),
        ("vn-hue~", None),
        ("", None),
        ("<img src=x>", None),
        (None, None),
        (7, None),
        (["jp-nara"], None),
        ({"id": "jp-nara"}, None),
    ],
)
def test_only_what_is_known_is_taken_from_a_browser(named, place):
    assert clicks.place(named, strategies.index().dataset.localities.index) == place
