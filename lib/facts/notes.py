"""What the data package says of itself: its notes written by hand, and what it is built with."""

import re
from pathlib import Path
from typing import Any

from lib.facts.dataset import Catalogue

NOTES = ("CHANGES.md", "ERRATA.md")


def notes(folder: Path) -> list[str]:
    """The notes of a data folder as Markdown, titles in bold; those that are missing left out."""
    texts = [
        (folder / name).read_text(encoding="utf-8") for name in NOTES if (folder / name).exists()
    ]
    return [_inline(text) for text in texts]


def _inline(text: str) -> str:
    # A heading of its own size would break the order of headings of the page around it, and a
    # link to a file beside the notes would lead nowhere.
    bold = re.sub(r"^#+ +(.+)$", r"**\1**", text, flags=re.MULTILINE)
    return re.sub(r"\[([^\]]+)\]\((?!https?:)[^)]*\)", r"\1", bold)


def credits_of(catalogue: Catalogue) -> list[tuple[str, str]]:
    """What the data are built with: title and address of each source of the package."""
    listed: Any = catalogue.package["sources"]
    return [(str(source["title"]), str(source["path"])) for source in listed]
