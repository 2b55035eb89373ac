"""Dates known to the year, month or day."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lib.language import edtf
from lib.language.edtf import PartialDate
from tests.unit import strategies


@given(strategies.dates())
def test_a_date_reads_back_as_it_was_written(text):
    assert str(edtf.parse(text)) == text


@given(strategies.dates())
def test_precision_is_what_was_written(text):
    precision = {4: "year", 7: "month", 10: "day"}[len(text)]
    assert edtf.parse(text).precision == precision


@given(strategies.dates(), st.data())
def test_a_date_means_the_days_that_begin_with_it(text, data):
    value = edtf.parse(text)
    assert value.first <= value.last
    day = data.draw(st.dates(value.first, value.last))
    assert day.isoformat().startswith(text)
    if value.first > date.min:
        assert not (value.first - timedelta(days=1)).isoformat().startswith(text)
    if value.last < date.max:
        assert not (value.last + timedelta(days=1)).isoformat().startswith(text)


@given(strategies.dates(), strategies.dates())
def test_text_sorts_like_first_days(one, other):
    first, second = edtf.parse(one).first, edtf.parse(other).first
    assume(first != second)
    assert (one < other) == (first < second)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 2014",
        "2014 ",
        "2014\n",
        "14",
        "02014",
        "2014-1",
        "2014-13",
        "2014-00",
        "2014-02-30",
        "2015-02-29",
        "2014-12-00",
        "2014-12-32",
        "2014-12-25T00:00",
        "2014/12/25",
        "2014-",
        "-2014",
        "0000",
        "201X",
        "2014~",
        "２０１４",
        "٢٠١٤",
        "nonsense",
    ],
)
def test_what_is_no_date_is_rejected(text):
    with pytest.raises(edtf.DateError):
        edtf.parse(text)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_rejected(text):
    try:
        value = edtf.parse(text)
    except edtf.DateError:
        return
    assert str(value) == text


def test_a_leap_day():
    assert edtf.parse("2024-02") == PartialDate(2024, 2)
    assert edtf.parse("2024-02").last == date(2024, 2, 29)
    assert edtf.parse("2023-02").last == date(2023, 2, 28)
    assert edtf.parse("2024-02-29").first == date(2024, 2, 29)
