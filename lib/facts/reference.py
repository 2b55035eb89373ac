"""Places that the data set does not hold (yet): who enters a fact or reads an article names them.

`data/reference/places.csv` has the provinces, districts and communes of Vietnam and the prefectures
and municipalities of Japan, each with the id that it has in the data set or would get there. It is
read when a place is first asked for.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
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
    """The places that `text` names or begins to name, best first, at most `limit`; none for none.

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
_BY_IMPORTANCE = (
    *(Level.MUNICIPALITY, Level.PROVINCE, Level.PREFECTURE),
    *(Level.PROVINCIAL_CITY, Level.CITY, Level.SPECIAL_WARD, Level.DISTRICT_TOWN),
    *(Level.URBAN_DISTRICT, Level.TOWN, Level.DISTRICT, Level.VILLAGE),
    *(Level.WARD, Level.SPECIAL_ZONE, Level.COMMUNE),
)
# The levels that a word of rank may mean -> the word, folded and without blanks.
_CITIES = (Level.MUNICIPALITY, Level.PROVINCIAL_CITY, Level.CITY)
_URBAN = (Level.URBAN_DISTRICT, Level.WARD, Level.SPECIAL_WARD)
_BEFORE = (
    (_CITIES, "thanhpho|tp|cityof"),
    ((Level.DISTRICT_TOWN, Level.TOWN), "thixa|tx|townof"),
    ((Level.TOWN,), "thitran"),
    ((Level.DISTRICT,), "huyen"),
    ((Level.URBAN_DISTRICT, Level.SPECIAL_WARD), "quan"),
    ((Level.WARD,), "phuong"),
    ((Level.COMMUNE,), "xa"),
    ((Level.VILLAGE,), "lang"),
    ((Level.SPECIAL_ZONE,), "dackhu"),
    ((Level.PROVINCE, Level.PREFECTURE), "tinh|provinceof|prefectureof"),
    ((Level.DISTRICT, Level.URBAN_DISTRICT), "districtof"),
    ((Level.VILLAGE, Level.COMMUNE), "villageof"),
)
_BEHIND = (
    ((*_CITIES, Level.SPECIAL_WARD), "city"),
    (_CITIES, "市"),
    ((Level.DISTRICT_TOWN, Level.TOWN), "town|市社"),
    ((Level.TOWN,), "町|ちよう|まち|cho|machi"),
    ((Level.VILLAGE, Level.COMMUNE), "village|村"),
    ((Level.VILLAGE,), "むら|そん|mura|son"),
    ((Level.COMMUNE,), "commune|社"),
    ((Level.WARD,), "街区|坊"),
    (_URBAN, "ward|区"),
    ((Level.SPECIAL_WARD,), "く|ku"),
    ((Level.DISTRICT, Level.URBAN_DISTRICT), "district"),
    ((Level.SPECIAL_ZONE,), "specialzone|特区"),
    ((Level.CITY,), "し|shi"),
    ((Level.PROVINCE,), "province|省"),
    ((Level.DISTRICT, Level.PREFECTURE), "県"),
    ((Level.PREFECTURE,), "prefecture|府|都|けん|ふ|ken|fu"),
)
_LEVELS = {
    word: frozenset(levels) for levels, words in (*_BEFORE, *_BEHIND) for word in words.split("|")
}


def _any_of(declared: tuple[tuple[tuple[Level, ...], str], ...]) -> str:
    words = {word for _, words in declared for word in words.split("|")}
    return "|".join(sorted(words, key=len, reverse=True))


_STRIPPED = (
    re.compile(f"{_any_of(_BEFORE)}|{place_words.BEFORE.pattern}"),
    re.compile(f"(?:{_any_of(_BEHIND)})$"),
    place_words.BEHIND,
)
_LIST = re.compile(r"[,;|/\n()、，；／（）]")
_BARE = re.compile("(?<=.)(?:県|府|都|市|区|町|村|省)$")
_COUNTRIES = {
    "".join(fold(name).split()) for names in place_words.COUNTRIES.values() for name in names
}
# How well a text names a place: by the whole of its name, by its beginning, by a piece of it.
_WHOLE, _BEGUN, _INSIDE = range(3)
_ANY_LEVEL: frozenset[Level] = frozenset()


def _spellings(each: Place, others: Iterable[str]) -> Iterator[str]:
    """The keys of all names of a place, those of the other country's language left out."""
    foreign = ROMAJI if each.country == "VN" else VIETNAMESE
    names = {each.own_name, each.name_ja, *each.other_names, *others} - {""}
    # Most names in English are those in Vietnamese, which have the same keys.
    if each.country == "JP" or fold(each.name_en) != fold(each.own_name):
        names.add(each.name_en)
    for name in names | {_BARE.sub("", fold(name)) for name in names if is_cjk(name)}:
        yield from (key for key in keys(name) if not key.startswith(foreign))


