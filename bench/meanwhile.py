"""A visitor who goes on while another one's file of all records is made."""

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.changes import QUERIES
from bench.client import Rerun, visitor
from bench.enlarge import enlarge
from bench.figures import Figure, figure, percentile
from bench.server import serve
from lib.facts.dataset import DATA_FOLDER

FILES = {"download_csv": "CSV", "download_xlsx": "Excel"}
PAUSE = 0.2


async def _goes_on(port: int, until: asyncio.Event) -> list[Rerun]:
    """Changes of the filter, each asked for before, until the event."""
    async with visitor(port) as one:
        found: list[Rerun] = []
        while not until.is_set():
            found.append(await one.visit("map", QUERIES[len(found) % len(QUERIES)]))
            await asyncio.sleep(PAUSE)
        return found


async def measure(port: int) -> list[tuple[str, str, list[float], list[float]]]:
    """By file: seconds until it is made, and a visitor's reruns meanwhile and without it."""
    found = []
    async with visitor(port) as other, visitor(port) as one:
        for query in QUERIES:
            await one.visit("map", query)
        alone = [(await one.visit("map", query)).seconds * 1000 for query in QUERIES]
        await other.visit("records", "")
        for key, name in FILES.items():
            made = asyncio.Event()
            going = asyncio.create_task(_goes_on(port, made))
            seconds = await other.make(key)
            made.set()
            meanwhile = [each.seconds * 1000 for each in await going]
            found.append((f"{name}, made", "s", [seconds], []))
            found.append((f"{name}, a rerun meanwhile", "ms", meanwhile, alone))
            most = percentile(meanwhile, 0.95)
            found.append(
                (f"{name}, a rerun meanwhile, p95", "ms", [most], [percentile(alone, 0.95)])
            )
    return found


def figures(quick: bool) -> Iterator[Figure]:
    """With 41,400 events; the floor is the same page with nothing else going on."""
    factor = 10 if quick else 100
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        enlarge(DATA_FOLDER, folder, factor)
        with serve("dashboard.py", data=folder) as server:
            for what, unit, values, floors in asyncio.run(measure(server.port)):
                yield figure(f"export, data × {factor}", what, unit, values, floors)
