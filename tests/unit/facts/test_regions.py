"""The regions: every province and prefecture in exactly one, and records in that of who signed."""

from dataclasses import replace

import pandas as pd
import pytest
from frictionless import Package

from lib.counting.cooperation import regions_of
from lib.facts.dataset import DATA_FOLDER
from lib.facts.localities import PROVINCE_LEVELS
from lib.facts.perspective import Units
from lib.facts.regions import NO_REGION, Regions
from tests.unit import strategies
from tests.unit.strategies import index


@pytest.fixture(scope="module")
def told() -> Regions:
    return strategies.data().regions


def test_the_package_declares_the_tables() -> None:
    names = ("localities", "regions", "region_members")
    package = Package(str(DATA_FOLDER / "datapackage.json"))
    for name in {resource.name for resource in package.resources} - set(names):
        package.remove_resource(name)
    # Their keys lead to tables that are left out here.
    package.get_resource("localities").schema.foreign_keys = []
    assert [resource.name for resource in package.resources] == list(names)
    report = package.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


def test_every_province_level_unit_has_a_region(told: Regions) -> None:
    units = index().dataset.localities
    expected = units.index[units["level"].isin(PROVINCE_LEVELS)]
    assert set(told.members) == set(expected)
    for unit, code in told.members.items():
        assert code in told.codes(str(units.at[unit, "country"]))


@pytest.mark.parametrize(
    ("country", "sizes"),
    [
        # Of the 63 provinces, with both units of Hue in the North Central Coast.
        ("VN", [14, 11, 15, 5, 6, 13]),
        # Of the 47 prefectures, with the regions Kansai and Kyushu in their own.
        ("JP", [1, 6, 7, 9, 8, 5, 4, 9]),
    ],
)
def test_sizes(told: Regions, country: str, sizes: list[int]) -> None:
    members = pd.Series(dict(told.members))
    assert [int((members == code).sum()) for code in told.codes(country)] == sizes


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("vn-quang-ninh", "red-river-delta"),
        ("vn-hoa-binh", "northern-midlands"),
        ("vn-thanh-hoa", "north-central-coast"),
        ("vn-binh-thuan", "north-central-coast"),
        ("vn-lam-dong", "central-highlands"),
        ("vn-long-an", "mekong-delta"),
        ("jp-mie", "kinki"),
        ("jp-niigata", "chubu"),
        ("jp-yamanashi", "chubu"),
        ("jp-okinawa", "kyushu"),
    ],
)
def test_units_that_other_divisions_put_elsewhere(told: Regions, unit: str, code: str) -> None:
    assert told.members[unit] == code


def test_names_in_three_languages(told: Regions) -> None:
    for lang in ("en", "vi", "ja"):
        names = [told.name(code, lang) for code in told.table.index]
        assert all(names)
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("units", list(Units))
@pytest.mark.parametrize("country", ["VN", "JP"])
def test_a_record_counts_where_it_was_signed(told: Regions, units: Units, country: str) -> None:
    dataset = index(units).dataset
    found = regions_of(dataset.events, dataset, country)
    assert found.index.equals(dataset.events.index)
    assert set(found) <= set(told.codes(country))
    # Alike in both views: Binh Thuan's are of the coast, though Lam Dong holds them today.
    same = index(Units.SIGNED).dataset
    assert found.equals(regions_of(same.events, same, country))


def test_a_city_is_in_the_region_of_its_prefecture(told: Regions) -> None:
    dataset = index().dataset
    events = pd.DataFrame({"jp_signed": ["jp-okayama.mimasaka"]})
    assert regions_of(events, dataset, "JP").to_list() == ["chugoku"]


def test_a_place_without_region_is_not_dropped() -> None:
    dataset = index().dataset
    bare = replace(dataset, regions=Regions(pd.DataFrame({"country": []}), {}))
    found = regions_of(bare.events, bare, "VN")
    assert set(found) == {NO_REGION}
    assert len(found) == len(dataset.events)
