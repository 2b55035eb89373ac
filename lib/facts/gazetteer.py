"""Free-text search that does not care for diacritics, case, width or script.

A locality's name in any language stands for the locality: "da nang", "Đà Nẵng" and "ダナン" give
the same records. Other words match titles, summaries and parties in all three languages.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lib.language.folding import fold, plain

# A generic term that people add to or leave off a name: 香川 and 香川県, Kagawa Prefecture.
_GENERIC = re.compile(
    r"^(?:tinh|tỉnh|thanh pho|thành phố|tp\.?)\s+|"
    r"\s+(?:prefecture|province|city|town|village|district|metropolis)$|"
    r"(?<=..)(?:県|府|都|市|町|村|省|地方)$"
)


def _bare(name: str) -> str:
    return _GENERIC.sub("", name)


def word_pattern(words: Iterable[str]) -> str:
    """A regular expression for any of `words`: Latin ones match at a word's start, CJK anywhere."""
    return "|".join(
        rf"\b{re.escape(w)}" if w[0] < "\u2e80" else re.escape(w) for w in sorted(words)
    )


@dataclass(frozen=True)
class Term:
    """One thing that a record must have: one of `localities`, or `pattern` in its text.

    `pattern` is to be searched in the folded text, or in the plain one if `spelled`.
    """

    localities: frozenset[str]
    pattern: str
    spelled: bool = False


class Gazetteer:
    """All localities' names in all languages; turns a query into terms."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._spellings = {
            key: frozenset(_bare(plain(n)) for n in given if n) for key, given in names.items()
        }
        self._folded = {
            key: {form for n in given if n for form in (fold(n), _bare(fold(n)))}
            for key, given in names.items()
        }

    def terms(self, query: str) -> list[Term]:
        """The terms of `query`; the longest run of words that is a locality's name is one term."""
        tokens = fold(query).split()
        terms: list[Term] = []
        while tokens:
            for end in range(len(tokens), 0, -1):
                term = self._locality(" ".join(tokens[:end]))
                if term:
                    break
            else:
                end, term = 1, Term(frozenset(), word_pattern([tokens[0]]))
            terms.append(term)
            tokens = tokens[end:]
        return terms

    def named(self, name: str) -> frozenset[str]:
        """The localities that have this name, whole, in any language."""
        forms = {fold(name), _bare(fold(name))}
        return frozenset(key for key, own in self._folded.items() if forms & own)

    def _locality(self, phrase: str) -> Term | None:
        named = {key for key, forms in self._folded.items() if {phrase, _bare(phrase)} & forms}
        if not named:
            return None
        # "hue" also means Thua Thien Hue; text counts where it spells a name as it is written,
        # since without diacritics "da nang" is also "đã nâng" (has raised).
        pattern = re.compile(word_pattern(_bare(f) for key in named for f in self._folded[key]))
        wider = {k for k, forms in self._folded.items() if any(map(pattern.search, forms))}
        spellings = frozenset().union(*(self._spellings[key] for key in named))
        return Term(frozenset(named | wider), word_pattern(spellings), spelled=True)
