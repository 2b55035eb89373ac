"""A text made ready for reading, each of its characters still known by its place in the original.

`norm` is NFC with full-width letters and digits made ordinary and without what cannot be seen;
`low` and `flat` are as long, so that a place in one is a place in all: `low` in lower case with
Vietnamese tone marks where newer spelling has them, `flat` besides without any diacritics.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

Span = tuple[int, int]

# A character with the marks that follow it; half-width kana have theirs as letters of their own.
_CLUSTER = re.compile(r"[\s\S][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f]")
_BREAKS = {"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n"}
# Older places of the tone mark -> newer ones: hòa, hoà. Open syllables alone differ.
_TONES = {
    old + end: plain + new
    for plain, olds, pairs in (
        ("o", "òóỏõọ", (("a", "àáảãạ"), ("e", "èéẻẽẹ"))),
        ("u", "ùúủũụ", (("y", "ỳýỷỹỵ"),)),
    )
    for end, news in pairs
    for old, new in zip(olds, news, strict=True)
}
_OLD_TONE = re.compile(f"(?:{'|'.join(_TONES)})(?![a-zà-ỹ])")
_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")

# A text that is broken at a width has no longer lines, and many that are full.
_NARROW, _WIDE, _OFTEN = 50, 90, 3
_WORDS = re.compile(r"[^\W\d_]|[\d\"“(]")


def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


@dataclass(frozen=True)
class Text:
    """A text and its forms; `starts[i]` is where the i-th character of `norm` begins in it."""

    original: str
    norm: str
    starts: tuple[int, ...]

    @cached_property
    def low(self) -> str:
        """`norm` in lower case, its tone marks in the newer places."""
        return with_new_tones("".join(map(_lower, self.norm)))

    @cached_property
    def flat(self) -> str:
        """`low` without diacritics on Latin letters."""
        return flattened(self.low)

    @cached_property
    def has_tones(self) -> bool:
        """Whether it is written with the letters that Vietnamese alone has."""
        return len(_VIETNAMESE.findall(self.low)) * 40 > len(self.low)

    def span(self, start: int, end: int) -> Span:
        """Where `norm[start:end]` stands in the original, (start, end)."""
        return self.starts[start], self.starts[end]

    def at(self, original: int) -> int:
        """The place in `norm` of a place in the original."""
        return max(0, bisect_right(self.starts, original) - 1)


def with_new_tones(low: str) -> str:
    """A text in lower case and NFC with its tone marks in the newer places, as long as before."""
    return _OLD_TONE.sub(lambda match: _TONES[match[0]], low)


def flattened(low: str) -> str:
    """A text in lower case without diacritics on Latin letters, as long as before."""
    if low.isascii():
        return low
    return low.translate(_FLAT)


class _Flat(dict[int, str]):
    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFD", character)[0]
        self[code] = base if base.isascii() else character
        return self[code]


_FLAT = _Flat({ord("đ"): "d", ord("ø"): "o", ord("ł"): "l", ord("ı"): "i"})


def prepared(original: str) -> Text:
    """`original` made ready; never fails, whatever the text."""
    if original.isascii() and "\r" not in original and "\x0b" not in original:
        return Text(original, unwrapped(original), tuple(range(len(original) + 1)))
    pieces: list[str] = []
    starts: list[int] = []
    for start, cluster in _clusters(original):
        pieces.append(cluster)
        starts += [start] * len(cluster)
    starts.append(len(original))
    return Text(original, unwrapped("".join(pieces)), tuple(starts))


def unwrapped(norm: str) -> str:
    """A text, as long as before, with spaces for the ends of lines that were only broken at a
    width: where the first word of the next line would not have fitted.
    """
    lines = norm.split("\n")
    width = max(map(len, lines))
    if not _NARROW <= width <= _WIDE:
        return norm
    full = [
        bool(line and _WORDS.match(after)) and len(line) + 1 + len(after.split(None, 1)[0]) > width
        for line, after in pairwise(lines)
    ]
    # Sentences go on in small letters, the rows of a list do not.
    going_on = sum(one and after[0].islower() for one, after in zip(full, lines[1:], strict=True))
    if going_on < max(_OFTEN, sum(full) / 2):
        return norm
    ends = [" " if one else "\n" for one in full]
    return "".join(f"{line}{end}" for line, end in zip(lines, [*ends, ""], strict=True))


def _clusters(original: str) -> Iterator[tuple[int, str]]:
    for match in _CLUSTER.finditer(original):
        cluster = match[0]
        if cluster.isascii():
            if cluster == "\r" and original[match.end() : match.end() + 1] == "\n":
                continue
            yield match.start(), _BREAKS.get(cluster, cluster)
        elif not _UNSEEN.match(cluster):
            normal = unicodedata.normalize("NFKC", cluster)
            # What stands for many letters (㍿) or for a fraction says the same as it stands.
            yield match.start(), _BREAKS.get(cluster, normal)
