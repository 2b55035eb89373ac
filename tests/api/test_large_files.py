"""Files of many rows wait their turn: the same bytes, a limit on waiting, and room for others."""

import contextlib
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event

import anyio
import httpx
import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from lib.api import large_files, responses
from lib.api.body_cache import BodyCache
from lib.exports import in_turn

FILES = (
    *("/api/v1/events.csv", "/api/v1/events.parquet", "/api/v1/events.geojson?lang=ja"),
    *("/api/v1/events.xlsx?lang=vi", "/api/v1/sources.csv", "/api/v1/localities.xlsx"),
    *("/api/v1/package.zip?jp=jp-kagawa", "/calendar.ics"),
    *("/records.csv?lang=ja", "/records.xlsx?lang=vi", "/evidence.csv"),
)


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any file is large, and none is kept."""
    monkeypatch.setattr(in_turn, "LARGE", 1)
    monkeypatch.setattr(responses, "_CACHE", BodyCache())


@pytest.fixture
def held() -> Iterator[Event]:
    """A file that others wait for, until the event."""
    go = Event()

    def make() -> Iterator[bytes]:
        assert go.wait(30)
        yield b""

    export = in_turn.LINE.add(make, 1, "somebody")
    yield go
    go.set()
    assert not b"".join(export.pieces())


def under_way() -> tuple[int, int]:
    """How many are made and wait, once nobody takes any of them any more."""
    with in_turn.LINE.moved:
        in_turn.LINE.moved.wait_for(lambda: in_turn.LINE.counts() == (0, 0), 10)
    return in_turn.LINE.counts()


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_waited_is_the_same(site, path, monkeypatch):
    waited = site.get(path)
    monkeypatch.setattr(in_turn, "LARGE", 1_000_000)
    monkeypatch.setattr(responses, "_CACHE", BodyCache())
    at_once = site.get(path)
    assert waited.status_code == at_once.status_code == 200
    assert waited.content == at_once.content and waited.headers["etag"] == at_once.headers["etag"]
    assert under_way() == (0, 0)


def test_small_files_never_wait(site, held, monkeypatch):
    monkeypatch.setattr(in_turn, "LARGE", 5_000)
    assert {site.get(path).status_code for path in FILES} == {200}


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, '"status":429'),
        ({"Accept-Language": "ja"}, "ただいま画像やファイルの作成が混み合っています"),
        ({"Accept": "text/html", "Accept-Language": "vi"}, '<html lang="vi">'),
        ({"Accept": "text/html", "Accept-Language": "ja"}, '<html lang="ja">'),
        ({"Accept": "text/html"}, '<html lang="en">'),
    ],
)
def test_who_has_waited_long_is_told_when_to_come_again(site, held, sent, words, monkeypatch):
    monkeypatch.setattr(large_files, "_SECONDS", 0.05)
    refused = site.get("/api/v1/events.csv?vn=vn-hue", headers=sent)
    assert refused.status_code == 429 and words in refused.text
    assert int(refused.headers["retry-after"]) == 30
    assert in_turn.LINE.counts() == (1, 0)


def test_what_a_file_leaves_to_others_is_no_work_of_its_own(monkeypatch):
    monkeypatch.setattr(in_turn, "rest", lambda _worked, _others: 0.3)

    def make() -> Iterator[bytes]:
        yield b"rows"

    request = Request({"type": "http", "client": ("203.0.113.9", 4711), "headers": []})
    begun = time.perf_counter()
    assert b"".join(large_files.made(request, make, 10)) == b"rows"
    assert time.perf_counter() - begun > 0.25
    assert 0 <= request.scope["state"]["worked"]() < 0.1


@pytest.mark.parametrize(("own", "kind"), [(True, "too-many"), (False, "busy")])
def test_no_more_wait_than_there_is_room_for(site, held, own, kind, monkeypatch):
    monkeypatch.setattr(in_turn, "MOST_EACH" if own else "MOST", 1 - own)
    refused = site.get("/api/v1/events.xlsx")
    assert refused.status_code == refused.json()["status"] == 429
    assert refused.json()["type"].endswith(f"#problem-{kind}")
    assert int(refused.headers["retry-after"]) == 30
    # A part of a file, and what the client has, cost no file.
    tag = site.head("/api/v1/events.xlsx").headers["etag"]
    assert site.get("/api/v1/events.xlsx", headers={"If-None-Match": tag}).status_code == 304
    assert site.get("/api/v1/events.xlsx", headers={"Range": "bytes=0-9"}).status_code == 429


@pytest.mark.anyio
@pytest.mark.parametrize("version", ["2.3", "2.4"])
async def test_a_client_that_hangs_up_leaves_its_file(version):
    """A server says so to whoever listens, or where something is sent on."""
    gone, pieces = anyio.Event(), []

    def make() -> Iterator[bytes]:
        for _ in range(1_000):
            pieces.append(1)
            time.sleep(0.01)
            yield b"rows" * 100_000

    async def receive() -> Message:
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message.get("body"):
            gone.set()
            if version == "2.4":
                raise OSError

    scope = {"type": "http", "asgi": {"spec_version": version}, "headers": []}
    request = Request(scope | {"client": ("203.0.113.9", 4711)})
    answer = responses._whole("tag", lambda: large_files.made(request, make, 10), {}, "text/csv")
    with contextlib.suppress(ClientDisconnect):
        await answer(scope, receive, send)
    del answer
    assert await anyio.to_thread.run_sync(under_way) == (0, 0)
    assert len(pieces) < 500


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("path", [path for path in FILES if "xlsx" not in path])
def test_a_full_disk_is_told(base, path, monkeypatch):
    # The server ends a connection with what it had not foreseen.
    path = base + path
    monkeypatch.setattr(tempfile, "TemporaryFile", partial(Path("/dev/full").open, "w+b"))
    refused = httpx.get(path)
    assert refused.status_code == refused.json()["status"] == 507
    assert refused.json()["type"].endswith("#problem-no-room") and "reference" in refused.json()
    page = httpx.get(path, headers={"Accept": "text/html", "Accept-Language": "vi"})
    assert page.status_code == 507 and "không đủ dung lượng" in page.text
    monkeypatch.undo()
    assert httpx.get(path).status_code == 200
