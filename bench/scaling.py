"""Reruns per second by the number of replicas, with more visitors than they can take."""

import asyncio
import random
import time
from collections.abc import Iterator

import httpx

from bench import replicas
from bench.changes import QUERIES
from bench.client import visitor
from bench.figures import Figure, figure
from bench.replicas import Site

COUNTS = (1, 2, 4)
VISITORS, PAGE = 100, "map"
# Visitors do not wait between their changes: what is measured is the most that is possible.
SETTINGS = {**replicas.SETTINGS, "VJ_LIMITS": "off"}


async def cookies(site: Site, count: int) -> list[str]:
    """What so many browsers send once they have opened a page."""
    async with httpx.AsyncClient(base_url=site.url, timeout=60) as client:
        found = []
        for _ in range(count):
            client.cookies.clear()
            answer = await client.get(f"/{PAGE}")
            found.append(f"vj_replica={answer.cookies['vj_replica']}")
        return found


async def busy(site: Site, visitors: int, seconds: float) -> tuple[float, int]:
    """Reruns per second of so many visitors together, and how many runs or sessions failed."""
    sent = await cookies(site, visitors)
    for cookie in sent[:8]:
        async with visitor(site.port, cookie) as one:
            for query in QUERIES:
                await one.visit(PAGE, query)
    done = failed = 0
    begun = time.perf_counter()

    async def live(seed: int, cookie: str) -> None:
        nonlocal done, failed
        draw = random.Random(seed)
        try:
            async with visitor(site.port, cookie) as one:
                while time.perf_counter() - begun < seconds:
                    rerun = await one.visit(PAGE, draw.choice(QUERIES))
                    done += 1
                    failed += rerun.failed
        except (OSError, TimeoutError):
            failed += 1

    await asyncio.gather(*(live(seed, cookie) for seed, cookie in enumerate(sent)))
    return done / (time.perf_counter() - begun), failed


def figures(quick: bool) -> Iterator[Figure]:
    """Each number of replicas beside one."""
    one = 0.0
    for count in COUNTS[:2] if quick else COUNTS:
        with replicas.site(count, settings=SETTINGS) as site:
            rate, failed = asyncio.run(busy(site, 20 if quick else VISITORS, 5 if quick else 20))
        one = one or rate
        name = f"{count} replica{'s' if count > 1 else ''}"
        yield figure("scaling", name, "reruns/s", [rate], [one])
        yield figure("scaling", f"{name}, failed", "", [failed])
