"""Milestones of bilateral relations as quiet reference lines, their labels above the plot.

The labels stand in as many rows as it takes for none to cover another.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

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
        starts = [s for s in (at, at - long) if s >= 0 and s + long <= room]
        found = (
            Label(row, start, start + long)
            for row in range(len(wanted))
            for start in starts
            if all(_apart(at, Label(row, start, start + long), *other) for other in placed)
        )
        label = next(found, None)
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
    _ = context.words.gettext
    shown = within(years)
    texts = [shorten(_(m.label), room - 4, _SIZE) for m in shown]
    widths = [width(text, _SIZE) + 4 for text in texts]
    labels = place([(pixel(m.year), w) for m, w in zip(shown, widths, strict=True)], room)
    muted = css(context.palette.muted)
    line = {"color": muted, "width": 1, "dash": "dot"}
    for milestone, text, label in zip(shown, texts, labels, strict=True):
        at = pixel(milestone.year)
        base = {"type": "line", "x0": milestone.year, "x1": milestone.year, "yref": "paper"}
        figure.add_shape(**base, y0=floor(milestone.year), y1=1, line=line, layer="below")
        figure.add_shape(
            **base, ysizemode="pixel", yanchor=1, y0=0, y1=label.row * _ROW + 6, line=line
        )
        figure.add_annotation(
            text=escape(text),
            x=milestone.year,
            xshift=label.left - at + 2,
            xanchor="left",
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=label.row * _ROW + 4,
            align="left",
            # In the narrowest plots a line can pass behind it.
            bgcolor=css(context.palette.background),
            borderpad=0,
            showarrow=False,
            font={"size": _SIZE, "color": muted},
        )
    return _ROW * (max((label.row for label in labels), default=-1) + 1) + 6 * bool(labels)
