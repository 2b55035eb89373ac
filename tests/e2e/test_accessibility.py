"""Each page on a phone and on a desk, light and dark: nothing sticks out, all is large enough for
a finger, axe-core finds nothing.

Its script is our own copy.
"""

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import expect

from lib.site.pages import PAGES
from tests.e2e.conftest import NewPage, Tab

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
ADDRESSES = {
    **{entry.path: f"/{entry.path}?lang=vi" for entry in PAGES},
    "locality": "/locality?id=jp-kagawa&lang=ja",
    "record": "/records?record=vj0141&lang=en",
    "panels": "/map?lang=ja&vn=vn-hai-phong&mark=water"
    "&open=records&open=signings&open=lanes&open=fields",
}
# Streamlit's own parts, which no setting of ours reaches.
FOREIGN = (
    # The table is drawn on a canvas; its hidden twin for screen readers scrolls within it.
    "[data-testid='stDataFrame']",
    "[data-testid='stDataFrameResizable']",
    # A place to drop a file on: its label stands beside a role that takes none.
    "[data-testid='stFileUploaderDropzone']",
)

# What is pressed and less than 44 px high, but for links in running text, which its lines space,
# and marks of charts and maps, beside which lists stand that do the same.
_SMALL = """
() => [...document.querySelectorAll("a[href], button, summary")].filter(e => {
    if (e.closest("[inert], [aria-hidden=true], svg") || !e.checkVisibility()) return false
    const {display, visibility} = getComputedStyle(e)
    const {width, height} = e.getBoundingClientRect()
    if (display === "inline" || visibility === "hidden" || width < 2 || height < 2) return false
    // What fills the row that it stands in is as large as that.
    const row = getComputedStyle(e, "::after").position === "absolute" && e.closest("tr, li")
    return (row ? row.getBoundingClientRect().height : height) < 43.5
}).map(e => e.outerHTML.slice(0, 160))
"""


@pytest.mark.parametrize("page", ADDRESSES)
def test_a_page_on_a_phone_and_on_a_desk(new_page: NewPage, page: str) -> None:
    tab = new_page(viewport=(390, 844), color_scheme="dark", touch=True)
    tab.goto(ADDRESSES[page])
    expect(tab.page.get_by_role("heading", level=1).first).to_be_visible()
    width = tab.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390, "something is wider than the screen"
    assert not tab.page.evaluate(_SMALL)
    assert not tab.console_errors
    tab.resize(1280, 900)
    assert not (found := findings(tab)), f"dark: {found}"
    tab.appear("light")
    assert not (found := findings(tab)), f"light: {found}"
    assert not tab.console_errors


def findings(tab: Tab) -> list[str]:
    """What axe-core finds wrong with the page as it stands."""
    tab.page.evaluate(AXE)
    result: dict[str, Any] = tab.page.evaluate(
        "exclude => axe.run({exclude}, {resultTypes: ['violations']})",
        [[selector] for selector in FOREIGN],
    )
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]} {node['failureSummary'][:300]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]
