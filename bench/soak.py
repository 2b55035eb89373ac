"""`python -m bench.soak [--quick]`: what is left of the readers' reruns while others ask for much.

Readers change the filter every 0.2 seconds, first alone and then beside senders of contributions,
and beside a client that asks for files as fast as it can. Then replicas behind nginx lose one.
Writes docs/soak.md; `--quick` prints alone.
"""

import argparse
import asyncio
import os
import platform
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed, InvalidStatus

from bench import faults, report
from bench.changes import QUERIES
from bench.client import visitor
from bench.crowd import PAUSE, crowd
from bench.replicas import Site, site
from bench.scaling import cookies
from bench.server import ROOT, Running, serve

READERS, SENDERS, VISITORS = 50, 20, 100
PAGE = "map"
FILE = ROOT / "docs" / "soak.md"
# Each sends once in so many seconds: faster than any office does.
SENDING = 2.0


@dataclass(frozen=True)
class Result:
    """A row: what was done, and what was seen."""

    what: str
    seen: str


async def _beside(
    server: Running, seconds: float, others: Callable[[float], Awaitable[str]]
) -> AsyncIterator[Result]:
    """The readers' reruns alone, and with others; what the others saw."""
    alone = await crowd(server.port, PAGE, READERS, seconds)
    told, beside = await asyncio.gather(others(seconds), crowd(server.port, PAGE, READERS, seconds))
    share = beside.rate / alone.rate
    yield Result("readers alone", f"{alone.rate:.1f} reruns/s, {alone.failed} failed")
    yield Result(
        "readers beside them",
        f"{beside.rate:.1f} reruns/s ({share:.0%}), {beside.failed} failed; {told}",
    )


def _submission(sender: int, n: int) -> dict[str, Any]:
    return {
        "client_id": f"soak-{sender}-{n}",
        "wish": "source",
        "record": "vj0141",
        "lang": "en",
        "note": f"Sent by a measurement, {sender}-{n}",
        "sources": [
            {
                "url": f"https://example.org/{sender}/{n}",
                "publisher": "An office",
                "kind": "official",
                "lang": "en",
                "side": "vn",
                "relation": "supports",
                "supports": "date",
            }
        ],
    }


