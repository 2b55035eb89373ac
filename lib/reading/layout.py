"""What of a text is the article: its title, its paragraphs and sentences, and what is left behind.

Left behind are menus, headlines of other articles, tags, contacts, captions and by-lines: they name
places that have no part in what the article tells.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from lib.language.spelling import is_cjk
from lib.reading.text import Text
from lib.reading.words import Marked, lists

Place = tuple[int, int]

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_MENU = re.compile(r"\s{2,}|\s[|>»›＞/]\s|[|>»›＞]")
_END = re.compile(r"[.!?。!?][\"'”’」』)）]*\s*$")
_STOP = re.compile(r"[。!?]+[」』)]*|\.(?:[\"'”’»)]*)(?=\s|$)|\n")
_LAST_WORD = re.compile(r"[^\s(\"“]*$")
_SHORT = frozenset(
    [
        "mr",
        "ms",
        "mrs",
        "dr",
        "prof",
        "st",
        "no",
        "co",
        "corp",
        "inc",
        "ltd",
        "gov",
        "jr",
        "sr",
        "tp",
        "ts",
        "gs",
        "pgs",
        "ths",
        "bs",
        "q",
        "p",
        "t",
        "vs",
        "etc",
        "approx",
        "nr",
        "m",
        "mme",
        "bzw",
        "ca",
        "z.b",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "dhr",
        "mevr",
    ]
)
_DATED = re.compile(r"[\d\W]*|.{0,14}\d{4}.{0,12}|.{0,16}\d{1,2}[/-]\d{1,2}[/-]\d{4}.{0,16}")
# A row of a chronicle.
_DATED_ITEM = re.compile(r"[・•○●◆-]\s*(?:令和|平成|昭和|(?:19|20)\d\d)")
_TOWN_NEWS = ("トピックス", "まちの話題")
_DAY_ALONE = re.compile(r"[\d\W年月日時分令和平成昭]*")
_YEAR = re.compile(r"\d{4}|令和|平成|昭和")
_UPDATED = re.compile(
    r"[\d\W年月日時分令和平成昭]{6,}(?:更新|掲載|公開|発表|配信|発行|登録|付|現在)\W*"
)
# A line of the page that has something beside its day: ページ番号1234 更新日 令和5年5月26日 印刷
_PAGE_DAY = re.compile(r"(?:更新|掲載|公開|登録|発行|発表)日[\s:]*(?:令和|平成|20)[^。]{0,40}$")
# A row of a table, which has a year or begins with its day.
_ROW = re.compile(r"(?:19|20)\d\d|^\W*\d{1,2}(?:/\d{1,2}|月\d{1,2}日)\b")
_LONG = 90
# Of so many first lines one that says whom to ask ends no notice.
_HEAD = 8
# The subject of an official paper, however long it is.
_SUBJECT = re.compile(r"\s*(?:về việc|v/v|ve viec)\b")
# So long is the beginning of a line that leaves no doubt: In other news, …
_TELLING = 8


@dataclass(frozen=True)
class Paragraph:
    """`norm[start:end]` with its sentences; `kind`: "title", "body" or "caption"."""

    start: int
    end: int
    kind: str
    sentences: tuple[Place, ...]


@dataclass(frozen=True)
class Layout:
    """The parts of an article. `title` is None if there is none; `lines` are all of the text,
    `others` those of them that tell of other articles.
    """

    title: Place | None
    paragraphs: tuple[Paragraph, ...]
    lines: tuple[Place, ...]
    others: frozenset[Place] = frozenset()


@lru_cache(maxsize=1)
def marks() -> dict[str, re.Pattern[str]]:
    """How lines of each sort begin, of all languages: an English page can have Vietnamese menus."""
    every = [lists(one)["lines"] for one in ("vi", "ja", "en", "fr", "de", "nl")]
    found = {
        sort: re.compile(
            "|".join(_beginning(word) for words in every for word in words.get(sort, ()))
        )
        for sort in ("related", "contact", "tags", "caption", "published")
    }
    for sort in ("day", "place"):
        # Of a notice: 1 日 時, (2)場所:, ■Date
        labels = "|".join(_label(word) for words in every for word in words.get(sort, ()))
        found[sort] = re.compile(rf"[\W\d_]*(?:{labels})(?:[\W_]+|は|(?=[令平\d])|$)", re.I)
    return found


def _beginning(word: str) -> str:
    """The pattern of a word at the beginning of a line; one of Latin letters is whole."""
    return re.escape(word) + (r"\b" if word[-1].isascii() and word[-1].isalnum() else "")


def _label(word: str) -> str:
    """The pattern of a label, which in Japanese can be written over some width: 日  時."""
    return r"\s*".join(word) if is_cjk(word) else re.escape(word)


def lay_out(marked: Marked) -> Layout:
    """The parts of the article in a text."""
    text = marked.text
    lines = [match.span() for match in _LINE.finditer(text.norm)]
    kinds = _kinds(text, lines)
    title = _title(marked, lines, kinds)
    paragraphs = []
    for line, kind in zip(lines, kinds, strict=True):
        if kind not in ("body", "head", "caption"):
            continue
        shown = "title" if line == title else "caption" if kind == "caption" else "body"
        paragraphs.append(Paragraph(*line, shown, _sentences(text.norm, *line)))
    others = (line for line, kind in zip(lines, kinds, strict=True) if kind == "related")
    return Layout(title, tuple(paragraphs), tuple(lines), frozenset(others))


def _title(marked: Marked, lines: list[Place], kinds: list[str]) -> Place | None:
    """The headline: of the first lines the first that tells of an act, or else the first."""
    count = sum(kind in ("head", "body") for kind in kinds)
    able: list[Place] = []
    for line, kind in zip(lines[:10], kinds, strict=False):
        long = line[1] - line[0] > _LONG and not _SUBJECT.match(marked.text.low, *line)
        if kind == "body" and (marked.lang == "ja" or long):
            break
        if kind in ("head", "body") and _is_title(marked.text, line, count):
            able.append(line)
    telling = (
        line
        for line in able
        if marked.hits.any("documents", within=line) or marked.hits.any("activities", within=line)
    )
    return next(telling, able[0] if able else None)


def _is_title(text: Text, line: Place, count: int) -> bool:
    written = text.norm[slice(*line)].strip()
    if count == 1 or len(written) > 220 or _DATED.fullmatch(written) or _DATED_ITEM.match(written):
        return False
    if marks()["published"].match(text.low[slice(*line)].strip(" \t([")):
        return False
    return not _END.search(written) or len(written) < 120


def _kinds(text: Text, lines: list[Place]) -> list[str]:
    kinds: list[str] = []
    dropping = labelled = ""
    notice = any(marks()["place"].match(text.low, *line) for line in lines)
    for start, end in lines:
        low = text.low[start:end]
        kind = _kind(text.norm[start:end], low)
        day = marks()["day"]
        of_diary = "body" in kinds and _DAY_ALONE.fullmatch(low) and not _YEAR.search(low)
        if kind == "dated" and (of_diary or day.fullmatch(labelled) or (notice and day.match(low))):
            # The day of the act, not that of the page.
            kind = "head"
        labelled = low.strip()
        if kind == "related" and "body" not in kinds and low.strip().startswith(_TOWN_NEWS):
            # What a bulletin of a town begins with is its own news.
            kind = "left"
        elif kind == "related" or (kind == "contact" and len(kinds) >= _HEAD):
            dropping = kind
        elif dropping and not (kind == "body" and end - start > _LONG):
            kind = dropping if dropping == "related" else "left"
        else:
            dropping = ""
        kinds.append(kind)
    return kinds


def _kind(written: str, low: str) -> str:
    stripped = low.strip(" \t【】[]■◆▼▽▲●○◇(<〈《≪「・")
    told = len(written) > _LONG and _END.search(written)
    for sort in ("related", "contact", "tags", "caption"):
        mark = marks()[sort].match(stripped)
        # A sentence can begin with a word that heads other lines: By contrast, …
        if mark and not (told and mark.end() < _TELLING):
            return sort
    if len(written) < _LONG and (
        _UPDATED.fullmatch(stripped)
        or marks()["published"].match(stripped)
        or _DAY_ALONE.fullmatch(written.strip())
        or _PAGE_DAY.search(stripped)
    ):
        return "dated"
    pieces = [piece for piece in _MENU.split(written.strip()) if piece.strip()]
    table = _ROW.search(written)
    if len(pieces) > 2 and not (table or _END.search(written)) and max(map(len, pieces)) < 60:
        return "menu"
    if not any(character.isalpha() for character in written):
        return "left"
    return "body" if _END.search(written) or len(written) > _LONG else "head"


def _sentences(norm: str, start: int, end: int) -> tuple[Place, ...]:
    found = []
    begin = start
    for match in _STOP.finditer(norm, start, end):
        if match[0].startswith(".") and _is_short(norm, begin, match.start()):
            continue
        if norm[begin : match.end()].strip():
            found.append((begin, match.end()))
        begin = match.end()
    if norm[begin:end].strip():
        found.append((begin, end))
    return tuple(found)


def _is_short(norm: str, begin: int, stop: int) -> bool:
    """Whether the dot at `stop` ends a word cut short, a number or an initial."""
    word = _LAST_WORD.search(norm[begin:stop])
    last = word[0] if word else ""
    return last.lower() in _SHORT or (len(last) == 1 and last.isascii() and last.isupper())
