"""The same steps on the map page by mouse, by keyboard and with a finger, and how many they are.

A step is what a person counts: a click or tap, a range that is drawn, a value that is typed and
entered, a key that opens or takes something. The way to it, by Tab or by scrolling, is none.
"""

import csv
import io
import re
from abc import ABC, abstractmethod

from playwright.sync_api import Locator, expect

from lib.language.i18n import words
from lib.site.pages import Panel
from lib.ui.parts.panels import TITLES
from tests.e2e import steps
from tests.e2e.conftest import _TWO_FRAMES, Tab
from tests.e2e.places import click_on_map, on_map

_YEARS = """
(chart, years) => {
    const [left, right, top, bottom, start, end] = JSON.parse(chart.dataset.plot)
    const svg = chart.querySelector("svg[role=img]"), box = svg.getBoundingClientRect()
    const scale = box.width / svg.viewBox.baseVal.width
    const at = year => left + (year - start) / (end - start) * (right - left)
    return [...years.map(year => box.left + at(year) * scale), box.top + (top + bottom) / 2 * scale]
}
"""
# A list holds those of its options alone that are in sight.
_SCROLL = """
all => new Promise(done => {
    let list = all[0]
    while (list && list.scrollHeight <= list.clientHeight) list = list.parentElement
    if (!list || list.scrollTop + list.clientHeight >= list.scrollHeight) return done()
    list.addEventListener("scrollend", () => done(), {once: true})
    list.scrollBy(0, 120)
})
"""
SIGNED = 1  # its place among the buttons of what is shown


def name_of(key: str, lang: str) -> str:
    """The name of a locality."""
    return steps.index().dataset.name(key, lang)


def brush(tab: Tab, first: int, last: int) -> None:
    """Draw over the bars of these years."""
    chart = tab.page.locator(".st-key-map_signings .vj-chart")
    chart.scroll_into_view_if_needed()
    left, right, y = chart.evaluate(_YEARS, [first - 0.4, last + 0.4])
    tab.page.mouse.move(left, y)
    tab.page.mouse.down()
    tab.page.mouse.move((left + right) / 2, y, steps=5)
    tab.page.mouse.move(right, y, steps=5)
    with tab.rerun():
        tab.page.mouse.up()


def option(tab: Tab, field: str, lang: str) -> Locator:
    """A field in the list that is open, scrolled to."""
    options = tab.page.locator('[role="option"]')
    options.first.wait_for()
    label = steps.index().dataset.label("fields", field, lang)
    wanted = tab.page.get_by_role("option", name=re.compile(f"^{label} "))
    for _ in range(20):
        if wanted.count():
            break
        options.evaluate_all(_SCROLL)
        tab.page.wait_for_function(_TWO_FRAMES)
    # Until it lies still and takes clicks.
    wanted.click(trial=True)
    return wanted


class Way(ABC):
    """A visitor of /map with one way to use it."""

    lang: str

    def __init__(self, tab: Tab) -> None:
        self.tab, self.steps = tab, 0
        tab.goto(f"/map?lang={self.lang}")

    def locator(self, panel: Panel) -> Locator:
        """The button of a panel below the map."""
        name = words(self.lang).gettext(TITLES[panel])
        return steps.key(self.tab, "w_open").get_by_role("checkbox", name=name, exact=True)

    def csv(self) -> list[dict[str, str]]:
        """The rows of the file of the records."""
        link = steps.file(self.tab, "records.csv")
        with self.tab.page.expect_download() as told:
            self.press(link)
        text = told.value.path().read_bytes().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    def open(self, panel: Panel) -> None:
        """Open a panel below the map."""
        with self.tab.rerun():
            self.press(self.locator(panel))

    def back(self) -> None:
        """One step back in the browser."""
        self.steps += 1
        with self.tab.rerun():
            self.tab.page.go_back()

    @abstractmethod
    def press(self, target: Locator) -> None:
        """Press a button."""

    @abstractmethod
    def place(self, key: str) -> None:
        """Choose a province or prefecture."""

    @abstractmethod
    def ask(self, field: str = "", first: int = 0, last: int = 0, signed: bool = False) -> None:
        """Filter by a field, by years, and by what is signed."""


