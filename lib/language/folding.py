"""Text folded for comparison: without case, width and, on demand, diacritics."""

import re
import unicodedata
from functools import lru_cache

_D_STROKE = str.maketrans("đĐ", "dD")
_SEPARATORS = re.compile(r"[\s,;・·/()（）、，\-–—]+")
# Kana voicing marks tell letters apart, unlike Latin diacritics: ダ is not タ.
_VOICING = "\u3099\u309a"


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` in lower case, without diacritics, with one blank between words."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_D_STROKE).casefold())
    kept = "".join(c for c in decomposed if not unicodedata.combining(c) or c in _VOICING)
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFC", kept)).strip()


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """`text` in lower case with its diacritics, with one blank between words."""
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
