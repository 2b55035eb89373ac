"""Texts and marks of both themes read on what they stand on (WCAG 2: texts 4.5, marks 3)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.style import kinds, palette
from lib.style.palette import DARK, LIGHT, Palette, contrast, css

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
# Paler on purpose, since lightness tells the order of the scale; a symbol or pattern of its own, a
# dark rim or the line's width, and words in the legend, the tooltip and the list say the same.
PALE = {(109, 172, 219), (210, 150, 20)}


@THEMES
@pytest.mark.parametrize("name", ["text", "muted", "accent"])
def test_texts_read(theme: Palette, name: str):
    assert contrast(getattr(theme, name), theme.background) >= 4.5
    # Stripes of lanes and the map's empty areas lie behind them too.
    assert contrast(getattr(theme, name), theme.areas[1]) >= 4.5


@THEMES
def test_marks_read(theme: Palette):
    marks = [*theme.formality, *theme.periods, theme.accent]
    marks += [style.colour(theme) for style in kinds.KINDS.values()]
    for colour in marks:
        assert contrast(colour, theme.background) >= (2.4 if colour in PALE else 3), colour


@THEMES
def test_map_labels_read_on_their_outline_whatever_lies_below(theme: Palette):
    assert contrast(theme.text, theme.background) >= 7


@THEMES
def test_scales_leave_the_background_step_by_step(theme: Palette):
    # The last five classes of areas are a sequence, and so are the cells of tables.
    for scale in (theme.areas[5:], theme.sequential):
        steps = [contrast(colour, theme.background) for colour in scale]
        assert all(later > earlier * 1.15 for earlier, later in pairwise(steps))


@THEMES
def test_no_two_classes_of_a_map_share_a_colour(theme: Palette):
    for scale in (theme.areas, theme.formality, theme.periods, theme.sequential):
        assert len(set(scale)) == len(scale)


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_black_or_white_reads_on_any_colour(colour: tuple[int, int, int]):
    assert contrast(palette.foreground(colour), colour) >= 4.5


def test_contrast_is_that_of_wcag():
    assert contrast(palette.BLACK, palette.WHITE) == pytest.approx(21)
    assert contrast((119, 119, 119), palette.WHITE) == pytest.approx(4.48, abs=0.01)
    assert css((1, 2, 3), 0.5) == "rgba(1,2,3,0.5)"
