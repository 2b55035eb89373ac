"""The columns of the open tables, each declared once.

From a `Column` follow its form in JSON, CSV, Excel, Parquet and GeoJSON, its schema in the OpenAPI
description, its line in the documentation, and its place in the files that the pages offer in the
reader's language. Names are the same in all languages and formats.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

import pandas as pd
import pyarrow as pa

from lib.exports import in_turn
from lib.language import edtf
from lib.language.i18n import Localizer

Batch = dict[str, list[Any]]
Make = Callable[[Sequence[str]], Batch]
Geometry = Callable[[dict[str, Any]], dict[str, Any] | None]
Cell = str | int | float | bool | date | None
BATCH = 2000


class Type(StrEnum):
    """What a column holds. Objects stand in JSON and Parquet only, since a cell cannot hold them.

    A `DATE` is a whole day; a date that may be known to the year or month alone is a `TEXT`.
    """

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    LIST = "list"
    OBJECTS = "objects"


@dataclass(frozen=True)
class Column:
    """A column: its name, what it says, an example and a type. `sep` joins a list within a cell."""

    name: str
    about: str
    example: Any = ""
    type: Type = Type.TEXT
    sep: str = ";"
    parts: tuple["Column", ...] = ()
    # What a value can be, where there are few; without it, what has a label.
    options: Iterable[Any] = ()
    # Whether a value can be missing: null in JSON and Parquet, an empty cell elsewhere.
    optional: bool = False
    # In the reader's files: the heading, if it is not `about`; the width in characters; the labels
    # of codes; and the cell of a value that is written in another way than in the open tables.
    title: str = ""
    width: int = 24
    labels: Mapping[str, str] = field(default_factory=dict)
    shown: Callable[[Any], Cell] | None = None
    # Whether the texts are messages of the catalogues; a schema's are shown as they stand.
    translated: bool = True
    # How a cell of a table of the data set is read, where it is not yet of the type.
    read: Callable[[Any], Any] | None = None

    @property
    def arrow(self) -> Any:
        """The type in Arrow and Parquet."""
        if self.type is Type.OBJECTS:
            return pa.list_(pa.struct([pa.field(p.name, p.arrow) for p in self.parts]))
        return _ARROW[self.type]

    def schema(self) -> dict[str, Any]:
        """The JSON schema of a value."""
        found: dict[str, Any] = dict(_SCHEMA[self.type])
        if self.type is Type.OBJECTS:
            found["items"] = object_schema(self.parts)
        elif (options := [*(self.options or self.labels)]) and self.type is Type.LIST:
            found["items"] = {**found["items"], "enum": options}
        elif options:
            found["enum"] = [*options, *([None] if self.optional else [])]
        if self.optional:
            found["type"] = [found["type"], "null"]
        if self.type is not Type.OBJECTS:
            found["examples"] = [self.example]
        return {**found, "description": self.about}

    def heading(self, words: Localizer) -> str:
        """What stands above the column in a reader's file."""
        title = self.title or self.about
        return words.gettext(title) if self.translated else title

    def meaning(self, words: Localizer) -> str:
        """What the column says, for documentation."""
        return words.gettext(self.about) if self.translated else self.about

    def values(self, cells: pd.Series) -> list[Any]:
        """A column of the data set as values; None, or [] of a list, where a cell is empty."""
        if self.type is Type.LIST:
            return [list(cell) for cell in cells.tolist()]
        if self.read:
            return [self.read(cell) if cell else None for cell in cells.tolist()]
        return texts(cells) if self.type is Type.TEXT else cells.tolist()

    def cell(self, value: Any) -> Cell:
        """A value as one cell of an open table."""
        return self.sep.join(value) if self.type is Type.LIST else value

    def readable(self, value: Any, words: Localizer) -> Cell:
        """A value as one cell of a reader's file: codes and truth values in words."""
        _ = words.gettext
        if value is None:
            return None
        if self.labels:
            return _(self.labels[value])
        if self.shown:
            return self.shown(value)
        if self.type is Type.BOOLEAN:
            return _("yes") if value else _("no")
        return "; ".join(value) if self.type is Type.LIST else self.cell(value)


def texts(cells: pd.Series) -> list[str | None]:
    """The cells, None for ""."""
    return [cell or None for cell in cells.tolist()]


