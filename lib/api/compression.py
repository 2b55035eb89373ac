"""Gzip for clients that take it."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send

from lib.api.negotiation import weights


def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header takes gzip: `gzip;q=0` refuses it."""
    given = weights(accepted)
    return given.get("gzip", given.get("*", 0.0)) > 0


def refuses_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header refuses gzip in so many words."""
    given = weights(accepted)
    return given.get("gzip", given.get("*", 1.0)) == 0


class Gzipped(GZipMiddleware):
    """Starlette's, which takes the bare word "gzip" in the header for consent."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            taken = takes_gzip(Headers(scope=scope).get("accept-encoding", ""))
            headers = MutableHeaders(raw=list(scope["headers"]))
            headers["accept-encoding"] = "gzip" if taken else "identity"
            scope = {**scope, "headers": headers.raw}
        await super().__call__(scope, receive, send)
