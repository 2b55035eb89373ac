"""Can the files be read, and does each table have its columns and each row its cells?

Reads what datapackage.json describes, line by line, as the package has one row per line: a
quotation mark left open spoils its own line and no other. What can be read goes on to the later
layers; a row that is damaged keeps the cells that could be made out, so that nothing else seems to
refer to a row that is not there.
"""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from lib.checks.finding import Finding
from lib.checks.registry import rules
from lib.checks.tables import COUNTS, CellRef, Data, Row, Table
from lib.facts.dataset import REQUIRED_TABLES
from lib.facts.package import DESCRIPTOR, Package, Resource

RULES = rules("files")


def read(folder: Path, today: date) -> tuple[Data, list[Finding]]:
    """The data package in `folder` as far as it can be read, and what hinders the rest."""
    reader = _Reader(folder)
    descriptor = reader.descriptor()
    package = reader.package(descriptor)
    tables = {name: reader.table(resource) for name, resource in package.tables.items()}
    shapes = {name: reader.shapes(r.path) for name, r in package.boundaries.items()}
    data = Data(
        today,
        descriptor,
        package,
        {name: table for name, table in tables.items() if table is not None},
        {name: features for name, features in shapes.items() if features is not None},
        reader.counts(),
    )
    return data, reader.findings


