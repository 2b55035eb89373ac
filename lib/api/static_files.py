"""Streamlit's own scripts and styles, compressed once and not for each visitor.

Streamlit sends what is under /static/ as it is: a first visit of the map took 6.7 MB. Here a
file is compressed when it is first asked for, or before, and kept; a part of a file comes
uncompressed from Streamlit itself. Names hold a hash of the content, so browsers keep them.
"""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

import brotli
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.api.etags import knows
from lib.api.negotiation import weights

PREFIX = "/static/"
# Names of Streamlit's scripts: what draws maps, charts, tables and headers on all pages, then the
# widgets of the sidebar and what stands below a list.
FIRST = ("BidiComponent", "Html")
LATER = ("TextInput", "PageLink", "Pagination")
FOR_GOOD = "public, max-age=31536000, immutable"
# Below this a header weighs more than what is saved.
LEAST = 1000
_SUFFIXES = frozenset({".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm"})
# In the order in which they are preferred where a client takes both alike. Brotli's last two levels
# take twenty times as long for a tenth less.
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, quality=9),
    "gzip": lambda content: gzip.compress(content, 9, mtime=0),
}


@dataclass(frozen=True)
class Compressed:
    """A file in one coding; `tag` is its strong ETag, which no other coding shares."""

    body: bytes
    tag: str
    media_type: str


def coding_for(accepted: str) -> str | None:
    """The coding that an Accept-Encoding header prefers (RFC 9110, 12.5.3); None for plain."""
    given = weights(accepted)
    other = given.get("*", 0.0)
    plain = given.get("identity", given.get("*", 0.001))
    best = max(CODINGS, key=lambda name: given.get(name, other))
    return best if 0 < given.get(best, other) >= plain else None


@lru_cache(maxsize=1024)
def compressed(file: Path, coding: str) -> Compressed:
    """A file in a coding of CODINGS, made once; raises OSError."""
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:24]
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return Compressed(CODINGS[coding](content), f'"{digest}-{coding}"', media_type)


def prepare(folder: Path, scripts: Iterable[str]) -> None:
    """Compress what each visitor fetches: what the index page announces, and what scripts are made
    of (see `needed`).

    The rest is compressed when it is first asked for. Most of it never is: Streamlit's own charts
    and maps, and what else no page of ours draws, would take six seconds at each start.
    """
    wanted = (file for name in scripts for file in needed(folder, name))
    for file in map(folder.joinpath, dict.fromkeys((*_announced(folder), *wanted))):
        if _is_worth_it(file):
            for coding in CODINGS:
                compressed(file, coding)


def _is_worth_it(file: Path) -> bool:
    return file.suffix in _SUFFIXES and file.is_file() and file.stat().st_size >= LEAST


class CompressedStatic:
    """ASGI middleware that answers for the files of `folder` under PREFIX in the best coding.

    `base` is the path under which the whole site is served, "" for none.

    What it has no better form of is left to the application: other paths, parts of files, clients
    that take no coding, small and unknown files.
    """

    def __init__(self, app: ASGIApp, folder: Path, base: str = "") -> None:
        self._app = app
        self._folder = folder.resolve()
        self._prefix = base + PREFIX

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(self._prefix):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        coding = coding_for(headers.get("accept-encoding", ""))
        file = (self._folder / scope["path"].removeprefix(self._prefix)).resolve()
        if (
            coding is None
            or scope["method"] not in ("GET", "HEAD")
            or "range" in headers
            or self._folder not in file.parents
            or not _is_worth_it(file)
        ):
            await self._app(scope, receive, _varying(send))
            return
        found = await to_thread.run_sync(compressed, file, coding)
        sent = {"ETag": found.tag, "Cache-Control": FOR_GOOD, "Vary": "Accept-Encoding"}
        if knows(headers.get("if-none-match", ""), found.tag):
            await Response(status_code=304, headers=sent)(scope, receive, send)
            return
        sent |= {"Content-Encoding": coding, "Content-Length": str(len(found.body))}
        body = b"" if scope["method"] == "HEAD" else found.body
        await Response(body, headers=sent, media_type=found.media_type)(scope, receive, send)


def _varying(send: Send) -> Send:
    """`send`, with word to caches that another client may get another coding."""

    async def with_vary(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return with_vary


_ANNOUNCED = re.compile(r'"\./static/([^"]+)"')
_IMPORT = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')


@lru_cache(maxsize=64)
def needed(folder: Path, name: str) -> tuple[str, ...]:
    """The files that a script of Streamlit's front end ("BidiComponent") is made of, itself first.

    Paths within `folder`, without what the index page announces itself; none if there is no script
    of that name.
    """
    known = {folder / file for file in _announced(folder)}
    found = list(folder.glob(f"js/{name}.*.js"))
    for file in found:
        imported = _IMPORT.findall(file.read_text(encoding="utf-8"))
        files = (file.with_name(other) for other in dict.fromkeys(imported))
        found += [other for other in files if other not in found and other not in known]
    return tuple(file.relative_to(folder).as_posix() for file in found)


def foretold(source: str, folder: Path, names: Sequence[str], own: Iterable[str] = ()) -> str:
    """Streamlit's index page `source` with word of scripts that a page needs once it has a session.

    A browser fetches them while the first scripts run, where it waited for nothing before, and
    after all that the page begins with. `names` and `folder` as in `needed`; `own` are addresses of
    scripts of ours.
    """
    theirs = dict.fromkeys(file for name in names for file in needed(folder, name))
    links = (
        f'<link rel="modulepreload" fetchpriority="low" crossorigin href="{escape(address)}">'
        for address in (*(f".{PREFIX}{file}" for file in theirs), *own)
    )
    body, end, rest = source.rpartition("</body>")
    return "".join((body, *links, end, rest))


def _announced(folder: Path) -> list[str]:
    """The files that the index page beside a folder announces, as paths within the folder."""
    index = folder.parent / "index.html"
    return _ANNOUNCED.findall(index.read_text(encoding="utf-8")) if index.exists() else []


class Announced:
    """ASGI middleware that tells browsers, with a page's first bytes, which scripts it will need.

    `scripts` has by path the names of what draws the page; see `needed`. The pages lie beside
    PREFIX, under whatever path that is, so the addresses are relative; `base` as in
    CompressedStatic.
    """

    def __init__(
        self, app: ASGIApp, folder: Path, scripts: Mapping[str, Sequence[str]], base: str = ""
    ) -> None:
        self._app = app
        self._links = {
            base + path: ", ".join(
                f"<.{PREFIX}{file}>; rel=modulepreload; as=script; crossorigin"
                for file in dict.fromkeys(file for name in names for file in needed(folder, name))
            )
            for path, names in scripts.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        links = self._links.get(scope["path"], "") if scope["type"] == "http" else ""

        async def with_links(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Link", links)
            await send(message)

        await self._app(scope, receive, with_links if links else send)
