"""What pages keep in their address beside the filter: followed if known, named if not."""

import pytest

from lib.facts.perspective import Units
from lib.site import store
from lib.site.page_settings import SETTINGS
from tests.app.test_pages import day, open_page, texts  # noqa: F401 - the day is a fixture

# The page that has a setting, a value that is not its default, and the control that shows it.
SHOWN = {
    "areas": ("map", "latest"),
    "links": ("map", "water"),
    "list": ("map", "jp"),
    "year": ("map", "2015"),
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
}


def test_each_setting_is_shown_by_a_page() -> None:
    assert set(SHOWN) == set(SETTINGS)
    assert all(setting.default != SHOWN[name][1] for name, setting in SETTINGS.items())


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_in_the_address_is_what_its_control_shows(name: str) -> None:
    path, value = SHOWN[name]
    test = open_page(path, {name: value, "lang": "en"})
    assert not test.warning
    shown = test.session_state[f"w_{name}"]
    assert shown == {"other": True, "year": 2015}.get(name, value)


@pytest.mark.parametrize("name", SETTINGS)
def test_a_value_that_is_not_known_is_named(name: str) -> None:
    path, _ = SHOWN[name]
    test = open_page(path, {name: "nonsense", "jp": "jp-kagawa", "lang": "en"})
    assert any("nonsense" in each.value and name in each.value for each in test.warning)
    # The filter is kept.
    assert "Kagawa" in " ".join(button.label for button in test.button)


def test_defaults_are_among_what_can_be_chosen() -> None:
    dataset = store.perspective_of(store.viewpoint(Units.SIGNED))
    for name, setting in SETTINGS.items():
        if setting.default is not None:
            assert setting.default in setting.options(dataset), name


def test_places_to_compare_with_are_few_and_known() -> None:
    asked = ["vn-hue", "vn-hue", "jp-nara", "jp-kagawa", "vn-hanoi", "vn-atlantis", "jp-tokyo"]
    test = open_page("locality", {"id": "jp-tokyo", "compare": asked, "lang": "en"})
    said = " ".join(each.value for each in test.warning)
    assert "vn-atlantis" in said and "vn-hanoi" in said
    assert test.session_state["w_compare"] == ["vn-hue", "jp-nara", "jp-kagawa"]
    assert "Tokyo" in texts(test)
