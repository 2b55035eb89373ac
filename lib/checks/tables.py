"""The data package as text with the line of each row: what all layers after `files` look at."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeVar

from lib.checks import signs
from lib.facts.localities import PROVINCE_LEVELS
from lib.facts.package import Package, Resource
from lib.facts.successions import CONTINUATIONS, follow
from lib.facts.vocabulary import Relation
from lib.language import edtf
from lib.language.edtf import PartialDate

COUNTS = "counts.json"
T = TypeVar("T")


class Unreadable(LookupError):
    """A table that a rule needs is missing, or not all of its columns could be read."""


@dataclass(frozen=True)
class CellRef:
    """Where a rule is broken, with the value, and what the rule's sentence needs to know."""

    file: str
    line: int
    column: str
    value: str
    detail: str = ""


class Row(dict[str, str]):
    """One row: `line` in the file (the header is 1), and its cells by column, "" where it has none.

    Not `whole` if its cells could not be told apart for sure.
    """

    __slots__ = ("line", "whole")

    def __init__(
        self, line: int, cells: Mapping[str, str] | Iterable[tuple[str, str]], whole: bool = True
    ) -> None:
        super().__init__(cells)
        self.line = line
        self.whole = whole

    def __missing__(self, column: str) -> str:
        return ""


Support = tuple[Row, Row, PartialDate, Row, PartialDate | None]


@dataclass(frozen=True)
class Table:
    """A table as described and as it stands; not `whole` if rows or columns could not be read."""

    resource: Resource
    columns: list[str]
    rows: list[Row]
    whole: bool = True

    @property
    def name(self) -> str:
        """The table's name: "events"."""
        return self.resource.name

    @property
    def file(self) -> str:
        """The path within the package: "regions/regions.csv"."""
        return self.resource.path

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def at(self, row: Row, column: str, value: str | None = None, detail: str = "") -> CellRef:
        """Where a cell is; `value` where only a part of it is meant."""
        return CellRef(self.file, row.line, column, row[column] if value is None else value, detail)

    def by(self, *columns: str) -> dict[tuple[str, ...], Row]:
        """The rows by the values of key columns; of rows with one key, the first."""
        rows = self._by.get(columns)
        if rows is None:
            rows = self._by[columns] = {}
            for key, row in zip(self.keys(*columns), self.rows, strict=True):
                rows.setdefault(key, row)
        return rows

    def keys(self, *columns: str) -> Iterator[tuple[str, ...]]:
        """Of each row the values of key columns."""
        return zip(*(map(itemgetter(column), self.rows) for column in columns), strict=True)

    def told(self, column: str, tell: Callable[[str], T]) -> Iterator[tuple[Row, T]]:
        """The rows of whose value in a column `tell` has something to say, with what it says.

        It is asked once of each value, however many rows have it.
        """
        said = {value: about for value in self.values(column) if (about := tell(value))}
        for row in self.rows if said else ():
            if row[column] in said:
                yield row, said[row[column]]

    @cached_property
    def suspect(self) -> list[tuple[Row, str, str]]:
        """Row, column and value of the cells with signs that none may hold (`lib.checks.signs`).

        Five rules ask for them, and most tables have none.
        """
        # Each text once, however many cells hold it.
        texts = set[str]().union(*(row.values() for row in self.rows))
        odd = {
            text
            for text in texts
            if text and not signs.is_plain(text) and (signs.unfit(text) or signs.is_formula(text))
        }
        if not odd:
            return []
        return [
            (row, column, value)
            for row in self.rows
            for column, value in row.items()
            if value in odd
        ]

    @cached_property
    def _by(self) -> dict[tuple[str, ...], dict[tuple[str, ...], Row]]:
        return {}

    @cached_property
    def by_id(self) -> dict[str, Row]:
        """The rows by their first column; of rows with one identifier, the last."""
        return {row[self.resource.columns[0]]: row for row in self.rows}

    def values(self, column: str) -> set[str]:
        """All values of a column."""
        return {*map(itemgetter(column), self.rows)}


@dataclass(frozen=True)
class Data:
    """All that could be read.

    package: what is described well enough to be read; `descriptor` is the whole of it, None if it
    is unreadable. shapes: per file of shapes each feature's id and geometry, as GeoJSON.
    """

    today: date
    descriptor: dict[str, Any] | None
    package: Package
    tables: dict[str, Table]
    shapes: dict[str, dict[str, str]] = field(default_factory=dict)
    counts: dict[str, Any] | None = None

    def __getitem__(self, name: str) -> Table:
        table = self.tables.get(name)
        if table is None or not table.whole:
            raise Unreadable(name)
        return table

    def row(self, table: str, key: str) -> Row | None:
        """The row with an identifier; in successions that is the predecessor's."""
        return self[table].by_id.get(key)

    @cached_property
    def supporting(self) -> list[Support]:
        """Each evidence row that supports a dated event; event and source, each with its date."""
        events, sources = self["events"].by_id, self["sources"].by_id
        found = []
        for row in self["evidence"]:
            event, source = events.get(row["event_id"]), sources.get(row["source_id"])
            if event is None or source is None or row["relation"] != Relation.SUPPORTS:
                continue
            when = span(event["date"])
            if when:
                found.append((row, event, when, source, span(source["published"])))
        return found

    @cached_property
    def signed_kinds(self) -> frozenset[str]:
        """The codes of the kinds that are signed documents."""
        return frozenset(row["code"] for row in self["kinds"] if row["signed"] == "true")

    def pair(self, event: Row) -> tuple[str, str]:
        """The event's pair; a unit that only got another name or rank counts as one unit."""
        return self.same_unit(event["vn_id"]), self.same_unit(event["jp_id"])

    def places(self, unit: str) -> frozenset[str]:
        """The unit, what it lies in, and what became of each of them."""
        found: set[str] = set()
        open_ = [unit]
        while open_:
            key = open_.pop()
            if key and key not in found:
                found.add(key)
                locality, step = self.row("localities", key), self.row("successions", key)
                open_ += [locality["parent_id"]] if locality else []
                open_ += [step["successor_id"]] if step else []
        return frozenset(found)

    @cached_property
    def _continuing(self) -> dict[str, str]:
        rows = [row for row in self["successions"] if row["reason"] in CONTINUATIONS]
        return {row["predecessor_id"]: row["successor_id"] for row in rows}

    def same_unit(self, unit: str) -> str:
        """The unit, under the name and rank that it took last."""
        try:
            return follow(unit, self._continuing)
        except ValueError:  # a circle has a rule of its own
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
    """Whether a locality lies in no other."""
    return unit["level"] in PROVINCE_LEVELS
