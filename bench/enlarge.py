"""A data package that has grown: `python -m bench.enlarge 100 folder`.

The events, their evidence and its sources stand in it `factor` times over, the first time as they
are. Every copy has identifiers of its own, with as many digits as it takes, and titles and
addresses that say which copy it is, so that the checks find the package sound.
"""

import csv
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from lib.facts.dataset import DATA_FOLDER

# The column of each that tells one copy from another, beside the identifiers.
TOLD_BY = {"events": "title", "events.vi": "title", "events.ja": "title", "sources": "url"}
TABLES = (*TOLD_BY, "evidence", "evidence.vi", "evidence.ja")
# In whose cells identifiers stand, by table; of successions the sources are those of the first.
_IDENTIFIERS = {"id", "event_id", "source_id", "renews"}
_IDENTIFIER = re.compile(r"\b(vj|s)(\d+)\b")


def enlarge(source: Path, target: Path, factor: int) -> None:
    """Write the package in `source` to the new folder `target`, `factor` times as large."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("build"))
    tables = {name: _read(source / f"{name}.csv") for name in TABLES}
    step = max(
        int(row["id"].lstrip("vjs")) for name in ("events", "sources") for row in tables[name]
    )
    cited = {row["source_id"] for row in tables["evidence"]}
    for name, rows in tables.items():
        grown = [row for row in rows if name != "sources" or row["id"] in cited]
        with (target / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            for copy in range(1, factor):
                writer.writerows(map(_copier(name, copy, step), grown))


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _copier(table: str, copy: int, step: int) -> Callable[[dict[str, str]], dict[str, str]]:
    """What makes of a row that of a copy; `step` is the highest number of an identifier."""

    def moved(found: re.Match[str]) -> str:
        return f"{found[1]}{int(found[2]) + copy * step:04d}"

    def row(cells: dict[str, str]) -> dict[str, str]:
        named = {c: _IDENTIFIER.sub(moved, v) for c, v in cells.items() if c in _IDENTIFIERS}
        told = TOLD_BY.get(table)
        if told and cells[told]:
            mark = f"?copy={copy}" if told == "url" else f" ({copy})"
            named[told] = cells[told] + mark
        return {**cells, **named}

    return row


if __name__ == "__main__":
    enlarge(DATA_FOLDER, Path(sys.argv[2]), int(sys.argv[1]))
