"""Switches in any order, a server that starts anew, names typed into lists, links, and texts."""

import io
import random
import re
import unicodedata
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pypdf
import pytest
import streamlit
from playwright.sync_api import expect

from lib.language import i18n
from lib.site.pages import PAGES
from lib.ui.builtin import BUILT_IN
from tests.e2e import conftest, steps
from tests.e2e.conftest import NewPage, Server, StartServer, Tab, wait_for_app

SWITCHES = 60
UNITS, ONLY = (f"[class*='st-key-w_{name}']" for name in ("units", "only"))
CODE = re.compile(r"[a-z0-9.-]+")


def switch(tab: Tab, chance: random.Random) -> None:
    """One click, wherever, without waiting for what came of the last."""
    page = tab.page
    kind = chance.choice(["language", "page", "only", "units", "back"])
    if kind == "language":
        page.locator(".vj-header .vj-switch a").nth(chance.randrange(3)).click()
    elif kind == "page":
        page.locator(".vj-pages a").nth(chance.choice([0, 5, 6])).click()
    elif kind == "only":
        page.locator(f"{ONLY} [role=radiogroup] label").nth(chance.randrange(3)).click()
    elif kind == "units":
        page.locator(UNITS).get_by_role("radio").nth(chance.randrange(2)).click()
    elif len(page.context.pages) and page.evaluate("history.length") > 4:
        page.go_back(wait_until="commit")


def test_no_order_of_switches_writes_anything_but_codes(new_page: NewPage) -> None:
    tab, chance = new_page(), random.Random(11)
    tab.goto("/?lang=en")
    seen: list[str] = []
    tab.page.on("framenavigated", lambda frame: seen.append(frame.url))
    for _ in range(SWITCHES):
        switch(tab, chance)
        seen.append(tab.page.url)
        if chance.random() < 0.2:
            wait_for_app(tab.page)
    wait_for_app(tab.page)
    values = {v for url in seen for given in parse_qs(urlsplit(url).query).values() for v in given}
    assert all(CODE.fullmatch(value) for value in values), values
    expect(tab.page.get_by_test_id("stAlert")).to_have_count(0)


