"""What the browser tests do again and again, and what they compare with."""

import csv
import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
from playwright.sync_api import Locator, Page

from lib.counting import ordering
from lib.facts.dataset import DATA_FOLDER
from lib.facts.perspective import Units
from lib.filter import filters
from lib.filter.filters import Filter
from lib.filter.index import FilterIndex
from lib.language.i18n import words
from lib.site import store
from lib.site.pages import SETTINGS
from tests.e2e.conftest import _TWO_FRAMES, Tab

PAGE_PARAMS = ("lang", "units", *SETTINGS)
# The symbols of a chart, among its other marks.
SYMBOLS = "g[transform] > path:only-child"


@lru_cache
def table(name: str) -> list[dict[str, str]]:
    """A table of data/ as it stands in the file."""
    with (DATA_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def event(key: str) -> dict[str, str]:
    return next(row for row in table("events") if row["id"] == key)


def translated(key: str, lang: str) -> dict[str, str]:
    return next(row for row in table(f"events.{lang}") if row["id"] == key)


@lru_cache
def index(units: str = "today") -> FilterIndex:
    return store.index(store.viewpoint(Units(units)))


def params(page: Page) -> dict[str, list[str]]:
    """The parameters in the address bar."""
    return parse_qs(urlsplit(page.url).query)


def asked(given: Mapping[str, list[str]]) -> Filter:
    """The filter that an address asks for, which must be without a mistake."""
    wanted = {name: values for name, values in given.items() if name not in PAGE_PARAMS}
    chosen, problems = filters.parse(wanted, index(given.get("units", ["today"])[0]))
    assert not problems
    return chosen


def expected_ids(given: Mapping[str, list[str]]) -> list[str]:
    """The records that an address must leave."""
    units = given.get("units", ["today"])[0]
    return list(filters.select(asked(given), index(units)).index)


def ordered_ids(given: Mapping[str, list[str]]) -> list[str]:
    """The same, in the order that an address asks for."""
    viewed, lang = index(given.get("units", ["today"])[0]), given.get("lang", ["en"])[0]
    order = ordering.Order(given.get("sort", ["newest"])[0])
    events = viewed.dataset.events.loc[expected_ids(given)]
    return list(ordering.ids(events, order, viewed, lang))


def css(name: str) -> str:
    """The selector of the element with a key of ours.

    A widget of a parameter is replaced by another one when the address or the language changes,
    whose key is numbered.
    """
    # A chip of the filter is a link in the band, not an element of Streamlit's.
    if name == "clear_all" or name.startswith("chip_"):
        return f'[id="{name}"]'
    if not name.startswith(("w_", "c_")):
        return f".st-key-{name}"
    return f":is(.st-key-{name}, [class*=' st-key-{name}-'])"


def key(tab: Tab, name: str) -> Locator:
    """The element with a key of ours."""
    return tab.page.locator(css(name))


def field(tab: Tab, name: str) -> Locator:
    """What one types into, of a field with a key of ours, however often it was replaced."""
    own = f"[class*=' st-key-{name}-'], .st-key-{name}"
    return tab.page.locator(f":is({own}) :is(input, textarea)").first


def at(tab: Tab, given: Mapping[str, list[str]]) -> None:
    """The address bar has these parameters, or has them a moment later.

    Units go along with every filter that is set; those of today are meant where none are named.
    """
    today = {"units": ["today"]}
    tab.page.wait_for_url(
        lambda url: {**today, **parse_qs(urlsplit(url).query)} == {**today, **given},
        timeout=10_000,
        wait_until="commit",
    )


def main(tab: Tab) -> Locator:
    return tab.page.get_by_test_id("stMain")


def choose(tab: Tab, name: str, typed: str) -> None:
    """Take an option of a list by typing into it and pressing Enter."""
    box = key(tab, name).locator("input")
    box.focus()
    tab.page.keyboard.type(typed)
    tab.page.locator('[role="option"]').first.wait_for()
    with tab.rerun():
        tab.page.keyboard.press("Enter")
    tab.page.keyboard.press("Escape")


def open_record(tab: Tab, date: str) -> None:
    """Press the first row of the records' table that has this date, beside its link."""
    lang = tab.page.evaluate("document.documentElement.lang")
    told = words(lang).short_date(date)
    row = tab.page.locator(".vj-table tbody tr", has_text=told).first
    with tab.rerun():
        # The link of the title lies over the whole row.
        row.locator("td").first.click(force=True)


def click(tab: Tab, target: Locator) -> None:
    """Click, and wait for what comes of it."""
    with tab.rerun():
        target.click()


_ROWS = """
name => [...document.querySelectorAll(`.st-key-${name} tbody tr`)]
    .map(row => [...row.querySelectorAll("td")].map(cell => cell.textContent))
    .filter(row => row.length)
"""
TITLE = 4
IN_VIEW = 50


def rows(tab: Tab, given: Mapping[str, list[str]], lang: str = "en") -> list[list[str]]:
    """The rows in view of the records' table, once it shows what an address must leave."""
    wanted = expected_ids(given)
    texts = [event(key) if lang == "en" else translated(key, lang) for key in wanted]
    titles = sorted(text["title"] for text in texts)
    found: list[list[str]] = []
    for _ in range(300):
        found = tab.page.evaluate(_ROWS, "records_table")
        shown = sorted(row[TITLE] for row in found)
        if shown and (shown == titles or (len(titles) > IN_VIEW and set(shown) < set(titles))):
            return found
        tab.page.evaluate(_TWO_FRAMES)
    raise AssertionError(f"The table shows {found}, not {titles}")


def file(tab: Tab, name: str) -> Locator:
    """The link to a file of a page, such as "records.csv"."""
    return tab.page.locator(f".vj-file[href*='{name}']:visible").first


def download(tab: Tab, name: str, folder: Path) -> Path:
    """The file behind such a link."""
    with tab.page.expect_download() as started:
        file(tab, name).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def csv_ids(path: Path) -> list[str]:
    text = path.read_bytes().decode("utf-8-sig")
    _, *rows = csv.reader(io.StringIO(text, newline=""))
    return [row[0] for row in rows]


def xlsx_ids(path: Path) -> list[str]:
    sheet: Any = openpyxl.load_workbook(path).worksheets[0]
    return [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]


def csv_cells(path: Path) -> list[list[str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))
