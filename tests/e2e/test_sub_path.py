"""The site under a path of a host: cut off by a proxy, or told to the server. All of it works."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import httpx
import pytest
from playwright.sync_api import expect

from tests import proxy
from tests.e2e.conftest import NewPage, Server, served, wait_for_app

PREFIX = "/vj"


@dataclass(frozen=True)
class Site:
    """A site under PREFIX: the server that answers, and where visitors find it."""

    server: Server
    origin: str

    @property
    def url(self) -> str:
        return self.origin + PREFIX


# Both tests have one server.
@pytest.fixture(scope="module", params=["cut by a proxy", "told to the server"])
def under(request, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("server")
    if request.param == "told to the server":
        with served(folder, {"STREAMLIT_SERVER_BASE_URL_PATH": PREFIX.strip("/")}) as server:
            yield Site(server, server.url)
        return
    with served(folder) as server, proxy.cutting(server.port, PREFIX) as origin:
        yield Site(server, origin)


def test_pages_map_links_and_redirects_stay_under_the_path(under: Site, new_page: NewPage) -> None:
    tab = new_page(replace(under.server, url=under.origin), viewport=(1440, 1000))
    with tab.page.expect_response(re.compile(r"/geo/")) as told:
        tab.goto(f"{PREFIX}/map?vn=vn-hai-phong&lang=en")
    assert told.value.url.startswith(f"{under.url}/geo/") and told.value.ok
    with tab.rerun():
        tab.page.locator(".st-key-share button").first.click()
    shared = tab.page.locator(".vj-quotable").first
    expect(shared).to_contain_text(f"{under.url}/map?vn=vn-hai-phong")
    hrefs = [
        link.get_attribute("href") or ""
        for link in tab.page.get_by_test_id("stPopoverBody").locator("a[href]").all()
    ]
    assert any(href.startswith("webcal:") for href in hrefs)
    own = [href.replace("webcal:", "http:") for href in hrefs]
    assert len(own) > 15
    assert all(href.startswith(f"{under.url}/") for href in own)
    # Its button copies it: what is pasted elsewhere is the link.
    link = shared.locator("code").inner_text()
    shared.get_by_role("button", name="Copy").click()
    expect(shared.get_by_role("button", name="Copied")).to_be_visible()
    search = tab.page.get_by_role("textbox", name="Search")
    search.press("Control+v")
    expect(search).to_have_value(link)
    # The way that a preview of a reader takes: an address typed with its record in the path.
    tab.page.goto(f"{under.url}/records/vj0141")
    wait_for_app(tab.page)
    assert tab.page.url == f"{under.url}/records?record=vj0141"
    tab.page.goto(f"{under.url}/r/vj0141.")
    assert tab.page.url == f"{under.url}/r/vj0141"
    for way in ("Open in the dashboard", "Open data"):
        href = tab.page.get_by_role("link", name=way).first.evaluate("link => link.href")
        assert href.startswith(f"{under.url}/")
    asked = {request.url for request in tab.requests if request.url.startswith("http")}
    assert not [url for url in asked if not url.startswith(f"{under.url}/")]
    assert tab.console_errors == []


def test_every_address_answers_under_the_path(under: Site) -> None:
    # Path -> status, type, and where it leads.
    table = {
        "/records": (200, "text/html"),
        "/api/v1/localities.csv": (200, "text/csv"),
        "/api/openapi.json": (200, "application/json"),
        "/feed.xml": (200, "application/atom+xml"),
        "/calendar.ics": (200, "text/calendar"),
        "/geo/signed/wide.en.json": (200, "application/json"),
        "/geo/map.js": (200, "text/javascript"),
        "/card/vj0141.png": (200, "image/png"),
        "/favicon.ico": (200, "image/x-icon"),
        "/.well-known/security.txt": (200, "text/plain"),
        "/healthz": (200, "application/json"),
        "/nothing": (404, "text/html"),
        "/static/js/none.js": (404, "text/html"),
    }
    with httpx.Client(headers={"Accept": "text/html"}) as client:
        for path, (status, kind) in table.items():
            answer = client.get(under.url + path)
            assert answer.status_code == status, path
            assert answer.headers["content-type"].startswith(kind), path
        leads = {
            "/records/": "/records",
            "/api": "/api/docs",
            "/rss.xml": "/feed.xml",
            "/r/VJ0141": "/r/vj0141",
            "/ja/map": "/map?lang=ja",
            "/records?vn=vn-hue)&utm_source=x": "/records?vn=vn-hue",
        }
        for path, place in leads.items():
            answer = client.get(under.url + path)
            assert not answer.headers["location"].startswith(("/", "http")), path
            assert str(answer.next_request and answer.next_request.url) == under.url + place
