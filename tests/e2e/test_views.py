"""Links, history, downloads, keyboard, printing, embedding and failures in a real browser."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pypdf
import pytest
from playwright.sync_api import expect

from lib.exports import citations
from lib.facts.perspective import Units
from lib.facts.rows import rows
from lib.filter import filters
from lib.filter.index import FilterIndex
from lib.language import i18n
from lib.site import config
from tests.e2e.conftest import NewPage, Server, StartServer, Tab
from tests.e2e.places import click_on_map
from tests.e2e.reading import as_seen
from tests.unit import strategies

ROOT = Path(__file__).parents[2]
VIEW = "vn=vn-da-nang&units=today&from=2015&only=signed"


def query(tab: Tab) -> dict[str, list[str]]:
    return parse_qs(urlsplit(tab.page.url).query)


def counted(tab: Tab) -> int:
    """The number of records in the line of totals, whatever its language."""
    line = tab.page.locator(".vj-counts")
    found = re.search(r"\d[\d.,]*", line.inner_text())
    assert found is not None, line.inner_text()
    return int(re.sub(r"\D", "", found.group()))


def wanted(text: str) -> list[str]:
    """The ids that a URL's parameters ask for, by the pure functions."""
    params = parse_qs(text)
    units = params.pop("units", ["today"])[0]
    index: FilterIndex = strategies.index(Units(units))
    chosen, problems = filters.parse(params, index)
    assert not problems
    return sorted(filters.select(chosen, index).index)


def test_a_deep_link_as_the_first_request_of_a_fresh_server(
    start_server: StartServer, new_page: NewPage
) -> None:
    tab = new_page(start_server(), viewport=(1440, 1000))
    tab.goto("/records?jp=jp-kagawa&lang=ja")
    assert counted(tab) == len(wanted("jp=jp-kagawa"))
    expect(tab.page.locator("[id=chip_jp_jp-kagawa]")).to_contain_text("香川県")
    expect(tab.page.locator(".st-key-w_jp").first).to_be_visible()
    expect(tab.page.locator(".vj-pages a[href*='about']").first).to_be_visible()
    assert tab.page.title().startswith("記録")


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
def test_a_link_shows_the_same_records_in_any_language(new_page: NewPage, lang: str) -> None:
    tab = new_page()
    tab.goto(f"/records?{VIEW}&lang={lang}")
    assert counted(tab) == len(wanted(VIEW))
    assert tab.page.evaluate("document.documentElement.lang") == lang


def test_downloads_hold_the_records_on_screen(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto(f"/records?{VIEW}&lang=ja")
    ids = wanted(VIEW)
    with tab.page.expect_download() as told:
        tab.page.locator(".st-key-download_csv button").first.click()
    raw = told.value.path().read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    key = next(iter(rows[0]))
    assert sorted(row[key] for row in rows) == ids
    with tab.page.expect_download() as told:
        tab.page.locator(".st-key-download_xlsx button").first.click()
    book = openpyxl.load_workbook(io.BytesIO(told.value.path().read_bytes()))
    records, sources, about = book.worksheets
    assert sorted(str(cell.value) for cell in records["A"][1:]) == ids
    with (ROOT / "data" / "evidence.csv").open(encoding="utf-8", newline="") as file:
        cited = [row for row in csv.DictReader(file) if row["event_id"] in ids]
    assert sources.max_row - 1 == len(cited)
    assert any("CC BY 4.0" in str(cell.value) for cell in about["B"])
    assert any(VIEW.split("&")[0] in str(cell.value) for cell in about["B"])


def test_back_and_forward_go_through_the_filters(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/records?lang=en")
    everything = counted(tab)
    with tab.rerun():
        tab.page.locator(".st-key-w_only label", has_text="Signed documents only").click()
    signed = counted(tab)
    assert query(tab)["only"] == ["signed"] and signed < everything
    with tab.rerun():
        tab.page.go_back()
    assert "only" not in query(tab) and counted(tab) == everything
    with tab.rerun():
        tab.page.go_forward()
    assert query(tab)["only"] == ["signed"] and counted(tab) == signed


def test_a_page_link_keeps_the_filter_and_chips_take_it_off(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 1000))
    tab.goto("/records?jp=jp-kagawa&field=water&lang=en")
    with tab.rerun():
        tab.page.locator(".vj-pages a", has_text="Fields").first.click()
    assert urlsplit(tab.page.url).path == "/fields"
    assert query(tab) == {
        **{"jp": ["jp-kagawa"], "field": ["water"]},
        **{"units": ["today"], "lang": ["en"]},
    }
    with tab.rerun():
        tab.page.locator("[id=chip_field_water]").first.click()
    assert "field" not in query(tab)
    with tab.rerun():
        tab.page.locator("#clear_all").first.click()
    assert query(tab) == {"units": ["today"], "lang": ["en"]}


def test_a_province_is_chosen_by_its_area_too(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 1000))
    tab.goto("/map?lang=en&jp=jp-nagano")
    # Nothing of Hokkaido is in this view, so only its area can be clicked.
    click_on_map(tab, "jp-hokkaido", r"jp=jp-hokkaido")


