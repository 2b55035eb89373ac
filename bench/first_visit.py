"""What a first visit costs, in a real browser with an empty cache.

At loopback and at 5 Mbit/s with 100 ms: bytes on the wire, requests, and the time until what the
page is for is drawn. A second visit with the same cache stands beside it.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

from bench.figures import Figure, figure
from bench.server import serve
from tests import browsers

# What a visitor came for: the first of these is drawn.
WAITED_FOR = {
    "": ".vj-chart svg, .map[data-drawn]",
    "map": ".st-key-map .map[data-drawn]",
    "timeline": ".vj-chart svg",
    "locality": "[data-testid=stMain] h1",
    "fields": ".vj-chart svg",
    "records": ".vj-table td",
    "evidence": ".vj-card",
    "about": "[data-testid=stMain] h2",
}
FLOOR = "[data-testid=stMain] p, [data-testid=stJson]"
NETWORKS = {"loopback": None, "5 Mbit/s, 100 ms": (5_000_000, 100)}
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"),
]


@dataclass(frozen=True)
class Visit:
    """One visit: seconds until it is drawn; kB received and requests until all is quiet."""

    drawn: float
    kilobytes: float
    requests: int


def executable() -> str | None:
    """The browser to use; None for Playwright's own."""
    return browsers.executable(browsers.OF_VISITORS)


def visit(page: Page, address: str, ready: str, network: str) -> Visit:
    """Open a page and wait for what it is for."""
    received, requests = 0, 0

    def on_data(event: dict[str, float]) -> None:
        nonlocal received
        received += int(event["encodedDataLength"])

    def on_request(_event: object) -> None:
        nonlocal requests
        requests += 1

    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", on_data)
    session.on("Network.requestWillBeSent", on_request)
    limit = NETWORKS[network]
    if limit is not None:
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "downloadThroughput": limit[0] / 8,
                "uploadThroughput": limit[0] / 8,
                "latency": limit[1],
            },
        )
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(ready, state="attached", timeout=120_000)
    drawn = time.perf_counter() - start
    page.wait_for_load_state("networkidle")
    session.detach()
    return Visit(drawn, received / 1000, requests)


def measure(browser: Browser, address: str, ready: str, network: str) -> tuple[Visit, Visit]:
    """A first visit with an empty cache, and a second one with what it left."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    found = []
    for _ in range(2):
        page = context.new_page()
        found.append(visit(page, address, ready, network))
        page.close()
    context.close()
    return found[0], found[1]


def figures(quick: bool) -> Iterator[Figure]:
    """Per page and network; the empty page in turn with each page."""
    networks = [*NETWORKS][:1] if quick else [*NETWORKS]
    with (
        serve("bench/floor_app.py") as floor,
        serve("dashboard.py") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        for network in networks:
            empty = measure(browser, floor.url, FLOOR, network)
            for name in [*WAITED_FOR][:2] if quick else WAITED_FOR:
                full = measure(browser, f"{server.url}/{name}", WAITED_FOR[name], network)
                for which, one, least in zip(("first", "second"), full, empty, strict=True):
                    subject = f"{which} visit, {network}"
                    yield figure(subject, f"/{name}, drawn", "s", [one.drawn], [least.drawn])
                    size, small = one.kilobytes, least.kilobytes
                    yield figure(subject, f"/{name}, received", "kB", [size], [small])
                    yield figure(subject, f"/{name}, requests", "", [one.requests])
        browser.close()
