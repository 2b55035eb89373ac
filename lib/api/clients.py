"""Who asks, as limits count clients."""

from starlette.datastructures import Headers
from starlette.types import Scope

from lib.site import config

_HERE = "127.0.0.1"


def client(scope: Scope) -> str:
    """The client's address by VJ_PROXIES and X-Forwarded-For, as `guard.client` has it.

    uvicorn believes that header of any peer on this machine, and writes what it names where the
    peer stood, with the port 0, which none has.
    """
    # Its library is needed for limits alone: who loads the open data does without.
    from lib.inbox import guard

    host, port = scope.get("client") or ("", 0)
    peer = host if port else _HERE
    forwarded = Headers(scope=scope).getlist("x-forwarded-for")
    return guard.client(forwarded, peer, config.in_use().proxies)
