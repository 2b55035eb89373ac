"""How an answer travels: validators, 304, HEAD, ranges, caching and streaming."""

import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from itertools import chain
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from lib.api import problems
from lib.api.body_cache import BodyCache, Unsatisfiable, byte_range
from lib.api.etags import knows
from lib.api.request import ApiRequest
from lib.site import config, store

# An answer up to this size is made before it is sent, so that a failure is told as one.
_WHOLE = 1 << 20
_CACHE = BodyCache()

Body = Callable[[], Iterable[bytes]]


def etag(view: ApiRequest) -> str:
    """Weak, since the same answer travels with and without gzip."""
    parts = (
        store.release(view.viewpoint.edition),
        view.today.isoformat(),
        view.links.base,
        view.path,
        urlencode(view.params, doseq=True),
        urlencode(view.beside),
        config.current().overlay.tag,
    )
    return f'W/"{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:24]}"'


def respond(
    request: Request, view: ApiRequest, media_type: str, body: Body, **headers: str
) -> Response:
    """The answer, or 304 where the client has it already. HEAD makes no body."""
    changed = store.last_modified(view.viewpoint)
    tag = etag(view)
    sent = {
        "ETag": tag,
        "Accept-Ranges": "bytes",
        "Last-Modified": format_datetime(changed, usegmt=True),
        "Cache-Control": "public, max-age=300",
        "Content-Language": view.lang,
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    if _unchanged(request, tag, changed):
        return Response(status_code=304, headers=sent)
    if request.method == "HEAD":
        return _head(tag, sent, media_type)
    wanted = request.headers.get("range")
    if wanted and "if-range" not in request.headers:
        return _part(wanted, tag, body, sent, media_type)
    return _whole(tag, body, sent, media_type)


def _head(tag: str, headers: dict[str, str], media_type: str) -> Response:
    answer = Response(headers=headers, media_type=media_type)
    del answer.headers["Content-Length"]
    cached = _CACHE.get(tag)
    if cached is not None:
        answer.headers["Content-Length"] = str(len(cached))
    return answer


def _whole(tag: str, body: Body, headers: dict[str, str], media_type: str) -> Response:
    cached = _CACHE.get(tag)
    if cached is not None:
        return Response(cached, headers=headers, media_type=media_type)
    pieces = iter(body())
    begun: list[bytes] = []
    size = 0
    for piece in pieces:
        begun.append(piece)
        size += len(piece)
        if size > _WHOLE:
            return _Streamed(begun, pieces, headers, media_type)
    whole = b"".join(begun)
    _CACHE.put(tag, whole)
    return Response(whole, headers=headers, media_type=media_type)


class _Streamed(StreamingResponse):
    """An answer that is sent while it is made, which ends when its client goes.

    What is left of a request that was broken off holds it in circles, so that Python by itself
    would end it minutes later: until then a large file would be made on (`large_files`).
    """

    def __init__(
        self, begun: list[bytes], pieces: Iterator[bytes], headers: dict[str, str], media_type: str
    ) -> None:
        super().__init__(chain(begun, pieces), headers=headers, media_type=media_type)
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            if isinstance(self._pieces, Generator):
                self._pieces.close()


def _part(wanted: str, tag: str, body: Body, headers: dict[str, str], media_type: str) -> Response:
    """A range of the answer; all of it where the range is none."""
    whole = _CACHE.get(tag)
    if whole is None:
        whole = b"".join(body())
        _CACHE.put(tag, whole)
    try:
        found = byte_range(wanted, len(whole))
    except Unsatisfiable:
        sizes = {"Content-Range": f"bytes */{len(whole)}"}
        detail = f"There are {len(whole)} bytes."
        lang = headers["Content-Language"]
        return problems.document(problems.BAD_RANGE, detail, headers=sizes, lang=lang)
    if found is None:
        return Response(whole, headers=headers, media_type=media_type)
    start, end = found
    headers = {**headers, "Content-Range": f"bytes {start}-{end - 1}/{len(whole)}"}
    return Response(whole[start:end], 206, headers=headers, media_type=media_type)


def _unchanged(request: Request, tag: str, changed: datetime) -> bool:
    wanted = request.headers.get("if-none-match")
    if wanted is not None:
        return knows(wanted, tag)
    since = request.headers.get("if-modified-since")
    try:
        return since is not None and changed <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        # No date, or one without a time zone: as if it had not been sent.
        return False
