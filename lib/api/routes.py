"""What is served beside the pages: the open data, the map's borders, and whether all is well."""

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lib.api.app import app
from lib.facts.perspective import Units
from lib.language.i18n import LANGUAGES
from lib.map import geometry
from lib.map.projection import SCENES
from lib.site import store


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
    found = geometry.geometry(store.viewpoint(Units(units), lang), scene, lang)
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
