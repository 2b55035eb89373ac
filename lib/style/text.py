"""How wide a text will be, and where to break it: plotly does neither.

Estimates for the sans-serif type of the pages: enough to lay out labels, legends and titles before
a browser has drawn them.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

# Shares of the type size.
_NARROW = frozenset("iIjlt.,:;'|!()[]·–- fr")
# So many type sizes wide is what stands alone on a last line and is missed on the one before.
_ORPHAN = 2.1
_FULL, _WIDE, _THIN, _COMMON, _CAPITAL = 1.0, 0.88, 0.33, 0.57, 0.68


@lru_cache(maxsize=4096)
def width(text: str, size: float) -> float:
    """The width of a line in pixels, at a type size in pixels."""
    return size * sum(map(_share, unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=8192)
def _share(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return _FULL
    if letter in _NARROW:
        return _THIN
    if letter in "mwMW%@":
        return _WIDE
    return _CAPITAL if letter.isupper() else _COMMON


def widest(texts: Iterable[Sequence[str]], size: float) -> float:
    """The width in pixels of the widest line of texts that are broken into lines; 0 if none."""
    return max((width(line, size) for lines in texts for line in lines), default=0)


def wrap(text: str, pixels: float, size: float) -> list[str]:
    """`text` in lines of at most `pixels`, broken at spaces and between phrases of Japanese.

    What is wider than a line is broken where the line is full. In no more lines than that
    takes, the last one holds more than a sign or two where that can be.
    """
    return [*_wrapped(text, pixels, size)]


@lru_cache(maxsize=4096)
def _wrapped(text: str, pixels: float, size: float) -> Sequence[str]:
    lines = _filled(text, pixels, size)
    if len(lines) == 1 or width(lines[-1], size) >= _ORPHAN * size:
        return lines
    # Narrower lines leave more for the last one; no word is broken for it.
    least = max(width(piece.rstrip(), size) for piece in _pieces(text))
    room = pixels - size / 2
    while room >= least and len(shorter := _filled(text, room, size)) == len(lines):
        if width(shorter[-1], size) >= _ORPHAN * size:
            return shorter
        room -= size / 2
    return lines


def _filled(text: str, pixels: float, size: float) -> list[str]:
    """`text` in lines, each as full as it can be."""
    lines: list[str] = [""]
    used = 0.0
    for piece in _pieces(text):
        # By pieces, since they come again and again and lines do not.
        if not lines[-1] or used + width(piece.rstrip(), size) <= pixels:
            lines[-1] += piece
            used += width(piece, size)
        else:
            lines.append(piece)
            used = width(piece, size)
        while used > pixels and width(lines[-1].rstrip(), size) > pixels and len(lines[-1]) > 1:
            line = lines.pop()
            most = next(n for n in range(len(line) - 1, 0, -1) if _fits(line[:n], pixels, size))
            fits = next((n for n in range(most, 0, -1) if _may_part(line[n - 1], line[n])), most)
            lines += [line[:fits], line[fits:]]
            used = width(line[fits:], size)
    return [line.strip() for line in lines]


def _may_part(before: str, letter: str) -> bool:
    """Whether a line may end between these letters of a word that is too wide for one."""
    return letter not in _CLOSING and before not in _OPENING


def _fits(line: str, pixels: float, size: float) -> bool:
    return len(line) == 1 or width(line, size) <= pixels


def shorten(text: str, pixels: float, size: float) -> str:
    """`text`, cut with an ellipsis where it is wider than `pixels`."""
    if width(text, size) <= pixels:
        return text
    fits = next((n for n in range(len(text), 0, -1) if width(text[:n] + "…", size) <= pixels), 1)
    return text[:fits].rstrip() + "…"


# A line may not begin with these.
_CLOSING = "、。，．）」』】〕・ー：；／"
# A number stays with what it counts, and a date is one: “4件”, “2026年11月”.
_ONE_NUMBER = re.compile(r"[0-9][\u3040-\u30ff\u3400-\u9fff]|[年月][0-9]")
# The name of a licence is one word.
_LICENCE = ("CC ", "CC BY ")
# And not end with these.
_OPENING = ("（", "「", "『", "【", "〔")


# A phrase of Japanese ends with its hiragana or a sign, and words of katakana have no ends within.
_HIRAGANA, _KATAKANA, _KANJI = (
    re.compile(letters) for letters in ("[ぁ-ゟ]", "[ァ-ヺー]", "[々\u3400-\u9fff]")
)


def _one_phrase(before: str, letter: str) -> bool:
    """Whether no line may end between these two letters."""
    if _HIRAGANA.match(letter):
        return any(script.match(before) for script in (_HIRAGANA, _KATAKANA, _KANJI))
    return bool(
        (_KANJI.match(letter) and (_KANJI.match(before) or _KATAKANA.match(before)))
        or (_KATAKANA.match(letter) and _KATAKANA.match(before))
    )


@lru_cache(maxsize=16384)
def _may_end(before: str, letter: str) -> bool:
    """Whether a line may end between these two letters, were there no names of licences."""
    wide, after_wide = (unicodedata.east_asian_width(each) in "WF" for each in (letter, before))
    return (
        (wide or (letter != " " and (before == " " or after_wide)))
        and letter not in _CLOSING
        and before not in _OPENING
        and not _ONE_NUMBER.fullmatch(before + letter)
        and not _one_phrase(before, letter)
    )


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str, ...]:
    """`text` in pieces between which a line may end; each keeps the space that follows it."""
    pieces = [text[:1]]
    for before, letter in pairwise(text):
        if _may_end(before, letter) and not pieces[-1].endswith(_LICENCE):
            pieces.append("")
        pieces[-1] += letter
    return tuple(pieces)
