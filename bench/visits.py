"""Visitors who come back when they lose the server, and a program that reads the open data."""

import asyncio
import time
from collections import Counter

import httpx
from websockets.exceptions import ConnectionClosed, InvalidStatus

from bench.changes import QUERIES
from bench.client import visitor
from bench.replicas import Site

PAGE = "map"


class Visits:
    """What they see of a site until `end`, a moment of the monotonic clock."""

    def __init__(self, running: Site, end: float) -> None:
        self.running, self.end = running, end
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

    def told(self) -> str:
        """What was seen, in words."""
        return (
            f"{self.seen['reruns']} reruns, {self.seen['failed']} failed, "
            f"{self.seen['reconnected']} connections made anew; open data by status: "
            f"{dict(self.data)}"
        )
