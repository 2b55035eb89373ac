"""The tables that the build reads and the one that it writes."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent
BOUNDARIES = DATA / "boundaries"
UNITS = Path(__file__).parent / "units.csv"

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """All rows of a CSV table, every value a string."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """A CSV table: UTF-8, LF, quotes only where needed."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def units() -> list[Row]:
    """The hand-kept list of localities, sorted by id."""
    return sorted(read(UNITS), key=lambda row: row["id"])


def province_successors(rows: Iterable[Row]) -> dict[str, str]:
    """Which province-level unit took over each former one; a chain is followed to its end."""
    step = {
        row["predecessor_id"]: row["successor_id"]
        for row in rows
        if "." not in row["predecessor_id"]
    }

    def last(unit: str) -> str:
        return last(step[unit]) if unit in step else unit

    return {unit: last(unit) for unit in step}
