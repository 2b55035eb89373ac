"""What every chart has: title, filter in words, source line, type and colours of the theme.

The title and the source line are part of the figure, so a saved picture says what it shows, for
which filter, from where and under which licence.
"""

from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go

from lib.style.context import FONT, Context
from lib.style.palette import css
from lib.style.text import width, wrap

# Pixels: at the sides of a figure, and what a key of the legend takes beside its name.
_SIDE, _LEGEND_KEY, _LEGEND_SIZE = 8, 46, 12
# What of a height is neither plot nor `above` it: a line each of title, filter, tick labels, legend
# and source.
CHROME = 146


@dataclass(frozen=True)
class Chart:
    """A figure, the data that it draws (columns titled in the reader's language), and its `alt`."""

    figure: go.Figure
    data: pd.DataFrame
    alt: str


def frame(
    figure: go.Figure,
    title: str,
    context: Context,
    height: int,
    *,
    above: int = 12,
    below: int = 34,
    beside: float = 40,
) -> go.Figure:
    """`figure` with the title, the filter under it, the source line and the theme; returns it.

    `height` holds for a title, a legend and a source line of one line each; further lines, which
    narrow screens need, make the figure taller. `above`, `below` and `beside` (at the left) are
    the pixels next to the plot for what stands there: labels, tick labels, axis titles.
    """
    palette = context.palette
    text, muted, grid = css(palette.text), css(palette.muted), css(palette.grid)
    room = context.width - 2 * _SIDE
    # The buttons of the chart stand at the right of the title.
    titles = wrap(title, room - 48, 17)
    sentences = wrap(context.sentence, room, 12)
    sources = wrap(context.source, room, 11)
    for trace in figure.data:
        if trace.name and width(trace.name, _LEGEND_SIZE) > room - _LEGEND_KEY:
            trace.name = "<br>".join(wrap(trace.name, room - _LEGEND_KEY, _LEGEND_SIZE))
    # Plotly gives a legend the width of the plot.
    legend = legend_rows(figure, room - max(beside, _labels(figure)))
    head = 22 * len(titles) + 17 * len(sentences) + 18
    foot = 15 * len(sources) + 10
    keys = 20 * legend + (10 if legend else 0)
    height += 22 * (len(titles) - 1) + 17 * (len(sentences) - 1)
    height += 15 * (len(sources) - 1) + 20 * max(legend - 1, 0)
    axis = {
        "gridcolor": grid,
        "linecolor": css(palette.border),
        "zerolinecolor": grid,
        "tickfont": {"color": text},
        "title": {"font": {"color": muted, "size": 12}},
        "automargin": True,
        "fixedrange": True,
    }
    # Not the process-wide default template, which importing Streamlit changes.
    figure.update_layout(
        template="none",
        height=height,
        font={"family": FONT, "size": 13, "color": text},
        paper_bgcolor=css(palette.background),
        plot_bgcolor=css(palette.background),
        title={
            "text": _lines(titles, bold=True),
            "subtitle": {
                "text": _lines(sentences),
                "font": {"size": 12, "color": muted},
            },
            "font": {"size": 16, "color": text},
            "x": 0,
            "xanchor": "left",
            "xref": "container",
            "yref": "container",
            "y": 1,
            "yanchor": "top",
            # Plotly lifts a title of several lines.
            "pad": {"l": _SIDE, "t": 8 if len(titles) == 1 else 19},
        },
        margin={"l": _SIDE, "r": 16, "t": head + above, "b": below + keys + foot},
        legend={
            "orientation": "h",
            "xref": "container",
            "yref": "container",
            "xanchor": "left",
            "yanchor": "bottom",
            "x": _SIDE / context.width,
            "traceorder": "normal",
            "y": foot / height,
            "font": {"color": text, "size": _LEGEND_SIZE},
            "itemclick": False,
            "itemdoubleclick": False,
        },
        hoverlabel={
            "font": {"family": FONT, "size": 13, "color": text},
            "bgcolor": css(palette.background),
            "bordercolor": css(palette.border),
            "align": "left",
        },
        dragmode=False,
    )
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    figure.add_annotation(
        text=_lines(sources),
        xref="paper",
        yref="paper",
        # At the right: where the plot begins at the left depends on its labels.
        x=1,
        y=0,
        xanchor="right",
        yanchor="top",
        yshift=-(below + keys),
        showarrow=False,
        align="right",
        font={"size": 11, "color": muted},
    )
    return figure


def legend_rows(figure: go.Figure, room: float) -> int:
    """How many rows the legend will have in `room` pixels; 0 without one."""
    named = [trace for trace in figure.data if trace.name and trace.showlegend is not False]
    if figure.layout.showlegend is False or (
        len(named) < 2 and not any(trace.showlegend for trace in named)
    ):
        return 0
    # Plotly sets one row if all fits into it, else columns of the widest.
    names = [trace.name.split("<br>") for trace in named]
    widths = [_LEGEND_KEY + max(width(line, _LEGEND_SIZE) for line in lines) for lines in names]
    columns = len(named) if sum(widths) <= room else max(1, int(room // max(widths)))
    return -(-len(named) // columns) + sum(len(lines) - 1 for lines in names)


def _labels(figure: go.Figure) -> float:
    """How wide the tick labels of a y axis of names are; 0 for one of numbers."""
    columns = [getattr(trace, "y", None) for trace in figure.data]
    names = [name for column in columns if column is not None for name in column]
    return max((width(name, 13) for name in names if isinstance(name, str)), default=0)


def _lines(lines: list[str], bold: bool = False) -> str:
    text = "<br>".join(map(escape, lines))
    return f"<b>{text}</b>" if bold else text
