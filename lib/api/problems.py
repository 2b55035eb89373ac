"""What went wrong with a request, as problem details (RFC 9457). In English, for machines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import JSONResponse, Response

from lib.language.i18n import N_
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
BUSY = Kind("busy", 503, N_("Too many pictures are being made just now"))
KINDS = (BAD_PARAMETER, BAD_HOST, NOT_FOUND, METHOD, TOO_LONG, BAD_RANGE, FAILED, NO_DATA, BUSY)


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
