"""The map page as Streamlit runs it: what stands below the map, and what is marked on it."""

from functools import partial
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.language.i18n import LANGUAGES, words
from lib.site.pages import Panel
from lib.ui.parts.panels import TITLES
from tests.app import html, opening

opened = partial(opening.opened, "map.py")
pytestmark = pytest.mark.usefixtures("fixed_day")


def titles(app: AppTest) -> list[str]:
    return [each.value for each in app.subheader]


def pills(app: AppTest) -> Any:
    """The buttons that say which panels are open."""
    return next(each for each in app.get("button_group") if "w_open" in each.proto.id)


def test_nothing_below_the_map_is_made_before_it_is_asked_for():
    app = opened()
    assert not titles(app)
    assert not app.get("plotly_chart")
    assert not html.having(app, "vj-table")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_panels_in_their_order_whatever_the_order_in_the_address(lang):
    app = opened(lang=lang, open=[*reversed(Panel), "records", "nonsense"])
    _ = words(lang).gettext
    assert titles(app) == [_(TITLES[panel]) for panel in Panel]
    assert len(app.get("plotly_chart")) == 3
    assert len(html.having(app, "vj-table")) == 1
    assert any("nonsense" in each.value for each in app.warning)


def test_the_buttons_say_and_change_what_is_open():
    app = opened(open="fields")
    assert pills(app).value == ["fields"]
    pills(app).set_value(["fields", "records"]).run()
    assert app.query_params["open"] == ["fields", "records"]
    assert len(titles(app)) == 2
    pills(app).set_value([]).run()
    assert "open" not in app.query_params
    assert not titles(app)


def test_a_period_leaves_all_years_to_choose_from():
    app = opened(open="signings", from_="2015", to="2020")
    (chart,) = app.get("plotly_chart")
    assert "1994" in chart.proto.alt
    app.button(key="all_years").click().run()
    assert "from" not in app.query_params
    assert "to" not in app.query_params


def test_a_period_without_any_record_offers_the_way_out():
    app = opened(open=list(Panel), from_="1950", to="1951")
    assert app.get("plotly_chart"), "all years stay to be chosen from"
    assert app.info
    app.button(key="all_years").click().run()
    assert not app.info


def test_the_record_in_the_address_is_told_and_its_link_marked():
    app = opened(record="vj0141")
    assert any("vj0141" in str(link.proto) for link in app.get("page_link"))
    app.button(key="marked_release").click().run()
    assert "record" not in app.query_params


def test_a_record_that_the_filter_leaves_out_is_said_to_be():
    app = opened(record="vj0141", from_="1950", to="1951", open="records")
    assert any("(vj0141)" in each.value for each in app.markdown)
    app.button(key="marked_clear").click().run()
    assert app.query_params["record"] in ("vj0141", ["vj0141"])
    assert "from" not in app.query_params
    assert not any("(vj0141)" in each.value for each in app.markdown)
