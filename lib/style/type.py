"""The type of pictures that are drawn without a browser: Noto Sans JP, shipped with the program.

A server has no fonts to speak of. The file holds the letters of English, Vietnamese and Japanese
(JIS X 0208), `data/build/font.py` made it; its licence (OFL 1.1) lies beside it.
"""

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FILE = Path(__file__).parent / "fonts" / "NotoSansJP-Medium.ttf"


@lru_cache(maxsize=16)
def font(size: int) -> ImageFont.FreeTypeFont:
    """The type at a size in pixels."""
    return ImageFont.truetype(FILE, size)


# Whoever tries where to cut a text breaks its beginning anew each time.
@lru_cache(maxsize=4096)
def _length(text: str, size: int) -> float:
    return font(size).getlength(text)


def lines(text: str, size: int, width: int, most: int) -> list[str]:
    """`text` in at most so many lines of a width in pixels; what does not fit ends in "…"."""
    if _length(text, size) <= width:
        return [text.strip()]
    found = [""]
    for piece in _pieces(text):
        line = (found[-1] + piece).lstrip()
        if not found[-1] or _length(line.rstrip(), size) <= width:
            found[-1] = line
        else:
            found.append(piece.lstrip())
    kept = [line.rstrip() for line in found[:most]]
    if len(found) > most:
        while kept[-1] and _length(kept[-1] + "…", size) > width:
            kept[-1] = kept[-1][:-1]
        kept[-1] += "…"
    return kept


@lru_cache(maxsize=16384)
def fitted(text: str, size: int, width: int, most: int) -> tuple[str, int]:
    """`text` as one that takes at most so many lines, cut with "…" if need be; and how many."""

    def count(tried: str) -> int:
        found = lines(tried, size, width, most + 1)
        # A word that is wider than a line stands on one all the same.
        return len(found) if all(_length(n, size) <= width for n in found) else most + 1

    if count(text) <= most:
        return text, count(text)
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        tried = (fits + too_long) // 2
        if count(text[:tried].rstrip() + "…") <= most:
            fits = tried
        else:
            too_long = tried
    return text[:fits].rstrip() + "…", most


def _pieces(text: str) -> list[str]:
    """Words with the space before them; letters of Japanese, which breaks anywhere, one by one."""
    pieces: list[str] = []
    for letter in text:
        joins = pieces and letter < "\u2e80" and letter != " " and pieces[-1][-1] < "\u2e80"
        closes = pieces and letter in "、。，．・）」』】〉》ー々っゃゅょッャュョ"
        if joins or closes:
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces
