"""A table as a file: CSV, Excel, Parquet, GeoJSON. All stream a batch at a time."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from lib.exports.columns import Column, Table, Type, described, unrolled
from lib.language.formulas import FORMULA_STARTS, escape_formula
from lib.language.i18n import Localizer

Meta = dict[str, Any]
_CHUNK = 1 << 16


class Sink(io.RawIOBase):
    """A file to be written to from one end and read from the other."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        part = bytes(data)
        self._parts.append(part)
        self._size += len(part)
        return len(part)

    def tell(self) -> int:
        return self._size

    def drain(self) -> bytes:
        """What was written since the last time."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def to_csv(table: Table) -> Iterator[bytes]:
    """UTF-8 with the byte order mark that Excel needs; names of columns as in JSON."""
    columns = table.flat
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    yield b"\xef\xbb\xbf" + text.getvalue().encode()
    for batch in table.batches():
        text.seek(0)
        text.truncate()
        writer.writerows(zip(*(_csv_cells(batch[c.name], c) for c in columns), strict=True))
        yield text.getvalue().encode()


def _csv_cells(values: list[Any], column: Column) -> list[Any]:
    if column.type is Type.BOOLEAN:
        return ["true" if value else "false" for value in values]
    if column.type is Type.LIST:
        values = [column.sep.join(value) for value in values]
    if column.type in (Type.TEXT, Type.LIST):
        return [value and escape_formula(value) for value in values]
    return values


def to_parquet(table: Table, meta: Meta) -> Iterator[bytes]:
    """Lists as lists, whole days as date32, citations as structs; `meta` in the file's metadata."""
    told = {key: v if isinstance(v, str) else json.dumps(v) for key, v in meta.items()}
    schema = pa.schema(
        [pa.field(c.name, c.arrow, metadata={"description": c.about}) for c in table.columns],
        metadata=told,
    )
    sink = Sink()
    with pq.ParquetWriter(pa.PythonFile(sink, mode="w"), schema, compression="zstd") as writer:
        for batch in table.batches():
            writer.write_table(pa.Table.from_pydict(batch, schema=schema))
            yield sink.drain()
    yield sink.drain()


def to_geojson(table: Table, meta: Meta) -> Iterator[bytes]:
    """A FeatureCollection; properties are the columns that fit into cells."""
    assert table.geometry is not None
    head = {"type": "FeatureCollection", "name": table.name, "meta": meta}
    yield _json(head)[:-1].encode() + b',"features":['
    comma = ""
    for batch in table.batches():
        parts = []
        for row in unrolled(batch, table.flat):
            feature = {
                "type": "Feature",
                "id": row["id"],
                "geometry": table.geometry(row),
                "properties": row,
            }
            parts.append(comma + _json(feature))
            comma = ",\n"
        yield "".join(parts).encode()
    yield b"]}\n"


def to_json(rows: Iterable[dict[str, Any]], meta: Meta) -> bytes:
    """One page of a table with what it says of itself."""
    return _json({"meta": meta, "data": list(rows)}).encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_day)


def _day(value: date) -> str:
    return value.isoformat()


def to_xlsx(
    table: Table, notes: list[tuple[str, str]], words: Localizer, today: date
) -> Iterator[bytes]:
    """A workbook: the rows, the citations or other parts on sheets of their own, and notes.

    A whole day is a date cell. What begins like a formula is a text with the quote prefix.
    """
    _ = words.gettext
    with tempfile.TemporaryFile() as file:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        }
        with xlsxwriter.Workbook(file, options) as book:
            # The file's own date; without one it would be the clock's.
            stamp = datetime(today.year, today.month, today.day)
            book.set_properties({"title": table.name, "created": stamp})
            _sheet(book, table.name, table.flat, (unrolled(b, table.flat) for b in table.batches()))
            for column in table.columns:
                if column.type is Type.OBJECTS:
                    key = Column("for_id", "", example="")
                    _sheet(book, column.name, (key, *column.parts), _parts(table, column))
            _notes(book, _("About this file"), notes)
            _notes(book, _("Columns"), described(table.flat, words))
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _parts(table: Table, column: Column) -> Iterator[Iterator[dict[str, Any]]]:
    for batch in table.batches():
        yield (
            {"for_id": key, **part}
            for key, parts in zip(batch["id"], batch[column.name], strict=True)
            for part in parts
        )


def _sheet(
    book: xlsxwriter.Workbook,
    name: str,
    columns: tuple[Column, ...],
    batches: Iterable[Iterable[dict[str, Any]]],
) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#1f4e79", "font_color": "#ffffff"})
    quoted = book.add_format({"quote_prefix": True})
    sheet.freeze_panes(1, 1)
    for position, column in enumerate(columns):
        sheet.set_column(position, position, min(40, max(10, len(str(column.example)) + 2)))
        sheet.write_string(0, position, column.name, head)
    line = 0
    for batch in batches:
        for row in batch:
            line += 1
            for position, column in enumerate(columns):
                value = column.cell(row[column.name])
                if value is None or value == "":
                    continue
                if isinstance(value, str):
                    form = quoted if value.startswith(FORMULA_STARTS) else None
                    sheet.write_string(line, position, value, form)
                elif isinstance(value, bool):
                    sheet.write_boolean(line, position, value)
                elif isinstance(value, date):
                    sheet.write_datetime(line, position, value)
                else:
                    sheet.write_number(line, position, value)
    sheet.autofilter(0, 0, line, len(columns) - 1)


def _notes(book: xlsxwriter.Workbook, name: str, lines: list[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 110)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for row, (heading, text) in enumerate(lines):
        sheet.write_string(row, 0, heading, bold)
        sheet.write_string(row, 1, text, wrap)
