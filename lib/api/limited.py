"""How much one client gets, so that the others go on: pages, sessions, and work on files.

Files and pictures are counted by the time that they take to make: whoever takes everything at once
gets it as fast as a part of one core makes it, and 429 in between. What is kept costs nothing.
"""

import time
from collections import Counter
from functools import partial

from anyio import create_task_group, sleep, to_thread
from anyio.lowlevel import checkpoint
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.api import problem_pages, sizes
from lib.api.clients import client
from lib.api.observed import kind
from lib.api.sizes import Refusal
from lib.inbox import guard
from lib.inbox.states import TooMany
from lib.site import config, measures

# Parts of a page that is counted itself, and what those who run the site ask for.
_PARTS = frozenset({"static", "media", "component", "_stcore", "geo", "script"})
_OPERATIONS = frozenset({"healthz", "readyz", "metrics"})
_WORK = frozenset({"picture", "file", "card", "chart", "view", "brief", "calendar.ics"})
_STREAM, _UPLOAD = "/_stcore/stream", "/_stcore/upload_file/"
# Seconds for which a refusal is held back, for each that the client waits for already. Whoever asks
# as fast as it can would else cost as much by being refused.
_HELD, _MOST_HELD = 0.5, 30.0


class Limited:
    """ASGI middleware. `base` is the path that everything is served under."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self._app = app
        self._base = base
        self._sessions = 0
        self._held: Counter[str] = Counter()
        measures.watch_sessions(lambda: self._sessions)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        sort = kind(scope["path"].removeprefix(self._base))
        uploads = _UPLOAD in scope["path"] and scope.get("method") == "PUT"
        if too_large := sizes.refusal(scope, sort, uploads=uploads):
            await self._refuse(*too_large, scope, receive, send)
        elif scope["type"] == "websocket":
            await self._session(scope, receive, send)
        elif sort in _OPERATIONS:
            await self._app(scope, receive, send)
        elif sort == "page" and self._sessions >= config.in_use().sessions:
            # A proxy that limits requests knows nothing of sessions.
            await self._refuse("full", problem_pages.full, scope, receive, send)
        elif config.in_use().limits:
            await self._counted(scope, receive, send, "upload" if uploads else sort)
        else:
            await self._app(scope, receive, send)

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        settings = config.in_use()
        if not scope["path"].endswith(_STREAM):
            await self._app(scope, receive, send)
            return
        if self._sessions >= settings.sessions:
            await self._refuse("full", problem_pages.full, scope, receive, send)
            return
        if settings.limits:
            try:
                guard.hit("session", client(scope))
            except TooMany as error:
                await self._too_many("session", error, scope, receive, send)
                return
        self._sessions += 1
        try:
            await self._app(scope, _of_bytes(receive, send), send)
        finally:
            self._sessions -= 1

    async def _counted(self, scope: Scope, receive: Receive, send: Send, sort: str) -> None:
        """A request of a kind, or a refusal where its client has had enough of them."""
        asking = client(scope)
        works = sort in _WORK or sort.startswith("api")
        limit = "upload" if sort == "upload" else "part" if sort in _PARTS else "page"
        try:
            guard.hit(limit, asking)
            if works:
                limit = "work"
                guard.room("work", asking)
        except TooMany as error:
            await self._too_many(limit, error, scope, receive, send)
            return
        if works:
            await self._timed(scope, receive, send, asking)
        else:
            await self._app(scope, receive, send)

    async def _timed(self, scope: Scope, receive: Receive, send: Send, asking: str) -> None:
        timer, state = _Timer(send), scope.setdefault("state", {})
        try:
            await self._app(scope, receive, timer.send)
        finally:
            # A large file knows itself what it took, without what it left to others.
            worked = state.get("worked", timer.worked)
            if tenths := round(worked() * 10):
                guard.add("work", asking, tenths)

    async def _too_many(
        self, limit: str, error: TooMany, scope: Scope, receive: Receive, send: Send
    ) -> None:
        asking = client(scope)
        self._held[asking] += 1
        try:
            there = await _stays(receive, min(_HELD * self._held[asking], _MOST_HELD))
        finally:
            self._held -= Counter([asking])
        if not there:
            # Nobody reads it; the figures tell of a refusal.
            if scope["type"] == "http":
                await Response(status_code=429)(scope, receive, send)
            return
        answer = partial(problem_pages.too_many, seconds=error.seconds)
        await self._refuse(limit, answer, scope, receive, send)

    async def _refuse(
        self, limit: str, answer: Refusal, scope: Scope, receive: Receive, send: Send
    ) -> None:
        measures.REFUSED.labels(limit).inc()
        # The handshake is a request, and is answered as one where the server can do that.
        able = "websocket.http.response" in scope.get("extensions", {})
        if scope["type"] == "websocket" and not able:
            await send({"type": "websocket.close", "code": 1013})
            return
        request = Request({"method": "GET", **scope, "type": "http", "root_path": self._base})
        told = await to_thread.run_sync(answer, request)
        await told(scope, receive, send)


async def _stays(receive: Receive, seconds: float) -> bool:
    """Wait so long; whether the client is there to the end. What it sends is passed over."""
    gone = False

    async def listen() -> None:
        nonlocal gone
        while not gone:
            await checkpoint()
            gone = (await receive())["type"].endswith(".disconnect")
        waiting.cancel_scope.cancel()

    async with create_task_group() as waiting:
        waiting.start_soon(listen)
        await sleep(seconds)
        waiting.cancel_scope.cancel()
    return not gone


def _of_bytes(receive: Receive, send: Send) -> Receive:
    """`receive`, with the end of the session where a message of text comes: pages send none."""

    async def receive_bytes() -> Message:
        message = await receive()
        if message["type"] != "websocket.receive" or message.get("bytes") is not None:
            return message
        await send({"type": "websocket.close", "code": 1003})
        return {"type": "websocket.disconnect", "code": 1003}

    return receive_bytes


class _Timer:
    """Measures the time of an answer without that in which the client takes it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._begun = time.perf_counter()
        self._waited = 0.0

    async def send(self, message: Message) -> None:
        begun = time.perf_counter()
        await self._send(message)
        self._waited += time.perf_counter() - begun

    def worked(self) -> float:
        """Seconds."""
        return time.perf_counter() - self._begun - self._waited
