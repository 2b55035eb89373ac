"""What visitors do with the table, the address and the keyboard, compared record by record."""

import gzip
import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import openpyxl
import pytest
from playwright.sync_api import expect

from lib.facts.dataset import DATA_FOLDER
from lib.language.i18n import LANGUAGES
from tests.e2e import steps
from tests.e2e.conftest import NewPage, Server, StartServer


def test_a_link_opens_the_same_records_in_every_language(new_page: NewPage, tmp_path) -> None:
    query = "jp=jp-kanagawa&vn=vn-hanoi&field=water&field=trade&from=2005&q=yokohama"
    # A browser whose language is none of ours gets English.
    tab = new_page(locale="fr-FR")
    tab.goto(f"/records?{query}")
    assert tab.page.evaluate("document.documentElement.lang") == "en"
    found = {}
    for lang in LANGUAGES:
        tab.follow(f"/records?{query}&lang={lang}")
        assert tab.page.evaluate("document.documentElement.lang") == lang
        path = steps.download(tab, "records.csv", tmp_path)
        found[lang] = steps.csv_ids(path)
        counted = rf"(?<!\d){len(found[lang])}(?!\d)"
        expect(tab.page.locator(".vj-counts")).to_contain_text(re.compile(counted))
        for key in found[lang]:
            column = steps.translated(key, lang) if lang != "en" else steps.event(key)
            assert column["title"] in path.read_text(encoding="utf-8-sig")
    given = steps.params(tab.page)
    assert given["field"] == ["water", "trade"]
    assert found["en"] == found["vi"] == found["ja"] == steps.ordered_ids(given)
    assert 0 < len(found["en"]) < 498


