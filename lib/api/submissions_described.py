"""What the OpenAPI description says of the addresses at which offices send."""

from collections.abc import Iterable
from typing import Any

from lib.api import articles, problems
from lib.api.description import BINARY, ref

_SECURED: dict[str, Any] = {"security": [{"key": []}]}
_ASKED = (
    *(problems.BAD_PARAMETER, problems.NO_KEY, problems.CROSS_SITE, problems.NOT_FOUND),
    *(problems.TOO_MANY, problems.NO_STORE),
)


def _kept(
    summary: str, operation: str, statuses: Iterable[int], schema: str, *more: problems.Kind
) -> dict[str, Any]:
    """What stands in the description of an address for offices."""
    content = {"application/json": {"schema": ref("schemas", schema)}}
    found: dict[int | str, dict[str, Any]] = {
        status: {"description": "How it stands, or what was read.", "content": content}
        for status in statuses
    }
    # One status can be that of several problems.
    for kind in (*_ASKED, *more):
        found.setdefault(kind.status, {**ref("responses", kind.slug), "description": kind.title})
    return {"summary": summary, "operation_id": operation, "responses": found}


SEND = {
    **_kept(
        "Send a fact, a correction or a source, under an id of your own",
        "submissions_send",
        (200, 201),
        "Submission",
        *(problems.CONFLICT, problems.TOO_LARGE, problems.NOT_JSON, problems.REFUSED),
        problems.NO_DATA,
    ),
    "openapi_extra": {
        **_SECURED,
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": ref("schemas", "Sent")}},
        },
    },
}
_BEFORE = {
    "name": "before",
    "in": "query",
    "required": False,
    "description": "Those sent before this number, as `next` says.",
    "schema": {"type": "string", "pattern": r"^c\d{4,9}$"},
}
LISTED = {
    **_kept("Your own submissions, the latest first", "submissions", (200,), "Submissions"),
    "openapi_extra": {**_SECURED, "parameters": [_BEFORE]},
}
_OF_NUMBER = {
    "name": "number",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": r"^c\d{4,9}$", "examples": ["c0001"]},
}
ONE = {
    **_kept("One of your own submissions", "submission", (200,), "Submission"),
    "openapi_extra": {**_SECURED, "parameters": [_OF_NUMBER]},
}
READ = {
    **_kept(
        "What an article says, as drafts of records",
        "article_read",
        (200,),
        "Read",
        *(problems.TOO_LARGE, problems.NO_ARTICLE, problems.UNREADABLE, problems.NO_DATA),
    ),
    "openapi_extra": {
        **_SECURED,
        "parameters": [
            {
                "name": "published",
                "in": "query",
                "required": False,
                "description": "The day of publication, where the article does not show it.",
                "schema": {"type": "string", "format": "date", "examples": ["2026-01-13"]},
            }
        ],
        "requestBody": {
            "required": True,
            "content": {media_type: {"schema": BINARY} for media_type in articles.TYPES},
        },
    },
}
