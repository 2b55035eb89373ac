"""Lines, as far as they can be laid out before a browser has drawn them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.style import text

WORDS = st.text(st.sampled_from("ab Wé日本、。カー・-"), max_size=40)


@given(WORDS, st.floats(30, 200))
def test_wrapped_lines_fit_and_lose_nothing(line: str, pixels: float):
    lines = text.wrap(line, pixels, 12)
    assert "".join(lines).replace(" ", "") == line.replace(" ", "")
    assert all(text.width(each, 12) <= pixels for each in lines)


@pytest.mark.parametrize("closing", ["、", "。", "」", "ー"])
def test_no_line_begins_with_a_closing_sign(closing: str):
    assert not any(
        line.startswith(closing) for line in text.wrap(f"日本語{closing}日本語", 3 * 12, 12)
    )


@given(WORDS, st.floats(20, 200))
def test_what_is_shortened_fits(line: str, pixels: float):
    short = text.shorten(line, pixels, 12)
    assert short == line or (short.endswith("…") and text.width(short, 12) <= max(pixels, 24))


def test_the_widest_line_counts():
    assert text.widest([], 12) == 0
    assert text.widest([["a"], ["日本", "b"]], 12) == text.width("日本", 12)


@pytest.mark.parametrize("opening", ["（", "「", "『", "【"])
def test_no_line_ends_with_an_opening_sign(opening: str):
    for room in range(2, 6):
        lines = text.wrap(f"日本語{opening}日本語", room * 12, 12)
        assert not any(line.endswith(opening) for line in lines)
