"""`POST /api/v1/read`: what an article says, as drafts of records, for offices with a key.

A text, a saved page or a PDF file is sent as it is; nothing of it is kept.
"""

from contextlib import suppress
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lib import reading
from lib.api import offices, problems
from lib.api.problems import Problem
from lib.api.refusals import entry, refused
from lib.reading.drafts import as_json
from lib.reading.take_in import MAX_BYTES
from lib.reading.trouble import Trouble
from lib.site import store

# Media types -> the ending by which the reader tells them; "" where it looks into the file.
TYPES = {
    "text/plain": "",
    "text/html": ".html",
    "application/pdf": ".pdf",
    "application/octet-stream": "",
}
_PUBLISHED = "published"
# Reading is work for one core; a hostile file can take seconds.
_READERS = offices.Line(1, 10)
_Spans = list[Annotated[list[int], Field(min_length=2, max_length=2)]]


class Act(BaseModel):
    """An act that an article tells of, as a draft of a record; "" where no words say anything."""

    vn: Annotated[str, Field(description="Id of the Vietnamese locality.")]
    jp: Annotated[str, Field(description="Id of the Japanese locality.")]
    kind: Annotated[str, Field(description="Code of the kind.")]
    date: Annotated[str, Field(description="EDTF, as precise as the article is.")]
    status: Annotated[str, Field(description='"", announced or ended')]
    signatory: Annotated[str, Field(description="Code of who signed.")]
    existing: Annotated[str, Field(description="Id of the record that it is already.")]
    vn_party: str
    jp_party: str
    valid_until: Annotated[str, Field(description="EDTF")]
    title: Annotated[str, Field(description="In the language of the article.")]
    fields: Annotated[list[str], Field(description="Codes of the fields.")]
    spans: Annotated[
        dict[str, _Spans | dict[str, _Spans]],
        Field(description="Of each value: where in `text` it stands; of `fields` for each code."),
    ]
    sure: Annotated[
        dict[str, float | dict[str, float]],
        Field(description="Of each value: how sure it is, 0 to 1; of `fields` for each code."),
    ]


class Read(BaseModel):
    """What was read in an article."""

    lang: Annotated[str, Field(description="ISO 639-1")]
    published: Annotated[str, Field(description="The day given, or that the article shows.")]
    title: str
    text: Annotated[str, Field(description="What was read; spans count its characters.")]
    drafts: list[Act]


async def read(request: Request) -> Response:
    """Read an article: 200 with its drafts, none if it tells of no act."""
    offices.expected(request, (_PUBLISHED,))
    ending = TYPES.get(offices.media_type(request))
    if ending is None:
        raise Problem(problems.NO_ARTICLE, f"Send one of {', '.join(TYPES)}.")
    published = _day(request.query_params.get(_PUBLISHED))
    key_id = await offices.key_of(request)
    body = await offices.body_of(request, MAX_BYTES)
    return await offices.in_thread(lambda: _read(body, ending, published, key_id), _READERS)


def only_sent(_request: Request) -> Response:
    """Raises HTTPException: nothing is here but for who sends something."""
    raise HTTPException(problems.METHOD.status)


def _day(given: str | None) -> date | None:
    if given is None:
        return None
    with suppress(ValueError):
        day = date.fromisoformat(given)
        # It takes other forms too.
        if day.isoformat() == given:
            return day
    raise refused([entry((_PUBLISHED, given, "bad_day"))])


def _read(body: bytes, ending: str, published: date | None, key_id: int) -> Response:
    from lib.inbox import guard

    guard.hit("read", f"key:{key_id}")
    data = store.load()
    if data is None:
        raise store.BrokenData
    found = reading.read(body, published=published, data=data, name=f"article{ending}")
    if found.trouble:
        kind = problems.TOO_LARGE if found.trouble is Trouble.TOO_LARGE else problems.UNREADABLE
        raise Problem(kind, found.trouble.definition, {"trouble": found.trouble.value})
    return offices.answer(
        Read(
            lang=found.lang,
            published=found.published.isoformat() if found.published else "",
            title=found.title,
            text=found.text,
            drafts=[Act.model_validate(as_json(draft)) for draft in found.drafts],
        )
    )
