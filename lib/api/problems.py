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
BAD_BODY = Kind("bad-body", 400, N_("What was sent cannot be read"))
NO_KEY = Kind("no-key", 401, N_("A key is needed for this"))
CROSS_SITE = Kind("cross-site", 403, N_("Pages of other sites may not ask for this"))
NOT_FOUND = Kind("not-found", 404, N_("There is nothing at this address"))
METHOD = Kind("method-not-allowed", 405, N_("Only reading is possible here"))
CONFLICT = Kind("conflict", 409, N_("Something else was sent under this id before"))
TOO_LARGE = Kind("too-large", 413, N_("What was sent is too large"))
TOO_LONG = Kind("query-too-long", 414, N_("The query is too long"))
NOT_JSON = Kind("media-type", 415, N_("Only JSON is taken here"))
NO_ARTICLE = Kind("article-type", 415, N_("Texts, web pages and PDF files are read here"))
BAD_RANGE = Kind("bad-range", 416, N_("The answer has no such range"))
REFUSED = Kind("refused", 422, N_("The submission cannot be taken as it is"))
UNREADABLE = Kind("unreadable", 422, N_("What was sent cannot be read as an article"))
TOO_MANY = Kind("too-many", 429, N_("Too many requests in a short time"))
LONG_HEADERS = Kind("headers-too-long", 431, N_("The headers of the request are too long"))
FAILED = Kind("failed", 500, N_("The request could not be answered"))
NO_DATA = Kind("no-data", 503, N_("The data set could not be loaded"))
# No 503, on which a proxy takes the whole replica for gone.
BUSY = Kind("busy", 429, N_("Too many pictures and files are being made just now"))
NO_ROOM = Kind("no-room", 507, N_("The server has no room for this file just now"))
LEAVING = Kind("leaving", 503, N_("The server is being restarted"))
FULL = Kind("full", 503, N_("Too many visitors are here just now"))
NO_STORE = Kind("no-inbox", 503, N_("The inbox cannot be reached just now"))
KINDS = (
    *(BAD_PARAMETER, BAD_HOST, BAD_BODY, NO_KEY, CROSS_SITE, NOT_FOUND, METHOD, CONFLICT),
    *(TOO_LARGE, TOO_LONG, NOT_JSON, NO_ARTICLE, BAD_RANGE, REFUSED, UNREADABLE, TOO_MANY, FAILED),
    *(NO_DATA, BUSY, NO_STORE, LEAVING, FULL, LONG_HEADERS, NO_ROOM),
)


@dataclass
class Problem(Exception):
    """A request that is not answered, and why. `more` goes into the problem document."""

    kind: Kind
    detail: str
    more: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


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
