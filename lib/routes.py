"""What is served beside the pages: the map's geometry, and whether the program is well."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lib import resources
from lib.i18n import LANGUAGES
from lib.schematic import SCENES

_A_YEAR = 365 * 24 * 3600


def geometry_url(scene: str, lang: str) -> str:
    """Where the polygons of a scene are; the data version in it lets browsers keep them."""
    return f"/geo/{resources.index().catalogue.version}/{scene}.{lang}.geojson"


def geometry(request: Request) -> Response:
    """The polygons of a scene with names in one language, to be cached for good."""
    scene, lang = request.path_params["scene"], request.path_params["lang"]
    loaded = resources.load()
    if loaded is None:
        return Response(status_code=503)
    if (
        scene not in SCENES
        or lang not in LANGUAGES
        or request.path_params["version"] != loaded.catalogue.version
    ):
        return Response(status_code=404)
    # All browsers that can draw the map take gzip, so there is only that form.
    return Response(
        resources.geometry(scene, lang),
        media_type="application/geo+json",
        headers={
            "Content-Encoding": "gzip",
            "Cache-Control": f"public, max-age={_A_YEAR}, immutable",
        },
    )


def health(_request: Request) -> Response:
    """200 with the data version, or 503 if the data set could not be loaded."""
    loaded = resources.load()
    if loaded is None:
        return JSONResponse({"status": "data set could not be loaded"}, status_code=503)
    return JSONResponse({"status": "ok", "data_version": loaded.catalogue.version})


ROUTES = [
    Route("/geo/{version}/{scene}.{lang}.geojson", geometry),
    Route("/healthz", health),
]
