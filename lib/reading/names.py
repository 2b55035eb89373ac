"""Names of places in a text: which stand where, and which places each can mean.

The names are those of the data set and of the reference tables of both countries. They are looked
for in a form of the text in which blanks, hyphens and dots are one blank and the spellings of a
sound in katakana are one; what is found is then compared with the text as it is written: its
capitals, its diacritics, what stands before and behind it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from ahocorasick_rs import AhoCorasick

from lib.language.spelling import is_cjk
from lib.reading.text import Text, flattened, with_new_tones

_SMALL = dict(zip("ァィゥェォャュョヮヵヶ", "アイウエオヤユヨワカケ", strict=True))
_SOUNDS = {
    **_SMALL,
    **{f"ヴ{small}": big for smalls, big in zip(
        ("ァア", "ィイ", "ェエ", "ォオ"), "バビベボ", strict=True) for small in smalls},
    **{"ヴ": "ブ", "ヂ": "ジ", "ヅ": "ズ", "ヲ": "オ", "ー": "", "ッ": ""},
    **{"ティ": "チ", "テイ": "チ", "ディ": "ジ", "デイ": "ジ", "ジャ": "ザ", "ジヤ": "ザ"},
}  # fmt: skip
_CHANGED = re.compile(
    r"\n\s*\n|[\s.\-‐-―−]+|ヴ[ァアィイェエォオ]?|[テデ][ィイ]|ジ[ャヤ]|[ァィゥェォャュョヮヵヶヂヅヲーッ]"
)
# Marks the forms of a place under the name that is its own, not one that is heard like it.
_OWN = "="
_LONG_VOWELS = "āīūēōâîûêô"
_VIETNAMESE_Y = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_KATAKANA = re.compile("[ァ-ヺー]")
_KANJI = re.compile("[\u4e00-\u9fff々]")


def _change(match: re.Match[str]) -> str:
    found = match[0]
    if found.isspace() or not is_cjk(found):
        return "\n" if found.count("\n") > 1 else " "
    return _SOUNDS[found]


def key_of(name: str) -> str:
    """A name, written in any way, as it is looked for."""
    return _CHANGED.sub(_change, flattened(with_new_tones(name.lower())))


@dataclass(frozen=True)
class Place:
    """A unit that a name can mean. `own`: it stands in the data set. Days in ISO, "" if open."""

    id: str
    side: str
    level: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    own: bool = False


@dataclass(frozen=True)
class Found:
    """`norm[start:end]` is a name of one of `places`."""

    start: int
    end: int
    places: tuple[Place, ...]


class Names:
    """All names of all places, ready to be found."""

    def __init__(self, named: Iterable[tuple[str, Place]]) -> None:
        """`named`: names without their rank, each with a place that has it."""
        held: dict[str, dict[Place, set[str]]] = {}
        for name, place in named:
            low = with_new_tones(name.lower())
            for spelling in _spellings(low, place):
                own = held.setdefault(key_of(spelling), {})
                forms = own.setdefault(place, set())
                forms.add(_CHANGED.sub(_change, spelling))
                if is_cjk(spelling) and key_of(spelling) == key_of(low.replace("・", "")):
                    forms.add(_OWN)
        held.pop("", None)
        self._keys = list(held)
        self._held = list(held.values())
        self._automaton = AhoCorasick(self._keys)

    def find(self, text: Text) -> list[Found]:
        """The names in `text`, in its order; none lies within another."""
        layer, at = _layer(text.flat)
        found: list[Found] = []
        matches = self._automaton.find_matches_as_indexes(layer, overlapping=True)
        for index, start, end in sorted(matches, key=lambda m: (m[1], -m[2])):
            begin, stop = at[start], at[end]
            if found and begin < found[-1].end:
                continue
            places = self._meant(index, text, begin, stop)
            if places and _whole(text.norm, begin, stop):
                found.append(Found(begin, stop, places))
        return found

    def _meant(self, index: int, text: Text, start: int, end: int) -> tuple[Place, ...]:
        written = text.norm[start:end]
        if is_cjk(written):
            # ビンフック is ヴィンフック rather than ビンフオック, though that is heard so too.
            held = self._held[index]
            own = tuple(place for place, forms in held.items() if _OWN in forms)
            return own or tuple(held)
        if not _is_capital(written):
            return ()
        low = _CHANGED.sub(_change, text.low[start:end])
        return tuple(
            place
            for place, forms in self._held[index].items()
            if any(_agrees(low, form) for form in forms)
        )


def _agrees(low: str, form: str) -> bool:
    """Whether what is written has no diacritics but those that the name has."""
    if low.isascii() or len(low) != len(form):
        return low.isascii()
    return all(
        a == b or a.isascii() or (b.isascii() and a in _LONG_VOWELS)
        for a, b in zip(low, form, strict=True)
    )


def _is_capital(written: str) -> bool:
    words = re.findall(r"[^\W\d_]+", written)
    joined = "-" in written or "'" in written
    return bool(words) and words[0][0].isupper() and (joined or words[-1][0].isupper())


def _whole(norm: str, start: int, end: int) -> bool:
    """Whether the name is no piece of a longer word."""
    before, behind = norm[start - 1 : start], norm[end : end + 1]
    if not is_cjk(norm[start]):
        return not (_letter(before) or _letter(behind)) and behind != "_"
    if _KATAKANA.match(norm[start]):
        return not (_KATAKANA.match(before) or _KATAKANA.match(behind))
    if end - start == 1:
        # 津市, not 大津市.
        return not _KANJI.match(before) or before in "県府都道"
    return True


def _letter(character: str) -> bool:
    return bool(character) and character.isalnum() and not is_cjk(character)


def _layer(flat: str) -> tuple[str, list[int]]:
    """`flat` as names are looked for, and for each character where it begins in `flat`."""
    pieces: list[str] = []
    at: list[int] = []
    last = 0
    for match in _CHANGED.finditer(flat):
        pieces.append(flat[last : match.start()])
        at += range(last, match.start())
        by = _change(match)
        pieces.append(by)
        at += [match.start()] * len(by)
        last = match.end()
    pieces.append(flat[last:])
    at += range(last, len(flat) + 1)
    return "".join(pieces), at


def _spellings(low: str, place: Place) -> Iterator[str]:
    yield low
    if is_cjk(low):
        if _KATAKANA.match(low):
            for heard in _heard(low.replace("・", "").replace("=", "")):
                yield from _dotted(heard)
        return
    if place.side == "jp":
        yield from _romaji(low)
    elif " " in low or "-" in low or "." in low:
        yield re.sub(r"[\s.\-–]+", "", low)
    if place.side == "vn":
        yield re.sub(r"[yỳýỷỹỵ]\b", lambda match: match[0].translate(_VIETNAMESE_Y), low)


# Vietnamese syllables that are heard, and written, in two ways.
_HEARD = (
    ("ズオン", "ズン"), ("アイン", "アン"),
    ("タイン", "タン"), ("カイン", "カン"), ("クアン", "クワン"),
    ("フオック", "フック"), ("フオック", "フォック"), ("リエウ", "リュウ"), ("リエウ", "リウ"),
    ("トゥア", "トア"), ("ライチャウ", "ライチョウ"), ("ティエン", "チエン"), ("ハイン", "ハン"),
    ("ザン", "ヤン"), ("ザ", "ジャ"),
    ("ダク", "ダッ"), ("ゲアン", "ゲーアン"), ("ビエン", "ビェン"),
    ("ディン", "ジン"), ("ホーチミン", "ホーチーミン"), ("ヴン", "ブン"), ("ロン", "ローン"),
)  # fmt: skip


def _heard(name: str) -> Iterator[str]:
    yield name
    for one, other in _HEARD:
        if one in name:
            yield name.replace(one, other)


def _dotted(name: str) -> Iterator[str]:
    """A name in katakana with a middle dot in one or two places, or none."""
    yield name
    cuts = range(2, len(name) - 1)
    for count in (1, 2):
        for chosen in combinations(cuts, count):
            pieces = [name[a:b] for a, b in zip((0, *chosen), (*chosen, len(name)), strict=True)]
            yield "・".join(pieces)


def _romaji(low: str) -> Iterator[str]:
    plain = flattened(low)
    for old, new in (("n(?=[bpm])", "m"), ("m(?=[bpm])", "n")):
        changed = re.sub(old, new, plain)
        if changed != plain:
            yield changed
    if "ō" in low or "ū" in low:
        yield low.replace("ō", "ou").replace("ū", "uu")
        yield low.replace("ō", "oo").replace("ū", "uu")
        yield low.replace("ō", "oh").replace("ū", "u")
