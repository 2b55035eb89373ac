"""Is each cell sound by itself, beyond what datapackage.json can say?"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from babel import Locale

from lib.checks.registry import rule
from lib.checks.tables import Data, Place, parts, span
from lib.language.formulas import FORMULA_STARTS

DATES = {
    "events": ("date", "valid_until"),
    "sources": ("published",),
    "localities": ("valid_from", "valid_to"),
    "successions": ("effective_date",),
}
LISTS = {"events": ("fields", "renews")}
_NOT_TEXT = ("id", "event_id", "source_id")
# Line and paragraph separators, private and unassigned characters are as invisible as controls.
_INVISIBLE = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
_MARKUP = re.compile(r"<[a-z/!][^>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8}\d?);", re.IGNORECASE)
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_DEGREES = re.compile(r"\d{1,3}\.\d{1,4}")
# South, north, west, east of what the data set can name: without Japan's and Vietnam's far islands.
_EXTENT = {"VN": (8.0, 23.5, 102.0, 110.0), "JP": (24.0, 46.0, 122.9, 146.0)}


def _cells(data: Data, wrong: Callable[[str], bool]) -> Iterator[Place]:
    for table in data.tables.values():
        for row in table:
            for column, value in row.cells.items():
                if value and wrong(value):
                    yield table.at(row, column)


@rule("date", "*.csv:*", "error", "is not a date that exists (2014, 2014-12 or 2014-12-25)")
def _dates(data: Data) -> Iterator[Place]:
    for name, columns in DATES.items():
        for row in data[name]:
            for column in columns:
                if row[column] and span(row[column]) is None:
                    yield data[name].at(row, column)


@rule("invisible", "*.csv:*", "error", "holds a control, format or replacement character")
def _invisible(data: Data) -> Iterator[Place]:
    return _cells(
        data,
        lambda value: (
            not (value.isascii() and value.isprintable())
            and any(unicodedata.category(c) in _INVISIBLE or c == "\ufffd" for c in value)
        ),
    )


@rule("formula", "*.csv:*", "error", "starts like a spreadsheet formula")
def _formula(data: Data) -> Iterator[Place]:
    return _cells(data, lambda value: value.startswith(FORMULA_STARTS))


@rule("blanks", "*.csv:*", "error", "has a blank at an end, or a double or unusual one within")
def _blanks(data: Data) -> Iterator[Place]:
    return _cells(data, lambda value: value != " ".join(value.split()))


@rule("markup", "*.csv:*", "error", "holds HTML")
def _markup(data: Data) -> Iterator[Place]:
    return _cells(data, lambda value: _MARKUP.search(value) is not None)


@rule("nfc", "*.csv:*", "error", "is not in Unicode's composed form (NFC)")
def _nfc(data: Data) -> Iterator[Place]:
    return _cells(data, lambda value: not unicodedata.is_normalized("NFC", value))


@rule("url", "sources.csv:url", "error", "is not an http(s) address with a host")
def _url(data: Data) -> Iterator[Place]:
    table = data["sources"]
    for row in table:
        try:
            address = urlsplit(row["url"])
            host, _ = address.hostname or "", address.port
        except ValueError:
            yield table.at(row, "url")
            continue
        plain = address.scheme in ("http", "https") and not address.username
        if not plain or not re.fullmatch(r"([\w-]+\.)+[\w-]{2,}", host):
            yield table.at(row, "url")


@rule("list", "events.csv:*", "error", "holds a blank, empty or double value: {}")
def _lists(data: Data) -> Iterator[Place]:
    for name, columns in LISTS.items():
        for row in data[name]:
            for column in columns:
                values = parts(row[column])
                for position, value in enumerate(values):
                    if not value or value != value.strip() or value in values[:position]:
                        yield data[name].at(row, column, detail=repr(value))


@rule("language", "sources.csv:lang", "error", "is not the ISO 639-1 code of a language")
def _language(data: Data) -> Iterator[Place]:
    known = Locale("en").languages
    return (data["sources"].at(row, "lang") for row in data["sources"] if row["lang"] not in known)


@rule("japanese", "*.csv:*", "error", "is a Japanese text without any Japanese character")
def _japanese(data: Data) -> Iterator[Place]:
    for table in data.tables.values():
        for column in table.columns:
            # Japan, too, knows some publishers by a Latin name alone.
            if column == "publisher_ja":
                continue
            if column.endswith("_ja") or (table.name.endswith(".ja") and column not in _NOT_TEXT):
                for row in table:
                    if row[column] and not _JAPANESE.search(row[column]):
                        yield table.at(row, column)


@rule(
    "coordinate",
    "localities.csv:latitude localities.csv:longitude",
    "error",
    "is not within {}, in decimal degrees with up to four decimals",
)
def _coordinates(data: Data) -> Iterator[Place]:
    table = data["localities"]
    for row in table:
        south, north, west, east = _EXTENT.get(row["country"], (-90.0, 90.0, -180.0, 180.0))
        for column, low, high in (("latitude", south, north), ("longitude", west, east)):
            number = row[column]
            if not _DEGREES.fullmatch(number) or not low <= float(number) <= high:
                yield table.at(row, column, detail=f"{low}…{high}")
