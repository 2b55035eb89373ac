"""The reference of places: sound as a table, at one with localities.csv, found by any spelling."""

import csv
import json
import re
import subprocess
import sys
from collections import Counter

import pytest
import shapely

from lib.facts import reference
from lib.facts.dataset import DATA_FOLDER
from lib.facts.localities import COUNTRIES, PROVINCE_LEVELS, Level
from lib.upkeep.place_names import OFFICIAL
from tests.unit import strategies

DATA = strategies.index().dataset
PLACES = reference.places()
DESCRIPTOR = json.loads((reference.FILE.parent / "datapackage.json").read_text(encoding="utf-8"))
FIELDS = DESCRIPTOR["resources"][0]["schema"]["fields"]


def table():
    with reference.FILE.open(encoding="utf-8", newline="") as handle:
        return [*csv.DictReader(handle)]


def test_every_cell_is_as_the_schema_has_it():
    rows = table()
    assert [*rows[0]] == [field["name"] for field in FIELDS]
    wrong = []
    for field in FIELDS:
        rules = field.get("constraints", {})
        for row in rows:
            cell = row[field["name"]]
            fits = (
                (cell or not rules.get("required"))
                and (not cell or re.search(rules.get("pattern", ""), cell))
                and (not cell or cell in rules.get("enum", [cell]))
                and (not cell or field["type"] not in ("number", "integer") or float(cell) >= 0)
                and cell == cell.strip()
            )
            if not fits:
                wrong.append((row["id"], field["name"], cell))
    assert wrong == []
    ids = [row["id"] for row in rows]
    assert ids == sorted(set(ids))
    geonames = Counter(row["geonames_id"] for row in rows if row["geonames_id"])
    assert set(geonames.values()) == {1}


def test_ids_levels_and_parents_hang_together():
    for key, place in PLACES.items():
        province, _, own = key.partition(".")
        assert place.parent_id == (province if own else "")
        assert (place.level in PROVINCE_LEVELS) == (not own)
        assert place.level in COUNTRIES[place.country].levels
        assert place.name(COUNTRIES[place.country].lang), key
        assert not own or place.parent_id in PLACES
    # As the two countries count them; the 23 wards of Tokyo are among the 1,741.
    counts = Counter(place.level for place in PLACES.values())
    municipalities = Level.CITY, Level.SPECIAL_WARD, Level.TOWN, Level.VILLAGE
    former = {key for key, place in PLACES.items() if place.country == "JP" and place.valid_to}
    assert sum(counts[level] for level in municipalities) - len(former) == 1741
    assert former == {"jp-hyogo.sasayama"}
    assert counts[Level.PREFECTURE] == 47
    assert [counts[each] for each in (Level.WARD, Level.COMMUNE, Level.SPECIAL_ZONE)] == [
        *(687, 2621, 13)
    ]


def test_coordinates_can_be_taken_into_localities():
    shapes = {}
    for name in ("vn-63", "vn-34", "jp-47"):
        text = (DATA_FOLDER / "boundaries" / f"{name}.geojson").read_text(encoding="utf-8")
        for each in json.loads(text)["features"]:
            shapes[name, each["properties"]["id"]] = each["geometry"]
    files = {"VN": {True: "vn-63", False: "vn-34"}, "JP": {False: "jp-47"}}
    inside: dict[tuple[str, str], list[reference.Place]] = {}
    for place in PLACES.values():
        assert (place.latitude is None) == (place.longitude is None)
        if place.parent_id and place.latitude is not None:
            file = files[place.country][bool(PLACES[place.parent_id].valid_to)]
            inside.setdefault((file, place.parent_id), []).append(place)
    for key, found in inside.items():
        shape = shapely.from_geojson(json.dumps(shapes[key]))
        shapely.prepare(shape)
        points = shapely.points([(place.longitude, place.latitude) for place in found])
        outside = [p.id for p, ok in zip(found, shape.intersects(points), strict=True) if not ok]
        assert outside == []
    for place in PLACES.values():
        frames = COUNTRIES[place.country].frames.values()
        x, y = place.longitude, place.latitude
        if x is not None and y is not None:
            assert any(w <= x <= e and s <= y <= n for w, s, e, n in frames), place.id
    assert sum(place.latitude is not None for place in PLACES.values()) > 0.95 * len(PLACES)


def test_every_locality_of_ours_is_in_the_reference_with_its_id():
    ours = DATA.localities[DATA.localities["level"] != Level.REGION]
    assert [key for key in ours.index if key not in PLACES] == []
    differ = {
        key
        for key, row in zip(map(str, ours.index), ours.to_dict("records"), strict=True)
        if (row["level"], row["parent_id"] or "") != (PLACES[key].level, PLACES[key].parent_id)
    }
    assert differ == set()
    # No list of today has them: renamed, or dissolved before the district was counted last.
    alone = {key for key in ours.index if "." in key and not PLACES[key].code}
    assert alone == {"jp-hyogo.sasayama", "vn-thua-thien-hue.hue"}


def test_each_level_has_its_official_form():
    assert {level for _, level in OFFICIAL} == set(Level)


@pytest.mark.parametrize(
    ("key", "english"),
    [
        ("jp-osaka.higashiosaka", "Higashiosaka"),  # おお
        ("jp-hyogo.toyooka", "Toyooka"),  # two words
        ("jp-hokkaido.toyoura", "Toyoura"),
        ("jp-nagasaki.matsuura", "Matsuura"),
        ("jp-nagano.koumi", "Koumi"),
        ("jp-kagoshima.nishinoomote", "Nishinoomote"),
        ("jp-tochigi.moka", "Moka"),
        ("jp-niigata.tokamachi", "Tokamachi"),
        ("jp-gunma.nakanojo", "Nakanojo"),  # small kana
        ("jp-okinawa.chatan", "Chatan"),
        ("jp-ibaraki.ryugasaki", "Ryugasaki"),
        ("jp-osaka.settsu", "Settsu"),
        ("jp-chiba.yachimata", "Yachimata"),
        ("jp-hokkaido.kutchan", "Kutchan"),
        ("jp-hyogo.shinonsen", "Shinonsen"),  # ん before a vowel
        ("jp-yamanashi.minami-alps", "Minami-Alps"),
        ("jp-hokkaido.niseko", "Niseko"),
        ("jp-tokyo.chuo", "Chuo"),
        ("jp-ehime.niihama", "Niihama"),
        ("vn-ho-chi-minh-city.district-1", "District 1"),
        ("vn-ninh-thuan.phan-rang-thap-cham", "Phan Rang-Thap Cham"),
        ("vn-dak-lak.cu-mgar", "Cu M'gar"),
        ("vn-quang-binh.dong-hoi", "Dong Hoi"),
        ("vn-ba-ria-vung-tau.vung-tau", "Vung Tau"),
    ],
)
def test_names_in_english(key, english):
    place = reference.place(key)
    assert place is not None
    assert place.name_en == english


def test_no_name_is_made_up():
    for place in PLACES.values():
        if place.country == "VN" and place.id not in DATA.localities.index:
            assert place.name_ja == ""
            assert place.name("ja") == place.name_en
    assert PLACES["jp-osaka.sakai"].name("ja") == "堺市"
    assert reference.place("vn-hanoi") is PLACES["vn-hanoi"]
    assert reference.place("vn-hanoi.nowhere") is None


def test_the_reference_is_read_only_when_it_is_asked():
    code = (
        "from lib.facts import reference, dataset; dataset.load_dataset(dataset.DATA_FOLDER);"
        "print(reference.places.cache_info().currsize)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "0\n"
