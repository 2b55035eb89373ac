"""The open data as one ASGI application, and the routes under which the dashboard serves it.

It also runs alone: `uvicorn lib.api.app:app`.
"""

from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.api import docs, openapi, problems, record_pages, sitemap, subscriptions, tables
from lib.api.responses import OpenToAll
from lib.site import store


def _no_data(_request: Request, _error: Exception) -> Response:
    return problems.document(problems.NO_DATA, "What is wrong stands in the server's log.")


app = Starlette(
    routes=[
        Route("/api", docs.redirect),
        Route("/api/docs", docs.answer),
        Route("/api/openapi.json", openapi.answer),
        Route("/api/v1/package.zip", subscriptions.package_answer),
        Route("/api/v1/{file}", tables.answer),
        Route("/calendar.ics", subscriptions.calendar_answer),
        Route("/feed.xml", subscriptions.feed_answer),
        Route("/r/{key}", record_pages.answer),
        Route("/sitemap.xml", sitemap.answer),
        Route("/robots.txt", sitemap.robots),
    ],
    middleware=[
        Middleware(OpenToAll),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
    ],
    exception_handlers={
        problems.Problem: problems.on_problem,
        HTTPException: problems.on_http_exception,
        store.BrokenData: _no_data,
        Exception: problems.on_failure,
    },
)


class _Anything(Convertor[str]):
    """Any rest of a path. Starlette's own `path` stops at a line break, and lets what is behind it
    through to the pages, which answer everything with 200.
    """

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("anything", _Anything())
# A route with an application takes all methods, so that a wrong one is answered by it too.
ROUTES = [
    Route(path, app)
    for path in (
        "/api",
        "/api/{rest:anything}",
        "/calendar.ics",
        "/feed.xml",
        "/r/{key:anything}",
        "/sitemap.xml",
        "/robots.txt",
    )
]
