"""How much one client gets, so that the others go on: pages, sessions, and work on files.

Files and pictures are counted by the time that they take to make: whoever takes everything at once
gets it as fast as a part of one core makes it, and 429 in between. What is kept costs nothing.
"""

import time

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.api import problem_pages
from lib.api.clients import client
from lib.api.observed import kind
from lib.inbox import guard
from lib.inbox.states import TooMany
from lib.site import config, measures

# Parts of a page that is counted already, and what those who run the site ask for.
_FREE = frozenset({"static", "media", "component", "_stcore", "geo"})
_OPERATIONS = frozenset({"healthz", "readyz", "metrics"})
_WORK = frozenset({"picture", "card", "chart", "view", "brief", "calendar.ics"})
# Bytes of all headers together; browsers send one or two thousand, with a sign-in some more.
_MOST_HEADERS = 32_768
_STREAM, _UPLOAD = "/_stcore/stream", "/_stcore/upload_file/"


class Limited:
    """ASGI middleware. `base` is the path that everything is served under."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self._app = app
        self._base = base
        self._sessions = 0
        measures.watch_sessions(lambda: self._sessions)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if sum(len(name) + len(value) for name, value in scope.get("headers", ())) > _MOST_HEADERS:
            await self._too_long(scope, receive, send)
        elif scope["type"] == "websocket" and scope["path"].endswith(_STREAM):
            await self._session(scope, receive, send)
        elif scope["type"] == "http" and config.in_use().limits:
            await self._request(scope, receive, send)
        else:
            # A proxy that limits requests knows nothing of sessions.
            full = await self._full(scope) if scope["type"] == "http" else None
            await (full or self._app)(scope, receive, send)

    async def _too_long(self, scope: Scope, receive: Receive, send: Send) -> None:
        measures.REFUSED.labels("headers").inc()
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1009})
            return
        request = Request(self._under_base(scope))
        answer = await to_thread.run_sync(problem_pages.long_headers, request, _MOST_HEADERS)
        await answer(scope, receive, send)

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        settings = config.in_use()
        refused = "full" if self._sessions >= settings.sessions else ""
        if settings.limits and not refused:
            try:
                guard.hit("session", client(scope))
            except TooMany:
                refused = "session"
        if refused:
            measures.REFUSED.labels(refused).inc()
            await send({"type": "websocket.close", "code": 1013})
            return
        self._sessions += 1
        try:
            await self._app(scope, _of_bytes(receive, send), send)
        finally:
            self._sessions -= 1

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        sort = kind(scope["path"].removeprefix(self._base))
        uploads = _UPLOAD in scope["path"] and scope["method"] == "PUT"
        if (sort in _FREE and not uploads) or sort in _OPERATIONS:
            await self._app(scope, receive, send)
            return
        asking = client(scope)
        works = sort in _WORK or sort.startswith("api")
        limit = "upload" if uploads else "page"
        refused = await self._refusal(scope, asking, limit, works=works)
        if refused is not None:
            await refused(self._under_base(scope), receive, send)
            return
        if not works:
            await self._app(scope, receive, send)
            return
        timer, state = _Timer(send), scope.setdefault("state", {})
        try:
            await self._app(scope, receive, timer.send)
        finally:
            # Not what it waited until others' files were made (`large_files`).
            if tenths := round((timer.worked() - state.get("waited", 0)) * 10):
                guard.add("work", asking, tenths)

    async def _refusal(
        self, scope: Scope, asking: str, limit: str, *, works: bool
    ) -> Response | None:
        try:
            guard.hit(limit, asking)
            if works:
                limit = "work"
                guard.room("work", asking)
        except TooMany as error:
            measures.REFUSED.labels(limit).inc()
            request = Request(self._under_base(scope))
            return await to_thread.run_sync(problem_pages.too_many, request, error.seconds)
        return await self._full(scope)

    async def _full(self, scope: Scope) -> Response | None:
        """What a new visitor is told where there is no room, None where there is."""
        is_page = kind(scope["path"].removeprefix(self._base)) == "page"
        if not is_page or self._sessions < config.in_use().sessions:
            return None
        measures.REFUSED.labels("full").inc()
        return await to_thread.run_sync(problem_pages.full, Request(self._under_base(scope)))

    def _under_base(self, scope: Scope) -> Scope:
        return {**scope, "root_path": self._base}


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
