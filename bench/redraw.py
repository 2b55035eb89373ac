"""`python -m bench.redraw`: from a click to the last change of the page, in a real browser.

A choice of the filter is clicked, there and back. Each page stands beside one with a single chart,
measured in turn in the same run. `python -m bench.redraw map timeline` measures these pages alone.
"""

import statistics
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.first_visit import ARGUMENTS, WAITED_FOR, executable
from bench.server import serve
from lib.site.pages import PAGES

SCRIPT = Path(__file__).with_name("redraw.js")
CLICKS, ROUNDS = 6, 3
# A page that has not changed for so long, in ms, has come to rest.
REST = 700
RESTED = f"""async () => {{
  const last = () => Math.max(redrawn.changed, redrawn.clicked)
  while (performance.now() - last() < {REST})
    await new Promise(done => setTimeout(done, 50))
  return [redrawn.changed - redrawn.clicked, redrawn.long]
}}"""


@dataclass(frozen=True)
class Redraw:
    """A click: milliseconds to the last change, and those of them in long tasks of the page."""

    total: float
    busy: float


def opened(browser: Browser, url: str, ready: str) -> Page:
    """A page that has come to rest, in a window of its own."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en").new_page()
    page.add_init_script(path=SCRIPT)
    page.goto(url)
    page.wait_for_selector(ready, timeout=120_000)
    page.evaluate(RESTED)
    return page


def clicks(page: Page, number: int) -> list[Redraw]:
    """Clicks on the second option of the first choice, and back to its first one, in turn."""
    options = page.locator(":is(.st-key-w_only, [data-testid=stRadio]) label:has(input)")
    found = []
    for n in range(number):
        options.nth(1 - n % 2).click()
        found.append(Redraw(*page.evaluate(RESTED)))
    return found


def measure(browser: Browser, floor: str, url: str, name: str) -> tuple[list[Redraw], list[Redraw]]:
    """The clicks of the floor and of a page, in turn; the first ones, which are new, left out."""
    empty = opened(browser, floor, ".js-plotly-plot .main-svg")
    page = opened(browser, f"{url}/{name}", WAITED_FOR[name])
    before, after = [], []
    for place in range(ROUNDS):
        for window, found in ((empty, before), (page, after)):
            window.bring_to_front()
            if not place:
                clicks(window, 2)
            found += clicks(window, CLICKS)
    for window in (empty, page):
        window.context.close()
    return before, after


def _median(found: list[Redraw], part: str) -> float:
    return statistics.median(getattr(each, part) for each in found)


def main() -> None:
    names = sys.argv[1:] or [page.path for page in PAGES if page.filtered]
    print("| Page | Floor, ms | Click to last change, ms | Over the floor | In long tasks, ms |")
    print("|---|---:|---:|---:|---:|")
    with (
        serve("bench/floor_chart.py") as floor,
        serve("dashboard.py") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        for name in names:
            before, after = measure(
                browser, f"http://127.0.0.1:{floor.port}", f"http://127.0.0.1:{server.port}", name
            )
            least, most = _median(before, "total"), _median(after, "total")
            print(
                f"| /{name} | {least:.0f} | {most:.0f} | {most - least:+.0f} | "
                f"{_median(after, 'busy'):.0f} |",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main()
