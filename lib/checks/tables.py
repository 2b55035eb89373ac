"""The tables as text with the line of each row, for the layers behind `structure`."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NAMES = (
    "localities",
    "successions",
    "events",
    "events.vi",
    "events.ja",
    "sources",
    "evidence",
    "evidence.vi",
    "evidence.ja",
    "kinds",
    "fields",
)


@dataclass(frozen=True)
class Row:
    """One row: `line` in the file (the header is 1), and its cells by column."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """A table by name; `file` is its file's name."""

    name: str
    columns: list[str]
    rows: list[Row]

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    def ids(self, column: str = "id") -> set[str]:
        return {row[column] for row in self.rows}

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


def read_tables(folder: Path) -> dict[str, Table] | None:
    """All tables; None if one cannot be read at all, which `structure` has then reported."""
    tables = {}
    for name in NAMES:
        try:
            with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                reader = csv.reader(file)
                columns = next(reader, [])
                rows = [
                    Row(reader.line_num, dict(zip(columns, cells, strict=False)))
                    for cells in reader
                ]
        except (OSError, UnicodeDecodeError, csv.Error):
            return None
        tables[name] = Table(name, columns, rows)
    return tables