class Mouse(Way):
    """At a desk."""

    lang = "en"

    def press(self, target: Locator) -> None:
        self.steps += 1
        target.click()

    def place(self, key: str) -> None:
        self.steps += 1
        click_on_map(self.tab, key, key)

    def ask(self, field: str = "", first: int = 0, last: int = 0, signed: bool = False) -> None:
        if field:
            self.press(steps.key(self.tab, "w_field").locator("input"))
            with self.tab.rerun():
                self.press(option(self.tab, field, self.lang))
        if signed:
            with self.tab.rerun():
                self.press(steps.key(self.tab, "w_only").locator("label:has(input)").nth(SIGNED))
        if first:
            self.open(Panel.SIGNINGS)
            self.steps += 1
            brush(self.tab, first, last)


class Keys(Way):
    """Without a pointer."""

    lang = "vi"

    def press(self, target: Locator) -> None:
        self.steps += 1
        target.focus()
        self.tab.page.keyboard.press("Enter")

    def place(self, key: str) -> None:
        self._choose(f"w_{key[:2]}", name_of(key, self.lang))

    def ask(self, field: str = "", first: int = 0, last: int = 0, signed: bool = False) -> None:
        if field:
            self._choose("w_field", steps.index().dataset.label("fields", field, self.lang))
        for name, year in (("w_from", first), ("w_to", last)):
            if year:
                self.steps += 1
                steps.key(self.tab, name).locator("input").focus()
                self.tab.page.keyboard.type(str(year))
                with self.tab.rerun():
                    self.tab.page.keyboard.press("Enter")
        if signed:
            self.steps += 1
            steps.key(self.tab, "w_only").locator("input:checked").focus()
            with self.tab.rerun():
                self.tab.page.keyboard.press("ArrowDown")

    def _choose(self, box: str, typed: str) -> None:
        self.steps += 1
        # Escape would empty a list that holds one value: Tab leaves it as it is.
        steps.key(self.tab, box).locator("input").focus()
        self.tab.page.keyboard.type(typed)
        self.tab.page.locator('[role="option"]').first.wait_for()
        with self.tab.rerun():
            self.tab.page.keyboard.press("Enter")


class Finger(Way):
    """On a phone."""

    lang = "ja"

    def press(self, target: Locator) -> None:
        self.steps += 1
        target.tap()

    def place(self, key: str) -> None:
        self.steps += 1
        x, y = on_map(self.tab, key)
        with self.tab.rerun():
            self.tab.page.touchscreen.tap(x, y)

    def ask(self, field: str = "", first: int = 0, last: int = 0, signed: bool = False) -> None:
        dialog = self.tab.page.get_by_role("dialog")
        self.press(self.tab.page.locator(".st-key-filter_open button"))
        expect(dialog).to_be_visible()
        if field:
            self.press(dialog.locator(f"{steps.css('w_field')} input"))
            # Each choice is a run of its own, which ends before the next thing is done.
            with self.tab.rerun():
                self.press(option(self.tab, field, self.lang))
            self.tab.page.wait_for_url(re.compile(f"field={field}"))
        for name, year in (("from", first), ("to", last)):
            if year:
                box = dialog.locator(f"{steps.css('w_' + name)} input")
                self.press(box)
                box.press_sequentially(str(year))
                with self.tab.rerun():
                    box.press("Enter")
                self.tab.page.wait_for_url(re.compile(f"{name}={year}"))
        if signed:
            with self.tab.rerun():
                self.press(dialog.locator(f"{steps.css('w_only')} label:has(input)").nth(SIGNED))
            self.tab.page.wait_for_url(re.compile("only=signed"))
        with self.tab.rerun():
            self.press(self.tab.page.locator(".st-key-filter_show button"))
        expect(dialog).to_have_count(0)
