"""The word lists of `words/`, and where their words stand in a text.

A list is a TOML file for each language: tables of sections and codes, each with a list of words. A
word is written as it is spelled, in lower case; `*` at its end stands for any ending, and ` … ` for
up to forty characters of the same sentence. A Vietnamese word is also found without its diacritics
in a text that has none.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from lib.language.spelling import is_cjk
from lib.reading.text import Text, flattened, with_new_tones

FOLDER = Path(__file__).parent / "words"
_GAP = "…"
# Lists of words that only look like one of their section.
_NONE = ("no", "none")
_ANY_GAP = r"(?:[^.。;；!?！？\n]|(?<=\d)\.(?=\d)){0,40}?"


@dataclass(frozen=True, order=True)
class Hit:
    """A word found: `norm[start:end]`, of the list `section`.`code`."""

    start: int
    end: int
    section: str
    code: str


class Hits:
    """The words of all lists in one text, by section, each section in the order of the text.

    Of words of one section that overlap, the one that begins first is kept, and the longest of it.
    """

    def __init__(self, found: Iterable[Hit]) -> None:
        by_section: dict[str, list[Hit]] = {}
        found = list(found)
        # A word as it stands goes before one with a gap that begins with it, unless it is none.
        begun = {
            (hit.section, hit.start)
            for hit in found
            if not hit.code.startswith(_GAP) and hit.code not in _NONE
        }
        none = tuple(_GAP + code for code in _NONE)
        for hit in found:
            if not hit.code.startswith(_GAP):
                by_section.setdefault(hit.section, []).append(hit)
            elif hit.code in none or (hit.section, hit.start) not in begun:
                plain = replace(hit, code=hit.code.removeprefix(_GAP))
                by_section.setdefault(hit.section, []).append(plain)
        self._by_section = {name: _without_overlaps(hits) for name, hits in by_section.items()}
        self._starts = {
            name: [hit.start for hit in hits] for name, hits in self._by_section.items()
        }

    def of(self, section: str, *codes: str, within: tuple[int, int] | None = None) -> list[Hit]:
        """The words of a section, of `codes` only if any are named, that begin `within`."""
        hits = self._by_section.get(section, [])
        if within:
            starts = self._starts.get(section, [])
            hits = hits[bisect_left(starts, within[0]) : bisect_left(starts, within[1])]
        return [hit for hit in hits if hit.code in codes] if codes else list(hits)

    def any(self, section: str, *codes: str, within: tuple[int, int]) -> bool:
        """Whether a word of the section begins `within`."""
        return bool(self.of(section, *codes, within=within))


def _without_overlaps(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        again = kept and (hit.start, hit.end) == (kept[-1].start, kept[-1].end)
        # One word can be of two lists: nursing is of health, and of labour.
        if not kept or hit.start >= kept[-1].end or again:
            kept.append(hit)
    return kept


class WordFinder:
    """Finds the words of one language's lists, all of them in one pass."""

    def __init__(
        self,
        lists: Mapping[str, Mapping[str, Iterable[str]]],
        *,
        flat: bool,
        toneless: bool = False,
        hyphens: bool = False,
    ) -> None:
        """`flat`: for a text without diacritics; `toneless` if it is Vietnamese.

        hyphens: two words for a field are found also with a hyphen between them.
        """
        labels: dict[tuple[str, bool], list[tuple[str, str]]] = {}
        self._patterns: list[tuple[re.Pattern[str], str, str]] = []
        for section, codes in lists.items():
            for code, words in codes.items():
                for word in words:
                    spelled = with_new_tones(word)
                    if toneless and _is_vague(spelled, section, code):
                        continue
                    spelled = flattened(spelled) if flat else spelled
                    if hyphens and section == "fields" and spelled.count(" ") == 1:
                        # Hot-spring resorts, wind-power plants.
                        key = spelled.rstrip("*").replace(" ", "-"), spelled.endswith("*")
                        labels.setdefault(key, []).append((section, code))
                    if _GAP in spelled:
                        self._patterns.append((_pattern(spelled), section, code))
                    else:
                        key = spelled.rstrip("*"), spelled.endswith("*")
                        labels.setdefault(key, []).append((section, code))
        self._words = list(labels)
        self._labels = list(labels.values())
        self._automaton = AhoCorasick([word for word, _ in self._words])

    def find(self, text: str) -> Hits:
        """The words in `text`, which is in lower case, and flat if the finder is."""
        return Hits(sorted(self._each(text)))

    def _each(self, text: str) -> Iterator[Hit]:
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            word, any_ending = self._words[index]
            if _stands_alone(text, start, end, any_ending=any_ending or is_cjk(word[-1])):
                for section, code in self._labels[index]:
                    yield Hit(start, end, section, code)
        for pattern, section, code in self._patterns:
            for match in pattern.finditer(text):
                yield Hit(match.start(), match.end(), section, _GAP + code)


def _is_vague(word: str, section: str, code: str) -> bool:
    """Whether a syllable without its diacritics is many other words: trồng and trong."""
    vague = section in ("fields", "content", "thing") or code in ("ward", "village")
    return vague and " " not in word and not word.isascii()


def _stands_alone(text: str, start: int, end: int, *, any_ending: bool) -> bool:
    if text[start].isalnum() and not is_cjk(text[start]) and start and _joins(text[start - 1]):
        return False
    return any_ending or end == len(text) or not _joins(text[end]) or not text[end - 1].isalnum()


def _joins(character: str) -> bool:
    return character.isalnum() and not is_cjk(character)


def _pattern(word: str) -> re.Pattern[str]:
    parts = [part.strip() for part in word.split(_GAP)]
    return re.compile(_ANY_GAP.join(map(_part, parts)))


def _part(part: str) -> str:
    bare = part.rstrip("*")
    before = "" if is_cjk(bare) else r"\b"
    behind = "" if part.endswith("*") or is_cjk(bare[-1:]) else r"\b"
    return f"{before}{re.escape(bare)}{behind}"


@lru_cache(maxsize=8)
def lists(lang: str) -> dict[str, dict[str, list[str]]]:
    """The lists of a language: section -> code -> words."""
    content = tomllib.loads((FOLDER / f"{lang}.toml").read_text(encoding="utf-8"))
    return {section: dict(codes) for section, codes in content.items() if section != "examples"}


@lru_cache(maxsize=8)
def finder(lang: str, *, flat: bool) -> WordFinder:
    """The finder of a language's words; made once, when first asked for."""
    return WordFinder(lists(lang), flat=flat, toneless=flat and lang == "vi", hyphens=lang == "en")


def form(text: Text, lang: str) -> tuple[str, bool]:
    """The form of `text` in which words are looked for, and whether it is the flat one."""
    flat = lang != "ja" and not (lang == "vi" and text.has_tones)
    return (text.flat if flat else text.low), flat


@dataclass(frozen=True)
class Marked:
    """A text with its language and the words found in it."""

    text: Text
    lang: str

    @cached_property
    def plain(self) -> str:
        """The form in which words are looked for; as long as `text.norm`."""
        return form(self.text, self.lang)[0]

    @cached_property
    def hits(self) -> Hits:
        """The words of the language's lists."""
        plain, flat = form(self.text, self.lang)
        return finder(self.lang, flat=flat).find(plain)
