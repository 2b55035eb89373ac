"""Can the files be read, and does each table have its columns and each row its cells?

Reads line by line, as the package has one row per line: a quotation mark left open spoils its own
line and no other. What can be read goes on to the later layers; a row that is damaged keeps the
cells that could be made out, so that nothing else seems to refer to a row that is not there.
"""

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from lib.checks.finding import Finding
from lib.checks.registry import Rule, declare
from lib.checks.tables import BOUNDARIES, COUNTS, NAMES, Data, Place, Row, Table

PACKAGE = "datapackage.json"


def _rule(name: str, sentence: str, where: str = "*.csv:*") -> Rule:
    return declare(name, "files", where, "error", sentence)


MISSING = _rule("missing-file", "is a file that is missing or cannot be opened", "*:")
ENCODING = _rule("encoding", "is not UTF-8", "*:")
BOM = _rule("byte-order-mark", "is a byte order mark; save the file as UTF-8 without one", "*:")
LINE_ENDS = _rule("line-ends", "ends its line with CR LF; save the file with LF", "*.csv:")
CUT_OFF = _rule("cut-off", "is a last line without a line end: is the file cut off?", "*.csv:")
EMPTY = _rule("empty-file", "is a table without rows", "*.csv:")
BLANK = _rule("blank-line", "is an empty line", "*.csv:")
QUOTES = _rule("quotes", "has a quotation mark left open, or text after a closing one", "*.csv:")
FEW = _rule("too-few-cells", "is missing: the row has fewer cells than the table has columns")
MANY = _rule("too-many-cells", "is a cell too many: a comma in a text without quotation marks?")
LACKING = _rule("missing-column", "is a column that the file lacks")
UNKNOWN = _rule("unknown-column", "is a column that datapackage.json does not know")
TWICE = _rule("duplicate-column", "is a column that stands there twice")
ORDER = _rule("column-order", "is not the column that datapackage.json has at this place")
JSON = _rule("json", "is not JSON: {}", "*json:")
SHAPE = _rule("json-shape", "is not what it should be: {}", "*json:*")
UNDESCRIBED = _rule(
    "undescribed", "is a table that datapackage.json does not describe", PACKAGE + ":*"
)


def read(folder: Path, today: date) -> tuple[Data, list[Finding]]:
    """The data package in `folder` as far as it can be read, and what hinders the rest."""
    findings: list[Finding] = []

    def report(rule: Rule, *place: Any) -> None:
        findings.append(rule.at(Place(*place)))

    package = _package(folder, report)
    tables = {}
    for name in NAMES:
        table = _table(folder, name, _columns(package, name), report)
        if table is not None:
            tables[name] = table
    shapes = {}
    for name in BOUNDARIES:
        features = _shapes(folder, name, report)
        if features is not None:
            shapes[name] = features
    counts = None
    if (folder / COUNTS).exists():
        counts = _json(folder, COUNTS, report)
        if counts is not None and not isinstance(counts, dict):
            report(SHAPE, COUNTS, 0, "", "", "an object is expected")
            counts = None
    return Data(today, package, tables, shapes, counts), findings


_Report = Callable[..., None]


def _bytes(folder: Path, file: str, report: _Report) -> bytes | None:
    try:
        content = (folder / file).read_bytes()
    except OSError:
        report(MISSING, file, 0, "", file)
        return None
    if b"\0" in content:
        report(ENCODING, file, content[: content.index(b"\0")].count(b"\n") + 1, "", "\0")
        return None
    if content.startswith(b"\xef\xbb\xbf"):
        report(BOM, file, 1, "", "\ufeff")
        return content[3:]
    return content


def _json(folder: Path, file: str, report: _Report) -> Any:
    content = _bytes(folder, file, report)
    if content is None:
        return None
    try:
        return json.loads(content.decode())
    except UnicodeDecodeError as error:
        report(ENCODING, file, content[: error.start].count(b"\n") + 1, "", "")
    except json.JSONDecodeError as error:
        line = "".join(error.doc.split("\n")[error.lineno - 1 : error.lineno])
        report(JSON, file, error.lineno, "", line.strip(), error.msg)
    except RecursionError:
        report(JSON, file, 0, "", "", "nested too deeply")
    return None


def _package(folder: Path, report: _Report) -> dict[str, Any] | None:
    package = _json(folder, PACKAGE, report)
    if package is None:
        return None
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list):
        report(SHAPE, PACKAGE, 0, "", "", "an object with a list of resources is expected")
        return None
    if not isinstance(package.get("version"), str) or not package["version"]:
        report(SHAPE, PACKAGE, 0, "version", str(package.get("version")), "a text is expected")
    for name in NAMES:
        if _columns(package, name) is None:
            report(UNDESCRIBED, PACKAGE, 0, "resources", f"{name}.csv")
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in NAMES:
            report(UNDESCRIBED, PACKAGE, 0, "resources", path.name)
    return package


def _columns(package: dict[str, Any] | None, name: str) -> list[str] | None:
    """The columns of a table as the package describes them."""
    if package is not None:
        for resource in package["resources"]:
            try:
                if resource["name"] == name and resource["path"] == f"{name}.csv":
                    return [str(column["name"]) for column in resource["schema"]["fields"]]
            except (KeyError, TypeError):
                continue
    return None


def _table(folder: Path, name: str, expected: list[str] | None, report: _Report) -> Table | None:
    file = f"{name}.csv"
    content = _bytes(folder, file, report)
    if content is None:
        return None
    lines = content.split(b"\n")
    if lines[-1]:
        report(CUT_OFF, file, len(lines), "", _text(lines[-1])[0])
    else:
        lines.pop()
    crlf = next((i for i, line in enumerate(lines, start=1) if line.endswith(b"\r")), None)
    if crlf is not None:
        report(LINE_ENDS, file, crlf, "", "\r\n")
        lines = [line.removesuffix(b"\r") for line in lines]
    if len(lines) < 2:
        report(EMPTY, file, 0, "", file)
        return None
    columns, _ = _cells(lines[0], file, 1, report)
    whole = _header(columns, expected, file, report)
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            report(BLANK, file, number, "", _text(line)[0])
            continue
        cells, sound = _cells(line, file, number, report)
        if sound and len(cells) < len(columns):
            report(FEW, file, number, columns[len(cells)], "")
        elif sound and len(cells) > len(columns):
            report(MANY, file, number, "", cells[len(columns)])
        sound = sound and len(cells) == len(columns)
        rows.append(Row(number, dict(zip(columns, cells, strict=False)), sound))
    return Table(name, columns, rows, whole)


def _text(line: bytes) -> tuple[str, bool]:
    try:
        return line.decode(), True
    except UnicodeDecodeError:
        return line.decode(errors="replace"), False


def _cells(line: bytes, file: str, number: int, report: _Report) -> tuple[list[str], bool]:
    """A line's cells, and whether its quotation marks are sound; else the cells are a guess."""
    text, sound = _text(line)
    if not sound:
        report(ENCODING, file, number, "", text)
    try:
        return next(csv.reader([text], strict=True), []), True
    except csv.Error:
        report(QUOTES, file, number, "", text)
        return text.split(","), False


def _header(columns: list[str], expected: list[str] | None, file: str, report: _Report) -> bool:
    """Whether the columns are the expected ones; if none are, only that none stands there twice."""
    double = sorted({column for column in columns if columns.count(column) > 1})
    for column in double:
        report(TWICE, file, 1, column, column)
    if expected is None:
        return not double
    lacking = [column for column in expected if column not in columns]
    for column in lacking:
        report(LACKING, file, 1, column, column)
    unknown = [column for column in columns if column not in expected]
    for column in unknown:
        report(UNKNOWN, file, 1, column, column)
    if double or lacking or unknown:
        return False
    for column, other in zip(columns, expected, strict=True):
        if column != other:
            report(ORDER, file, 1, column, column)
            break
    return True


def _shapes(folder: Path, name: str, report: _Report) -> dict[str, Any] | None:
    file = f"boundaries/{name}.geojson"
    collection = _json(folder, file, report)
    if collection is None:
        return None
    try:
        return {str(f["properties"]["id"]): f["geometry"] for f in collection["features"]}
    except (KeyError, TypeError):
        report(SHAPE, file, 0, "", "", "a feature collection is expected, each feature with an id")
        return None
