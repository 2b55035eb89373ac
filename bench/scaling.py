"""Reruns per second by the number of replicas, with more visitors than they can take."""

import asyncio
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
from uvicorn.loops.auto import auto_loop_factory

from bench import replicas
from bench.changes import QUERIES
from bench.client import visitor
from bench.figures import Figure, figure
from bench.replicas import Site

# Replicas, and the cores that they share with nginx and visitors: a small machine, then a larger.
LOADS = ((1, 1), (1, 2), (2, 2), (4, 2))
VISITORS, PAGE = 100, "map"
ROUNDS = 3
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


@dataclass(frozen=True)
class Busy:
    """What so many visitors together saw in some seconds, and how many cores that took."""

    rate: float
    failed: int
    replicas: float
    visitors: float

    @property
    def of_a_core(self) -> float:
        """Reruns per second that a core of a replica makes."""
        return self.rate / self.replicas


async def busy(site: Site, visitors: int, seconds: float) -> Busy:
    """Visitors who change the filter without a pause."""
    sent = await cookies(site, visitors)
    for cookie in sent[:8]:
        async with visitor(site.port, cookie) as one:
            for query in QUERIES:
                await one.visit(PAGE, query)
    done = failed = 0
    replicas, own = _worked(site), time.process_time()
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
    wall = time.perf_counter() - begun
    cores = (_worked(site) - replicas) / wall, (time.process_time() - own) / wall
    return Busy(done / wall, failed, *cores)


def _worked(site: Site) -> float:
    return sum(replica.worked() for replica in site.replicas)


# What is told of each load beside the first: name, unit and value.
MEASURES: tuple[tuple[str, str, Callable[[Busy], float]], ...] = (
    ("", "reruns/s", lambda seen: seen.rate),
    ("of a core of replicas", "reruns/s", lambda seen: seen.of_a_core),
    ("cores of replicas", "", lambda seen: seen.replicas),
    ("cores of visitors", "", lambda seen: seen.visitors),
)


@contextmanager
def on_cores(count: int) -> Iterator[int]:
    """So many cores of this machine, for all that is begun in the block; yields how many there are.

    Where a system cannot say who runs on which core (macOS), all stay.
    """
    if not hasattr(os, "sched_setaffinity"):
        yield os.cpu_count() or 1
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, set(sorted(before)[:count]))
    try:
        yield len(os.sched_getaffinity(0))
    finally:
        os.sched_setaffinity(0, before)


def _name(replicas: int, held: int) -> str:
    return f"{replicas} replica{'s'[: replicas > 1]}, {held} core{'s'[: held > 1]}"


def _load(count: int, wanted: int, quick: bool) -> tuple[str, Busy]:
    """What it is called (by the cores that there are), and what visitors saw of it."""
    with (
        on_cores(wanted) as held,
        replicas.site(count, settings=SETTINGS) as site,
        # The loop of the replicas: visitors take less of the cores that they share with them.
        asyncio.Runner(loop_factory=auto_loop_factory()) as runner,
    ):
        seen = runner.run(busy(site, 20 if quick else VISITORS, 5 if quick else 20))
    return _name(count, held), seen


def figures(quick: bool) -> Iterator[Figure]:
    """One replica on a core, then more of them and more cores, each beside the first.

    In rounds, since a core of a shared machine makes a fifth more in one minute than in the next:
    a figure is the median of the rounds, its spread says how far they differ; what failed is all
    that failed. Visitors and nginx run on the same cores. So what the replicas used of them is told
    as well, and what a core of a replica makes.
    """
    loads = LOADS[:3] if quick else LOADS
    rounds = [[_load(*load, quick) for load in loads] for _ in range(1 if quick else ROUNDS)]
    first = [seen for (_, seen), *_ in rounds]
    for load in zip(*rounds, strict=True):
        name = load[0][0]
        seen = [each for _, each in load]
        for what, unit, value in MEASURES:
            label = f"{name}, {what}" if what else name
            yield figure("scaling", label, unit, [*map(value, seen)], [*map(value, first)])
        yield figure("scaling", f"{name}, failed", "", [sum(each.failed for each in seen)])
