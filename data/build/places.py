"""Builds data/reference/places.csv and communes.csv: ``python -m data.build.places``.

Places that may become a party one day, so that whoever enters a fact can choose them: provinces and
prefectures as in localities.csv, the districts of Vietnam of before 2025-07-01 and the wards,
communes and special zones of since then, the municipalities of Japan. What the packages do not
tell stays empty: no name in Japanese of a Vietnamese district is made up. The communes of before
are a table of their own, with fewer columns (communes.py), read when one of them is asked for.

Names in English follow from those in the language of the country, without diacritics, or in Hepburn
romaji without long marks; what that does not give stands in place_names.csv, by hand. A unit that
localities.csv has is taken from there, and must come out with the same id.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from lib.upkeep.place_names import READINGS, plain, romaji

from . import communes, packages
from .localities import FARTHEST_MOVE, drawn_inside, on_grid
from .tables import BOUNDARIES, DATA, Row, read, write
from .words import in_english, slug

PLACES = DATA / "reference" / "places.csv"
COMMUNES = PLACES.with_name("communes.csv")
BY_HAND = DATA / "build" / "place_names.csv"
COLUMNS = [
    "id",
    "country",
    "level",
    "name_en",
    "name_vi",
    "name_ja",
    "other_names",
    "parent_id",
    "code",
    "geonames_id",
    "latitude",
    "longitude",
    "valid_from",
    "valid_to",
]

# The rank as it is written -> the level. Of two units with one name the earlier has the plain id.
DISTRICT_LEVELS = {
    "Thành phố": "provincial_city",
    "Thị xã": "district_town",
    "Quận": "urban_district",
    "Huyện": "district",
}
TOWNS = ("provincial_city", "district_town")
"""Districts that are a populated place themselves."""

COMMUNE_LEVELS = {"Phường": "ward", "Xã": "commune", "Đặc khu": "special_zone"}
JAPANESE_LEVELS = {"市": "city", "区": "special_ward", "町": "town", "村": "village"}
LEVELS = [*DISTRICT_LEVELS.values(), *COMMUNE_LEVELS.values(), *JAPANESE_LEVELS.values()]
SUFFIXES = {"provincial_city": "city", "district_town": "town", "urban_district": "quan"}

OWN_NAME = {"VN": "name_vi", "JP": "name_ja"}
"""The column of the name in the language of the country."""

LAST_DAY_OF_DISTRICTS, FIRST_DAY_OF_COMMUNES = "2025-06-30", "2025-07-01"
NEAR = 0.2
"""Degrees within which a populated place is the seat of a district of its name."""
COAST = 0.02
"""Degrees by which a place may lie outside the generalised shape of its prefecture."""

NOT_DRAWN = ("jp-tokyo.ogasawara",)
"""Places outside the frames of the maps, where no point may lie."""

_KATAKANA = re.compile("[ァ-ヺー・]+市?")


def english(kana: str) -> str:
    """The reading of a Japanese name without its rank, in romaji without long marks.

    Vowels on both sides of a middle dot belong to two words and make no long one.
    """
    return plain("".join(romaji(part, True) for part in kana.split("・"))).capitalize()


def vietnamese(provinces: Mapping[str, Row]) -> Iterator[Row]:
    """The smaller units of Vietnam, old and new; `provinces` by their name in Vietnamese."""
    districts, communes = packages.vietnamese_units()
    for ranks, units in ((DISTRICT_LEVELS, districts), (COMMUNE_LEVELS, communes)):
        for unit in units:
            parent = provinces[re.sub("^(?:Tỉnh|Thành phố) ", "", unit.province)]
            # In some rows the rank is Thành Phố.
            name = unicodedata.normalize("NFC", unit.name[len(unit.rank) :].strip())
            name, latin = in_english(name, unit.rank)
            old = ranks is DISTRICT_LEVELS
            yield {
                "country": "VN",
                "level": ranks[unit.rank],
                "name_en": latin,
                "name_vi": name,
                "parent_id": parent["id"],
                "code": unit.code,
                "latitude": str(unit.latitude),
                "longitude": str(unit.longitude),
                # Districts are older than what they lay in: Hue became a municipality in 2025.
                "valid_from": "" if old else FIRST_DAY_OF_COMMUNES,
                "valid_to": LAST_DAY_OF_DISTRICTS if old else "",
            }


def japanese(prefectures: Mapping[str, Row]) -> Iterator[Row]:
    """The municipalities of Japan; `prefectures` by their name in Japanese."""
    by_hand = {row["code"]: row for row in read(BY_HAND)}
    for unit in packages.japanese_municipalities():
        own = by_hand.pop(unit.code, {"name_ja": unit.name, "kana": "", "name_en": ""})
        if own["name_ja"] != unit.name:
            raise ValueError(f"{unit.code} is {unit.name}, not {own['name_ja']}")
        kana = own["kana"] or unit.kana
        end = next(e for e in READINGS[unit.name[-1]] if kana.endswith(e))
        latin = own["name_en"] or english(kana.removesuffix(end))
        yield {
            "country": "JP",
            "level": JAPANESE_LEVELS[unit.name[-1]],
            "name_en": latin,
            "name_vi": latin,
            "name_ja": unit.name,
            "other_names": kana.replace("・", ""),
            "parent_id": prefectures[unit.prefecture]["id"],
            "code": unit.code,
        }
    if by_hand:
        raise ValueError(f"{BY_HAND.name}: no municipalities: {sorted(by_hand)}")


def identify(units: Iterable[Row]) -> list[Row]:
    """The units with an id each.

    Of units in one province with one name the highest has it plain, others with their rank, and
    those of a rank that is taken with their official code.
    """
    taken: set[str] = set()
    units = sorted(units, key=lambda unit: (LEVELS.index(unit["level"]), unit["code"]))
    levels: dict[str, set[str]] = {}
    for unit in units:
        own = f"{unit['parent_id']}.{slug(unit['name_en'])}"
        others = levels.setdefault(own, set())
        if others:
            suffix = SUFFIXES.get(unit["level"], unit["level"].replace("_", "-"))
            own += f"-{unit['code'] if unit['level'] in others else suffix}"
        others.add(unit["level"])
        if own in taken:
            raise ValueError(f"{own} stands for two units")
        taken.add(own)
        unit["id"] = own
    return units


class Shapes:
    """The shapes of provinces and prefectures, former ones among those of their time."""

    def __init__(self) -> None:
        """Reads the boundary files."""
        self._files = {name: self._read(name) for name in ("vn-63", "vn-34", "jp-47")}

    @staticmethod
    def _read(name: str) -> dict[str, BaseGeometry]:
        text = (BOUNDARIES / f"{name}.geojson").read_text(encoding="utf-8")
        features = json.loads(text)["features"]
        return {each["properties"]["id"]: shape(each["geometry"]) for each in features}

    def of(self, province: Row) -> BaseGeometry:
        """The shape of a province-level unit."""
        if province["country"] == "JP":
            return self._files["jp-47"][province["id"]]
        return self._files["vn-63" if province["valid_to"] else "vn-34"][province["id"]]


def place_on_map(units: Iterable[Row], parents: Mapping[str, Row]) -> list[str]:
    """Brings coordinates into the shape of the parent; returns what has none, with the reason."""
    shapes, notes = Shapes(), []
    for unit in units:
        if not unit.get("latitude"):
            continue
        given = on_grid(Point(float(unit["longitude"]), float(unit["latitude"])))
        unit["latitude"] = unit["longitude"] = ""
        around = shapes.of(parents[unit["parent_id"]])
        if unit["id"] in NOT_DRAWN or around.distance(given) > FARTHEST_MOVE:
            notes.append(f"{unit['id']}: {given} is far outside {unit['parent_id']}")
            continue
        point = drawn_inside(given, around)
        unit["latitude"], unit["longitude"] = f"{point.y:.4f}", f"{point.x:.4f}"
    return notes


class Geonames:
    """The populated places of both countries, by each of their names."""

    def __init__(self) -> None:
        """Reads the package."""
        self._by_name: dict[str, list[dict[str, Any]]] = {}
        for each in packages.geonames_places().values():
            if each["countrycode"] in OWN_NAME:
                own = {each["name"], plain(each["name"]), *each["alternatenames"]}
                for name in {unicodedata.normalize("NFC", name) for name in own}:
                    self._by_name.setdefault(each["countrycode"] + name, []).append(each)

    def alone(self, unit: Row, column: str, around: BaseGeometry) -> dict[str, Any]:
        """The one place there that has the unit's name of a column; {} for none or several."""
        found = [
            place
            for place in self._by_name.get(unit["country"] + unit[column], ())
            if around.intersects(Point(place["longitude"], place["latitude"]))
        ]
        return found[0] if len(found) == 1 else {}


def from_geonames(units: list[Row], parents: Mapping[str, Row]) -> list[str]:
    """Coordinates and ids of Japanese municipalities, names in katakana of Vietnamese towns.

    A populated place is taken where it alone, in the same prefecture, has the name with its rank in
    kanji, or else the name in English if no other municipality there has it. Returns which names
    differ from ours, to be looked at.
    """
    shapes, geonames, notes = Shapes(), Geonames(), []
    latin = Counter((unit["parent_id"], unit["name_en"]) for unit in units)
    for unit in units:
        if unit["level"] in TOWNS:
            middle = Point(float(unit["longitude"]), float(unit["latitude"]))
            found = geonames.alone(unit, "name_vi", middle.buffer(NEAR))
            katakana = filter(_KATAKANA.fullmatch, found.get("alternatenames", ()))
            unit["other_names"] = ";".join(sorted(katakana))
        if unit["country"] != "JP":
            continue
        around = shapely.buffer(shapes.of(parents[unit["parent_id"]]), COAST)
        found = geonames.alone(unit, "name_ja", around)
        if not found and latin[unit["parent_id"], unit["name_en"]] == 1:
            found = geonames.alone(unit, "name_en", around)
        if found:
            unit |= {column: str(found[column]) for column in ("latitude", "longitude")}
            unit["geonames_id"] = str(found["geonameid"])
            if unit["name_en"] not in map(plain, (found["name"], *found["alternatenames"])):
                notes.append(f"{unit['id']}: GeoNames has {found['name']}")
    return notes + _without_shared(units)


