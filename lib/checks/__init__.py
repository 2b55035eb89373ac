"""Is the data package sound? Findings name file, line, column, value and the rule that is broken.

Layers, each in its module: `files` (can they be read), `structure` (datapackage.json against the
tables), `cells` (single cells), `cross_table` (between tables), `history` (versions, changes and
links), `logic` and `successions` (can it be true together), `plausibility` (what is odd:
warnings). All run, on what the ones before could read; a cell that an earlier layer finds wrong is
not judged again by a later one.
"""

import gc
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from lib.checks import (
    cells,
    cross_table,
    files,
    history,
    logic,
    plausibility,
    structure,
    successions,
)
from lib.checks.finding import Finding, errors
from lib.checks.registry import run
from lib.checks.tables import Data, Row, Table

__all__ = ["LAYERS", "RULES", "Finding", "check", "check_data", "check_rows", "errors"]

# The layers that look at what could be read.
LAYERS = (
    cells.RULES,
    cross_table.RULES,
    history.RULES,
    logic.RULES,
    successions.RULES,
    plausibility.RULES,
)
RULES = dict(ChainMap(files.RULES, structure.RULES, *LAYERS))


def check(folder: Path, today: date | None = None) -> list[Finding]:
    """All findings in the data package in `folder`, sorted by place; none if it is sound.

    `today` (the system's date if not given) is for the warnings about dates to come and terms
    that are over.
    """
    with _uncollected():
        return check_data(*files.read(folder, today or date.today()))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, which would go through all rows again and again.

    None of them is part of a circle.
    """
    used = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if used:
            gc.enable()


def check_data(data: Data, unreadable: Iterable[Finding] = ()) -> list[Finding]:
    """The findings in what was read, and those from reading it, sorted by place."""
    findings = set(unreadable)
    damaged = {(finding.file, finding.line) for finding in findings if finding.line}
    judged: set[tuple[str, int, str]] = set()
    for found in (structure.check(data), *(run(layer, data) for layer in LAYERS)):
        new = [
            finding
            for finding in found
            if (finding.file, finding.line) not in damaged
            and (finding.file, finding.line, finding.column) not in judged
        ]
        findings.update(new)
        for finding in errors(new):
            judged.update((finding.file, finding.line, c) for c in finding.column.split(","))
    return sorted(findings)


def check_rows(
    data: Data,
    proposed: Mapping[str, Iterable[Mapping[str, str]]],
    before: Iterable[Finding] | None = None,
) -> list[Finding]:
    """What would be wrong or odd, were rows (column -> cell) put in the tables of these names.

    A row whose key is there takes the place of the one that has it, and the lines of the others are
    those after the last one. Only what they bring about, in whichever table: `before` are the
    findings in the data as they are, if they are known already.
    """
    tables = dict(data.tables)
    for name, rows in proposed.items():
        tables[name] = _with(data[name], rows)
    as_it_is = check_data(data) if before is None else before
    return sorted({*check_data(replace(data, tables=tables))}.difference(as_it_is))


def _with(table: Table, proposed: Iterable[Mapping[str, str]]) -> Table:
    key = table.resource.key
    lines = {tuple(row[column] for column in key): row.line for row in table}
    last = max(lines.values(), default=1)
    found = {row.line: row for row in table}
    for row in proposed:
        line = lines.get(tuple(row.get(column, "") for column in key), last + 1)
        last = max(last, line)
        found[line] = Row(line, row)
    return replace(table, rows=[*found.values()])
