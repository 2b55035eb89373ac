"""Each page in each language under several filters; bad addresses; broken data."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from lib.facts.documents import STATUS_LABELS, Status
from lib.facts.perspective import Units
from lib.filter import filters
from lib.filter.filters import Filter
from lib.language.i18n import LANGUAGES, words
from lib.language.quoting import escape_markdown
from lib.site import store
from lib.site.pages import PAGES, page_at
from tests.app import choices, html
from tests.unit.strategies import index

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
            html.text(test),
            *(element.value for element in said),
            *(f"{alert.proto.title} {alert.value}" for alert in alerts),
        ]
    )


# What each page shows under every filter that leaves a document with a date, and how often: charts,
# the name of an element of Streamlit's, or a class of ours.
SHOWN = {
    "": ("vj-card", 5),
    "map": ("bidi_component", 3),
    "timeline": ("chart", 2),
    "locality": ("selectbox", 1),
    "fields": ("chart", 3),
    "records": ("vj-table", 1),
    "evidence": ("vj-card", 3),
    "about": ("vj-card", 6),
    "contribute": ("text_input", 4),
    # For who may not curate.
    "curate": ("info", 1),
}


def test_something_is_expected_of_every_page() -> None:
    assert set(SHOWN) == {page.path for page in PAGES}


def shown(test: AppTest, kind: str) -> int:
    """How many of a kind a page shows."""
    if kind == "chart":
        return len(html.charts(test))
    return len(html.having(test, kind) if kind.startswith("vj-") else test.get(kind))


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
        titles = [each.text for body in html.bodies(test) for each in body.iter("h1")]
        assert titles == [words(lang).gettext(page.title)]
        if name == "nothing" and page.counted:
            assert words(lang).gettext("No record matches all of these filters.") in texts(test)
            assert test.get_by_key("loosen_jp"), (path, lang)
        elif name != "undated":
            kind, number = SHOWN[path]
            assert shown(test, kind) >= number, (path, lang, name)


@pytest.mark.parametrize("path", ["", "timeline", "fields", "map"])
def test_charts_and_maps_keep_their_place(path: str) -> None:
    # What has another place is made anew in the browser, with all that is in it.
    before, *others = (
        html.places(open_page(path, {name: value} if name else {}).main)
        for name, value in (("", ""), ("only", "signed"), ("field", "water"), ("vn", "vn-da-nang"))
    )
    assert before
    assert all(after == before for after in others)


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
    assert "chip_vn_vn-hai-phong" in html.chips(test)


def test_a_filter_that_leaves_nothing_says_what_to_loosen() -> None:
    test = open_page("records", FILTERS["nothing"])
    assert "No record matches" in texts(test)
    test.button(key="loosen_jp").click().run()
    assert test.query_params["vn"] == ["vn-an-giang"] or test.query_params["vn"] == "vn-an-giang"
    assert "jp" not in test.query_params
    assert not test.info


def test_widgets_write_the_address_and_read_it() -> None:
    test = open_page("records", {"lang": "en"})
    choices.choose(test, "jp", "jp-kagawa")
    assert test.query_params["jp"] in ("jp-kagawa", ["jp-kagawa"])
    assert "7 records" in texts(test)
    choices.choose(test, "from", "2024")
    assert "2 records" in texts(test)
    html.follow(test, html.find(test, id_="chip_jp_jp-kagawa"))
    assert "jp" not in test.query_params
    assert choices.of(test, "jp")["chosen"] == []
    html.follow(test, html.find(test, id_="clear_all"))
    assert "from" not in test.query_params
    assert "498 records" in texts(test)


def test_a_text_that_cannot_be_searched_is_named_and_changes_nothing() -> None:
    test = open_page("records", {"jp": "jp-kagawa", "lang": "en"})
    test.text_input(key="w_q").set_value("x" * 300).run()
    assert test.warning[0].value.startswith("q:")
    assert "q" not in test.query_params
    assert "7 records" in texts(test)


def test_a_merged_unit_says_what_became_of_it() -> None:
    said = texts(open_page("locality", {"id": "vn-quang-nam", "lang": "en"}))
    assert "On 1 July 2025 this unit merged into Da Nang" in said


def given(test: AppTest, *names: str) -> dict[str, str]:
    """Parameters in the address that have one value each."""
    values = {name: test.query_params[name] for name in names}
    return {n: v if isinstance(v, str) else ",".join(v) for n, v in values.items()}


def test_todays_view_is_the_first_and_divides_what_it_holds_by_who_signed() -> None:
    test = open_page("locality", {"id": "vn-phu-tho", "lang": "vi"})
    whole, own = (
        len(filters.select(Filter.of(asked), index()))
        for asked in ({"vn": ["vn-phu-tho"]}, {"vn": ["vn-phu-tho"], "signed_by": ["vn-vinh-phuc"]})
    )
    signers = choices.labels(test, "signers")
    assert f"Tất cả ({whole})" in signers
    assert f"Vĩnh Phúc ({own})" in signers and 0 < own < whole
    choices.choose(test, "signers", "vn-vinh-phuc")
    asked = {"signed_by": "vn-vinh-phuc", "units": "today", "id": "vn-phu-tho"}
    assert given(test, *asked) == asked


def test_a_former_unit_in_an_old_link_is_shown_with_a_way_to_all_that_its_holder_has() -> None:
    test = open_page("records", {"vn": "vn-vinh-phuc", "lang": "vi"})
    assert "Vĩnh Phúc nay thuộc Phú Thọ." in texts(test)
    test.button(key="whole_vn-vinh-phuc").click().run()
    assert given(test, "vn") == {"vn": "vn-phu-tho"}


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Vinh Phuc is part of Phu Tho today."),
        ("vi", "Vĩnh Phúc nay thuộc Phú Thọ."),
        ("ja", "ヴィンフック省は現在、フート省の一部です。"),
    ],
)
def test_a_former_unit_that_is_typed_is_answered_with_its_holder(lang: str, said: str) -> None:
    test = open_page("records", {"lang": lang})
    choices.choose(test, "vn", "Vĩnh Phúc")
    assert said in texts(test)
    assert given(test, "vn") == {"vn": "vn-phu-tho"}
    test.button(key="signed_by_vn-vinh-phuc").click().run()
    assert given(test, "signed_by") == {"signed_by": "vn-vinh-phuc"}


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


@pytest.mark.parametrize(
    ("path", "asked", "in_the_way"),
    [
        ("records", {"vn": "vn-hai-phong", "jp": "jp-nagasaki"}, ["loosen_vn", "loosen_jp"]),
        ("map", {"vn": "vn-hai-phong", "jp": "jp-nagasaki"}, ["loosen_vn", "loosen_jp"]),
        ("timeline", {"vn": "vn-hai-phong", "jp": "jp-nagasaki"}, ["loosen_vn", "loosen_jp"]),
        ("locality", {"id": "vn-hai-phong", "jp": "jp-nagasaki"}, ["loosen_jp"]),
        ("locality", {"id": "jp-nagasaki", "vn": "vn-hai-phong"}, ["loosen_vn"]),
        # There are records, but no signed document.
        ("timeline", {"jp": "jp-nagasaki", "kind": "visit"}, ["loosen_signed_kind"]),
        ("evidence", {"jp": "jp-nagasaki", "kind": "visit"}, ["loosen_signed_kind"]),
        ("fields", {"jp": "jp-nagasaki", "kind": "visit"}, ["loosen_signed_kind"]),
    ],
)
def test_a_filter_in_the_way_is_named_with_what_there_is_without_it(
    path: str, asked: dict[str, str], in_the_way: list[str]
) -> None:
    test = open_page(path, {**asked, "lang": "en"})
    offers = {str(b.key): b.label for b in test.button if str(b.key).startswith("loosen_")}
    assert set(in_the_way) <= set(offers)
    for key in in_the_way:
        name = key.rpartition("_")[2]
        rest = {n: [v] for n, v in asked.items() if n not in (name, "id")}
        if "id" in asked:
            rest[asked["id"][:2]] = [asked["id"]]
        kept = filters.select(Filter.of(rest), index())
        count = int(kept["signed"].sum()) if "signed" in key else len(kept)
        assert re.search(rf"Without “.+: .+”: {count} ", offers[key]), offers
    test.button(key=in_the_way[-1]).click().run()
    assert in_the_way[-1].rpartition("_")[2] not in test.query_params


def test_a_comparison_says_what_a_filter_hides() -> None:
    asked: dict[str, str | list[str]] = {"id": "jp-kagawa", "compare": ["jp-nagasaki"]}
    said = texts(open_page("locality", {**asked, "vn": "vn-hai-phong", "lang": "en"}))
    assert "Nothing under this filter, but without it – Nagasaki: 21 records." in said


def test_what_is_contradicted_is_marked_where_it_is_announced() -> None:
    for path in ("", "records", "timeline", "locality"):
        asked: dict[str, str | list[str]] = {"contradicted": "yes", "only": "signed", "lang": "en"}
        if path == "locality":
            asked["id"] = "vn-da-nang"
        if path == "records":
            asked["record"] = "vj0073"
        test = open_page(path, asked)
        assert "contradicted by a source" in texts(test), path


def test_the_home_page_says_how_much_still_stands_in_a_sentence_to_quote() -> None:
    test = open_page("", {"lang": "en"})
    seen = store.perspective_of(store.viewpoint(Units.TODAY))
    counts = seen.events.query("signed")["status"].value_counts()
    (quote,) = (text for text in html.quoted(test) if "Presumed in force" in text)
    assert f"Of {counts.sum()} signed documents" in quote
    for status, count in counts.items():
        assert f"{STATUS_LABELS[Status(str(status))]}: {count}" in quote
    assert "no term is stated" in quote and "not counted" in quote


def test_who_has_nothing_is_listed_by_region_with_files() -> None:
    said = texts(open_page("locality", {"jp": "jp-nagasaki", "lang": "en"}))
    assert "**Vietnam: 32**" in said and "**Japan: 46**" in said
    assert "- Red River Delta: " in said
    assert "found=none" in said and "jp=jp-nagasaki" in said


def addresses(test: AppTest) -> dict[str, str]:
    return {"".join(link.itertext()): link.get("href", "") for link in html.links(test)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_home_page_leads_to_the_answers_of_five_questions(lang: str) -> None:
    test = open_page("", {"lang": lang, "jp": "jp-kagawa"})
    (asked,) = html.having(test, "vj-questions")
    leads = [link.get("href", "") for link in asked.iter("a")]
    # Each is a whole question of its own, whatever is filtered at the moment.
    wanted = [
        ("./locality", {"id": "vn-hai-phong"}),
        ("./records", {"jp": "jp-kanagawa", "only": "signed"}),
        ("./timeline", {"months": "24"}),
        ("./fields", {}),
        ("./locality", {"units": "today", "id": "vn-phu-tho"}),
    ]
    assert [(urlsplit(url).path, dict(parse_qsl(urlsplit(url).query))) for url in leads] == [
        (path, {"units": "today", **params, "lang": lang}) for path, params in wanted
    ]


@pytest.mark.parametrize(
    ("chosen", "offered"),
    [
        ({}, set()),
        ({"vn": "vn-hai-phong"}, {"Page of Hai Phong"}),
        ({"jp": "jp-kagawa"}, {"Page of Kagawa"}),
        (
            {"vn": "vn-hai-phong", "jp": "jp-kagawa"},
            {"Page of Hai Phong", "Page of Kagawa", "Page of Hai Phong – Kagawa"},
        ),
        # They have signed nothing together, so there is no page of the pair.
        (
            {"vn": "vn-an-giang", "jp": "jp-hokkaido"},
            {"Page of An Giang", "Page of Hokkaido"},
        ),
        ({"vn": ["vn-hai-phong", "vn-hue"]}, set()),
    ],
)
def test_a_chosen_place_and_a_chosen_pair_offer_their_pages(
    chosen: dict[str, str | list[str]], offered: set[str]
) -> None:
    found = addresses(open_page("map", {**chosen, "lang": "en"}))
    assert {label for label in found if label.startswith("Page of")} == offered


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ({"jp": "jp-kagawa"}, "jp-kagawa"),
        ({"vn": "vn-hai-phong", "only": "signed"}, "vn-hai-phong"),
        ({"jp": "jp-kagawa", "id": "jp-nara"}, "jp-nara"),
        ({"vn": "vn-hai-phong", "jp": "jp-kagawa"}, None),
        ({"vn": ["vn-hai-phong", "vn-hue"]}, None),
        ({}, None),
    ],
)
def test_the_one_place_of_the_filter_is_the_one_whose_page_opens(
    chosen: dict[str, str | list[str]], shown: str | None
) -> None:
    test = open_page("locality", {**chosen, "lang": "en"})
    picked = next(w for w in test.selectbox if str(w.key).startswith("w_locality"))
    assert picked.value == shown
    # Whoever goes to another page and comes back finds it again.
    if shown and "id" in chosen:
        assert f"id={shown}" in html.find(test, label="Locality").get("href", "")


def test_a_locality_is_found_again_from_another_page() -> None:
    test = open_page("locality", {"id": "jp-nara", "lang": "en"})
    test.switch_page(str(ROOT / "pages" / "map.py"))
    test.query_params["lang"] = "en"
    test.run()
    assert "id=jp-nara" in html.find(test, label="Locality").get("href", "")


@pytest.mark.parametrize("units", ["signed", "today"])
def test_a_row_leads_to_its_record_and_a_heading_to_its_order(units: str) -> None:
    test = open_page("records", {"jp": "jp-nagasaki", "lang": "en", "units": units})
    (table,) = html.having(test, "vj-table")
    headings = {"".join(each.itertext()): each for each in table.iter("th")}
    assert headings["Date"].get("aria-sort") == "descending"
    assert ("Signed as" in headings) == (units == "today")
    # What tells most stands where a narrow window has it too.
    assert list(headings).index("Status") < list(headings).index("Fields")
    first = next(link for link in table.iter("a") if "record=" in link.get("href", ""))
    html.follow(test, next(headings["Kind"].iter("a")))
    assert test.query_params["sort"] in ("kind", ["kind"])
    html.follow(test, first)
    assert [each.value for each in test.header] == ["".join(first.itertext())]


def test_on_a_phone_a_button_opens_the_filter_and_shows_what_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("lib.ui.browser.phone", lambda: True)
    test = open_page("records", {"lang": "en", "jp": "jp-kagawa", "from": "2000"})
    assert not test.sidebar.children
    assert test.button(key="filter_open").label == "Filter (2)"
    assert "w_vn" not in choices.all_of(test)
    test.button(key="filter_open").click().run()
    assert test.button(key="filter_show").label == "Show the 7 records"
    choices.choose(test, "vn", "vn-hai-phong")
    assert test.query_params["vn"] in ("vn-hai-phong", ["vn-hai-phong"])
    test.button(key="filter_show").click().run()
    assert "w_vn" not in choices.all_of(test)
    assert test.button(key="filter_open").label == "Filter (3)"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("credits", escape_markdown("Natural Earth 1:10m")),
        ("notes", "datapackage.json"),
        ("found_VN_none", "Cao Bang"),
        ("found_JP_none", "Saga"),
        ("field_definitions", "A record can have several fields"),
    ],
)
def test_what_is_folded_away_comes_to_who_opens_it(key: str, said: str) -> None:
    test = open_page("about", {"lang": "en"})
    assert said not in texts(test)
    test.session_state[key] = True
    test.run()
    assert not test.exception
    assert said in texts(test)
