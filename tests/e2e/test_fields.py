"""The fields page in a browser: clicks that filter, cells that lead to records, small screens."""

import re
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.e2e import steps
from tests.e2e.conftest import NewPage, Tab

CHART = ".st-key-fields_breakdown"
REGIONS = ".st-key-fields_regions_VN"
FIELD, REGION = (f"{steps.css(name)} option:checked" for name in ("w_cell", "w_region"))


# The texts of charts that reach beyond their picture.
CUT = """() => [...document.querySelectorAll('.vj-chart')].flatMap(plot => {
    const frame = plot.getBoundingClientRect()
    return [...plot.querySelectorAll('text')].filter(text => {
        const box = text.getBoundingClientRect()
        return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1
            || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
    }).map(text => text.textContent)
})"""


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def click_middle(page: Page, mark: Locator) -> None:
    """Click in the middle of a mark.

    Charts are drawn anew once the browser has told its width; waits until nothing moves.
    """
    before = None
    for _ in range(20):
        with suppress(PlaywrightError):
            mark.scroll_into_view_if_needed(timeout=5000)
            box = mark.bounding_box(timeout=5000)
            if box and box == before:
                page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
                return
            before = box
        page.wait_for_timeout(400)
    pytest.fail("The chart does not come to rest.")


def bar(page: Page, row: int) -> Locator:
    return page.locator(f"{CHART} rect[data-n]").nth(row)


def cell(page: Page, row: int, column: int) -> Locator:
    return page.locator(f"{REGIONS} rect[data-n]").nth(row * 6 + column)


def measure(page: Page, label: str) -> Locator:
    return page.locator(".st-key-w_counted").get_by_role("radio", name=label)


def test_a_click_on_a_bar_filters_and_a_second_releases(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/fields?lang=en&jp=jp-kyoto")
    with tab.rerun():
        click_middle(tab.page, bar(tab.page, 0))
    (code,) = query(tab.page)["field"]
    assert query(tab.page)["jp"] == ["jp-kyoto"]
    expect(tab.page.locator(CHART)).to_contain_text("✓")
    # All that is left names the field, so its bar is still the first.
    with tab.rerun():
        click_middle(tab.page, bar(tab.page, 0))
    assert "field" not in query(tab.page), code
    assert not tab.console_errors


def test_what_is_counted(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/fields?lang=en")
    expect(tab.page.get_by_text("number of documents (174)")).to_be_visible()
    for label, rule in (("Partnerships", "partnerships (96)"), ("All records", "records (498)")):
        with tab.rerun():
            measure(tab.page, label).click()
        expect(tab.page.get_by_text(rule)).to_be_visible()
    with tab.rerun():
        tab.page.get_by_role("link", name="53 records name no field").click()
    assert query(tab.page)["field"] == ["none"]
    expect(tab.page.get_by_text(re.compile(r"^53\srecords"))).to_be_visible()
    # A filter that leaves no document, and one that leaves nothing.
    tab.follow("/fields?lang=en&kind=tie&vn=vn-an-giang")
    expect(tab.page.get_by_text("No signed document among these records.")).to_be_visible()
    with tab.rerun():
        measure(tab.page, "All records").click()
    expect(tab.page.locator(".vj-chart")).to_have_count(3)
    expect(tab.page.get_by_text("records without a known date")).to_be_visible()
    tab.follow("/fields?lang=en&vn=vn-lam-dong&jp=jp-okinawa")
    expect(tab.page.get_by_text("No record matches all of these filters.")).to_be_visible()
    assert tab.page.locator(".vj-chart").count() == 0


def test_a_link_opens_the_page_as_it_was_set(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto(
        "/fields?lang=en&counted=pairs&cells=share&with=water&country=JP&cell=trade&region=kanto"
    )
    expect(tab.page.get_by_text("partnerships (96)")).to_be_visible()
    expect(tab.page.locator(".st-key-w_with option:checked")).to_have_text("Water and sewerage")
    expect(tab.page.get_by_text("Trade, Kanto", exact=True)).to_be_visible()
    expect(tab.page.locator(".st-key-fields_regions_JP")).to_contain_text("%")
    # Another filter leaves the settings as they are.
    with tab.rerun():
        tab.page.locator(".st-key-w_only label", has_text="Signed documents only").click()
    assert {"counted", "cells", "with", "country", "cell", "region"} <= query(tab.page).keys()


def test_a_cell_leads_to_its_records(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/fields?lang=en")
    # A second click lets it go.
    for chosen in ("Tourism", "Choose", "Tourism"):
        with tab.rerun():
            click_middle(tab.page, cell(tab.page, 4, 1))
        expect(tab.page.locator(FIELD)).to_have_text(chosen)
    expect(tab.page.locator(REGION)).to_have_text("Red River Delta")
    expect(tab.page.get_by_text(re.compile(r"^7\srecords\s· 7\ssigned documents"))).to_be_visible()
    link = tab.page.get_by_role("link", name="Open the 7 records")
    with tab.rerun():
        link.click()
    assert urlsplit(tab.page.url).path == "/records"
    assert query(tab.page)["field"] == ["tourism"]
    expect(tab.page.get_by_text(re.compile(r"^7\srecords\s· 7\ssigned documents"))).to_be_visible()


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
def test_charts_keep_inside_their_picture(new_page: NewPage, lang: str) -> None:
    # Fresh on a phone and, in Japanese, fresh on a desk; the other sizes and colours follow.
    sizes = (1440, 390) if lang == "ja" else (390, 1440)
    tab = new_page(viewport=(sizes[0], 900))
    tab.goto(f"/fields?lang={lang}")
    inside(tab, sizes[0])
    tab.appear("dark")
    inside(tab, sizes[0])
    tab.resize(sizes[1], 900)
    inside(tab, sizes[1])
    tab.appear("light")
    inside(tab, sizes[1])
    assert not tab.console_errors


def inside(tab: Tab, width: int) -> None:
    """All four charts are drawn for this width."""
    expect(tab.page.locator(".vj-chart [role=img]")).to_have_count(4)
    # A narrow screen is drawn for once the browser has told its width.
    with suppress(PlaywrightTimeoutError):
        tab.page.wait_for_function(f"() => ({CUT})().length === 0", timeout=20_000)
    assert tab.page.evaluate(CUT) == []
    assert tab.page.evaluate("() => document.documentElement.scrollWidth") <= width
