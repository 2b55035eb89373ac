"""The same with 10 and 100 times the data: start, checks, and each page."""

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench.changes import QUERIES
from bench.client import Rerun, visitor
from bench.enlarge import enlarge
from bench.figures import Figure, figure
from bench.server import serve
from lib.checks import check, errors
from lib.facts.dataset import DATA_FOLDER
from lib.site.pages import PAGES

FACTORS = (1, 10, 100)


async def visits(port: int) -> dict[str, tuple[Rerun, list[Rerun]]]:
    """By page its first view, and its changes after each was asked for once."""
    found = {}
    for page in PAGES:
        async with visitor(port) as one:
            first = await one.visit(page.path, "")
            for query in QUERIES:
                await one.visit(page.path, query)
            found[page.path] = first, [await one.visit(page.path, query) for query in QUERIES]
    return found


def measure(folder: Path) -> dict[str, tuple[str, list[float]]]:
    """Name -> unit and values, of the data package in a folder."""
    begun = time.process_time()
    if errors(check(folder, date(2026, 11, 22))):
        sys.exit(f"The enlarged data in {folder} are not sound.")
    found = {"checks": ("s of the processor", [time.process_time() - begun])}
    with serve("dashboard.py", data=folder) as server:
        seen = asyncio.run(visits(server.port))
        found["until it answers"] = "s", [server.seconds]
        found["memory"] = "MB", [server.memory()]
    for path, (first, changes) in seen.items():
        found[f"/{path}, first view"] = "ms", [first.seconds * 1000]
        found[f"/{path}, change"] = "ms", [each.seconds * 1000 for each in changes]
        found[f"/{path}, first view sent"] = "kB", [first.wire / 1000]
        found[f"/{path}, failed"] = "", [float(sum(r.failed for r in (first, *changes)))]
    return found


def figures(quick: bool) -> Iterator[Figure]:
    """Each beside the data as they are."""
    base: dict[str, tuple[str, list[float]]] = {}
    for factor in FACTORS[:2] if quick else FACTORS:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "data"
            enlarge(DATA_FOLDER, folder, factor)
            found = measure(folder)
        base = base or found
        for what, (unit, values) in found.items():
            yield figure(f"data × {factor}", what, unit, values, base[what][1])
