"""Each order of the records, over all of them."""

import pytest

from lib.counting import ordering
from lib.counting.ordering import Order
from lib.facts.perspective import Units
from lib.filter.filters import Filter
from lib.language.folding import fold
from lib.language.i18n import LANGUAGES
from lib.site import store
from lib.site.view import View


def view(units: Units = Units.SIGNED, lang: str = "en") -> View:
    return View(store.viewpoint(units), Filter(), lang)


def column(seen: View, order: Order, name: str) -> list:
    keys = ordering.ids(seen.events, order, seen.index, seen.lang)
    return seen.events.loc[list(keys), name].tolist()


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("units", Units)
def test_every_order_has_each_record_once(order: Order, units: Units) -> None:
    seen = view(units)
    keys = ordering.ids(seen.events, order, seen.index, "en")
    assert sorted(keys) == sorted(seen.events.index)
    assert ordering.ids(seen.events.iloc[:0], order, seen.index, "en") == ()


def test_dates_go_both_ways_and_unknown_ones_come_last() -> None:
    newest, oldest = (column(view(), order, "date") for order in (Order.NEWEST, Order.OLDEST))
    undated = newest.count("")
    assert undated and newest[-undated:] == oldest[-undated:] == [""] * undated
    first, last = newest[:-undated], oldest[:-undated]
    assert first == sorted(first, reverse=True)
    assert last == sorted(last)


@pytest.mark.parametrize(
    ("order", "name", "ranks"),
    [
        (Order.VN, "vn_id", lambda seen: list(seen.index.columns["vn"])),
        (Order.JP, "jp_id", lambda seen: list(seen.index.columns["jp"])),
        (Order.KIND, "kind", lambda seen: list(seen.dataset.kinds.index)),
        (Order.GRADE, "grade", lambda _: ["A", "B", "C"]),
        (Order.SOURCES, "sources", lambda _: list(range(99, -1, -1))),
    ],
)
def test_an_order_goes_by_its_column_and_of_equals_the_latest_is_first(order, name, ranks) -> None:
    seen = view()
    places = [ranks(seen).index(value) for value in column(seen, order, name)]
    assert places == sorted(places)
    firsts = seen.events["first"]
    keys = ordering.ids(seen.events, order, seen.index, "en")
    for (one, key), (other, after) in zip(
        zip(places, keys, strict=True), list(zip(places, keys, strict=True))[1:], strict=False
    ):
        if one == other and not firsts[[key, after]].isna().any():
            assert firsts[key] >= firsts[after]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_titles_go_by_their_letters_without_diacritics(lang: str) -> None:
    titles = [fold(title) for title in column(view(lang=lang), Order.TITLE, f"title_{lang}")]
    assert titles == sorted(titles)


def test_records_without_a_status_or_a_field_come_last() -> None:
    statuses, fields = (
        column(view(), Order.STATUS, "status"),
        column(view(), Order.FIELDS, "fields"),
    )
    assert statuses[0] == "in_force" and statuses[-1] == ""
    assert fields[0] and not fields[-1]
