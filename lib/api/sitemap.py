"""`/sitemap.xml`: every page and every permanent page in each language; and `/robots.txt`."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from starlette.requests import Request
from starlette.responses import Response

from lib.api import problems
from lib.api.problems import Problem
from lib.api.request import PART, ApiRequest, InParts, Localized
from lib.api.responses import respond
from lib.exports.partnership_table import table
from lib.language.i18n import LANGUAGES
from lib.site import store
from lib.site.links import DOCS, Links
from lib.site.pages import PAGES

# A sitemap may hold 50,000 addresses; each page has one per language.
PER_FILE = 50_000 // len(LANGUAGES)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_BATCH = 500


def answer(request: Request, view: InParts) -> Response:
    """The sitemap, or where it is too long for one file an index of its parts."""
    paths = list(_paths(view))
    parts = [paths[i : i + PER_FILE] for i in range(0, len(paths), PER_FILE)]
    part = view.get(PART)
    if part is None and len(parts) > 1:
        return respond(request, view, "application/xml", lambda: _index(len(parts), view.links))
    if (part or 1) > len(parts):
        raise Problem(problems.NOT_FOUND, f"The sitemap has {len(parts)} part(s).")
    chosen = parts[(part or 1) - 1]
    return respond(request, view, "application/xml", lambda: _urls(chosen, view))


def robots(request: Request, view: Localized) -> Response:
    """Everything may be read; where the sitemap is."""
    text = f"User-agent: *\nAllow: /\nSitemap: {view.links.to('/sitemap.xml')}\n"
    return respond(request, view, "text/plain; charset=utf-8", lambda: [text.encode()])


def _paths(view: ApiRequest) -> Iterator[str]:
    for page in PAGES:
        yield f"/{page.path}"
    yield DOCS
    for key in (*table(view, view.links).keys, *view.dataset.events.index):
        yield f"/r/{key}"


def _index(parts: int, links: Links) -> Iterator[bytes]:
    yield f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">\n'.encode()
    for part in range(1, parts + 1):
        address = escape(links.to("/sitemap.xml", {"part": str(part)}))
        yield f"<sitemap><loc>{address}</loc></sitemap>\n".encode()
    yield b"</sitemapindex>\n"


def _urls(paths: list[str], view: ApiRequest) -> Iterator[bytes]:
    xhtml = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    yield f'{_HEAD}<urlset xmlns="{_NAMESPACE}" {xhtml}>\n'.encode()
    changed = f"{store.last_modified(view.viewpoint):%Y-%m-%d}"
    for start in range(0, len(paths), _BATCH):
        entries = (_entry(path, changed, view.links) for path in paths[start : start + _BATCH])
        yield "".join(entries).encode()
    yield b"</urlset>\n"


def _entry(path: str, changed: str, links: Links) -> str:
    """A page in each language, each with all of them."""
    addresses = {lang: links.page(path, lang) for lang in LANGUAGES}
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(address)}/>'
        for lang, address in (*addresses.items(), ("x-default", addresses["en"]))
    )
    return "".join(
        f"<url><loc>{escape(address)}</loc><lastmod>{changed}</lastmod>{others}</url>\n"
        for address in addresses.values()
    )
