"""What networks and mail tools add to a link is passed over where people come by it."""

from urllib.parse import unquote_plus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.api.negotiation import wants_page
from lib.api.request import local_path
from lib.site.arrivals import is_tracking
from lib.site.links import API


def without_tracking(query: bytes) -> bytes:
    """A query string without the parameters that others add; all else as it was."""
    parts = query.split(b"&")
    kept = [part for part in parts if not is_tracking(_name(part))]
    return query if len(kept) == len(parts) else b"&".join(kept)


def _name(part: bytes) -> str:
    name = unquote_plus(part.partition(b"=")[0].decode("latin-1"))
    # As a link is written in HTML.
    return name.removeprefix("amp;")


class PassingOver:
    """ASGI middleware: pages, feeds and calendars never see such parameters; nor do the addresses
    of the API, where a browser asks. To a program these answer that they know no such parameter.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope.get("query_string"):
            people = not local_path(scope).startswith(f"{API}/")
            if people or wants_page(Headers(scope=scope)):
                scope = {**scope, "query_string": without_tracking(scope["query_string"])}
        await self._app(scope, receive, send)
