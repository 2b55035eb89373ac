"""What every answer says to the browser: what may run, who may frame it, who may read it."""

from base64 import b64encode
from hashlib import sha256

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from lib.api.headers import OpenToAll, SecurityHeaders, inline_scripts

SCRIPT = "window.started = true"


async def _get(path: str, base: str = "http://site.test", **own: str) -> httpx.Headers:
    """The headers of an answer that has some of its own."""

    async def answer(_request: object) -> PlainTextResponse:
        return PlainTextResponse("", headers=own)

    app = Starlette(
        routes=[Route("/{rest:path}", answer)],
        middleware=[Middleware(SecurityHeaders, scripts=[SCRIPT])],
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=base) as client:
        return (await client.get(path)).headers


def policy(headers: httpx.Headers) -> dict[str, list[str]]:
    """The policy, by directive."""
    parts = headers["content-security-policy"].split("; ")
    return {name: sources for name, *sources in (part.split() for part in parts)}


@pytest.mark.anyio
async def test_scripts_run_from_our_files_and_by_their_digest_alone():
    found = policy(await _get("/map"))["script-src"]
    digest = b64encode(sha256(SCRIPT.encode()).digest()).decode()
    assert found == ["'self'", "blob:", f"'sha256-{digest}'"]


@pytest.mark.parametrize(
    ("page", "scripts"),
    [
        ("<script>\n  a()\n</script>", ["\n  a()\n"]),
        ('<script type="module">a()</script><p><script>b()</script>', ["a()", "b()"]),
        ('<script src="a.js"></script>', []),
        ('<script type="application/ld+json">{"a": 1}</script>', []),
        ("<p>no script</p>", []),
    ],
)
def test_the_scripts_in_a_page_are_found_as_a_browser_digests_them(page, scripts):
    assert inline_scripts(page) == scripts


@pytest.mark.anyio
@pytest.mark.parametrize("path", ["/", "/map", "/r/vj0141", "/no-such", "/static/js/a.js"])
async def test_any_answer_has_them(path):
    headers = await _get(path)
    assert policy(headers)["frame-ancestors"] == ["'self'", "https:"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.anyio
@pytest.mark.parametrize(
    "path", ["/contribute", "/contribute/", "/curate", "/under/curate", "/vj/contribute"]
)
async def test_where_something_is_done_no_other_site_frames_it(path, monkeypatch):
    monkeypatch.setenv("VJ_FRAMERS", "https://news.example")
    assert policy(await _get(path))["frame-ancestors"] == ["'none'"]


@pytest.mark.anyio
async def test_an_installation_says_who_may_frame_its_pages(monkeypatch):
    monkeypatch.setenv("VJ_FRAMERS", "'self'  https://news.example")
    assert policy(await _get("/map"))["frame-ancestors"] == ["'self'", "https://news.example"]


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("base", "setting", "sent"),
    [
        ("http://site.test", "", False),
        ("https://site.test", "", True),
        ("http://site.test", "https://site.example", True),
        ("http://site.test", "http://site.example", False),
    ],
)
async def test_behind_tls_a_browser_is_told_to_stay_there(base, setting, sent, monkeypatch):
    monkeypatch.setenv("VJ_BASE_URL", setting)
    assert ("strict-transport-security" in await _get("/", base)) is sent


@pytest.mark.anyio
async def test_an_answer_keeps_a_policy_of_its_own():
    headers = await _get("/", **{"Referrer-Policy": "no-referrer"})
    assert headers.get_list("referrer-policy") == ["no-referrer"]


@pytest.mark.anyio
async def test_open_data_are_for_any_page_of_the_web():
    app = Starlette(
        routes=[Route("/", lambda _: PlainTextResponse(""))],
        middleware=[Middleware(SecurityHeaders), Middleware(OpenToAll)],
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
        headers = (await client.get("/")).headers
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["access-control-allow-origin"] == "*"
