"""Copies of the real data package that tests may break, one cell or one line at a time."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lib.checks.files import read
from lib.checks.finding import Finding
from lib.checks.plausibility import count
from lib.checks.tables import Data, parts
from lib.facts.dataset import DATA_FOLDER

# The examples speak of these events, and of s0001 and s0002.
_NAMED = [
    "vj0001",
    "vj0002",
    "vj0003",
    "vj0009",
    "vj0024",
    "vj0028",
    "vj0037",
    "vj0038",
    "vj0110",
    "vj0255",
]
_BY_EVENT = ("events", "events.vi", "events.ja", "evidence", "evidence.vi", "evidence.ja")


def cells_of(line: str) -> list[str]:
    return next(csv.reader([line]))


def line_of(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def extract(folder: Path) -> None:
    """Writes real rows of the data to `folder`: a part of the events, so that checks are quick.

    Each tenth event, those that the examples name, all documents with those that they follow, those
    that go on by tacit extension, and all evidence and sources of these; the other tables whole.
    The places that the data set does not hold yet, half of the folder, no check asks about.
    """
    shutil.copytree(DATA_FOLDER, folder, ignore=shutil.ignore_patterns("build", "reference"))
    data, _ = read(DATA_FOLDER, date.min)
    events = set(_NAMED) | {key for key in data["events"].by_id if key.endswith("0")}
    for row in data["events"]:
        if earlier := parts(row["renews"]) + parts(row["replaces"]):
            events |= {row["id"], *earlier}
        if row["extension"]:
            events.add(row["id"])
    cited = {r["event_id"] for r in data["evidence"] if r["source_id"] in ("s0001", "s0002")}
    events |= cited
    used = data["successions"].values("source_id")
    used |= {r["source_id"] for r in data["evidence"] if r["event_id"] in events}
    for table in (*_BY_EVENT, "sources"):
        kept = used if table == "sources" else events
        content = (
            (DATA_FOLDER / f"{table}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        )
        rows = [line for line in content[1:] if line.split(",")[0] in kept]
        (folder / f"{table}.csv").write_text("".join([content[0], *rows]), encoding="utf-8")
    _keep_changes_of(folder, events | used)
    _fill(folder)
    counts = count(read(folder, date.min)[0])
    (folder / "counts.json").write_text(json.dumps(counts), encoding="utf-8")


def _keep_changes_of(folder: Path, ids: set[str]) -> None:
    """Of the changes those of columns, of the vocabularies, and of the rows with these ids."""
    data, _ = read(DATA_FOLDER, date.min)
    cut = (*_BY_EVENT, "sources")
    lines = (folder / "changes.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [lines[0]]
    for row in data["changes"]:
        if row["table"] not in cut or not row["id"] or set(row["id"].split("/")) <= ids:
            kept.append(lines[row.line - 1])
    (folder / "changes.csv").write_text("".join(kept), encoding="utf-8")


def _fill(folder: Path) -> None:
    """Cells in the columns that the real data leave empty, so that each can be broken."""
    lines = [cells_of(x) for x in (folder / "sources.csv").read_text("utf-8").splitlines()]
    head, rows = lines[0], lines[1:]
    for day, row in enumerate(rows[2:12], start=10):
        archived = f"https://web.archive.org/web/20261120000000/{row[head.index('url')]}"
        found = {"title": f"Title {day}", "read": f"2026-10-{day}", "archived_url": archived}
        for column, value in found.items():
            row[head.index(column)] = row[head.index(column)] or value
    text = "".join(f"{line_of(row)}\n" for row in lines)
    (folder / "sources.csv").write_text(text, encoding="utf-8")
    links = [
        f"{row[0]},2026-10-{day},moved,{190 + day},2026-10-{day},{row[1]}/new\n"
        if day % 2
        else f"{row[0]},2026-10-{day},gone,404,2026-09-{day},{row[1]}/new\n"
        for day, row in enumerate(rows[2:12], start=10)
    ]
    changes = (folder / "changes.csv").read_text(encoding="utf-8").splitlines()
    changes[1:] = [
        f"{line[:-3]},Why {n},Vì sao {n},理由{n}" if line.endswith(",,,") else line
        for n, line in enumerate(changes[1:])
    ]
    (folder / "changes.csv").write_text("".join(f"{line}\n" for line in changes), encoding="utf-8")
    with (folder / "links.csv").open("a", encoding="utf-8") as file:
        file.writelines(links)


def read_extract(today: date) -> tuple[Data, list[Finding]]:
    """The extract as `lib.checks.files` reads it."""
    with TemporaryDirectory() as folder:
        extract(Path(folder) / "data")
        return read(Path(folder) / "data", today)


class Copy:
    """A copy of a data package; a row is named by how its line starts."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.folder = folder / "data"
        shutil.copytree(source, self.folder)

    def lines(self, table: str) -> list[str]:
        return (self.folder / f"{table}.csv").read_text(encoding="utf-8").split("\n")[:-1]

    def number(self, table: str, start: str) -> int:
        """The line number of the one row that starts with `start` and a comma."""
        found = [i for i, x in enumerate(self.lines(table), 1) if x.startswith(f"{start},")]
        assert len(found) == 1, f"{table} has {len(found)} rows that start with {start}"
        return found[0]

    def line(self, table: str, number: int, change: Callable[[str], str]) -> None:
        lines = self.lines(table)
        lines[number - 1] = change(lines[number - 1])
        self.write(f"{table}.csv", "".join(f"{line}\n" for line in lines).encode())

    def cells(self, table: str, start: str, **values: str) -> None:
        columns = cells_of(self.lines(table)[0])
        number = self.number(table, start)

        def change(line: str) -> str:
            row = dict(zip(columns, cells_of(line), strict=True))
            assert values.keys() <= row.keys()
            return line_of(list((row | values).values()))

        self.line(table, number, change)

    def add(self, table: str, line: str) -> None:
        self.edit(f"{table}.csv", lambda content: content + f"{line}\n".encode())

    def drop(self, table: str, start: str) -> None:
        number, lines = self.number(table, start), self.lines(table)
        del lines[number - 1]
        self.write(f"{table}.csv", "".join(f"{line}\n" for line in lines).encode())

    def copy_row(self, table: str, start: str, key: str) -> None:
        """Another row like that of `start`, under the identifier `key`."""
        line = self.lines(table)[self.number(table, start) - 1]
        self.add(table, key + line[len(start.split(",")[0]) :])

    def edit(self, file: str, change: Callable[[bytes], bytes]) -> None:
        content = (self.folder / file).read_bytes()
        changed = change(content)
        assert changed != content, f"the change leaves {file} as it is"
        self.write(file, changed)

    def json(self, file: str, change: Callable[[Any], object]) -> None:
        value = json.loads((self.folder / file).read_text(encoding="utf-8"))
        change(value)
        self.write(file, json.dumps(value, ensure_ascii=False).encode())

    def write(self, file: str, content: bytes) -> None:
        (self.folder / file).write_bytes(content)
