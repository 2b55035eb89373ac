"""Files of many rows wait their turn: for a while, then whoever asks is told to come again."""

from collections.abc import Iterable

from starlette.requests import Request

from lib.api import problems
from lib.api.clients import client
from lib.api.problems import Problem
from lib.exports import in_turn
from lib.exports.in_turn import Export, Full, Make
from lib.site import measures

# A thread of the server waits as long, and proxies hang up after a minute.
_SECONDS = 20.0
_AGAIN = {"Retry-After": "30"}


def made(request: Request, make: Make, rows: int) -> Iterable[bytes]:
    """A file of so many rows, made at once or when its turn comes; raises Problem."""
    if not in_turn.is_large(rows):
        return make()
    export = _added(request, make, rows)
    # What it waits and rests for others is no work of its own (`limited`).
    request.scope.setdefault("state", {})["worked"] = lambda: export.worked
    if not export.wait(_SECONDS):
        export.leave()
        raise _refused(problems.BUSY, "Other large files are being made.")
    return export.pieces()


def _added(request: Request, make: Make, rows: int) -> Export:
    try:
        return in_turn.LINE.add(make, rows, client(request.scope))
    except Full as error:
        if error.own:
            told = f"{in_turn.MOST_EACH} large files of yours are under way; take them first."
            raise _refused(problems.TOO_MANY, told) from None
        raise _refused(problems.BUSY, "Many large files are asked for just now.") from None


def _refused(kind: problems.Kind, detail: str) -> Problem:
    measures.REFUSED.labels("files").inc()
    return Problem(kind, detail, headers=_AGAIN)
