"""Every way in has the same limits, and tells programs and people alike what is over."""

import json
import socket
import threading
from collections.abc import Iterator
from threading import Event

import anyio
import httpx
import pytest
import uvicorn
from starlette.types import Message, Receive, Scope, Send

from lib.api import limited
from lib.api.limited import Limited
from lib.api.request import MAX_QUERY_STRING
from lib.inbox import guard

WHO = "203.0.113.9"
# What there is to ask for, by method and path, and the limit that is counted.
WAYS = {
    "home": ("GET", "/", "page"),
    "page": ("GET", "/records", "page"),
    "form": ("GET", "/contribute", "page"),
    "permanent page": ("GET", "/r/vj0141", "page"),
    "sheet": ("GET", "/brief/jp-kagawa.pdf", "work"),
    "rows": ("GET", "/api/v1/events.json", "work"),
    "export": ("GET", "/api/v1/events.xlsx", "work"),
    "streamed export": ("GET", "/api/v1/events.csv", "work"),
    "head of an export": ("HEAD", "/api/v1/events.parquet", "work"),
    "package": ("GET", "/api/v1/package.zip", "work"),
    "submission": ("POST", "/api/v1/submissions", "work"),
    "article to read": ("POST", "/api/v1/read", "work"),
    "documentation": ("GET", "/api/docs", "work"),
    "calendar": ("GET", "/calendar.ics", "work"),
    "feed": ("GET", "/feed.xml", "page"),
    "picture": ("GET", "/map.png", "work"),
    "chart": ("GET", "/chart/signings.svg", "work"),
    "view": ("GET", "/view/map.png", "work"),
    "card": ("GET", "/card/vj0141.png", "work"),
    "sitemap": ("GET", "/sitemap.xml", "page"),
    "nothing": ("GET", "/wp-login.php", "page"),
    "static file": ("GET", "/static/js/index.js", "part"),
    "file of a page": ("GET", "/media/0123.csv", "part"),
    "component": ("GET", "/component/table/index.html", "part"),
    "geometry": ("GET", "/geo/today/map.en.json", "part"),
    "health of the front end": ("GET", "/_stcore/health", "part"),
    "upload": ("PUT", "/contribute/_stcore/upload_file/session/file", "upload"),
    "upload taken back": ("DELETE", "/_stcore/upload_file/session/file", "part"),
    "session": ("WEBSOCKET", "/map/_stcore/stream", "session"),
}
OPERATIONS = ("/healthz", "/readyz", "/metrics")
SIZES = {
    "headers": ("", {"X-Long": "a" * 40_000}, 431),
    "query": ("?q=" + "a" * MAX_QUERY_STRING, {}, 414),
    "path": ("a" * 2_000, {}, 414),
    "body": ("", {"Content-Length": "20000000"}, 413),
    "body beyond numbers": ("", {"Content-Length": "9" * 5000}, 413),
}
READERS = {
    "en": {"Accept": "text/html"},
    "vi": {"Accept": "text/html", "Accept-Language": "vi"},
    "ja": {"Accept": "text/html", "Accept-Language": "ja-JP,ja;q=0.9"},
}


@pytest.fixture(autouse=True)
def _counted_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(limited, "_HELD", 0.0)
    guard.forget()
    yield
    guard.forget()


class Program:
    """What is behind the limits; it notes what comes through to it."""

    def __init__(self) -> None:
        self.reached: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.reached.append(scope["path"])
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def handshake(app: Limited, path: str, headers: dict[str, str]) -> httpx.Response:
    """The answer to a WebSocket's handshake, as a server that can tell more than 403 sends it."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    path, _, query = path.partition("?")
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {
        **{"type": "websocket", "path": path, "query_string": query.encode(), "headers": raw},
        **{"client": (WHO, 4711), "extensions": {"websocket.http.response": {}}},
    }
    await app(scope, receive, send)
    if sent[0]["type"] == "websocket.accept":
        return httpx.Response(200)
    assert sent[0]["type"] == "websocket.http.response.start"
    found = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return httpx.Response(sent[0]["status"], headers=found, content=body)


async def ask(
    program: Program, way: str, added: str = "", headers: dict[str, str] | None = None
) -> httpx.Response:
    method, path, _ = WAYS[way]
    app, headers = Limited(program), headers or {}
    if method == "WEBSOCKET":
        # The stream is where a path ends.
        before, query = ("", added) if added[:1] in ("", "?") else (f"/{added}", "")
        return await handshake(app, f"{before}{path}{query}", headers)
    transport = httpx.ASGITransport(app, client=(WHO, 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
        return await client.request(method, f"{path}{added}", headers=headers)


def is_told(answer: httpx.Response, status: int, lang: str | None, *, head: bool) -> None:
    """A page in the reader's language, or a problem document where nobody reads."""
    assert answer.status_code == status
    kind = "text/html" if lang else "application/problem+json"
    assert answer.headers["content-type"].startswith(kind)
    if head:
        return
    if lang:
        assert answer.text.lstrip().startswith("<!DOCTYPE html>")
        assert f'<html lang="{lang}">' in answer.text
    else:
        told = json.loads(answer.text)
        assert told["status"] == status and told["title"] and told["detail"] and told["type"]


@pytest.mark.anyio
@pytest.mark.parametrize("way", WAYS)
async def test_all_ways_let_through_what_is_meant(way):
    program = Program()
    answer = await ask(program, way, "?lang=vi", {"Content-Length": "0"})
    assert answer.status_code == 200 and program.reached


