"""Records of every kind, several mistakes in one address, and broken data, in each language."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.facts.dataset import DATA_FOLDER
from lib.language.i18n import LANGUAGES
from lib.language.quoting import escape_markdown
from tests.app import choices, html
from tests.unit import strategies

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def fresh_resources(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same day for every test; no test's other data are left for the next one."""
    monkeypatch.setenv("VJ_TODAY", "2026-09-01")
    yield


def open_page(page: str, params: dict[str, list[str]]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "lib" / "app.py"), default_timeout=60)
    # Pages are known after a first run.
    app.run()
    app.switch_page(f"../pages/{page}.py")
    return go(app, params)


def go(app: AppTest, params: dict[str, list[str]]) -> AppTest:
    """The same visitor's page at another address."""
    app.query_params.clear()
    app.query_params.update(params)
    return app.run()


def texts(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.subheader, app.header, app.title, app.info, app.error)
    shown = [str(element.value) for kind in kinds for element in kind]
    shown += [str(element.value) for element in app.warning]
    return "\n".join([*shown, *(button.label for button in app.button)])


@pytest.mark.parametrize("lang", list(LANGUAGES))
@pytest.mark.parametrize("page", ["overview", "map", "records"])
def test_bad_values_in_the_address_are_named_and_the_rest_is_kept(page, lang):
    bad = {
        "jp": ["jp-kagawa", "jp-atlantis"],
        "from": ["2014-13"],
        "to": ["2030"],
        "colour": ["red"],
        "record": ["vj9999"],
        "units": ["tomorrow"],
    }
    app = open_page(page, {**bad, "lang": [lang]})
    assert not app.exception
    warnings = [str(warning.value) for warning in app.warning]
    for named in (
        ("jp", "jp-atlantis"),
        ("from", "2014-13"),
        ("colour",),
        ("record", "vj9999"),
        ("units", "tomorrow"),
    ):
        assert any(all(word in warning for word in named) for warning in warnings), named
    assert len(warnings) == 5
    assert {"chip_jp_jp-kagawa", "chip_to_2030", "clear_all"} <= html.chips(app)


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_records_of_every_kind_can_be_opened(lang):
    events = strategies.data().events
    # One of each kind, and those with a note or a term.
    some = (
        events.groupby("kind")
        .head(1)
        .index.union(
            events[(events["valid_until"] != "") | (events["stated_status"] != "")].index[:5]
        )
    )
    app = open_page("records", {"lang": [lang]})
    for key in some:
        go(app, {"record": [key], "lang": [lang]})
        assert not app.exception, key
        assert events.at[key, f"title_{lang}"] in [s.value for s in app.header], key
        assert escape_markdown(str(events.at[key, f"summary_{lang}"])) in texts(app), key


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_broken_data_give_a_plain_page_and_no_half_of_the_data(tmp_path, monkeypatch, caplog, lang):
    folder = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, folder)
    file = folder / "events.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    assert "2008-02-22" in lines[155]
    lines[155] = lines[155].replace("2008-02-22", "2008-02-31")
    file.write_text("".join(lines), encoding="utf-8")
    monkeypatch.setenv("VJ_DATA", str(folder))

    app = AppTest.from_file(str(ROOT / "lib" / "app.py"), default_timeout=60)
    app.query_params["lang"] = lang
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert not app.dataframe and not app.metric and not app.sidebar.children
    assert not choices.all_of(app) and not app.button
    assert "events.csv" not in texts(app)
    assert any("events.csv:156:date" in each.getMessage() for each in caplog.records)
