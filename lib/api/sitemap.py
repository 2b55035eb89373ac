"""`/sitemap.xml`: every page and every permanent page in each language; and `/robots.txt`."""

from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lib.api import html, problems
from lib.api.problems import Problem
from lib.api.query_fields import PART
from lib.api.request import ApiRequest, InParts, Localized
from lib.api.responses import respond
from lib.exports.partnership_table import table
from lib.language.i18n import LANGUAGES
from lib.site import store
from lib.site.links import DOCS
from lib.site.pages import PAGES

# A sitemap may hold 50,000 addresses; each page has one per language.
PER_FILE = 50_000 // len(LANGUAGES)
_BUFFERED = 500


def answer(request: Request, view: InParts) -> Response:
    """The sitemap, or where it is too long for one file an index of its parts."""
    paths = list(_paths(view))
    parts = [paths[i : i + PER_FILE] for i in range(0, len(paths), PER_FILE)]
    part = view.get(PART)
    if part is None and len(parts) > 1:
        addresses = [view.links.to("/sitemap.xml", {"part": str(n + 1)}) for n in range(len(parts))]
        return _xml(request, view, "sitemap_index.xml", addresses=addresses)
    if (part or 1) > len(parts):
        raise Problem(problems.NOT_FOUND, f"The sitemap has {len(parts)} part(s).")
    pages = ({lang: view.links.page(p, lang) for lang in LANGUAGES} for p in parts[(part or 1) - 1])
    changed = f"{store.last_modified(view.viewpoint):%Y-%m-%dT%H:%M:%SZ}"
    return _xml(request, view, "sitemap.xml", pages=pages, changed=changed)


def robots(request: Request, view: Localized) -> Response:
    """Everything may be read; where the sitemap is."""
    text = f"User-agent: *\nAllow: /\nSitemap: {view.links.to('/sitemap.xml')}\n"
    return respond(request, view, "text/plain; charset=utf-8", lambda: [text.encode()])


def _paths(view: ApiRequest) -> Iterator[str]:
    for page in PAGES:
        if page.listed():
            yield f"/{page.path}"
    yield DOCS
    for key in (*table(view, view.links).keys, *view.dataset.events.index):
        yield f"/r/{key}"


def _xml(request: Request, view: ApiRequest, template: str, **values: Any) -> Response:
    def body() -> Iterator[bytes]:
        stream = html.environment().get_template(template).stream(values)
        stream.enable_buffering(_BUFFERED)
        yield from (piece.encode() for piece in stream)

    return respond(request, view, "application/xml", body)