class _Reader:
    """Reads the files of a folder; what hinders it is collected in `findings`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[Finding] = []

    def report(
        self,
        rule: str,
        file: str,
        line: int = 0,
        column: str = "",
        value: str = "",
        detail: str = "",
    ) -> None:
        self.findings.append(RULES[rule].at(CellRef(file, line, column, value, detail)))

    def content(self, file: str) -> bytes | None:
        try:
            content = (self.folder / file).read_bytes()
        except (OSError, ValueError):  # ValueError: no file can have such a name
            self.report("missing-file", file, value=file)
            return None
        if b"\0" in content:
            line = content[: content.index(b"\0")].count(b"\n") + 1
            self.report("encoding", file, line, value="\0")
            return None
        if content.startswith(b"\xef\xbb\xbf"):
            self.report("byte-order-mark", file, 1, value="\ufeff")
            return content[3:]
        return content

    def json(self, file: str) -> Any:
        content = self.content(file)
        if content is None:
            return None
        try:
            return json.loads(content.decode())
        except UnicodeDecodeError as error:
            self.report("encoding", file, content[: error.start].count(b"\n") + 1)
        except json.JSONDecodeError as error:
            line = "".join(error.doc.split("\n")[error.lineno - 1 : error.lineno])
            self.report("json", file, error.lineno, value=line.strip(), detail=error.msg)
        except RecursionError:
            self.report("json", file, detail="nested too deeply")
        return None

    def descriptor(self) -> dict[str, Any] | None:
        descriptor = self.json(DESCRIPTOR)
        if descriptor is None:
            return None
        if not isinstance(descriptor, dict) or not isinstance(descriptor.get("resources"), list):
            detail = "an object with a list of resources is expected"
            self.report("json-shape", DESCRIPTOR, detail=detail)
            return None
        if not isinstance(descriptor.get("version"), str) or not descriptor["version"]:
            value = str(descriptor.get("version"))
            self.report("json-shape", DESCRIPTOR, 0, "version", value, "a text is expected")
        return descriptor

    def package(self, descriptor: dict[str, Any] | None) -> Package:
        """The part of the descriptor by which files can be read."""
        if descriptor is None:
            return Package({"resources": []})
        sound = []
        for number, description in enumerate(descriptor["resources"], start=1):
            if _is_sound(description):
                sound.append(description)
            else:
                detail = (
                    f"resource {number} needs a name, a path within the folder and, for a table, "
                    "columns and a primary key"
                )
                self.report("descriptor", DESCRIPTOR, detail=detail)
        package = Package({**descriptor, "resources": sound})
        described = {resource.path for resource in package.resources}
        lacking = {f"{name}.csv" for name in REQUIRED_TABLES if name not in package.tables}
        for parent in {"", *(str(PurePosixPath(path).parent) for path in described)}:
            paths = (path.relative_to(self.folder) for path in (self.folder / parent).glob("*.csv"))
            lacking |= {path.as_posix() for path in paths} - described
        for path in sorted(lacking):
            self.report("undescribed", DESCRIPTOR, 0, "resources", path)
        return package

    def counts(self) -> dict[str, Any] | None:
        counts = self.json(COUNTS) if (self.folder / COUNTS).exists() else None
        if counts is None or isinstance(counts, dict):
            return counts
        self.report("json-shape", COUNTS, detail="an object is expected")
        return None

    def shapes(self, file: str) -> dict[str, str] | None:
        collection = self.json(file)
        if collection is None:
            return None
        try:
            return {
                str(each["properties"]["id"]): json.dumps(each["geometry"])
                for each in collection["features"]
            }
        except (KeyError, TypeError):
            detail = "a feature collection is expected, each feature with an id"
            self.report("json-shape", file, detail=detail)
            return None

    def table(self, resource: Resource) -> Table | None:
        file = resource.path
        content = self.content(file)
        if content is None:
            return None
        lines = content.split(b"\n")
        if lines[-1]:
            self.report("cut-off", file, len(lines), value=_text(lines[-1])[0])
        else:
            lines.pop()
        odd = (i for i, line in enumerate(lines, start=1) if line.endswith(b"\r"))
        if b"\r" in content and (crlf := next(odd, None)):
            self.report("line-ends", file, crlf, value="\r\n")
            lines = [line.removesuffix(b"\r") for line in lines]
        if len(lines) < (1 if resource.may_be_empty else 2):
            self.report("empty-file", file, value=file)
            return None
        columns, _ = self.cells(lines[0], file, 1)
        whole = self.header(columns, list(resource.columns), file)
        return Table(resource, columns, [*self.rows(lines[1:], file, columns)], whole)

    def rows(self, lines: list[bytes], file: str, columns: list[str]) -> Iterator[Row]:
        together = _cells(lines)
        for number, line in enumerate(lines, start=2):
            if not line.strip():
                self.report("blank-line", file, number, value=_text(line)[0])
                continue
            cells, sound = (
                (together[number - 2], True) if together else self.cells(line, file, number)
            )
            if sound and len(cells) < len(columns):
                self.report("too-few-cells", file, number, columns[len(cells)])
            elif sound and len(cells) > len(columns):
                self.report("too-many-cells", file, number, value=cells[len(columns)])
            sound = sound and len(cells) == len(columns)
            yield Row(number, zip(columns, cells, strict=False), sound)

    def cells(self, line: bytes, file: str, number: int) -> tuple[list[str], bool]:
        """A line's cells, and whether its quotation marks are sound; else the cells are a guess."""
        text, sound = _text(line)
        if not sound:
            self.report("encoding", file, number, value=text)
        # Most lines need no reader of their own.
        if '"' not in text and "\r" not in text:
            return text.split(",") if text else [], True
        try:
            return next(csv.reader([text], strict=True), []), True
        except csv.Error:
            self.report("quotes", file, number, value=text)
            return text.split(","), False

    def header(self, columns: list[str], expected: list[str], file: str) -> bool:
        """Whether the columns are the expected ones, if in another order."""
        faults = {
            "duplicate-column": sorted({c for c in columns if columns.count(c) > 1}),
            "missing-column": [column for column in expected if column not in columns],
            "unknown-column": [column for column in columns if column not in expected],
        }
        if not any(faults.values()):
            differ = (c for c, other in zip(columns, expected, strict=True) if c != other)
            faults["column-order"] = [*differ][:1]
        for rule, found in faults.items():
            for column in found:
                self.report(rule, file, 1, column, column)
        return faults.keys() >= {"column-order"}


def _is_sound(description: Any) -> bool:
    """Whether a resource is described by what the program takes from it."""
    try:
        resource = Resource(description["name"], description["path"], description)
        path = PurePosixPath(resource.path)
        inside = not path.is_absolute() and ".." not in path.parts
        table = path.suffix != ".csv" or bool(resource.columns and resource.key)
        return (
            inside and table and all(isinstance(x, str) for x in (resource.name, *resource.units))
        )
    except (AttributeError, KeyError, TypeError):
        return False


def _cells(lines: list[bytes]) -> list[list[str]] | None:
    """The cells of all lines in one go; None if any is not a sound row of its own."""
    try:
        rows = [*csv.reader(map(bytes.decode, lines), strict=True)]
    except (csv.Error, UnicodeDecodeError):
        return None
    # An open quotation mark has none left for the lines that it runs over.
    return rows if len(rows) == len(lines) else None


def _text(line: bytes) -> tuple[str, bool]:
    try:
        return line.decode(), True
    except UnicodeDecodeError:
        return line.decode(errors="replace"), False
