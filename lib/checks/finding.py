"""One thing that is wrong, or odd, with the data package."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Finding(NamedTuple):
    """`line` counts the header as 1, and is 0 where the finding concerns the whole file.

    `rule` is the sentence for the reader, `name` the rule's name in `lib.checks.registry`.
    """

    file: str
    line: int
    column: str
    value: str
    rule: str
    severity: Severity
    name: str

    def __str__(self) -> str:
        value = self.value if len(self.value) <= 80 else self.value[:80] + "…"
        mark = "warning: " if self.severity == "warning" else ""
        return f"{mark}{self.file}:{self.line}:{self.column}: {value!r} {self.rule}"


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that make the data unfit for use; the others are warnings."""
    return [finding for finding in findings if finding.severity == "error"]
