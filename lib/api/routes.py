"""What is served beside the pages: the open data, the map's borders, and whether all is well."""

import gzip
from datetime import timedelta

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.api import operations
from lib.api.app import app
from lib.api.compression import refuses_gzip
from lib.api.request import base_url
from lib.facts.perspective import Units
from lib.language.i18n import LANGUAGES, SOURCE
from lib.map import code, geometry
from lib.map.projection import SCENES
from lib.site import config, kept, store
from lib.site.kept import Kept
from lib.site.links import CHART, PAGE_FILES, PAPER, VIEW
from lib.style.icon import PICTURES


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
    """All of a scene that no filter changes, with names in one language."""
    units, scene, lang = (request.path_params[name] for name in ("units", "scene", "lang"))
    if store.load() is None:
        return Response(status_code=503)
    if units not in {*Units} or scene not in SCENES or lang not in LANGUAGES:
        return Response(status_code=404)
    found = geometry.geometry(store.viewpoint(Units(units), lang), scene, lang)
    return _kept(request, found, "application/json")


def map_script(request: Request) -> Response:
    """The script that draws the map."""
    return _kept(request, code.code(), "text/javascript")


def script(request: Request) -> Response:
    """A script of a component."""
    found = kept.scripts().get(request.path_params["name"])
    return _kept(request, found, "text/javascript") if found else Response(status_code=404)


def _kept(request: Request, found: Kept, media_type: str) -> Response:
    """A file that browsers keep for good under the address that names its content."""
    for_good = request.query_params.get("v") == found.tag
    # All browsers that can draw the map take gzip, so that form is kept, and sent in doubt.
    gzipped = not refuses_gzip(request.headers.get("accept-encoding", ""))
    headers = {
        **({"Content-Encoding": "gzip"} if gzipped else {}),
        "ETag": f'"{found.tag}"' if gzipped else f'"{found.tag}-plain"',
        "Cache-Control": "public, max-age=31536000, immutable" if for_good else "no-cache",
        "Vary": "Accept-Encoding",
    }
    body = found.body if gzipped else gzip.decompress(found.body)
    return Response(body, media_type=media_type, headers=headers)


def favicon(_request: Request) -> Response:
    """The icon of the site for whoever does not read a page's head."""
    return _icon(PICTURES.ico, "image/x-icon")


def touch_icon(_request: Request) -> Response:
    """The icon for the home screens of phones."""
    return _icon(PICTURES.touch, "image/png")


def _icon(content: bytes, media_type: str) -> Response:
    kept = {"Cache-Control": "public, max-age=86400"}
    return Response(content, media_type=media_type, headers=kept)


def security(request: Request) -> Response:
    """Where to report a vulnerability (RFC 9116): to whom corrections go, if that is told."""
    base = base_url(request)
    contact = config.current().corrections
    lines = {
        "Contact": contact if "@" in contact else f"{base}/about",
        "Expires": f"{config.today(SOURCE) + _VALID:%Y-%m-%d}T00:00:00Z",
        "Preferred-Languages": ", ".join(LANGUAGES),
        "Canonical": f"{base}{SECURITY}",
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return Response(text, media_type="text/plain; charset=utf-8")


register_url_convertor("anything", _Anything())
SECURITY = "/.well-known/security.txt"
# A year, as the standard advises at most.
_VALID = timedelta(days=365)
_OPEN_DATA = (
    *("/api", "/api/{rest:anything}", "/calendar.ics", "/feed.xml", "/changes.xml"),
    *("/r/{key:anything}", "/brief/{key:anything}", "/card.png", "/card/{key:anything}", PAPER),
    *PAGE_FILES,
    *("/map.svg", "/map.png", f"{CHART}/{{file:anything}}", f"{VIEW}/{{file:anything}}"),
)
_FOR_ENGINES = ("/sitemap.xml", "/robots.txt")
ROUTES = [
    # A route with an application takes all methods, so that a wrong one is answered by it too.
    *(Route(path, app) for path in (*_OPEN_DATA, *_FOR_ENGINES)),
    Route("/geo/map.js", map_script),
    Route("/script/{name}", script),
    Route("/geo/{units}/{scene}.{lang}.json", map_geometry),
    Route("/favicon.ico", favicon),
    Route("/apple-touch-icon.png", touch_icon),
    Route("/apple-touch-icon-precomposed.png", touch_icon),
    Route(SECURITY, security),
    Route("/healthz", operations.health),
    Route("/readyz", operations.ready),
    Route("/metrics", operations.metrics),
]
