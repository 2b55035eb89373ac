"""The open data as one ASGI application, and the routes under which the dashboard serves it.

It also runs alone: `uvicorn lib.api.app:app`.
"""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lib.api import description, docs, problems, record_pages, sitemap, subscriptions, tables
from lib.api.headers import OpenToAll
from lib.api.request import on_refused
from lib.exports.tables import TABLES
from lib.facts.perspective import Units
from lib.language.i18n import LANGUAGES
from lib.map import geometry
from lib.map.projection import SCENES
from lib.site import store
from lib.site.links import API, DOCS, table

app = FastAPI(
    # These addresses are ours: the description depends on the data set, the page needs no script.
    openapi_url=None,
    docs_url=None,
    redoc_url=None,
    default_response_class=Response,
    middleware=[
        Middleware(OpenToAll),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
    ],
    exception_handlers={
        RequestValidationError: on_refused,
        problems.Problem: problems.on_problem,
        HTTPException: problems.on_http_exception,
        store.BrokenData: problems.on_broken_data,
        Exception: problems.on_failure,
    },
)


def _add(path: str, endpoint: Callable[..., Response], **described: Any) -> None:
    """A route for reading; it stands in the description if that says anything of it."""
    app.add_api_route(
        path, endpoint, methods=["GET"], include_in_schema=bool(described), **described
    )
    app.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False)


for _table in TABLES.values():
    for _form in _table.formats:
        _add(
            table(_table.name, _form),
            tables.endpoint(_table, _form),
            operation_id=f"{_table.name}_{_form}",
            summary=f"{_table.title}, as {_form}",
            tags=["tables"],
            responses=description.table_responses(_table, _form),
        )
_add(
    f"{API}/package.zip",
    subscriptions.package_answer,
    operation_id="package_zip",
    summary="The data package cut to the filter",
    tags=["package"],
    responses=description.responses("application/zip", description.BINARY),
)
_add(
    "/calendar.ics",
    subscriptions.calendar_answer,
    operation_id="calendar_ics",
    summary="Anniversaries and ends of term to subscribe to",
    tags=["subscriptions"],
    responses=description.responses("text/calendar", description.TEXT),
)
_add(
    "/feed.xml",
    subscriptions.feed_answer,
    operation_id="feed_xml",
    summary="Atom feed of the documents signed last",
    tags=["subscriptions"],
    responses=description.responses("application/atom+xml", description.TEXT),
)
_add(
    "/r/{key}",
    record_pages.answer,
    operation_id="permanent_page",
    summary="The permanent page of a record or partnership, with JSON-LD",
    tags=["pages"],
    responses=description.responses("text/html", description.TEXT),
)
_add(f"{API}/{{file}}", tables.unknown)
_add("/api", docs.redirect)
_add(DOCS, docs.answer)
_add("/api/openapi.json", description.answer)
_add("/sitemap.xml", sitemap.answer)
_add("/robots.txt", sitemap.robots)


# --- Under the dashboard --------------------------------------------------------------------------


class _Anything(Convertor[str]):
    """Any rest of a path. Starlette's own `path` stops at a line break, and lets what is behind it
    through to the pages, which answer everything with 200.
    """

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


def map_geometry(request: Request) -> Response:
    """The polygons of a scene with names in one language."""
    units, scene, lang = (request.path_params[name] for name in ("units", "scene", "lang"))
    if store.load() is None:
        return Response(status_code=503)
    if units not in {*Units} or scene not in SCENES or lang not in LANGUAGES:
        return Response(status_code=404)
    found = geometry.geometry(store.viewpoint(Units(units)), scene, lang)
    for_good = request.query_params.get("v") == found.tag
    headers = {
        # All browsers that can draw the map take gzip, so there is only that form.
        "Content-Encoding": "gzip",
        "ETag": f'"{found.tag}"',
        "Cache-Control": "public, max-age=31536000, immutable" if for_good else "no-cache",
    }
    return Response(found.body, media_type="application/geo+json", headers=headers)


def health(_request: Request) -> Response:
    """200 with the data version, or 503 if the data set could not be loaded."""
    data = store.load()
    if data is None:
        return JSONResponse({"status": "data set could not be loaded"}, status_code=503)
    return JSONResponse({"status": "ok", "data_version": data.version})


register_url_convertor("anything", _Anything())
_OPEN_DATA = ("/api", "/api/{rest:anything}", "/calendar.ics", "/feed.xml", "/r/{key:anything}")
_FOR_ENGINES = ("/sitemap.xml", "/robots.txt")
ROUTES = [
    # A route with an application takes all methods, so that a wrong one is answered by it too.
    *(Route(path, app) for path in (*_OPEN_DATA, *_FOR_ENGINES)),
    Route("/geo/{units}/{scene}.{lang}.geojson", map_geometry),
    Route("/healthz", health),
]
