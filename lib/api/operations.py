"""For whoever runs the site: is it alive, is it ready, and what does it count."""

import hmac

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from lib.api import problem_pages
from lib.site import config, departure, store

_FRESH = {"Cache-Control": "no-store"}


def health(_request: Request) -> Response:
    """200 for as long as the process answers, with the data version; 503 without sound data.

    A later edition that did not pass its checks is named; the one before it goes on.
    """
    data = store.load()
    if data is None:
        return JSONResponse({"status": "data set could not be loaded"}, 503, _FRESH)
    told: dict[str, object] = {"status": "ok", "data_version": data.version}
    if errors := store.refused():
        told["refused"] = f"the data folder has changed and has {errors} errors: see the log"
    return JSONResponse(told, headers=_FRESH)


def ready(_request: Request) -> Response:
    """200 when new visitors can be sent here, 503 when not; which data they would see.

    Contributions are not asked about: without their store every page for reading works.
    """
    data = store.load()
    leaving = departure.begun()
    told = {
        "ready": data is not None and not leaving,
        "leaving": leaving,
        "data_version": data.version if data else None,
        "edition": data.edition if data else None,
        "loaded_seconds_ago": max(0, round(config.now().timestamp() - store.loaded_at())),
    }
    return JSONResponse(told, 200 if told["ready"] else 503, _FRESH)


def metrics(request: Request) -> Response:
    """The figures, to whoever knows the token; to others there is nothing here."""
    wanted = config.in_use().metrics
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not wanted or not hmac.compare_digest(given.encode(), wanted.encode()):
        return problem_pages.no_page(request)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST, headers=_FRESH)
