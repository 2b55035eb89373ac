"""The map page from start to file: what people come for, by mouse, by keyboard and by touch.

The steps are those of `docs/jobs.md`.
"""

import re

import pytest
from playwright.sync_api import Locator, expect

from lib.filter import marks
from lib.language.i18n import words
from lib.site.pages import Panel
from tests.e2e import steps
from tests.e2e.conftest import NewPage, Tab
from tests.e2e.places import item, the_map
from tests.e2e.ways import Finger, Keys, Mouse, Way, brush, name_of


@pytest.fixture(params=[Mouse, Keys, Finger])
def way(request: pytest.FixtureRequest, new_page: NewPage) -> Way:
    finger = request.param is Finger
    tab = new_page(viewport=(390, 844) if finger else (1440, 900), touch=finger)
    found: Way = request.param(tab)
    return found


def most(way: Way, mouse: int, keys: int, finger: int) -> None:
    """It took no more steps than these."""
    allowed = {"Mouse": mouse, "Keys": keys, "Finger": finger}
    assert way.steps <= allowed[type(way).__name__]


def ids(rows: list[dict[str, str]]) -> list[str]:
    return [next(iter(row.values())) for row in rows]


def marked(tab: Tab, key: str) -> None:
    """The map marks a link or unit."""
    expect(item(tab, key)).to_have_class(re.compile(r"\bmarked\b"))


def link_of(record: str) -> str:
    event, top = steps.index().dataset.event(record), steps.index().dataset.top
    return f"{top[event.vn_id]}~{top[event.jp_id]}"


def test_kanagawa_from_2015_to_2020_as_a_file(way: Way) -> None:
    way.place("jp-kanagawa")
    way.ask(first=2015, last=2020)
    given = {"jp": ["jp-kanagawa"], "from": ["2015"], "to": ["2020"]}
    rows = way.csv()
    assert ids(rows) and sorted(ids(rows)) == sorted(steps.expected_ids(given))
    date = words(way.lang).gettext("Date")
    assert all("2015" <= row[date][:4] <= "2020" for row in rows)
    if isinstance(way, Mouse):
        # All years stay, to widen it again.
        expect(steps.key(way.tab, "all_years")).to_be_visible()
    most(way, mouse=4, keys=4, finger=6)
    assert not way.tab.console_errors


def test_hai_phong_over_time_and_back_with_one_step(way: Way) -> None:
    way.open(Panel.LANES)
    way.place("vn-hai-phong")
    # Whose they are stands above them.
    expect(way.tab.page.locator(".vj-of")).to_contain_text(name_of("vn-hai-phong", way.lang))
    lanes = way.tab.page.locator(".st-key-timeline_lanes .vj-chart")
    expect(lanes).to_contain_text(f"✓ {name_of('vn-hai-phong', way.lang)}"[:8])
    expect(lanes).not_to_contain_text(name_of("vn-da-nang", way.lang))
    way.back()
    steps.at(way.tab, {"lang": [way.lang], "open": ["lanes"]})
    expect(lanes).to_contain_text(name_of("vn-da-nang", way.lang))
    most(way, mouse=3, keys=3, finger=3)


def test_the_documents_on_water_since_2010(way: Way) -> None:
    year = steps.index().dataset.events["first"].max().year
    # A range is drawn to the last bar; typed, it has no end.
    way.ask(field="water", first=2010, last=year if isinstance(way, Mouse) else 0, signed=True)
    rows = way.csv()
    given = {"field": ["water"], "from": ["2010"], "only": ["signed"]}
    assert ids(rows) and sorted(ids(rows)) == sorted(steps.expected_ids(given))
    most(way, mouse=6, keys=4, finger=7)


def chart(tab: Tab, key: str) -> Locator:
    return tab.page.locator(f".st-key-{key} .vj-chart")


