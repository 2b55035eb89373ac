"""What the addresses for offices share: who may ask, how much is taken in, threads of their own.

An office asks by a program, with a key (`Authorization: Bearer …`); no page of another site may.
The store is asked in few threads of its own, so that nobody who reads waits while it is slow or
gone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar
from urllib.parse import urlsplit

from anyio import CapacityLimiter, to_thread
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from lib.api import problems
from lib.api.clients import client
from lib.api.problems import Problem
from lib.api.refusals import entry, refused
from lib.api.request import base_url
from lib.inbox.problem import Problem as Finding
from lib.inbox.problem import Refused
from lib.language.i18n import SOURCE
from lib.site import config
from lib.site.links import READ, SUBMISSIONS

_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class Line:
    """So many threads work off what is asked, and so many requests wait for them at most."""

    threads: int
    waiting: int


_STORE = Line(4, 40)


def is_here(path: str) -> bool:
    """Whether an address of the site is one for offices."""
    return path in (READ, SUBMISSIONS) or path.startswith(f"{SUBMISSIONS}/")


def methods(path: str) -> str:
    """What is possible at such an address, as the header `Allow` says it."""
    return "POST, OPTIONS" if path == READ else "GET, POST, OPTIONS"


def media_type(request: Request) -> str:
    """The media type of what is sent, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def expected(request: Request, parameters: tuple[str, ...]) -> None:
    """Raises Problem where there is no inbox, or a page of another site asks."""
    if not config.in_use().inbox:
        raise Problem(problems.NOT_FOUND, "This installation takes nothing from offices.")
    origin = request.headers.get("origin")
    own = urlsplit(base_url(request)).netloc
    foreign = origin is not None and urlsplit(origin).netloc != own
    if foreign or request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        raise Problem(problems.CROSS_SITE, "Send from a program, not from a page.")
    if unknown := [name for name in request.query_params if name not in parameters]:
        raise refused([entry((name, "", "unknown_parameter")) for name in unknown])


async def key_of(request: Request) -> int:
    """The id of the key with which is asked; raises Problem."""
    return await in_thread(lambda: _key_of(request))


def _key_of(request: Request) -> int:
    from lib.inbox import guard, keys

    address = client(request.scope)
    guard.room("bad key", address)
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    key = keys.find(secret.strip()) if scheme.lower() == "bearer" else None
    if key is None:
        if secret:
            guard.hit("bad key", address)
        asked = {"WWW-Authenticate": 'Bearer realm="submissions"'}
        detail = "Send Authorization: Bearer and a key of this installation that holds."
        raise Problem(problems.NO_KEY, detail, headers=asked)
    return key.id


async def body_of(request: Request, most: int) -> bytes:
    """What was sent; raises Problem where it is more than `most` bytes."""
    length = request.headers.get("content-length", "0")
    too_large = Problem(problems.TOO_LARGE, f"At most {most} bytes are possible.")
    if not length.isdecimal() or int(length[:12]) > most:
        raise too_large
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise too_large
    return bytes(body)


def answer(
    document: BaseModel, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """The answer; nobody keeps a copy."""
    sent = {"Cache-Control": "no-store", **(headers or {})}
    return JSONResponse(document.model_dump(mode="json"), status_code=status, headers=sent)


@cache
def _limiter(line: Line) -> CapacityLimiter:
    return CapacityLimiter(line.threads)


async def in_thread(work: Callable[[], _Answer], line: Line = _STORE) -> _Answer:
    """What `work` returns, from a thread; raises Problem for what the inbox raises."""
    if _limiter(line).statistics().tasks_waiting >= line.waiting:
        raise _unavailable() if line is _STORE else too_many(10)
    return await to_thread.run_sync(lambda: _told(work), limiter=_limiter(line))


def too_many(seconds: int) -> Problem:
    """Too much was asked; it may be again in so many seconds."""
    again = {"Retry-After": str(seconds)}
    return Problem(problems.TOO_MANY, f"Please wait {seconds} seconds.", headers=again)


def _unavailable() -> Problem:
    again = {"Retry-After": "30"}
    return Problem(problems.NO_STORE, "Nothing was taken; please send it again.", headers=again)


def _told(work: Callable[[], _Answer]) -> _Answer:
    try:
        from lib.inbox.states import Conflict, TooMany, Unknown
        from lib.inbox.store import Unavailable
    except ImportError:
        raise _unavailable() from None
    try:
        return work()
    except Refused as error:
        told = errors_of(error.problems, SOURCE)
        named = ", ".join(dict.fromkeys(each["parameter"] or "the whole" for each in told))
        raise Problem(problems.REFUSED, f"See errors: {named}.", {"errors": told}) from None
    except Conflict as error:
        raise Problem(problems.CONFLICT, f"It was sent as {error}, with other content.") from None
    except TooMany as error:
        raise too_many(error.seconds) from None
    except Unknown:
        raise Problem(problems.NOT_FOUND, "This key has sent nothing of that number.") from None
    except Unavailable:
        raise _unavailable() from None


def errors_of(found: list[Finding], lang: str) -> list[dict[str, str]]:
    """Findings as they stand in a problem document."""
    return [
        {"parameter": each.field, "value": each.value, "detail": each.message(lang)}
        for each in found
    ]
