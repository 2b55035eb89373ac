"""Is each cell sound by itself, beyond what datapackage.json can say?"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from babel import Locale

from lib.checks.registry import Cell, Check, rules
from lib.checks.tables import CellRef, Data, parts, span
from lib.facts.localities import COUNTRIES
from lib.language.formulas import FORMULA_STARTS

# Line and paragraph separators, private and unassigned characters are as invisible as controls.
_INVISIBLE = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
_MARKUP = re.compile(r"<[a-z/!][^>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8}\d?);", re.IGNORECASE)
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_DEGREES = re.compile(r"\d{1,3}\.\d{1,4}")
_KNOWN_LANGUAGES = Locale("en").languages


def _any_cell(wrong: Callable[[str], bool]) -> Check:
    """A check of every cell with something in it, also of tables that are not whole."""

    def check(data: Data) -> Iterator[CellRef]:
        for table in data.tables.values():
            for row in table:
                for column, value in row.cells.items():
                    if value and wrong(value):
                        yield table.at(row, column)

    return check


def _is_invisible(value: str) -> bool:
    return not (value.isascii() and value.isprintable()) and any(
        unicodedata.category(c) in _INVISIBLE or c == "\ufffd" for c in value
    )


def _dates(data: Data) -> Iterator[CellRef]:
    for table in data.tables.values():
        for column in table.resource.dates:
            for row in table:
                if row[column] and span(row[column]) is None:
                    yield table.at(row, column)


def _lists(data: Data) -> Iterator[CellRef]:
    for table in data.tables.values():
        for column in table.resource.of_type("list"):
            for row in table:
                values = parts(row[column])
                for position, value in enumerate(values):
                    if not value or value != value.strip() or value in values[:position]:
                        yield table.at(row, column, detail=repr(value))


def _url(cell: Cell) -> bool:
    try:
        address = urlsplit(cell.value)
        host, _ = address.hostname or "", address.port
    except ValueError:
        return True
    plain = address.scheme in ("http", "https") and not address.username
    return not plain or not re.fullmatch(r"([\w-]+\.)+[\w-]{2,}", host)


def _japanese(data: Data) -> Iterator[CellRef]:
    for table in data.tables.values():
        for column in table.columns:
            # Japan, too, knows some publishers by a Latin name alone.
            if column == "publisher_ja":
                continue
            translated = table.name.endswith(".ja") and column not in table.resource.key
            if column.endswith("_ja") or translated:
                for row in table:
                    if row[column] and not _JAPANESE.search(row[column]):
                        yield table.at(row, column)


def _coordinate(cell: Cell) -> bool | str:
    """Whether the map has no place for it: it is not within the country's frames."""
    side = COUNTRIES.get(cell["country"])
    frames = list(side.frames.values()) if side else [(-180.0, -90.0, 180.0, 90.0)]
    low, high = ("south", "north") if cell.column == "latitude" else ("west", "east")
    boxes = [dict(zip(("west", "south", "east", "north"), frame, strict=True)) for frame in frames]
    least, most = min(box[low] for box in boxes), max(box[high] for box in boxes)
    if not _DEGREES.fullmatch(cell.value) or not least <= float(cell.value) <= most:
        return f"{least}…{most}"
    across = cell["longitude"]
    if cell.column == "longitude" or not _DEGREES.fullmatch(across):
        return False
    here = [box for box in boxes if box["west"] <= float(across) <= box["east"]]
    if any(box["south"] <= float(cell.value) <= box["north"] for box in here):
        return False
    return " or ".join(f"{box['south']}…{box['north']}" for box in here) if here else False


RULES = rules(
    "cells",
    judges={
        "url": _url,
        "language": lambda cell: cell.value not in _KNOWN_LANGUAGES,
        "coordinate": _coordinate,
    },
    checks={
        "date": _dates,
        "invisible": _any_cell(_is_invisible),
        "formula": _any_cell(lambda value: value.startswith(FORMULA_STARTS)),
        "blanks": _any_cell(lambda value: value != " ".join(value.split())),
        "markup": _any_cell(lambda value: _MARKUP.search(value) is not None),
        "nfc": _any_cell(lambda value: not unicodedata.is_normalized("NFC", value)),
        "list": _lists,
        "japanese": _japanese,
    },
)
