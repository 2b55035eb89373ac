"""A new version and back without an interruption: replica after replica, while visitors are there.

The new one is started and ready before nginx leads anybody to it; the old one is told to leave, and
goes once its open pages had VJ_DRAIN seconds. The two versions differ in their data.
"""

import asyncio
import json
import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from bench import replicas
from bench.replicas import Site
from bench.scaling import cookies
from bench.server import ROOT, Running, serve
from bench.visits import Visits

DRAIN = 3
SETTINGS = {"VJ_PROXIES": "1", "VJ_LIMITS": "off", "VJ_DRAIN": str(DRAIN)}


def _another(folder: Path) -> Path:
    """The data as another edition."""
    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("build"))
    file = folder / "datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    package["title"] = f"{package['title']} (new)"
    file.write_text(json.dumps(package), encoding="utf-8")
    return folder


def _edition(replica: Running) -> str:
    return str(httpx.get(f"{replica.url}/readyz", timeout=60).json()["edition"])


class _Rolling:
    """The replicas of a site, which are replaced one after the other."""

    def __init__(self, running: Site, stack: ExitStack) -> None:
        self.site, self.stack = running, stack
        self.now = list(running.replicas)

    async def go_over(self, data: Path | None) -> None:
        """To replicas with these data."""
        for place, old in enumerate(list(self.now)):
            begun = serve("dashboard.py", data=data, settings=SETTINGS)
            self.now[place] = await asyncio.to_thread(self.stack.enter_context, begun)
            replicas.lead(self.site, [replica.port for replica in self.now])
            os.kill(old.pid, signal.SIGTERM)
            # As an operator does, who waits until it has gone.
            await asyncio.sleep(DRAIN + 1)


async def _upgraded(running: Site, visitors: int, new: Path, stack: ExitStack) -> str:
    visits = Visits(running, time.monotonic() + 3600)
    rolling = _Rolling(running, stack)
    old = _edition(running.replicas[0])
    seen = []

    async def roll() -> None:
        try:
            await asyncio.sleep(2)
            for data in (new, None):
                await rolling.go_over(data)
                seen.append([await asyncio.to_thread(_edition, each) for each in rolling.now])
        finally:
            visits.end = time.monotonic() + 2

    sent = await cookies(running, visitors)
    lives = (visits.live(number, cookie) for number, cookie in enumerate(sent))
    await asyncio.gather(*lives, visits.read(), roll())
    there = old not in seen[0] and len(set(seen[0])) == 1
    back = set(seen[1]) == {old}
    return f"{visits.told()}; all on the new version: {there}, and back: {back}"


def results(quick: bool) -> Iterator[tuple[str, str]]:
    """What was done, and what was seen."""
    count, visitors = 2, 6 if quick else 50
    with TemporaryDirectory() as temporary, ExitStack() as stack:
        new = _another(Path(temporary) / "data")
        with replicas.site(count, settings=SETTINGS) as running:
            told = asyncio.run(_upgraded(running, visitors, new, stack))
    yield f"{visitors} visitors, {count} replicas replaced by a new version, and back", told


if __name__ == "__main__":
    for what, told in results(quick=True):
        print(what, told, sep="\n", flush=True)
