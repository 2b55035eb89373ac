"""Each province and prefecture is in one class, by what the files hold for it."""

import csv
import json
from dataclasses import replace
from datetime import date

import pytest

from lib.counting import coverage
from lib.counting.coverage import FOUND_DEFINITIONS, FOUND_LABELS, Found
from lib.facts import perspective
from lib.facts.dataset import DATA_FOLDER
from lib.facts.perspective import Units
from tests.unit import strategies

TODAY = date(2026, 11, 22)
LOADED = strategies.data()
VIEWS = {units: strategies.seen(units, TODAY) for units in Units}
# What the research of 2026 says yielded no signed document.
RESEARCHED_WITHOUT = {
    "JP": "ishikawa fukui yamagata fukushima tottori tokushima saga",
    "VN": "ha-tinh phu-yen ninh-thuan binh-thuan kon-tum dak-nong binh-phuoc "
    "tra-vinh hau-giang bac-lieu bac-kan cao-bang lai-chau thai-nguyen",
}


def table(name):
    with (DATA_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def units_on_the_map(name):
    features = json.loads((DATA_FOLDER / "boundaries" / f"{name}.geojson").read_text())["features"]
    return {feature["properties"]["id"] for feature in features}


def expected(side, move):
    """Units with a document, and units with any record, from the files alone."""
    kinds = {row["code"] for row in table("kinds") if row["signed"] == "true"}
    signed, known = set(), set()
    for row in table("events"):
        # An identifier begins with that of the province or prefecture.
        unit = move(row[f"{side}_id"].split(".")[0])
        known.add(unit)
        if row["kind"] in kinds and row["status"] != "announced":
            signed.add(unit)
    return signed, known


CASES = {
    ("VN", Units.SIGNED): ("vn-63", 63),
    ("VN", Units.TODAY): ("vn-34", 34),
    ("JP", Units.SIGNED): ("jp-47", 47),
    ("JP", Units.TODAY): ("jp-47", 47),
}


@pytest.mark.parametrize(("country", "units"), CASES)
def test_each_unit_of_the_map_is_in_one_class(country, units):
    name, count = CASES[country, units]
    covered = coverage.coverage(VIEWS[units], country)
    listed = [key for keys in covered.found.values() for key in keys]
    assert covered.units == len(listed) == len(set(listed)) == count
    # Hue's polygon among the 63 has the province's id; the unit goes on as the city.
    drawn = {"vn-hue" if key == "vn-thua-thien-hue" else key for key in units_on_the_map(name)}
    assert set(listed) == drawn


@pytest.mark.parametrize(("country", "units"), CASES)
def test_the_class_is_what_the_files_hold(country, units):
    step = {
        row["predecessor_id"]: row["successor_id"]
        for row in table("successions")
        if row["effective_date"] <= TODAY.isoformat()
    }

    def move(unit):
        if unit == "vn-thua-thien-hue":
            return "vn-hue"
        while units is Units.TODAY and unit in step:
            unit = step[unit]
        return unit

    signed, known = expected(country.lower(), move)
    found = coverage.coverage(VIEWS[units], country).found
    listed = {key for keys in found.values() for key in keys}
    assert set(found[Found.DOCUMENTS]) == signed & listed
    assert set(found[Found.TIES]) == (known - signed) & listed
    assert set(found[Found.NONE]) == listed - known
    # What is left over is a group of prefectures.
    assert known - listed <= {"jp-region-kansai", "jp-region-kyushu"}


@pytest.mark.parametrize("country", RESEARCHED_WITHOUT)
def test_what_the_research_found_without_a_document_has_none(country):
    found = coverage.coverage(VIEWS[Units.SIGNED], country).found
    names = {f"{country.lower()}-{name}" for name in RESEARCHED_WITHOUT[country].split()}
    assert names <= {*found[Found.TIES], *found[Found.NONE]}


def test_a_document_of_a_city_counts_for_its_prefecture():
    events = LOADED.events
    own = events[events["jp_id"] == "jp-hyogo.sasayama"]
    only = perspective.see(replace(LOADED, events=own), Units.SIGNED, TODAY)
    found = coverage.coverage(only, "JP").found
    assert found[Found.DOCUMENTS] == ("jp-hyogo",)
    assert len(found[Found.NONE]) == 46


def test_an_announcement_alone_is_no_document():
    events = LOADED.events
    key = events.index[events["signed"]][0]
    one = events.loc[[key]].assign(stated_status="announced", signed=False)
    only = perspective.see(replace(LOADED, events=one), Units.SIGNED, TODAY)
    found = coverage.coverage(only, "VN").found
    assert found[Found.DOCUMENTS] == ()
    assert len(found[Found.TIES]) == 1


def test_no_class_says_that_none_exists():
    assert set(FOUND_LABELS) == set(FOUND_DEFINITIONS) == set(Found)
    assert FOUND_LABELS[Found.NONE] == "None found"
    assert "does not mean that none exists" in FOUND_DEFINITIONS[Found.NONE]


def test_sources_are_counted_by_kind():
    kinds = {row["id"]: row["kind"] for row in table("sources")}
    counted = coverage.sources_by_kind(LOADED)
    assert counted["pages"].sum() == len(kinds)
    for kind, row in counted.iterrows():
        assert row["pages"] == list(kinds.values()).count(kind)
        assert row["citations"] == sum(
            kinds[citation["source_id"]] == kind
            for citation in table("evidence")
            if citation["relation"] == "supports"
        )