def test_the_language_switch_leaves_the_view_as_it_is(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/records?vn=vn-yen-bai&from=2019")
    given = steps.params(tab.page)
    count = len(steps.rows(tab, given))
    steps.click(tab, tab.page.locator(".vj-header .vj-switch").get_by_text("日本語"))
    steps.at(tab, {"vn": ["vn-yen-bai"], "from": ["2019"], "lang": ["ja"]})
    expect(steps.key(tab, "chip_vn_vn-yen-bai")).to_contain_text("イエンバイ省")
    assert len(steps.rows(tab, given, "ja")) == count > 2


def test_back_and_forward_lead_through_the_views(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/records")
    steps.choose(tab, "w_jp", "Kagawa")
    steps.choose(tab, "w_vn", "Hai Phong")
    both = {"jp": ["jp-kagawa"], "vn": ["vn-hai-phong"]}
    steps.at(tab, both)
    steps.open_record(tab, "2024-08-29")
    title = steps.main(tab).get_by_text(steps.event("vj0141")["title"], exact=True)
    expect(title).to_be_visible()

    with tab.rerun():
        tab.page.go_back()
    steps.at(tab, both)
    assert steps.rows(tab, both)
    with tab.rerun():
        tab.page.go_back()
    steps.at(tab, {"jp": ["jp-kagawa"]})
    expect(steps.key(tab, "chip_vn_vn-hai-phong")).to_have_count(0)
    expect(steps.key(tab, "chip_jp_jp-kagawa")).to_be_visible()
    with tab.rerun():
        tab.page.go_forward()
    with tab.rerun():
        tab.page.go_forward()
    steps.at(tab, {**both, "record": ["vj0141"]})
    expect(title).to_be_visible()


def test_a_page_link_keeps_the_filter_and_chips_take_it_off(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 1000))
    tab.goto("/fields?jp=jp-kagawa&jp=jp-nara&from=2014&lang=en")
    given = {"jp": ["jp-kagawa", "jp-nara"], "from": ["2014"], "lang": ["en"]}
    steps.click(tab, tab.page.locator(".vj-pages a", has_text="Records").first)
    assert urlsplit(tab.page.url).path == "/records"
    steps.at(tab, given)
    assert steps.rows(tab, given)
    steps.click(tab, steps.key(tab, "chip_jp_jp-kagawa"))
    given["jp"] = ["jp-nara"]
    steps.at(tab, given)
    assert steps.rows(tab, given)
    expect(steps.key(tab, "w_jp")).not_to_contain_text("Kagawa")
    steps.click(tab, steps.key(tab, "clear_all"))
    steps.at(tab, {"lang": ["en"]})
    expect(tab.page.locator(".vj-chip")).to_have_count(0)
    expect(steps.main(tab)).to_contain_text("498 records")


def test_a_place_is_found_under_each_of_its_names(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/records?only=signed")
    viewpoint = []
    for typed in ("da nang", "Đà Nẵng", "ダナン"):
        box = steps.key(tab, "w_q").locator("input")
        box.fill(typed)
        with tab.rerun():
            box.press("Enter")
        assert steps.params(tab.page)["q"] == [typed]
        viewpoint.append(steps.rows(tab, {"q": ["da nang"], "only": ["signed"]}))
    assert viewpoint[0] == viewpoint[1] == viewpoint[2]
    assert len(viewpoint[0]) > 5


def test_a_row_and_a_link_in_a_download_open_the_record(new_page: NewPage, tmp_path) -> None:
    tab = new_page()
    tab.goto("/records?vn=vn-hue&jp=jp-nara")
    path = steps.download(tab, "records.csv", tmp_path)
    box = tab.page.locator(".vj-table tbody tr").first.locator("td").last.bounding_box()
    assert box is not None
    with tab.rerun():
        tab.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert steps.params(tab.page)["record"] == ["vj0242"]
    title = steps.event("vj0242")["title"]
    expect(steps.main(tab).get_by_text(title, exact=True)).to_be_visible()
    link = next(cell for cell in steps.csv_cells(path)[1] if "/r/" in cell)
    assert link.startswith(tab.server.url)
    tab.page.goto(link)
    expect(tab.page.get_by_role("heading", name=title, exact=True)).to_be_visible()


def test_downloads_hold_exactly_the_records_on_screen(new_page: NewPage, tmp_path) -> None:
    tab = new_page()
    tab.goto("/records")
    for query in (
        "",
        "jp=jp-kanagawa&only=signed&lang=vi",
        "q=ダナン&from=2015&to=2020&lang=ja",
        "vn=vn-hai-phong&sort=title&lang=vi",
    ):
        tab.follow(f"/records?{query}")
        given = steps.params(tab.page)
        wanted = steps.ordered_ids(given)
        assert wanted
        text = steps.download(tab, "records.csv", tmp_path)
        assert text.suffix == ".csv"
        assert text.read_bytes().startswith(b"\xef\xbb\xbf")
        assert steps.csv_ids(text) == wanted, query
        book = steps.download(tab, "records.xlsx", tmp_path)
        assert book.suffix == ".xlsx"
        assert steps.xlsx_ids(book) == wanted, query
        says_whence_it_is(book, wanted, query.partition("&")[0])
        expect(steps.file(tab, "records.csv")).to_contain_text(str(len(wanted)))
        lang = given.get("lang", ["en"])[0]
        texts = [steps.event(k) if lang == "en" else steps.translated(k, lang) for k in wanted]
        shown = [row[steps.TITLE] for row in steps.rows(tab, given, lang)]
        assert shown == [text["title"] for text in texts[: steps.IN_VIEW]], query
    assert tab.console_errors == []


def says_whence_it_is(book: Path, records: list[str], asked: str) -> None:
    """The other sheets of a workbook hold each source of the records, the licence and the link."""
    _, sources, about = openpyxl.load_workbook(book).worksheets
    cited = [row for row in steps.table("evidence") if row["event_id"] in records]
    assert sources.max_row - 1 == len(cited)
    said = [str(cell.value) for cell in about["B"]]
    assert any("CC BY 4.0" in text for text in said)
    assert any(asked in unquote(text) for text in said)


def test_geometry_by_hand(server: Server, new_page: NewPage) -> None:
    status, headers, body = server.get("/geo/today/wide.ja.json")
    assert status == 200
    assert headers["content-encoding"] == "gzip"
    # Without the version in the address it may not be kept for good.
    assert "immutable" not in headers["cache-control"]
    areas = json.loads(gzip.decompress(body))["areas"]
    names = {key: name for key, _, name, *_ in areas}
    assert len(names) == 34 + 47
    assert names["jp-kagawa"].startswith("香川県")
    for path in (
        "/geo/today/wide.fr.json",
        "/geo/never/wide.en.json",
        "/geo/today/x.en.json",
    ):
        assert server.get(path)[0] == 404


@pytest.mark.parametrize(
    "path", ["/", "/records", "/healthz", "/geo/signed/wide.en.json", "/geo/map.js"]
)
def test_every_answer_forbids_other_hosts(server: Server, path) -> None:
    status, headers, _ = server.get(path)
    assert status == 200
    policy = dict(
        part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    # Who may show a page within its own is another matter: any site over TLS.
    assert policy.pop("frame-ancestors") == "'self' https:"
    assert not any("http" in sources or "*" in sources for sources in policy.values())
    assert "'unsafe-inline'" not in policy["script-src"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]


def test_broken_data_close_every_page(
    start_server: StartServer, new_page: NewPage, tmp_path
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, folder)
    file = folder / "events.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    assert ",jp-fukuoka," in lines[155]
    lines[155] = lines[155].replace(",jp-fukuoka,", ",jp-atlantis,", 1)
    file.write_text("".join(lines), encoding="utf-8")

    broken = start_server(data_dir=folder)
    assert "events.csv:156:jp_id" in broken.log()
    assert "jp-atlantis" in broken.log()
    status, _, body = broken.get("/healthz")
    assert status == 503
    assert json.loads(body)["status"] != "ok" and b"could not be loaded" in body
    assert broken.get("/geo/signed/wide.en.json")[0] == 503

    tab = new_page(broken)
    for path in ("/", "/map", "/records?jp=jp-kagawa"):
        tab.goto(path)
        said = tab.page.get_by_test_id("stApp")
        expect(said).to_contain_text("The data set could not be loaded.")
        expect(said).not_to_contain_text("atlantis")
        expect(said).not_to_contain_text("Traceback")
        expect(tab.page.get_by_test_id("stSidebar")).to_have_count(0)
        expect(steps.key(tab, "records_table")).to_have_count(0)
