"""Where things stand on the map of a page, in pixels of the screen."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from lib.facts.dataset import load_dataset
from lib.facts.rows import row
from lib.map.projection import WIDE
from tests.e2e.conftest import Tab, wait_for_app

TRIES = 8


def on_map(tab: Tab, locality: str, key: str = "map") -> tuple[float, float]:
    """The point of a locality on the wide map, which is drawn across its canvas."""
    canvas = tab.page.locator(f".st-key-{key} canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    place = row(load_dataset().localities, locality)
    x, y = WIDE.project(place.longitude, place.latitude)
    # The map is centred and as wide as the server was told, in steps that leave a small margin.
    width = _drawn_width(tab, key)
    scale = width / WIDE.width
    left = box["x"] + (box["width"] - width) / 2
    top = box["y"] + (box["height"] - WIDE.height * scale) / 2
    return left + x * scale, top + y * scale


def click_on_map(tab: Tab, locality: str, address: str, key: str = "map") -> None:
    """Click on a locality until the address matches the pattern `address`.

    Without a graphics card drawing can take longer than deck.gl allows a click to last, and the
    click is lost; a person would click again.
    """
    for _ in range(TRIES):
        x, y = on_map(tab, locality, key)
        tab.page.mouse.move(x, y)
        tab.page.mouse.click(x, y)
        tab.page.mouse.move(x + 3, y + 3)
        with suppress(PlaywrightTimeout):
            tab.page.wait_for_url(re.compile(address), timeout=10_000)
            wait_for_app(tab.page)
            return
    pytest.fail(f"{TRIES} clicks on {locality} did not lead to {address}: {tab.page.url}")


def _drawn_width(tab: Tab, key: str) -> float:
    height = tab.page.locator(f".st-key-{key}").first.evaluate(
        "e => (e.matches('[data-testid=stDeckGlJsonChart]') ? e"
        " : e.querySelector('[data-testid=stDeckGlJsonChart]')).clientHeight"
    )
    return float(height) * WIDE.width / WIDE.height
