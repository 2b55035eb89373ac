"""One thing that is wrong with the data package."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """`line` counts the header as 1, and is 0 where the finding concerns the whole file."""

    file: str
    line: int
    column: str
    value: str
    rule: str

    def __str__(self) -> str:
        value = self.value if len(self.value) <= 80 else self.value[:80] + "…"
        return f"{self.file}:{self.line}:{self.column}: {value!r} {self.rule}"
