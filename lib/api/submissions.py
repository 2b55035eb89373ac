"""`/api/v1/submissions`: an office sends what it knows, and reads what became of it.

With a key (`Authorization: Bearer …`), under an id of its own, under which a thing is taken once
however often it is sent. For programs alone: no page of another site may ask. The store is asked in
threads of its own, few of them, so that nobody who reads waits while it is slow or gone.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from urllib.parse import urlsplit

from anyio import CapacityLimiter, to_thread
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from lib.api import problems
from lib.api.problems import Problem
from lib.api.refusals import entry, refused
from lib.api.request import base_url
from lib.inbox.problem import Problem as Finding
from lib.inbox.problem import Refused, errors
from lib.inbox.submission import LIMITS, Proposal, read
from lib.language.i18n import SOURCE
from lib.language.quoting import printable
from lib.site import config, store
from lib.site.links import SUBMISSIONS

if TYPE_CHECKING:
    from lib.inbox.states import Standing

# Of a text of Japanese or Vietnamese a JSON document can take six bytes for each character.
MAX_BODY = 6 * LIMITS[""] + 20_000
# So many are on one page of the list.
PAGE = 100
METHODS = "GET, POST, OPTIONS"
CLIENT_ID = 100
_THREADS, _WAITING = 4, 40
_Answer = TypeVar("_Answer")


class Said(BaseModel):
    """A message between an office and the curators."""

    at: datetime
    by: Annotated[str, Field(description="sender or curator")]
    text: str


class Warned(BaseModel):
    """What is odd enough for a second look; it was taken all the same."""

    parameter: Annotated[str, Field(description="The field, such as event.date.")]
    value: str
    detail: str


class Sent(Proposal):
    """What an office sends: a proposal, and the id that it gives it."""

    client_id: Annotated[
        str,
        Field(
            min_length=1,
            max_length=CLIENT_ID,
            pattern="^[!-~]+$",
            description="Sent again under it, the same thing is taken once.",
        ),
    ]


class Submission(BaseModel):
    """How a submission stands."""

    number: Annotated[str, Field(description="Its number here.")]
    client_id: Annotated[str, Field(description="The id that the office gave it.")]
    state: Annotated[
        str, Field(description="waiting, asked, accepted, rejected, withdrawn or published")
    ]
    sent_at: datetime
    changed_at: datetime
    reason: Annotated[str, Field(description="Why it was not accepted.")]
    messages: list[Said]
    records: Annotated[list[str], Field(description="Ids of the records that came of it.")]
    version: Annotated[str, Field(description="The data version that has them.")]
    proposal: Proposal
    warnings: list[Warned] = []


class Submissions(BaseModel):
    """The submissions of an office, the latest first."""

    data: list[Submission]
    next: Annotated[str | None, Field(description="The next page.")]


async def send(request: Request) -> Response:
    """Take a submission: 201, or 200 if the very same was taken before."""
    _expected(request, ())
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Problem(problems.NOT_JSON, "Send application/json.")
    key_id = await _in_thread(lambda: _key(request))
    raw = _object(await _body(request))
    return await _in_thread(lambda: _send(request, raw, key_id))


async def listed(request: Request) -> Response:
    """The office's own submissions, in pages."""
    _expected(request, ("before",))
    key_id = await _in_thread(lambda: _key(request))
    return await _in_thread(lambda: _listed(request, key_id))


async def one(request: Request) -> Response:
    """One of the office's own submissions."""
    _expected(request, ())
    key_id = await _in_thread(lambda: _key(request))
    return await _in_thread(lambda: _one(request, key_id))


def is_here(path: str) -> bool:
    """Whether an address of the site is one of these."""
    return path == SUBMISSIONS or path.startswith(f"{SUBMISSIONS}/")


# --- who asks ------------------------------------------------------------------------------------


def _expected(request: Request, parameters: tuple[str, ...]) -> None:
    """Raises Problem where there is no inbox, or a page of another site asks."""
    if not config.in_use().inbox:
        raise Problem(problems.NOT_FOUND, "This installation takes no submissions.")
    origin = request.headers.get("origin")
    own = urlsplit(base_url(request)).netloc
    foreign = origin is not None and urlsplit(origin).netloc != own
    if foreign or request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        raise Problem(problems.CROSS_SITE, "Send from a program, not from a page.")
    if unknown := [name for name in request.query_params if name not in parameters]:
        raise refused([entry((name, "", "unknown_parameter")) for name in unknown])


def _key(request: Request) -> int:
    """The id of the key with which is asked; raises Problem."""
    from lib.inbox import guard, keys

    peer = request.client.host if request.client else ""
    forwarded = request.headers.getlist("x-forwarded-for")
    address = guard.client(forwarded, peer, config.in_use().proxies)
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


# --- what is sent --------------------------------------------------------------------------------


