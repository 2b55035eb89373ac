"""The columns of the open tables, each declared once.

From a `Column` follow its form in JSON, CSV, Excel, Parquet and GeoJSON, its schema in the OpenAPI
description, and its line in the documentation. Names are the same in all languages and formats.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import pyarrow as pa

from lib.language.i18n import Localizer

Batch = dict[str, list[Any]]
Make = Callable[[Sequence[str]], Batch]
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
    """A column: its name, what it says, and an example. `sep` joins a list within a cell."""

    name: str
    about: str
    type: Type = Type.TEXT
    example: Any = ""
    sep: str = ";"
    parts: tuple["Column", ...] = ()
    # What a value can be, where there are few.
    options: tuple[Any, ...] = ()
    # Whether a value can be missing: null in JSON and Parquet, an empty cell elsewhere.
    optional: bool = False

    @property
    def arrow(self) -> Any:
        """The type in Arrow and Parquet."""
        if self.type is Type.OBJECTS:
            return pa.list_(pa.struct([pa.field(p.name, p.arrow) for p in self.parts]))
        return _ARROW[self.type]

    def schema(self) -> dict[str, Any]:
        """The JSON schema of a value."""
        told: dict[str, Any] = dict(_SCHEMA[self.type])
        if self.type is Type.OBJECTS:
            told["items"] = object_schema(self.parts)
        elif self.options:
            told["enum"] = [*self.options, *([None] if self.optional else [])]
        if self.optional:
            told["type"] = [told["type"], "null"]
        if self.type is not Type.OBJECTS:
            told["examples"] = [self.example]
        return {**told, "description": self.about}

    def cell(self, value: Any) -> str | int | float | bool | date | None:
        """A value as one cell of a table."""
        return self.sep.join(value) if self.type is Type.LIST else value


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
    geometry: Callable[[dict[str, Any]], dict[str, Any] | None] | None = None

    @property
    def flat(self) -> tuple[Column, ...]:
        """The columns that fit into cells."""
        return tuple(c for c in self.columns if c.type is not Type.OBJECTS)

    def batches(self, size: int = BATCH) -> Iterator[Batch]:
        """All rows, a batch of columns at a time."""
        for start in range(0, len(self.keys), size):
            yield self.make(self.keys[start : start + size])

    def rows(self, keys: Sequence[str]) -> list[dict[str, Any]]:
        """Some rows as JSON has them."""
        return list(unrolled(self.make(keys), self.columns))


def unrolled(batch: Batch, columns: Sequence[Column]) -> Iterator[dict[str, Any]]:
    """The rows of a batch."""
    names = [column.name for column in columns]
    for values in zip(*(batch[name] for name in names), strict=True):
        yield dict(zip(names, values, strict=True))


def described(columns: Sequence[Column], words: Localizer) -> list[tuple[str, str]]:
    """Each column's name and what it says, for the sheet that explains a workbook."""
    return [(column.name, words.gettext(column.about)) for column in columns]
