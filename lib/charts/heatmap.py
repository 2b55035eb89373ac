"""A table as coloured cells with their values written in them, each of which can be chosen.

The values are the message and the colours their order: darker is more in the light theme, lighter
in the dark one. A value of 0 is an empty cell.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plotly.colors import sample_colorscale

from lib.charts import figure as go
from lib.charts.elements import BARE_AXIS, HOVER, font, markup
from lib.style.context import NARROW, Context
from lib.style.palette import BLACK, WHITE, Rgb, css, foreground
from lib.style.text import widest, wrap

_SIZE, _LINE = 12, 15
# The share of the width that row labels may take on a narrow screen, else pixels.
_NARROW_LABELS, _LABELS = 0.36, 280
# Pixels of an upright column label, which gets longer rather than wider than its column.
_UPRIGHT = range(110, 300, 10)
_MOST_LINES = 3
# What has no place for a line to end: `wrap` ends lines at spaces, and around kanji and kana.
_UNBROKEN = re.compile(r"[^\s\u2e80-\u9fff\uff00-\uffef]+")
_CLEAR = {"color": "rgba(0,0,0,0)"}


@dataclass(frozen=True)
class Cell:
    """A value (None: none to show), its text, and what the pointer shows."""

    value: float | None
    text: str
    hover: str


@dataclass(frozen=True)
class Cells:
    """A table to draw: the labels of rows and columns by key, and the cells row by row.

    A click on a cell gives back the keys of its row and column.
    """

    rows: Mapping[str, str]
    columns: Mapping[str, str]
    cells: Sequence[Sequence[Cell]]
    chosen: tuple[str, str] | None = None

    @property
    def places(self) -> list[tuple[int, int, Cell]]:
        """Each cell with the numbers of its column and its row."""
        return [(x, y, cell) for y, row in enumerate(self.cells) for x, cell in enumerate(row)]

    @property
    def highest(self) -> float:
        """The highest value; 0 if there is none."""
        return max((cell.value or 0 for _x, _y, cell in self.places), default=0)


def heatmap(table: Cells, context: Context) -> tuple[go.Figure, int, int]:
    """The figure, the height of its plot, and the pixels that the column labels take above it."""
    rows, columns = list(table.rows), list(table.columns)
    beside = context.width * _NARROW_LABELS if context.width < NARROW else _LABELS
    labels = [wrap(label, beside, _SIZE) for label in table.rows.values()]
    row_height = max(26, _LINE * max(map(len, labels), default=1) + 6)
    room = context.width - min(widest(labels, _SIZE), beside) - 30
    column_width = room / max(len(columns), 1)
    figure = go.Figure()
    for colour in (BLACK, WHITE):
        _add_written(figure, table, colour, context.palette.sequential)
    _add_void(figure, table, context)
    _add_targets(figure, table, min(row_height, column_width))
    if table.chosen and table.chosen[0] in rows and table.chosen[1] in columns:
        _outline(figure, columns.index(table.chosen[1]), rows.index(table.chosen[0]), context)
    heads, upright = _column_labels(list(table.columns.values()), column_width)
    above = widest(heads, _SIZE) if upright else _LINE * max(map(len, heads), default=1)
    axis = {"tickfont": {"size": _SIZE}, "showline": False, **BARE_AXIS}
    figure.update_xaxes(
        side="top",
        range=[-0.5, len(columns) - 0.5],
        tickvals=list(range(len(columns))),
        ticktext=list(map(markup, heads)),
        tickangle=-90 if upright else 0,
        **axis,
    )
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        tickvals=list(range(len(rows))),
        ticktext=list(map(markup, labels)),
        **axis,
    )
    return figure, row_height * max(len(rows), 1), int(above) + 14


def _column_labels(labels: Sequence[str], column: float) -> tuple[list[list[str]], bool]:
    """The labels in lines; and whether they stand upright.

    They do where they would break inside a word, or into many lines.
    """
    room = column - 4
    parts = [part for label in labels for part in _UNBROKEN.findall(label)]
    upright = _most_lines(labels, room) > _MOST_LINES or widest([parts], _SIZE) > room
    if upright:
        most = int(column // (_LINE - 1)) or 1
        room = next((n for n in _UPRIGHT if _most_lines(labels, n) <= most), _UPRIGHT[-1])
    return [wrap(label, room, _SIZE) for label in labels], upright


def _most_lines(labels: Sequence[str], pixels: float) -> int:
    return max((len(wrap(label, pixels, _SIZE)) for label in labels), default=0)


def backgrounds(values: Sequence[float], highest: float, scale: Sequence[Rgb]) -> list[Rgb]:
    """The colours of cells with these values, of which the last of the scale is the highest."""
    shares = [value / (highest or 1) for value in values]
    sampled = sample_colorscale([f"rgb{colour}" for colour in scale], shares, colortype="tuple")
    return [(round(r * 255), round(g * 255), round(b * 255)) for r, g, b in sampled]


def _add_written(figure: go.Figure, table: Cells, colour: Rgb, scale: Sequence[Rgb]) -> None:
    """The cells whose text is of one colour; plotly takes one for all texts of a trace."""
    values = list({cell.value for _x, _y, cell in table.places if cell.value})
    readable = {
        value
        for value, background in zip(values, backgrounds(values, table.highest, scale), strict=True)
        if foreground(background) == colour
    }
    mine = [[cell if cell.value in readable else None for cell in row] for row in table.cells]
    figure.add_heatmap(
        z=[[cell.value if cell else None for cell in row] for row in mine],
        text=[[cell.text if cell else "" for cell in row] for row in mine],
        texttemplate="%{text}",
        textfont=font(_SIZE, colour),
        colorscale=[[i / (len(scale) - 1), css(stop)] for i, stop in enumerate(scale)],
        zmin=0,
        zmax=table.highest or 1,
        showscale=False,
        hoverinfo="skip",
        hoverongaps=False,
        xgap=2,
        ygap=2,
    )


def _add_void(figure: go.Figure, table: Cells, context: Context) -> None:
    """A sign where there is no value to show."""
    places = [(x, y) for x, y, cell in table.places if cell.value is None]
    muted = font(_SIZE, context.palette.muted)
    figure.add_scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="text",
        text=["–"] * len(places),
        textfont=muted,
        hoverinfo="skip",
        showlegend=False,
    )


def _add_targets(figure: go.Figure, table: Cells, size: float) -> None:
    """What is clicked: unseen marks, which stand for the whole of their cells."""
    rows, columns = list(table.rows), list(table.columns)
    figure.add_scatter(
        x=[x for x, _y, _cell in table.places],
        y=[y for _x, y, _cell in table.places],
        mode="markers",
        marker={"symbol": "square", "size": size, **_CLEAR},
        customdata=[[rows[y], columns[x]] for x, y, _cell in table.places],
        hovertext=[cell.hover for _x, _y, cell in table.places],
        hovertemplate=HOVER,
        showlegend=False,
    )


def _outline(figure: go.Figure, x: int, y: int, context: Context) -> None:
    corners = {"x0": x - 0.5, "x1": x + 0.5, "y0": y - 0.5, "y1": y + 0.5}
    for colour, thick in ((context.palette.background, 7), (context.palette.text, 3)):
        figure.add_shape(type="rect", **corners, line={"color": css(colour), "width": thick})
