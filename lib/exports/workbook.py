"""The one way in which an Excel workbook is written: for pages and programs alike."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import xlsxwriter

from lib.exports import scratch
from lib.exports.columns import Cell, Sheet
from lib.language.formulas import FORMULA_STARTS
from lib.style import palette

Lines = Sequence[tuple[str, str]]
_CHUNK = 1 << 16
_DAY = "yyyy-mm-dd"
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": _DAY,
}
_TOP = {"valign": "top"}
_WRAPPED = {**_TOP, "text_wrap": True}


def stream(
    title: str, day: date, sheets: Iterable[Sheet], notes: Iterable[tuple[str, Lines]]
) -> Iterator[bytes]:
    """A workbook of sheets, and of sheets that explain them, as pairs of heading and text.

    A whole day is a date cell. What begins like a formula is a text with the quote prefix, which
    keeps it a text when the cell is edited.
    """
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, {**_OPTIONS, "tmpdir": scratch.folder()}) as book:
            # Without a date of its own it would have the clock's, and equal files would differ.
            stamp = datetime(day.year, day.month, day.day)
            book.set_properties({"title": title, "created": stamp})
            for sheet in sheets:
                _write(book, sheet)
            for name, lines in notes:
                _explain(book, name, lines)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _write(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
    colours = {"bg_color": palette.hexadecimal(palette.BRAND), "font_color": "#ffffff"}
    top, wrapped = (_TOP, _WRAPPED) if sheet.wrapped else ({}, {})
    head = book.add_format({"bold": True, **colours, **top})
    plain = book.add_format(wrapped) if sheet.wrapped else None
    quoted = book.add_format({"quote_prefix": True, **wrapped})
    day = book.add_format({"num_format": _DAY, "align": "left", **top}) if sheet.wrapped else None
    page = book.add_worksheet(sheet.name)

    def write(line: int, position: int, value: Cell) -> None:
        if value is None or value == "":
            return
        if isinstance(value, str):
            form = quoted if value.startswith(FORMULA_STARTS) else plain
            page.write_string(line, position, value, form)
        elif isinstance(value, bool):
            page.write_boolean(line, position, value, plain)
        elif isinstance(value, date):
            page.write_datetime(line, position, value, day)
        else:
            page.write_number(line, position, value, plain)

    page.freeze_panes(1, 1)
    for position, (title, width) in enumerate(zip(sheet.headings, sheet.widths, strict=True)):
        page.set_column(position, position, width)
        page.write_string(0, position, title, head)
    line = 0
    for line, row in enumerate((row for rows in sheet.batches for row in rows), start=1):
        for position, value in enumerate(row):
            write(line, position, value)
    page.autofilter(0, 0, line, len(sheet.headings) - 1)


def _explain(book: xlsxwriter.Workbook, name: str, lines: Lines) -> None:
    page = book.add_worksheet(name)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 110)
    bold, wrapped = book.add_format({"bold": True, **_TOP}), book.add_format(_WRAPPED)
    for line, (heading, text) in enumerate(lines):
        page.write_string(line, 0, heading, bold)
        page.write_string(line, 1, text, wrapped)
