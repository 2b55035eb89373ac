"""What went wrong with a request, as problem details (RFC 9457).

The title is in the visitor's language, all else in English, for machines.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import JSONResponse, Response

from lib.language.i18n import N_, SOURCE, words
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


BAD_PARAMETER = Kind("bad-parameter", 400, N_("A parameter cannot be understood"))
BAD_HOST = Kind("bad-host", 400, N_("The Host header is no host name"))
NOT_FOUND = Kind("not-found", 404, N_("There is nothing at this address"))
METHOD = Kind("method-not-allowed", 405, N_("Only reading is possible here"))
TOO_LONG = Kind("query-too-long", 414, N_("The query is too long"))
BAD_RANGE = Kind("bad-range", 416, N_("The answer has no such range"))
FAILED = Kind("failed", 500, N_("The request could not be answered"))
NO_DATA = Kind("no-data", 503, N_("The data set could not be loaded"))
BUSY = Kind("busy", 503, N_("Too many pictures are being made just now"))
LEAVING = Kind("leaving", 503, N_("The server is being restarted"))
TOO_MANY = Kind("too-many-requests", 429, N_("Too many requests from one address"))
FULL = Kind("full", 503, N_("Too many visitors are here just now"))
KINDS = (
    *(BAD_PARAMETER, BAD_HOST, NOT_FOUND, METHOD, TOO_LONG, BAD_RANGE, FAILED, NO_DATA, BUSY),
    *(LEAVING, TOO_MANY, FULL),
)


@dataclass
class Problem(Exception):
    """A request that is not answered, and why. `more` goes into the problem document."""

    kind: Kind
    detail: str
    more: Mapping[str, Any] = field(default_factory=dict)


def fields(kind: Kind, detail: str, lang: str = SOURCE) -> dict[str, Any]:
    """What every problem document holds, with its title in a language."""
    title = words(lang).gettext(kind.title)
    return {"type": kind.type, "title": title, "status": kind.status, "detail": detail}


def document(
    kind: Kind,
    detail: str,
    more: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    lang: str = SOURCE,
) -> Response:
    """The problem document, with its title in a language."""
    return JSONResponse(
        {**fields(kind, detail, lang), **(more or {})},
        status_code=kind.status,
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )
