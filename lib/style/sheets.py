"""The rules of style that the theme cannot express, on screen and on paper."""

from functools import cache
from pathlib import Path


@cache
def css() -> str:
    """All of them, as the content of a `style` element."""
    folder = Path(__file__).parent
    return "".join(
        (folder / name).read_text(encoding="utf-8") for name in ("page.css", "print.css")
    )
