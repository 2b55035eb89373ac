"""Each page in each language under several filters; bad addresses; broken data."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.language.i18n import LANGUAGES, words
from lib.site.pages import PAGES, page_at

ROOT = Path(__file__).parents[2]
FILTERS: dict[str, dict[str, str | list[str]]] = {
    "all": {},
    "one place": {"jp": "jp-kagawa"},
    "today": {"units": "today", "vn": "vn-da-nang"},
    "one record": {"field": "sports", "only": "signed"},
    "nothing": {"vn": "vn-an-giang", "jp": "jp-hokkaido"},
    "undated": {"kind": "tie"},
    "many": {
        "field": ["water", "tourism"],
        "status": "presumed",
        "grade": ["A", "B"],
        "from": "2014-06",
        "to": "2024",
        "q": "memorandum",
        "units": "today",
    },
}
EXTRA: dict[str, dict[str, str | list[str]]] = {
    "locality": {"id": "vn-quang-nam", "compare": ["jp-nagasaki", "vn-hue"]},
    "records": {"record": "vj0141"},
    "map": {"areas": "latest", "links": "period"},
}


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VJ_TODAY", "2026-11-22")


def open_page(path: str, params: dict[str, str | list[str]]) -> AppTest:
    """The page at `path` as a visitor with this address sees it."""
    test = AppTest.from_file(str(ROOT / "lib" / "app.py"), default_timeout=120)
    if path:
        entry = next(entry for entry in PAGES if entry.path == path)
        test.run()
        test.switch_page(str(ROOT / "pages" / entry.file))
    for name, value in params.items():
        test.query_params[name] = value
    return test.run()


def texts(test: AppTest) -> str:
    """Everything that is said in sentences on the page."""
    said = [*test.title, *test.header, *test.subheader, *test.markdown, *test.caption]
    alerts = [*test.error, *test.warning, *test.info]
    return "\n".join(
        [
            *(element.value for element in said),
            *(f"{alert.proto.title} {alert.value}" for alert in alerts),
        ]
    )


# What each page shows under every filter that leaves a document with a date; `get` and its number.
SHOWN = {
    "": ("metric", 5),
    "map": ("bidi_component", 3),
    "timeline": ("plotly_chart", 2),
    "locality": ("selectbox", 3),
    "fields": ("plotly_chart", 3),
    "records": ("dataframe", 1),
    "evidence": ("metric", 3),
    "about": ("metric", 6),
}


def test_something_is_expected_of_every_page() -> None:
    assert set(SHOWN) == {page.path for page in PAGES}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", [entry.path for entry in PAGES])
def test_every_page_in_every_language_under_every_filter(path: str, lang: str) -> None:
    # What a filter leaves is the same in all languages; two of them get the telling ones.
    names = FILTERS if lang == "ja" else ("all", "many")
    for name in names:
        chosen = FILTERS[name]
        test = open_page(path, {**chosen, "lang": lang})
        assert not test.exception, (path, lang, name)
        assert not test.error, (path, lang, name, texts(test))
        assert not test.warning, (path, lang, name, texts(test))
        page = page_at(path)
        assert [title.value for title in test.title] == [words(lang).gettext(page.title)]
        if name == "nothing" and page.counted:
            assert words(lang).gettext("No record matches all of these filters.") in texts(test)
            assert test.get_by_key("loosen_jp"), (path, lang)
        elif name != "undated":
            kind, number = SHOWN[path]
            assert len(test.get(kind)) >= number, (path, lang, name)


@pytest.mark.parametrize("path", EXTRA)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_page_shows_beside_the_filter(path: str, lang: str) -> None:
    test = open_page(path, {**EXTRA[path], "lang": lang})
    assert not test.exception
    assert not test.error
    assert not test.warning


def test_a_record_is_shown_in_full() -> None:
    said = texts(open_page("records", {"record": "vj0141", "lang": "en"}))
    assert "Exchange agreement" in said
    assert "29 August 2024" in said
    assert "4 sources" in said
    assert "marine litter project on Cat Ba" in said


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"jp": "jp-nowhere"}, "jp-nowhere"),
        ({"from": "2014-13"}, "2014-13"),
        ({"from": "2020", "to": "2010"}, "2020–2010"),
        ({"colour": "red"}, "colour"),
        ({"units": "tomorrow"}, "tomorrow"),
        ({"lang": "xx"}, "xx"),
        ({"record": "vj9999"}, "vj9999"),
        ({"only": ["signed", "clair"]}, "clair"),
        ({"areas": "height"}, "height"),
    ],
)
def test_a_bad_value_is_named_and_the_rest_kept(
    params: dict[str, str | list[str]], named: str
) -> None:
    test = open_page("records", {"vn": "vn-hai-phong", **params})
    assert not test.exception
    assert len(test.warning) == 1
    assert named in test.warning[0].value
    # The good part of the filter still holds.
    assert test.get_by_key("chip_vn_vn-hai-phong")


def test_a_filter_that_leaves_nothing_says_what_to_loosen() -> None:
    test = open_page("records", FILTERS["nothing"])
    assert "No record matches" in texts(test)
    test.button(key="loosen_jp").click().run()
    assert test.query_params["vn"] == ["vn-an-giang"] or test.query_params["vn"] == "vn-an-giang"
    assert "jp" not in test.query_params
    assert not test.info


def test_widgets_write_the_address_and_read_it() -> None:
    test = open_page("records", {"lang": "en"})
    test.multiselect(key="w_jp").set_value(["jp-kagawa"]).run()
    assert test.query_params["jp"] in ("jp-kagawa", ["jp-kagawa"])
    assert "7 records" in texts(test)
    test.selectbox(key="w_from").set_value("2024").run()
    assert "2 records" in texts(test)
    test.button(key="chip_jp_jp-kagawa").click().run()
    assert "jp" not in test.query_params
    assert next(w for w in test.multiselect if str(w.key).startswith("w_jp")).value == []
    test.button(key="clear_all").click().run()
    assert "from" not in test.query_params
    assert "497 records" in texts(test)


def test_a_text_that_cannot_be_searched_is_named_and_changes_nothing() -> None:
    test = open_page("records", {"jp": "jp-kagawa", "lang": "en"})
    test.text_input(key="w_q").set_value("x" * 300).run()
    assert test.warning[0].value.startswith("q:")
    assert "q" not in test.query_params
    assert "7 records" in texts(test)


def test_a_merged_unit_says_what_became_of_it() -> None:
    said = texts(open_page("locality", {"id": "vn-quang-nam", "lang": "en"}))
    assert "On 1 July 2025 this unit merged into Da Nang" in said


def test_an_unknown_locality_offers_the_nearest_names() -> None:
    test = open_page("locality", {"id": "vn-hai-fong", "lang": "en"})
    assert "vn-hai-fong" in texts(test)
    assert "Hai Phong" in [button.label for button in test.button]


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    events = folder / "events.csv"
    events.write_text(events.read_text().replace("vj0141,vn-hai-phong", "vj0141,vn-hai-fong"))
    monkeypatch.setenv("VJ_DATA", str(folder))
    yield


@pytest.mark.usefixtures("broken")
def test_broken_data_shows_a_plain_page_and_nothing_else() -> None:
    test = open_page("", {})
    assert not test.exception
    assert "could not be loaded" in test.error[0].proto.title
    assert not test.sidebar.children
    assert not test.metric
