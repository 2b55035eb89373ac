"""Free-text search that does not care for diacritics, case, width or script.

A locality's name in any language, and each of its other names, stands for the locality: "da nang",
“Đà Nẵng”, "TP.Đà Nẵng" and "ダナン" give the same records. Other words match titles, summaries and
parties in all three languages.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lib.facts import place_words
from lib.facts.localities import SIDES, side_of
from lib.language.folding import fold, plain
from lib.language.spelling import ROMAJI, VIETNAMESE, is_cjk, keys

# No name, with rank and office, has more words.
_LONGEST_RUN = 12
_LIST = re.compile(r"[,;|/\n、，；／]")


def _bare(name: str) -> str:
    return place_words.RANK.sub("", name)


def word_pattern(words: Iterable[str]) -> str:
    """A regular expression for any of `words`: Latin ones match at a word's start, CJK anywhere."""
    return "|".join(re.escape(w) if is_cjk(w) else rf"\b{re.escape(w)}" for w in sorted(words))


@dataclass(frozen=True)
class Term:
    """One thing that a record must have: one of `localities`, or one of `words` in its text.

    The words are to be searched in the folded text, or in the plain one if `spelled`; `pattern`
    says where. `named` are the localities that were meant; `localities` has others besides whose
    name has theirs in it, as Thua Thien Hue has Hue.
    """

    localities: frozenset[str]
    words: tuple[str, ...]
    pattern: str
    spelled: bool = False
    named: frozenset[str] = frozenset()

    def matches(self, texts: Iterable[str]) -> list[bool]:
        """Which texts have one of the words."""
        search = re.compile(self.pattern).search
        # Most texts have none, which is seen much faster without the pattern.
        return [any(w in text for w in self.words) and bool(search(text)) for text in texts]


def _literal(word: str) -> Term:
    return Term(frozenset(), (word,), word_pattern([word]))