async def _body(request: Request) -> bytes:
    length = request.headers.get("content-length", "0")
    too_large = Problem(problems.TOO_LARGE, f"At most {MAX_BODY} bytes are possible.")
    if not length.isdecimal() or int(length[:12]) > MAX_BODY:
        raise too_large
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY:
            raise too_large
    return body


def _object(body: bytes) -> dict[str, Any]:
    try:
        raw = json.loads(body.decode(), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise Problem(problems.BAD_BODY, "Expected a JSON object in UTF-8.") from None
    if not isinstance(raw, dict):
        raise Problem(problems.BAD_BODY, "Expected a JSON object.")
    return raw


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; raises ValueError where a name stands there twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands there twice")
    return found


def _send(request: Request, raw: Mapping[str, Any], key_id: int) -> Response:
    from lib.inbox import guard, judge, post

    client_id = raw.get("client_id")
    if not _is_client_id(client_id):
        error = {"parameter": "client_id", "value": printable(str(client_id or ""))}
        detail = f"Give each submission an id of yours: 1 to {CLIENT_ID} visible ASCII signs."
        raise Problem(problems.REFUSED, detail, {"errors": [error | {"detail": detail}]})
    data = store.load()
    if data is None:
        raise store.BrokenData
    address = request.client.host if request.client else ""
    sender = post.Sender(address, key_id, client_id)
    proposal = read({name: value for name, value in raw.items() if name != "client_id"})
    # What was taken before needs no judgment, and today's data may see it otherwise.
    receipt = post.before(proposal, sender)
    warned: list[Finding] = []
    if receipt is None:
        guard.room("key", f"key:{key_id}")
        warned = judge.problems(data, proposal)
        if wrong := errors(warned):
            raise Refused(wrong)
        receipt = post.send(proposal, sender, edition=data.edition)
    standing = post.one_of_key(key_id, receipt.number)
    told = [Warned.model_validate(each) for each in _errors(warned, SOURCE)]
    document = _document(standing).model_copy(update={"warnings": told})
    place = f"{base_url(request)}{SUBMISSIONS}/{receipt.number}"
    return _json(document, 200 if receipt.repeated else 201, {"Location": place})


def _is_client_id(given: object) -> bool:
    text = given if isinstance(given, str) else ""
    return 0 < len(text) <= CLIENT_ID and text.isascii() and text.isprintable() and " " not in text


def _listed(request: Request, key_id: int) -> Response:
    from lib.inbox import post

    before = request.query_params.get("before", "")
    found = post.of_key(key_id, before, PAGE + 1)
    shown = [_document(each) for each in found[:PAGE]]
    more = None
    if len(found) > PAGE:
        more = f"{base_url(request)}{SUBMISSIONS}?before={shown[-1].number}"
    return _json(Submissions(data=shown, next=more))


def _one(request: Request, key_id: int) -> Response:
    from lib.inbox import post

    return _json(_document(post.one_of_key(key_id, request.path_params["number"])))


def _document(standing: "Standing") -> Submission:
    return Submission(
        number=standing.number,
        client_id=standing.client_id,
        state=standing.state,
        sent_at=standing.sent_at,
        changed_at=standing.changed_at,
        reason=standing.reason,
        messages=[Said(at=m.at, by=m.by, text=m.text) for m in standing.messages],
        records=[*standing.records],
        version=standing.version,
        proposal=standing.proposal,
    )


def _json(
    document: BaseModel, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    sent = {"Cache-Control": "no-store", **(headers or {})}
    return JSONResponse(document.model_dump(mode="json"), status_code=status, headers=sent)


# --- threads of its own, and what can go wrong there ---------------------------------------------


@cache
def _limiter() -> CapacityLimiter:
    return CapacityLimiter(_THREADS)


async def _in_thread(work: Callable[[], _Answer]) -> _Answer:
    """What `work` returns, from a thread; raises Problem for what the inbox raises."""
    if _limiter().statistics().tasks_waiting >= _WAITING:
        raise _unavailable()
    return await to_thread.run_sync(lambda: _told(work), limiter=_limiter())


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
        told = _errors(error.problems, SOURCE)
        named = ", ".join(dict.fromkeys(each["parameter"] or "the whole" for each in told))
        raise Problem(problems.REFUSED, f"See errors: {named}.", {"errors": told}) from None
    except Conflict as error:
        raise Problem(problems.CONFLICT, f"It was sent as {error}, with other content.") from None
    except TooMany as error:
        again = {"Retry-After": str(error.seconds)}
        detail = f"Please wait {error.seconds} seconds."
        raise Problem(problems.TOO_MANY, detail, headers=again) from None
    except Unknown:
        raise Problem(problems.NOT_FOUND, "This key has sent nothing of that number.") from None
    except Unavailable:
        raise _unavailable() from None


def _errors(found: list[Finding], lang: str) -> list[dict[str, str]]:
    return [
        {"parameter": each.field, "value": each.value, "detail": each.message(lang)}
        for each in found
    ]
