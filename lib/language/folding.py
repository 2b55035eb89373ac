"""Text folded for comparison: without case, width and, on demand, diacritics."""

import re
import unicodedata
from functools import lru_cache

_D_STROKE = str.maketrans("đĐ", "dD")
_SEPARATORS = re.compile(r"[\s,;・·/()（）、，\-–—]+")
# Kana voicing marks tell letters apart, unlike Latin diacritics: ダ is not タ.
_VOICING = "\u3099\u309a"


class _Marks(dict[int, int | None]):
    """What `str.translate` makes of a sign: None of a mark that is left out."""

    def __missing__(self, code: int) -> int | None:
        mark = unicodedata.combining(chr(code)) and chr(code) not in _VOICING
        self[code] = None if mark else code
        return self[code]


_MARKS = _Marks()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` in lower case, without diacritics, with one blank between words."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_D_STROKE).casefold())
    kept = decomposed.translate(_MARKS)
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFC", kept)).strip()


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """`text` in lower case with its diacritics, with one blank between words."""
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
