"""Is the data package sound? Findings name file, line, column, value and the rule that is broken.

Layers, each in its module: `files` (can they be read), `structure` (datapackage.json against the
tables), `cells` (single cells), `cross_table` (between tables), `logic` and `successions` (can it
be true together), `plausibility` (what is odd: warnings). All run, on what the ones before could
read; a cell that an earlier layer finds wrong is not judged again by a later one.
"""

from datetime import date
from pathlib import Path

from lib.checks import (  # noqa: F401 - a layer's rules are known once its module is imported
    cells,
    cross_table,
    files,
    logic,
    plausibility,
    structure,
    successions,
)
from lib.checks.finding import Finding, errors
from lib.checks.registry import RULES, run
from lib.checks.tables import Data

__all__ = ["RULES", "Finding", "check", "check_data", "errors"]

LAYERS = ("cells", "cross_table", "logic", "successions", "plausibility")


def check(folder: Path, today: date | None = None) -> list[Finding]:
    """All findings in the data package in `folder`, sorted by place; none if it is sound.

    `today` (the system's date if not given) is for the warnings about dates to come and terms
    that are over.
    """
    return check_data(*files.read(folder, today or date.today()))


def check_data(data: Data, unreadable: list[Finding]) -> list[Finding]:
    """The findings in what was read, and those from reading it."""
    findings = set(unreadable)
    damaged = {(finding.file, finding.line) for finding in unreadable if finding.line}
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
