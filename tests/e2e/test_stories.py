"""What five people come for, in a real browser; nothing leaves the server meanwhile."""

import csv
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from lib.language.i18n import words
from tests.e2e import steps
from tests.e2e.conftest import NewPage, Tab
from tests.e2e.places import click_on_map, on_map

DATA = Path(__file__).parents[2] / "data"


def table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def addresses(event: str) -> set[str]:
    """The addresses of a record's sources."""
    urls = {source["id"]: source["url"] for source in table("sources")}
    return {urls[row["source_id"]] for row in table("evidence") if row["event_id"] == event}


def query(tab: Tab) -> dict[str, list[str]]:
    return parse_qs(urlsplit(tab.page.url).query)


def choose(tab: Tab, key: str, text: str) -> None:
    """Type into a list of the sidebar and take the first match, as by keyboard."""
    field = tab.page.locator(f".st-key-{key} input").first
    field.click()
    field.press_sequentially(text)
    with tab.rerun():
        field.press("Enter")
    # The list stays open for more; Escape closes it.
    field.press("Escape")


def open_record(tab: Tab, date: str) -> None:
    """Find a record in the table by its date, and open it."""
    steps.open_record(tab, date)


def links(tab: Tab) -> set[str]:
    """Where the link buttons of the page lead."""
    found = tab.page.locator("[data-testid='stLinkButton'] a")
    return {str(link.get_attribute("href")) for link in found.all()}


def test_kagawa_reads_what_was_signed_with_hai_phong(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 1000), locale="ja-JP")
    tab.goto("/records")
    assert tab.page.evaluate("document.documentElement.lang") == "ja"
    assert words("ja").gettext("Vietnam–Japan Local Partnerships") in tab.page.title()
    choose(tab, "w_jp", "香川県")
    assert query(tab)["jp"] == ["jp-kagawa"]
    expect(steps.key(tab, "chip_jp_jp-kagawa")).to_contain_text("香川県")
    open_record(tab, "2024-08-29")
    assert query(tab)["record"] == ["vj0141"]
    expect(tab.page.get_by_role("heading", name="交流協定")).to_be_visible()
    expect(tab.page.get_by_text("2024年8月29日").first).to_be_visible()
    assert len(addresses("vj0141")) == 4
    assert addresses("vj0141") <= links(tab)
    assert not tab.console_errors


def test_hue_finds_the_memorandum_with_nara(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 1000), locale="vi-VN")
    tab.goto("/records")
    assert tab.page.evaluate("document.documentElement.lang") == "vi"
    choose(tab, "w_vn", "Huế")
    assert query(tab)["vn"] == ["vn-hue"]
    expect(steps.key(tab, "chip_vn_vn-hue")).to_contain_text("Huế")
    open_record(tab, "2025-06-04")
    assert query(tab)["record"] == ["vj0242"]
    expect(tab.page.get_by_text("04/6/2025").first).to_be_visible()
    row = next(row for row in table("events") if row["id"] == "vj0242")
    labels = {row["code"]: row["label_vi"] for row in table("fields")}
    fields = row["fields"].split(";")
    assert len(fields) == 10
    main = tab.page.locator("[data-testid='stMain']")
    for code in fields:
        expect(main.get_by_text(labels[code], exact=True).first).to_be_visible()
    assert addresses("vj0242") <= links(tab)


def test_hanoi_and_fukuoka_from_affiliation_to_memoranda(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 1000))
    tab.goto("/records?vn=vn-hanoi&jp=jp-fukuoka&only=signed&lang=en")
    of_pair = [
        row
        for row in table("events")
        if row["vn_id"].startswith("vn-hanoi") and row["jp_id"].startswith("jp-fukuoka")
    ]
    signed = {row["code"] for row in table("kinds") if row["signed"] == "true"}
    documents = [row for row in of_pair if row["kind"] in signed]
    expect(tab.page.get_by_text(f"{len(documents)} signed documents").first).to_be_visible()
    affiliation = next(row for row in documents if row["kind"] == "sister_city")
    assert affiliation["date"].startswith("2008")
    open_record(tab, affiliation["date"])
    expect(tab.page.get_by_text("Sister or friendship city").first).to_be_visible()
    # The two documents of one day that bodies signed, not the governments.
    bodies = [
        row
        for row in table("events")
        if row["vn_id"].startswith("vn-hanoi") and row["date"] == "2023-11-11"
    ]
    assert len(bodies) == 2
    for row in bodies:
        assert row["signatory"] in ("agency", "organisation")
        tab.follow(f"/records?record={row['id']}&lang=en")
        expect(tab.page.get_by_role("heading", name=row["title"])).to_be_visible()
        said = {"agency": "Agency or public body", "organisation": "Chamber, association"}
        expect(tab.page.get_by_text(said[row["signatory"]]).first).to_be_visible()
        expect(tab.page.get_by_text(row["jp_party"]).first).to_be_visible()


def test_yen_bai_and_mimasaka_with_the_term(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 1000))
    tab.goto("/records?vn=vn-yen-bai&jp=jp-okayama.mimasaka&only=signed&lang=en")
    documents = [
        row
        for row in table("events")
        if row["vn_id"] == "vn-yen-bai"
        and row["jp_id"] == "jp-okayama.mimasaka"
        and row["kind"] in {"mou", "friendship_agreement", "cooperation_agreement", "renewal"}
    ]
    years = {row["date"][:4] for row in documents}
    assert {"2019", "2023"} <= years
    term = next(row for row in documents if row["valid_until"].startswith("2025"))
    for row in documents:
        tab.follow(f"/records?record={row['id']}&lang=en")
        expect(tab.page.get_by_role("heading", name=row["title"])).to_be_visible()
    tab.follow(f"/records?record={term['id']}&lang=en")
    block = tab.page.locator("[data-testid='stMarkdown']", has_text="Stated end of term").first
    expect(block).to_contain_text("2025")


def test_a_click_on_kanagawa_shows_every_partner(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 1000))
    tab.goto("/map?lang=en&units=signed")
    x, y = on_map(tab, "jp-kanagawa")
    tab.page.mouse.move(x, y)
    tip = tab.page.locator(".st-key-map .tip")
    expect(tip).to_contain_text("Kanagawa", timeout=30_000)
    of_kanagawa = [row for row in table("events") if row["jp_id"].startswith("jp-kanagawa")]
    signed = {row["code"] for row in table("kinds") if row["signed"] == "true"}
    number = sum(row["kind"] in signed for row in of_kanagawa)
    for said in (f"Signed documents: {number}", f"Records: {len(of_kanagawa)}"):
        expect(tip.get_by_text(said, exact=True)).to_be_visible()
    click_on_map(tab, "jp-kanagawa", r"jp=jp-kanagawa")
    tops = {row["vn_id"].split(".")[0] for row in of_kanagawa}
    documents = {row["vn_id"].split(".")[0] for row in of_kanagawa if row["kind"] in signed}
    names = {row["id"]: row["name_en"] for row in table("localities")}
    listed = steps.key(tab, "map_pick").locator("button")
    expect(listed).to_have_count(len(tops))
    shown = listed.all_inner_texts()
    for top in tops:
        pair = f"{names[top]} – Kanagawa"
        mine = next(text for text in shown if text.rpartition(" · ")[2] == pair)
        # Documents and mere mentions are told apart by the number of documents.
        assert (mine == pair) == (top not in documents), mine
    click_on_map(tab, "jp-kanagawa", r"/map\?(?!.*jp=)")
    assert not tab.console_errors
