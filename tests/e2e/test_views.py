"""Links, history, downloads, keyboard, printing, embedding and failures in a real browser."""

import io
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pypdf
from playwright.sync_api import expect

from lib.exports import citations
from lib.facts.perspective import Units
from lib.facts.rows import rows
from lib.filter import filters
from lib.filter.index import FilterIndex
from lib.language import i18n
from lib.language.i18n import LANGUAGES
from lib.site import config
from tests.e2e.conftest import NewPage, Server, Tab
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


def test_bad_input_is_named_and_the_rest_kept(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/records?jp=jp-kagawa&from=2014-13&vn=vn-atlantis&colour=red&lang=en")
    alerts = tab.page.locator("[data-testid='stAlert']")
    said = alerts.all_inner_texts()
    for named in ("2014-13", "vn-atlantis", "colour"):
        assert any(named in text for text in said), named
    assert counted(tab) == len(wanted("jp=jp-kagawa"))
    # What is typed and is no date.
    tab.follow("/records?jp=jp-kagawa&lang=en")
    field = tab.page.locator(".st-key-w_from input").first
    field.click()
    field.press_sequentially("soon")
    with tab.rerun():
        field.press("Enter")
    expect(alerts).to_contain_text("soon")
    assert "from" not in query(tab)
    # A filter that leaves nothing says what to loosen.
    tab.follow("/records?vn=vn-an-giang&jp=jp-hokkaido&lang=en")
    with tab.rerun():
        tab.page.locator(".st-key-loosen_jp button").first.click()
    assert counted(tab) == len(wanted("vn=vn-an-giang"))
    # A script in the address is text.
    attack = "%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D%27taken%27%22%3E"
    tab.goto(f"/records?vn={attack}&q={attack}&lang=en")
    expect(alerts.first).to_contain_text("<img src=x")
    assert tab.page.locator("[data-testid=stMain] img[src='x']").count() == 0
    assert tab.page.title() != "taken"


def test_a_locality_prints_on_paper(new_page: NewPage) -> None:
    tab = new_page(viewport=(1280, 900))
    tab.goto("/locality?id=jp-kagawa&lang=en")
    for lang in LANGUAGES:
        tab.follow(f"/locality?id=jp-kagawa&lang={lang}")
        is_whole_on_paper(tab, lang)


def is_whole_on_paper(tab: Tab, lang: str) -> None:
    """Kagawa's page as it is printed: A4, every document with its sources, no control."""
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
    expect(tab.page.locator(".vj-header")).to_have_count(0)
