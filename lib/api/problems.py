"""What went wrong with a request, as problem details (RFC 9457). In English, for machines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from lib.language.quoting import printable
from lib.site.links import DOCS

MEDIA_TYPE = "application/problem+json"
METHODS = "GET, HEAD, OPTIONS"


@dataclass(frozen=True)
class Kind:
    """A kind of problem. `type` in a problem document is its place on the documentation page."""

    slug: str
    status: int
    title: str

    @property
    def type(self) -> str:
        return f"{DOCS}#problem-{self.slug}"


BAD_PARAMETER = Kind("bad-parameter", 400, "A parameter cannot be understood")
BAD_HOST = Kind("bad-host", 400, "The Host header is no host name")
NOT_FOUND = Kind("not-found", 404, "There is nothing at this address")
METHOD = Kind("method-not-allowed", 405, "Only reading is possible here")
TOO_LONG = Kind("query-too-long", 414, "The query is too long")
BAD_RANGE = Kind("bad-range", 416, "The answer has no such range")
FAILED = Kind("failed", 500, "The request could not be answered")
NO_DATA = Kind("no-data", 503, "The data set could not be loaded")
KINDS = (BAD_PARAMETER, BAD_HOST, NOT_FOUND, METHOD, TOO_LONG, BAD_RANGE, FAILED, NO_DATA)


@dataclass
class Problem(Exception):
    """A request that is not answered, and why. `more` goes into the problem document."""

    kind: Kind
    detail: str
    more: Mapping[str, Any] = field(default_factory=dict)


def fields(kind: Kind, detail: str) -> dict[str, Any]:
    """What every problem document holds."""
    return {"type": kind.type, "title": kind.title, "status": kind.status, "detail": detail}


def document(
    kind: Kind,
    detail: str,
    more: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The problem document."""
    return JSONResponse(
        {**fields(kind, detail), **(more or {})},
        status_code=kind.status,
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


async def on_problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return document(error.kind, error.detail, error.more)


async def on_http_exception(request: Request, error: Exception) -> Response:
    """What Starlette's router raises: no such route, or another method."""
    assert isinstance(error, HTTPException)
    if error.status_code == METHOD.status:
        detail = f"{printable(request.method)} is not possible here; {METHODS} are."
        return document(METHOD, detail, headers={"Allow": METHODS})
    detail = f"Nothing is at {printable(request.scope['path'])}. What there is: {DOCS}"
    return document(NOT_FOUND, detail)


async def on_broken_data(_request: Request, _error: Exception) -> Response:
    """The data package did not pass its checks."""
    return document(NO_DATA, "What is wrong stands in the server's log.")


async def on_failure(_request: Request, _error: Exception) -> Response:
    """Anything unforeseen. Starlette raises it on to the server, which logs it."""
    return document(FAILED, "The failure has been noted.")
