"""What a request meets first: our own routes, the pages with a head of their own, and no others.

Behind it is Streamlit, which answers every path with the same page and the status 200, and knows
nothing of routes of ours under `server.baseUrlPath`.
"""

from collections.abc import Collection, Mapping, Sequence
from urllib.parse import parse_qsl

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.api import embedded, html, index_page, negotiation, problem_pages
from lib.api.index_page import Settings
from lib.api.problems import Problem
from lib.api.request import MAX_QUERY_STRING, ApiRequest, base_url, local_path
from lib.api.static_files import CODINGS, coding_for
from lib.facts.perspective import DEFAULT_UNITS, Units
from lib.filter import filters
from lib.filter.parameters import PARAMETERS
from lib.site import arrivals, departure, store
from lib.site.links import Links
from lib.site.pages import PAGES, Page

# First parts of the paths that are Streamlit's own: its routes, and the files beside its index.
_STREAMLIT = frozenset(
    {"_stcore", "static", "media", "component", "manifest.json", "favicon.png", "auth"}
)
# How the program does is for those who run it: /metrics, which asks for a token.
_CLOSED = ["_stcore", "metrics"]
# Where a provider of accounts sends people back to, and where they wanted to go.
_SIGNED_IN, _WANTED = "oauth2callback", "curate"
_PAGES = {f"/{page.path}": page for page in PAGES}


class FrontDoor:
    """ASGI middleware. `index` is Streamlit's index page; `base` as in `CompressedStatic`."""

    def __init__(
        self, app: ASGIApp, routes: Sequence[BaseRoute], index: str, base: str = ""
    ) -> None:
        self._app = app
        self._router = Router(routes, redirect_slashes=False)
        self._source = index
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._base and scope["path"] in ("/", self._base):
            # Where the site begins; without the last slash, relative addresses would miss it.
            home = RedirectResponse(Links.near(scope["path"]).to(f"{self._base}/"))
            await home(scope, receive, send)
            return
        if not f"{scope['path']}/".startswith(f"{self._base}/"):
            await self._app(scope, receive, send)
            return
        own = {**scope, "root_path": self._base}
        if local_path(own) == f"/{_SIGNED_IN}":
            await self._app(scope, receive, self._leading_on(send))
            return
        if self._is_streamlits(own):
            await self._streamlits(scope, receive, send)
            return
        answer = await self._answer(own)
        await answer(scope if answer is self._app else own, receive, send)

    async def _streamlits(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A file or route of Streamlit's own, which answers with its page where there is none."""
        is_page = False

        async def unless_page(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                is_page = kind.startswith("text/html")
            if not is_page:
                await send(message)

        await self._app(scope, receive, unless_page)
        if is_page:
            own = {**scope, "root_path": self._base}
            missing = await to_thread.run_sync(problem_pages.no_page, Request(own))
            await missing(own, receive, send)

    def _leading_on(self, send: Send) -> Send:
        """`send`, but what would lead to the home page leads to the page for curators."""

        async def lead(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("location") in ("/", f"{self._base}/"):
                    headers["location"] = f"{self._base}/{_WANTED}"
            await send(message)

        return lead

    def _is_streamlits(self, scope: Scope) -> bool:
        parts = local_path(scope).split("/")
        if parts[-2:] == _CLOSED:
            return False
        # Its front end looks for the server under the page's own path, too.
        return parts[1] in _STREAMLIT or "_stcore" in parts

    async def _answer(self, scope: Scope) -> ASGIApp:
        if any(route.matches(scope)[0] is Match.FULL for route in self._router.routes):
            return self._router
        request = Request(scope)
        page = _PAGES.get(local_path(scope))
        if page is None:
            return await to_thread.run_sync(problem_pages.no_page, request)
        if departure.begun():
            return await to_thread.run_sync(problem_pages.leaving, request)
        if request.method not in ("GET", "HEAD") or store.load() is None:
            return self._app
        return await to_thread.run_sync(self._page, request, page)

    def _page(self, request: Request, page: Page) -> Response:
        """A page for the view that its address asks for; the address itself in its plain form."""
        query = request.url.query
        given = [] if len(query) > MAX_QUERY_STRING else parse_qsl(query, keep_blank_values=True)
        known = arrivals.choices(store.viewpoint(DEFAULT_UNITS))
        better = arrivals.tidied(given, known)
        if [pair for pair in given if not arrivals.is_tracking(pair[0])] != better:
            path = local_path(request.scope)
            return problem_pages.redirect(path, path, better)
        view, settings = _seen(request, page, better, known)
        if embedded.is_asked(request.query_params, page, settings):
            body = embedded.render(view, page, settings, better, request.query_params)
        else:
            private = not page.listed() or any(
                s.private and s.name in request.query_params for s in page.settings
            )
            body = index_page.render(self._source, view, page, settings, private)
        return _compressed(request, body, view.lang)


def _seen(
    request: Request, page: Page, given: arrivals.Pairs, known: Mapping[str, Collection[str]]
) -> tuple[ApiRequest, Settings]:
    """The view that parameters ask for, and the page's settings; what is not known is left out."""
    values: dict[str, list[str]] = {}
    for name, value in given:
        if value in known.get(name, (value,)):
            values.setdefault(name, []).append(value)
    units = Units(values.get("units", [DEFAULT_UNITS])[0])
    lang = values.get("lang", [negotiation.language(request.headers)])[0]
    viewpoint = store.viewpoint(units)
    chosen, _ = filters.parse(
        {name: values[name] for name in PARAMETERS if name in values}, store.index(viewpoint)
    )
    try:
        base = base_url(request)
    except Problem:
        # No host to speak of: addresses within it will do.
        base = request.scope["root_path"]
    path = local_path(request.scope)
    settings = {
        s.name: values[s.name][: s.most]
        for s in page.settings
        if s.name in values and not s.private
    }
    return ApiRequest(viewpoint, chosen, lang, Links(base), path), settings


def _compressed(request: Request, body: bytes, lang: str) -> Response:
    headers = {
        "Cache-Control": "no-cache",
        "Content-Language": lang,
        "Vary": "Accept-Encoding, Accept-Language",
    }
    coding = coding_for(Headers(scope=request.scope).get("accept-encoding", ""))
    if coding:
        headers["Content-Encoding"] = coding
        body = CODINGS[coding](body)
    return Response(body, headers=headers, media_type=html.MEDIA_TYPE)
