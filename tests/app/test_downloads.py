"""The files that pages offer, as links to addresses of their own; their content is the API's."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st

from lib.counting import quality
from lib.counting.ordering import Order
from lib.exports import reader_files
from lib.facts.perspective import Units
from lib.filter.filters import Filter
from lib.inbox import guard
from lib.inbox.states import TooMany
from lib.pictures.drawings import CHARTS
from lib.site import store
from lib.site.view import View
from tests.app import html
from tests.app.test_pages import open_page
from tests.unit.strategies import index


def files(path: str, **params: str) -> dict[str, dict[str, list[str]]]:
    """Of each file that a page offers, in its order, the parameters of its address by its path."""
    page = open_page(path, {**params})
    assert not page.exception
    found = [urlsplit(link.get("href", "")) for link in html.having(page, "vj-file")]
    return {link.path.removeprefix("./"): parse_qs(link.query) for link in found}


@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST, Order.TITLE])
def test_the_records_are_those_of_the_page_in_its_order(order: Order) -> None:
    found = files("records", jp="jp-kagawa", lang="ja", sort=str(order), units="signed")
    asked = {"jp": ["jp-kagawa"], "units": ["signed"], "lang": ["ja"], "sort": [str(order)]}
    assert found == {"records.xlsx": asked, "records.csv": asked}


@pytest.mark.parametrize(
    ("page", "params", "charts"),
    [
        ("", {}, {"growth": {}}),
        (
            "timeline",
            {"side": "jp", "lanes": "20", "other": "1"},
            {"signings": {}, "lanes": {"side": "jp", "lanes": "20", "other": "1"}},
        ),
        (
            "fields",
            {"counted": "records", "cells": "share", "country": "JP", "with": "water"},
            {
                "fields": {"counted": "records"},
                "fields-periods": {"counted": "records", "cells": "share"},
                "fields-together": {"counted": "records", "with": "water"},
                "fields-regions": {"counted": "records", "cells": "share", "country": "JP"},
            },
        ),
        (
            "locality",
            {"id": "jp-kagawa"},
            {"locality-fields": {"id": "jp-kagawa"}, "locality-lanes": {"id": "jp-kagawa"}},
        ),
    ],
)
def test_the_data_of_a_chart_follows_the_page(
    page: str, params: dict[str, str], charts: dict[str, dict[str, str]]
) -> None:
    found = files(page, vn="vn-hai-phong", lang="vi", **params)
    for name, settings in charts.items():
        asked = {each: values[0] for each, values in found[f"chart/{name}.csv"].items()}
        beside = {"vn": "vn-hai-phong", "lang": "vi", "units": asked["units"]}
        assert asked == {**beside, **settings}
    assert set(charts) <= set(CHARTS)


def test_the_map_and_its_data() -> None:
    found = files("map", jp="jp-kagawa", areas="documents", links="period", year="2015", lang="en")
    assert {"map.svg", "map.csv"} <= found.keys()
    for name in ("map.svg", "map.csv"):
        assert found[name]["areas"] == ["documents"] and found[name]["year"] == ["2015"]


def test_the_signings_below_the_map_are_those_of_all_years() -> None:
    found = files("map", open="signings", **{"from": "2015", "lang": "en"})
    assert "from" not in found["chart/signings.csv"] and found["map.csv"]["from"] == ["2015"]


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
def test_a_list_of_the_evidence_is_that_of_the_page(gap: str) -> None:
    found = files("evidence", gap=gap, lang="en")
    listed = quality.find(gap, index().dataset.events, index().dataset.evidence)
    assert ("evidence.csv" in found) is bool(len(listed))
    assert not len(listed) or found["evidence.csv"]["gap"] == [gap]


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
@pytest.mark.parametrize("params", [{}, {"jp": "jp-kagawa"}, {"only": "signed"}])
def test_the_workbook_comes_first_and_the_other_with_a_warning(params, lang):
    page = open_page("records", {**params, "lang": lang})
    links = [each.get("href", "") for each in html.having(page, "vj-file")]
    assert [urlsplit(link).path for link in links] == ["./records.xlsx", "./records.csv"]
    assert any("2014-10" in caption.value and "Excel" in caption.value for caption in page.caption)


def test_files_of_a_session_count_as_work_like_those_of_the_api(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(
        st, "download_button", lambda _label, data, *_a, **kw: made.update({kw["key"]: data})
    )
    monkeypatch.setattr("lib.ui.visitor.peer", lambda: "203.0.113.9")
    assert not open_page("timeline", {"lang": "en"}).exception
    guard.forget()
    assert made["coming_csv"]()
    guard.add("work", "203.0.113.9", 1_000_000)
    with pytest.raises(TooMany):
        made["coming_csv"]()
    monkeypatch.setenv("VJ_LIMITS", "off")
    assert made["coming_csv"]()
    guard.forget()
