"""The timeline page as Streamlit runs it: any filter, however little it leaves, makes sense."""

from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from lib.language.i18n import LANGUAGES, words
from tests.app import choices, html, opening

opened = partial(opening.opened, "timeline.py")
pytestmark = pytest.mark.usefixtures("fixed_day")


def said(app: AppTest) -> str:
    elements = [*app.info, *app.caption, *app.markdown, *app.header, *app.title, *app.warning]
    titles = [getattr(element.proto, "title", "") for element in app.info]
    return "\n".join([str(e.value) for e in elements] + titles)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("units", ["signed", "today"])
def test_two_charts_and_what_comes_up(lang, units):
    app = opened(lang=lang, units=units)
    assert len(html.alts(app)) == 2
    assert all("1994" in alt and "2026" in alt for alt in html.alts(app)[:1])
    assert words(lang).gettext("Coming up") in said(app)
    assert html.having(app, "vj-list")


def test_a_filter_that_leaves_one_record():
    app = opened(from_="2014", to="2014", kind="sister_city")
    signings, lanes = html.alts(app)
    assert "1 document in all" in signings
    assert "1 locality with 1 signed document" in lanes


def test_a_period_without_signings_says_so():
    app = opened(from_="2006", to="2006")
    assert html.alts(app) == []
    assert "No signed document among these records." in said(app)
    assert "Nothing with a known date to show in lanes." in said(app)
    assert "No anniversary and no stated end of term" in said(app)


def test_a_period_with_empty_years_shows_them():
    signings = html.alts(opened(from_="1996", to="2004", only="signed"))[0]
    assert "from 1996 to 2004: 2 documents in all, 7 years without any" in signings


def test_undated_ties_alone():
    app = opened(kind="tie")
    assert html.alts(app) == []
    assert "No signed document among these records." in said(app)


def test_a_filter_that_leaves_nothing_offers_ways_out():
    app = opened(from_="1900", to="1901")
    assert html.alts(app) == []
    assert "No record matches all of these filters." in said(app)
    assert any(button.key.startswith("loosen_") for button in app.button if button.key)


def test_chosen_localities_replace_the_most_active():
    app = opened(jp=["jp-kagawa", "jp-nara"])
    assert "2 localities with" in html.alts(app)[1]
    app = opened(jp="jp-kagawa")
    assert "1 locality with" in html.alts(app)[1]
    assert choices.of(app, "lanes")["disabled"]


def test_the_horizon_decides_what_comes():
    def links(months: str) -> int:
        app = opened(jp="jp-fukuoka", months=months)
        return sum(1 for each in html.having(app, "vj-list") for _ in each.iter("a"))

    assert links("6") < links("60")


def test_bad_values_of_the_controls_are_not_followed():
    app = opened(lanes="7", side="cn", months="x", other="yes")
    assert len(html.alts(app)) == 2
    assert "10 localities" in html.alts(app)[1]


def test_other_events_are_switched_on_and_off():
    app = opened(jp="jp-yamanashi")
    assert "and 0 other events" in html.alts(app)[1]
    app.toggle(key="w_other").set_value(True).run()
    assert app.query_params["other"] in ("1", ["1"])
    assert "and 0 other events" not in html.alts(app)[1]
    app.toggle(key="w_other").set_value(False).run()
    assert app.query_params["other"] in ("0", ["0"])
    assert not app.warning