def press(tab: Tab, shapes: Locator) -> str:
    """Click the first of the shapes of a chart that is drawn; what is marked then."""
    sizes = shapes.evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    drawn = shapes.nth(next(n for n, size in enumerate(sizes) if size > 3))
    drawn.scroll_into_view_if_needed()
    box = drawn.bounding_box()
    assert box
    with tab.rerun():
        tab.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    (mark,) = steps.params(tab.page)["mark"]
    # It is told in sight, with as many links as the map marks; the filter is as it was.
    told = tab.page.locator(".vj-marking")
    expect(told).to_be_in_viewport()
    count = the_map(tab).locator(".link.marked").count()
    assert count and f"{count} link" in told.inner_text()
    assert steps.params(tab.page)["vn"] == ["vn-hai-phong"]
    return mark


def test_what_is_chosen_below_is_marked_on_the_map(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 900))
    tab.goto("/map?lang=en&vn=vn-hai-phong&open=fields&open=lanes&open=records&open=signings")
    bar = press(tab, chart(tab, "map_signings").locator("rect[data-n]"))
    assert bar in marks.known(steps.index().dataset) and bar[:4].isdigit()
    field = press(tab, chart(tab, "map_fields").locator("rect[data-n]"))
    assert field in steps.index().dataset.fields.index
    record = press(tab, chart(tab, "timeline_lanes").locator(steps.SYMBOLS))
    marked(tab, link_of(record))
    # The lane itself, where no record is.
    assert press(tab, chart(tab, "timeline_lanes").locator("rect[data-n]")) == "vn-hai-phong"
    marked(tab, "vn-hai-phong")
    # A row, which leads up to the map.
    with tab.rerun():
        tab.page.locator(".vj-table tbody a").first.click()
    (record,) = steps.params(tab.page)["mark"]
    marked(tab, link_of(record))
    expect(the_map(tab)).to_be_in_viewport()
    expect(tab.page.locator(".vj-table tr.vj-marked")).to_have_count(1)
    with tab.rerun():
        tab.page.locator("[id=mark_filter]").click()
    assert steps.params(tab.page)["jp"] == [link_of(record).partition("~")[2]]
    with tab.rerun():
        tab.page.locator("[id=mark_release]").click()
    assert "mark" not in steps.params(tab.page)
    expect(tab.page.locator(".vj-marking")).to_have_count(0)
    assert not tab.console_errors


def test_a_range_without_signings_offers_the_way_out(new_page: NewPage) -> None:
    tab = new_page(viewport=(1440, 900))
    tab.goto("/map?lang=en&open=signings&vn=vn-hai-phong&jp=jp-kagawa&mark=vn-hai-phong")
    years = tab.page.locator(".st-key-map_signings .vj-chart")
    low, high = years.evaluate("chart => JSON.parse(chart.dataset.plot).slice(4)")
    assert high - low > 4
    brush(tab, int(low) + 1, int(low) + 2)
    expect(tab.page.get_by_text("No record matches all of these filters.")).to_be_visible()
    expect(the_map(tab)).to_be_visible()
    # What was marked before is not among them, which is said where it was told.
    expect(tab.page.locator(".vj-marking")).to_contain_text("Nothing of it is among the records")
    with tab.rerun():
        steps.key(tab, "all_years").get_by_role("button").click()
    assert "from" not in steps.params(tab.page)
    marked(tab, "vn-hai-phong")


def test_a_link_to_a_record_that_its_filter_leaves_out(new_page: NewPage) -> None:
    record = "vj0141"
    tab = new_page(viewport=(390, 844))
    tab.goto(f"/map?lang=en&open=records&mark={record}&from=1950&to=1960")
    expect(tab.page.locator(".vj-marking")).to_contain_text("Nothing of it is among the records")
    expect(tab.page.locator(".vj-marking")).to_be_in_viewport()
    with tab.rerun():
        tab.page.locator("[id=mark_clear]").click()
    assert steps.params(tab.page)["mark"] == [record]
    marked(tab, link_of(record))
