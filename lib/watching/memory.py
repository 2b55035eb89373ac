"""What was seen before: of each list how it answered, of each page what became of it."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[2] / "var" / "watching.json"
KEPT = timedelta(days=800)
"""Pages that no list has led to for so long are forgotten."""
TRIES = 3
"""Runs in which a page that gives no answer is asked for."""


@dataclass
class Seen:
    """A list: the marks of its last answer, and in how many runs it has failed since."""

    etag: str = ""
    modified: str = ""
    failures: int = 0


@dataclass
class Page:
    """A page: the last day on which a list led to it, how often it was asked for in vain, the rest.

    `result` is "" as long as it is to be read.
    """

    day: str
    tries: int = 0
    result: str = ""


@dataclass
class Memory:
    """All that was seen; lists and pages by their address."""

    lists: dict[str, Seen] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)

    def is_new(self, url: str) -> bool:
        """Whether a page is still to be read."""
        page = self.pages.get(url)
        return page is None or not (page.result or page.tries >= TRIES)

    def save(self, path: Path, day: date) -> None:
        """Keep it in a file, whole or not at all."""
        oldest = (day - KEPT).isoformat()
        kept = {
            "lists": {url: asdict(each) for url, each in sorted(self.lists.items())},
            "pages": {url: asdict(p) for url, p in sorted(self.pages.items()) if p.day >= oldest},
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.{os.getpid()}")
        new.write_text(json.dumps(kept, ensure_ascii=False, indent=0), encoding="utf-8")
        new.replace(path)


def load(path: Path) -> Memory:
    """What was kept in a file, nothing if there is none; raises ValueError for another's file."""
    if not path.exists():
        return Memory()
    try:
        kept: Mapping[str, Mapping[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return Memory(
            {url: Seen(**each) for url, each in kept["lists"].items()},
            {url: Page(**each) for url, each in kept["pages"].items()},
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ValueError(f"{path} is no memory of this program; remove it to begin anew") from None
