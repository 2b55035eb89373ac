"""From an article to a record that is sent in, by mouse and keyboard."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e import steps
from tests.e2e.conftest import NewPage, Tab

_TUNED = Path(__file__).parents[1] / "reading" / "articles" / "tuned"


# Of a publisher that is known here, so that nothing else is asked about it.
_PAGE = "https://vietnamnews.vn/a-page-of-a-test.html"


def _press(tab: Tab, key: str) -> None:
    steps.click(tab, steps.key(tab, key).get_by_role("button"))


@pytest.mark.parametrize(
    ("lang", "article", "date", "summary"),
    [
        ("vi", "07-hue-nara-osaka.txt", "2025-06-04", "Hai bên ký biên bản ghi nhớ."),
        ("ja", "16-nasushiobara-can-tho.txt", "2023-05-08", "両者が覚書を結んだ。"),
        ("en", "13-roundup-march-2025.txt", "2025-03-13", "Both sides signed it."),
    ],
    ids=["vi", "ja", "en"],
)
def test_a_pasted_article_becomes_a_record_that_is_sent(
    new_page: NewPage, lang: str, article: str, date: str, summary: str
) -> None:
    tab = new_page()
    tab.goto(f"/contribute?lang={lang}")
    page = tab.page
    steps.field(tab, "c_article_text").fill((_TUNED / article).read_text("utf-8"))
    _press(tab, "article_read")
    view = steps.key(tab, "article_view")
    row = view.locator("li[data-name=date]")
    # Pointing at a value shows its words, and words their value; by keyboard as well.
    row.hover()
    expect(view.locator("mark.on[data-name=date]").first).to_be_visible()
    view.locator("mark[data-name=kind]").first.focus()
    expect(view.locator("li[data-name=kind]")).to_have_class("on")
    expect(row).not_to_have_class("on")
    with tab.rerun():
        row.locator("[data-act=take]").click()
    expect(steps.field(tab, "c_event_date")).to_have_value(date)
    _press(tab, "article_take_all")
    expect(view.locator("li[data-name=kind]")).to_have_attribute("data-state", "taken")
    # What is changed is changed in the form, where the keyboard is led.
    with tab.rerun():
        row.locator("[data-act=change]").press("Enter")
    expect(steps.field(tab, "c_event_date")).to_be_focused()
    for field, text in (("event_summary", summary), ("sources_0_url", _PAGE)):
        with tab.rerun():
            steps.field(tab, f"c_{field}").fill(text)
            page.keyboard.press("Tab")
    _press(tab, "contribution_send")
    expect(page).to_have_url(re.compile(r"[?&]receipt=[\w-]+"))
