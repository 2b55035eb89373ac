"""Each request gets a reference, a line in the log and a place in the figures."""

import re
import time
from collections.abc import Mapping
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.language.quoting import printable
from lib.site import log, measures
from lib.site.links import PAGE_FILES
from lib.site.pages import PAGES

HEADER = "X-Request-ID"
# A proxy's own reference is taken over where it is one, so that both logs name it alike.
_SOUND = re.compile(r"[A-Za-z0-9._-]{8,64}")
_PAGES = frozenset(page.path for page in PAGES)
# First parts of paths that are told apart; an address that is not known is "other".
_KINDS = frozenset(
    {
        "r",
        "brief",
        "card",
        "chart",
        "view",
        "geo",
        "script",
        "static",
        "media",
        "component",
        "healthz",
    }
    | {"readyz", "metrics", "_stcore", "calendar.ics", "feed.xml", "changes.xml"}
)


def kind(path: str) -> str:
    """The kind of address that a path is, of a small set: "page", "api csv", "static" …"""
    if "/_stcore/" in path:
        # Streamlit's front end looks for the server under the page's own path, too.
        return "_stcore"
    first, _, rest = path.strip("/").partition("/")
    if first in _PAGES:
        return "page"
    if first == "api":
        form = rest.rpartition(".")[2]
        return f"api {form}" if form in _FORMS else "api"
    if first in ("map.svg", "map.png", "card.png"):
        return "picture"
    if f"/{first}" in PAGE_FILES:
        return "file"
    return first if first in _KINDS else "other"


_FORMS = frozenset({"json", "csv", "geojson", "parquet", "xlsx", "zip"})


class Observed:
    """ASGI middleware around all others. `base` is the path that everything is served under."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self._app = app
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        reference = given if _SOUND.fullmatch(given) else uuid4().hex[:16]
        token = log.reference.set(reference)
        try:
            await self._answer(scope, receive, send, reference)
        finally:
            log.reference.reset(token)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, reference: str) -> None:
        path = scope["path"].removeprefix(self._base)
        sort = kind(path)
        status = 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = reference
            await send(message)

        begun = time.perf_counter()
        with measures.UNDER_WAY.labels(sort).track_inprogress():
            try:
                await self._app(scope, receive, noting)
            finally:
                seconds = time.perf_counter() - begun
                measures.REQUESTS.labels(sort).observe(seconds)
                measures.ANSWERS.labels(sort, str(status)).inc()
                _line(scope, sort, status, seconds)


def _line(scope: Mapping[str, object], sort: str, status: int, seconds: float) -> None:
    """Of what a person or a program asked for; not of the files that a page is made of."""
    if sort in ("static", "media", "component", "_stcore", "healthz", "readyz", "metrics"):
        return
    log.LOG.info(
        "%s %s",
        printable(str(scope["method"])),
        printable(str(scope["path"]), 200),
        extra={"status": status, "seconds": round(seconds, 4)},
    )
