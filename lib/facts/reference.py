"""Places that the data set does not hold (yet): who enters a fact or reads an article names them.

`data/reference/places.csv` has the provinces, districts and communes of Vietnam and the prefectures
and municipalities of Japan, each with the id that it has in the data set or would get there. It is
read when a place is first asked for.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lib.facts import place_words
from lib.facts.dataset import DATA_FOLDER
from lib.facts.localities import COUNTRIES, Level
from lib.language.folding import fold, plain
from lib.language.spelling import ROMAJI, VIETNAMESE, is_cjk, keys

FILE = DATA_FOLDER / "reference" / "places.csv"


@dataclass(frozen=True, slots=True)
class Place:
    """One place; a name that is not known is empty.

    Names have no generic term, but for Japanese ones. Degrees are WGS 84, None where not known.
    `valid_from` and `valid_to` are EDTF, empty where not known or without an end. `code` is that of
    the official list of its country.
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
    return places().get(key)


def find(text: str, limit: int = 20) -> list[Place]:
    """The places that `text` names or begins to name, best first, at most `limit`; none for no name.

    Any spelling will do: "huyện Mê Linh, Hà Nội", "me linh", "TP.Quy Nhơn", "大阪府堺市", "さかい",
    "Sakai-shi". A province that is named too leaves those within it; a rank puts its own first.
    """
    return _index().find(text)[:limit]


@cache
def places() -> Mapping[str, Place]:
    """All places by id, in the order of ids."""
    with FILE.open(encoding="utf-8", newline="") as handle:
        found = {row["id"]: _place(row) for row in csv.DictReader(handle)}
    return MappingProxyType(found)


def _place(row: dict[str, str]) -> Place:
    return Place(
        **{name: row[name] for name in _TEXTS},
        level=Level(row["level"]),
        other_names=tuple(filter(None, row["other_names"].split(";"))),
        latitude=_degrees(row["latitude"]),
        longitude=_degrees(row["longitude"]),
    )


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None


_TEXTS = (
    *("id", "country", "name_en", "name_vi", "name_ja"),
    *("parent_id", "code", "geonames_id", "valid_from", "valid_to"),
)

