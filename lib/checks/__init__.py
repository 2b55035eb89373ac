"""Is the data package sound? Findings name file, line, column, value and the rule that is broken.

Layers, each in its module: `structure` (datapackage.json against the tables), `rows` (single
cells), `references` (between tables). Later layers run only on tables that earlier ones can read.
"""

from pathlib import Path

from lib.checks import references, rows, structure
from lib.checks.finding import Finding
from lib.checks.tables import read_tables

__all__ = ["Finding", "check"]


def check(folder: Path) -> list[Finding]:
    """All findings in the data package in `folder`, by file and line; none if it is sound."""
    findings = structure.check(folder)
    tables = read_tables(folder)
    if tables is not None:
        findings += rows.check(tables) + references.check(tables)
    return sorted(set(findings))
