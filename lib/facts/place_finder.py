"""Places of the reference by any of their names, also such as are only begun."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from lib.facts import place_words, reference
from lib.facts.dataset import DATA_FOLDER
from lib.facts.localities import COUNTRIES, Level
from lib.facts.reference import Place
from lib.language.folding import fold, plain
from lib.language.spelling import ROMAJI, VIETNAMESE, is_cjk, keys


def find(text: str, limit: int = 20) -> list[Place]:
    """The places that `text` names or begins to name, best first, at most `limit`; none for none.

    Any spelling will do: "huyện Mê Linh, Hà Nội", "me linh", "TP.Quy Nhơn", "大阪府堺市", "さかい",
    "Sakai-shi". A province or district that is named too leaves those within it; a rank puts its
    own first. Names that are only begun, or a piece of, are looked for where none is whole.
    """
    return _index().find(text)[:limit]


# Of places that a text names equally well the one that is more often meant comes first.
_BY_IMPORTANCE = (
    *(Level.MUNICIPALITY, Level.PROVINCE, Level.PREFECTURE),
    *(Level.PROVINCIAL_CITY, Level.CITY, Level.SPECIAL_WARD, Level.DISTRICT_TOWN),
    *(Level.URBAN_DISTRICT, Level.TOWN, Level.DISTRICT, Level.VILLAGE),
    *(Level.WARD, Level.TOWNSHIP, Level.SPECIAL_ZONE, Level.COMMUNE),
)
# The levels that a word of rank may mean -> the word, folded and without blanks.
_CITIES = (Level.MUNICIPALITY, Level.PROVINCIAL_CITY, Level.CITY)
_URBAN = (Level.URBAN_DISTRICT, Level.WARD, Level.SPECIAL_WARD)
_BEFORE = (
    (_CITIES, "thanhpho|tp|cityof"),
    ((Level.DISTRICT_TOWN, Level.TOWN), "thixa|tx|townof"),
    ((Level.TOWNSHIP, Level.TOWN), "thitran|tt"),
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
    ((Level.DISTRICT_TOWN, Level.TOWN, Level.TOWNSHIP), "town|市社"),
    ((Level.TOWNSHIP,), "township|市鎮"),
    ((Level.TOWN, Level.TOWNSHIP), "町"),
    ((Level.TOWN,), "ちよう|まち|cho|machi"),
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
# Q.1 and P.5, as addresses have them.
_ABBREVIATED = {"q": "quan", "p": "phuong"}
_NUMBERED = re.compile("([qp])([0-9]+|[ivx]+)")
_DISTRICTS = frozenset(
    {Level.PROVINCIAL_CITY, Level.DISTRICT_TOWN, Level.URBAN_DISTRICT, Level.DISTRICT}
)
_COUNTRIES = {
    "".join(fold(name).split()) for names in place_words.COUNTRIES.values() for name in names
}
# How well a text names a place: by the whole of its name, by its beginning, by a piece of it.
_WHOLE, _BEGUN, _INSIDE = range(3)
_ANY_LEVEL: frozenset[Level] = frozenset()
# The ways to read a name -> the levels of the rank beside it.
_Readings = Mapping[str, frozenset[Level]]
# A place, how well it is named, and these levels.
_Match = tuple[str, int, frozenset[Level]]


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
    if number := _NUMBERED.fullmatch(name):
        found[_ABBREVIATED[number[1]] + number[2]] = _ANY_LEVEL
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
    return _Index({**reference.places(), **reference.communes()}, others)


class _Index:
    """All places by the keys of their names."""

    def __init__(self, found: Mapping[str, Place], others: Mapping[str, Iterable[str]]) -> None:
        self._places = found
        self._holders: dict[str, list[str]] = {}
        # Names of Vietnam are written in syllables: key -> the syllables of those that have it.
        self._syllables: dict[str, list[list[str]]] = {}
        for key, each in found.items():
            for spelling in set(_spellings(each, others.get(key, ()))):
                self._holders.setdefault(spelling, []).append(key)
            if each.country == "VN":
                syllables = fold(each.name_vi).split()
                same = self._syllables.setdefault("".join(syllables), [])
                if syllables not in same:
                    same.append(syllables)

    def find(self, text: str) -> list[Place]:
        """The places that a text names, or else begins to name or names a piece of, best first."""
        name, within = self._parted(text)
        readings = _readings(name)
        quality: dict[str, tuple[int, bool]] = {}

        def take(matches: Iterable[_Match]) -> None:
            for key, how, levels in matches:
                each = self._places[key]
                if all(_lies_in(each, places) for places in within):
                    own = how, bool(levels) and each.level not in levels
                    quality[key] = min(own, quality.get(key, own))

        take(self._whole(readings))
        whole = [self._places[key] for key, own in quality.items() if own == (_WHOLE, False)]
        # Of a name in one word, as those of Japan are, no more may have been typed yet.
        if not any(" " in each.own_name for each in whole):
            take(self._in_part(name, readings, inside=not whole))
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

    def _whole(self, readings: _Readings) -> Iterator[_Match]:
        """The places that a reading of a name is the whole name of."""
        for reading, levels in readings.items():
            yield from ((key, _WHOLE, levels) for key in self._named(reading, levels))

    def _in_part(self, name: str, readings: _Readings, inside: bool) -> Iterator[_Match]:
        """The places that a reading begins to name, or, if `inside`, the name is a piece of."""
        for reading, levels in readings.items():
            typed = tuple(part for part in keys(reading) if len(part) > 1)
            # What is left without its rank is a name; without another word it may be any piece.
            if typed and (reading == name or levels):
                for spelling, holders in self._holders.items():
                    if spelling.startswith(typed):
                        yield from ((key, _BEGUN, levels) for key in holders)
                    elif inside and reading == name and self._has_inside(spelling, typed[0]):
                        yield from ((key, _INSIDE, levels) for key in holders)

    def _has_inside(self, spelling: str, typed: str) -> bool:
        """Whether what is typed stands in a spelling; in one of syllables, from a syllable on."""
        if typed not in spelling or spelling.startswith(VIETNAMESE):
            return False
        written = self._syllables.get(spelling)
        return written is None or any(
            "".join(syllables[at:]).startswith(typed)
            for syllables in written
            for at in range(1, len(syllables))
        )

    def _named(self, name: str, levels: frozenset[Level] = _ANY_LEVEL) -> set[str]:
        """The places of a name; with a rank those alone in whose country there are such."""
        found = {key for part in keys(name) for key in self._holders.get(part, ())}
        if not levels:
            return found
        country = {key: COUNTRIES[self._places[key].country].levels for key in found}
        return {key for key in found if not levels.isdisjoint(country[key])}

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

    def _around(self, name: str) -> set[str]:
        """The provinces and districts that a name means, in which others lie."""
        return {
            key
            for key in self._meant(name)
            if not (each := self._places[key]).parent_id or each.level in _DISTRICTS
        }

    def _parted(self, text: str) -> tuple[str, list[set[str]]]:
        """The name in a text without blanks, and for each that stands beside it what it means."""
        parts = ["".join(fold(part).split()) for part in _LIST.split(text)]
        parts = [part for part in parts if part and part not in _COUNTRIES]
        if len(parts) > 1:
            # From the smaller to the larger, or as Japanese addresses go.
            at = next((n for n, part in enumerate(parts) if not self._provinces(part)), 0)
            beside = [self._around(part) for n, part in enumerate(parts) if n != at]
            return parts[at], [around for around in beside if around]
        tokens = fold(parts[0] if is_cjk("".join(parts)) else text).split()
        pieces = [*"".join(tokens)] if is_cjk("".join(tokens)) else tokens
        whole = "".join(pieces)
        if self._meant(whole):
            return whole, []
        for cut in range(1, len(pieces)):
            ends = "".join(pieces[:cut]), "".join(pieces[cut:])
            for name, larger in (ends, ends[::-1]):
                if (within := self._around(larger)) and any(
                    _lies_in(self._places[key], within) for key in self._meant(name)
                ):
                    return name, [within]
        return whole, []


def _lies_in(each: Place, around: set[str]) -> bool:
    """Whether a place lies in one of others, of today too."""
    if each.parent_id in around or each.district_id in around:
        return True
    return any(key.partition(".")[0] in around for key in each.successor_ids)
