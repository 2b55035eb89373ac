"""The way of a contribution in a browser: from a record, in Vietnamese, to the private link."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from lib.language.i18n import words
from tests.e2e import steps
from tests.e2e.conftest import NewPage, Tab
from tests.e2e.test_accessibility import findings

RECORD = "vj0141"
SOURCE = "https://haiphong.gov.vn/tin-tuc/ban-ghi-nho-kagawa"
_ = words("vi").gettext


def fill(tab: Tab, field: str, text: str) -> None:
    """Type into a field and leave it by the Tab key."""
    box = steps.field(tab, field)
    box.fill(text)
    with tab.rerun():
        tab.page.keyboard.press("Tab")


def send_correction(tab: Tab, title: str, record: str = RECORD) -> str:
    """From a record's own link, in Vietnamese, send another title for it; the private link."""
    tab.goto(f"/records?record={record}&lang=vi")
    tab.page.get_by_role("link", name=_("Suggest a correction")).click()
    expect(tab.page.get_by_role("heading", level=1, name=_("Contribute"))).to_be_visible()
    steps.choose(tab, "c_changed", _("Title"))
    fill(tab, "c_event_title", title)
    fill(tab, "c_sources_0_url", SOURCE)
    fill(tab, "c_sources_0_supports", "tên văn bản và các bên ký kết")
    fill(tab, "c_sources_0_publisher", "Thành phố Hải Phòng")
    steps.click(tab, tab.page.get_by_role("button", name=_("Send"), exact=True))
    tab.page.wait_for_url("**/contribute?*receipt=*")
    return str(steps.key(tab, "contribution_link").locator("code").inner_text())


def test_a_correction_in_vietnamese_from_the_record_to_the_private_link(new_page: NewPage) -> None:
    title = "Thỏa thuận giao lưu hữu nghị"
    tab = new_page(locale="vi-VN")
    link = send_correction(tab, title)
    assert parse_qs(urlsplit(link).query).keys() == {"receipt", "lang"}
    token = parse_qs(urlsplit(link).query)["receipt"][0]
    # Nothing that others see has the token: the title, what is shared, what is printed.
    assert token not in tab.page.title()
    head = tab.server.get(link.removeprefix(tab.server.url))[2].decode()
    assert token not in head and '<meta name="robots" content="noindex">' in head
    assert not [each for each in tab.requests if token in each.headers.get("referer", "")]
    assert token not in tab.server.log()

    # On a phone, in the other theme, from the link alone.
    phone = new_page(viewport=(390, 844), locale="vi-VN", color_scheme="dark")
    phone.goto(link.removeprefix(phone.server.url))
    with phone.rerun():
        phone.page.get_by_text(_("What was sent"), exact=True).click()
    expect(phone.page.get_by_role("heading", name=title)).to_be_visible()
    assert not findings(phone)
    fill(phone, "c_message", "Văn bản gốc có tên này.")
    steps.click(phone, phone.page.get_by_role("button", name=_("Add it")))
    expect(phone.page.get_by_text("Văn bản gốc có tên này.")).to_be_visible()
    steps.click(phone, phone.page.get_by_role("button", name=_("Take it back")))
    steps.click(phone, phone.page.get_by_role("button", name=_("Yes, take it back")))
    expect(phone.page.get_by_text(_("Withdrawn"), exact=True)).to_be_visible()
    told_at_its_field(phone)


def told_at_its_field(phone: Tab) -> None:
    """On a phone a message stands right under its field, and nothing is wider than the screen."""
    phone.goto("/contribute?lang=ja&vn=vn-hai-phong&jp=jp-kagawa")
    fill(phone, "c_event_date", "令和8年13月")
    said = steps.key(phone, "contribution").get_by_role("alert").first
    expect(said).to_contain_text("令和8年13月")
    field, message = (each.bounding_box() for each in (steps.field(phone, "c_event_date"), said))
    assert field and message and 0 < message["y"] - field["y"] < 100
    steps.click(phone, steps.key(phone, "contribution_send").get_by_role("button"))
    expect(steps.key(phone, "contribution").get_by_role("alert").last).to_contain_text("種類")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not findings(phone)
