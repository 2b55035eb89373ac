"""The spellings that one name can have, brought to keys: two of a name share one.

A key has no blanks, so that "danang" is "Da Nang". Besides the letters as they are:

- Vietnamese: y and i (Quy and Qui Nhơn), c and k (Bắc Kạn and Bắc Cạn);
- romaji: macrons, Oosaka, Ohsaka, Hyougo; Kunrei and Hepburn (Sizuoka); m and n (Gumma);
- kana: hiragana and katakana, long vowels, ヅ and ズ, ティ and チ, with ッ and without it.

Keys of different writings never meet: a romaji key is compared with romaji keys alone.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from lib.language.folding import fold

_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_ALIKE_KANA = str.maketrans("ヂヅヲ", "ジズオ")
# Two ways to write a sound of another language: ティ and チ, ザ and ジャ (Vietnamese gi).
_ALIKE_SOUNDS = {"テイ": "チ", "デイ": "ジ", "ジヤ": "ザ"}
_LONG_KANA = re.compile(
    "(?<=[オコゴソゾトドノホボポモヨロ])[オウ]|(?<=[ウクグスズツヌフブプムユル])ウ|ー"
)
_ROMAJI = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"sy(?=[auo])", "sh"),
        (r"ty(?=[auo])", "ch"),
        (r"[zj]y(?=[auo])", "j"),
        (r"si", "shi"),
        (r"ti", "chi"),
        (r"(?<!s)tu", "tsu"),
        (r"(?<![sc])hu", "fu"),
        (r"zi|di", "ji"),
        (r"dz?u", "zu"),
        (r"tch", "cch"),
        (r"m(?=[bpm])", "n"),
        (r"oh(?![aeiouy])", "o"),
        (r"o[ou]+", "o"),
        (r"uu+", "u"),
    )
)
VIETNAMESE, ROMAJI = "vi:", "ja:"


def is_cjk(text: str) -> bool:
    """Whether the first character is one of kana or kanji."""
    return text[:1] >= "\u2e80"


@lru_cache(maxsize=65536)
def keys(name: str) -> tuple[str, ...]:
    """The keys of a name as typed, the plainest first; none if it has no letter or digit."""
    joined = fold(name).replace(" ", "")
    if not joined:
        return ()
    found = [joined, *(_kana(joined) if any(map(is_cjk, joined)) else _latin(joined))]
    return tuple(dict.fromkeys(found))


def _latin(joined: str) -> Iterator[str]:
    yield VIETNAMESE + re.sub("k(?!h)", "c", joined.replace("y", "i"))
    *_, romaji = accumulate(_ROMAJI, lambda text, rule: rule[0].sub(rule[1], text), initial=joined)
    yield ROMAJI + romaji


def _kana(joined: str) -> Iterator[str]:
    katakana = joined.translate(_TO_KATAKANA).translate(_ALIKE_KANA)
    for sound, by in _ALIKE_SOUNDS.items():
        katakana = katakana.replace(sound, by)
    yield _LONG_KANA.sub("", katakana)
    # fold has made ッ a ツ, so a name without either has the key of one with it.
    yield _LONG_KANA.sub("", katakana.replace("ツ", "")) or katakana
