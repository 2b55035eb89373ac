"""Permanent pages, the documentation and the sitemap: for people, search engines and cards."""

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from lib.api import html as markup
from lib.api import responses, sitemap
from lib.api.body_cache import Kept
from lib.exports.tables import TABLES
from lib.filter.parameters import PARAMETERS
from lib.language.i18n import LANGUAGES
from lib.site import pages
from tests.unit.strategies import data, index

PAIR = "vn-hai-phong~jp-kanagawa"
VOID = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """What a page holds; fails on a tag that is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.meta: dict[str, str] = {}
        self.alternates: dict[str, str] = {}
        self.links: list[str] = []
        self.scripts: list[str] = []
        self.canonical = self.lang = ""
        self.ids: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        if tag == "html":
            self.lang = given["lang"]
        if tag == "meta":
            self.meta[given.get("property") or given.get("name", "")] = given.get("content", "")
        if tag == "link" and given["rel"] == "canonical":
            self.canonical = given["href"]
        if tag == "link" and given["rel"] == "alternate":
            self.alternates[given["hreflang"]] = given["href"]
        if tag == "a":
            self.links.append(given["href"])
        if tag == "script":
            assert given["type"] == "application/ld+json"
        if "id" in given:
            self.ids.append(given["id"])
        for name in ("src", "srcset", "action", "onclick"):
            assert name not in given

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, text):
        if self.open and self.open[-1] == "script":
            self.scripts.append(text)


def fetched(site, path) -> Page:
    answer = site.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Page(answer.text)


@pytest.fixture(scope="module")
def pair(site) -> str:
    rows = site.get("/api/v1/partnerships.json").json()["data"]
    return max(rows, key=lambda row: row["documents"])["id"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["/r/vj0127", "/r/vj0001", "pair", "/api/docs"])
def test_a_page_tells_engines_and_cards_what_it_is(site, path, lang, pair):
    path = f"/r/{pair}" if path == "pair" else path
    page = fetched(site, f"{path}?lang={lang}")
    assert page.lang == lang
    assert page.meta["og:title"]
    assert page.meta["og:description"] == page.meta["description"] != ""
    assert page.canonical == page.meta["og:url"] == page.alternates[lang]
    assert set(page.alternates) == {*LANGUAGES, "x-default"}
    for other in page.alternates.values():
        assert fetched(site, other).alternates == page.alternates
    (told,) = page.scripts
    assert json.loads(told)["@context"] == "https://schema.org"


def test_a_record_in_json_ld(site):
    event = index().dataset.events.loc["vj0127"]
    told = json.loads(fetched(site, "/r/vj0127").scripts[0])
    assert told["identifier"] == "vj0127"
    assert told["temporalCoverage"] == event["date"]
    assert [place["@type"] for place in told["about"]] == ["AdministrativeArea"] * 2
    assert told["citation"]
    assert told["license"].startswith("https://creativecommons.org/")
    assert told["isPartOf"]["@type"] == "Dataset"


def test_the_data_set_in_json_ld_names_files_that_exist(site):
    told = json.loads(fetched(site, "/api/docs").scripts[0])
    assert told["@type"] == "Dataset"
    assert 50 <= len(told["description"]) <= 5000
    for file in told["distribution"]:
        assert site.head(file["contentUrl"]).status_code == 200


def test_a_record_page_has_every_source(site):
    evidence = index().dataset.evidence
    cited = evidence[evidence["event_id"] == "vj0127"]["source_id"]
    page = fetched(site, "/r/vj0127?lang=vi")
    assert set(data().sources.loc[cited, "url"]) <= set(page.links)


def test_a_partnership_has_a_page_as_signed_and_as_of_today(site):
    signed = site.get("/api/v1/partnerships.json?vn=vn-binh-duong").json()["data"][0]
    today = site.get(f"/api/v1/partnerships.json?units=today&jp={signed['jp_id']}").json()["data"]
    merged = next(row for row in today if signed["id"] in row["signed_as_ids"])
    assert "Binh Duong" in site.get(signed["link"]).text
    text = site.get(merged["link"]).text
    assert "Ho Chi Minh City" in text
    assert "Binh Duong" in text
    assert merged["link"].endswith("?units=today")


def test_a_pair_without_a_document_is_no_partnership(site):
    events = index().dataset.events
    counted = events.groupby(["vn_id", "jp_id"])["signed"].any()
    vn, jp = counted.index[~counted][0]
    assert site.get(f"/r/{vn}~{jp}").status_code == 404


def test_texts_cannot_become_markup():
    evil = '"><script>alert(1)</script>'
    for html in (
        markup.paragraph(evil),
        markup.heading(evil, evil),
        markup.link("https://example.org/" + evil, evil, title=evil),
        markup.facts([(evil, "")]),
        markup.table([evil], []),
        markup.link("javascript:alert(1)", evil),
    ):
        assert "<script" not in html
        assert "javascript:" not in html


def test_the_documentation_names_everything_declared(site):
    page = fetched(site, "/api/docs")
    text = site.get("/api/docs").text
    for name in PARAMETERS:
        assert f"<code>{name}</code>" in text
    for table in TABLES.values():
        assert table.name in page.ids
        for column in table.columns(data().package):
            assert f"<code>{column.name}</code>" in text
        for form in table.formats:
            assert any(link.endswith(f"/{table.name}.{form}") for link in page.links)


def test_every_problem_type_leads_to_the_documentation(site):
    page = fetched(site, "/api/docs")
    for path in ("/api/v1/events.json?x=1", "/api/x", f"/api/v1/events.json?q={'a' * 9000}"):
        target, anchor = site.get(path).json()["type"].split("#")
        assert target == "/api/docs"
        assert anchor in page.ids


def test_the_api_leads_to_its_documentation(site):
    answer = site.get("/api?lang=ja")
    assert answer.status_code == 307
    assert answer.headers["location"].endswith("/api/docs?lang=ja")


def test_the_sitemap_has_each_page_in_each_language(site, base):
    space = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    urls = ET.fromstring(site.get("/sitemap.xml").content).findall("s:url", space)
    found = {url.findtext("s:loc", namespaces=space) for url in urls}
    pairs = site.get("/api/v1/partnerships.json?limit=1").json()["meta"]["total"]
    own = len(sitemap.PAGES) + 1 + pairs + len(index().dataset.events)
    assert len(found) == len(urls) == own * len(LANGUAGES)
    for url in urls[:30]:
        links = url.findall("x:link", space)
        assert {link.get("hreflang") for link in links} == {*LANGUAGES, "x-default"}
        assert {link.get("href") for link in links} <= found
    for address in [a for a in found if a and "/r/" in a][::150]:
        assert site.get(address).status_code == 200
    assert f"Sitemap: {base}/sitemap.xml" in site.get("/robots.txt").text


def test_the_sitemap_knows_all_pages():
    assert {page.path for page in pages.PAGES} == set(sitemap.PAGES)


def test_a_long_sitemap_comes_in_parts(site, monkeypatch):
    monkeypatch.setattr(sitemap, "PER_FILE", 200)
    monkeypatch.setattr(responses, "_KEPT", Kept(most=0))
    index_ = site.get("/sitemap.xml").text
    parts = re.findall(r"<loc>([^<]+)</loc>", index_)
    assert "<sitemapindex" in index_
    found = [
        loc for part in parts for loc in re.findall(r"<loc>([^<]+)</loc>", site.get(part).text)
    ]
    monkeypatch.undo()
    assert found == re.findall(r"<loc>([^<]+)</loc>", site.get("/sitemap.xml").text)
