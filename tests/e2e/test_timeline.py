"""Clicks on the timeline in a real browser: a bar filters, a mark opens its record."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, expect

from tests.e2e import steps


def query(tab) -> dict[str, list[str]]:
    return parse_qs(urlsplit(tab.page.url).query)


def chart(tab, key: str) -> Locator:
    return tab.page.locator(f".st-key-{key}").first


def click_middle(tab, mark: Locator) -> None:
    """Click where a mark is drawn: what has no filling is found by its place."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    tab.page.mouse.move(box["x"] + box["width"] / 2 - 3, box["y"] + box["height"] / 2)
    tab.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def first_bar(tab) -> Locator:
    return chart(tab, "timeline_signings").locator("rect[data-n]").first


def test_a_click_on_a_bar_filters_and_a_second_one_releases(new_page):
    tab = new_page(viewport=(1440, 1000))
    tab.goto("/timeline?lang=en&jp=jp-fukuoka")
    with tab.rerun():
        click_middle(tab, first_bar(tab))
    asked = query(tab)
    assert asked["from"] == asked["to"] == ["2008"]
    assert asked["kind"] == ["sister_city"] and asked["only"] == ["signed"]
    assert asked["jp"] == ["jp-fukuoka"] and asked["lang"] == ["en"]
    expect(tab.page.get_by_text("1 record ·")).to_be_visible()
    with tab.rerun():
        click_middle(tab, first_bar(tab))
    assert query(tab) == {"jp": ["jp-fukuoka"], "units": ["today"], "lang": ["en"]}
    # And once more: the selection of the first click is forgotten.
    with tab.rerun():
        click_middle(tab, first_bar(tab))
    assert query(tab)["from"] == ["2008"]
    assert not tab.console_errors


def test_a_click_on_a_mark_opens_its_record_and_one_step_back_closes_it(new_page):
    tab = new_page(viewport=(1440, 1000))
    tab.goto("/timeline?lang=ja&jp=jp-kagawa")
    mark = chart(tab, "timeline_lanes").locator(steps.SYMBOLS).first
    with tab.rerun():
        click_middle(tab, mark)
    (record,) = query(tab)["record"]
    opened = tab.page.get_by_role("dialog")
    expect(opened).to_contain_text(record)
    assert opened.get_by_test_id("stLinkButton").count() > 1, "no source"
    with tab.rerun():
        tab.page.go_back()
    expect(opened).to_have_count(0)
    assert query(tab) == {"jp": ["jp-kagawa"], "lang": ["ja"]}
    with tab.rerun():
        tab.page.go_forward()
    expect(opened).to_contain_text(record)
    # Closed by the keyboard, it is gone from the address too.
    with tab.rerun():
        tab.page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    assert query(tab) == {"jp": ["jp-kagawa"], "lang": ["ja"]}
    assert not tab.console_errors


def test_lanes_are_chosen_and_grow(new_page):
    tab = new_page(viewport=(1440, 1000))
    # Of today's provinces fewer than forty have signed anything.
    tab.goto("/timeline?lang=en&units=signed")

    def lanes() -> int:
        return chart(tab, "timeline_lanes").locator("text[text-anchor=end][font-size='12']").count()

    assert lanes() == 10
    before = chart(tab, "timeline_lanes").bounding_box()
    with tab.rerun():
        tab.page.get_by_role("radio", name="40", exact=True).click()
    after = chart(tab, "timeline_lanes").bounding_box()
    assert lanes() == 40
    assert before and after and after["height"] > before["height"] * 1.5
    assert not tab.console_errors


def test_nothing_sticks_out_on_a_phone(new_page):
    tab = new_page(viewport=(390, 844), color_scheme="dark")
    tab.goto("/timeline?lang=vi")
    fits(tab)
    tab.appear("light")
    fits(tab)
    assert not tab.console_errors


def fits(tab) -> None:
    # The first drawing can be for a wider page, until the browser has told its width.
    tab.page.wait_for_function(
        "() => { const texts = [...document.querySelectorAll('.vj-chart text')]"
        ".map(t => t.getBoundingClientRect()).filter(box => box.width);"
        " return texts.length && texts.every(box => box.right <= 391 && box.left >= -1) }"
    )
