"""Memory over many reruns of one visitor, with many visitors, and after all have left."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack

from bench.changes import QUERIES
from bench.client import visitor
from bench.figures import Figure, figure
from bench.server import Running, serve

RERUNS, VISITORS = 1000, 50
# For so long a session is kept for a visitor who may come back; here shorter, to see it go.
KEPT = 2


async def soak(server: Running, page: str, reruns: int) -> tuple[float, float]:
    """MB after a tenth of the reruns and after all of them."""
    async with visitor(server.port) as one:
        for n in range(reruns // 10):
            await one.visit(page, QUERIES[n % len(QUERIES)])
        before = server.memory()
        for n in range(reruns - reruns // 10):
            await one.visit(page, QUERIES[n % len(QUERIES)])
        return before, server.memory()


async def come_and_go(server: Running, page: str) -> tuple[float, float]:
    """MB with many visitors, and once their sessions have ended."""
    async with AsyncExitStack() as stack:
        for _ in range(VISITORS):
            one = await stack.enter_async_context(visitor(server.port))
            await one.visit(page, "")
        there = server.memory()
    await asyncio.sleep(2 * KEPT + 3)
    async with visitor(server.port) as one:
        await one.visit(page, "")
    return there, server.memory()


async def _measure(server: Running, page: str, quick: bool) -> tuple[float, ...]:
    soaked = await soak(server, page, 100 if quick else RERUNS)
    return *soaked, *await come_and_go(server, page)


def figures(quick: bool) -> Iterator[Figure]:
    """Of the map, beside an empty page."""
    kept = ("--server.disconnectedSessionTTL", str(KEPT))
    found = []
    for script, page in (("bench/floor_app.py", ""), ("dashboard.py", "map")):
        with serve(script, *kept) as server:
            found.append(asyncio.run(_measure(server, page, quick)))
    reruns = 100 if quick else RERUNS
    names = (
        f"after {reruns // 10} reruns",
        f"after {reruns:,} reruns",
        f"with {VISITORS} visitors",
        "after all have left",
    )
    for name, empty, full in zip(names, *found, strict=True):
        yield figure("memory", name, "MB", [full], [empty])
