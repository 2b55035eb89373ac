"""The map page from start to file: what people come for, by mouse, by keyboard and by touch."""

import csv
import io
import re

from playwright.sync_api import Browser, Locator, expect

from tests.e2e import steps
from tests.e2e.conftest import NewPage, Server, Tab
from tests.e2e.places import click_on_map, item, the_map

_YEARS = """
(chart, years) => {
    const {xaxis} = chart._fullLayout
    const box = chart.querySelector(".nsewdrag").getBoundingClientRect()
    return [...years.map(year => box.left + xaxis.l2p(year)), box.top + box.height / 2]
}
"""


def panel(tab: Tab, name: str) -> None:
    """Open a panel below the map by its button."""
    with tab.rerun():
        steps.key(tab, "w_open").get_by_role("button", name=name, exact=True).click()


def brush(tab: Tab, first: int, last: int) -> None:
    """Draw over the bars of these years."""
    chart = tab.page.locator(".st-key-map_signings .js-plotly-plot")
    chart.scroll_into_view_if_needed()
    left, right, y = chart.evaluate(_YEARS, [first - 0.4, last + 0.4])
    tab.page.mouse.move(left, y)
    tab.page.mouse.down()
    tab.page.mouse.move((left + right) / 2, y, steps=5)
    tab.page.mouse.move(right, y, steps=5)
    with tab.rerun():
        tab.page.mouse.up()


def downloaded(tab: Tab, button: Locator) -> list[dict[str, str]]:
    """The rows of the file that a button gives."""
    with tab.page.expect_download() as told:
        button.click()
    text = told.value.path().read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def is_marked(tab: Tab, record: str) -> None:
    """The map marks the link of a record."""
    event, top = steps.index().dataset.event(record), steps.index().dataset.top
    link = item(tab, f"{top[event.vn_id]}~{top[event.jp_id]}")
    expect(link).to_have_class(re.compile(r"\bmarked\b"))


def ids(rows: list[dict[str, str]]) -> list[str]:
    return [next(iter(row.values())) for row in rows]


def csv_button(tab: Tab) -> Locator:
    return steps.key(tab, "download_csv").get_by_role("button")


def test_kanagawa_from_2015_to_2020_as_a_file(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 900))
    tab.goto("/map?lang=en")
    click_on_map(tab, "jp-kanagawa", r"jp=jp-kanagawa")
    panel(tab, "Signings per year")
    brush(tab, 2015, 2020)
    given = {"jp": ["jp-kanagawa"], "from": ["2015"], "to": ["2020"]}
    steps.at(tab, {**given, "open": ["signings"], "lang": ["en"]})
    # All years stay, to widen it again, and the map shows the same records.
    expect(steps.key(tab, "all_years")).to_be_visible()
    panel(tab, "Records")
    rows = downloaded(tab, csv_button(tab))
    assert ids(rows) and sorted(ids(rows)) == sorted(steps.expected_ids(given))
    assert all("2015" <= row["Date"][:4] <= "2020" for row in rows)
    # A row marks its link on the map and says what it is.
    first = tab.page.locator(".vj-table tbody a").first
    with tab.rerun():
        first.click()
    record = steps.params(tab.page)["record"][0]
    event = steps.index().dataset.event(record)
    top = steps.index().dataset.top
    expect(item(tab, f"{top[event.vn_id]}~{top[event.jp_id]}")).to_have_class(
        re.compile(r"\bmarked\b")
    )
    with tab.rerun():
        steps.key(tab, "marked_release").get_by_role("button").click()
    assert "record" not in steps.params(tab.page)


def test_hai_phong_over_time_and_back_with_one_step(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 900))
    tab.goto("/map?lang=vi&open=lanes")
    click_on_map(tab, "vn-hai-phong", r"vn=vn-hai-phong")
    lanes = tab.page.locator(".st-key-timeline_lanes .js-plotly-plot")
    expect(lanes).to_contain_text("Hải Phòng")
    with tab.rerun():
        tab.page.go_back()
    steps.at(tab, {"lang": ["vi"], "open": ["lanes"]})


