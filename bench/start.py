"""From the command to the first answer, and to the first page that a visitor has whole."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

from bench.client import visitor
from bench.figures import Figure, figure
from bench.server import serve


async def first_page(port: int) -> float:
    """Seconds of a visitor's first run of the home page."""
    begun = time.perf_counter()
    async with visitor(port) as one:
        await one.visit("", "")
    return time.perf_counter() - begun


def starts(script: str, data: Path | None = None) -> tuple[float, float, float]:
    """Seconds until a server answers and for the first page after that, and MB it holds then."""
    with serve(script, data=data) as server:
        page = asyncio.run(first_page(server.port))
        return server.seconds, page, server.memory()


def figures(quick: bool) -> Iterator[Figure]:
    """Start and first page, the empty page in turn with the program."""
    rounds = [
        (starts("bench/floor_app.py"), starts("dashboard.py")) for _ in range(1 if quick else 3)
    ]
    for place, (name, unit) in enumerate(
        (("until it answers", "s"), ("first page after that", "s"), ("memory after that", "MB"))
    ):
        empty, full = ([each[side][place] for each in rounds] for side in (0, 1))
        yield figure("start", name, unit, full, empty)
