"""Permanent pages, the documentation and the sitemap: for people, search engines and cards."""

import csv
import itertools
import json
import re
import shutil
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs
from xml.etree import ElementTree as ET

import pytest
from babel import Locale
from markupsafe import escape

from lib import checks
from lib.api import html, responses, sitemap
from lib.api.body_cache import BodyCache
from lib.exports.tables import TABLES
from lib.facts.dataset import DATA_FOLDER
from lib.facts.perspective import Units
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
        self.texts: list[str] = []
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
        elif self.open and self.open[-1] != "style" and text.strip():
            self.texts.append(text)


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
    signed = site.get("/api/v1/partnerships.json?units=signed&vn=vn-binh-duong").json()["data"][0]
    today = site.get(f"/api/v1/partnerships.json?jp={signed['jp_id']}").json()["data"]
    merged = next(row for row in today if signed["id"] in row["signed_as_ids"])
    assert "Binh Duong" in site.get(signed["link"]).text
    text = site.get(merged["link"]).text
    assert "Ho Chi Minh City" in text
    assert "Binh Duong" in text
    assert merged["link"].endswith("?units=today")


def test_a_pair_of_former_units_leads_on_to_who_holds_its_tie(site):
    former = index(Units.SIGNED).dataset
    events = former.events[former.events["signed"]]
    pairs = {(vn, jp) for vn, jp in zip(events["vn_id"], events["jp_id"], strict=True)}
    moved = sorted(pair for pair in pairs if any(former.current[end] != end for end in pair))
    assert len(moved) > 20
    for vn, jp in moved[::4]:
        # By an address that names no units, as one of before may.
        page = fetched(site, f"/r/{vn}~{jp}?lang=vi")
        assert page.alternates["en"].endswith("?units=signed")
        for end in (vn, jp):
            if former.current[end] != end:
                name = former.full_name(former.current[end], "vi")
                assert name in page.texts
                assert any(f"id={former.current[end]}&" in link for link in page.links)


def test_a_pair_without_a_document_is_no_partnership(site):
    events = index().dataset.events
    counted = events.groupby(["vn_id", "jp_id"])["signed"].any()
    vn, jp = counted.index[~counted][0]
    assert site.get(f"/r/{vn}~{jp}").status_code == 404


def evil(place: str) -> str:
    """A text that would become a script wherever it is not escaped, with the name of its place."""
    return f"\"'></script><script>alert(1)</script>&lt;{place}"


# Table -> its columns whose texts stand on pages.
HOSTILE = {
    "events": ("title", "summary", "vn_party", "jp_party", "date_note", "status_note"),
    "events.ja": ("title", "summary", "vn_party", "jp_party", "date_note", "status_note"),
    "evidence": ("supports",),
    "evidence.ja": ("supports",),
    "sources": ("publisher", "publisher_ja"),
    "localities": ("name_en", "name_ja"),
    "kinds": ("label_en", "label_ja", "definition_en", "definition_ja"),
    "fields": ("label_en", "label_ja"),
}


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    """A package whose every text is an attack, as if the checks had let it through."""
    folder = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, folder, ignore=shutil.ignore_patterns("build"))
    for name, texts in HOSTILE.items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row.update({text: evil(text.removesuffix("_en").removesuffix("_ja")) for text in texts})
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    descriptor.update({name: evil(name) for name in ("title", "description")})
    descriptor["keywords"] = [evil("keyword")]
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    monkeypatch.setattr(checks, "check", lambda *_: [])
    monkeypatch.setenv("VJ_DATA", str(folder))


# Page -> the columns whose texts it shows, and those that stand in its JSON-LD.
PLACES = {
    "/r/vj0127": (
        ["name", "label", "definition", "supports", "publisher", *HOSTILE["events"]],
        ["title", "name", "publisher"],
    ),
    "/r/pair": (["name", "label", "title"], ["name"]),
    "/api/docs": (["label"], ["description", "keyword"]),
}


