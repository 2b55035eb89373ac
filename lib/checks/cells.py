"""Is each cell sound by itself, beyond what datapackage.json can say?"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from babel import Locale

from lib.checks import signs
from lib.checks.registry import Cell, Check, rules
from lib.checks.tables import CellRef, Data, parts, span
from lib.facts.localities import COUNTRIES

_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_READING = re.compile("[\u3041-\u3096ー]+")
_LATIN = re.compile("[A-Za-zĀāĒēĪīŌōŪū' -]+")
_DEGREES = re.compile(r"\d{1,3}\.\d{1,4}")
# Copies of pages: the day and address of the page in the copy's own, or an identifier of the copy.
_ARCHIVES = (
    r"https?://web\.archive\.org/web/\d{4,14}[a-z_]*/https?://\S+",
    r"https?://archive\.(?:today|ph|is|md|fo|li|vn)/(?:\d{4,14}/https?://\S+|\w{4,})",
    r"https?://(?:warp\.da\.ndl|warp\.ndl)\.go\.jp/\S*info:ndljp/pid/\d+/\S+",
    r"https?://perma\.cc/[0-9A-Z]{4}-[0-9A-Z]{4}",
    r"https?://megalodon\.jp/\d{4}-\d{4}-\d{4}-\d{2}/\S+",
)
_ORIGIN = re.compile("[^/?#]*//[^/?#]*")
_WORLD = (-180.0, -90.0, 180.0, 90.0)
_KNOWN_LANGUAGES = Locale("en").languages


def _any_cell(wrong: Callable[[str], bool]) -> Check:
    """A check of every cell with something in it, also of tables that are not whole."""

    def check(data: Data) -> Iterator[CellRef]:
        for table in data.tables.values():
            for row, column, value in table.suspect:
                if wrong(value):
                    yield table.at(row, column)

    return check


def _dates(data: Data) -> Iterator[CellRef]:
    for table in data.tables.values():
        for column in table.resource.dates:
            for row, _ in table.told(column, lambda text: bool(text) and span(text) is None):
                yield table.at(row, column)


def _lists(data: Data) -> Iterator[CellRef]:
    for table in data.tables.values():
        for column in table.resource.of_type("list"):
            for row, values in table.told(column, _odd_parts):
                for value in values:
                    yield table.at(row, column, detail=repr(value))


def _odd_parts(cell: str) -> list[str]:
    """The values of a list that are empty, have blanks around them or stand there already."""
    values = parts(cell)
    return [v for i, v in enumerate(values) if not v or v != v.strip() or v in values[:i]]


def _url(cell: Cell) -> bool:
    return bool(cell.value) and not is_address(cell.value)


def is_address(text: str) -> bool:
    """Whether a text is the address of a page, by its beginning up to its path."""
    begins = _ORIGIN.match(text)
    return _is_origin(begins.group() if begins else text)


# Most pages are of few hosts.
@lru_cache(maxsize=1 << 10)
def _is_origin(text: str) -> bool:
    try:
        address = urlsplit(text)
        host, _ = address.hostname or "", address.port
    except ValueError:
        return False
    plain = address.scheme in ("http", "https") and not address.username
    return plain and bool(re.fullmatch(r"([\w-]+\.)+[\w-]{2,}", host))


def _archive(cell: Cell) -> bool:
    if not cell.value:
        return False
    known = any(re.fullmatch(pattern, cell.value) for pattern in _ARCHIVES)
    return not known or not is_address(cell.value)


def _japanese(data: Data) -> Iterator[CellRef]:
    for table in data.tables.values():
        for column in table.columns:
            # Japan, too, knows some publishers by a Latin name alone.
            if column == "publisher_ja":
                continue
            translated = table.name.endswith(".ja") and column not in table.resource.key
            if column.endswith("_ja") or translated:
                for row, _ in table.told(column, _not_japanese):
                    yield table.at(row, column)


def _not_japanese(text: str) -> bool:
    return bool(text) and not _JAPANESE.search(text)


def _name_script(cell: Cell) -> bool | str:
    """What a name should be written in, if it is not: a reading in kana, romaji in Latin."""
    japanese = cell["language"] == "ja" and cell["kind"] not in ("kana", "romaji", "abbreviation")
    if cell["kind"] == "kana":
        return not _READING.fullmatch(cell.value) and "hiragana"
    if cell["kind"] == "romaji":
        return not _LATIN.fullmatch(cell.value) and "Latin letters"
    return japanese and not _JAPANESE.search(cell.value) and "Japanese"


def _coordinate(cell: Cell) -> bool | str:
    """Whether the map has no place for it: the point lies in no frame of its country."""
    side = COUNTRIES.get(cell["country"])
    frames = [*side.frames.values()] if side else [_WORLD]
    low, high = 0, 2
    if cell.column == "latitude":
        low, high = 1, 3
        frames = [f for f in frames if _is_within(cell["longitude"], f[0], f[2])] or frames
    if any(_is_within(cell.value, frame[low], frame[high]) for frame in frames):
        return False
    return " or ".join(f"{frame[low]}…{frame[high]}" for frame in frames)


def _is_within(degrees: str, least: float, most: float) -> bool:
    return bool(_DEGREES.fullmatch(degrees)) and least <= float(degrees) <= most


RULES = rules(
    "cells",
    judges={
        "url": _url,
        "archive": _archive,
        "language": lambda cell: cell.value not in _KNOWN_LANGUAGES,
        "name-script": _name_script,
        "coordinate": _coordinate,
    },
    checks={
        "date": _dates,
        "invisible": _any_cell(signs.is_invisible),
        "formula": _any_cell(signs.is_formula),
        "blanks": _any_cell(signs.has_odd_blanks),
        "markup": _any_cell(signs.has_markup),
        "nfc": _any_cell(signs.is_decomposed),
        "list": _lists,
        "japanese": _japanese,
    },
)
