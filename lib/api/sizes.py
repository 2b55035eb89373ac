"""How large a request may be, whatever it asks for: its headers, its address and its body."""

from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from lib.api import problem_pages, problems
from lib.api.problems import Kind
from lib.api.request import MAX_QUERY_STRING
from lib.reading.take_in import MAX_BYTES

# Bytes of all headers together; browsers send one or two thousand, with a sign-in some more.
MOST_HEADERS = 32_768
MOST_PATH = 2_000
# Of what is sent to the API the articles are the largest; its own addresses take less.
_MOST_SENT = MAX_BYTES + 100_000
# A file for the reader, in Streamlit's larger megabytes, and what a form puts around it.
_MOST_UPLOADED = MAX_BYTES + 300_000
# Nothing else has a body.
_MOST_ELSEWHERE = 100_000

Refusal = Callable[[Request], Response]


def refusal(scope: Scope, sort: str, *, uploads: bool) -> tuple[str, Refusal] | None:
    """What is too large, and the answer to it; None where nothing is. `sort` is the path's kind."""
    if sum(len(name) + len(value) for name, value in scope["headers"]) > MOST_HEADERS:
        return "headers", _told(problems.LONG_HEADERS, MOST_HEADERS)
    if len(scope.get("query_string", b"")) > MAX_QUERY_STRING:
        return "query", _told(problems.TOO_LONG, MAX_QUERY_STRING)
    if len(scope.get("raw_path") or scope["path"].encode()) > MOST_PATH:
        return "path", _told(problems.TOO_LONG, MOST_PATH)
    body = Headers(scope=scope).get("content-length", "0")
    most = _MOST_ELSEWHERE
    if uploads:
        most = _MOST_UPLOADED
    elif sort.startswith("api"):
        most = _MOST_SENT
    if body.isascii() and body.isdigit() and (len(body) > 15 or int(body) > most):
        return "body", _told(problems.TOO_LARGE, most)
    return None


def _told(kind: Kind, most: int) -> Refusal:
    return lambda request: problem_pages.too_large(request, kind, most)
