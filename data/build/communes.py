"""The communes of Vietnam of before 2025-07-01, for data/reference/communes.csv.

Written by ``python -m data.build.places``, whose districts and new communes they refer to. Each is
called by its name and its district's, since a province had many of one name: Tân Lập in Đan Phượng
is ``vn-hanoi.tan-lap-dan-phuong``. Where that is taken, by one whose name differs in its marks
alone, all of them have their official code behind it.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from shapely.geometry import Point, box

from . import packages
from .tables import Row
from .words import in_english, slug

COLUMNS = [
    "id",
    "level",
    "name_en",
    "name_vi",
    "district_id",
    "code",
    "latitude",
    "longitude",
    "successor_ids",
]
LEVELS = {"Phường": "ward", "Xã": "commune", "Thị trấn": "township"}
FARTHEST = 0.05
"""Degrees by which a point may lie outside what its district spans; else it is a namesake's."""


def communes(units: Iterable[Row]) -> list[Row]:
    """The former communes, in the order of official codes; `units` are those of places.csv.

    Coordinates are as the package has them, where they can be of this commune alone.
    """
    found = packages.vietnamese_communes_before()
    smaller = [unit for unit in units if unit["country"] == "VN" and unit["parent_id"]]
    of_code = {unit["code"]: unit for unit in smaller}
    points = Counter((unit.latitude, unit.longitude) for unit in found)
    rows = []
    for unit in found:
        # Some are listed under another rank than they are named by.
        rank = next(each for each in LEVELS if unit.name.lower().startswith(each.lower()))
        name = unicodedata.normalize("NFC", unit.name[len(rank) :].strip())
        district = of_code[unit.district_code]
        name, latin = in_english(name, rank)
        row = {
            "country": "VN",
            "level": LEVELS[rank],
            "name_en": latin,
            "name_vi": name,
            "parent_id": district["parent_id"],
            "district_id": district["id"],
            "code": unit.code,
            "successor_ids": ";".join(of_code[code]["id"] for code in unit.successors),
        }
        spot, around = Point(unit.longitude, unit.latitude), box(*unit.district_bounds)
        shared = points[unit.latitude, unit.longitude] > 1
        if not shared and spot.distance(around) <= FARTHEST:
            row |= {"latitude": str(unit.latitude), "longitude": str(unit.longitude)}
        rows.append(row)
    identify(rows, {unit["id"] for unit in smaller})
    return rows


def is_former(row: Row) -> bool:
    """Whether a row of localities.csv is one of them."""
    return row["level"] in LEVELS.values() and bool(row["valid_to"]) and row["country"] == "VN"


def identify(rows: Iterable[Row], taken: set[str]) -> None:
    """Gives each commune its id; `taken` are those of the other places.

    Raises ValueError where two would have one.
    """
    rows = list(rows)
    for row in rows:
        _, _, district = row["district_id"].partition(".")
        row["id"] = f"{row['parent_id']}.{slug(row['name_en'])}-{district}"
    alike = Counter(row["id"] for row in rows)
    for row in rows:
        if alike[row["id"]] > 1 or row["id"] in taken:
            row["id"] += f"-{row['code']}"
    if repeated := [key for key, count in _counted(rows, taken).items() if count > 1]:
        raise ValueError(f"for two units each: {repeated}")


def _counted(rows: Iterable[Mapping[str, str]], taken: Iterable[str]) -> Counter[str]:
    return Counter([*(row["id"] for row in rows), *taken])
