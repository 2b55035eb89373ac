"""The reference of places: sound as a table, at one with localities.csv, found by any spelling."""

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date

import pytest
import shapely

from lib.facts import reference, successions
from lib.facts.dataset import DATA_FOLDER
from lib.facts.localities import COMMUNES as SMALLEST
from lib.facts.localities import COUNTRIES, PROVINCE_LEVELS, Level
from lib.upkeep.place_names import OFFICIAL
from tests.unit import strategies

DATA = strategies.index().dataset
PLACES = reference.places()
DESCRIPTOR = json.loads((reference.FILE.parent / "datapackage.json").read_text(encoding="utf-8"))
COMMUNES = reference.communes()
FILES = {reference.FILE.name: reference.FILE, reference.COMMUNES_FILE.name: reference.COMMUNES_FILE}


def table(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return [*csv.DictReader(handle)]


@pytest.mark.parametrize("described", DESCRIPTOR["resources"], ids=lambda each: each["name"])
def test_every_cell_is_as_the_schema_has_it(described):
    rows, fields = table(FILES[described["path"]]), described["schema"]["fields"]
    assert [*rows[0]] == [field["name"] for field in fields]
    wrong = []
    for field in fields:
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
    for field in fields:
        if field.get("constraints", {}).get("unique"):
            cells = Counter(row[field["name"]] for row in rows if row[field["name"]])
            assert set(cells.values()) == {1}, field["name"]


def test_communes_of_before_2025_hang_together_with_the_others():
    assert COMMUNES.keys().isdisjoint(PLACES)
    counts = Counter(str(place.level) for place in COMMUNES.values())
    assert counts == {"ward": 1726, "commune": 7692, "township": 617}
    wrong = []
    for key, place in COMMUNES.items():
        district, successors = PLACES[place.district_id], [PLACES[k] for k in place.successor_ids]
        _, _, own = key.partition(".")
        fits = (
            key.startswith(f"{place.parent_id}.")
            and district.id.partition(".")[2] in own
            and (district.parent_id, district.valid_to) == (place.parent_id, "2025-06-30")
            and all(each.level in SMALLEST and not each.valid_to for each in successors)
            and place.level in COUNTRIES["VN"].levels
        )
        if not fits:
            wrong.append(key)
    assert wrong == []
    # The provinces that the parts of a former one came to: one each.
    today: dict[str, set[str]] = {}
    for place in COMMUNES.values():
        for key in place.successor_ids:
            today.setdefault(place.parent_id, set()).add(PLACES[key].parent_id)
    became = successions.current_units(DATA.successions, date(2025, 7, 1))
    assert today == {key: {became.get(key, key)} for key in today}


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
    everything = [*PLACES.values(), *COMMUNES.values()]
    for place in everything:
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
    for place in everything:
        frames = COUNTRIES[place.country].frames.values()
        x, y = place.longitude, place.latitude
        if x is not None and y is not None:
            assert any(w <= x <= e and s <= y <= n for w, s, e, n in frames), place.id
    for those in (PLACES, COMMUNES):
        assert sum(place.latitude is not None for place in those.values()) > 0.95 * len(those)


def test_every_locality_of_ours_is_in_the_reference_with_its_id():
    ours = DATA.localities[DATA.localities["level"] != Level.REGION]
    assert [key for key in ours.index if reference.place(key) is None] == []
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
        ("vn-hanoi.truc-bach-ba-dinh", "Truc Bach"),
        ("vn-lam-dong.ward-1-da-lat", "Ward 1"),
        ("vn-hau-giang.ward-iii-vi-thanh", "Ward III"),
        ("vn-lam-dong.dran-don-duong", "D'Ran"),
        ("vn-lao-cai.sa-pa-sa-pa-03001", "Sa Pa"),
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


@pytest.mark.parametrize(
    ("key", "named"),
    [
        # Of one name in its province, of several, and of several of one number.
        ("vn-hanoi.truc-bach-ba-dinh", ("Truc Bach", "Trúc Bạch")),
        ("vn-dak-lak.tan-lap-krong-buk", ("Tan Lap (Krong Buk)", "Tân Lập (Krông Búk)")),
        ("vn-lam-dong.ward-1-da-lat", ("Ward 1 (Da Lat)", "Phường 1 (Đà Lạt)")),
        (
            "vn-ho-chi-minh-city.ward-1-district-10",
            ("Ward 1 (District 10)", "Phường 1 (Quận 10)"),
        ),
        # Told apart by their marks, which English does not have.
        ("vn-nam-dinh.truc-hung-truc-ninh-14083", None),
        # No commune of before.
        ("vn-hanoi.me-linh", ("Me Linh", "Mê Linh")),
        ("jp-aichi.agui", ("Agui", "Agui")),
        ("vn-hanoi", ("Hanoi", "Hà Nội")),
    ],
)
def test_a_row_names_a_commune_apart_from_others_of_its_province(key, named):
    place = reference.place(key)
    assert place is not None
    row = reference.row(place)
    assert (row["id"], row["level"], row["parent_id"]) == (key, place.level, place.parent_id)
    assert (row["name_en"], row["name_vi"]) == (named or (row["name_en"], row["name_vi"]))
    assert set(row) <= set(DATA.package.tables["localities"].columns)


def test_the_reference_is_read_only_when_it_is_asked():
    code = (
        "from lib.facts import reference, dataset; dataset.load_dataset(dataset.DATA_FOLDER);"
        "tables = reference.places, reference.communes;"
        "counts = lambda: [each.cache_info().currsize for each in tables];"
        "before = counts(); reference.place('jp-aichi.agui'); reference.place('vn-hanoi.me-linh');"
        "print(before, counts())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[0, 0] [1, 0]\n"
