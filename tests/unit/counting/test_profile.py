"""One locality: its history, partners, figures, neighbours, and who else could be of interest."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from lib.counting import profile
from lib.facts import documents, successions
from lib.facts.documents import Status
from lib.facts.localities import other_side, side_of
from lib.facts.perspective import Perspective, Units
from lib.facts.rows import row
from lib.language import edtf
from tests.unit import strategies

DAY = date(2026, 11, 22)
VIEWS = {units: strategies.seen(units, DAY) for units in Units}
SIGNED, TODAY = VIEWS[Units.SIGNED], VIEWS[Units.TODAY]
MOVES = successions.current_units(SIGNED.successions, DAY)
EACH_VIEW = pytest.mark.parametrize("view", VIEWS.values(), ids=list(map(str, VIEWS)))


def events(*rows: Mapping[str, object]) -> pd.DataFrame:
    """Events of Hue and Nara: presumed memoranda of 2014 on trade, unless a row says otherwise."""
    usual = {
        "vn_id": "vn-hue",
        "jp_id": "jp-nara",
        "signed": True,
        "signatory": "government",
        "status": "presumed",
        "formality": 2,
        "date": "2014",
        "fields": ("trade",),
        "contradicted": False,
    }
    found = pd.DataFrame([{**usual, **row} for row in rows])
    found["first"] = pd.to_datetime([edtf.parse(text).first for text in found["date"]])
    return found.assign(running=found["signed"] & found["status"].isin(documents.RUNNING))


def own(view: Perspective, key: str) -> pd.DataFrame:
    """The events of a locality itself."""
    return view.events[view.events[f"{side_of(key)}_id"] == key]


# --- History and names ----------------------------------------------------------------------------


def test_what_passed_into_a_unit_and_what_it_passed_into_stand_apart_by_date():
    before, after = profile.history(SIGNED, "vn-hue")
    assert {step.later for step in before} == {"vn-hue"}
    assert {step.former: step.reason for step in before}["vn-thua-thien-hue"] == (
        "became_municipality"
    )
    assert after == []
    assert set(before[0].legal_basis) == {"en", "vi", "ja"}
    before, after = profile.history(SIGNED, "vn-quang-nam")
    assert all(step.later == "vn-quang-nam" for step in before)
    assert [step.later for step in after] == ["vn-da-nang"]
    steps = SIGNED.successions[SIGNED.successions["successor_id"] == "vn-da-nang"]
    dates = [f"{2030 - n}-01-01" for n in range(len(steps))]
    moved = replace(SIGNED, successions=steps.assign(effective_date=dates))
    assert [step.date for step in profile.history(moved, "vn-da-nang")[0]] == dates[::-1]
    assert len(dates) > 1


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("vn-hai-pong", "vn-hai-phong"),
        ("jp-kagava", "jp-kagawa"),
        ("Đà Nẵng", "vn-da-nang"),
        ("奈良", "jp-nara"),
        ("jp-kanagawa.yokohama", "jp-kanagawa.yokohama"),
    ],
)
def test_the_nearest_name_in_any_language_comes_first(text, best):
    found = profile.nearest_names(SIGNED, text)
    assert found[0] == best
    assert len(found) == len(set(found)) == 5
    assert profile.nearest_names(SIGNED, text, 2) == found[:2]


def test_a_unit_is_drawn_under_its_former_id_only_where_its_own_has_no_shape():
    assert profile.drawn_as(SIGNED, "vn-hue", {"vn-thua-thien-hue"}) == "vn-thua-thien-hue"
    assert profile.drawn_as(SIGNED, "vn-hue", {"vn-hue", "vn-thua-thien-hue"}) == "vn-hue"
    assert profile.drawn_as(SIGNED, "jp-kanagawa.yokohama", {"jp-kanagawa"}) == "jp-kanagawa"
    # What merged into a unit is not that unit.
    assert profile.drawn_as(SIGNED, "vn-da-nang", {"vn-quang-nam"}) == "vn-da-nang"


# --- Partners and figures -------------------------------------------------------------------------


def test_partners_are_counted_from_their_documents_and_records():
    table = profile.partners(
        events(
            {"date": "2014", "status": "superseded"},
            {"date": "2019-05", "status": "in_force", "formality": 3},
            {"date": "2022", "signed": False, "status": "", "formality": 0},
            {"jp_id": "jp-kyoto", "date": "2021", "signed": False, "status": "", "formality": 0},
        ),
        "vn",
    )
    assert list(table.index) == ["jp-nara", "jp-kyoto"]
    assert table.loc["jp-nara"].to_dict() == {
        "documents": 2,
        "records": 3,
        "formality": 3,
        "status": "in_force",
        "latest": "2019-05",
        "active": "2022",
        "contradicted": 0,
        "running": True,
    }
    assert table.loc["jp-kyoto"].to_dict() == {
        "documents": 0,
        "records": 1,
        "formality": 0,
        "status": "",
        "latest": "",
        "active": "2021",
        "contradicted": 0,
        "running": False,
    }


def test_the_counterpart_is_on_the_other_side():
    assert list(profile.partners(events({}), "vn").index) == ["jp-nara"]
    assert list(profile.partners(events({}), "jp").index) == ["vn-hue"]


@pytest.mark.parametrize("best", list(Status))
def test_the_status_of_a_pair_is_the_best_of_its_documents(best):
    order = list(Status)
    worse = order[order.index(best) :]
    for rows in (worse, worse[::-1]):
        table = profile.partners(events(*({"status": str(status)} for status in rows)), "vn")
        assert table["status"].to_list() == [str(best)]
    # What is no document has no say.
    table = profile.partners(
        events({"status": str(best)}, {"status": "in_force", "signed": False}), "vn"
    )
    assert table["status"].to_list() == [str(best)]


def test_partners_are_sorted_by_formality_then_documents_then_records():
    table = profile.partners(
        events(
            {"jp_id": "jp-few"},
            {"jp_id": "jp-more", "signed": False, "status": ""},
            {"jp_id": "jp-more", "signed": False, "status": ""},
            {"jp_id": "jp-more"},
            {"jp_id": "jp-many"},
            {"jp_id": "jp-many"},
            {"jp_id": "jp-high", "formality": 4},
        ),
        "vn",
    )
    assert list(table.index) == ["jp-high", "jp-many", "jp-more", "jp-few"]


def test_a_summary_counts_documents_alone_where_it_says_so():
    found = profile.summary(
        events(
            {"date": "2014", "fields": ("trade", "water")},
            {"date": "2019", "fields": ("trade",), "formality": 3},
            {"date": "2022", "signed": False, "status": "", "fields": ("sports",)},
            {"jp_id": "jp-kyoto", "signed": False, "status": "", "formality": 0},
        ),
        "vn",
    )
    assert (found.totals.documents, found.totals.partnerships, found.totals.ties) == (2, 1, 1)
    assert (found.formality, found.latest) == (3, "2019")
    assert found.fields == ("trade", "water")
    assert found.leading == ("jp-nara",)


def test_a_summary_of_nothing_is_empty():
    found = profile.summary(SIGNED.events.head(0), "vn")
    assert (found.totals.records, found.formality, found.latest) == (0, 0, "")
    assert found.fields == found.leading == ()


def test_a_summary_names_the_first_three_fields_and_five_partners():
    named = [("a",), ("a",), ("a",), ("b",), ("b",), ("c",), ("c",), ("d",)]
    found = profile.summary(
        events(*({"jp_id": f"jp-{n}", "fields": codes} for n, codes in enumerate(named))), "vn"
    )
    assert set(found.fields) == {"a", "b", "c"}
    assert len(found.leading) == 5


def test_shares_are_of_the_documents_that_name_a_field():
    few = events(
        {"fields": ("trade", "water")},
        {"fields": ("trade",)},
        {"fields": ()},
        {"fields": ("water",), "signed": False},
    )
    everything = pd.concat([few, events({"fields": ("sports",)}, {"fields": ("water",)})])
    table = profile.field_shares(few, everything, pd.Index(["trade", "water", "sports"]))
    assert table["documents"].to_list() == [2, 1, 0]
    assert table["share"].to_list() == [1, 0.5, 0]
    assert table["average"].to_list() == [0.5, 0.5, 0.25]
    none = profile.field_shares(few.head(0), everything, pd.Index(["trade"]))
    assert none["documents"].to_list() == [0]
    assert none["share"].isna().all() and none["average"].to_list() == [0.5]


# --- Neighbours -----------------------------------------------------------------------------------


@EACH_VIEW
def test_neighbours_are_the_nearest_that_still_exist_and_are_not_the_unit_itself(view):
    places = view.localities
    for key in places.index:
        found = profile.neighbours(view, key)
        assert key not in found
        assert not set(found) & set(MOVES), key
        assert MOVES.get(key) not in found
        assert {side_of(unit) for unit in found} <= {side_of(key)}
        levels = {places.at[unit, "level"] for unit in found} | {places.at[key, "level"]}
        assert len(levels) == 1 or levels == {"province", "municipality"}, key


@pytest.mark.parametrize(
    ("key", "nearest"),
    [
        ("vn-hue", "vn-quang-tri"),
        ("vn-thua-thien-hue", "vn-quang-tri"),
        ("jp-kagawa", "jp-tokushima"),
    ],
)
def test_the_nearest_comes_first(key, nearest):
    for view in VIEWS.values():
        assert profile.neighbours(view, key)[0] == nearest


def test_neighbours_are_ranked_by_distance():
    places = SIGNED.localities
    at = row(places, "jp-kagawa")

    def distance(key: str) -> float:
        unit = row(places, key)
        east = (unit.longitude - at.longitude) * math.cos(math.radians(at.latitude))
        return math.hypot(unit.latitude - at.latitude, east)

    found = profile.neighbours(SIGNED, "jp-kagawa")
    assert len(found) == 6
    assert [*map(distance, found)] == sorted(map(distance, found))
    left = [k for k in places.index[places["level"] == "prefecture"] if k not in found]
    left.remove("jp-kagawa")
    assert min(map(distance, left)) >= distance(found[-1])
    assert profile.neighbours(SIGNED, "jp-kagawa", 2) == found[:2]


def test_degrees_of_longitude_shrink_with_latitude():
    places = SIGNED.localities.copy()
    prefectures = places.index[places["level"] == "prefecture"]
    places.loc[prefectures, "latitude"] = 10.0
    places.loc["jp-kagawa", ["latitude", "longitude"]] = [60.0, 130.0]
    places.loc["jp-nara", ["latitude", "longitude"]] = [61.2, 130.0]
    # 2 degrees, but the way of one.
    places.loc["jp-kyoto", ["latitude", "longitude"]] = [60.0, 132.0]
    found = profile.neighbours(replace(SIGNED, localities=places), "jp-kagawa", 2)
    assert found == ["jp-kyoto", "jp-nara"]


def test_a_city_is_no_neighbour_of_what_it_was_called():
    renamed = "jp-hyogo.sasayama"
    now = MOVES[renamed]
    for view in VIEWS.values():
        assert not {renamed, now} & {
            *profile.neighbours(view, now, 100),
            *profile.neighbours(view, renamed, 100),
        }


# --- Suggested partners ---------------------------------------------------------------------------


def suggested(view: Perspective, key: str, like: list[str]) -> dict[str, tuple[str, ...]]:
    table = profile.suggested_partners(view.events, view, key, like)
    return dict(zip(table["partner"], table["held_by"], strict=True))


@EACH_VIEW
def test_no_suggested_partner_is_the_place_s_own(view):
    current = {key: MOVES.get(key, key) for key in view.localities.index}
    signed = view.events[view.events["signed"]]
    found = 0
    for key in view.localities.index:
        side, other = side_of(key), other_side(side_of(key))
        whose = signed[f"{side}_id"].map(
            lambda unit, key=key: any(
                current[each] == current[key] for each in view.ancestors[unit]
            )
        )
        partners = set(signed.loc[whose, f"{other}_id"].map(view.top).map(current))
        like = profile.neighbours(view, key)
        for partner, held_by in suggested(view, key, like).items():
            assert current[partner] not in partners, (key, partner)
            assert held_by and set(held_by) <= set(like)
            assert side_of(partner) == other
            found += 1
    assert found > 100


def test_partners_of_the_former_unit_are_not_suggested_to_hue():
    former = set(own(SIGNED, "vn-thua-thien-hue").query("signed")["jp_id"].map(SIGNED.top))
    assert former
    assert not former & set(suggested(SIGNED, "vn-hue", [*SIGNED.localities.index]))


def one_pair(**columns: str) -> pd.DataFrame:
    return SIGNED.events.head(1).assign(signed=True, **columns)


def pairs(*ends: tuple[str, str], signed: bool = True) -> pd.DataFrame:
    return pd.concat([one_pair(vn_id=vn, jp_id=jp) for vn, jp in ends]).assign(signed=signed)


def test_partners_are_suggested_by_how_many_have_them_then_by_documents():
    table = profile.suggested_partners(
        pairs(
            ("vn-hanoi", "jp-nara"),
            ("vn-hanoi", "jp-akita"),
            ("vn-hanoi", "jp-kyoto"),
            ("vn-hanoi", "jp-kyoto"),
            ("vn-hanoi", "jp-gifu"),
            ("vn-can-tho", "jp-gifu"),
            ("vn-hanoi", "jp-kagawa"),
            ("vn-hai-phong", "jp-kagawa"),
            ("vn-da-nang", "jp-tokyo"),
        ),
        SIGNED,
        "vn-hai-phong",
        ["vn-hanoi", "vn-can-tho"],
    )
    assert table.to_dict("list") == {
        "partner": ["jp-gifu", "jp-kyoto", "jp-akita", "jp-nara"],
        "held_by": [("vn-can-tho", "vn-hanoi"), *[("vn-hanoi",)] * 3],
        "documents": [2, 2, 1, 1],
    }


def test_only_documents_suggest_a_partner_and_only_they_rule_one_out():
    mere = pairs(("vn-hanoi", "jp-nara"), signed=False)
    like = ["vn-hanoi"]
    assert profile.suggested_partners(mere, SIGNED, "vn-hai-phong", like).empty
    both = pd.concat(
        [pairs(("vn-hanoi", "jp-nara")), pairs(("vn-hai-phong", "jp-nara"), signed=False)]
    )
    assert len(profile.suggested_partners(both, SIGNED, "vn-hai-phong", like)) == 1


def test_cities_count_with_their_province_on_both_sides_but_not_beside_a_city():
    table = pairs(("vn-hanoi", "jp-kanagawa.yokohama"), ("vn-hai-phong", "jp-kanagawa.kawasaki"))
    assert profile.suggested_partners(table, SIGNED, "vn-hai-phong", ["vn-hanoi"]).empty
    found = profile.suggested_partners(
        table, SIGNED, "jp-kanagawa.kawasaki", ["jp-kanagawa.yokohama"]
    )
    assert found["partner"].to_list() == ["vn-hanoi"]
    assert found["held_by"].to_list() == [("jp-kanagawa.yokohama",)]


def test_what_merged_into_a_partner_is_no_new_partner():
    table = pairs(("vn-quang-nam", "jp-kagawa"), ("vn-da-nang", "jp-tokushima"))
    assert profile.suggested_partners(table, SIGNED, "jp-kagawa", ["jp-tokushima"]).empty
