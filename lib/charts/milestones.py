"""Milestones of bilateral relations as quiet reference lines, their labels above the plot.

The labels stand in as many rows as it takes for none to cover another.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from lib.charts import figure as go
from lib.charts.elements import add_reference_line
from lib.language.i18n import N_
from lib.style.context import Context
from lib.style.palette import css
from lib.style.text import shorten, width

_SIZE, _ROW, _GAP = 11, 15, 10
# How far a label may reach over the numbers of the y axis, which end below it.
_OUTSIDE = 30.0


@dataclass(frozen=True)
class Milestone:
    """A year of bilateral relations that a chart can be read against."""

    year: int
    label: str


MILESTONES = (
    Milestone(1973, N_("1973 diplomatic relations")),
    Milestone(2009, N_("2009 strategic partnership")),
    Milestone(2014, N_("2014 extensive strategic partnership")),
    Milestone(2023, N_("2023 comprehensive strategic partnership")),
    Milestone(2025, N_("2025 local cooperation forum")),
)


@dataclass(frozen=True)
class Label:
    """Where a label stands: its row from below, and the pixels from its left to its right end."""

    row: int
    left: float
    right: float


def within(years: Iterable[int]) -> list[Milestone]:
    """The milestones of these years."""
    shown = set(years)
    return [milestone for milestone in MILESTONES if milestone.year in shown]


def place(wanted: Sequence[tuple[float, float]], room: float) -> list[Label]:
    """A place for each label, given the pixel of its line and its width, in a plot `room` wide.

    A label stands at the right of its line, else at its left, in the lowest row in which it covers
    no label and no line that goes up to a higher one. Where there is no such place for one, all
    stand at the left, each in a row of its own.
    """
    placed: list[tuple[float, Label]] = []
    for at, long in wanted:
        free = (
            label
            for row in range(len(wanted))
            for label in (Label(row, at, at + long), Label(row, at - long, at))
            if label.left >= 0 and label.right <= room
            if all(_apart(at, label, *other) for other in placed)
        )
        label = next(free, None)
        if label is None:
            lefts = [max(-_OUTSIDE, at - long) for at, long in wanted]
            return [
                Label(row, left, left + long)
                for row, (left, (_, long)) in enumerate(zip(lefts, wanted, strict=True))
            ]
        placed.append((at, label))
    return [label for _, label in placed]


def _apart(at: float, label: Label, other_at: float, other: Label) -> bool:
    if label.row == other.row:
        return label.right + _GAP <= other.left or other.right + _GAP <= label.left
    # The line of the higher one passes the row of the lower one.
    line, lower = (at, other) if label.row > other.row else (other_at, label)
    return not lower.left - 2 < line < lower.right + 2


def draw(
    figure: go.Figure,
    years: Sequence[int],
    context: Context,
    room: float,
    pixel: Callable[[int], float],
    floor: Callable[[int], float] = lambda _: 0.0,
) -> int:
    """Draw the milestones of `years` into a plot `room` pixels wide; returns the pixels above it.

    `pixel` says where in the plot a year stands, `floor` from which share of its height on there is
    room for a line. The x axis is one of years.
    """
    shown = within(years)
    most = room + _OUTSIDE - 4
    texts = [shorten(context.words.gettext(m.label), most, _SIZE) for m in shown]
    lines = [(pixel(m.year), width(text, _SIZE) + 4) for m, text in zip(shown, texts, strict=True)]
    labels = place(lines, room)
    for milestone, text, label in zip(shown, texts, labels, strict=True):
        year, rise = milestone.year, label.row * _ROW
        annotation = {
            "text": escape(text),
            "xshift": label.left - pixel(year) + 2,
            "yshift": rise + 4,
            **{"xanchor": "left", "align": "left", "borderpad": 0},
            # In the narrowest plots a line can pass behind it.
            "bgcolor": css(context.palette.background),
        }
        add_reference_line(figure, year, context, rise + 6, annotation, floor(year))
    return _ROW * (max(label.row for label in labels) + 1) + 6 if labels else 0
