"""Texts read back from paper, compared by what a reader sees.

A PDF keeps glyphs. Which of the signs with the same glyph a text is read back with is up to the
font that drew it: an en dash returns as a figure dash, 民 as a radical.
"""

import re
import unicodedata

# After NFKC. The first of each row stands for all: the signs that share a glyph in one of Noto
# Sans, Noto Sans CJK and DejaVu, or that look alike in them.
_ALIKE = (
    "-\u00ad\u2010\u2011",
    "–\u2012\u2212",
    "—\u2015",
    "・\u00b7\u2022\u2027",
    "/\u2215\u2044",
    "~\u301c",
    "民\u2ea0",
    "西\u2ec4",
    "長\u2ed1",
    "青\u2ed8",
    "食\u2edd",
    "戸\u6236",
)
_FOLDED = str.maketrans(
    {sign: row[0] for row in _ALIKE for sign in row[1:]}
    | {"\u22ef": "...", "\u200b": "", "\u2060": "", "\ufeff": ""}
)


def as_seen(text: str) -> str:
    """`text` in one spelling for all that looks alike, without spaces.

    A line can be broken anywhere in Japanese, so that spaces tell nothing.
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(_FOLDED))
