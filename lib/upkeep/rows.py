"""Rows put into the tables of a package as lines, so that a change reads as a diff of these alone.

Every other line keeps its bytes. A new row stands where its key belongs, which in a table in the
order of its identifiers is at the end or beside its like.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from lib.facts.identifiers import Order, order
from lib.facts.package import Package, Resource

Row = Mapping[str, str]
# The name of a table -> rows that it gets: one whose key it has already takes the place of the old.
Rows = Mapping[str, Iterable[Row]]
Key = tuple[str, ...]


def put(folder: Path, package: Package, rows: Rows) -> None:
    """Write rows into the tables of the package in `folder`, as `put_into` does.

    Raises KeyError for a table that the package does not have, too.
    """
    for name, given in rows.items():
        path = folder / package.tables[name].path
        path.write_bytes(put_into(path.read_bytes(), package.tables[name], given))


def put_into(content: bytes, table: Resource, rows: Iterable[Row]) -> bytes:
    """The content of a table with rows put into it.

    Of a row that is there already only the cells that are given change. Raises KeyError for a
    column that the table does not have.
    """
    head, *body = content.decode().split("\n")[:-1]
    columns = _cells(head)
    places = [columns.index(column) for column in table.key]
    keys = [_key(_cells(line), places) for line in body]
    known = {key: at for at, key in enumerate(keys)}
    new = []
    for row in rows:
        if unknown := sorted(row.keys() - set(columns)):
            raise KeyError(f"{table.name} has no column {', '.join(unknown)}")
        key = tuple(row[column] for column in table.key)
        if key in known:
            old = dict(zip(columns, _cells(body[known[key]]), strict=True))
            body[known[key]] = line_of([{**old, **row}[column] for column in columns])
        else:
            new.append((key, line_of([row.get(column, "") for column in columns])))
    for key, line in new:
        at = _place(keys, key)
        keys.insert(at, key)
        body.insert(at, line)
    return "".join(f"{line}\n" for line in (head, *body)).encode()


def _place(keys: list[Key], key: Key) -> int:
    """Behind the last row that does not come after it."""
    before = _order(key)
    return next((n for n in range(len(keys), 0, -1) if _order(keys[n - 1]) <= before), 0)


def _order(key: Key) -> tuple[Order, ...]:
    return tuple(map(order, key))


def _key(cells: list[str], places: list[int]) -> Key:
    return tuple(cells[place] for place in places)


def _cells(line: str) -> list[str]:
    return next(csv.reader([line], strict=True), [])


def line_of(cells: Iterable[str]) -> str:
    """The cells as a line of a table, quoted where they must be."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()