def test_the_documents_on_water_since_2010_by_keyboard(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 900))
    tab.goto("/map?lang=en&open=records")
    steps.choose(tab, "w_field", "Water")
    # Escape would empty this list again, which holds one value.
    steps.key(tab, "w_from").locator("input").focus()
    tab.page.keyboard.type("2010")
    with tab.rerun():
        tab.page.keyboard.press("Enter")
    radio = steps.key(tab, "w_only").locator("input:checked")
    radio.focus()
    with tab.rerun():
        tab.page.keyboard.press("ArrowDown")
    given = {"field": ["water"], "from": ["2010"], "only": ["signed"]}
    steps.at(tab, {**given, "open": ["records"], "lang": ["en"]})
    button = csv_button(tab)
    button.focus()
    with tab.page.expect_download() as told:
        tab.page.keyboard.press("Enter")
    rows = list(csv.DictReader(io.StringIO(told.value.path().read_bytes().decode("utf-8-sig"))))
    assert ids(rows) and sorted(ids(rows)) == sorted(steps.expected_ids(given))


def test_a_range_without_signings_offers_the_way_out(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 900))
    tab.goto("/map?lang=en&open=signings&vn=vn-hai-phong&jp=jp-kagawa")
    years = tab.page.locator(".st-key-map_signings .js-plotly-plot")
    low, high = years.evaluate("chart => chart._fullLayout.xaxis.range")
    assert high - low > 4
    brush(tab, int(low) + 1, int(low) + 2)
    expect(tab.page.get_by_text("No record matches all of these filters.")).to_be_visible()
    expect(the_map(tab)).to_be_visible()
    with tab.rerun():
        steps.key(tab, "all_years").get_by_role("button").click()
    assert "from" not in steps.params(tab.page)


def test_a_link_to_a_record_that_its_filter_leaves_out(new_page: NewPage) -> None:
    record = "vj0141"
    tab = new_page(viewport=(390, 844))
    tab.goto(f"/map?lang=en&open=records&record={record}&from=1950&to=1960")
    expect(steps.key(tab, "marked_record")).to_contain_text(record)
    with tab.rerun():
        steps.key(tab, "marked_clear").get_by_role("button").click()
    assert steps.params(tab.page)["record"] == [record]
    event = steps.index().dataset.event(record)
    top = steps.index().dataset.top
    expect(item(tab, f"{top[event.vn_id]}~{top[event.jp_id]}")).to_have_class(
        re.compile(r"\bmarked\b")
    )


def test_the_same_file_with_a_finger(server: Server, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="ja-JP"
    )
    try:
        page = context.new_page()
        page.goto(f"{server.url}/map?lang=ja")
        dot = page.locator(".st-key-map .map[data-drawn] [data-id='jp-kanagawa'] .dot")
        dot.scroll_into_view_if_needed()
        box = dot.bounding_box()
        assert box
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_url(re.compile("jp=jp-kanagawa"))
        page.locator(".st-key-filter_open button").tap()
        for name, year in (("from", "2015"), ("to", "2020")):
            field = page.locator(f"[role=dialog] [class*='st-key-w_{name}'] input")
            field.tap()
            field.press_sequentially(year)
            field.press("Enter")
            page.wait_for_url(re.compile(f"{name}={year}"))
        page.locator(".st-key-filter_show button").tap()
        expect(page.locator("[role=dialog]")).to_have_count(0)
        page.locator(steps.css("w_open")).get_by_role("button", name="記録", exact=True).tap()
        with page.expect_download() as told:
            page.get_by_role("button", name=re.compile("^CSV")).tap()
        text = told.value.path().read_bytes().decode("utf-8-sig")
        given = {"jp": ["jp-kanagawa"], "from": ["2015"], "to": ["2020"]}
        found = list(csv.DictReader(io.StringIO(text)))
        assert ids(found) and sorted(ids(found)) == sorted(steps.expected_ids(given))
    finally:
        context.close()
