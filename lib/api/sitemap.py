"""`/sitemap.xml`: every page and every permanent page in three languages; and `/robots.txt`."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import Response

from lib.api import problems
from lib.api.problems import Problem
from lib.api.request import ApiRequest, Extra, read
from lib.api.responses import respond
from lib.exports.partnership_table import table
from lib.language.i18n import LANGUAGES, N_
from lib.site import store
from lib.site.links import Links

# The paths of lib.ui.shell.PAGES, which this part of the program cannot import.
PAGES = ("", "map", "timeline", "locality", "fields", "records", "evidence", "about")
# A sitemap may hold 50,000 addresses; each page has one per language.
PER_FILE = 50_000 // len(LANGUAGES)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_BATCH = 500


PART = Extra(
    "part", N_("Part of the sitemap"), {"type": "integer", "minimum": 1, "maximum": 99_999}
)


def answer(request: Request) -> Response:
    """The sitemap, or where it is too long for one file an index of its parts."""
    asked = read(request, PART, filtered=False)
    paths = list(_paths(asked))
    parts = [paths[i : i + PER_FILE] for i in range(0, len(paths), PER_FILE)]
    chosen = int(asked.extra("part", "0"))
    if chosen == 0 and len(parts) > 1:
        return respond(request, asked, "application/xml", lambda: _index(len(parts), asked))
    chosen = chosen or 1
    if chosen > len(parts):
        raise Problem(problems.NOT_FOUND, f"The sitemap has {len(parts)} part(s).")
    return respond(request, asked, "application/xml", lambda: _urls(parts[chosen - 1], asked))


def robots(request: Request) -> Response:
    """Everything may be read; where the sitemap is."""
    asked = read(request, filtered=False)
    text = f"User-agent: *\nAllow: /\nSitemap: {asked.links.base}/sitemap.xml\n"
    return respond(request, asked, "text/plain; charset=utf-8", lambda: [text.encode()])


def _paths(asked: ApiRequest) -> Iterator[str]:
    for name in PAGES:
        yield f"/{name}"
    yield "/api/docs"
    for key in table(asked, asked.links).keys:
        yield f"/r/{key}"
    for key in asked.dataset.events.index:
        yield f"/r/{key}"


def _index(parts: int, asked: ApiRequest) -> Iterator[bytes]:
    entries = "".join(
        f"<sitemap><loc>{escape(asked.links.base)}/sitemap.xml?part={n + 1}</loc></sitemap>\n"
        for n in range(parts)
    )
    yield f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">\n{entries}</sitemapindex>\n'.encode()


def _urls(paths: list[str], asked: ApiRequest) -> Iterator[bytes]:
    xhtml = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    yield f'{_HEAD}<urlset xmlns="{_NAMESPACE}" {xhtml}>\n'.encode()
    changed = f"{store.last_modified(asked.viewpoint):%Y-%m-%d}"
    for start in range(0, len(paths), _BATCH):
        entries = (
            _entry(path, changed, asked.links.base) for path in paths[start : start + _BATCH]
        )
        yield "".join(entries).encode()
    yield b"</urlset>\n"


def _entry(path: str, changed: str, base: str) -> str:
    places = {lang: escape(Links(base).page(path, lang)) for lang in LANGUAGES}
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href="{url}"/>'
        for lang, url in (*places.items(), ("x-default", places["en"]))
    )
    return "".join(
        f"<url><loc>{url}</loc><lastmod>{changed}</lastmod>{others}</url>\n"
        for url in places.values()
    )
