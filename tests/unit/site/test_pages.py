"""The declarations of the pages, and what the README says of them and of the other declarations."""

import re
from pathlib import Path

import pytest

from lib.facts.perspective import Units
from lib.filter.parameters import PARAMETERS
from lib.site import store
from lib.site.config import VARIABLES
from lib.site.pages import PAGES, SETTINGS, Setting, page_at

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def dataset():
    return store.perspective_of(store.viewpoint(Units.SIGNED))


def table(heading: str) -> dict[str, str]:
    """A table of the README, by the names in its first column."""
    text = README.split(f"\n| {heading} |", 1)[1].split("\n\n", 1)[0]
    rows = [line.strip("| ").split(" | ", 1) for line in text.splitlines()[2:]]
    return {name: rest for names, rest in rows for name in re.findall(r"`([^`]+)`", names)}


def test_every_page_has_its_file_and_every_file_its_page():
    assert {page.file for page in PAGES} == {file.name for file in ROOT.glob("pages/*.py")}
    assert len({page.path for page in PAGES}) == len(PAGES)
    assert page_at("map").file == "map.py"
    with pytest.raises(StopIteration):
        page_at("nowhere")


def test_a_name_means_the_same_on_every_page_and_is_no_parameter_of_the_filter():
    for page in PAGES:
        for setting in page.settings:
            assert SETTINGS[setting.name] is setting
    assert not set(SETTINGS) & {*PARAMETERS, "lang", "units"}


def test_defaults_are_among_what_can_be_chosen():
    for setting in SETTINGS.values():
        assert setting.default is None or setting.takes(setting.default, dataset()), setting.name


# Of those without options the page itself says what it does not know.
@pytest.mark.parametrize("name", [n for n, s in SETTINGS.items() if s.options])
def test_no_setting_takes_a_value_that_nobody_knows(name):
    assert not SETTINGS[name].takes("nonsense", dataset())
    assert not SETTINGS[name].takes("", dataset())


def test_options_that_cannot_be_told_are_none(caplog):
    def broken(_):
        raise ValueError("a row of nonsense")

    assert not Setting("region", broken).takes("shikoku", dataset())
    assert "region" in caplog.text


def test_the_readme_names_every_parameter():
    assert set(table("parameter")) == {*PARAMETERS, "units", "lang", "v"}


def test_the_readme_names_every_setting_of_every_page():
    rows = table("page")
    assert set(rows) == {f"/{page.path}" for page in PAGES if page.settings}
    for page in PAGES:
        if page.settings:
            plain = re.sub(r"\(.*?\)", "", rows[f"/{page.path}"])
            named = re.findall(r"`([^`]+)`", plain)
            assert named == [setting.name for setting in page.settings], page.path


def test_the_readme_names_every_variable_as_it_is_declared():
    assert table("variable") == {
        variable.name: f"{variable.about} | `{variable.example}`" for variable in VARIABLES.values()
    }
