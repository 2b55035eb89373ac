"""Visitors at once, each of whom changes the filter every PAUSE seconds."""

import asyncio
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bench.changes import QUERIES
from bench.client import Rerun, visitor
from bench.figures import Figure, figure, percentile
from bench.server import serve
from lib.site.pages import PAGES

PAUSE = 0.2
VISITORS = (1, 10, 50)
SHARES = (0.5, 0.95, 0.99)


@dataclass(frozen=True)
class Crowd:
    """What a crowd saw: its reruns, the seconds, and how many sessions or reruns failed."""

    reruns: list[Rerun]
    seconds: float
    failed: int

    @property
    def rate(self) -> float:
        """Reruns per second, of all together."""
        return len(self.reruns) / self.seconds

    def latency(self, share: float) -> float:
        """Milliseconds within which a share of the reruns was answered."""
        return percentile([each.seconds * 1000 for each in self.reruns], share)


async def crowd(port: int, page: str, visitors: int, seconds: float) -> Crowd:
    """So many visitors on a page for so many seconds; each filter was asked for before."""
    reruns: list[Rerun] = []
    lost = 0
    async with visitor(port) as one:
        for query in QUERIES:
            await one.visit(page, query)
    begun = time.perf_counter()

    async def live(seed: int) -> None:
        nonlocal lost
        draw = random.Random(seed)
        try:
            async with visitor(port) as one:
                while time.perf_counter() - begun < seconds:
                    reruns.append(await one.visit(page, draw.choice(QUERIES)))
                    await asyncio.sleep(PAUSE)
        except (OSError, TimeoutError):
            lost += 1

    await asyncio.gather(*(live(seed) for seed in range(visitors)))
    elapsed = time.perf_counter() - begun
    return Crowd(reruns, elapsed, lost + sum(each.failed for each in reruns))


async def measure(floor_port: int, port: int, quick: bool) -> list[Figure]:
    found = []
    seconds = 2.0 if quick else 5.0
    for visitors in VISITORS:
        subject = f"{visitors} visitor{'s' if visitors > 1 else ''}"
        for page in PAGES:
            empty = await crowd(floor_port, "", visitors, seconds / 2)
            full = await crowd(port, page.path, visitors, seconds)
            name = f"/{page.path}"
            found.append(figure(subject, name, "reruns/s", [full.rate], [empty.rate]))
            found += [
                figure(
                    subject,
                    f"{name}, p{share * 100:.0f}",
                    "ms",
                    [full.latency(share)],
                    [empty.latency(share)],
                )
                for share in SHARES
            ]
            found.append(figure(subject, f"{name}, failed", "", [full.failed]))
    return found


def figures(quick: bool) -> Iterator[Figure]:
    """Reruns per second and how long they take, the empty page in turn with each page."""
    with serve("bench/floor_app.py") as floor, serve("dashboard.py") as server:
        yield from asyncio.run(measure(floor.port, server.port, quick))
