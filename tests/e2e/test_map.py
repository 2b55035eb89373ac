"""The map in a real browser: pointing, choosing, zooming, names, keyboard, paper."""

import io

import pypdf
import pytest
from playwright.sync_api import Locator, expect

from tests.e2e import steps
from tests.e2e.conftest import _SETTLED, NewPage, Tab
from tests.e2e.places import click_on_map, crossings, item, on_map, on_screen, the_map

LINK = "vn-hai-phong~jp-fukuoka"


def opacity(found: Locator) -> float:
    return float(found.evaluate("e => getComputedStyle(e).opacity"))


def zoom(tab: Tab) -> float:
    return float(the_map(tab).get_attribute("data-zoom") or 0)


def within(inner: Locator, outer: Locator) -> bool:
    a, b = inner.bounding_box(), outer.bounding_box()
    assert a and b
    return (
        b["x"] <= a["x"]
        and b["y"] <= a["y"]
        and a["x"] + a["width"] <= b["x"] + b["width"]
        and a["y"] + a["height"] <= b["y"] + b["height"]
    )


def test_what_is_pointed_at_comes_forward_and_a_click_chooses(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 1000))
    tab.goto("/map?lang=en&units=signed")
    shown, tip = the_map(tab), tab.page.locator(".st-key-map .tip")
    box = shown.bounding_box()
    assert box and box["width"] >= 820 and box["height"] >= 560
    far = item(tab, "vn-hanoi~jp-tokyo")
    tab.page.mouse.move(*on_map(tab, "vn-hai-phong"))
    expect(tip).to_contain_text("Hai Phong")
    # Its links and partners are there as before, all others faded.
    assert opacity(item(tab, LINK)) == opacity(item(tab, "jp-fukuoka")) == 1
    assert opacity(far) < 0.3 and opacity(item(tab, "vn-can-tho")) < 0.5
    assert {"Hai Phong", "Fukuoka", "Kagawa"} <= {name for name, *_ in on_screen(tab)["names"]}
    # The latest documents, from the tables.
    kinds = {row["code"] for row in steps.table("kinds") if row["signed"] == "true"}
    own = [row for row in steps.table("events") if row["vn_id"].startswith("vn-hai-phong")]
    signed = sorted((row["date"], row["title"]) for row in own if row["kind"] in kinds)
    expect(tip.locator("li")).to_have_count(3)
    assert signed[-1][1] in tip.locator("li").first.inner_text()
    assert within(tip, shown)
    # Nothing of this asks the server.
    runs = tab.runs
    shown.evaluate("e => e.querySelector('svg').kept = true")
    click_on_map(tab, "vn-hai-phong", r"vn=vn-hai-phong")
    assert tab.runs == runs + 1
    expect(item(tab, "vn-hai-phong")).to_have_attribute("aria-selected", "true")
    expect(far).to_have_count(0)
    assert shown.evaluate("e => e.querySelector('svg').kept") is True
    # Now a link, whose tip names both ends, and its class in words.
    tab.page.mouse.move(*on_map(tab, LINK))
    expect(tip).to_contain_text("Hai Phong – Fukuoka")
    expect(tip).to_contain_text("Sister")
    click_on_map(tab, LINK, r"jp=jp-fukuoka")
    click_on_map(tab, LINK, r"/map\?(?!.*jp=)")
    assert not tab.console_errors


