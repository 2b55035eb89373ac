"""`python -m bench.first_visit`: what a first visit costs, in a real browser with an empty cache.

At loopback and at 5 Mbit/s with 100 ms: bytes on the wire, requests, and the time until what the
page is for is drawn. A second visit with the same cache stands beside it.
"""

import json
import os
import shutil
import sys
import time
from dataclasses import asdict, dataclass

from playwright.sync_api import Browser, Page, sync_playwright

from bench.server import serve

# What a visitor came for: the first of these is drawn.
WAITED_FOR = {
    "": ".js-plotly-plot .main-svg, canvas",
    "map": "[data-testid=stDeckGlJsonChart] canvas",
    "timeline": ".js-plotly-plot .main-svg",
    "locality": "[data-testid=stMain] h1",
    "fields": ".js-plotly-plot .main-svg",
    "records": "[data-testid=stDataFrame] canvas",
    "evidence": "[data-testid=stMetric]",
    "about": "[data-testid=stMain] h2",
}
NETWORKS = {"loopback": None, "5 Mbit/s, 100 ms": (5_000_000, 100)}
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--use-gl=angle", "--use-angle=swiftshader"),
    *("--enable-unsafe-swiftshader", "--disable-background-networking", "--no-first-run"),
]


@dataclass(frozen=True)
class Visit:
    """One visit: seconds until it is drawn and until all is quiet, bytes received, requests."""

    page: str
    network: str
    second: bool
    drawn: float
    kilobytes: float
    requests: int


def visit(page: Page, url: str, name: str, network: str, second: bool) -> Visit:
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
    page.goto(f"{url}/{name}", wait_until="commit")
    page.wait_for_selector(WAITED_FOR[name], state="attached", timeout=120_000)
    drawn = time.perf_counter() - start
    page.wait_for_load_state("networkidle")
    session.detach()
    return Visit(name, network, second, drawn, received / 1000, requests)


def measure(browser: Browser, url: str) -> list[Visit]:
    """A first and a second visit of each page over each network."""
    found = []
    for network in NETWORKS:
        for name in WAITED_FOR:
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            for second in (False, True):
                page = context.new_page()
                found.append(visit(page, url, name, network, second))
                page.close()
            context.close()
    return found


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with serve("dashboard.py") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        found = measure(browser, f"http://127.0.0.1:{server.port}")
        browser.close()
    print("| Page | Network | Visit | Drawn, s | kB on the wire | Requests |")
    print("|---|---|---|---:|---:|---:|")
    for each in found:
        print(
            f"| /{each.page} | {each.network} | {'second' if each.second else 'first'} | "
            f"{each.drawn:.2f} | {each.kilobytes:,.0f} | {each.requests} |"
        )
    print(json.dumps([asdict(each) for each in found]), file=sys.stderr)


if __name__ == "__main__":
    main()
