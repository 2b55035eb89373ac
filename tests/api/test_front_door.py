"""What a request meets first: our routes, pages with a head of their own, and 404 for all else."""

import asyncio
import io
import re
from pathlib import Path

import httpx
import pytest
import streamlit
from PIL import Image
from starlette.applications import Starlette
from starlette.responses import FileResponse
from starlette.routing import Route

from lib.api.front_door import FrontDoor
from lib.api.headers import SECURITY
from lib.api.index_page import FONT, HEAD, LANGUAGE, SCRIPTLESS
from lib.api.routes import ROUTES
from lib.language.i18n import LANGUAGES
from lib.site.links import CARD_SIZE
from lib.site.pages import PAGES
from tests.unit.strategies import TODAY, index

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
VIEWS = [
    *(f"/{page.path}" for page in PAGES),
    "/records?record=vj0141",
    "/locality?id=jp-nagasaki",
    "/map?vn=vn-hai-phong&jp=jp-kagawa&from=2020",
    "/fields?units=today&field=water",
    "/timeline?record=vj0141&side=jp",
]


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("VJ_TODAY", TODAY.isoformat())


def door(base: str = "") -> FrontDoor:
    """The front door before a Streamlit that answers everything with its page."""
    everything = Route("/{rest:path}", lambda _: FileResponse(INDEX), methods=["GET", "HEAD"])
    return FrontDoor(
        Starlette(routes=[everything]), ROUTES, INDEX.read_text(encoding="utf-8"), base
    )


@pytest.fixture
def ask():
    async def asked(path: str, base: str, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(door(base))
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            return await client.get(path, headers=headers)

    def ask_(path: str, base: str = "", **headers: str) -> httpx.Response:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(asked(path, base, given))

    return ask_


def told(text: str, name: str) -> str:
    found = re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)">', text)
    assert len(found) == 1, name
    return found[0].replace("&amp;", "&")


@pytest.mark.parametrize("mark", [LANGUAGE, HEAD, FONT, SCRIPTLESS])
def test_streamlits_file_has_what_is_replaced(mark):
    assert mark.search(INDEX.read_text(encoding="utf-8"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_page_and_view_says_what_it_is(ask, view, lang):
    address = view if lang == "en" else f"{view}{'&' if '?' in view else '?'}lang={lang}"
    answer = ask(address)
    assert answer.status_code == 200
    text = answer.text
    assert f'<html lang="{lang}">' in text and text.count("<title>") == 1
    title = re.findall(r"<title>(.*)</title>", text)[0]
    assert "Streamlit" not in title
    assert title.startswith(told(text, "og:title"))
    assert told(text, "description") == told(text, "og:description") != ""
    for name in ("og:site_name", "twitter:card", "twitter:title", "og:locale", "og:image:alt"):
        assert told(text, name)
    canonical = re.findall(r'<link rel="canonical" href="([^"]*)">', text)
    assert [c.replace("&amp;", "&") for c in canonical] == [told(text, "og:url")]
    alternates = dict(
        re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]*)">', text)
    )
    assert set(alternates) == {*LANGUAGES, "x-default"}
    assert alternates[lang] == canonical[0]
    assert told(text, "og:image") == told(text, "twitter:image")
    kinds = re.findall(r'<link rel="alternate" type="([^"]+)"', text)
    assert kinds.count("application/atom+xml") == 2 and "text/calendar" in kinds
    # What starts the front end is there as it was.
    script = re.findall(r'<script type="module"[^>]*>', INDEX.read_text(encoding="utf-8"))[0]
    assert script in text


@pytest.mark.parametrize("view", ["/", *VIEWS[-5:], "/r/vj0141", "/r/vn-hai-phong~jp-kagawa"])
def test_the_picture_of_a_page_is_drawn(ask, view):
    address = told(ask(view).text, "og:image")
    answer = ask(address.removeprefix("http://site"))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["etag"]
    image = Image.open(io.BytesIO(answer.content))
    assert image.size == CARD_SIZE
    # A map and a title, and no blank sheet.
    assert len(image.convert("P", palette=Image.Palette.ADAPTIVE).getcolors() or ()) > 20


def test_a_view_is_named_by_its_own_facts(ask):
    event = index().dataset.events.loc["vj0141"]
    assert told(ask("/records?record=vj0141&lang=ja").text, "og:title") == event["title_ja"]
    name = index().dataset.full_name("jp-nagasaki", "vi")
    assert told(ask("/locality?id=jp-nagasaki&lang=vi").text, "og:title") == name
    filtered = told(ask("/records?jp=jp-kagawa").text, "description")
    assert "Kagawa" in filtered


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        *(("ja", "ja"), ("ja-JP,ja;q=0.9,en;q=0.8", "ja"), ("vi-VN", "vi"), ("fr,vi;q=0.5", "vi")),
        *(("en-US,en;q=0.9,ja;q=0.8", "en"), ("fr", "en"), ("", "en"), ("ja;q=0,vi;q=0.1", "vi")),
    ],
)
def test_without_a_language_the_browsers_is_spoken(ask, accepted, lang):
    answer = ask("/map", accept_language=accepted)
    assert f'<html lang="{lang}">' in answer.text
    assert "Accept-Language" in answer.headers["vary"]