def _senders(server: Running, keys: list[str]) -> Callable[[float], Awaitable[str]]:
    async def send(seconds: float) -> str:
        statuses: dict[int, int] = {}
        took: list[float] = []

        async def office(number: int) -> None:
            end, n = time.monotonic() + seconds, 0
            sent = {"Authorization": f"Bearer {keys[number]}"}
            async with httpx.AsyncClient(base_url=server.url, headers=sent, timeout=60) as client:
                while time.monotonic() < end:
                    begun = time.monotonic()
                    body = _submission(number, n)
                    answer = await client.post("/api/v1/submissions", json=body)
                    took.append(time.monotonic() - begun)
                    statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
                    n += 1
                    await asyncio.sleep(SENDING)

        await asyncio.gather(*(office(number) for number in range(SENDERS)))
        middle = sorted(took)[len(took) // 2]
        return f"sent, by status: {statuses}, half within {middle * 1000:.0f} ms"

    return send


def _greedy(server: Running) -> Callable[[float], Awaitable[str]]:
    async def ask(seconds: float) -> str:
        statuses: dict[int, int] = {}
        end = time.monotonic() + seconds
        async with httpx.AsyncClient(base_url=server.url, timeout=60) as client:
            n = 0
            while time.monotonic() < end:
                # Each another one, so that none is kept.
                path = f"/api/v1/events.xlsx?from={1900 + n % 100}-{n % 12 + 1:02d}"
                answer = await client.get(path)
                statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
                n += 1
        return f"files, by status: {statuses}"

    return ask


class _Losing:
    """Visitors and a program at a site that loses a replica."""

    def __init__(self, running: Site, seconds: float) -> None:
        self.running, self.seconds = running, seconds
        self.end = time.monotonic() + seconds
        self.seen: Counter[str] = Counter(reruns=0, failed=0, reconnected=0)
        self.data: Counter[int] = Counter()

    async def live(self, number: int, cookie: str) -> None:
        """A visitor who comes back to the view when the connection is lost."""
        while time.monotonic() < self.end:
            try:
                async with visitor(self.running.port, cookie) as page:
                    while time.monotonic() < self.end:
                        rerun = await page.visit(PAGE, QUERIES[number % len(QUERIES)])
                        self.seen["reruns"] += 1
                        self.seen["failed"] += rerun.failed
                        await asyncio.sleep(2)
            except (OSError, TimeoutError, ConnectionClosed, InvalidStatus):
                self.seen["reconnected"] += 1
                await asyncio.sleep(0.5)

    async def read(self) -> None:
        """A program that reads the open data."""
        async with httpx.AsyncClient(base_url=self.running.url, timeout=60) as client:
            while time.monotonic() < self.end:
                limit = self.data.total() % 50 + 1
                answer = await client.get(f"/api/v1/events.json?limit={limit}")
                self.data[answer.status_code] += 1
                await asyncio.sleep(0.05)

    async def lose(self) -> None:
        """One replica is killed; where there are more than two, one has to leave."""
        await asyncio.sleep(self.seconds / 3)
        os.kill(self.running.replicas[0].pid, signal.SIGKILL)
        if len(self.running.replicas) > 2:
            await asyncio.sleep(self.seconds / 3)
            os.kill(self.running.replicas[1].pid, signal.SIGTERM)


async def _losing(count: int, visitors: int, seconds: float) -> AsyncIterator[Result]:
    with site(count, settings={"VJ_PROXIES": "1", "VJ_LIMITS": "off", "VJ_DRAIN": "5"}) as running:
        sent = await cookies(running, visitors)
        tried = _Losing(running, seconds)
        lives = (tried.live(number, cookie) for number, cookie in enumerate(sent))
        await asyncio.gather(*lives, tried.read(), tried.lose())
    what = f"{visitors} visitors on {count} replicas, one killed"
    yield Result(
        f"{what}, one made to leave" if count > 2 else what,
        f"{tried.seen['reruns']} reruns, {tried.seen['failed']} failed, "
        f"{tried.seen['reconnected']} connections made anew; open data by status: "
        f"{dict(tried.data)}",
    )


def _keys(environment: dict[str, str]) -> list[str]:
    """Keys for so many offices, in the store that the environment names."""
    made = []
    for number in range(SENDERS):
        command = [sys.executable, "-m", "lib.inbox", "key", "add", f"Office {number}"]
        run = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=True
        )
        made.append(run.stdout.decode().split()[-1])
    return made


def results(quick: bool) -> Iterator[tuple[str, list[Result]]]:
    """Heading and rows of each part, as soon as it is done."""
    seconds = 10.0 if quick else 120.0
    with TemporaryDirectory() as folder:
        store = {"VJ_DATABASE": f"sqlite:///{folder}/inbox.db"}
        with serve("dashboard.py", settings={**store, "VJ_LIMITS": "off"}) as server:
            rows = asyncio.run(_all(_beside(server, seconds, _senders(server, _keys(store)))))
            yield f"{READERS} readers and {SENDERS} senders, {seconds:.0f} s each", rows
    # One address each: the readers are counted as well, so that they are given all they ask for.
    with serve("dashboard.py", settings={"VJ_INBOX": "off"}) as server:
        rows = asyncio.run(_all(_beside(server, seconds / 2, _greedy(server))))
        yield f"{READERS} readers and one client that asks for files as fast as it can", rows
    rows = [Result(row.what, row.seen) for row in faults.results(quick)]
    yield "Faults", rows
    for count in (2, 4):
        rows = asyncio.run(_all(_losing(count, 20 if quick else VISITORS, seconds / 2)))
        yield f"{count} replicas behind nginx", rows


async def _all(rows: Any) -> list[Result]:
    return [row async for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.soak")
    parser.add_argument("--quick", action="store_true", help="a look; written nowhere")
    quick = parser.parse_args().quick
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, cwd=ROOT)
    lines = [
        "# What is left while others ask for much",
        "",
        f"`make soak` on {datetime.now(UTC):%Y-%m-%d}, commit {commit.stdout.decode().strip()}, "
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python "
        f"{platform.python_version()}, load before {report.busy():.1f} per core. Visitors, nginx "
        f"and the program share the cores; a reader changes the filter of /{PAGE} every {PAUSE} s.",
    ]
    print("\n".join(lines))
    for heading, rows in results(quick):
        part = ["", f"## {heading}", "", "| | |", "|---|---|"]
        part += [f"| {row.what} | {row.seen} |" for row in rows]
        print("\n".join(part), flush=True)
        lines += part
    if not quick:
        Path(FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
