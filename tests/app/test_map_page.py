"""The map page as Streamlit runs it: what stands below the map, and what is marked on it."""

from functools import partial
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.counting import ordering
from lib.filter import filters, marks
from lib.filter.filters import Filter
from lib.filter.parameters import PARAMETERS
from lib.language.i18n import LANGUAGES, words
from lib.site.pages import Panel
from lib.ui.parts.panels import TITLES
from tests.app import choices, html, opening
from tests.unit.strategies import index

opened = partial(opening.opened, "map.py")
pytestmark = pytest.mark.usefixtures("fixed_day")


def titles(app: AppTest) -> list[str]:
    return [each.value for each in app.header]


def test_nothing_below_the_map_is_made_before_it_is_asked_for():
    app = opened()
    assert not titles(app)
    assert not html.charts(app)
    assert not html.having(app, "vj-table")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_panels_in_their_order_whatever_the_order_in_the_address(lang):
    app = opened(lang=lang, open=[*reversed(Panel), "records", "nonsense"])
    _ = words(lang).gettext
    assert titles(app) == [_(TITLES[panel]) for panel in Panel]
    assert len(html.charts(app)) == 3
    assert len(html.having(app, "vj-table")) == 1
    assert any("nonsense" in each.value for each in app.warning)


def test_the_buttons_say_and_change_what_is_open():
    app = opened(open="fields")
    assert choices.of(app, "open")["chosen"] == ["fields"]
    choices.choose(app, "open", "fields", "records")
    assert app.query_params["open"] == ["fields", "records"]
    assert len(titles(app)) == 2
    choices.choose(app, "open")
    assert "open" not in app.query_params
    assert not titles(app)


def test_a_period_leaves_all_years_to_choose_from():
    app = opened(open="signings", from_="2015", to="2020")
    (alt,) = html.alts(app)
    assert "1994" in alt
    app.button(key="all_years").click().run()
    assert "from" not in app.query_params
    assert "to" not in app.query_params


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_period_without_any_record_offers_the_way_out(lang):
    app = opened(lang=lang, open=list(Panel), from_="1950", to="1951")
    assert html.charts(app), "all years stay to be chosen from"
    (said,) = app.info
    assert words(lang).gettext("No record matches all of these filters.") in str(said.proto)
    app.button(key="all_years").click().run()
    assert not app.info


MARKS = ["vj0141", "2015.mou", "water", "none", "vn-hai-phong", "jp-kagawa", "jp-okayama.mimasaka"]


def marking(app: AppTest) -> str:
    """What is said of what is marked; "" where nothing is."""
    return " ".join("".join(each.itertext()) for each in html.having(app, "vj-marking"))


@pytest.mark.parametrize("key", MARKS)
def test_what_is_marked_is_told_and_its_rows_are_told_apart(key: str) -> None:
    app = opened(mark=key, open=list(Panel), sort="oldest")
    mark, events = marks.read(key, index().dataset), index().dataset.events
    assert mark
    expected = {key} if key in events.index else {*filters.select(mark.alone, index()).index}
    top, of = index().dataset.top, [index().dataset.event(one) for one in expected]
    links = {(top[event.vn_id], top[event.jp_id]) for event in of}
    said = marking(app)
    assert words("en").ngettext("{count} record", "{count} records", len(expected)) in said
    on_map = words("en").ngettext("{count} link on the map", "{count} links on the map", len(links))
    assert on_map in said
    (table,) = html.having(app, "vj-table")
    rows = [(row.get("class"), "".join(row.itertext())) for row in table.iter("tr")][1:]
    shown = ordering.ids(events, ordering.Order.OLDEST, index(), "en")[: len(rows)]
    assert [key in expected for key in shown] == [class_ == "vj-marked" for class_, _ in rows]
    html.follow(app, html.find(app, id_="mark_release"))
    assert "mark" not in app.query_params
    assert not marking(app)


def asked(app: AppTest) -> Any:
    return app.query_params.items()


@pytest.mark.parametrize("key", ["vj0141", "2015.mou", "water", "vn-hai-phong"])
def test_one_step_filters_by_what_is_marked(key):
    app = opened(mark=key, open="lanes", side="jp", signatory="government")
    html.follow(app, html.find(app, id_="mark_filter"))
    mark = marks.read(key, index().dataset)
    assert mark
    wanted = mark.narrowed(Filter.of({"signatory": ["government"]})).params()
    given = {name: [value] if isinstance(value, str) else value for name, value in asked(app)}
    assert {name: given[name] for name in PARAMETERS if name in given} == wanted
    # The panel stays open as it was; a record stays marked among those of its link.
    assert app.query_params["open"] in ("lanes", ["lanes"])
    assert ("mark" in app.query_params) == (key == "vj0141")


@pytest.mark.parametrize(
    ("key", "lang"),
    [
        ("vj0141", "en"),
        ("2015.mou", "vi"),
        ("water", "ja"),
        ("none", "vi"),
        ("vn-hai-phong", "ja"),
    ],
)
def test_a_mark_that_the_filter_leaves_out_says_so_and_offers_the_way_out(key, lang):
    said = "Marked: {mark}. Nothing of it is among the records of this filter."
    nothing = words(lang).gettext(said).partition("{mark}")[2]
    # It was marked before, and a filter is chosen then; a link to both says the same.
    app = opened(lang=lang, mark=key, open=["records"])
    assert marking(app) and nothing not in marking(app)
    app.query_params.update({"from": "1950", "to": "1951"})
    app.run()
    assert nothing in marking(app)
    app = opened(lang=lang, mark=key, from_="1950", to="1951", open=list(Panel))
    assert nothing in marking(app)
    html.follow(app, html.find(app, id_="mark_clear"))
    assert app.query_params["mark"] in (key, [key])
    assert "from" not in app.query_params
    assert marking(app)
    assert nothing not in marking(app)


def test_a_filter_that_is_chosen_later_keeps_the_mark():
    app = opened(mark="vn-hai-phong", jp="jp-kagawa")
    assert "1 link on the map" in marking(app)
    html.follow(app, html.find(app, id_="chip_jp_jp-kagawa"))
    assert app.query_params["mark"] in ("vn-hai-phong", ["vn-hai-phong"])


def test_all_that_a_click_marks_is_in_a_list_for_the_keyboard():
    app = opened(open=["signings", "lanes", "fields"])
    assert len(choices.of(app, "mark")["options"]) > 150
    choices.choose(app, "mark", "2015.mou")
    assert app.query_params["mark"] in ("2015.mou", ["2015.mou"])
    assert "2015: Memorandum" in marking(app)


def test_places_that_are_chosen_stand_above_what_is_theirs():
    app = opened(vn="vn-hai-phong", jp="jp-kagawa", open="records")
    (line,) = html.having(app, "vj-of")
    chips = list(line.iter("a"))
    assert ["".join(chip.itertext()) for chip in chips] == ["Hai Phong ×", "Kagawa ×"]
    html.follow(app, chips[0])
    assert "vn" not in app.query_params


def test_a_mark_that_is_not_known_is_named():
    app = opened(mark="2015.nonsense")
    assert any("2015.nonsense" in each.value for each in app.warning)
    assert not marking(app)
