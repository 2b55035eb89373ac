"""Headers of every answer: what pages may load, and who may read the open data."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.api import submissions
from lib.api.problems import METHODS
from lib.api.request import local_path

_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
SECURITY = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    # No path, to nobody: an address can be a private one, and own logs have no need of it either.
    "Referrer-Policy": "strict-origin",
}
_EXPOSED = ("Content-Disposition", "Content-Range", "ETag", "Last-Modified", "Link")
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": ", ".join(_EXPOSED),
}
_PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since, Range",
    "Access-Control-Max-Age": "86400",
}


def _adding(send: Send, headers: Mapping[str, str]) -> Send:
    """`send`, with headers for each response that has none of that name."""

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = MutableHeaders(scope=message)
            for name, value in headers.items():
                own.setdefault(name, value)
        await send(message)

    return with_headers


class SecurityHeaders:
    """ASGI middleware: nothing is loaded from, or sent to, any other host."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        http = scope["type"] == "http"
        await self._app(scope, receive, _adding(send, SECURITY) if http else send)


class OpenToAll:
    """ASGI middleware: every page of the web may read the answers; OPTIONS says so. Not those to
    offices, who send something.

    Starlette's CORSMiddleware says so to requests with an `Origin` alone, and an answer kept by a
    cache would then serve one kind of client and not the other.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and submissions.is_here(local_path(scope)):
            closed = Response(status_code=204, headers={"Allow": submissions.METHODS})
            await (closed if scope["method"] == "OPTIONS" else self._app)(scope, receive, send)
            return
        preflight = scope["type"] == "http" and scope["method"] == "OPTIONS"
        app = Response(status_code=204, headers=_PREFLIGHT) if preflight else self._app
        await app(scope, receive, _adding(send, _CORS))
