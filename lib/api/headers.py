"""Headers of every answer: what pages may load, who may frame them, and who may read the data."""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.api import offices
from lib.api.problems import METHODS
from lib.api.request import local_path
from lib.site import config

# `{scripts}`: the digests of the scripts that stand in a page itself; no other one runs. Streamlit
# sets styles of elements (emotion), so that styles cannot be held by digests; it imports the
# scripts of our components from blobs that it makes.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' blob: {scripts}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors {framers}",
    )
)
# Pages use the clipboard and the system's way to share, which are theirs without a word; what they
# do not use is shut.
_PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation"),
        *("gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial"),
        *("usb", "xr-spatial-tracking"),
    )
)
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    # No path, to nobody: an address can be a private one, and own logs have no need of it either.
    "Referrer-Policy": "strict-origin",
    "Permissions-Policy": _PERMISSIONS,
    # A window that opened ours, or was opened by it, reaches nothing in it.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# One year, as preload lists ask; sent behind TLS alone, where the standard wants it.
_HSTS = {"Strict-Transport-Security": "max-age=31536000"}
# Pages on which something is done, not only read, are never shown within another site.
_UNFRAMED = ("/contribute", "/curate")
_INLINE = re.compile(r"<script(?:\s+type=\"module\")?>(.*?)</script>", re.S)
_EXPOSED = ("Content-Disposition", "Content-Range", "ETag", "Last-Modified", "Link")
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
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


def inline_scripts(page: str) -> list[str]:
    """The scripts that stand in a page of HTML itself, as a browser digests them."""
    return _INLINE.findall(page)


class SecurityHeaders:
    """ASGI middleware: nothing is loaded from, or sent to, any other host.

    `scripts` are those that stand in pages themselves; only these run.
    """

    def __init__(self, app: ASGIApp, scripts: Iterable[str] = ()) -> None:
        self._app = app
        self._scripts = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        http = scope["type"] == "http"
        await self._app(scope, receive, _adding(send, self._headers(scope)) if http else send)

    def _headers(self, scope: Scope) -> dict[str, str]:
        settings = config.in_use()
        framed = not scope["path"].rstrip("/").endswith(_UNFRAMED)
        policy = _POLICY.format(
            scripts=self._scripts, framers=settings.framers if framed else "'none'"
        )
        secure = scope["scheme"] == "https" or (settings.base_url or "").startswith("https:")
        return {
            "Content-Security-Policy": policy,
            **SECURITY,
            **(_HSTS if secure else {}),
        }


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


class OpenToAll:
    """ASGI middleware: every page of the web may read the answers; OPTIONS says so. Not those to
    offices, who send something.

    Starlette's CORSMiddleware says so to requests with an `Origin` alone, and an answer kept by a
    cache would then serve one kind of client and not the other.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and offices.is_here(path := local_path(scope)):
            closed = Response(status_code=204, headers={"Allow": offices.methods(path)})
            await (closed if scope["method"] == "OPTIONS" else self._app)(scope, receive, send)
            return
        preflight = scope["type"] == "http" and scope["method"] == "OPTIONS"
        app = Response(status_code=204, headers=_PREFLIGHT) if preflight else self._app
        await app(scope, receive, _adding(send, _CORS))