def day_or_text(text: str) -> date | str:
    """An EDTF date as a cell for readers: a date cell only where the day is known."""
    value = edtf.parse(text)
    return value.first if value.precision == "day" else text


# The common kinds of columns by name; a plain Column is a text that no row is without.
optional = partial(Column, optional=True)
partial_date = partial(Column, optional=True, width=12, shown=day_or_text)
integer = partial(Column, type=Type.INTEGER)
boolean = partial(Column, type=Type.BOOLEAN)
several = partial(Column, type=Type.LIST)
objects = partial(Column, type=Type.OBJECTS)

_ARROW = {
    Type.TEXT: pa.string(),
    Type.INTEGER: pa.int64(),
    Type.NUMBER: pa.float64(),
    Type.BOOLEAN: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.LIST: pa.list_(pa.string()),
}
_SCHEMA: dict[Type, dict[str, Any]] = {
    Type.TEXT: {"type": "string"},
    Type.INTEGER: {"type": "integer"},
    Type.NUMBER: {"type": "number"},
    Type.BOOLEAN: {"type": "boolean"},
    Type.DATE: {"type": "string", "format": "date"},
    Type.LIST: {"type": "array", "items": {"type": "string"}},
    Type.OBJECTS: {"type": "array"},
}


def object_schema(columns: Sequence[Column]) -> dict[str, Any]:
    """The JSON schema of a row."""
    return {
        "type": "object",
        "properties": {column.name: column.schema() for column in columns},
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }


@dataclass(frozen=True)
class Table:
    """Rows that a request asks for: their ids in order, and how to make a batch of them.

    `geometry` gives a row's GeoJSON geometry, where the table has places.
    """

    name: str
    columns: tuple[Column, ...]
    keys: Sequence[str]
    make: Make = field(repr=False)
    geometry: Geometry | None = None

    @property
    def flat(self) -> tuple[Column, ...]:
        """The columns that fit into cells."""
        return tuple(c for c in self.columns if c.type is not Type.OBJECTS)

    def batches(self, size: int = BATCH) -> Iterator[Batch]:
        """All rows, a batch of columns at a time."""
        for start in range(0, len(self.keys), size):
            keys = self.keys[start : start + size]
            batch = self.make(keys)
            in_turn.made(len(keys))
            yield batch

    def rows(self, keys: Sequence[str]) -> list[dict[str, Any]]:
        """Some rows as JSON has them."""
        return list(unrolled(self.make(keys), self.columns))

    def parts(self, column: Column, key: Column) -> Iterator[Batch]:
        """The objects of a column, a row each, with the id of the row that they are part of."""
        for batch in self.batches():
            pairs = zip(batch["id"], batch[column.name], strict=True)
            rows = [{key.name: own, **part} for own, parts in pairs for part in parts]
            yield {c.name: [row[c.name] for row in rows] for c in (key, *column.parts)}


def unrolled(batch: Batch, columns: Sequence[Column]) -> Iterator[dict[str, Any]]:
    """The rows of a batch."""
    names = [column.name for column in columns]
    for values in zip(*(batch[name] for name in names), strict=True):
        yield dict(zip(names, values, strict=True))


@dataclass(frozen=True)
class Sheet:
    """Rows of cells under headings, in batches; `widths` of the columns are in characters.

    `wrapped` where it is made for reading: long texts are broken into lines.
    """

    name: str
    headings: Sequence[str]
    widths: Sequence[int]
    batches: Iterable[Iterable[Sequence[Cell]]]
    wrapped: bool = False


def open_sheet(name: str, columns: Sequence[Column], batches: Iterable[Batch]) -> Sheet:
    """The columns under their own names, as programs read them."""
    return Sheet(
        name,
        [column.name for column in columns],
        [min(40, max(10, len(str(column.example)) + 2)) for column in columns],
        (
            zip(*(map(column.cell, batch[column.name]) for column in columns), strict=True)
            for batch in batches
        ),
    )


def readable_sheet(
    name: str, columns: Sequence[Column], batches: Iterable[Batch], words: Localizer
) -> Sheet:
    """The columns under their titles and with values in words, as people read them."""

    def cells(column: Column, batch: Batch) -> Iterator[Cell]:
        return (column.readable(value, words) for value in batch[column.name])

    return Sheet(
        name,
        [column.heading(words) for column in columns],
        [column.width for column in columns],
        (zip(*(cells(column, batch) for column in columns), strict=True) for batch in batches),
        wrapped=True,
    )