def test_the_geometry_travels_once(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 1000))
    with (
        tab.page.expect_response(re.compile(r"/geo/today/wide")) as told,
        tab.page.expect_response(re.compile(r"/geo/map\.js")) as script,
    ):
        tab.goto("/map?lang=en")
    for answer in (told.value, script.value):
        assert "immutable" in str(answer.headers["cache-control"])
        assert answer.headers["content-encoding"] == "gzip"
    assert len(json.loads(told.value.body())["areas"]) == 34 + 47
    before = tab.bytes_received
    with tab.rerun():
        tab.page.locator(".st-key-w_only label", has_text="Signed documents only").click()
    # Before compression, which the wire has.
    assert tab.bytes_received - before < 60_000
    asked = [request.url for request in tab.requests if "/geo/" in request.url]
    assert len(asked) == len(set(asked)) == 2


def test_the_growth_of_the_network_is_replayed_and_stopped(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 1000))
    tab.goto("/map?lang=en&jp=jp-fukuoka")
    slider, button = (tab.page.locator(f".st-key-{key}") for key in ("w_year", "replay_button"))
    year = slider.locator("input")
    with tab.rerun():
        button.get_by_role("button", name="Replay").click()
    expect(year).not_to_have_value("2026")
    first = year.input_value()
    expect(year).not_to_have_value(first)
    with tab.rerun():
        button.get_by_role("button", name="Stop").click()
    # A run that the replay had begun may end in the meantime.
    tab.page.wait_for_url(re.compile(r"year="), wait_until="commit")
    (reached,) = query(tab)["year"]
    assert int(first) < int(reached) < 2026
    # The link shows the same year to whoever opens it.
    other = new_page(viewport=(1440, 1000))
    other.goto(f"/map?lang=en&jp=jp-fukuoka&year={reached}")
    expect(other.page.locator(".st-key-w_year input")).to_have_value(reached)
    assert not tab.console_errors and not other.console_errors


