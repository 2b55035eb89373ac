"""Is each cell sound by itself, beyond what datapackage.json can say?"""

import unicodedata

from lib import edtf
from lib.checks.finding import Finding
from lib.checks.tables import Table
from lib.exports import FORMULA_STARTS

_DATES = {
    "events": ("date", "valid_until"),
    "sources": ("published",),
    "localities": ("valid_from", "valid_to"),
    "successions": ("effective_date",),
}


def check(tables: dict[str, Table]) -> list[Finding]:
    """Dates that exist, no control characters, no stray blanks, nothing that starts like a formula."""
    findings = []
    for table in tables.values():
        for row in table:
            for column, value in row.cells.items():
                if not value:
                    continue
                if column in _DATES.get(table.name, ()) and not _is_date(value):
                    rule = "is not a date (2014, 2014-12 or 2014-12-25)"
                elif any(unicodedata.category(c) in ("Cc", "Cf") for c in value):
                    rule = "holds a control character"
                elif value.startswith(FORMULA_STARTS):
                    rule = "starts like a spreadsheet formula"
                elif value != value.strip():
                    rule = "starts or ends with a blank"
                else:
                    continue
                findings.append(Finding(table.file, row.line, column, value, rule))
    return findings


def _is_date(text: str) -> bool:
    try:
        edtf.parse(text)
    except edtf.DateError:
        return False
    return True
