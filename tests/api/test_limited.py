"""What one client gets, and that the others go on."""

import time
from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Message

from lib.api import limited
from lib.api.clients import client
from lib.api.limited import Limited
from lib.inbox import guard


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Rates that a test reaches, each limit counted from nothing."""
    monkeypatch.setattr(
        guard,
        "RATES",
        {
            "page": "5 per minute",
            "session": "2 per minute",
            "work": "3 per minute",
            "upload": "3 per minute",
            "part": "100 per minute",
        },
    )
    # As tests/api/test_ways_in.py has them, refusals are held back; here nobody waits for them.
    monkeypatch.setattr(limited, "_HELD", 0.0)
    guard._rates.cache_clear()
    guard.forget()
    yield
    guard._rates.cache_clear()
    guard.forget()


def slow(_request: Request) -> PlainTextResponse:
    time.sleep(0.2)
    return PlainTextResponse("made")


def waiting(request: Request) -> PlainTextResponse:
    request.scope["state"]["worked"] = lambda: 0.04
    return slow(request)


async def fine(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("fine")


APP = Limited(
    Starlette(
        routes=[
            Route("/api/v1/events.xlsx", slow),
            Route("/api/v1/events.parquet", waiting),
            Route("/{rest:path}", fine, methods=["GET", "PUT", "DELETE"]),
        ]
    )
)


async def _get(path: str, who: str = "203.0.113.9", **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(APP, client=(who, 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as asking:
        return await asking.get(path, headers=headers)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({"Accept": "application/json"}, '"status":429'),
        ({"Accept": "text/html", "Accept-Language": "vi"}, '<html lang="vi">'),
        ({"Accept": "text/html", "Accept-Language": "ja"}, '<html lang="ja">'),
        ({"Accept": "text/html"}, '<html lang="en">'),
    ],
)
async def test_who_asks_too_often_is_told_when_to_come_again(headers, words):
    for _ in range(5):
        assert (await _get("/map", **headers)).status_code == 200
    refused = await _get("/map", **headers)
    assert refused.status_code == 429 and words in refused.text
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert (await _get("/map", "203.0.113.10", **headers)).status_code == 200


@pytest.mark.anyio
@pytest.mark.parametrize(
    "path",
    [
        "/static/js/a.js",
        "/_stcore/health",
        "/geo/map.js",
        "/script/choices.js",
        "/healthz",
        "/readyz",
    ],
)
async def test_parts_of_a_page_and_health_are_not_counted(path):
    for _ in range(12):
        assert (await _get(path)).status_code == 200
    assert (await _get("/map")).status_code == 200


@pytest.mark.anyio
async def test_files_are_counted_by_the_work_that_they_are():
    # Two tenths of a second each, of three in a minute.
    seen = [(await _get("/api/v1/events.xlsx")).status_code for _ in range(4)]
    assert seen == [200, 200, 429, 429]
    assert (await _get("/api/v1/events.xlsx", "203.0.113.10")).status_code == 200
    assert (await _get("/map")).status_code == 200


@pytest.mark.anyio
async def test_a_file_that_let_others_go_first_is_counted_by_its_own_work():
    assert {(await _get("/api/v1/events.parquet")).status_code for _ in range(4)} == {200}


@pytest.mark.anyio
async def test_an_installation_leaves_it_to_its_proxy(monkeypatch):
    monkeypatch.setenv("VJ_LIMITS", "off")
    assert {(await _get("/map")).status_code for _ in range(12)} == {200}


@pytest.mark.anyio
async def test_a_forged_address_counts_as_the_peer(monkeypatch):
    seen = [(await _get("/map", **{"X-Forwarded-For": f"198.51.100.{n}"})) for n in range(7)]
    assert [answer.status_code for answer in seen][-2:] == [429, 429]


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "counted"),
    [
        (("203.0.113.9", 4711), [], "0", "203.0.113.9"),
        (("203.0.113.9", 4711), ["198.51.100.1"], "0", "203.0.113.9"),
        # As uvicorn rewrites it for a peer on this machine.
        (("198.51.100.1", 0), ["198.51.100.1"], "0", "127.0.0.1"),
        (("198.51.100.1", 0), ["198.51.100.1"], "1", "198.51.100.1"),
        (("198.51.100.1", 0), ["6.6.6.6, 198.51.100.1"], "1", "198.51.100.1"),
        (("198.51.100.1", 0), ["6.6.6.6", "198.51.100.1"], "1", "198.51.100.1"),
        (("10.0.0.2", 4711), ["6.6.6.6, 198.51.100.1, 10.0.0.1"], "2", "198.51.100.1"),
        (None, [], "0", "127.0.0.1"),
    ],
)
def test_a_client_is_who_the_last_proxy_of_ours_saw(peer, forwarded, proxies, counted, monkeypatch):
    monkeypatch.setenv("VJ_PROXIES", proxies)
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    assert client({"type": "http", "client": peer, "headers": headers}) == counted


async def _session(app: Limited, who: str) -> list[str]:
    """What is sent to a client that opens the page's WebSocket."""
    sent: list[str] = []

    async def send(message: Message) -> None:
        sent.append(message["type"])

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    scope = {"type": "websocket", "path": "/map/_stcore/stream", "headers": [], "client": (who, 1)}
    await app(scope, receive, send)
    return sent


