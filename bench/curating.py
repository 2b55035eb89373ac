"""`python -m bench.curating [N]`: a hundred submissions decided by keys alone, in a real browser.

They are of every kind and in three languages, most with texts that are missing. What a person does
beside it, reading and opening the sources, takes no time here: what is counted is what the program
takes of the hour, from a key to the next submission that can be read, and how many keys it is.
"""

import os
import re
import statistics
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, expect, sync_playwright

from bench import report
from bench.figures import percentile
from bench.first_visit import ARGUMENTS, executable
from bench.server import serve
from lib.inbox import guard, post, store
from lib.inbox.submission import read
from lib.language.i18n import LANGUAGES, words
from lib.site import store as site

LANG = "ja"
WAIT = 60_000
RESTED = "[data-testid=stApp][data-test-script-state=notRunning]"
_ITEM = re.compile(r"[?&]item=(c\d+)")
# What is decided, in turn: so many of ten.
TURNS = (
    *("accept", "accept", "fill in, accept", "accept", "edit, accept"),
    *("accept", "ask back", "skip, accept", "accept", "refuse"),
)
# Each tenth refusal has a reason of its own.
OWN = 3
TEXTS = {
    "en": "Representatives met and spoke of exchange number {}.",
    "vi": "Đại diện hai bên gặp nhau và trao đổi lần thứ {}.",
    "ja": "両者の代表が面会し、第{}回の交流について話し合った。",
}


@dataclass
class Hand:
    """Whoever decides: presses keys, and counts them and the time until the page has followed."""

    page: Page
    keys: int = 0
    signs: int = 0
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def press(self, key: str) -> None:
        """A key of a step."""
        self.keys += 1
        self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """A text, into what has the focus."""
        self.signs += len(text)
        self.page.keyboard.insert_text(text)

    def into_a_field(self) -> None:
        """Until a field has the focus."""
        # That of a list can be as narrow as nothing.
        field = self.page.locator("textarea:focus, input:focus")
        field.wait_for(state="attached", timeout=WAIT)


def fill(number: int) -> None:
    """Put so many into the store that VJ_DATABASE names."""
    for rate in guard.RATES:
        guard.RATES[rate] = "1000000 per hour"
    data = site.load()
    assert data is not None
    ends = list(zip(data.events.index, data.events["vn_id"], data.events["jp_id"], strict=True))
    for n in range(number):
        record, vn, jp = ends[n * 37 % len(ends)]
        lang = list(LANGUAGES)[n % 3]
        text, title = TEXTS[lang].format(n), TEXTS[lang].format(n)[:-1]
        source = {"url": f"https://site{n % 9}.example.org/{n}", "publisher": f"Office {n % 9}"}
        source |= {"kind": "press", "lang": lang, "side": "vn", "supports": text}
        raw: dict[str, object] = {"lang": lang, "note": text, "sources": [source]}
        event = {"title": title, "summary": text, "date": f"20{10 + n % 15}-{1 + n % 12:02d}"}
        wish = ("new", "correction", "source", "new", "ended")[n % 5]
        if wish == "new":
            raw["event"] = {**event, "vn_id": vn, "jp_id": jp, "kind": "visit", "fields": "trade"}
        else:
            raw["record"] = record
        if wish == "correction":
            raw["event"] = {"title": title}
        elif wish == "ended":
            raw["event"] = {"date": "2026-01", "title": title, "summary": text}
        sender = post.Sender("192.0.2.1", None, post.draft_id())
        post.send(read({**raw, "wish": wish}), sender, edition=data.edition)


def opened(hand: Hand) -> str:
    """The number of the submission that can be read now: its page has come to rest."""
    page = hand.page
    page.locator(RESTED).wait_for(timeout=WAIT)
    if found := _ITEM.search(page.url):
        return found[1]
    said = page.locator(".st-key-curating .vj-queue [aria-current=true]").first.inner_text()
    return next(part for part in said.split() if part[:1] == "c" and part[1:].isdigit())


def told(hand: Hand, number: str, text: str) -> None:
    """Until the page says what became of one, and shows the next one."""
    said = words(LANG).gettext(text).format(number=number)
    expect(hand.page.locator(".st-key-curating").get_by_text(said)).to_be_visible(timeout=WAIT)
    hand.page.locator(RESTED).wait_for(timeout=WAIT)


