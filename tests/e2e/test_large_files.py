"""Files of many rows in a browser: the queue, its progress, and who goes."""

import re
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import httpx
import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from bench.enlarge import enlarge
from lib.facts.dataset import DATA_FOLDER
from tests.e2e import steps
from tests.e2e.conftest import HOST, NewPage, Server, served

TIMES = 11
RECORDS = len((DATA_FOLDER / "events.csv").read_bytes().splitlines()) - 1
SECRET = "a-secret-of-the-tests"


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with so many records that a file of them waits its turn."""
    folder = tmp_path_factory.mktemp("grown")
    enlarge(DATA_FOLDER, folder / "data", TIMES)
    with served(folder, {"VJ_METRICS": SECRET}, folder / "data") as running:
        yield running


def ask(page: Page, form: str) -> Locator:
    """The button that asks for a file; of its two one is for narrow windows."""
    return page.locator(f".st-key-ask_download_{form} button:visible").first


def progress(page: Page) -> Locator:
    return page.get_by_test_id("stProgress")


def under_way(server: Server) -> tuple[int, int]:
    """How many files are made, and how many wait."""
    answer = httpx.get(
        f"http://{HOST}:{server.port}/metrics", headers={"Authorization": f"Bearer {SECRET}"}
    )
    found = dict(re.findall(r'^vj_large_files\{state="(\w+)"\} (\S+)', answer.text, re.M))
    return int(float(found["made"])), int(float(found["waiting"]))


def wait_for(server: Server, *wanted: tuple[int, int], seconds: float = 15) -> None:
    """Wait until so many are under way, as who runs the site sees it."""
    end = time.monotonic() + seconds
    while (seen := under_way(server)) not in wanted:
        assert time.monotonic() < end, seen
        time.sleep(0.1)


def test_two_visitors_and_the_queue(grown: Server, new_page: NewPage) -> None:
    one, two = new_page(grown), new_page(grown)
    for tab in (one, two):
        tab.goto("/records")
    first, second = one.page, two.page
    with first.expect_download(timeout=90_000) as saved:
        # Two files: the second holds the queue while others come and go.
        ask(first, "xlsx").click()
        expect(progress(first)).to_contain_text(re.compile(r"Excel: [\d,]+ of 5,\d{3} rows made"))
        ask(first, "csv").click()
        expect(progress(first).nth(1)).to_contain_text("CSV: place 1 in the queue")
        ask(second, "csv").click()
        expect(progress(second)).to_contain_text("CSV: place 2 in the queue")
        wait_for(grown, (1, 2))

        # Taken back; and another filter ends it, while the page goes on as ever.
        second.locator("[class*=st-key-leave_] button").click()
        expect(ask(second, "csv")).to_be_visible()
        expect(progress(second)).to_have_count(0)
        wait_for(grown, (1, 1))
        ask(second, "csv").click()
        wait_for(grown, (1, 2))
        two.follow("/records?jp=jp-kagawa")
        expect(steps.file(two, "records.csv")).to_be_visible()
        wait_for(grown, (1, 1), (1, 0))

        # Left with the page, long before all others are made.
        two.follow("/records")
        ask(second, "csv").click()
        expect(progress(second)).to_contain_text("CSV: place")
        closed = time.monotonic()
        second.close()
        wait_for(grown, (1, 1), (1, 0))
        assert time.monotonic() - closed < 10
        expect(progress(first).last).to_contain_text(re.compile("CSV: (place 1|.* rows made)"))
    book = openpyxl.load_workbook(BytesIO(saved.value.path().read_bytes()), read_only=True)
    assert sum(1 for _ in book.worksheets[0].iter_rows(max_col=1)) == RECORDS * TIMES + 1
    book.close()
    assert Path(saved.value.suggested_filename).suffix == ".xlsx"
    expect(first.locator(".st-key-download_xlsx button:visible").first).to_be_enabled()
    one.follow("/records?jp=jp-kagawa")
    wait_for(grown, (0, 0))
    assert not one.console_errors
