"""How an answer travels: validators, 304, HEAD, caching, streaming; and CORS for all of them."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from itertools import chain
from urllib.parse import urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.api import problems
from lib.api.body_cache import Kept, Unsatisfiable, span
from lib.api.problems import METHODS
from lib.api.request import ApiRequest
from lib.site import store

# An answer up to this size is made before it is sent, so that a failure is told as one.
_WHOLE = 1 << 20
_KEPT = Kept()
_SHOWN = ("Content-Disposition", "Content-Range", "ETag", "Last-Modified", "Link")
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": ", ".join(_SHOWN),
}


def etag(asked: ApiRequest) -> str:
    """Weak, since the same answer travels with and without gzip."""
    parts = (
        asked.links.base,
        asked.path,
        urlencode(asked.params, doseq=True),
        urlencode(asked.extras),
    )
    told = "\n".join([store.release(asked.viewpoint.edition), asked.today.isoformat(), *parts])
    return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'


def respond(
    request: Request,
    asked: ApiRequest,
    media_type: str,
    body: Callable[[], Iterable[bytes]],
    **headers: str,
) -> Response:
    """The answer, or 304 where the client has it already. HEAD makes no body."""
    changed = store.last_modified(asked.viewpoint)
    tag = etag(asked)
    sent = {
        "ETag": tag,
        "Accept-Ranges": "bytes",
        "Last-Modified": format_datetime(changed, usegmt=True),
        "Cache-Control": "public, max-age=300",
        "Content-Language": asked.lang,
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    if _unchanged(request, tag, changed):
        return Response(status_code=304, headers=sent)
    whole = _KEPT.get(tag)
    if request.method == "HEAD":
        answer = Response(headers=sent, media_type=media_type)
        del answer.headers["Content-Length"]
        if whole is not None:
            answer.headers["Content-Length"] = str(len(whole))
        return answer
    part = request.headers.get("range")
    if part and "if-range" not in request.headers:
        return _part(part, tag, body, sent, media_type)
    if whole is not None:
        return Response(whole, headers=sent, media_type=media_type)
    parts = iter(body())
    begun: list[bytes] = []
    size = 0
    for piece in parts:
        begun.append(piece)
        size += len(piece)
        if size > _WHOLE:
            return StreamingResponse(chain(begun, parts), headers=sent, media_type=media_type)
    whole = b"".join(begun)
    _KEPT.put(tag, whole)
    return Response(whole, headers=sent, media_type=media_type)


def _part(
    asked_for: str,
    tag: str,
    body: Callable[[], Iterable[bytes]],
    headers: dict[str, str],
    media_type: str,
) -> Response:
    """A range of the answer; all of it where the range is none."""
    whole = _KEPT.get(tag)
    if whole is None:
        whole = b"".join(body())
        _KEPT.put(tag, whole)
    try:
        found = span(asked_for, len(whole))
    except Unsatisfiable:
        told = f"There are {len(whole)} bytes."
        sizes = {"Content-Range": f"bytes */{len(whole)}"}
        return problems.document(problems.BAD_RANGE, told, headers=sizes)
    if found is None:
        return Response(whole, headers=headers, media_type=media_type)
    start, end = found
    headers = {**headers, "Content-Range": f"bytes {start}-{end - 1}/{len(whole)}"}
    return Response(whole[start:end], 206, headers=headers, media_type=media_type)


def _unchanged(request: Request, tag: str, changed: datetime) -> bool:
    asked_for = request.headers.get("if-none-match")
    if asked_for is not None:
        known = [entry.strip().removeprefix("W/") for entry in asked_for.split(",")]
        return "*" in known or tag.removeprefix("W/") in known
    since = request.headers.get("if-modified-since")
    try:
        return since is not None and changed <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        # No date, or one without a time zone: as if it had not been sent.
        return False


class OpenToAll:
    """ASGI middleware: every page of the web may read the answers; OPTIONS says so."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_CORS)
            await send(message)

        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            headers = {
                "Allow": METHODS,
                "Access-Control-Allow-Methods": METHODS,
                "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since, Range",
                "Access-Control-Max-Age": "86400",
            }
            await Response(status_code=204, headers=headers)(scope, receive, with_headers)
        else:
            await self._app(scope, receive, with_headers)