def narrow(hand: Hand) -> None:
    """The queue of one place, and all of it again."""
    begun, queue = time.monotonic(), hand.page.locator(".st-key-curating .vj-queue li")
    before, data = queue.count(), site.load()
    assert data is not None
    hand.press("f")
    hand.into_a_field()
    hand.write(data.name("vn-an-giang", LANG))
    hand.press("Enter")
    expect(queue).not_to_have_count(before, timeout=WAIT)
    hand.press("Escape")
    expect(hand.page.locator("body")).to_be_focused(timeout=WAIT)
    opened(hand)
    hand.press("f")
    hand.into_a_field()
    hand.press("Backspace")
    expect(queue).to_have_count(before, timeout=WAIT)
    hand.press("Escape")
    hand.took["filter, and all again"].append(time.monotonic() - begun)


def accept(hand: Hand, number: str) -> None:
    hand.press("a")
    told(hand, number, "{number} is accepted.")


def save_and_accept(hand: Hand, number: str) -> None:
    hand.press("Control+Enter")
    told(hand, number, "{number} is saved.")
    accept(hand, number)


def fill_in(hand: Hand, number: str) -> None:
    """The first of the texts that are missing, then accept."""
    hand.press("t")
    hand.into_a_field()
    hand.write("Văn bản")
    save_and_accept(hand, number)


def edit(hand: Hand, number: str) -> None:
    hand.press("e")
    hand.into_a_field()
    for _step in range(3):
        hand.press("Tab")
    hand.write("2026-03-14")
    save_and_accept(hand, number)


def ask_back(hand: Hand, number: str) -> None:
    hand.press("q")
    hand.into_a_field()
    hand.write(TEXTS[LANG].format(1))
    hand.press("Control+Enter")
    told(hand, number, "The question on {number} has been sent.")


def refuse(hand: Hand, number: str) -> None:
    own = len(hand.took["refuse"]) % OWN == 0
    hand.press("x")
    hand.page.locator(".st-key-curating_reject").wait_for(timeout=WAIT)
    if own:
        hand.press("5")
        hand.into_a_field()
        hand.write(TEXTS[LANG].format(2))
        hand.press("Control+Enter")
    else:
        hand.press("1")
    told(hand, number, "{number} is not accepted; the sender reads why.")


def skip(hand: Hand, number: str) -> None:
    """To the next and back, then accept."""
    here = re.compile(f"item={number}")
    hand.press("n")
    expect(hand.page).not_to_have_url(here, timeout=WAIT)
    opened(hand)
    hand.press("p")
    expect(hand.page).to_have_url(here, timeout=WAIT)
    opened(hand)
    accept(hand, number)


STEPS = {
    "accept": accept,
    "fill in, accept": fill_in,
    "edit, accept": edit,
    "ask back": ask_back,
    "refuse": refuse,
    "skip, accept": skip,
}


def decide(page: Page, number: int) -> Hand:
    """Decide on so many submissions; the page is open."""
    hand = Hand(page)
    opened(hand)
    narrow(hand)
    for n in range(number):
        one = opened(hand)
        what = TURNS[n % len(TURNS)]
        begun = time.monotonic()
        STEPS[what](hand, one)
        hand.took[what].append(time.monotonic() - begun)
    return hand


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    load = report.busy()
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ["VJ_DATABASE"] = f"sqlite:///{Path(folder) / 'inbox.db'}"
        fill(number)
        store.close()
        with serve("dashboard.py", settings={"VJ_CURATE_HERE": "on"}) as server:
            browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale=LANG)
            page.goto(f"{server.url}/curate?lang={LANG}")
            page.locator(".st-key-curating .vj-queue").wait_for(timeout=WAIT)
            hand = decide(page, number)
            browser.close()
    print("| step | times | half within, s | 95 % within, s |\n|---|---:|---:|---:|")
    for what, took in hand.took.items():
        middle, most = statistics.median(took), percentile(took, 0.95)
        print(f"| {what} | {len(took)} | {middle:.2f} | {most:.2f} |")
    seconds = sum(sum(took) for took in hand.took.values())
    print(
        f"\n{number} submissions: {hand.keys} keys beside {hand.signs} signs of texts, and "
        f"{seconds:.0f} s of the program; load {load:.1f} per core before."
    )


if __name__ == "__main__":
    main()
