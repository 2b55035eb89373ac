"""What every chart has: title, filter in words, source line, type and colours of the theme.

The title and the source line are part of the figure, so a saved picture says what it shows, for
which filter, from where and under which licence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from lib.charts import figure as go
from lib.charts.elements import font, markup
from lib.style.context import FONT, Context
from lib.style.palette import Palette, css
from lib.style.text import widest, width, wrap

# Pixels: at the sides of a figure, and what a key of the legend takes beside its name.
_SIDE, _LEGEND_KEY, _LEGEND_SIZE = 8, 46, 12
# What of a height is neither plot nor above it: a line each of title, filter, tick labels, legend
# and source.
CHROME = 146
# What plotly.py makes of the template "none".
_NO_TEMPLATE = {"data": {"scatter": [{"type": "scatter"}]}}


@dataclass(frozen=True, eq=False)
class Chart:
    """A figure, what makes the table of its data, its `alt`, and what must be said under it.

    It is equal to itself alone: two are the same if their figures are.
    """

    figure: go.Figure
    table: Callable[[], pd.DataFrame]
    alt: str
    notes: tuple[str, ...] = ()

    @cached_property
    def data(self) -> pd.DataFrame:
        """What the figure draws, columns titled in the reader's language; not to be changed.

        Made when it is asked for, by a click: it can take longer than the figure.
        """
        return self.table()


def frame(
    figure: go.Figure,
    title: str,
    context: Context,
    height: int,
    *,
    margin_top: int = 12,
    margin_bottom: int = 34,
    margin_left: float = 40,
) -> go.Figure:
    """`figure` with the title, the filter under it, the source line and the theme; returns it.

    `height` holds for a title, a legend and a source line of one line each; further lines, which
    narrow screens need, make the figure taller. The margins are the pixels next to the plot for
    what stands there: labels, tick labels, axis titles.
    """
    palette, room = context.palette, context.width - 2 * _SIDE
    # The buttons of the chart stand at the right of the title.
    titles = wrap(title, room - 48, 17)
    sentences = wrap(context.sentence, room, 12)
    sources = wrap(context.source, room, 11)
    for trace in figure.data:
        if trace.name and width(trace.name, _LEGEND_SIZE) > room - _LEGEND_KEY:
            trace.name = "<br>".join(wrap(trace.name, room - _LEGEND_KEY, _LEGEND_SIZE))
    # Plotly gives a legend the width of the plot.
    legend = legend_rows(figure, room - max(margin_left, _widest_tick(figure)))
    head = 22 * len(titles) + 17 * len(sentences) + 18
    foot = 15 * len(sources) + 10
    keys = 20 * legend + (10 if legend else 0)
    height += 22 * (len(titles) - 1) + 17 * (len(sentences) - 1)
    height += 15 * (len(sources) - 1) + 20 * max(legend - 1, 0)
    margin = {"l": _SIDE, "r": 16, "t": head + margin_top, "b": margin_bottom + keys + foot}
    figure.update_layout(
        **_theme(palette),
        height=height,
        title=_title(titles, sentences, palette),
        margin=margin,
        legend=_legend(foot / height, context),
        # On one line, for pictures, which break it elsewhere.
        meta=title,
    )
    for update_axes in (figure.update_xaxes, figure.update_yaxes):
        update_axes(**_axis(palette))
    figure.add_annotation(
        text=markup(sources),
        **{"xref": "paper", "yref": "paper"},
        # At the right: where the plot begins at the left depends on its labels.
        **{"x": 1, "y": 0, "xanchor": "right", "yanchor": "top", "align": "right"},
        yshift=-(margin_bottom + keys),
        showarrow=False,
        font=font(11, palette.muted),
    )
    return figure


def _theme(palette: Palette) -> dict[str, Any]:
    background = css(palette.background)
    type_ = {"family": FONT, **font(13, palette.text)}
    hover = {"bgcolor": background, "bordercolor": css(palette.border), "align": "left"}
    return {
        # Not the process-wide default template, which importing Streamlit changes.
        "template": _NO_TEMPLATE,
        "font": type_,
        "paper_bgcolor": background,
        "plot_bgcolor": background,
        "hoverlabel": {"font": type_, **hover},
    }


def _title(titles: list[str], sentences: list[str], palette: Palette) -> dict[str, Any]:
    return {
        "text": markup(titles, bold=True),
        "subtitle": {"text": markup(sentences), "font": font(12, palette.muted)},
        "font": font(16, palette.text),
        **{"x": 0, "xanchor": "left", "xref": "container"},
        **{"y": 1, "yanchor": "top", "yref": "container"},
        # Plotly lifts a title of several lines.
        "pad": {"l": _SIDE, "t": 8 if len(titles) == 1 else 19},
    }


def _legend(bottom: float, context: Context) -> dict[str, Any]:
    return {
        "orientation": "h",
        "traceorder": "normal",
        **{"x": _SIDE / context.width, "xanchor": "left", "xref": "container"},
        **{"y": bottom, "yanchor": "bottom", "yref": "container"},
        "font": font(_LEGEND_SIZE, context.palette.text),
    }


def _axis(palette: Palette) -> dict[str, Any]:
    return {
        "gridcolor": css(palette.grid),
        "linecolor": css(palette.border),
        "zerolinecolor": css(palette.grid),
        "tickfont": {"color": css(palette.text)},
        "title": {"font": font(12, palette.muted)},
    }


def legend_rows(figure: go.Figure, room: float) -> int:
    """How many rows the legend will have in `room` pixels; 0 without one."""
    named = [trace for trace in figure.data if trace.name and trace.showlegend is not False]
    if figure.layout.showlegend is False or (
        len(named) < 2 and not any(trace.showlegend for trace in named)
    ):
        return 0
    # Plotly sets one row if all fits into it, else columns of the widest.
    names = [trace.name.split("<br>") for trace in named]
    widths = [_LEGEND_KEY + widest([lines], _LEGEND_SIZE) for lines in names]
    columns = len(named) if sum(widths) <= room else max(1, int(room // max(widths)))
    return -(-len(named) // columns) + sum(len(lines) - 1 for lines in names)


def _widest_tick(figure: go.Figure) -> float:
    """How wide the tick labels of a y axis of names are; 0 for one of numbers."""
    return widest([[name for name in _heights(figure) if isinstance(name, str)]], 13)


def _heights(figure: go.Figure) -> list[Any]:
    """Where the traces stand along the y axis: numbers, or names."""
    columns = (getattr(trace, "y", None) for trace in figure.data)
    return [value for column in columns if column is not None for value in column]