@pytest.mark.parametrize(
    "query",
    ["fbclid=1", "utm_source=a&utm_medium=b", "mc_eid=1&vn=vn-hue", "embed=true", "colour=1"],
)
def test_what_others_add_changes_no_canonical_address(ask, query):
    answer = ask(f"/records?{query}")
    assert answer.status_code == 200
    wanted = "http://site/records?vn=vn-hue" if "vn=" in query else "http://site/records"
    assert told(answer.text, "og:url") == wanted


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("/records?vn=vn-hai-phong)", "/records?vn=vn-hai-phong"),
        ("/records?lang=jp&fbclid=1", "/records?lang=ja"),
        ("/locality?id=JP-Nagasaki.", "/locality?id=jp-nagasaki"),
        ("/records/vj0141", "/records?record=vj0141"),
        ("/rss.xml", "/feed.xml"),
        ("/ja/records?vn=vn-hue", "/records?vn=vn-hue&lang=ja"),
        ("/records/", "/records"),
    ],
)
@pytest.mark.parametrize("base", ["", "/vj", "/a/b"])
def test_redirects_are_relative_and_stay_under_the_path(ask, given, meant, base):
    answer = ask(base + given, base)
    assert answer.status_code == 307
    assert not answer.headers["location"].startswith(("/", "http"))
    assert answer.next_request.url.raw_path.decode() == base + meant


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/wp-login.php",
        "/static/js/none.js",
        "/_stcore/none",
        "/_stcore/metrics",
        "/map/_stcore/metrics",
        "/a/b/c",
        "/%0A",
        "/x/vj0141x",
    ],
)
@pytest.mark.parametrize("base", ["", "/vj"])
def test_what_is_not_there_is_404_with_a_page_in_every_language(ask, path, base):
    for accept in ("*/*", "text/html"):
        answer = ask(base + path, base, accept=accept)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert set(re.findall(r'<section lang="(\w+)"', answer.text)) == set(LANGUAGES)
        home = re.findall(r'<a href="([^"?]*/)"', answer.text)[0]
        assert str(answer.url.join(home)) == f"http://site{base}/"


def test_icons_and_the_way_to_report_a_vulnerability(ask, monkeypatch):
    icon = ask("/favicon.ico")
    assert icon.headers["content-type"] == "image/x-icon"
    assert Image.open(io.BytesIO(icon.content)).info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    touch = ask("/apple-touch-icon.png")
    assert Image.open(io.BytesIO(touch.content)).size == (180, 180)
    for corrections, contact in (
        ("mailto:office@example.org", "mailto:office@example.org"),
        ("", "http://site/about"),
    ):
        monkeypatch.setenv("VJ_CORRECTIONS", corrections)
        text = ask("/.well-known/security.txt").text
        fields = dict(line.split(": ", 1) for line in text.splitlines())
        assert fields["Contact"] == contact
        assert fields["Expires"] > TODAY.isoformat()
        assert fields["Canonical"] == "http://site/.well-known/security.txt"


@pytest.mark.parametrize("path", ["/", "/vj"])
def test_the_beginning_of_the_path_is_led_to(ask, path):
    answer = ask(path, "/vj")
    assert answer.status_code == 307
    assert str(answer.next_request.url) == "http://site/vj/"


def test_every_absolute_address_holds_the_path(ask):
    for path in ("/map", "/r/vj0141", "/api/docs", "/sitemap.xml", "/api/v1/events.json?limit=1"):
        text = ask(f"/vj{path}", "/vj").text
        own = re.findall(r"http://site[^\s\"<&]*", text)
        assert own
        assert all(address.startswith("http://site/vj/") for address in own), path


@pytest.mark.parametrize("sent", ["J6pyo36bhOWAR7sv_-A", "nonsense", "a&receipt=b", "%22%3Cb%3E"])
def test_a_private_address_is_repeated_nowhere_and_kept_from_engines(ask, sent):
    answer = ask(f"/contribute?receipt={sent}&lang=ja")
    assert answer.status_code == 200
    assert told(answer.text, "robots") == "noindex"
    assert "receipt=" not in answer.text and sent not in answer.text
    open_ = ask("/contribute?wish=none&lang=ja").text
    assert 'name="robots"' not in open_ and "wish=none" in told(open_, "og:url")


def test_no_address_is_told_to_where_a_link_leads():
    assert SECURITY["Referrer-Policy"] == "strict-origin"
