"""Replicas behind nginx: a visitor stays on one, and comes back to the same view from another.

Three replicas for all tests, one of them with another edition of the data; the last test takes two
of them away.
"""

import asyncio
import json
import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from httpx import Response
from websockets.exceptions import ConnectionClosed

from bench import replicas
from bench.client import visitor
from bench.replicas import Site
from lib.facts.dataset import DATA_FOLDER

COOKIE = "vj_replica"
QUERY = "jp=jp-kanagawa&lang=ja"


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data as another edition: its title differs."""
    folder = tmp_path_factory.mktemp("older") / "data"
    shutil.copytree(DATA_FOLDER, folder)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["title"] = f"{package['title']} (earlier)"
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(older: Path) -> Iterator[Site]:
    """Three replicas, the second with another edition of the data."""
    with replicas.site(3, [None, older, None]) as running:
        yield running


def upstreams(site: Site, path: str) -> list[str]:
    """Which replicas answered nginx for a path, in order."""
    lines = [line.split() for line in site.log.read_text(encoding="utf-8").splitlines()]
    # Where one did not answer, it and the next one stand there: "a:1, b:2".
    return [line[-2] for line in lines if line[2] == path]


def asked(site: Site, path: str, headers: dict[str, str] | None = None) -> tuple[Response, int]:
    """An answer, and the port of the replica that gave it."""
    before = len(upstreams(site, path))
    answer = httpx.get(f"{site.url}{path}", headers=headers)
    # nginx writes its line once the answer is gone, which the asker may have read by then.
    deadline = time.monotonic() + 10
    while len(told := upstreams(site, path)) == before and time.monotonic() < deadline:
        time.sleep(0.02)
    return answer, int(told[-1].rpartition(":")[2])


def cookie(answer: Response) -> dict[str, str]:
    """What a browser that has been given an answer sends from then on."""
    assert answer.status_code == 200 and len(answer.cookies[COOKIE]) == 32
    return {"Cookie": f"{COOKIE}={answer.cookies[COOKIE]}"}


def new_visitor(site: Site) -> dict[str, str]:
    """What a browser that has opened a page sends from then on."""
    return cookie(httpx.get(f"{site.url}/map"))


def on_each(site: Site) -> dict[int, dict[str, str]]:
    """A visitor on each replica, by its port."""
    found: dict[int, dict[str, str]] = {}
    for _ in range(40):
        answer, port = asked(site, "/map")
        found.setdefault(port, cookie(answer))
        if len(found) == len(site.replicas):
            return found
    raise AssertionError("nginx sends everybody to one replica")


def test_a_visitor_stays_on_one_replica(site):
    for port, sent in on_each(site).items():
        for _ in range(5):
            answer, answered = asked(site, "/timeline", sent)
            assert answer.status_code == 200 and "set-cookie" not in answer.headers
            assert answered == port


def test_what_is_not_for_visitors_is_shut(site):
    for path in ("/_stcore/metrics", "/map/_stcore/metrics", "/metrics", "/readyz"):
        assert httpx.get(f"{site.url}{path}").status_code == 404
    assert httpx.get(f"{site.url}/healthz").status_code == 200


def test_open_data_are_kept_for_programs_and_asked_anew_for_visitors(site):
    address = f"{site.url}/api/v1/events.csv?vn=vn-hue"
    first, second = httpx.get(address), httpx.get(address)
    assert (first.headers["x-kept"], second.headers["x-kept"]) == ("MISS", "HIT")
    assert first.content == second.content and len(first.content) > 1000
    again = httpx.get(address, headers={"If-None-Match": second.headers["etag"]})
    assert again.status_code == 304
    assert httpx.get(address, headers=new_visitor(site)).headers["x-kept"] == "BYPASS"


def test_one_reference_stands_in_both_logs(site):
    answer = httpx.get(f"{site.url}/api/v1/no-such.csv")
    reference = answer.headers["x-request-id"]
    assert any(reference in line for line in site.log.read_text(encoding="utf-8").splitlines())
    assert "secret" not in site.log.read_text(encoding="utf-8")
    httpx.get(f"{site.url}/contribute?token=secret")
    assert "secret" not in site.log.read_text(encoding="utf-8")


def test_a_replica_with_another_edition_serves_its_visitors_whole(site):
    editions = [httpx.get(f"{replica.url}/readyz").json()["edition"] for replica in site.replicas]
    assert editions[0] == editions[2] != editions[1]
    address = f"{site.url}/api/v1/events.json?limit=1"
    visitors = on_each(site)
    seen = [
        {httpx.get(address, headers=visitors[replica.port]).headers["etag"] for _ in range(4)}
        for replica in site.replicas
    ]
    assert [len(tags) for tags in seen] == [1, 1, 1]
    assert seen[0] == seen[2] != seen[1]


async def _stays(site: Site, sent: dict[str, str], lost: asyncio.Event) -> dict[str, int]:
    """A visitor who changes the view until a replica is lost, and then some more."""
    seen = {"reruns": 0, "failed": 0, "reconnected": 0}
    left = 4
    while left:
        try:
            async with visitor(site.port, sent["Cookie"]) as page:
                while left:
                    rerun = await page.visit("map", QUERY)
                    seen["reruns"] += 1
                    seen["failed"] += rerun.failed
                    left -= lost.is_set()
                    await asyncio.sleep(0.05)
        except (OSError, ConnectionClosed):
            # As Streamlit's front end does: it connects anew, and tells the view's address.
            seen["reconnected"] += 1
            assert seen["reconnected"] < 10
            await asyncio.sleep(0.2)
    return seen


async def _data(site: Site, lost: asyncio.Event) -> list[int]:
    """The status of each request for open data, until some time after a replica is lost."""
    found: list[int] = []
    left = 40
    async with httpx.AsyncClient(base_url=site.url, timeout=30) as client:
        while left:
            n = len(found)
            found.append((await client.get(f"/api/v1/events.json?limit={n % 100 + 1}")).status_code)
            left -= lost.is_set()
    return found


async def _losing(site: Site) -> tuple[dict[int, dict[str, int]], list[int]]:
    """What visitors of each replica and a program saw while one was killed and one had to leave."""
    clients = on_each(site)
    lost = asyncio.Event()

    async def lose() -> None:
        await asyncio.sleep(1)
        os.kill(site.replicas[0].pid, signal.SIGKILL)
        os.kill(site.replicas[1].pid, signal.SIGTERM)
        lost.set()

    visits, data, _ = await asyncio.gather(
        asyncio.gather(*(_stays(site, sent, lost) for sent in clients.values())),
        _data(site, lost),
        lose(),
    )
    return dict(zip(clients, visits, strict=True)), data


def test_who_loses_a_replica_comes_back_and_the_others_notice_nothing(site):
    visits, data = asyncio.run(_losing(site))
    killed, left, stays = (visits[replica.port] for replica in site.replicas)
    assert killed["reconnected"] >= 1
    # Open pages go on while it leaves.
    assert left["reconnected"] == stays["reconnected"] == 0
    assert all(seen["failed"] == 0 and seen["reruns"] >= 4 for seen in visits.values())
    assert set(data) == {200}
    # Who comes now is sent to the one that is left.
    assert asked(site, "/map")[1] == site.replicas[2].port
