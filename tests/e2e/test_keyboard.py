"""Each page used by the keyboard alone: Tab from the top of the page, arrows, typing, Enter.

Nothing here sets the focus or clicks: what Tab does not reach, a keyboard does not reach.
"""

import functools
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from lib.counting import partnerships
from tests.e2e import steps
from tests.e2e.conftest import NewPage, Tab, wait_for_app

_FOCUSED = "selector => document.activeElement?.matches(selector) ?? false"


def tab_to(tab: Tab, selector: str, key: str = "Tab", limit: int = 200) -> Locator:
    """Press a key until what has the focus matches a selector; the element."""
    for _ in range(limit):
        if tab.page.evaluate(_FOCUSED, selector):
            return tab.page.locator(":focus")
        tab.page.keyboard.press(key)
    raise AssertionError(f"{limit} times {key} do not lead to {selector}")


def press(tab: Tab, key: str = "Enter") -> None:
    """Press a key, and wait for what comes of it."""
    with tab.rerun():
        tab.page.keyboard.press(key)


def take(tab: Tab, box: str, typed: str) -> None:
    """Type into a list that Tab leads to and take the first that is offered."""
    # Keys that fall into a run under way can be lost.
    wait_for_app(tab.page)
    tab_to(tab, f"{steps.css(box)} input")
    tab.page.keyboard.type(typed)
    # The list follows the typing a moment later: "Kaga" still offers Kanagawa first.
    expect(tab.page.locator('[role="option"]').first).to_contain_text(typed)
    press(tab)


def pick(tab: Tab, box: str, typed: str) -> None:
    """Type the beginning of an option of a browser's own list that Tab leads to."""
    wait_for_app(tab.page)
    tab_to(tab, f"{steps.css(box)} select")
    with tab.rerun():
        tab.page.keyboard.type(typed)
    expect(steps.key(tab, box).locator("option:checked")).to_contain_text(typed)


def path(tab: Tab) -> str:
    return urlsplit(tab.page.url).path


_MARKS = """
() => {
    const e = document.activeElement
    const around = [e, e.parentElement, e.parentElement.parentElement, e.nextElementSibling]
    const told = around.filter(Boolean).map(each => {
        const s = getComputedStyle(each)
        return [s.outline, s.boxShadow, s.borderColor, s.backgroundColor].join()
    })
    return window.lastMarked = {e, around, told: told.join("|")}, e.tagName
}
"""
_OTHERWISE = """
() => {
    const {around, told} = window.lastMarked
    return told !== around.filter(Boolean).map(each => {
        const s = getComputedStyle(each)
        return [s.outline, s.boxShadow, s.borderColor, s.backgroundColor].join()
    }).join("|")
}
"""


@pytest.mark.parametrize("address", ["/?lang=en&jp=jp-kagawa", "/records?lang=ja&record=vj0141"])
def test_what_has_the_focus_can_be_seen(new_page: NewPage, address: str) -> None:
    tab = new_page()
    tab.goto(address)
    for _ in range(40):
        tab.page.keyboard.press("Tab")
        if tab.page.evaluate(_MARKS) in ("BODY", "MAIN"):
            continue
        # Without the focus it must look different, perhaps after a moment.
        tab.page.evaluate("() => document.activeElement.blur()")
        name = tab.page.evaluate("() => window.lastMarked.e.outerHTML.slice(0, 200)")
        try:
            tab.page.wait_for_function(_OTHERWISE, timeout=3000)
        except PlaywrightTimeout:
            pytest.fail(f"Nothing shows that this has the focus: {name}")