@pytest.mark.anyio
@pytest.mark.parametrize("limits", ["", "off"])
async def test_a_process_takes_so_many_visitors_and_tells_others(limits, monkeypatch):
    monkeypatch.setenv("VJ_LIMITS", limits)
    monkeypatch.setenv("VJ_SESSIONS", "1")
    seen: list[list[str] | int] = []

    async def open_page(scope, receive, send):
        """While one page is open a second one is asked for, and a file."""
        await send({"type": "websocket.accept"})
        seen.append(await _session(app, "203.0.113.10"))
        transport = httpx.ASGITransport(app, client=("203.0.113.11", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as other:
            answer = await other.get("/map", headers={"Accept": "text/html"})
            assert "Retry-After" in answer.headers
            seen.append(answer.status_code)

    app = Limited(open_page)
    assert await _session(app, "203.0.113.9") == ["websocket.accept"]
    assert seen == [["websocket.close"], 503]
    seen.clear()
    assert await _session(app, "203.0.113.9") == ["websocket.accept"]


@pytest.mark.anyio
async def test_one_client_begins_so_many_sessions():
    async def page(scope, receive, send):
        await send({"type": "websocket.accept"})

    app = Limited(page)
    seen = [(await _session(app, "203.0.113.9"))[0] for _ in range(3)]
    assert seen == ["websocket.accept", "websocket.accept", "websocket.close"]
    assert await _session(app, "203.0.113.10") == ["websocket.accept"]


@pytest.mark.anyio
async def test_files_for_the_form_are_counted_where_other_parts_of_a_page_are_not():
    path = "/contribute/_stcore/upload_file/session/file"
    transport = httpx.ASGITransport(APP, client=("203.0.113.9", 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as asking:
        seen = [(await asking.put(path, content=b"x")).status_code for _ in range(4)]
        assert seen == [200, 200, 200, 429]
        assert {(await asking.delete(path)).status_code for _ in range(6)} == {200}
    assert (await _get("/map")).status_code == 200


@pytest.mark.anyio
@pytest.mark.parametrize("limits", ["", "off"])
@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/map", {"X-Long": "a" * 40_000}, 431),
        ("/map", {"Cookie": "a=" + "b" * 40_000}, 431),
        ("/api/v1/events.csv", {f"X-{n}": "a" * 20 for n in range(2000)}, 431),
        ("/static/js/a.js", {"Accept": "text/html, " * 4000}, 431),
        ("/healthz", {"Referer": "https://site.example/" + "a" * 40_000}, 431),
        ("/_stcore/health", {"X-Forwarded-For": "203.0.113.9, " * 3000}, 431),
        ("/map", {"Cookie": "a=" + "b" * 8_000}, 200),
        ("/api/v1/events.csv", {}, 200),
    ],
)
async def test_headers_that_no_browser_sends_are_refused(
    path, headers, status, limits, monkeypatch
):
    monkeypatch.setenv("VJ_LIMITS", limits)
    assert (await _get(path, **headers)).status_code == status


@pytest.mark.anyio
async def test_a_session_ends_with_a_message_of_text():
    heard, sent = [], []

    async def page(_scope, receive, send):
        await send({"type": "websocket.accept"})
        heard.extend([await receive(), await receive(), await receive()])

    messages = iter(
        [
            {"type": "websocket.connect"},
            {"type": "websocket.receive", "bytes": b"", "text": None},
            {"type": "websocket.receive", "bytes": None, "text": "GET / HTTP/1.1"},
        ]
    )

    async def receive():
        return next(messages)

    async def send(message):
        sent.append(message)

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": [], "client": ("::1", 1)}
    await Limited(page)(scope, receive, send)
    assert [message["type"] for message in heard] == [
        "websocket.connect",
        "websocket.receive",
        "websocket.disconnect",
    ]
    assert sent[-1] == {"type": "websocket.close", "code": 1003}