def _without_shared(units: list[Row]) -> list[str]:
    """Takes the place from units that have one together; returns which."""
    ids = Counter(unit.get("geonames_id", "") for unit in units)
    shared = [unit for unit in units if unit.get("geonames_id") and ids[unit["geonames_id"]] > 1]
    notes = [f"{unit['id']}: {unit['geonames_id']} is another unit too" for unit in shared]
    for unit in shared:
        unit["geonames_id"] = unit["latitude"] = unit["longitude"] = ""
    return notes


def with_ours(units: list[Row], ours: Iterable[Row]) -> tuple[list[Row], list[str]]:
    """The units, those that localities.csv has as they stand there; and which it has alone.

    Raises ValueError where one of ours would have another id.
    """

    def key(row: Row) -> tuple[str, ...]:
        return row["parent_id"], row["level"], row[OWN_NAME[row["country"]]]

    by_name = {key(unit): unit for unit in units}
    alone = []
    for row in ours:
        unit = by_name.get(key(row))
        if unit is None:
            alone.append(row["id"])
            units.append({column: row.get(column, "") for column in COLUMNS})
            continue
        if unit["id"] != row["id"]:
            raise ValueError(f"{row['id']} would be {unit['id']}")
        unit.update({column: row[column] for column in COLUMNS if column in row})
    return units, alone


def main() -> None:
    """Writes places.csv and communes.csv, and says what a person should look at."""
    localities = read(DATA / "localities.csv")
    top = {
        row["id"]: row for row in localities if not row["parent_id"] and row["level"] != "region"
    }
    by_name: dict[str, dict[str, Row]] = {"VN": {}, "JP": {}}
    for row in top.values():
        name = row[OWN_NAME[row["country"]]].removeprefix("Thành phố ")
        by_name[row["country"]][name] = row
    units = identify([*vietnamese(by_name["VN"]), *japanese(by_name["JP"])])
    notes = from_geonames(units, top) + place_on_map(units, top)
    smaller = [row for row in localities if row["parent_id"]]
    ours = [row for row in smaller if not communes.is_former(row)]
    units, alone = with_ours(units, ours)
    former = communes.communes(units)
    if unknown := {row["id"] for row in smaller} - {row["id"] for row in (*ours, *former)}:
        raise ValueError(f"{COMMUNES.name} has other ids than {sorted(unknown)}")
    notes += place_on_map(former, top)
    PLACES.parent.mkdir(exist_ok=True)
    print(*notes, sep="\n")
    print(f"in localities.csv alone: {', '.join(alone)}")
    _put(PLACES, COLUMNS, [*top.values(), *units])
    _put(COMMUNES, communes.COLUMNS, former)


def _put(path: Path, columns: list[str], rows: Iterable[Row]) -> None:
    """Writes a table in the order of ids, and says how much of it is without a point."""
    table = [{column: row.get(column, "") for column in columns} for row in rows]
    write(path, columns, sorted(table, key=lambda row: row["id"]))
    bare = sum(not row["latitude"] for row in table)
    print(f"{path.name}: {len(table)} places, {bare} of them without coordinates")


if __name__ == "__main__":
    main()
