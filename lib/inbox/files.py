"""The tables of the package as rows of cells, and its files with some of these changed."""

import csv
import io
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, repeat

from lib.checks import tables as checks
from lib.facts.dataset import Dataset
from lib.facts.identifiers import order

Row = dict[str, str]
Rows = dict[str, list[Row]]


@dataclass(frozen=True)
class Ids:
    """The numbers that the next new event and the next new source get."""

    event: int
    source: int


@lru_cache(maxsize=64)
def table(data: Dataset, name: str) -> dict[tuple[str, ...], checks.Row]:
    """A table as it stands in its file: the values of its key -> the row. Not to be changed."""
    resource = data.package.tables[name]
    reader = csv.reader(io.StringIO(data.files[resource.path].decode()))
    columns = next(reader)
    # As the checks look at them (`around.whole`): at a hundred times today's data they are not to
    # stand in memory twice.
    # A file may have been changed by hand since it was checked: what it lacks is empty.
    whole = (islice(chain(cells, repeat("")), len(columns)) for cells in reader)
    rows = (checks.Row(n, zip(columns, cells, strict=True)) for n, cells in enumerate(whole, 2))
    return {tuple(row[column] for column in resource.key): row for row in rows}


@lru_cache(maxsize=8)
def next_ids(data: Dataset) -> Ids:
    """The first numbers that no record and no source of any version ever had."""
    used = [*data.events.index, *data.sources.index]
    if len(data.changes):
        used += [part for key in data.changes["id"] for part in re.findall(r"\w+", str(key))]
    highest = {"vj": 0, "s": 0}
    for key in used:
        if found := re.fullmatch(r"(vj|s)(\d+)", str(key), re.ASCII):
            highest[found[1]] = max(highest[found[1]], int(found[2]))
    return Ids(highest["vj"] + 1, highest["s"] + 1)


def applied(data: Dataset, changed: Rows) -> dict[str, bytes]:
    """The files of the tables that have changed rows, as they are with these."""
    return {
        data.package.tables[name].path: _written(data, name, new) for name, new in changed.items()
    }


def _written(data: Dataset, name: str, new: list[Row]) -> bytes:
    resource = data.package.tables[name]
    known = dict(table(data, name))
    keyed = {tuple(row[column] for column in resource.key): row for row in new}
    whole = [keyed.pop(key, row) for key, row in known.items()]
    begin = resource.key[0]
    places = [order(row[begin]) for row in whole]
    # Where the table is in order it stays so, and a change reads as one line.
    in_order = places == sorted(places)
    for row in keyed.values():
        at = bisect_right(places, order(row[begin])) if in_order else len(whole)
        whole.insert(at, row)
        places.insert(at, order(row[begin]))
    text = io.StringIO()
    writer = csv.DictWriter(text, resource.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(whole)
    return text.getvalue().encode()
