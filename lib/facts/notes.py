"""What the data package says of itself: its notes written by hand, and what it is built with."""

import re
from typing import Any

from lib.facts.dataset import Dataset
from lib.facts.package import NOTES


def notes(dataset: Dataset) -> list[str]:
    """The notes as Markdown, titles in bold; those that are missing left out."""
    return [_inline(dataset.files[name].decode()) for name in NOTES if name in dataset.files]


def _inline(text: str) -> str:
    # A heading of its own size would break the order of headings of the page around it, and a
    # link to a file beside the notes would lead nowhere.
    bold = re.sub(r"^#+ +(.+)$", r"**\1**", text, flags=re.MULTILINE)
    return re.sub(r"\[([^\]]+)\]\((?!https?:)[^)]*\)", r"\1", bold)


def credits_of(dataset: Dataset) -> list[tuple[str, str]]:
    """What the data are built with: title and address of each source of the package."""
    listed: Any = dataset.package.descriptor["sources"]
    return [(str(source["title"]), str(source["path"])) for source in listed]