# Of places that a text names equally well the one that is more often meant comes first.
_IMPORTANCE = {
    level: number
    for number, level in enumerate(
        (
            *(Level.MUNICIPALITY, Level.PROVINCE, Level.PREFECTURE),
            *(Level.PROVINCIAL_CITY, Level.CITY, Level.SPECIAL_WARD, Level.DISTRICT_TOWN),
            *(Level.URBAN_DISTRICT, Level.TOWN, Level.DISTRICT, Level.VILLAGE),
            *(Level.WARD, Level.SPECIAL_ZONE, Level.COMMUNE),
        )
    )
}
_CITIES = frozenset({Level.MUNICIPALITY, Level.PROVINCIAL_CITY, Level.CITY})
_TOWNS = frozenset({Level.DISTRICT_TOWN, Level.TOWN})
_VILLAGES = frozenset({Level.VILLAGE, Level.COMMUNE})
_WARDS = frozenset({Level.WARD, Level.SPECIAL_WARD, Level.URBAN_DISTRICT})
_DISTRICTS = frozenset({Level.DISTRICT, Level.URBAN_DISTRICT})
# Folded words of rank before or behind a name -> the levels that they may mean.
_BEFORE: Mapping[str, frozenset[Level]] = {
    "thanh pho": _CITIES,
    "tp": _CITIES,
    "thi xa": _TOWNS,
    "tx": _TOWNS,
    "thi tran": frozenset({Level.TOWN}),
    "huyen": frozenset({Level.DISTRICT}),
    "quan": _WARDS,
    "phuong": frozenset({Level.WARD}),
    "xa": frozenset({Level.COMMUNE}),
    "lang": frozenset({Level.VILLAGE}),
    "dac khu": frozenset({Level.SPECIAL_ZONE}),
    "tinh": frozenset({Level.PROVINCE, Level.PREFECTURE}),
    "city of": _CITIES,
    "town of": _TOWNS,
    "village of": _VILLAGES,
    "district of": _DISTRICTS,
}
_BEHIND: Mapping[str, frozenset[Level]] = {
    "city": _CITIES | {Level.SPECIAL_WARD},
    "town": _TOWNS,
    "village": _VILLAGES,
    "ward": _WARDS,
    "commune": frozenset({Level.COMMUNE}),
    "district": _DISTRICTS,
    "province": frozenset({Level.PROVINCE}),
    "prefecture": frozenset({Level.PREFECTURE}),
    "special zone": frozenset({Level.SPECIAL_ZONE}),
    "shi": frozenset({Level.CITY}),
    "ku": frozenset({Level.SPECIAL_WARD}),
    "machi": frozenset({Level.TOWN}),
    "cho": frozenset({Level.TOWN}),
    "mura": frozenset({Level.VILLAGE}),
    "son": frozenset({Level.VILLAGE}),
    "ken": frozenset({Level.PREFECTURE}),
    "fu": frozenset({Level.PREFECTURE}),
}
_CJK_BEHIND: Mapping[str, frozenset[Level]] = {
    "市": _CITIES,
    "市社": _TOWNS,
    "町": frozenset({Level.TOWN}),
    "村": _VILLAGES,
    "社": frozenset({Level.COMMUNE}),
    "街区": frozenset({Level.WARD}),
    "坊": frozenset({Level.WARD}),
    "区": _WARDS,
    "省": frozenset({Level.PROVINCE}),
    "県": frozenset({Level.DISTRICT, Level.PREFECTURE}),
    "府": frozenset({Level.PREFECTURE}),
    "都": frozenset({Level.PREFECTURE}),
    # Readings: ちょう and そん are folded too.
    "し": frozenset({Level.CITY}),
    "く": frozenset({Level.SPECIAL_WARD}),
    "ちよう": frozenset({Level.TOWN}),
    "まち": frozenset({Level.TOWN}),
    "むら": frozenset({Level.VILLAGE}),
    "そん": frozenset({Level.VILLAGE}),
}
_LIST = re.compile(r"[,;|/\n()、，；／（）・]")
_BARE = re.compile("(?<=.)(?:県|府|都|市|区|町|村|省)$")
_ANY: frozenset[Level] = frozenset()


@dataclass(frozen=True)
class _Reading:
    """One way to read a text: a name without blanks, and the levels that a rank beside it means."""

    name: str
    levels: frozenset[Level] = _ANY


class _Index:
    """All places by the keys of their names."""

    def __init__(self, found: Mapping[str, Place]) -> None:
        self._places = found
        self._holders: dict[str, list[str]] = {}
        for each in found.values():
            for spelling in dict.fromkeys(_spellings(each)):
                self._holders.setdefault(spelling, []).append(each.id)
        self._provinces = {
            spelling: frozenset(
                key for key in holders if not found[key].parent_id and found[key].country
            )
            for spelling, holders in self._holders.items()
        }

    def find(self, text: str) -> list[Place]:
        """The places that a text names or begins to name, best first."""
        readings, within = self._read(text)
        ranks: dict[str, tuple[int, bool]] = {}
        for reading in readings:
            for key, quality in self._matches(reading.name):
                if within and self._places[key].parent_id not in within:
                    continue
                level = self._places[key].level
                rank = quality, bool(reading.levels) and level not in reading.levels
                ranks[key] = min(rank, ranks.get(key, rank))
        written = plain(_LIST.split(text.strip())[0]).replace(" ", "")

        def order(key: str) -> tuple[object, ...]:
            each = self._places[key]
            quality, other_rank = ranks[key]
            differs = plain(each.own_name).replace(" ", "") not in written
            ended = bool(each.valid_to)
            return quality, other_rank, differs, _IMPORTANCE[each.level], ended, key

        return [self._places[key] for key in sorted(ranks, key=order)]
