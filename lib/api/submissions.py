"""`/api/v1/submissions`: an office sends what it knows, and reads what became of it.

With a key, under an id of its own, under which a thing is taken once however often it is sent. Who
may ask, and how the store is asked, stands in offices.py.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from lib.api import offices, problems
from lib.api.problems import Problem
from lib.api.request import base_url
from lib.inbox.problem import Problem as Finding
from lib.inbox.problem import Refused, errors
from lib.inbox.submission import LIMITS, Proposal, read
from lib.language.i18n import SOURCE
from lib.language.quoting import printable
from lib.site import store
from lib.site.links import SUBMISSIONS

if TYPE_CHECKING:
    from lib.inbox.states import Standing

# Of a text of Japanese or Vietnamese a JSON document can take six bytes for each character.
MAX_BODY = 6 * LIMITS[""] + 20_000
# So many are on one page of the list.
PAGE = 100
CLIENT_ID = 100


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
    offices.expected(request, ())
    if offices.media_type(request) != "application/json":
        raise Problem(problems.NOT_JSON, "Send application/json.")
    key_id = await offices.key_of(request)
    raw = _object(await offices.body_of(request, MAX_BODY))
    return await offices.in_thread(lambda: _send(request, raw, key_id))


async def listed(request: Request) -> Response:
    """The office's own submissions, in pages."""
    offices.expected(request, ("before",))
    key_id = await offices.key_of(request)
    return await offices.in_thread(lambda: _listed(request, key_id))


async def one(request: Request) -> Response:
    """One of the office's own submissions."""
    offices.expected(request, ())
    key_id = await offices.key_of(request)
    return await offices.in_thread(lambda: _one(request, key_id))


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
    from lib.inbox import judge, post
    from lib.inbox.states import Standing, State

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
    warned: list[Finding] = []

    def judged() -> None:
        warned.extend(judge.problems(data, proposal))
        if wrong := errors(warned):
            raise Refused(wrong)

    receipt = post.send(proposal, sender, edition=data.edition, judge=judged)
    if receipt.at is None:
        standing = post.one_of_key(key_id, receipt.number)
    else:
        # As it stands in the store by now, which need not be asked.
        taken = proposal.model_copy(update={"contact": ""})
        standing = Standing(
            receipt.number, State.WAITING, taken, receipt.at, receipt.at, client_id=str(client_id)
        )
    told = [Warned.model_validate(each) for each in offices.errors_of(warned, SOURCE)]
    document = _document(standing).model_copy(update={"warnings": told})
    place = f"{base_url(request)}{SUBMISSIONS}/{receipt.number}"
    return offices.answer(document, 200 if receipt.repeated else 201, {"Location": place})


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
    return offices.answer(Submissions(data=shown, next=more))


def _one(request: Request, key_id: int) -> Response:
    from lib.inbox import post

    return offices.answer(_document(post.one_of_key(key_id, request.path_params["number"])))


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
