"""What can be marked: each key means one thing, and asks the filter for just that."""

import pytest

from lib.counting.signings import signings
from lib.filter import filters, marks
from lib.filter.filters import Filter
from lib.filter.marks import Mark
from lib.filter.parameters import NO_FIELD
from tests.unit.strategies import index

DATASET = index().dataset


def mark(key: str) -> Mark:
    found = marks.read(key, DATASET)
    assert found is not None
    return found


def kept(found: Mark) -> set[str]:
    return {*filters.select(found.alone, index()).index}


def test_every_record_bar_field_and_locality_has_a_key_of_its_own():
    known = marks.known(DATASET)
    dated = signings(DATASET.events).dropna(subset=["first"])
    bars = {*zip(dated["first"].dt.year, dated["kind"], strict=True)}
    tables = (DATASET.events, DATASET.localities, DATASET.fields)
    # And one for those that name no field.
    assert len(known) == sum(len(table) for table in tables) + len(bars) + 1
    assert {*marks.options(DATASET)} == {*known}


@pytest.mark.parametrize(
    "key", ["", "water ", "2015", "2015.mous", "1901.mou", "vj9999", "vn-x", None]
)
def test_what_is_no_key_is_no_mark(key):
    assert marks.read(key, DATASET) is None


def test_a_bar_is_the_documents_of_its_year_and_kind():
    found, events = mark("2015.mou"), DATASET.events
    assert (found.bar, found.field, found.place) == ((2015, "mou"), None, None)
    years = events["first"].dt.year
    assert kept(found) == {
        *events.index[(years == 2015) & (events["kind"] == "mou") & events["signed"]]
    }


@pytest.mark.parametrize("code", ["water", NO_FIELD])
def test_a_field_is_what_names_it(code):
    found = mark(code)
    assert (found.bar, found.field, found.place) == (None, code, None)
    named = DATASET.events["fields"].map(lambda codes: code in (codes or [NO_FIELD]))
    assert kept(found) == {*DATASET.events.index[named]}


@pytest.mark.parametrize("key", ["vn-hai-phong", "jp-okayama.mimasaka", "jp-kagawa"])
def test_a_locality_is_what_the_filter_finds_of_it(key):
    found = mark(key)
    assert (found.bar, found.field, found.place) == (None, None, key)
    assert kept(found) == {*filters.select(Filter.of({key[:2]: [key]}), index()).index}


def test_of_a_record_the_filter_asks_for_its_link():
    found = mark("vj0141")
    assert (found.bar, found.field, found.place) == (None, None, None)
    event = DATASET.event("vj0141")
    ends = {"vn": (DATASET.top[event.vn_id],), "jp": (DATASET.top[event.jp_id],)}
    assert dict(found.alone.values) == ends


def test_narrowing_leaves_the_rest_of_the_filter():
    before = Filter.of({"jp": ["jp-kagawa"], "from": ["2010"], "only": ["clair"]})
    after = mark("2015.mou").narrowed(before)
    assert after.params() == {
        **{"jp": ["jp-kagawa"], "kind": ["mou"]},
        **{"from": ["2015"], "to": ["2015"], "only": ["clair"]},
    }
    assert mark("water").narrowed(before)["field"] == ("water",)
