"""Vietnamese units as Japanese writes them by ear: which unit of a province is チーリン市."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from lib.reading.names import Found, Place
from lib.reading.text import flattened

# How much alike must sound what is written and a unit's name, of 100: of the province that stands
# right before it, of those that the text names elsewhere, of all of Vietnam; and how much less any
# other.
_BESIDE, _NAMED, _ANYWHERE = 76, 88, 97
_APART = 8
_UNIT = re.compile(r"(?<![ァ-ヶー・])([ァ-ヶー]{2,12})(市|県|郡|区|町)(?!場)")
_LEVELS = {
    "市": ("provincial_city", "district_town", "municipality"),
    "県": ("district", "district_town"),
    "郡": ("district", "district_town", "urban_district"),
    "区": ("urban_district", "district"),
    "町": ("district_town", "district"),
}
_PROVINCE_BEFORE = re.compile(r"省?(?:の|・|、)?$")
_KANA = {
    **dict(zip("アイウエオヤユヨワンァィゥェォャュョヮ", (
        *"aiueo", "ia", "iu", "io", "ua", "n", *"aiueo", *"auoa",
    ), strict=True)),
    **{kana: consonant + vowel for consonant, row in {
        "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ",
        "h": "ハヒフヘホ", "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ",
        "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ", "p": "パピプペポ",
    }.items() for kana, vowel in zip(row, "aiueo", strict=True)},
    "ヴ": "b", "フ": "f",
}  # fmt: skip
# What is heard of letters of Vietnamese, in this order; capitals are not looked at again.
_SOUNDS = tuple((re.compile(letters), heard) for letters, heard in (
    ("ngh|ng(?=[aeiouy])", "G"), ("ng", "n"), ("nh(?=[aeiouy])", "Ni"), ("nh", "n"),
    ("gi(?=[aeiouy])", "z"), ("gi", "zi"), ("gh", "g"), ("tr|ch(?=[aeiouy])", "T"),
    ("ch|c|k|q", "k"), ("th", "t"), ("ph", "f"), ("kh", "k"), ("x", "s"), ("v", "b"), ("l", "r"),
    ("y", "i"),
))  # fmt: skip
_TWO_SIGNS = re.compile(r"(?<=[td])e(?=i)|(?<=[td])o(?=u)|(?<=[tz])i(?=[aueo])")
# Vowels that a consonant at the end of a syllable has in Japanese only.
_ADDED = re.compile(r"(?<=[ktpmf])u(?![aeio])|(?<=[td])o(?=[^aeiou]|$)")
_TWICE = re.compile(r"([a-z])\1")


def _sound_of_kana(written: str) -> str:
    sound = "".join(_KANA.get(each, "") for each in written)
    return _plain(_TWO_SIGNS.sub("", sound))


@lru_cache(maxsize=1024)
def _sounds_of_name(name: str) -> set[str]:
    """D is heard as z, or read as it is written."""
    low = name.lower().replace("đ", "D")
    found = set()
    for heard in "zd":
        sound = flattened(re.sub(r"[\s\-]+", " ", low).replace("d", heard)).replace("D", "d")
        for letters, by in _SOUNDS:
            sound = letters.sub(by, sound)
        found.add(_plain(sound.replace(" ", "").lower()))
    return found


def _plain(sound: str) -> str:
    return _TWICE.sub(r"\1", _ADDED.sub("", sound))


def heard_as(written: str, named: Iterable[tuple[str, Place]], *, least: float) -> Place | None:
    """The place whose name sounds like `written` in katakana; None if none does, or more than one.

    named: Vietnamese names without rank, with their places. least: how much alike, of 100.
    """
    sound = _sound_of_kana(written)
    found = sorted(
        (
            (max(fuzz.ratio(sound, one) for one in _sounds_of_name(name)), place.id, place)
            for name, place in named
        ),
        reverse=True,
        key=lambda each: each[:2],
    )
    if not found or found[0][0] < least:
        return None
    only = len(found) == 1 or found[0][0] - found[1][0] >= _APART
    return found[0][2] if only else None


def _of_rank(able: list[tuple[str, Place]], levels: tuple[str, ...]) -> list[tuple[str, Place]]:
    """Of units that share their name and province those whose level the rank names first."""
    best: dict[tuple[str, str], tuple[str, Place]] = {}
    for name, place in able:
        known = best.get((name, place.parent))
        if known is None or levels.index(place.level) < levels.index(known[1].level):
            best[name, place.parent] = name, place
    return list(best.values())


def units_heard(norm: str, found: list[Found], units: list[tuple[str, Place]]) -> Iterator[Found]:
    """The units in katakana that `found` does not have, wherever the text names them.

    units: names and places of the units of Vietnam below its provinces.
    """
    vn = [one for one in found if one.places[0].side == "vn"]
    known: dict[str, Place] = {}
    spans = [
        match for match in _UNIT.finditer(norm)
        if not any(one.start < match.end(1) and match.start(1) < one.end for one in found)
    ]  # fmt: skip
    for match in spans:
        ends = [one for one in vn if _PROVINCE_BEFORE.fullmatch(norm, one.end, match.start())]
        for places, least in ((ends, _BESIDE), (vn, _NAMED), (None, _ANYWHERE)):
            if match[0] in known or places == []:
                continue
            parents = None if places is None else {p.id for one in places for p in one.places}
            able = [
                (name, place) for name, place in units
                if place.level in _LEVELS[match[2]] and (parents is None or place.parent in parents)
            ]  # fmt: skip
            place = heard_as(match[1], _of_rank(able, _LEVELS[match[2]]), least=least)
            if place:
                known[match[0]] = place
            if ends:
                # Of the province that stands before it, or of none.
                break
    for match in spans:
        if match[0] in known:
            yield Found(match.start(1), match.end(1), (known[match[0]],))
