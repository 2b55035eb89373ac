"""What a browser fetches once and keeps: its address names its content."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# Scripts of components; what draws the map is in `lib.map.code`.
_FOLDER = Path(__file__).with_name("browser")
# Those that most pages need at once.
AT_ONCE = ("probe.js", "choices.js", "chart.js")


@dataclass(frozen=True)
class Kept:
    """What a browser fetches once, gzipped; `tag` changes with the content."""

    body: bytes
    tag: str

    @classmethod
    def of(cls, text: str) -> "Kept":
        """A text in UTF-8."""
        raw = text.encode()
        return cls(gzip.compress(raw, mtime=0), hashlib.sha256(raw).hexdigest()[:12])


@cache
def scripts() -> dict[str, Kept]:
    """The scripts of `browser` by their names."""
    files = sorted(_FOLDER.glob("*.js"))
    return {file.name: Kept.of(file.read_text(encoding="utf-8")) for file in files}
