"""The files behind the buttons, made as Streamlit makes them: in a thread that knows no session."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import openpyxl
import pytest
import streamlit as st

from lib.counting import ordering, quality
from lib.counting.ordering import Order
from lib.exports import reader_files
from lib.facts.perspective import Units
from lib.filter import filters
from lib.filter.filters import Filter
from lib.inbox import guard
from lib.inbox.states import TooMany
from lib.site import store
from lib.site.links import Links
from lib.site.view import View
from tests.app.test_pages import open_page
from tests.unit.strategies import TODAY, index


@pytest.fixture
def files(monkeypatch):
    """Opens a page and gives each file that it offers by the key of its button."""
    monkeypatch.setenv("VJ_TODAY", TODAY.isoformat())
    # More files in a minute than one client gets.
    monkeypatch.setenv("VJ_LIMITS", "off")
    made = {}
    original = st.download_button

    def button(label, data, *args, **kwargs):
        made[kwargs["key"]] = data
        return original(label, data, *args, **kwargs)

    monkeypatch.setattr(st, "download_button", button)
    monkeypatch.setattr("lib.ui.address.links", lambda: Links("https://example.org", quote))

    def opened(path, params):
        assert not open_page(path, params).exception
        with ThreadPoolExecutor(1) as pool:
            return {key: pool.submit(make).result() for key, make in made.items() if callable(make)}

    return opened


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST, Order.TITLE])
def test_the_records_are_those_of_the_page_in_its_order_with_their_permanent_links(files, order):
    found = files("records", {"jp": "jp-kagawa", "lang": "ja", "sort": str(order)})
    events = filters.select(Filter.of({"jp": ["jp-kagawa"]}), index())
    ids = list(ordering.ids(events, order, index(), "ja"))
    body = rows(found["download_csv"])[1:]
    assert [row[0] for row in body] == ids
    assert [row[-1] for row in body] == [f"https://example.org/r/{key}?lang=ja" for key in ids]
    book = openpyxl.load_workbook(io.BytesIO(found["download_xlsx"]))
    assert [cell.value for cell in book.worksheets[0]["A"][1:]] == ids
    notes = [cell.value for cell in book.worksheets[-1]["B"]]
    assert any(str(note).endswith("/records?jp=jp-kagawa&units=today&lang=ja") for note in notes)


@pytest.mark.parametrize(
    ("chosen", "units", "lang", "name"),
    [
        ({}, Units.SIGNED, "en", "vietnam-japan-partnerships_{}_en"),
        ({"jp": ["jp-kagawa"]}, Units.SIGNED, "ja", "vietnam-japan-partnerships_jp-kagawa_{}_ja"),
        (
            {"vn": ["vn-hue"], "from": ["2015"]},
            Units.TODAY,
            "vi",
            "vietnam-japan-partnerships_vn-hue_from-2015_today_{}_vi",
        ),
        (
            {"jp": ["jp-okayama.mimasaka"], "q": ["Đà Nẵng / nước"]},
            Units.SIGNED,
            "vi",
            "vietnam-japan-partnerships_jp-okayama-mimasaka_q-da-nang-nuoc_{}_vi",
        ),
        # Letters that no file name should have to bear.
        ({"q": ["水道"]}, Units.SIGNED, "ja", "vietnam-japan-partnerships_q_{}_ja"),
    ],
)
def test_a_file_is_named_by_filter_version_and_language(chosen, units, lang, name):
    view = View(store.viewpoint(units), Filter.of(chosen), lang)
    assert reader_files.name(view) == name.format(view.dataset.version)


def test_a_long_filter_is_cut_in_the_name_of_a_file():
    every = list(index().columns["jp"])
    view = View(store.viewpoint(Units.SIGNED), Filter.of({"jp": every}), "en")
    assert len(reader_files.name(view)) < 160


@pytest.mark.parametrize("gap", sorted(quality.ISSUES))
def test_a_list_of_the_evidence_is_that_of_the_page(files, gap):
    found = files("evidence", {"gap": gap, "lang": "en"})
    listed = quality.find(gap, index().dataset.events, index().dataset.evidence)
    body = rows(found["evidence_csv"])[1:] if len(listed) else []
    assert [row[0] for row in body] == list(listed.index)
    assert all(row[-1] == f"https://example.org/r/{row[0]}" for row in body)


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
@pytest.mark.parametrize("params", [{}, {"jp": "jp-kagawa"}, {"only": "signed"}])
def test_the_workbook_comes_first_and_the_other_with_a_warning(params, lang):
    page = open_page("records", {**params, "lang": lang})
    keys = [button.key for button in page.get("download_button")]
    assert keys.index("download_xlsx") < keys.index("download_csv")
    assert any("2014-10" in caption.value and "Excel" in caption.value for caption in page.caption)


def test_files_of_a_page_count_as_work_like_those_of_the_api(monkeypatch):
    made = {}
    monkeypatch.setattr(
        st, "download_button", lambda _label, data, *_a, **kw: made.update({kw["key"]: data})
    )
    monkeypatch.setattr("lib.ui.visitor.peer", lambda: "203.0.113.9")
    assert not open_page("records", {"jp": "jp-kagawa"}).exception
    guard.forget()
    assert made["download_csv"]()
    guard.add("work", "203.0.113.9", 1_000_000)
    with pytest.raises(TooMany):
        made["download_xlsx"]()
    monkeypatch.setenv("VJ_LIMITS", "off")
    assert made["download_xlsx"]()
    guard.forget()
