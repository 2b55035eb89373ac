"""Units, links and areas on the map of a page: where they are on the screen, and clicks on them."""

import re
from typing import Any

from playwright.sync_api import Locator

from tests.e2e.conftest import Tab

_MIDDLE = """
e => {
    const line = e.querySelector("path.line")
    if (line) {
        const at = line.getPointAtLength(line.getTotalLength() / 2)
        const {x, y} = at.matrixTransform(line.getScreenCTM())
        return [x, y]
    }
    const box = (e.querySelector(".dot") ?? e).getBoundingClientRect()
    return [box.x + box.width / 2, box.y + box.height / 2]
}
"""
# The boxes of the names that are seen, the dots, and the edge of the map.
_DRAWN = """
e => {
    const root = e.getRootNode()
    const box = each => {
        const {left, top, right, bottom} = each.getBoundingClientRect()
        return [left, top, right, bottom]
    }
    const names = [...root.querySelectorAll("text.name")]
    const seen = names.filter(text => getComputedStyle(text).display !== "none")
    return {
        names: seen.map(t => [t.textContent, ...box(t)]),
        dots: [...root.querySelectorAll("circle.dot, circle.spot")].map(box),
        buttons: [...root.querySelectorAll("button")].map(box),
        edge: box(e),
    }
}
"""
Box = list[float]


def the_map(tab: Tab, key: str = "map") -> Locator:
    """The map, once it is drawn."""
    found = tab.page.locator(f".st-key-{key} .map[data-drawn]")
    found.wait_for()
    return found


def item(tab: Tab, key: str) -> Locator:
    """A unit or link of the map, or the area of a unit of which the filter leaves nothing."""
    drawn = the_map(tab).locator(f"[data-id='{key}']")
    return drawn if drawn.count() else the_map(tab).locator(f"[data-area='{key}']")


def on_map(tab: Tab, key: str) -> tuple[float, float]:
    """The point of the screen where a unit, link or area is."""
    found = item(tab, key)
    found.scroll_into_view_if_needed()
    x, y = found.evaluate(_MIDDLE)
    return x, y


def click_on_map(tab: Tab, key: str, address: str) -> None:
    """Click on a unit, link or area: one run, and the address matches the pattern `address`."""
    x, y = on_map(tab, key)
    before = tab.runs
    with tab.rerun():
        tab.page.mouse.click(x, y)
    tab.page.wait_for_url(re.compile(address), timeout=10_000)
    assert tab.runs == before + 1


def crossings(drawn: dict[str, Any]) -> list[str]:
    """Each name of `on_screen` that lies on another, on a dot, on a button or beyond the edge."""
    found = []
    names = [(name, box) for name, *box in drawn["names"]]
    left, top, right, bottom = drawn["edge"]
    for n, (name, box) in enumerate(names):
        found += [f"{name}, {other}" for other, at in names[:n] if _overlap(box, at)]
        found += [f"{name}, a dot" for dot in drawn["dots"] if _on_dot(box, dot)]
        found += [f"{name}, a button" for button in drawn["buttons"] if _overlap(box, button)]
        if not (left <= box[0] and top <= box[1] and box[2] <= right and box[3] <= bottom):
            found.append(f"{name}, beyond the edge")
    return found


def on_screen(tab: Tab, key: str = "map") -> dict[str, Any]:
    """The names of the map with their boxes, and the boxes of dots, buttons and the map."""
    drawn: dict[str, Any] = the_map(tab, key).evaluate(_DRAWN)
    return drawn


def _overlap(one: Box, other: Box) -> bool:
    # What touches by less than a pixel does not lie on it.
    return (
        one[0] < other[2] - 1
        and other[0] < one[2] - 1
        and one[1] < other[3] - 1
        and other[1] < one[3] - 1
    )


def _on_dot(box: Box, dot: Box) -> bool:
    """Whether a box reaches into the circle that another box is around."""
    x, y, r = (dot[0] + dot[2]) / 2, (dot[1] + dot[3]) / 2, (dot[2] - dot[0]) / 2
    across, down = x - min(max(x, box[0]), box[2]), y - min(max(y, box[1]), box[3])
    return across**2 + down**2 < (r - 1) ** 2