def test_the_overview_leads_from_a_number_to_its_records(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/?lang=en")
    tab_to(tab, ".vj-card a[href*='only=signed']")
    press(tab)
    assert path(tab) == "/records" and steps.params(tab.page)["only"] == ["signed"]
    expect(tab.page.get_by_text(re.compile(r"^174\srecords"))).to_be_visible()


def test_the_sidebar_filters_and_a_chip_releases(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/?lang=en")
    take(tab, "w_jp", "Kagawa")
    steps.at(tab, {"jp": ["jp-kagawa"], "lang": ["en"]})
    # The list stays open for more.
    tab.page.keyboard.press("Escape")
    tab_to(tab, "[id=chip_jp_jp-kagawa]")
    press(tab)
    steps.at(tab, {"lang": ["en"]})


def test_a_list_finds_a_place_by_any_of_its_names_and_lets_it_go(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/records?lang=en")
    box = tab_to(tab, f"{steps.css('w_jp')} input")
    # As it is written in a language that is not the page's.
    tab.page.keyboard.insert_text("横浜")
    option = tab.page.locator('[role="option"]')
    expect(option).to_have_count(1)
    expect(option).to_contain_text("Yokohama, Kanagawa")
    press(tab)
    steps.at(tab, {"jp": ["jp-kanagawa.yokohama"], "lang": ["en"]})
    expect(box).to_have_attribute("aria-expanded", "true")
    tab.page.keyboard.press("Escape")
    expect(option).to_have_count(0)
    press(tab, "Backspace")
    steps.at(tab, {"lang": ["en"]})
    expect(box).to_be_focused()
    # What means none of them is asked back, and the list is as it was.
    tab.page.keyboard.type("atlantis")
    expect(option).to_have_text("Look up: atlantis")
    press(tab)
    expect(tab.page.locator("[data-testid='stAlert']")).to_contain_text("atlantis")
    steps.at(tab, {"lang": ["en"]})


def test_another_language(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/records?lang=en&jp=jp-kagawa")
    tab_to(tab, ".vj-header .vj-switch a:last-of-type")
    press(tab)
    assert tab.page.evaluate("document.documentElement.lang") == "ja"
    steps.at(tab, {"jp": ["jp-kagawa"], "lang": ["ja"]})


def test_the_lists_beside_the_map_do_what_a_click_does(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/map?lang=en")
    view = steps.index().dataset
    best = partnerships.units_of_both_sides(partnerships.pairs(view.events, view.top))
    first = next(str(key) for key in best.index if str(key).startswith("jp-"))
    # Links, Vietnam, Japan: the third list.
    tab_to(tab, f"{steps.css('w_list')} input")
    press(tab, "ArrowRight")
    press(tab, "ArrowRight")
    tab_to(tab, f"{steps.css('map_pick')} button[data-id^='jp-']")
    press(tab)
    steps.at(tab, {"jp": [first], "lang": ["en"], "list": ["jp"]})
    expect(steps.key(tab, f"chip_jp_{first}")).to_be_visible()
    # Once more releases it.
    tab_to(tab, f"{steps.css('map_pick')} button[data-id^='jp-']")
    press(tab)
    steps.at(tab, {"lang": ["en"], "list": ["jp"]})


_ITEM = "() => document.activeElement?.shadowRoot?.activeElement?.dataset.id ?? ''"


def test_the_map_itself_is_gone_through_by_keys(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 1000))
    tab.goto("/map?lang=en&vn=vn-hai-phong")

    def at() -> str:
        return str(tab.page.evaluate(_ITEM))

    tip = tab.page.locator(".st-key-map .tip")
    for _ in range(200):
        if at():
            break
        tab.page.keyboard.press("Tab")
    # What is chosen comes first, and is told as under the pointer.
    assert at() == "vn-hai-phong"
    expect(tip).to_contain_text("Hai Phong")
    tab.page.keyboard.press("PageDown")
    assert at() == "vn-hai-phong~jp-fukuoka"
    expect(tip).to_contain_text("Hai Phong – Fukuoka")
    tab.page.keyboard.press("PageDown")
    assert at().startswith("vn-hai-phong~") and at() != "vn-hai-phong~jp-fukuoka"
    tab.page.keyboard.press("PageUp")
    tab.page.keyboard.press("ArrowRight")
    assert at() == "jp-fukuoka"
    tab.page.keyboard.press("ArrowRight")
    assert at().startswith("jp-") and at() != "jp-fukuoka"
    there = at()
    tab.page.keyboard.press("+")
    expect(tab.page.locator(".st-key-map .map")).not_to_have_attribute("data-zoom", "1.00")
    tab.page.keyboard.press("0")
    press(tab)
    steps.at(tab, {"vn": ["vn-hai-phong"], "jp": [there], "lang": ["en"]})
    # The focus stays where it was, and Escape releases the link that is left.
    assert at() == there
    press(tab, "Escape")
    steps.at(tab, {"lang": ["en"]})
    expect(tip).to_be_hidden()
    # In the other languages the same keys lead to the same things under their names there.
    for lang in ("vi", "ja"):
        tab.follow(f"/map?lang={lang}&vn=vn-hai-phong")
        tab.page.evaluate("document.activeElement.blur()")
        for _ in range(200):
            if at():
                break
            tab.page.keyboard.press("Tab")
        name = functools.partial(steps.index().dataset.name, lang=lang)
        # First where one was before, a unit or a link, and then a link.
        expect(tip).to_contain_text(" – ".join(map(name, at().split("~"))))
        tab.page.keyboard.press("PageDown")
        assert at().count("~") == 1
        expect(tip).to_contain_text(" – ".join(map(name, at().split("~"))))
    assert not tab.console_errors


def test_the_map_is_coloured_and_replayed(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/map?lang=en")
    pick(tab, "w_links", "Field: Water")
    steps.at(tab, {"lang": ["en"], "links": ["water"]})
    expect(tab.page.get_by_text("Names “Water and sewerage”", exact=True)).to_be_visible()
    tab_to(tab, f"{steps.css('w_year')} input")
    press(tab, "ArrowLeft")
    assert steps.params(tab.page)["year"] == ["2025"]


def test_what_a_click_below_the_map_marks_is_marked_by_keys(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/map?lang=en&open=fields&jp=jp-kanagawa")
    pick(tab, "w_mark", "Water")
    given = {"jp": ["jp-kanagawa"], "open": ["fields"], "lang": ["en"]}
    steps.at(tab, {**given, "mark": ["water"]})
    tab_to(tab, "[id=mark_filter]")
    # What is told at the foot of the window hides nothing that has the focus.
    expect(tab.page.locator(":focus")).to_be_in_viewport(ratio=1)
    press(tab)
    steps.at(tab, {**given, "field": ["water"]})


def test_the_timeline_has_its_table_and_its_records(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/timeline?lang=en")
    tab_to(tab, ".st-key-timeline_signings_table summary")
    press(tab)
    table = steps.key(tab, "timeline_signings_table").get_by_role("table")
    expect(table).to_contain_text("All kinds")
    tab_to(tab, f"{steps.css('w_other')} input")
    press(tab, "Space")
    assert steps.params(tab.page)["other"] == ["1"]
    # What a mark opens by a click, the dates to come and the records open by their links.
    tab_to(tab, "[data-testid='stMain'] a[href*='record=']")
    press(tab)
    assert path(tab) == "/records" and "record" in steps.params(tab.page)


def test_a_locality_is_chosen_and_compared(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/locality?lang=en")
    take(tab, "w_locality", "Nara")
    steps.at(tab, {"id": ["jp-nara"], "lang": ["en"]})
    expect(tab.page.get_by_role("heading", name="Nara", exact=True)).to_be_visible()
    take(tab, "w_compare", "Kagawa")
    assert steps.params(tab.page)["compare"] == ["jp-kagawa"]
    expect(tab.page.get_by_role("columnheader", name="Kagawa")).to_be_visible()


def test_a_cell_of_the_fields_leads_to_its_records(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/fields?lang=en&units=today")
    pick(tab, "w_cell", "Water")
    pick(tab, "w_region", "Mekong")
    expect(tab.page.get_by_text("Water and sewerage, Mekong Delta")).to_be_visible()
    tab_to(tab, "a.vj-next[href*='records?'][href*='field=water']")
    press(tab)
    assert path(tab) == "/records" and steps.params(tab.page)["units"] == ["today"]


def test_a_record_is_opened_and_left_again(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/records?lang=en&vn=vn-hue&jp=jp-nara")
    tab_to(tab, ".vj-table td a")
    press(tab)
    assert steps.params(tab.page)["record"] == ["vj0242"]
    expect(tab.page.get_by_test_id("stLinkButton").first).to_be_visible()
    tab_to(tab, ".st-key-record_close button")
    press(tab)
    steps.at(tab, {"vn": ["vn-hue"], "jp": ["jp-nara"], "lang": ["en"]})
    tab_to(tab, ".vj-file[href*='records.csv']")
    with tab.page.expect_download() as told:
        tab.page.keyboard.press("Enter")
    assert told.value.suggested_filename.endswith(".csv")


def test_the_lists_of_the_evidence(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/evidence?lang=en")
    tab_to(tab, f"{steps.css('w_gap')} input")
    press(tab, "ArrowRight")
    assert steps.params(tab.page)["gap"] == ["one_sided"]
    tab_to(tab, "[data-testid='stMain'] a[href*='record=']")
    press(tab)
    assert path(tab) == "/records" and "record" in steps.params(tab.page)


def test_the_chapters_of_about(new_page: NewPage) -> None:
    tab = new_page()
    tab.goto("/about?lang=en")
    link = tab_to(tab, "[data-testid='stMain'] a[href^='#']:nth-of-type(5)")
    target = link.get_attribute("href")
    assert target
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator(target)).to_be_in_viewport()