class Gazetteer:
    """All names of all localities; turns a query into terms, and a name into localities."""

    def __init__(
        self,
        labels: Mapping[str, Mapping[str, str]],
        others: Mapping[str, Iterable[str]],
        ancestors: Mapping[str, tuple[str, ...]],
    ) -> None:
        """`labels`: per locality its name by language. `others`: further names; both by id.

        `ancestors`: each locality's id -> itself, its parent, and so on.
        """
        self._ancestors = ancestors
        self._labels = {key: [name for name in own.values() if name] for key, own in labels.items()}
        self._bare = {
            key: {_bare(fold(name)) for name in names} for key, names in self._labels.items()
        }
        self._keys: dict[str, set[str]] = {
            key: {
                spelling
                for name in (*self._labels[key], *self._bare[key], *others.get(key, ()))
                for spelling in keys(name)
                if not spelling.startswith(ROMAJI if side_of(key) == "vn" else VIETNAMESE)
            }
            for key in labels
        }
        # A province and a city of one name are found together, whichever of them is written.
        namesakes: dict[str, set[str]] = {}
        own_name = {key: _bare(fold(labels[key][SIDES[side_of(key)].lang])) for key in labels}
        for key, name in own_name.items():
            namesakes.setdefault(side_of(key) + name, set()).add(key)
        self._holders: dict[str, frozenset[str]] = {}
        for key, spellings in self._keys.items():
            group = namesakes[side_of(key) + own_name[key]]
            for spelling in spellings:
                self._holders[spelling] = self._holders.get(spelling, frozenset()) | group
        self._countries = {
            spelling: frozenset({side})
            for side, names in place_words.COUNTRIES.items()
            for name in names
            for spelling in keys(name)[:1]
        }
        self._everywhere = frozenset(self._keys)
        self._japanese = frozenset(key for key in self._keys if side_of(key) == "jp")
        self._longest_name = max(map(len, self._holders), default=0)
        self._looked_up: dict[str, frozenset[str]] = {}
        self._terms: dict[frozenset[str], Term] = {}

    def meant_by(self, text: str) -> frozenset[str]:
        """The localities that the whole of a text names, in any language; none for more or less."""
        terms = self.terms(text)
        return terms[0].named & self._everywhere if len(terms) == 1 else frozenset()

    def find(self, text: str) -> list[str]:
        """The localities that `text` names or begins to name, best first; none for no name.

        First those that are meant by the whole of it ("Kagawa-ken", "大阪府堺市", "TPHCM"), then
        those of which a name begins with it, then those with it inside a name.
        """
        exact = self.meant_by(text)
        typed = tuple(part for part in keys(text) if len(part) > 1)
        ranks: dict[str, int] = {}
        for key, own in self._keys.items():
            if key in exact:
                ranks[key] = 0
            elif any(name.startswith(typed) for name in own):
                ranks[key] = 1
            elif any(part in name for name in own for part in typed[:1]):
                ranks[key] = 2
        return sorted(ranks, key=ranks.__getitem__)

    def nearest(self, text: str, count: int) -> list[str]:
        """The localities that `text` names, or else those with a name closest to it; best first."""
        matcher = difflib.SequenceMatcher(None, "", "".join(keys(text)[:1]))
        likeness = {}
        for key, forms in self._bare.items():
            ratios = []
            for form in forms:
                matcher.set_seq1(form.replace(" ", ""))
                ratios.append(matcher.ratio())
            likeness[key] = max(ratios)
        meant = self.meant_by(text)
        order = sorted(likeness, key=lambda key: (key not in meant, -likeness[key], key))
        return order[:count]

    def terms(self, query: str) -> list[Term]:
        """The terms of `query`; the longest run of words that is a locality's name is one term.

        A place named with what it lies in ("Sakai, Osaka, Japan") is one term too.
        """
        tokens = fold(" ".join(self._without_wards(query))).split()
        terms: list[Term] = []
        while tokens:
            for end in range(min(len(tokens), _LONGEST_RUN), 0, -1):
                if found := self._places(tokens[:end]):
                    break
            terms += found or [_literal(tokens[0])]
            tokens = tokens[end:]
        return self._narrowed(terms)

    def _places(self, tokens: list[str]) -> list[Term]:
        """The places that words together name, one or a row of them; none if they name no place."""
        joined = "".join(tokens)
        if named := self._lookup(joined):
            return [self._term(named)]
        if not all(map(is_cjk, tokens)):
            return []
        found = self._parts(joined)
        return found if len(tokens) == 1 or all(term.named for term in found) else []

    def _without_wards(self, query: str) -> list[str]:
        """The parts of a list, without the wards and communes of a place that is another part."""
        parts = [part for part in _LIST.split(query) if fold(part)]
        known = [bool(self._lookup("".join(fold(part).split()))) for part in parts]
        if not any(known):
            return parts
        return [
            part
            for part, place in zip(parts, known, strict=True)
            if place or not place_words.WARD.match(plain(part))
        ]

    def _lookup(self, name: str) -> frozenset[str]:
        """Whom a name without blanks means: localities, or the code of a country."""
        if name not in self._looked_up:
            if len(self._looked_up) > 10_000:
                self._looked_up.clear()
            self._looked_up[name] = self._held(name) or frozenset().union(
                *(self._held(rest) & allowed for rest, allowed in self._stripped(name))
            )
        return self._looked_up[name]

    def _held(self, name: str) -> frozenset[str]:
        held = (self._holders.get(spelling) for spelling in keys(name))
        return frozenset().union(*filter(None, held)) or self._countries.get(name, frozenset())

    def _stripped(self, name: str) -> Iterator[tuple[str, frozenset[str]]]:
        """The name without words of rank and office, one by one, and who may be meant by it."""
        left = [(name, self._everywhere)]
        while left:
            text, allowed = left.pop()
            found = (
                (place_words.BEFORE.match(text), self._everywhere),
                (place_words.BEHIND.search(text), self._everywhere),
                (place_words.BEHIND_ROMAJI.search(text), self._japanese),
            )
            for match, own in found:
                rest = match and text[: match.start()] + text[match.end() :]
                if rest:
                    left.append((rest, allowed & own))
                    yield left[-1]

    def _term(self, named: frozenset[str]) -> Term:
        if named not in self._terms:
            country = next(iter(named)) in SIDES
            self._terms[named] = self._country(named) if country else self._locality(named)
        return self._terms[named]

    @staticmethod
    def _country(named: frozenset[str]) -> Term:
        (side,) = named
        # Shorter ones are pieces of other words.
        words = tuple(map(plain, place_words.COUNTRIES[side][: place_words.LONG_NAMES]))
        return Term(frozenset(), words, word_pattern(words), spelled=True, named=named)

    def _locality(self, named: frozenset[str]) -> Term:
        # "hue" also means Thua Thien Hue; text counts where it spells a name as it is written,
        # since without diacritics "da nang" is also "đã nâng" (has raised).
        inside = re.compile(word_pattern({form for key in named for form in self._bare[key]}))
        wider = {key for key, forms in self._bare.items() if any(map(inside.search, forms))}
        words = tuple(sorted({_bare(plain(n)) for key in named for n in self._labels[key]}))
        pattern = "|".join(self._not_within(word) for word in words)
        return Term(frozenset(named | wider), words, pattern, spelled=True, named=named)

    def _not_within(self, word: str) -> str:
        """The pattern of a word, but not where it is a piece of a label: 京都 in 東京都 is none."""
        labels = {plain(name) for names in self._labels.values() for name in names}
        before = {
            label[: label.index(word)]
            for label in labels
            if is_cjk(word) and word in label and word not in _bare(label)
        }
        return "".join(f"(?<!{re.escape(part)})" for part in sorted(before)) + word_pattern([word])

    def _parts(self, token: str) -> list[Term]:
        """The places of which a text of kanji and kana without blanks is made, 大阪府堺市.

        None if it is no such text. What stands behind a place with its rank or office is a word of
        its own: 神奈川県国際課.
        """
        terms: list[Term] = []
        at, ranked = 0, False
        while at < len(token):
            named, end = self._longest(token, at)
            if not named:
                break
            terms.append(self._term(named))
            # 千葉県 and 市原市, not 千葉県市 and 原市.
            at = end if self._longest(token, end)[0] else _behind(token, end)
            ranked = at > end or token[end - 1] in place_words.CJK_RANKS
        else:
            return terms
        return [*terms, _literal(token[at:])] if terms and ranked else []

    def _longest(self, token: str, at: int) -> tuple[frozenset[str], int]:
        """Whom the longest name that begins there means, and where it ends."""
        for end in range(min(len(token), at + self._longest_name), at, -1):
            if named := self._held(token[at:end]):
                return named, end
        return frozenset(), at

    def _narrowed(self, terms: Iterable[Term]) -> list[Term]:
        """The terms without what a place next to them lies in, which is known anyway."""
        kept: list[Term] = []
        for term in terms:
            while kept and self._lies_in(term, kept[-1]):
                kept.pop()
            if not (kept and (self._lies_in(kept[-1], term) or kept[-1] == term)):
                kept.append(term)
        return kept

    def _lies_in(self, inner: Term, outer: Term) -> bool:
        return any(
            not outer.named.isdisjoint((*self._ancestors[key][1:], side_of(key)))
            for key in inner.named
            if key in self._ancestors
        )


def _behind(token: str, at: int) -> int:
    """Where rank, office, ward and county behind a name end."""
    for pattern in (place_words.CJK_BEHIND, place_words.CJK_WARD, place_words.CJK_BETWEEN):
        if match := pattern.match(token, at):
            at = match.end()
    return at
