"""Places that the data set does not hold (yet): who enters a fact or reads an article names them.

`data/reference/places.csv` has the provinces, districts and communes of Vietnam and the prefectures
and municipalities of Japan, each with the id that it has in the data set or would get there; the
communes of Vietnam of before July 2025, of which there were 10,035, stand in `communes.csv`. Either
is read when one of its places is first asked for.
"""

import csv
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lib.facts.dataset import DATA_FOLDER
from lib.facts.localities import COMMUNES, COUNTRIES, Level

FILE = DATA_FOLDER / "reference" / "places.csv"
COMMUNES_FILE = FILE.with_name("communes.csv")


@dataclass(frozen=True, slots=True)
class Place:
    """One place; a name that is not known is empty.

    Names have no generic term, but for Japanese ones. Degrees are WGS 84, None where not known.
    `valid_from` and `valid_to` are EDTF, empty where not known or without an end. `code` is that of
    the official list of its country. `district_id` and `successor_ids`, the communes of today that
    took it over, are those of a commune of Vietnam of before July 2025.
    """

    id: str
    country: str
    level: Level
    name_en: str
    name_vi: str
    name_ja: str
    other_names: tuple[str, ...]
    parent_id: str
    code: str
    geonames_id: str
    latitude: float | None
    longitude: float | None
    valid_from: str
    valid_to: str
    district_id: str = ""
    successor_ids: tuple[str, ...] = ()

    def name(self, lang: str) -> str:
        """The name in a language, or else in English."""
        own: str = getattr(self, f"name_{lang}", "")
        return own or self.name_en

    @property
    def own_name(self) -> str:
        """The name in the language of its country."""
        return self.name(COUNTRIES[self.country].lang)


def place(key: str) -> Place | None:
    """The place with an id; None for an id that the reference does not have."""
    found = places().get(key)
    return found or (communes().get(key) if _COMMUNE.match(key) else None)


@cache
def places() -> Mapping[str, Place]:
    """All places by id but the communes of before July 2025, in the order of ids."""
    with FILE.open(encoding="utf-8", newline="") as handle:
        found = {row["id"]: _place(row) for row in csv.DictReader(handle)}
    return MappingProxyType(found)


@cache
def communes() -> Mapping[str, Place]:
    """The communes of Vietnam of before July 2025 by id, in the order of ids."""
    with COMMUNES_FILE.open(encoding="utf-8", newline="") as handle:
        found = {row["id"]: _commune(row) for row in csv.DictReader(handle)}
    return MappingProxyType(found)


def row(place: Place) -> dict[str, str]:
    """The row of localities.csv that a place becomes; cells that are not known are empty.

    A commune that shares its name with another of its province has its district behind it, by which
    readers tell them apart: Tân Lập (Đan Phượng).
    """
    cells = {name: str(getattr(place, name)) for name in _CELLS}
    for name, value in (("latitude", place.latitude), ("longitude", place.longitude)):
        cells[name] = "" if value is None else f"{value:.4f}"
    if place.district_id and _named()[place.parent_id, place.name_en] > 1:
        district = places()[place.district_id]
        for name in ("name_en", "name_vi"):
            cells[name] += f" ({getattr(district, name)})"
    return cells


@cache
def _named() -> Counter[tuple[str, str]]:
    """How many communes of a province, those of today among them, have a name in English."""
    today = (each for each in places().values() if each.level in COMMUNES)
    return Counter((each.parent_id, each.name_en) for each in (*today, *communes().values()))


def _place(row: dict[str, str]) -> Place:
    return Place(
        **{name: row[name] for name in _TEXTS},
        level=Level(row["level"]),
        other_names=tuple(filter(None, row["other_names"].split(";"))),
        latitude=_degrees(row["latitude"]),
        longitude=_degrees(row["longitude"]),
        successor_ids=(),
    )


def _commune(row: dict[str, str]) -> Place:
    district = places()[row["district_id"]]
    return Place(
        **{name: row[name] for name in ("id", "name_en", "name_vi", "code")},
        country=district.country,
        level=Level(row["level"]),
        name_ja="",
        other_names=(),
        parent_id=district.parent_id,
        geonames_id="",
        latitude=_degrees(row["latitude"]),
        longitude=_degrees(row["longitude"]),
        valid_from="",
        valid_to=district.valid_to,
        district_id=district.id,
        successor_ids=tuple(row["successor_ids"].split(";")),
    )


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None


_COMMUNE = re.compile(r"vn-[a-z-]+\.")
_TEXTS = (
    *("id", "country", "name_en", "name_vi", "name_ja"),
    *("parent_id", "code", "geonames_id", "valid_from", "valid_to"),
)
_CELLS = (*(name for name in _TEXTS if name != "code"), "level")
