"""Do the tables have the columns, types, codes and keys that datapackage.json declares?

The rules stand in datapackage.json; Frictionless applies them.
"""

from pathlib import Path
from typing import Any

from frictionless import Package, system
from frictionless.exception import FrictionlessException

from lib.checks.finding import Finding

# Data Package rules that need more words than Frictionless gives them in a note.
_RULES = {
    "extra-cell": "is a cell too many: a comma in an unquoted text?",
    "missing-cell": "is missing: the row has fewer cells than columns",
    "blank-row": "is an empty row",
    "duplicate-labels": "is a column that stands there twice",
    "extra-label": "is a column that datapackage.json does not know",
    "missing-label": "is a column that the file lacks",
    "incorrect-label": "is not the column that datapackage.json has at this place",
    "primary-key": "is an identifier that an earlier row has already",
    "unique-error": "is an identifier that an earlier row has already",
}


def check(folder: Path) -> list[Finding]:
    """What Frictionless finds against datapackage.json."""
    descriptor = folder / "datapackage.json"
    try:
        with system.use_context(trusted=True):
            report = Package(str(descriptor)).validate()
    except FrictionlessException as error:
        return [Finding(descriptor.name, 0, "", "", error.error.message)]
    findings = [_finding(descriptor.name, error) for error in report.errors]
    for task in report.tasks:
        findings += [_finding(Path(task.place).name, error) for error in task.errors]
    return findings


def _finding(file: str, error: Any) -> Finding:
    details = error.to_dict()
    column = details.get("fieldName") or details.get("label") or ",".join(details.get("fieldNames", []))
    value = details.get("cell") or ", ".join(map(str, details.get("fieldCells", []))) or ""
    rule = _RULES.get(error.type) or f"breaks the rule: {error.note or error.title}"
    return Finding(file, int(details.get("rowNumber", 1)), str(column or ""), str(value), rule)
