"""A table as coloured cells with their values written in them, each of which can be chosen.

The values are the message and the colours their order: darker is more in the light theme, lighter
in the dark one. A value of 0 is an empty cell.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from lib.style.context import NARROW, Context
from lib.style.palette import BLACK, WHITE, Rgb, between, css, ink
from lib.style.text import width, wrap

_SIZE, _LINE = 12, 15
# The share of the width that row labels may take on a narrow screen, else pixels.
_NARROW_LABELS, _LABELS = 0.36, 280
# Pixels of an upright column label, which gets longer rather than wider than its column.
_UPRIGHT = range(110, 300, 10)
_MOST_LINES = 3
# What has no place for a line to end: `wrap` ends lines at spaces, and around kanji and kana.
_UNBROKEN = re.compile(r"[^\s\u2e80-\u9fff\uff00-\uffef]+")
_CLEAR = "rgba(0,0,0,0)"


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
    def highest(self) -> float:
        return max((cell.value or 0 for row in self.cells for cell in row), default=0)


def heatmap(table: Cells, context: Context) -> tuple[go.Figure, int, int]:
    """The figure, the height of its plot, and the pixels that the column labels take above it."""
    rows, columns = list(table.rows), list(table.columns)
    narrow = context.width < NARROW
    beside = context.width * _NARROW_LABELS if narrow else _LABELS
    labels = [wrap(label, beside, _SIZE) for label in table.rows.values()]
    high = max(26, _LINE * max(map(len, labels), default=1) + 6)
    broad = (context.width - min(_widest(labels), beside) - 30) / max(len(columns), 1)
    figure = go.Figure()
    for colour in (BLACK, WHITE):
        _coloured(figure, table, colour, context)
    _void(figure, table, context)
    places = [(x, y) for y in range(len(rows)) for x in range(len(columns))]
    # Plotly reports no clicks on a heat map; these markers can be clicked and cannot be seen.
    figure.add_scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="markers",
        marker={"symbol": "square", "size": min(high, broad), "color": _CLEAR},
        selected={"marker": {"color": _CLEAR}},
        unselected={"marker": {"color": _CLEAR}},
        customdata=[[rows[y], columns[x]] for x, y in places],
        hovertext=[table.cells[y][x].hover for x, y in places],
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
    )
    if table.chosen and table.chosen[0] in rows and table.chosen[1] in columns:
        _outline(figure, columns.index(table.chosen[1]), rows.index(table.chosen[0]), context)
    # Labels stand upright where they would break inside a word, or into many lines.
    parts = [part for label in table.columns.values() for part in _UNBROKEN.findall(label)]
    upright = _lines(table, broad - 4) > _MOST_LINES or any(
        width(part, _SIZE) > broad - 4 for part in parts
    )
    long = broad - 4
    if upright:
        most = int(broad // (_LINE - 1)) or 1
        long = next((n for n in _UPRIGHT if _lines(table, n) <= most), _UPRIGHT[-1])
    heads = [wrap(label, long, _SIZE) for label in table.columns.values()]
    above = _widest(heads) if upright else _LINE * max(map(len, heads), default=1)
    figure.update_layout(hovermode="closest", hoverdistance=-1)
    figure.update_xaxes(
        side="top",
        range=[-0.5, len(columns) - 0.5],
        tickvals=list(range(len(columns))),
        ticktext=["<br>".join(map(escape, head)) for head in heads],
        tickfont={"size": _SIZE},
        tickangle=-90 if upright else 0,
        showgrid=False,
        showline=False,
        zeroline=False,
        ticks="",
    )
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        tickvals=list(range(len(rows))),
        ticktext=["<br>".join(map(escape, label)) for label in labels],
        tickfont={"size": _SIZE},
        showgrid=False,
        showline=False,
        zeroline=False,
        ticks="",
    )
    return figure, high * max(len(rows), 1), int(above) + 14


def ground(value: float, highest: float, scale: tuple[Rgb, ...]) -> Rgb:
    """The colour of a cell."""
    return between(scale, value / highest if highest else 0)


def _coloured(figure: go.Figure, table: Cells, colour: Rgb, context: Context) -> None:
    """The cells whose text is of one colour; plotly takes one for all texts of a trace."""
    scale, highest = context.palette.sequential, table.highest
    mine = [
        [
            cell if cell.value and ink(ground(cell.value, highest, scale)) == colour else None
            for cell in row
        ]
        for row in table.cells
    ]
    figure.add_heatmap(
        z=[[cell.value if cell else None for cell in row] for row in mine],
        text=[[cell.text if cell else "" for cell in row] for row in mine],
        texttemplate="%{text}",
        textfont={"color": css(colour), "size": _SIZE},
        colorscale=[[i / (len(scale) - 1), css(stop)] for i, stop in enumerate(scale)],
        zmin=0,
        zmax=highest or 1,
        showscale=False,
        hoverinfo="skip",
        hoverongaps=False,
        xgap=2,
        ygap=2,
    )


def _void(figure: go.Figure, table: Cells, context: Context) -> None:
    """A sign where there is no value to show."""
    places = [
        (x, y)
        for y, row in enumerate(table.cells)
        for x, cell in enumerate(row)
        if cell.value is None
    ]
    muted = {"color": css(context.palette.muted), "size": _SIZE}
    figure.add_scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="text",
        text=["–"] * len(places),
        textfont=muted,
        unselected={"textfont": {"color": muted["color"]}},
        hoverinfo="skip",
        showlegend=False,
    )


def _outline(figure: go.Figure, x: int, y: int, context: Context) -> None:
    for colour, thick in ((context.palette.background, 7), (context.palette.text, 3)):
        figure.add_shape(
            type="rect",
            x0=x - 0.5,
            x1=x + 0.5,
            y0=y - 0.5,
            y1=y + 0.5,
            line={"color": css(colour), "width": thick},
        )


def _lines(table: Cells, pixels: float) -> int:
    """How many lines the longest column label has."""
    return max((len(wrap(label, pixels, _SIZE)) for label in table.columns.values()), default=0)


def _widest(labels: Sequence[Sequence[str]]) -> float:
    return max((width(line, _SIZE) for lines in labels for line in lines), default=0)
