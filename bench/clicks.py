"""From a click to the last change of the page, in a real browser, as `bench.redraw` measures it."""

from collections.abc import Iterator

from playwright.sync_api import sync_playwright

from bench import redraw
from bench.figures import Figure, figure
from bench.first_visit import ARGUMENTS, executable
from bench.server import serve
from lib.site.pages import PAGES


def figures(quick: bool) -> Iterator[Figure]:
    """Of each page with a filter; a page with one chart in turn with it."""
    redraw.ROUNDS = 1
    with (
        serve("bench/floor_chart.py") as floor,
        serve("dashboard.py") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        for page in [page for page in PAGES if page.filtered][: 2 if quick else None]:
            before, after = redraw.measure(browser, floor.url, server.url, page.path)
            floors, totals = ([each.total for each in side] for side in (before, after))
            yield figure("click to last change", f"/{page.path}", "ms", totals, floors)
        browser.close()
