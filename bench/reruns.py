"""`python -m bench.reruns`: what a filter change costs, alone and with many visitors.

Each figure stands beside that of an empty page in the same run, since absolute times say more of
the machine than of the program.
"""

import asyncio
import random
import statistics
import time

from bench.client import Rerun, visitor
from bench.server import Running, serve
from lib.site.pages import PAGES

# Changes as people make them: a place, a field, a period, documents only, and back to all.
QUERIES = (
    "jp=jp-kanagawa",
    "jp=jp-kanagawa&only=signed",
    "vn=vn-hanoi",
    "field=water",
    "from=2015&to=2020",
    "q=da+nang",
    "vn=vn-hue&units=today",
    "",
)
ROUNDS, VISITORS, SECONDS, PAUSE, SOAK = 6, 50, 20.0, 0.2, 1000


async def warm(port: int, page: str) -> list[Rerun]:
    """Filter changes of one visitor after each was asked for once."""
    async with visitor(port) as one:
        for query in QUERIES:
            await one.visit(page, query)
        return [await one.visit(page, query) for _ in range(ROUNDS) for query in QUERIES]


async def crowd(port: int, page: str) -> tuple[list[Rerun], float, int]:
    """Many visitors, a change each every PAUSE seconds; the reruns, the seconds, the failures."""
    results: list[Rerun] = []
    failures = 0
    start = time.perf_counter()

    async def live(seed: int) -> None:
        nonlocal failures
        draw = random.Random(seed)
        try:
            async with visitor(port) as one:
                while time.perf_counter() - start < SECONDS:
                    results.append(await one.visit(page, draw.choice(QUERIES)))
                    await asyncio.sleep(PAUSE)
        except (OSError, TimeoutError):
            failures += 1

    await asyncio.gather(*(live(seed) for seed in range(VISITORS)))
    elapsed = time.perf_counter() - start
    return results, elapsed, failures + sum(result.failed for result in results)


async def soak(server: Running, page: str) -> tuple[float, float]:
    """Memory in MB after a tenth of SOAK reruns and after all of them."""
    async with visitor(server.port) as one:
        for n in range(SOAK // 10):
            await one.visit(page, QUERIES[n % len(QUERIES)])
        before = server.memory()
        for n in range(SOAK - SOAK // 10):
            await one.visit(page, QUERIES[n % len(QUERIES)])
        return before, server.memory()


def _milliseconds(reruns: list[Rerun]) -> float:
    return statistics.median(rerun.seconds for rerun in reruns) * 1000


async def measure() -> None:
    with serve("bench/floor_app.py") as empty:
        floor = _milliseconds(await warm(empty.port, ""))
        async with visitor(empty.port) as one:
            floor_first = (await one.visit("", "")).seconds * 1000
        results, elapsed, _ = await crowd(empty.port, "")
        floor_rate = len(results) / elapsed
    print(
        f"floor, an empty page: {floor:.1f} ms a rerun, {floor_first:.0f} ms the first one; "
        f"{VISITORS} visitors: {floor_rate:.1f} reruns/s"
    )
    with serve("dashboard.py") as server:
        for page in [declared.path for declared in PAGES]:
            async with visitor(server.port) as one:
                first = await one.visit(page, "")
            reruns = await warm(server.port, page)
            wires = sorted(rerun.wire for rerun in reruns)
            size = statistics.median(rerun.size for rerun in reruns)
            print(
                f"/{page:<9} first {first.seconds * 1000:6.0f} ms {first.wire / 1000:6.1f} kB · "
                f"change {_milliseconds(reruns):6.1f} ms (budget {floor * 1.5 + 15:.1f}), "
                f"{statistics.median(wires) / 1000:5.1f} kB on the wire ({size / 1000:.1f} before "
                f"compression), at most {wires[-1] / 1000:5.1f} kB · "
                f"{sum(rerun.failed for rerun in reruns)} failed"
            )
        results, elapsed, failures = await crowd(server.port, "map")
        print(
            f"{VISITORS} visitors on /map: {len(results) / elapsed:.1f} reruns/s, median "
            f"{_milliseconds(results):.0f} ms, {failures} failed"
        )
        before, after = await soak(server, "map")
        print(f"memory over {SOAK} reruns of /map: {before:.0f} MB -> {after:.0f} MB")


if __name__ == "__main__":
    asyncio.run(measure())