@pytest.mark.anyio
@pytest.mark.parametrize("lang", [None, *READERS])
@pytest.mark.parametrize("way", WAYS)
async def test_who_asks_too_often_is_told_when_to_come_again(way, lang):
    method, _, limit = WAYS[way]
    guard.add(limit, WHO, 1_000_000)
    program = Program()
    answer = await ask(program, way, headers=READERS[lang] if lang else {})
    is_told(answer, 429, lang, head=method == "HEAD")
    assert 1 <= int(answer.headers["retry-after"]) <= 3600
    assert not program.reached


@pytest.mark.anyio
@pytest.mark.parametrize("lang", [None, "vi"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("way", WAYS)
async def test_what_is_larger_than_anything_that_is_meant_is_refused(way, size, lang, monkeypatch):
    added, headers, status = SIZES[size]
    # Whoever limits requests elsewhere has these limits all the same.
    monkeypatch.setenv("VJ_LIMITS", "off")
    program = Program()
    answer = await ask(program, way, added, {**headers, **(READERS[lang] if lang else {})})
    is_told(answer, status, lang, head=WAYS[way][0] == "HEAD")
    assert not program.reached


@pytest.mark.anyio
@pytest.mark.parametrize("path", OPERATIONS)
async def test_who_runs_the_site_is_never_refused_for_asking(path, monkeypatch):
    for limit in guard.RATES:
        guard.add(limit, WHO, 1_000_000)
    monkeypatch.setitem(WAYS, "own", ("GET", path, ""))
    assert (await ask(Program(), "own")).status_code == 200
    assert (await ask(Program(), "own", "?q=" + "a" * 9_000)).status_code == 414


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("way", "length", "status"),
    [
        # A form's file and an article may have 4 MB, what an office sends less, anything else none.
        *[("upload", "4194304", 200), ("upload", "4300001", 413)],
        *[("article to read", "4000000", 200), ("article to read", "4200000", 413)],
        *[("submission", "380000", 200), ("page", "100000", 200), ("page", "100001", 413)],
        # What is no number is for the server to refuse.
        *[("page", "-1", 200), ("page", "", 200), ("page", "1e9", 200)],
    ],
)
async def test_each_way_takes_the_bodies_that_are_meant_for_it(way, length, status):
    answer = await ask(Program(), way, headers={"Content-Length": length})
    assert answer.status_code == status


@pytest.mark.anyio
async def test_refusals_of_one_client_are_held_back_and_no_others(monkeypatch):
    """Whoever asks with many connections at once is not answered faster than with one."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) < 5:
            # While the first waits the next ones are refused.
            await ask_again()

    async def ask_again() -> None:
        transport = httpx.ASGITransport(app, client=(WHO, 4711))
        async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
            assert (await client.get("/map")).status_code == 429

    monkeypatch.setattr(limited, "_HELD", 0.5)
    monkeypatch.setattr(limited, "sleep", sleep)
    guard.add("page", WHO, 1_000_000)
    app = Limited(Program())
    await ask_again()
    assert waits == [0.5, 1.0, 1.5, 2.0, 2.5]
    assert not app._held
    waits[:] = [0.0] * 5
    await ask_again()
    assert waits[5:] == [0.5]


SHAKE = (
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)
# What a client had sent before it hung up, by the limit that refused it.
HUNG_UP = {
    "page": "GET /map HTTP/1.1\r\nHost: site.test\r\n\r\n",
    "head of a file": "HEAD /api/v1/events.csv HTTP/1.1\r\nHost: site.test\r\n\r\n",
    "part of a body": "POST /api/v1/read HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf",
    "part of pieces": "PUT /_stcore/upload_file/a HTTP/1.1\r\nHost: a\r\n"
    "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n",
    "session": f"GET /_stcore/stream HTTP/1.1\r\nHost: site.test\r\n{SHAKE}\r\n",
}


@pytest.fixture
def limited_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Limited, socket.socket]]:
    """Limits that are over for this machine, behind a real server, and the socket it listens at."""
    for limit in guard.RATES:
        guard.add(limit, "127.0.0.1", 1_000_000)
    app, listening = Limited(Program()), socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    yield app, listening
    server.should_exit = True
    thread.join(10)
    listening.close()


@pytest.mark.parametrize("sent", HUNG_UP)
def test_a_refusal_that_is_held_back_ends_when_its_client_hangs_up(
    sent, limited_server, monkeypatch
):
    begun, ended = Event(), Event()

    async def sleep(seconds: float) -> None:
        begun.set()
        try:
            await anyio.sleep(60)
        finally:
            ended.set()

    monkeypatch.setattr(limited, "sleep", sleep)
    app, listening = limited_server
    with socket.create_connection(listening.getsockname()) as client:
        client.sendall(HUNG_UP[sent].encode())
        assert begun.wait(10)
        assert sum(app._held.values()) == 1 and not ended.is_set()
    assert ended.wait(10)


@pytest.mark.parametrize("sent", ["page", "session"])
def test_who_waits_for_a_refusal_is_told(sent, limited_server, monkeypatch):
    monkeypatch.setattr(limited, "_HELD", 0.01)
    _, listening = limited_server
    with socket.create_connection(listening.getsockname(), timeout=10) as client:
        client.sendall(HUNG_UP[sent].encode())
        assert client.recv(65536).startswith(b"HTTP/1.1 429 ")
