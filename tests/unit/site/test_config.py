"""The settings of an installation: each is read, and a bad one is named with its value."""

from datetime import date
from pathlib import Path

import pytest

from lib.facts.dataset import DATA_FOLDER
from lib.site import config
from lib.site.config import VARIABLES, BadSetting, Config

HERE = str(Path(__file__).parent)
# Of each variable a value, what it is read as, and values that it cannot have.
VALUES = {
    "VJ_DATA": (HERE, Path(HERE), ["/no/such/folder", __file__]),
    "VJ_BASE_URL": (
        "https://example.org/",
        "https://example.org",
        ["example.org", "ftp://example.org", "https://", "https://example.org?x=1", "http://a#b"],
    ),
    "VJ_CORRECTIONS": (
        "mailto:a@example.org",
        "mailto:a@example.org",
        ["a@example.org", "http://"],
    ),
    "VJ_TODAY": ("2026-09-01", date(2026, 9, 1), ["yesterday", "2026-09", "2026-02-30"]),
}


# Read from files, in a test of its own: tests/unit/site/test_overlay.py.
FROM_FILES = {"VJ_OVERLAY"}


def test_every_variable_is_tested():
    assert set(VALUES) | FROM_FILES == {variable.name for variable in VARIABLES.values()}


@pytest.mark.parametrize("key", [k for k, v in VARIABLES.items() if v.name in VALUES])
def test_a_variable_is_read_and_changes_nothing_else(key, monkeypatch):
    name = VARIABLES[key].name
    text, value, _ = VALUES[name]
    monkeypatch.setenv(name, text)
    read, usual = vars(config.current()), vars(Config())
    assert read == {**usual, key: value}
    assert read[key] != usual[key]


@pytest.mark.parametrize(("name", "bad"), [(n, bad) for n in VALUES for bad in VALUES[n][2]])
def test_a_bad_value_is_refused_with_the_name_and_the_value(name, bad, monkeypatch):
    monkeypatch.setenv(name, bad)
    with pytest.raises(BadSetting) as refused:
        config.current()
    assert name in str(refused.value) and repr(bad) in str(refused.value)
    # And why, in the same line.
    assert str(refused.value).rpartition(": ")[2]
    assert len(str(refused.value).splitlines()) == 1


def test_an_unknown_variable_is_refused_and_the_known_ones_are_named(monkeypatch):
    monkeypatch.setenv("VJ_TODAYS", "2026-09-01")
    with pytest.raises(BadSetting, match="VJ_TODAYS is not known") as refused:
        config.current()
    assert all(name in str(refused.value) for name in VALUES)


@pytest.mark.parametrize("name", [*VALUES, "VJ_UNKNOWN"])
def test_an_empty_variable_asks_for_nothing(name, monkeypatch):
    monkeypatch.setenv(name, "")
    assert config.current() == Config()


def test_variables_of_others_are_none_of_ours():
    assert config.parse({"PATH": "/bin", "vj_today": "x", "XVJ_TODAY": "x"}) == Config()


def test_the_usual_values_and_the_examples_can_be_used(tmp_path):
    assert Config().data == DATA_FOLDER
    for variable in VARIABLES.values():
        if variable.name not in {"VJ_DATA", *FROM_FILES}:
            config.parse({variable.name: variable.example})


def test_the_day_is_the_one_that_is_set(monkeypatch):
    monkeypatch.setenv("VJ_TODAY", "1999-12-31")
    assert config.today() == date(1999, 12, 31)
    monkeypatch.delenv("VJ_TODAY")
    assert config.today() > date(2026, 1, 1)
