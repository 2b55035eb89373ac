"""What is served beside the pages: the open data, the map's geometry, and whether all is well."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lib.api import app as open_data
from lib.facts.perspective import Units
from lib.language.i18n import LANGUAGES
from lib.map import geometry as geometry_
from lib.map.projection import SCENES
from lib.site import store

_FOR_GOOD = "public, max-age=31536000, immutable"


def geometry(request: Request) -> Response:
    """The polygons of a scene with names in one language."""
    asked = request.path_params
    if store.load() is None:
        return Response(status_code=503)
    if asked["units"] not in {*Units} or asked["scene"] not in SCENES:
        return Response(status_code=404)
    if asked["lang"] not in LANGUAGES:
        return Response(status_code=404)
    viewpoint = store.viewpoint(Units(asked["units"]))
    found = geometry_.geometry(viewpoint, asked["scene"], asked["lang"])
    # All browsers that can draw the map take gzip, so there is only that form.
    headers = {"Content-Encoding": "gzip", "ETag": f'"{found.tag}"'}
    headers["Cache-Control"] = (
        _FOR_GOOD if request.query_params.get("v") == found.tag else "no-cache"
    )
    return Response(found.body, media_type="application/geo+json", headers=headers)


def health(_request: Request) -> Response:
    """200 with the data version, or 503 if the data set could not be loaded."""
    data = store.load()
    if data is None:
        return JSONResponse({"status": "data set could not be loaded"}, status_code=503)
    return JSONResponse({"status": "ok", "data_version": data.version})


ROUTES = [
    *open_data.ROUTES,
    Route("/geo/{units}/{scene}.{lang}.geojson", geometry),
    Route("/healthz", health),
]
