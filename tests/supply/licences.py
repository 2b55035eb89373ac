"""`python -m tests.supply.licences`: the licence of each library that the program needs.

Exit code 1 if one is not of those that go with the program's own.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Any of these words in what a library says of itself; where it offers several licences one is
# enough. LGPL and MPL bind changes of the library alone.
FITTING = (
    *("MIT", "BSD", "Apache", "ISC", "PSF", "Python Software Foundation", "MPL", "Mozilla"),
    *("LGPL", "Lesser General Public", "Unlicense", "HPND", "Zlib", "CC0", "Public Domain", "0BSD"),
    "Artistic",
)


def needed() -> set[str]:
    """The names in requirements.txt, as installers compare them."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return {_plain(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.M)}


def installed() -> dict[str, str]:
    """The licence that each library that is installed names, by its name."""
    command = [sys.executable, "-m", "piplicenses", "--format", "json", "--from", "mixed"]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return {_plain(each["Name"]): each["License"] for each in told}


def unfitting(licences: dict[str, str]) -> dict[str, str]:
    """Those whose licence is none of FITTING."""
    words = re.compile("|".join(map(re.escape, FITTING)), re.I)
    return {name: licence for name, licence in licences.items() if not words.search(licence)}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    names = needed()
    found = {name: licence for name, licence in installed().items() if name in names}
    for name, licence in sorted(found.items()):
        print(f"{name:40} {licence}")
    others = unfitting(found)
    for name, licence in others.items():
        print(f"{name}: {licence!r} is not known to go with the program's", file=sys.stderr)
    return 1 if others else 0


if __name__ == "__main__":
    sys.exit(main())
