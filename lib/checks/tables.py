"""The data package as text with the line of each row: what all layers behind `files` look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from lib.facts.localities import PROVINCE_LEVELS
from lib.language import edtf

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
BOUNDARIES = ("vn-63", "vn-34", "jp-47", "land")
COUNTS = "counts.json"
# Successions after which it is still the same unit, for its documents and its codes.
CONTINUING = ("renamed", "became_municipality")


class Unreadable(LookupError):
    """A table that a rule needs is missing, or not all of its columns could be read."""


@dataclass(frozen=True)
class Place:
    """Where a rule is broken, with the value, and what the rule's sentence needs to know."""

    file: str
    line: int
    column: str
    value: str
    detail: str = ""


@dataclass(frozen=True)
class Row:
    """One row: `line` in the file (the header is 1), and its cells by column.

    Not `whole` if its cells could not be told apart for sure.
    """

    line: int
    cells: Mapping[str, str]
    whole: bool = True

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """A table by name; not `whole` if rows or columns could not be made out."""

    name: str
    columns: list[str]
    rows: list[Row]
    whole: bool = True

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def at(self, row: Row, column: str, value: str | None = None, detail: str = "") -> Place:
        """The place of a cell; `value` where only a part of it is meant."""
        return Place(self.file, row.line, column, row[column] if value is None else value, detail)

    def by(self, *columns: str) -> dict[tuple[str, ...], Row]:
        """The rows by the values of key columns; of rows with one key, the first."""
        rows: dict[tuple[str, ...], Row] = {}
        for row in self.rows:
            rows.setdefault(tuple(row[column] for column in columns), row)
        return rows

    def values(self, column: str) -> set[str]:
        return {row[column] for row in self.rows}


@dataclass(frozen=True)
class Data:
    """All that could be read. `shapes`: per boundary file each feature's id and geometry."""

    today: date
    package: dict[str, Any] | None
    tables: dict[str, Table]
    shapes: dict[str, dict[str, Any]] = field(default_factory=dict)
    counts: dict[str, Any] | None = None

    def __getitem__(self, name: str) -> Table:
        table = self.tables.get(name)
        if table is None or not table.whole:
            raise Unreadable(name)
        return table

    @cached_property
    def localities(self) -> dict[str, Row]:
        return {row["id"]: row for row in self["localities"]}

    @cached_property
    def events(self) -> dict[str, Row]:
        return {row["id"]: row for row in self["events"]}

    @cached_property
    def sources(self) -> dict[str, Row]:
        return {row["id"]: row for row in self["sources"]}

    @cached_property
    def successions(self) -> dict[str, Row]:
        """The successions by predecessor, who has only one."""
        return {row["predecessor_id"]: row for row in self["successions"]}

    @cached_property
    def signed_kinds(self) -> frozenset[str]:
        return frozenset(row["code"] for row in self["kinds"] if row["signed"] == "true")

    def pair(self, event: Row) -> tuple[str, str]:
        """The event's pair; a unit that only got another name or rank counts as one unit."""
        return self.same_unit(event["vn_id"]), self.same_unit(event["jp_id"])

    def same_unit(self, unit: str) -> str:
        """The unit, under the name and rank that it took last."""
        seen = {unit}
        while (row := self.successions.get(unit)) and row["reason"] in CONTINUING:
            unit = row["successor_id"]
            if unit in seen:
                break
            seen.add(unit)
        return unit


def span(text: str) -> edtf.PartialDate | None:
    """The date in a cell; None if there is none, or none that exists."""
    try:
        return edtf.parse(text) if text else None
    except edtf.DateError:
        return None


def parts(cell: str) -> list[str]:
    """The values of a list cell."""
    return cell.split(";") if cell else []


def is_province_level(unit: Row) -> bool:
    return unit["level"] in PROVINCE_LEVELS
