"""Scripts and styles travel compressed, in the coding that a client prefers; parts travel plain."""

import asyncio
import gzip
import re
from pathlib import Path

import brotli
import httpx
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from lib.api.static_files import (
    FIRST,
    FOR_GOOD,
    LATER,
    Announced,
    CompressedStatic,
    coding_for,
    compressed,
    foretold,
    needed,
    prepare,
)

SCRIPT = b"export const name = 'Hai Phong';\n" * 200
DECODED = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.fixture
def client(tmp_path: Path) -> Starlette:
    """A site whose files are under /static/, with one small and one unknown among them."""
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "index.4f3a.js").write_bytes(SCRIPT)
    (folder / "tiny.js").write_bytes(b"1")
    (folder / "picture.png").write_bytes(b"\x89PNG" + SCRIPT)
    (tmp_path / "secret.js").write_bytes(SCRIPT)
    return Starlette(
        routes=[Mount("/static", StaticFiles(directory=folder))],
        middleware=[Middleware(CompressedStatic, folder=folder)],
    )


def raw(
    client: ASGIApp, path: str, method: str = "GET", **headers: str
) -> tuple[int, httpx.Headers, bytes]:
    """Status, headers and the body as it travelled."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}

    async def ask() -> tuple[int, httpx.Headers, bytes]:
        transport = httpx.ASGITransport(client)
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as asking:
            request = asking.build_request(method, path, headers=given)
            request.headers.setdefault("accept-encoding", "identity")
            if "accept_encoding" not in headers:
                request.headers["accept-encoding"] = "identity"
            answer = await asking.send(request, stream=True)
            body = b"".join([part async for part in answer.aiter_raw()])
            return answer.status_code, answer.headers, body

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("GZIP", "gzip"),
        ("*", "br"),
        ("*;q=0, gzip", "gzip"),
        ("gzip;q=0.5, identity", None),
        ("identity", None),
        ("identity;q=0, gzip;q=0.2", "gzip"),
        ("deflate", None),
        ("", None),
        ("br;q=nonsense", None),
        (",;,;q=1", None),
    ],
)
def test_the_coding_that_a_client_prefers(accepted: str, coding: str | None) -> None:
    assert coding_for(accepted) == coding


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_a_script_travels_compressed_and_is_kept_for_good(client: Starlette, coding: str) -> None:
    status, headers, body = raw(client, "/static/index.4f3a.js", accept_encoding=coding)
    assert status == 200
    assert headers["content-encoding"] == coding
    assert DECODED[coding](body) == SCRIPT
    assert len(body) < len(SCRIPT) / 5
    assert int(headers["content-length"]) == len(body)
    assert headers["cache-control"] == FOR_GOOD
    assert headers["vary"] == "Accept-Encoding"
    assert "javascript" in headers["content-type"]


def test_each_coding_has_an_etag_of_its_own(client: Starlette) -> None:
    tags = {
        coding: raw(client, "/static/index.4f3a.js", accept_encoding=coding)[1]["etag"]
        for coding in ("br", "gzip", "identity")
    }
    assert len(set(tags.values())) == 3
    for coding, tag in tags.items():
        for given, status in ((tag, 304), (f'"x", W/{tag}', 304), ('"stale"', 200)):
            found, headers, body = raw(
                client, "/static/index.4f3a.js", accept_encoding=coding, if_none_match=given
            )
            assert found == status, (coding, given)
            assert headers["vary"] == "Accept-Encoding"
            assert bool(body) == (status == 200)
    # The tag of one coding is no word on another.
    assert (
        raw(client, "/static/index.4f3a.js", accept_encoding="gzip", if_none_match=tags["br"])[0]
        == 200
    )


def test_head_says_what_get_would_send(client: Starlette) -> None:
    got = raw(client, "/static/index.4f3a.js", accept_encoding="br")
    head = raw(client, "/static/index.4f3a.js", "HEAD", accept_encoding="br")
    assert head[0] == 200 and head[2] == b""
    assert head[1] == got[1]


def test_a_part_is_one_of_the_plain_file(client: Starlette) -> None:
    status, headers, body = raw(
        client, "/static/index.4f3a.js", accept_encoding="br", range="bytes=7-16"
    )
    assert status == 206
    assert body == SCRIPT[7:17]
    assert "content-encoding" not in headers
    assert headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("name", ["tiny.js", "picture.png"])
def test_what_would_not_shrink_travels_as_it_is(client: Starlette, name: str) -> None:
    status, headers, _ = raw(client, f"/static/{name}", accept_encoding="br")
    assert status == 200
    assert "content-encoding" not in headers


@pytest.mark.parametrize(
    "path", ["/static/none.js", "/static/../secret.js", "/static/%2e%2e/secret.js"]
)
def test_nothing_outside_the_folder_is_sent(client: ASGIApp, path: str) -> None:
    assert raw(client, path, accept_encoding="br")[0] == 404


def test_files_can_be_prepared_before_anyone_asks(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_bytes(SCRIPT)
    prepare(tmp_path)
    (tmp_path / "a.js").unlink()
    # The file itself is not read again.
    assert brotli.decompress(compressed(tmp_path / "a.js", "br").body) == SCRIPT


@pytest.fixture
def front_end(tmp_path: Path) -> Path:
    """A front end whose chart needs two files, one of which every page announces."""
    folder = tmp_path / "static"
    (folder / "js").mkdir(parents=True)
    for name, text in {
        "Chart.1a.js": 'import{a}from"./linear.2b.js";import"./index.3c.js";export default a',
        "linear.2b.js": 'import{b}from"./Chart.1a.js";export const a=b',
        "index.3c.js": "export const c=1",
        "Chartist.4d.js": "",
    }.items():
        (folder / "js" / name).write_text(text)
    (tmp_path / "index.html").write_text('<link href="./static/js/index.3c.js">')
    return folder


def test_a_script_and_what_it_imports_is_known(front_end: Path) -> None:
    assert needed(front_end, "Chart") == ("js/Chart.1a.js", "js/linear.2b.js")
    assert needed(front_end, "None") == ()


def test_a_page_announces_its_script_and_nothing_else_does(front_end: Path) -> None:
    page, data = (
        Route(path, lambda _request, kind=kind: Response("x", media_type=kind))
        for path, kind in (("/map", "text/html"), ("/about", "text/html"))
    )
    site = Announced(
        Starlette(routes=[page, data]), front_end, {"/map": ["Chart", "Chart"], "/x": ["None"]}
    )
    told = raw(site, "/map")[1]["link"]
    assert told.count("rel=modulepreload") == 2
    assert told.startswith("<./static/js/Chart.1a.js>; ")
    for path in ("/about", "/x"):
        assert "link" not in raw(site, path)[1]


def test_what_is_needed_later_is_foretold_once_at_the_end_of_the_page(front_end: Path) -> None:
    source = "<html><head></head><body><div></div></body></html>"
    told = foretold(source, front_end, ["Chart", "None", "Chart"])
    links = re.findall(r"<link [^>]*>", told)
    assert [re.findall(r'href="([^"]*)"', link) for link in links] == [
        ["./static/js/Chart.1a.js"],
        ["./static/js/linear.2b.js"],
    ]
    assert all('rel="modulepreload"' in link and 'fetchpriority="low"' in link for link in links)
    assert told == source.replace("</body>", "".join(links) + "</body>")
    assert foretold(source, front_end, ["None"]) == source


def test_the_scripts_of_our_pages_are_parts_of_the_front_end() -> None:
    folder = Path(streamlit.__file__).parent / "static" / "static"
    for name in (*FIRST, *LATER):
        files = needed(folder, name)
        assert files, name
        assert all((folder / file).exists() for file in files)
    # Each answer carries the former in its head: they must stay few.
    assert len({file for name in FIRST for file in needed(folder, name)}) < 20
