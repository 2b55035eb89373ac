"""A client that asks for files as fast as it can, in a process of its own: `PORT SECONDS`."""

import asyncio
import json
import sys
import time
from collections import Counter

import httpx

from bench.server import ROOT


def ask(url: str, seconds: float) -> Counter[int]:
    """How often each status was the answer."""
    statuses: Counter[int] = Counter()
    end, n = time.monotonic() + seconds, 0
    own = {"X-Forwarded-For": "203.0.113.9"}
    with httpx.Client(base_url=url, headers=own, timeout=60) as client:
        while time.monotonic() < end:
            # Each another one, so that none is kept.
            path = f"/api/v1/events.xlsx?from={1900 + n % 100}-{n % 12 + 1:02d}"
            statuses[client.get(path).status_code] += 1
            n += 1
    return statuses


async def beside(port: int, seconds: float) -> str:
    """The same while others go on: in another process, so that none of them waits for it."""
    command = [sys.executable, "-m", "bench.greedy", str(port), str(seconds)]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await process.communicate()
    return f"files, by status: {json.loads(told)}"


if __name__ == "__main__":
    print(json.dumps(ask(f"http://127.0.0.1:{sys.argv[1]}", float(sys.argv[2]))))