def test_texts_cannot_become_markup(site, pair, hostile):
    """Each place holds its text as it is: nothing is executed, nothing is escaped twice."""
    for (path, (shown, told)), lang in itertools.product(PLACES.items(), ("en", "ja")):
        # Fails on a script of any other type, and on a tag that does not fit.
        page = fetched(site, f"{path.replace('pair', pair)}?lang={lang}")
        texts = " ".join(page.texts)
        assert path == "/api/docs" or "<script>" in page.meta["og:title"]
        for place in shown:
            assert evil(place) in texts, (path, lang, place)
        (script,) = page.scripts
        assert "<" not in script
        data_ = " ".join(strings_in(json.loads(script)))
        for place in told:
            assert evil(place) in data_, (path, lang, place)


def strings_in(node):
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for part in node.values() if isinstance(node, dict) else node:
            yield from strings_in(part)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "https://[", "x:"]
)
def test_only_addresses_of_the_web_become_links(address):
    link: Any = html.environment().globals["link"]
    assert link(address, evil("text")) == escape(evil("text"))
    good = link("https://example.org/" + evil("path"), evil("text"), hreflang=evil("lang"))
    page = Page(f"<main>{good}</main>")
    assert page.links == ["https://example.org/" + evil("path")]
    assert page.texts == [evil("text")]


@pytest.mark.parametrize(
    ("locale", "territorial"),
    [("en_GB", "en_GB"), ("vi", "vi_VN"), ("ja", "ja_JP"), ("ko", "ko_KR"), ("pt_BR", "pt_BR")],
)
def test_a_card_names_a_locale_with_a_territory(locale, territorial):
    assert html.territorial(Locale.parse(locale)) == territorial


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
    listed = [page for page in pages.PAGES if page.listed()]
    own = len(listed) + 1 + pairs + len(index().dataset.events)
    assert len(found) == len(urls) == own * len(LANGUAGES)
    assert {f"{base}/{page.path}?lang=ja" for page in listed} <= found
    for url in urls[:30]:
        links = url.findall("x:link", space)
        assert {link.get("hreflang") for link in links} == {*LANGUAGES, "x-default"}
        assert {link.get("href") for link in links} <= found
    for address in [a for a in found if a and "/r/" in a][::150]:
        assert site.get(address).status_code == 200
    assert f"Sitemap: {base}/sitemap.xml" in site.get("/robots.txt").text


def test_a_long_sitemap_comes_in_parts(site, monkeypatch):
    monkeypatch.setattr(sitemap, "PER_FILE", 200)
    monkeypatch.setattr(responses, "_CACHE", BodyCache(max_bytes=0))
    index_ = site.get("/sitemap.xml").text
    parts = re.findall(r"<loc>([^<]+)</loc>", index_)
    assert "<sitemapindex" in index_
    found = [
        loc for part in parts for loc in re.findall(r"<loc>([^<]+)</loc>", site.get(part).text)
    ]
    monkeypatch.undo()
    assert found == re.findall(r"<loc>([^<]+)</loc>", site.get("/sitemap.xml").text)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/r/vj0141", {"wish": ["correction"], "record": ["vj0141"]}),
        ("/r/vn-hai-phong~jp-kagawa", {"vn": ["vn-hai-phong"], "jp": ["jp-kagawa"]}),
    ],
)
def test_permanent_pages_lead_to_the_form_filled_in(site, monkeypatch, path, asked, lang):
    def ways() -> list[dict[str, list[str]]]:
        text = unescape(site.get(f"{path}?lang={lang}").text)
        found = re.findall(r'href="[./]*/contribute\?([^"]*)"', text)
        return [{n: v for n, v in parse_qs(each).items() if n != "lang"} for each in found]

    assert ways() == [asked]
    monkeypatch.setenv("VJ_INBOX", "off")
    monkeypatch.setattr(responses, "_CACHE", BodyCache())
    assert ways() == []
