"""What is left of the readers' reruns while others ask for much: `python -m bench.soak`.

Readers change the filter every 0.2 seconds, first alone and then beside senders of contributions,
and beside a client that asks for files as fast as it can. Then replicas behind nginx lose one.
Writes docs/soak.md; `--quick` and `--senders`, the first part alone, only print.
"""

import argparse
import asyncio
import os
import platform
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from bench import faults, greedy, report, upgrade
from bench.crowd import PAUSE, crowd
from bench.replicas import Site, site
from bench.scaling import cookies
from bench.server import ROOT, Running, serve
from bench.visits import PAGE, Visits

READERS, SENDERS, VISITORS = 50, 20, 100
FILE = ROOT / "docs" / "soak.md"
# What one client gets of files is counted by the minute, so that less would tell of its beginning.
MINUTE = 60.0
# What readers are to keep of their reruns beside senders, and beside who takes all files.
SENT, ASKED = 0.9, 0.85
# Each sends once in so many seconds: 120 a minute together.
SENDING = 10.0


@dataclass(frozen=True)
class Result:
    """A row: what was done, and what was seen."""

    what: str
    seen: str


async def _beside(
    server: Running, seconds: float, others: Callable[[float], Awaitable[str]], goal: float
) -> AsyncIterator[Result]:
    """The readers' reruns alone, and with others, which are to leave a share; what these saw.

    Alone they are measured before and after: a server slows down a little in its first minutes.
    """
    before = await crowd(server.port, PAGE, READERS, seconds / 2)
    told, beside = await asyncio.gather(others(seconds), crowd(server.port, PAGE, READERS, seconds))
    after = await crowd(server.port, PAGE, READERS, seconds / 2)
    share = beside.rate / ((before.rate + after.rate) / 2)
    alone = f"{before.rate:.1f} reruns/s before, {after.rate:.1f} after"
    yield Result("readers alone", f"{alone}, {before.failed + after.failed} failed")
    yield Result(
        "readers beside them",
        f"{beside.rate:.1f} reruns/s ({share:.0%}, goal {goal:.0%}), {beside.failed} failed; "
        f"{told}",
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
                # Offices send when they have something, not all at the same moment.
                await asyncio.sleep(SENDING * number / SENDERS)
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


async def _lose(running: Site, seconds: float) -> None:
    """One replica is killed; where there are more than two, one has to leave."""
    await asyncio.sleep(seconds / 3)
    os.kill(running.replicas[0].pid, signal.SIGKILL)
    if len(running.replicas) > 2:
        await asyncio.sleep(seconds / 3)
        os.kill(running.replicas[1].pid, signal.SIGTERM)


async def _losing(count: int, visitors: int, seconds: float) -> AsyncIterator[Result]:
    with site(count, settings={"VJ_PROXIES": "1", "VJ_LIMITS": "off", "VJ_DRAIN": "5"}) as running:
        sent = await cookies(running, visitors)
        visits = Visits(running, time.monotonic() + seconds)
        lives = (visits.live(number, cookie) for number, cookie in enumerate(sent))
        await asyncio.gather(*lives, visits.read(), _lose(running, seconds))
    what = f"{visitors} visitors on {count} replicas, one killed"
    yield Result(f"{what}, one made to leave" if count > 2 else what, visits.told())


def _keys(environment: dict[str, str]) -> list[str]:
    """Keys for so many offices, in the store that the environment names."""
    from lib.inbox import keys, store

    before = dict(os.environ)
    os.environ.update(environment)
    try:
        return [keys.add(f"Office {number}", "a measurement") for number in range(SENDERS)]
    finally:
        store.close()
        os.environ.clear()
        os.environ.update(before)


def results(quick: bool, senders_alone: bool = False) -> Iterator[tuple[str, list[Result]]]:
    """Heading and rows of each part, as soon as it is done."""
    seconds = 10.0 if quick else 120.0
    with TemporaryDirectory() as folder:
        store = {"VJ_DATABASE": f"sqlite:///{folder}/inbox.db"}
        with serve("dashboard.py", settings={**store, "VJ_LIMITS": "off"}) as server:
            rows = asyncio.run(_all(_beside(server, seconds, _senders(server, _keys(store)), SENT)))
            yield f"{READERS} readers and {SENDERS} senders, {seconds:.0f} s each", rows
    if senders_alone:
        return
    # With its limits, as it is run: who asks for files has an address of its own.
    limited = {"VJ_INBOX": "off", "VJ_LIMITS": "on", "VJ_PROXIES": "1"}
    with serve("dashboard.py", settings=limited) as server:
        rows = asyncio.run(
            _all(_beside(server, MINUTE, partial(greedy.beside, server.port), ASKED))
        )
        yield f"{READERS} readers and one client that asks for files as fast as it can", rows
    rows = [Result(row.what, row.seen) for row in faults.results(quick)]
    yield "Faults", rows
    for count in (2, 4):
        rows = asyncio.run(_all(_losing(count, 20 if quick else VISITORS, seconds / 2)))
        yield f"{count} replicas behind nginx", rows
    yield "Upgrade", [Result(what, seen) for what, seen in upgrade.results(quick)]


async def _all(rows: Any) -> list[Result]:
    return [row async for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.soak")
    parser.add_argument("--quick", action="store_true", help="a look; written nowhere")
    parser.add_argument("--senders", action="store_true", help="that part alone; written nowhere")
    chosen = parser.parse_args()
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
    for heading, rows in results(chosen.quick, chosen.senders):
        part = ["", f"## {heading}", "", "| | |", "|---|---|"]
        part += [f"| {row.what} | {row.seen} |" for row in rows]
        print("\n".join(part), flush=True)
        lines += part
    if not (chosen.quick or chosen.senders):
        Path(FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
