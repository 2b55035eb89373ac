"""The way of a contribution in a browser: from a record to its sender's link, and into the data."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import expect

from lib.facts.dataset import DATA_FOLDER
from lib.language.i18n import words
from tests.e2e import steps
from tests.e2e.conftest import HOST, NewPage, StartServer, Tab, wait_for_app
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
    wait_for_app(tab.page)
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


# --- The whole way --------------------------------------------------------------------------------

CURATORS = {"sato": "sato@example.org", "an": "an@example.org"}
_ja = words("ja").gettext


@pytest.fixture
def provider() -> Iterator[str]:
    """A provider of accounts on a port of its own: its address."""
    users = [
        User(sub=sub, claims={"email": email, "email_verified": True})
        for sub, email in {**CURATORS, "guest": "guest@example.org"}.items()
    ]
    with run_server_in_thread(user_claims=users) as running:
        yield f"http://{HOST}:{running.server_port}"


def sign_in(tab: Tab, who: str) -> None:
    """From the plain page by way of the provider, which leads back to the page for curators."""
    tab.goto("/curate?lang=ja")
    expect(steps.key(tab, "curating")).to_contain_text(
        _ja("This page is for the curators of this site.")
    )
    expect(tab.page.get_by_role("link", name=_ja("Curate"), exact=True)).to_have_count(0)
    tab.page.get_by_role("button", name=_ja("Sign in")).click()
    tab.page.get_by_role("button", name=who, exact=True).click()
    tab.page.wait_for_url("**/curate")
    # The provider's own page asks for a style that is not here.
    assert {urlsplit(url).hostname for url in tab.outside} <= {"cdn.jsdelivr.net"}
    tab.outside.clear()
    tab.goto("/curate?lang=ja")


def accept_by_keys(tab: Tab) -> None:
    """Without a mouse: to the filters and out of them, to the missing texts, and to accept."""
    with tab.rerun():
        tab.page.keyboard.press("f")
    expect(steps.key(tab, "queue_filters").get_by_role("combobox").first).to_be_focused()
    tab.page.keyboard.press("Escape")
    with tab.rerun():
        tab.page.keyboard.press("t")
    fields = steps.key(tab, "write_missing").get_by_role("textbox")
    expect(fields.first).to_be_focused()
    with tab.rerun():
        for box in fields.all():
            box.fill(
                "署名者と文書名"
                if "日本語" in str(box.get_attribute("aria-label"))
                else "Names of the parties"
            )
        tab.page.keyboard.press("Control+Enter")
    expect(tab.page.locator("body")).to_be_focused()
    with tab.rerun():
        tab.page.keyboard.press("a")
    expect(steps.key(tab, "curating")).to_contain_text(
        _ja("{number} is accepted.").format(number="c0001")
    )


def test_from_a_correction_to_the_changed_record_without_a_restart(
    start_server: StartServer, new_page: NewPage, provider: str, tmp_path: Path
) -> None:
    folder, secrets = tmp_path / "data", tmp_path / "secrets.toml"
    shutil.copytree(DATA_FOLDER, folder, ignore=shutil.ignore_patterns("build"))
    server = start_server(
        data_dir=folder,
        env={
            "VJ_DATABASE": f"sqlite:///{tmp_path}/inbox.db",
            "VJ_CURATORS": ",".join(CURATORS.values()),
            "VJ_PUBLISH": "on",
            "STREAMLIT_SECRETS_FILES": str(secrets),
        },
    )
    # Its own address is known from now on; nobody has asked for an account before.
    secrets.write_text(
        "[auth]\n"
        f'redirect_uri = "{server.url}/oauth2callback"\ncookie_secret = "{"s" * 40}"\n'
        'client_id = "dashboard"\nclient_secret = "secret"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n'
    )
    sender, reader = new_page(server, locale="vi-VN"), new_page(server)
    title = "Thỏa thuận giao lưu hữu nghị"
    reader.goto(f"/records?record={RECORD}&lang=vi")
    link = send_correction(sender, title)
    expect(reader.page.get_by_test_id("stMain")).not_to_contain_text(title)

    guest = new_page(server, locale="ja-JP")
    sign_in(guest, "guest")
    expect(steps.key(guest, "curating")).to_contain_text(
        _ja("You are signed in with an account that is not a curator’s.")
    )
    sato, an = (new_page(server, locale="ja-JP", color_scheme=c) for c in ("light", "dark"))
    sign_in(sato, "sato")
    sign_in(an, "an")
    expect(steps.key(an, "curating")).to_contain_text(CURATORS["sato"])
    assert not findings(sato)

    accept_by_keys(sato)
    with an.rerun():
        an.page.locator("body").press("a")
    expect(steps.key(an, "curating")).to_contain_text(CURATORS["sato"])
    expect(steps.key(an, "curating")).to_contain_text(_ja("Nothing was changed."))

    sato.page.get_by_text(_ja("{count} accepted, not yet published").format(count=1)).click()
    with sato.rerun():
        steps.key(sato, "publish").get_by_role("button").click()
    expect(steps.key(sato, "curating")).to_contain_text("0.3.1")

    # Without a restart, for those who are there and for those who ask for files.
    for _turn in range(100):
        if json.loads(server.get("/healthz")[2])["data_version"] == "0.3.1":
            break
        reader.page.wait_for_timeout(200)
    reader.goto(f"/records?record={RECORD}&lang=vi")
    expect(reader.page.get_by_test_id("stMain")).to_contain_text(title)
    assert title in server.get("/api/v1/events.csv?lang=vi&jp=jp-kagawa")[2].decode()
    assert "0.3.1" in server.get("/changes.xml?lang=vi")[2].decode()
    # In the feed the record comes first, since the version is the newest, and in the calendar its
    # day of signing is named anew.
    entry = server.get("/feed.xml?lang=vi")[2].decode().partition("</entry>")[0]
    assert title in entry and f"/r/{RECORD}" in entry
    calendar = server.get("/calendar.ics?lang=vi&jp=jp-kagawa")[2].decode()
    assert title in calendar.replace("\r\n ", "")
    sender.goto(link.removeprefix(server.url))
    expect(steps.key(sender, "contribution")).to_contain_text(
        _("It is part of the data. Thank you.")
    )