def _readings(name: str) -> dict[str, frozenset[Level]]:
    """A folded name without blanks, as it is and without words of rank and office beside it.

    Each with the levels that the rank beside it means; none if it has no rank.
    """
    found = {name: _ANY_LEVEL}
    left = [name]
    while left:
        text = left.pop()
        for match in (pattern.search(text) for pattern in _STRIPPED):
            if match and (match.start() == 0 or match.end() == len(text)):
                rest = text[: match.start()] + text[match.end() :]
                if rest and rest not in found:
                    found[rest] = _LEVELS.get(match.group(), found[text])
                    left.append(rest)
    return found


@cache
def _index() -> "_Index":
    others: dict[str, list[str]] = {}
    with (DATA_FOLDER / "names.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            # Those with the rank are understood anyway.
            if row["kind"] == "official":
                continue
            others.setdefault(row["locality"], []).append(row["name"])
    return _Index(places(), others)


class _Index:
    """All places by the keys of their names."""

    def __init__(self, found: Mapping[str, Place], others: Mapping[str, Iterable[str]]) -> None:
        self._places = found
        self._holders: dict[str, list[str]] = {}
        for key, each in found.items():
            for spelling in set(_spellings(each, others.get(key, ()))):
                self._holders.setdefault(spelling, []).append(key)

    def find(self, text: str) -> list[Place]:
        """The places that a text names or begins to name, best first."""
        name, within = self._parted(text)
        quality: dict[str, tuple[int, bool]] = {}
        for key, how, levels in self._matches(name):
            each = self._places[key]
            if not within or each.parent_id in within:
                own = how, bool(levels) and each.level not in levels
                quality[key] = min(own, quality.get(key, own))
        written = plain(text).replace(" ", "")

        def order(key: str) -> tuple[object, ...]:
            each = self._places[key]
            return (
                quality[key],
                plain(each.own_name).replace(" ", "") not in written,
                _BY_IMPORTANCE.index(each.level),
                bool(each.valid_to),
                key,
            )

        return [self._places[key] for key in sorted(quality, key=order)]

    def _matches(self, name: str) -> Iterator[tuple[str, int, frozenset[Level]]]:
        """The places that a reading of the name means, how well, and the levels of its rank."""
        readings = _readings(name)
        for reading, levels in readings.items():
            yield from ((key, _WHOLE, levels) for key in self._named(reading))
        for reading, levels in readings.items():
            typed = tuple(part for part in keys(reading) if len(part) > 1)
            # What is left without its rank is a name; without another word it may be any piece.
            if typed and (reading == name or levels):
                for spelling, holders in self._holders.items():
                    if spelling.startswith(typed):
                        yield from ((key, _BEGUN, levels) for key in holders)
                    elif reading == name and typed[0] in spelling:
                        yield from ((key, _INSIDE, levels) for key in holders)

    def _named(self, name: str) -> set[str]:
        return {key for part in keys(name) for key in self._holders.get(part, ())}

    def _meant(self, name: str) -> set[str]:
        """The places that a name with or without its rank is the whole name of."""
        return {
            key
            for reading, levels in _readings(name).items()
            for key in self._named(reading)
            if not levels or self._places[key].level in levels
        }

    def _provinces(self, name: str) -> set[str]:
        return {key for key in self._meant(name) if not self._places[key].parent_id}

    def _parted(self, text: str) -> tuple[str, set[str]]:
        """The name in a text without blanks, and the provinces that stand beside it."""
        parts = ["".join(fold(part).split()) for part in _LIST.split(text)]
        parts = [part for part in parts if part and part not in _COUNTRIES]
        if len(parts) > 1:
            tops = [self._provinces(part) for part in parts]
            # From the smaller to the larger, or as Japanese addresses go.
            at = next((n for n, top in enumerate(tops) if not top), 0)
            return parts[at], set().union(*(top for n, top in enumerate(tops) if n != at))
        tokens = fold(parts[0] if is_cjk("".join(parts)) else text).split()
        pieces = [*"".join(tokens)] if is_cjk("".join(tokens)) else tokens
        for cut in range(1, len(pieces)):
            ends = "".join(pieces[:cut]), "".join(pieces[cut:])
            for name, beside in (ends, ends[::-1]):
                if (within := self._provinces(beside)) and any(
                    self._places[key].parent_id in within for key in self._meant(name)
                ):
                    return name, within
        return "".join(pieces), set()