def test_a_deep_link_to_a_fresh_server_and_the_first_click_after_a_restart(
    start_server: StartServer, new_page: NewPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start_server()
    tab = new_page(first, viewport=(1440, 1000))
    tab.goto("/records?lang=ja&jp=jp-kagawa")
    wanted = len(steps.expected_ids({"jp": ["jp-kagawa"]}))
    expect(tab.page.locator(".vj-counts")).to_contain_text(re.compile(rf"\b{wanted}件"))
    expect(tab.page.locator("[id=chip_jp_jp-kagawa]")).to_contain_text("香川県")
    expect(tab.page.locator(".st-key-w_jp").first).to_be_visible()
    expect(tab.page.locator(".vj-pages a[href*='about']").first).to_be_visible()
    assert tab.page.title().startswith("記録")
    first.stop()
    monkeypatch.setattr(conftest, "_free_port", lambda: first.port)
    with tab.page.expect_websocket():
        start_server()
    with tab.rerun():
        tab.page.locator(f"{ONLY} [role=radiogroup] label").nth(1).click()
    tab.page.wait_for_url(re.compile("only=signed"), timeout=20_000)
    expect(tab.page.locator("[id=chip_only_signed]")).to_be_visible()


def test_a_list_finds_what_the_search_finds(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/about?lang=ja")
    for lang, side, typed, meant in (
        ("ja", "jp", "kagawa", "jp-kagawa"),
        ("ja", "vn", "hai phong", "vn-hai-phong"),
        ("ja", "jp", "Osaka-fu", "jp-osaka"),
        ("vi", "vn", "Da Nang", "vn-da-nang"),
        ("vi", "jp", "長崎", "jp-nagasaki"),
        ("vi", "vn", "danang", "vn-da-nang"),
        ("vi", "vn", "TPHCM", "vn-ho-chi-minh"),
        ("en", "vn", "Đà Nẵng", "vn-da-nang"),
    ):
        tab.follow(f"/about?lang={lang}")
        tab.page.locator(f"[class*='st-key-w_{side}'] input").click()
        tab.page.keyboard.type(typed)
        with tab.rerun():
            tab.page.keyboard.press("Enter")
        tab.page.wait_for_url(re.compile(f"{side}={meant}"))
        tab.page.keyboard.press("Escape")


def test_a_link_can_be_opened_beside(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/records?lang=ja&jp=jp-kagawa")
    links = tab.page.locator(".vj-pages a")
    here = urlsplit(tab.page.url)._replace(query="").geturl().removesuffix("records")
    addresses = dict.fromkeys(links.evaluate_all("all => all.map(a => a.href)"))
    # That of the curators is for them alone.
    shown = [page for page in PAGES if page.path != "curate"]
    for address, page in zip(addresses, shown, strict=True):
        assert address.startswith(here + page.path), page.path
        assert parse_qs(urlsplit(address).query) == {
            **{"lang": ["ja"], "units": ["today"]},
            "jp": ["jp-kagawa"],
        }
    before = tab.page.url
    # Another tab, another window.
    for held in ("Control", "Shift"):
        with tab.context.expect_page() as opened:
            links.first.click(modifiers=[held])
        opened.value.wait_for_url(re.compile(r"/\?"), wait_until="commit")
        assert tab.page.url == before


def test_what_streamlit_says_is_in_the_pages_language(new_page: NewPage) -> None:
    tab = new_page()
    # A page with a list of Streamlit's own.
    tab.goto("/locality?lang=vi")
    for lang in ("vi", "ja"):
        tab.follow(f"/locality?lang={lang}")
        said = tab.page.evaluate(
            "[...document.querySelectorAll('[aria-label]')].map(e => e.getAttribute('aria-label'))"
        )
        assert i18n.words(lang).gettext(BUILT_IN["Open"]) in said
        assert not [text for text in said if text in BUILT_IN or text.startswith("Help for")]
        assert tab.page.evaluate("document.documentElement.translate") is False


def test_streamlit_still_says_it_so() -> None:
    folder = Path(streamlit.__file__).parent
    # Its server says some of it.
    files = [*(folder / "static/static/js").glob("*.js"), *folder.glob("runtime/backend_*.py")]
    everything = "".join(file.read_text(encoding="utf-8") for file in files)
    for text in BUILT_IN:
        assert all(part.strip(" :") in everything for part in text.split("{text}")), text


def test_every_page_is_whole_on_paper(new_page: NewPage, server: Server) -> None:
    tab = new_page()
    tab.goto("/?lang=en")
    for path in (page.path for page in PAGES):
        own = "&id=jp-kagawa" if path == "locality" else ""
        tab.follow(f"/{path}?lang=en&jp=jp-kagawa{own}")
        sheets = printed(tab)
        # Whence it is and when it was read stand on each sheet, in its margin.
        for number, sheet in enumerate(sheets, 1):
            assert f"{server.url}/{path}?" in sheet, path
            assert "dataversion" in sheet, path
            assert f"{number}/{len(sheets)}" in sheet, path
        if path not in ("locality", "about", "contribute"):
            assert "Japaneselocality:Kagawa" in sheets[0], path
        # On the page of a locality the names of the languages stand as such too.
        for control in (
            "Clear all filters",
            "More filters",
            "English Tiếng Việt",
            "Share and cite",
        ):
            assert control.replace(" ", "") not in "".join(sheets), (path, control)


def test_the_table_of_records_is_whole_on_paper(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/records?lang=en")
    for asked, lang in (
        ("jp=jp-kagawa", "en"),
        ("vn=vn-hai-phong&sort=oldest", "vi"),
        ("vn=vn-ho-chi-minh-city&units=today&sort=title", "ja"),
        ("field=environment_energy", "en"),
        ("only=signed&page=2&sort=jp", "ja"),
    ):
        tab.follow(f"/records?{asked}&lang={lang}")
        given = {**parse_qs(asked), "lang": [lang]}
        wanted = steps.ordered_ids(given)
        events = steps.index(given.get("units", ["today"])[0]).dataset.events
        text = "".join(printed(tab))
        assert re.findall(r"vj\d{4}", text) == wanted, asked
        if lang != "ja":  # whose letters a PDF gives back as other ones that look alike
            assert [k for k in wanted if plain(events[f"title_{lang}"][k]) not in text] == []
        # Nobody hears the table twice, and it takes no room on screen.
        assert tab.page.locator(".printed").get_attribute("aria-hidden") == "true"
        expect(tab.page.locator(".printed table")).to_be_hidden()


def plain(text: str) -> str:
    """A text without blanks and ligatures."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def printed(tab: Tab) -> list[str]:
    """The text of each sheet of the page on paper, without blanks."""
    paper = pypdf.PdfReader(io.BytesIO(tab.page.pdf(prefer_css_page_size=True)))
    return [plain(page.extract_text()) for page in paper.pages]
