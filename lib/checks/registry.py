"""What a rule is, and how a layer's rules are applied.

`rules.csv` declares each: its name, the layer, where it looks (file:column patterns, separated by
blanks), its severity, and its sentence, in which {} takes a detail. A layer lists the functions of
its rules by name. What turns up while the files are read or in Frictionless's report is reported
there, by a rule that has no function.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import cast

from lib.checks.finding import Finding, Severity
from lib.checks.tables import CellRef, Data, Row, Unreadable, span
from lib.language.edtf import PartialDate


@dataclass(slots=True)
class Cell:
    """A cell that a rule judges, with its row and all the data."""

    data: Data
    row: Row
    column: str

    @property
    def value(self) -> str:
        """What stands in the cell."""
        return self.row[self.column]

    def __getitem__(self, column: str) -> str:
        return self.row[column]

    def date(self, column: str) -> PartialDate | None:
        """The date in a column of the row; None if there is none, or none that exists."""
        return span(self.row[column])

    def refers_to(self, table: str, column: str) -> Row | None:
        """The row of another table whose identifier stands in `column`; None if there is none."""
        return self.data.row(table, self.row[column])


# True or a detail for the rule's sentence where the cell breaks the rule.
Judge = Callable[[Cell], bool | str]
Check = Callable[[Data], Iterable[CellRef]]


@dataclass(frozen=True)
class Rule:
    """A rule of rules.csv. `judge` looks at each cell that `where` names, `check` at all data."""

    name: str
    where: str
    severity: Severity
    sentence: str
    judge: Judge | None = None
    check: Check | None = None

    def at(self, ref: CellRef) -> Finding:
        """The finding that the rule is broken there."""
        sentence = self.sentence.replace("{}", ref.detail)
        return Finding(
            ref.file, ref.line, ref.column, ref.value, sentence, self.severity, self.name
        )

    def covers(self, finding: Finding) -> bool:
        """Whether the finding lies where the rule says that it looks."""
        place = f"{finding.file}:{finding.column}"
        return any(fnmatchcase(place, pattern) for pattern in self.where.split())

    @cached_property
    def _columns(self) -> list[tuple[str, str]]:
        """The tables and columns whose cells are judged."""
        places = (pattern.split(":") for pattern in self.where.split())
        return [(PurePosixPath(file).stem, column) for file, column in places]

    def broken(self, data: Data) -> Iterator[CellRef]:
        """Where it is broken; raises Unreadable if a table that it needs is not whole."""
        if self.check:
            yield from self.check(data)
        if self.judge:
            for name, column in self._columns:
                table = data[name]
                for row in table:
                    if verdict := self.judge(Cell(data, row, column)):
                        yield table.at(row, column, detail="" if verdict is True else verdict)


def rules(
    layer: str, judges: Mapping[str, Judge] | None = None, checks: Mapping[str, Check] | None = None
) -> dict[str, Rule]:
    """The rules of a layer by name, with their functions; raises ValueError if one has no rule."""
    with (Path(__file__).parent / "rules.csv").open(encoding="utf-8", newline="") as file:
        declared = [row for row in csv.DictReader(file) if row.pop("layer") == layer]
    judges, checks = judges or {}, checks or {}
    if unknown := {*judges, *checks} - {row["name"] for row in declared}:
        raise ValueError(f"rules.csv does not declare {sorted(unknown)} in {layer}")
    return {
        name: Rule(name, where, cast(Severity, severity), text, judges.get(name), checks.get(name))
        for name, where, severity, text in (row.values() for row in declared)
    }


def run(layer: Mapping[str, Rule], data: Data) -> list[Finding]:
    """What the rules find; a rule is passed over if a table that it needs is not whole."""
    findings: list[Finding] = []
    for rule in layer.values():
        try:
            findings += [rule.at(ref) for ref in rule.broken(data)]
        except Unreadable:
            continue
    return findings
