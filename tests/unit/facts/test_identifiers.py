"""Identifiers sort by their number, in files, exports and pages of the API."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.facts.identifiers import in_order

NUMBERS = st.integers(min_value=0, max_value=10**40)


@pytest.mark.parametrize(
    "ordered",
    [
        ["vj0001", "vj0999", "vj9999", "vj10000", "vj10001", "vj100000"],
        ["s9998", "s9999", "s10000", "vj0001"],
        ["jp-aichi", "jp-aichi.nagoya", "jp-akita", "vn-hue"],
        ["vn-hue~jp-gifu", "vn-hue~jp-kyoto", "vn-hue~jp-osaka"],
        ["vj1", "vj00002", "vj2", "vj03"],
        ["vj", "vj" + "9" * 5000, "vj1" + "0" * 5000],
        ["a2b9", "a2b10", "a10b1"],
    ],
)
def test_identifiers_of_any_length_sort_by_their_number(ordered):
    assert in_order(reversed(ordered)) == ordered


@given(st.lists(NUMBERS, unique=True))
def test_the_order_is_that_of_the_numbers_at_any_width(numbers):
    found = in_order(f"vj{number:04d}" for number in numbers)
    assert found == [f"vj{number:04d}" for number in sorted(numbers)]
