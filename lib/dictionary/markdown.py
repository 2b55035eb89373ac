"""Markdown tables and code."""

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], body: Iterable[Sequence[object]]) -> str:
    """A table without a line end behind it."""
    rows = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def code(names: Iterable[str]) -> str:
    """Each name as code, with commas between."""
    return ", ".join(f"`{name}`" for name in names)