def test_what_cannot_be_read_is_named_and_the_rest_kept(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/records?jp=jp-kagawa&from=2014-13&vn=vn-atlantis&colour=red&lang=en")
    said = tab.page.locator("[data-testid='stAlert']").all_inner_texts()
    for named in ("2014-13", "vn-atlantis", "colour"):
        assert any(named in text for text in said), named
    assert counted(tab) == len(wanted("jp=jp-kagawa"))


def test_a_typed_date_that_is_none_is_named(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/records?jp=jp-kagawa&lang=en")
    field = tab.page.locator(".st-key-w_from input").first
    field.click()
    field.press_sequentially("soon")
    with tab.rerun():
        field.press("Enter")
    expect(tab.page.locator("[data-testid='stAlert']")).to_contain_text("soon")
    assert "from" not in query(tab)


def test_a_filter_that_leaves_nothing_says_what_to_loosen(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/records?vn=vn-an-giang&jp=jp-hokkaido&lang=en")
    with tab.rerun():
        tab.page.locator(".st-key-loosen_jp button").first.click()
    assert counted(tab) == len(wanted("vn=vn-an-giang"))


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
def test_a_locality_prints_on_paper(new_page: NewPage, lang: str) -> None:
    tab = new_page(viewport=(1280, 900))
    tab.goto(f"/locality?id=jp-kagawa&lang={lang}")
    words, dataset = i18n.words(lang), strategies.index().dataset
    paper = pypdf.PdfReader(io.BytesIO(tab.page.pdf(prefer_css_page_size=True)))
    assert 2 <= len(paper.pages) <= 12
    for page in paper.pages:
        # A4, in points.
        assert abs(page.mediabox.width - 595) < 2 and abs(page.mediabox.height - 842) < 2

    text = as_seen("".join(page.extract_text() for page in paper.pages))

    def printed(wanted: str) -> int:
        return text.count(as_seen(wanted))

    events = dataset.events
    documents = events[events["signed"] & (events["jp_id"].map(dataset.top) == "jp-kagawa")]
    assert len(documents) > 0
    for event in rows(documents):
        assert printed(getattr(event, f"title_{lang}")), event.Index
        assert printed(words.date(event.date)), event.Index
        assert printed(dataset.full_name(event.vn_id, lang)), event.Index
    cited = dataset.evidence[dataset.evidence["event_id"].isin(documents.index)]
    for source in rows(cited.join(dataset.sources, on="source_id")):
        assert printed(getattr(source, f"publisher_{lang}")), source.source_id
    # Neither chart is cut off at the right, where its source line ends.
    day = words.date(config.today(lang).isoformat())
    line = "Source: Vietnam–Japan Local Partnerships, data version {version}, {day}, CC BY 4.0"
    assert printed(words.gettext(line).format(version=dataset.version, day=day)) == 2
    # At its end, and in the margin of each sheet.
    assert printed("/locality?") == len(paper.pages) + 1
    # Nothing that one can only click.
    for message in ("Language", "Clear all filters", "Share and cite", "As a table", "Compare"):
        assert not printed(words.gettext(message)), message


def test_a_view_is_embedded_alone_and_its_frame_fits(new_page: NewPage, server: Server) -> None:
    tab = new_page()
    for width, upright in ((390, True), (900, False)):
        tab.page.set_viewport_size({"width": width, "height": 900})
        # Within the site, whose policy lets no other frames in.
        tab.page.goto(f"{server.url}/healthz")
        code = citations.embed(f"{server.url}/map?jp=jp-kagawa&lang=ja", "Map")
        tab.page.set_content(f'<body style="margin:0">{code}</body>')
        frame = tab.page.frame_locator("iframe")
        picture = frame.locator("img")
        expect(picture).to_have_js_property("complete", True)
        full = "./map?jp=jp-kagawa&units=today&lang=ja"
        expect(frame.get_by_role("link")).to_have_attribute("href", full)
        drawn = picture.evaluate("image => [image.naturalWidth, image.naturalHeight]")
        assert (drawn[1] > drawn[0]) == upright
        # Neither cut off nor in an empty frame: the picture takes its width or nearly so.
        shown = picture.bounding_box()
        assert shown is not None
        fits = min(shown["width"] / drawn[0], shown["height"] / drawn[1])
        assert fits * drawn[0] > 0.94 * width
        assert fits * drawn[1] > 0.94 * shown["height"]
    # A page without a picture comes without what surrounds it.
    tab.goto("/records?embed=true&jp=jp-kagawa&lang=en")
    expect(tab.page.get_by_role("link", name="Open the full view")).to_be_visible()
    expect(tab.page.locator("[data-testid='stSidebar']")).to_have_count(0)
    expect(tab.page.locator(".st-key-site_header")).to_have_count(0)


def test_broken_data_stops_the_pages_and_is_told_in_the_log(
    start_server: StartServer, new_page: NewPage, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    events = folder / "events.csv"
    lines = events.read_text(encoding="utf-8").split("\n")
    line = next(n for n, text in enumerate(lines, 1) if text.startswith("vj0141,"))
    lines[line - 1] = lines[line - 1].replace("vn-hai-phong", "vn-hai-fong")
    events.write_text("\n".join(lines), encoding="utf-8")
    server = start_server(data_dir=folder)
    status, _, body = server.get("/healthz")
    assert status == 503 and b"could not be loaded" in body
    assert f"events.csv:{line}:vn_id" in server.log()
    tab = new_page(server)
    tab.goto("/records?lang=en")
    expect(tab.page.get_by_text("The data set could not be loaded.")).to_be_visible()
    expect(tab.page.locator("[data-testid='stSidebar']")).to_have_count(0)


def test_headers_keep_everything_at_home(server: Server) -> None:
    status, headers, _ = server.get("/")
    assert status == 200
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/map", "/timeline", "/fields", "/evidence", "/about"])
def test_every_page_is_without_errors_on_the_console(new_page: NewPage, path: str) -> None:
    tab = new_page(viewport=(390, 844), color_scheme="dark")
    tab.goto(f"{path}?lang=vi")
    expect(tab.page.get_by_role("heading", level=1)).to_be_visible()
    assert not tab.console_errors
    width = tab.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390, "something is wider than the screen"
