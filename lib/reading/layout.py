"""What of a text is the article: its title, its paragraphs and sentences, and what is left behind.

Left behind are menus, headlines of other articles, tags, contacts, captions and by-lines: they name
places that have no part in what the article tells.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from lib.reading.text import Text
from lib.reading.words import lists

Place = tuple[int, int]

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_MENU = re.compile(r"\s{2,}|\s[|>»›＞/]\s|[|>»›＞]")
_END = re.compile(r"[.!?。!?][\"'”’」』)）]*\s*$")
_BULLET = re.compile(r"\s*(?:[•●○◆◇■□▶▼※*]|・|[-–—]\s)")
_SENTENCE = re.compile(
    r"[^。!?！？\n]+?(?:[。！？]+[」』）)]*|(?<![A-ZĐ])(?<!\bTp)(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!Mrs)"
    r"(?<!\bNo)(?<!\bCo)(?<!Corp)(?<!Inc)(?<!Ltd)(?<!Prof)(?<!Gov)(?<!\bJr)(?<!\bTS)(?<!\bTP)"
    r"[.!?]+[\"'”’»)]*(?=\s|$)|(?<=[A-ZĐ]{2})\.(?=\s+[A-ZÀ-ỸĐ])|$|(?=\n))"
)
_LONG = 90


@dataclass(frozen=True)
class Paragraph:
    """`norm[start:end]` with its sentences; `kind`: "title", "body" or "caption"."""

    start: int
    end: int
    kind: str
    sentences: tuple[Place, ...]


@dataclass(frozen=True)
class Layout:
    """The parts of an article. `title` is None if it has none; `lines` are all lines of the text."""

    title: Place | None
    paragraphs: tuple[Paragraph, ...]
    lines: tuple[Place, ...]


@lru_cache(maxsize=8)
def _marks(lang: str) -> dict[str, re.Pattern[str]]:
    """How lines of each sort begin, of all languages: an English page can have Vietnamese menus."""
    every = [lists(one)["lines"] for one in ("vi", "ja", "en")]
    del lang
    return {
        sort: re.compile(
            "|".join(re.escape(word) for words in every for word in words.get(sort, ()))
        )
        for sort in ("related", "contact", "tags", "caption", "published")
    }


def lay_out(text: Text, lang: str) -> Layout:
    """The parts of the article in `text`."""
    marks = _marks(lang)
    lines = [match.span() for match in _LINE.finditer(text.norm)]
    kinds = _kinds(text, lines, marks)
    title = next(
        (
            line
            for line, kind in zip(lines[:8], kinds, strict=False)
            if kind in ("head", "body")
        ),
        None,
    )
    if title and not _is_title(text, title, len([k for k in kinds if k in ("head", "body")])):
        title = None
    paragraphs = []
    for line, kind in zip(lines, kinds, strict=True):
        if kind not in ("body", "head", "caption"):
            continue
        shown = "title" if line == title else "caption" if kind == "caption" else "body"
        paragraphs.append(Paragraph(*line, shown, _sentences(text.norm, *line)))
    return Layout(title, tuple(paragraphs), tuple(lines))


def _is_title(text: Text, line: Place, count: int) -> bool:
    written = text.norm[slice(*line)].strip()
    if count == 1 or len(written) > 220:
        return False
    return not _END.search(written) or len(written) < 120


def _kinds(text: Text, lines: list[Place], marks: dict[str, re.Pattern[str]]) -> list[str]:
    kinds: list[str] = []
    dropping = ""
    for start, end in lines:
        low = text.low[start:end]
        kind = _kind(text.norm[start:end], low, marks)
        if kind in ("related", "contact"):
            dropping = kind
        elif dropping and not (kind == "body" and end - start > _LONG):
            kind = "left"
        else:
            dropping = ""
        kinds.append(kind)
    return kinds


def _kind(written: str, low: str, marks: dict[str, re.Pattern[str]]) -> str:
    stripped = low.strip(" \t【】[]■◆▼●(（<＜〈《≪")
    for sort in ("related", "contact", "tags", "caption"):
        if marks[sort].match(stripped):
            return sort
    pieces = [piece for piece in _MENU.split(written.strip()) if piece.strip()]
    if len(pieces) > 2 and not _END.search(written) and max(map(len, pieces)) < 60:
        return "menu"
    if not any(character.isalpha() for character in written):
        return "left"
    return "body" if _END.search(written) or len(written) > _LONG else "head"


def _sentences(norm: str, start: int, end: int) -> tuple[Place, ...]:
    found = []
    for match in _SENTENCE.finditer(norm, start, end):
        if match[0].strip():
            found.append(match.span())
    return tuple(found)
