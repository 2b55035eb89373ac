"""Pictures as addresses: forms, sizes, refusals, validators; and a page within another one."""

import io
import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from starlette.datastructures import QueryParams

from lib.api import embedded
from lib.api.request import ApiRequest
from lib.facts.perspective import Units
from lib.filter.filters import Filter
from lib.language.i18n import LANGUAGES
from lib.pictures import png
from lib.pictures.drawings import CHARTS, VIEWS
from lib.site import store
from lib.site.links import Links
from lib.site.pages import page_at

ADDRESSES = [
    "/map",
    *(f"/chart/{name}" for name in CHARTS),
    *(f"/view/{whole.name}" for whole in VIEWS.values()),
]
LOCALITY = {"id": "jp-kagawa"}


def query(address: str, **more: str) -> dict[str, str]:
    return {**(LOCALITY if "locality" in address else {}), **more}


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_is_a_picture_with_the_filter(site, address):
    asked = query(address, jp="jp-kagawa", lang="ja", size="a4")
    answer = site.get(f"{address}.svg", params=asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-language"] == "ja"
    assert re.fullmatch(
        r'inline; filename="vietnam-japan-[a-z-]+-[\d.]+-ja\.svg"',
        answer.headers["content-disposition"],
    )
    root = ET.fromstring(answer.content)
    assert (root.get("width"), root.get("height")) == ("210mm", "297mm")
    texts = [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any("香川県" in text for text in texts)
    # Where the same can be seen and followed up.
    assert any(text.startswith(str(site.base_url).rstrip("/")) for text in texts)


@pytest.mark.parametrize("address", ["/map", "/chart/signings", "/view/fields"])
def test_a_png_of_1920_by_1080_for_a_slide(site, address):
    answer = site.get(f"{address}.png", params={"size": "16x9", "jp": "jp-kagawa"})
    assert answer.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == (1920, 1080)
    assert len(answer.content) < 1 << 20


def test_it_is_kept_by_its_etag_and_head_draws_nothing(site):
    address = "/chart/growth.svg"
    first = site.get(address, params={"lang": "vi"})
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "public, max-age=300"
    again = site.get(address, params={"lang": "vi"}, headers={"If-None-Match": tag})
    assert again.status_code == 304 and not again.content
    head = site.head(address, params={"lang": "vi"})
    assert head.status_code == 200 and not head.content and head.headers["etag"] == tag
    others = [{"lang": "ja"}, {"theme": "dark"}, {"size": "a4"}, {"units": "today"}]
    tags = {site.head(address, params=other).headers["etag"] for other in others}
    assert len(tags | {tag}) == 5


@pytest.mark.parametrize(
    ("address", "asked", "named"),
    [
        ("/map.svg", {"size": "99999x99999"}, "size"),
        ("/map.png", {"theme": "neon"}, "theme"),
        ("/map.svg", {"areas": "found'"}, "areas"),
        ("/map.svg", {"year": "1492"}, "year"),
        ("/map.png", {"jp": "jp-atlantis"}, "jp"),
        ("/view/map.svg", {"from": "2020", "to": "2010"}, "from"),
        ("/chart/signings.svg", {"counted": "pairs"}, "counted"),
        ("/chart/fields.svg", {"counted": "money"}, "counted"),
        ("/chart/lanes.png", {"lanes": "1000000"}, "lanes"),
        ("/chart/fields-together.svg", {"with": "love"}, "with"),
        ("/chart/locality-lanes.svg", {}, "id"),
        ("/chart/locality-fields.png", {"id": "jp-atlantis"}, "id"),
        ("/view/locality.png", {"id": ["jp-kagawa", "jp-tokyo"]}, "id"),
        ("/map.svg", {"v": "0.1.0"}, "v"),
        ("/map.svg", {"width": "100"}, "width"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(site, address, asked, named):
    answer = site.get(address, params=asked)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert named in [error["parameter"] for error in answer.json()["errors"]]


@pytest.mark.parametrize(
    "address",
    ["/chart/secrets.png", "/chart/signings.gif", "/view/records.svg", "/view/", "/chart/a/b.svg"],
)
def test_a_picture_that_there_is_not(site, address):
    answer = site.get(address)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_it_tells_which_there_are(site):
    available = site.get("/chart/secrets.png").json()["available"]
    pictures = {f"{address}.{form}" for address in ADDRESSES for form in ("svg", "png")}
    data = {f"{address}.csv" for address in ADDRESSES if not address.startswith("/view")}
    assert {*available} == pictures | data


def test_nothing_but_reading(site):
    assert site.post("/map.svg").status_code == 405


# --- A page within another one --------------------------------------------------------------------


def asked(path: str, lang: str = "en", **chosen: list[str]) -> ApiRequest:
    links = Links("https://example.org")
    return ApiRequest(
        store.viewpoint(Units.SIGNED, lang), Filter.of(chosen), lang, links, f"/{path}"
    )


def page(view: ApiRequest, given=(), settings=None, options: str = "") -> str:
    declared = page_at(view.path[1:])
    query_ = QueryParams(f"embed=true{options}")
    return embedded.render(view, declared, settings or {}, list(given), query_).decode()


@pytest.mark.parametrize(
    ("text", "path", "settings", "is_picture"),
    [
        ("embed=true", "map", {}, True),
        ("embed=TRUE&jp=jp-kagawa", "", {}, True),
        ("embed=false", "map", {}, False),
        ("jp=jp-kagawa", "map", {}, False),
        ("embed=true", "records", {}, False),
        ("embed=true", "locality", {}, False),
        ("embed=true", "locality", {"id": ["jp-kagawa"]}, True),
    ],
)
def test_pages_with_a_picture_are_embedded_by_it(text, path, settings, is_picture):
    assert embedded.is_asked(QueryParams(text), page_at(path), settings) is is_picture


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", [path for path in VIEWS if path != "locality"])
def test_the_picture_its_credit_and_the_way_to_the_page(site, path, lang):
    html = page(asked(path, lang, jp=["jp-kagawa"]))
    assert "<script" not in html and "<nav" not in html
    pictures = re.findall(r'src(?:set)?="([^"]+)"', html)
    assert len(pictures) == 4
    for address in map(unescape, pictures):
        answer = site.get(address.removeprefix("."))
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "image/svg+xml"
        assert answer.headers["content-language"] == lang
    assert "CC BY 4.0" in html
    (full,) = re.findall(r'<a href="([^"]+)"', html)
    assert "jp=jp-kagawa" in full and "embed" not in full


def test_it_keeps_settings_and_themes_and_names_what_it_leaves_out():
    settings = {"areas": ["partners"], "list": ["vn"]}
    given = [("areas", "partners"), ("jp", "jp-atlantis"), ("q", "<b>"), ("v", "0.3.0")]
    html = page(asked("map"), given, settings, "&embed_options=dark_theme")
    assert html.count("areas=partners") == 3 and "theme=light" not in html
    # What the picture does not show belongs to the page alone.
    assert "list=vn" in re.findall(r'<a href="([^"]+)"', html)[0]
    assert html.count("list=vn") == 1
    assert "jp = jp-atlantis" in html and "q = &lt;b&gt;" in html
    assert html.count('role="status"') == 2


def test_more_pictures_than_can_be_made_are_refused_for_now(site, monkeypatch):
    def busy(_svg, _scale):
        raise png.Busy

    monkeypatch.setattr(png, "of", busy)
    answer = site.get("/map.png", params={"vn": "vn-hue", "theme": "dark"})
    assert answer.status_code == 429 and answer.headers["retry-after"] == "5"
    assert answer.json()["type"].endswith("#problem-busy")
    # An SVG waits for nobody.
    assert site.get("/map.svg", params={"vn": "vn-hue"}).status_code == 200
