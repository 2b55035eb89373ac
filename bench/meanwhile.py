"""A visitor who goes on while another one's file of all records is made."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from bench.changes import QUERIES
from bench.client import Rerun, visitor
from bench.enlarge import enlarge
from bench.figures import Figure, figure, percentile
from bench.server import serve
from lib.facts.dataset import DATA_FOLDER

FILES = {"csv": "CSV", "xlsx": "Excel"}
PAUSE = 0.2


async def _goes_on(port: int, until: asyncio.Event) -> list[Rerun]:
    """Changes of the filter, each asked for before, until the event."""
    async with visitor(port) as one:
        found: list[Rerun] = []
        while not until.is_set():
            found.append(await one.visit("map", QUERIES[len(found) % len(QUERIES)]))
            await asyncio.sleep(PAUSE)
        return found


async def _made(port: int, form: str) -> float:
    """Seconds until a client has the file of all records."""
    begun = time.perf_counter()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=900) as client:
        assert (await client.get(f"/api/v1/events.{form}")).status_code == 200
    return time.perf_counter() - begun


async def measure(port: int) -> list[tuple[str, str, list[float], list[float]]]:
    """By file: seconds until it is made, and a visitor's reruns meanwhile and without it."""
    found: list[tuple[str, str, list[float], list[float]]] = []
    async with visitor(port) as one:
        for query in QUERIES:
            await one.visit("map", query)
        alone = [(await one.visit("map", query)).seconds * 1000 for query in QUERIES]
    for form, name in FILES.items():
        made = asyncio.Event()
        going = asyncio.create_task(_goes_on(port, made))
        seconds = await _made(port, form)
        made.set()
        meanwhile = [each.seconds * 1000 for each in await going]
        found.append((f"{name}, made", "s", [seconds], []))
        found.append((f"{name}, a rerun meanwhile", "ms", meanwhile, alone))
        most = percentile(meanwhile, 0.95)
        found.append((f"{name}, a rerun meanwhile, p95", "ms", [most], [percentile(alone, 0.95)]))
    return found


def figures(quick: bool) -> Iterator[Figure]:
    """With 100 times the records; the floor is the same page with nothing else going on."""
    factor = 12 if quick else 100
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        enlarge(DATA_FOLDER, folder, factor)
        with serve("dashboard.py", data=folder) as server:
            for what, unit, values, floors in asyncio.run(measure(server.port)):
                yield figure(f"export, data × {factor}", what, unit, values, floors)
