"""What visitors do with the table, the address and the keyboard, compared record by record."""

import gzip
import json
import shutil

import pytest
from playwright.sync_api import expect

from lib.facts.dataset import DATA_FOLDER
from lib.language.i18n import LANGUAGES, words
from tests.e2e import steps
from tests.e2e.conftest import NewPage, Server, StartServer


def test_a_link_opens_the_same_records_in_every_language(new_page: NewPage, tmp_path) -> None:
    query = "jp=jp-kanagawa&vn=vn-hanoi&field=water&field=trade&from=2005&q=yokohama"
    found = {}
    for lang in LANGUAGES:
        tab = new_page(locale="fr-FR")
        tab.goto(f"/records?{query}&lang={lang}")
        path = steps.download(tab, "download_csv", tmp_path)
        found[lang] = steps.csv_ids(path)
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


def test_chips_take_one_filter_off_and_clear_all_takes_off_the_rest(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/records?jp=jp-kagawa&jp=jp-nara&from=2014&lang=en")
    steps.click(tab, steps.key(tab, "chip_jp_jp-kagawa"))
    given = {"jp": ["jp-nara"], "from": ["2014"], "lang": ["en"]}
    steps.at(tab, given)
    assert steps.rows(tab, given)
    expect(steps.key(tab, "w_jp")).not_to_contain_text("Kagawa")
    steps.click(tab, steps.key(tab, "clear_all"))
    steps.at(tab, {"lang": ["en"]})
    expect(tab.page.locator(".vj-chip")).to_have_count(0)
    expect(steps.main(tab)).to_contain_text("498 records")


def test_a_script_in_the_address_is_text(new_page: NewPage) -> None:
    tab = new_page()
    attack = "%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D%27taken%27%22%3E"
    tab.goto(f"/records?vn={attack}&q={attack}")
    expect(steps.main(tab).get_by_role("alert").first).to_contain_text("<img src=x")
    assert steps.main(tab).locator("img[src='x']").count() == 0
    assert tab.page.title() != "taken"


@pytest.mark.parametrize("locale", ["vi-VN", "ja-JP", "en-US", "fr-FR"])
def test_the_browsers_language_is_the_first(new_page: NewPage, locale) -> None:
    tab = new_page(locale=locale)
    tab.goto("/?jp=jp-kagawa")
    lang = locale[:2] if locale[:2] in LANGUAGES else "en"
    assert tab.page.evaluate("document.documentElement.lang") == lang
    name = steps.index().dataset.name("jp-kagawa", lang)
    expect(steps.key(tab, "chip_jp_jp-kagawa")).to_contain_text(name)
    assert words(lang).gettext("Vietnam–Japan Local Partnerships") in tab.page.title()


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


def test_a_row_of_the_table_opens_its_record(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/records?vn=vn-hue&jp=jp-nara")
    box = tab.page.locator(".vj-table tbody tr").first.locator("td").last.bounding_box()
    assert box is not None
    with tab.rerun():
        tab.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert steps.params(tab.page)["record"] == ["vj0242"]
    title = steps.event("vj0242")["title"]
    expect(steps.main(tab).get_by_text(title, exact=True)).to_be_visible()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "jp=jp-kanagawa&only=signed&lang=vi",
        "q=ダナン&from=2015&to=2020&lang=ja",
        "vn=vn-hai-phong&sort=title&lang=vi",
    ],
    ids=["all", "kanagawa", "text", "title"],
)
def test_downloads_hold_exactly_the_records_on_screen(new_page: NewPage, tmp_path, query) -> None:
    tab = new_page()
    tab.goto(f"/records?{query}")
    given = steps.params(tab.page)
    wanted = steps.ordered_ids(given)
    assert wanted
    text = steps.download(tab, "download_csv", tmp_path)
    assert text.suffix == ".csv"
    assert text.read_bytes().startswith(b"\xef\xbb\xbf")
    assert steps.csv_ids(text) == wanted
    book = steps.download(tab, "download_xlsx", tmp_path)
    assert book.suffix == ".xlsx"
    assert steps.xlsx_ids(book) == wanted
    expect(steps.key(tab, "download_csv")).to_contain_text(str(len(wanted)))
    lang = given.get("lang", ["en"])[0]
    texts = [steps.event(key) if lang == "en" else steps.translated(key, lang) for key in wanted]
    shown = [row[steps.TITLE] for row in steps.rows(tab, given, lang)]
    assert shown == [text["title"] for text in texts[: steps.IN_VIEW]]
    assert tab.console_errors == []


def test_a_link_in_a_download_opens_the_record(new_page: NewPage, tmp_path) -> None:
    tab = new_page()
    tab.goto("/records?vn=vn-hue&jp=jp-nara")
    path = steps.download(tab, "download_csv", tmp_path)
    link = next(cell for cell in steps.csv_cells(path)[1] if "/r/" in cell)
    assert link.startswith(tab.server.url)
    tab.page.goto(link)
    title = steps.event("vj0242")["title"]
    expect(tab.page.get_by_role("heading", name=title, exact=True)).to_be_visible()


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
    "path", ["/records", "/healthz", "/geo/signed/wide.en.json", "/geo/map.js"]
)
def test_every_answer_forbids_other_hosts(server: Server, path) -> None:
    status, headers, _ = server.get(path)
    assert status == 200
    policy = dict(
        part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert "http" not in headers["content-security-policy"]
    assert "*" not in headers["content-security-policy"]
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
    assert json.loads(body)["status"] != "ok"
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