def test_the_map_is_zoomed_and_never_lost(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 1000))
    tab.goto("/map?lang=en&units=signed")
    shown = the_map(tab)
    size = item(tab, "jp-osaka").locator(".dot").bounding_box()
    x, y = on_map(tab, "jp-osaka")
    scrolled = "() => document.querySelector('[data-testid=stMain]').scrollTop"
    top = tab.page.evaluate(scrolled)
    tab.page.mouse.move(x, y)
    tab.page.mouse.wheel(0, 60)
    tab.page.wait_for_function(f"top => ({scrolled})() > top", arg=top)
    assert zoom(tab) == 1
    tab.page.mouse.move(*on_map(tab, "jp-osaka"))
    tab.page.keyboard.down("Control")
    tab.page.mouse.wheel(0, -300)
    tab.page.keyboard.up("Control")
    expect(shown).to_have_attribute("data-zoom", "2.00")
    # Dots keep their size, and the one that was pointed at its place.
    after = item(tab, "jp-osaka").locator(".dot").bounding_box()
    assert size and after and abs(size["width"] - after["width"]) < 0.5
    # Pushed far away it stays in sight.
    for _ in range(3):
        box = shown.bounding_box()
        assert box
        tab.page.mouse.move(box["x"] + 200, box["y"] + 150)
        tab.page.mouse.down()
        tab.page.mouse.move(box["x"] + 800, box["y"] + 500, steps=4)
        tab.page.mouse.up()
    world = shown.locator(".areas").bounding_box()
    assert box and world and abs(world["x"] - box["x"]) < 60 and not crossings(on_screen(tab))
    # A change of the filter leaves it where it is; a click has not chosen anything meanwhile.
    assert "vn" not in steps.params(tab.page)
    with tab.rerun():
        steps.key(tab, "w_only").locator("label", has_text="Signed documents only").click()
    assert zoom(tab) == 2
    shown.locator("[data-zoom=out]").click()
    assert 1 < zoom(tab) < 2
    shown.locator("[data-zoom=whole]").click()
    assert zoom(tab) == 1
    # Twice on the open sea: nearer, and back.
    sea = shown.bounding_box()
    assert sea
    for wanted in ("2.00", "1.00"):
        tab.page.mouse.dblclick(sea["x"] + sea["width"] * 0.66, sea["y"] + sea["height"] * 0.42)
        expect(shown).to_have_attribute("data-zoom", wanted)
    # Once it was clicked into, the wheel is the map's.
    tab.page.mouse.wheel(0, -300)
    expect(shown).to_have_attribute("data-zoom", "2.00")
    # On paper the whole of it stands.
    paper = pypdf.PdfReader(io.BytesIO(tab.page.pdf(prefer_css_page_size=True)))
    text = "".join(page.extract_text() for page in paper.pages)
    assert "Hokkaido" in text and "Ho Chi Minh City" in text
    assert zoom(tab) == 2 and not tab.console_errors


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
def test_names_lie_on_no_name_and_on_no_dot(new_page: NewPage, lang: str) -> None:
    tab = new_page(viewport=(1440, 1000))
    tab.goto(f"/map?lang={lang}")
    for width in (1920, 1440, 820, 390, 320):
        tab.page.set_viewport_size({"width": width, "height": 900})
        # The page is laid out for its new width in a run of its own.
        tab.page.wait_for_function(_SETTLED)
        drawn = on_screen(tab)
        assert len(drawn["names"]) > 15, width
        assert not crossings(drawn), width
        if width < 600:
            edge = drawn["edge"]
            assert edge[2] - edge[0] > width - 40
            assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    few = len(on_screen(tab)["names"])
    for _ in range(3):
        the_map(tab).locator("[data-zoom=in]").click()
        assert not crossings(on_screen(tab))
    the_map(tab).locator("[data-zoom=whole]").click()
    assert len(on_screen(tab)["names"]) >= few / 2
    # Of one locality each partner is named.
    tab.resize(1440, 900)
    tab.follow(f"/map?lang={lang}&vn=vn-hai-phong&units=signed")
    drawn = on_screen(tab)
    assert len(drawn["names"]) == len(drawn["dots"]) > 3 and not crossings(drawn)
    tab.follow(f"/?lang={lang}")
    assert not crossings(on_screen(tab, "small_map"))
    # A phone's page is laid out in a second run, in which the map is made anew.
    tab.page.set_viewport_size({"width": 390, "height": 844})
    tab.goto(f"/map?lang={lang}")
    assert len(on_screen(tab)["names"]) > 15 and not crossings(on_screen(tab))
    assert not tab.console_errors


def test_a_finger_chooses_at_the_first_tap(new_page: NewPage) -> None:
    tab = new_page(viewport=(390, 844), touch=True)
    tab.goto("/map?lang=en")
    x, y = on_map(tab, "jp-hokkaido")
    with tab.rerun():
        tab.page.touchscreen.tap(x + 6, y)
    assert steps.params(tab.page)["jp"] == ["jp-hokkaido"]
    expect(tab.page.locator(".st-key-map .tip")).to_contain_text("Hokkaido")
