"""What pages keep in their address beside the filter: followed if known, named if not."""

from dataclasses import replace

import pytest

from lib.language.i18n import LANGUAGES
from lib.site.pages import PAGES, SETTINGS, page_at
from lib.ui import address
from tests.app import choices, html
from tests.app.test_pages import day, open_page, texts  # noqa: F401 - the day is a fixture

# The page that has a setting, a value that is not its default, and the control that shows it.
SHOWN = {
    "areas": ("map", "latest"),
    "links": ("map", "water"),
    "list": ("map", "jp"),
    "year": ("map", "2015"),
    "open": ("map", "fields"),
    "side": ("timeline", "jp"),
    "lanes": ("timeline", "20"),
    "other": ("timeline", "1"),
    "months": ("timeline", "60"),
    "counted": ("fields", "pairs"),
    "cells": ("fields", "share"),
    "with": ("fields", "water"),
    "country": ("fields", "JP"),
    "cell": ("fields", "none"),
    "region": ("fields", "mekong-delta"),
    "gap": ("evidence", "undated"),
    "mark": ("map", "water"),
    "record": ("records", "vj0141"),
    "sort": ("records", "sources"),
    "page": ("records", "3"),
    "id": ("locality", "vn-hue"),
    "compare": ("locality", "vn-hue"),
    "wish": ("contribute", "none"),
}
# A private one is not repeated in words: `test_contribute`.
PUBLIC = [name for name, setting in SETTINGS.items() if not setting.private]


def test_each_setting_is_shown_by_a_page() -> None:
    assert set(SHOWN) == set(PUBLIC)
    declared = {(page.path, setting.name) for page in PAGES for setting in page.settings}
    assert {(path, name) for name, (path, _) in SHOWN.items()} <= declared
    assert all(SETTINGS[name].default != SHOWN[name][1] for name in PUBLIC)


# A record has no control but a page of its own.
@pytest.mark.parametrize("name", [name for name in PUBLIC if name != "record"])
def test_a_setting_in_the_address_is_what_its_control_shows(name: str) -> None:
    path, value = SHOWN[name]
    place = {"compare": {"id": "jp-tokyo"}, "mark": {"open": "fields"}}.get(name, {})
    test = open_page(path, {**place, name: value, "lang": "en"})
    assert not test.warning
    if choice := choices.all_of(test).get(f"w_{name}"):
        assert choice["chosen"] == [value]
        return
    shown = test.session_state["w_locality" if name == "id" else f"w_{name}"]
    assert shown == {"other": True, "year": 2015, "page": 3, "compare": ["vn-hue"]}.get(name, value)


@pytest.mark.parametrize("name", PUBLIC)
def test_a_value_that_is_not_known_is_named(name: str) -> None:
    path, _ = SHOWN[name]
    test = open_page(path, {name: "nonsense", "jp": "jp-kagawa", "lang": "en"})
    # Of the locality that it shows the page says so itself, with the nearest names.
    said = [f"{each.proto.title} {each.value}" for each in test.warning]
    assert any("nonsense" in each and (name in each or name == "id") for each in said)
    # The filter is kept, and shown where there is one.
    assert test.query_params["jp"] in ("jp-kagawa", ["jp-kagawa"])
    assert ("chip_jp_jp-kagawa" in html.chips(test)) == page_at(path).filtered


def broken(_):
    raise ValueError("a row of nonsense")


def test_a_setting_whose_options_cannot_be_told_costs_nothing_but_itself(monkeypatch) -> None:
    setting = replace(SETTINGS["region"], options=broken)
    monkeypatch.setitem(SETTINGS, "region", setting)
    monkeypatch.setitem(address.PAGE_PARAMS, "region", setting)
    for path in ("", "map", "records"):
        test = open_page(path, {"jp": "jp-kagawa", "lang": "en"})
        assert not test.exception and not test.error and not test.warning, path
    test = open_page("fields", {"cell": "trade", "region": "shikoku", "lang": "en"})
    assert not test.exception and not test.error
    assert [w.value for w in test.warning if "region" in w.value]
    assert choices.of(test, "cell")["chosen"] == ["trade"]
    assert choices.of(test, "region")["chosen"] == []


@pytest.mark.parametrize(
    ("name", "label"),
    [("areas", "発見された記録"), ("lang", "Tiếng Việt"), ("units", "統合後"), ("gap", "Date")],
)
def test_no_label_ever_reaches_the_address(name: str, label: str, monkeypatch) -> None:
    params = FakeParams({"lang": ["ja"]})
    monkeypatch.setattr("streamlit.query_params", params)
    address.set_parameter(name, label)
    assert params == {"lang": ["ja"]}


class FakeParams(dict):
    """Streamlit's `query_params` outside of a run."""

    def get_all(self, name):
        value = super().get(name, [])
        return value if isinstance(value, list) else [value]

    def get(self, name, default=None):
        value = super().get(name, default)
        return value[-1] if isinstance(value, list) else value

    def from_dict(self, given):
        self.clear()
        self.update(given)


@pytest.mark.parametrize(
    ("name", "values", "kept"),
    [
        ("jp", ["香川県", "jp-kagawa"], ["jp-kagawa"]),
        ("kind", ["Biên bản ghi nhớ"], None),
        ("only", ["Signed documents only (174)"], None),
        ("from", ["2014"], ["2014"]),
    ],
)
def test_of_what_a_widget_holds_only_known_codes_are_written(name, values, kept, monkeypatch):
    params = FakeParams({"lang": ["ja"]})
    monkeypatch.setattr("streamlit.query_params", params)
    address.choose(name, values)
    assert params.get_all(name) == (kept or [])
    assert params.get("lang") == "ja"


def test_only_known_localities_are_shown_or_compared(monkeypatch) -> None:
    params = FakeParams({"id": ["jp-nara"]})
    monkeypatch.setattr("streamlit.query_params", params)
    address.show_locality("奈良県", ["vn-hue"])
    assert dict(params) == {"id": ["jp-nara"]}
    address.show_locality("jp-tokyo", ["フエ市", "vn-hue"])
    assert params["id"] == ["jp-tokyo"] and params["compare"] == ["vn-hue"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_language_leaves_all_codes_as_they_are(lang: str) -> None:
    test = open_page("map", {"lang": "en", "jp": "jp-kagawa", "areas": "latest", "list": "jp"})
    html.follow(test, html.find(test, label=LANGUAGES[lang]))
    assert not test.warning
    values = {name: v if isinstance(v, str) else v[0] for name, v in test.query_params.items()}
    assert values == {"lang": lang, "jp": "jp-kagawa", "areas": "latest", "list": "jp"}


def test_places_to_compare_with_are_few_and_known() -> None:
    asked = ["vn-hue", "vn-hue", "jp-nara", "jp-kagawa", "vn-hanoi", "vn-atlantis", "jp-tokyo"]
    test = open_page("locality", {"id": "jp-tokyo", "compare": asked, "lang": "en"})
    said = " ".join(each.value for each in test.warning)
    assert "vn-atlantis" in said and "vn-hanoi" in said
    assert test.session_state["w_compare"] == ["vn-hue", "jp-nara", "jp-kagawa"]
    assert "Tokyo" in texts(test)
