"""What every chart has: title, filter in words, source line, type and colours of the theme.

The title and the source line are part of the figure, so a saved picture says what it shows, for
which filter, from where and under which licence.
"""

from dataclasses import dataclass
from datetime import date
from html import escape

import pandas as pd
import plotly.graph_objects as go

from lib.i18n import Words
from lib.palette import Palette, css

FONT = "'Noto Sans','Segoe UI','Hiragino Sans','Yu Gothic UI','Noto Sans CJK JP',sans-serif"


@dataclass(frozen=True)
class Chart:
    """A figure, the data that it draws (columns titled in the reader's language), and its `alt`."""

    figure: go.Figure
    data: pd.DataFrame
    alt: str


@dataclass(frozen=True)
class Context:
    """What a chart needs besides its data: the words, the colours, and where it comes from."""

    words: Words
    palette: Palette
    sentence: str
    version: str
    today: date

    @property
    def source(self) -> str:
        """The source line of a picture."""
        return self.words.gettext(
            "Source: Vietnam–Japan Local Partnerships, data version {version}, {day}, CC BY 4.0"
        ).format(version=self.version, day=self.words.date(self.today.isoformat()))


def frame(figure: go.Figure, title: str, context: Context, height: int) -> go.Figure:
    """`figure` with the title, the filter under it, the source line and the theme; returns it."""
    palette = context.palette
    text, muted, grid = css(palette.text), css(palette.muted), css(palette.grid)
    axis = {
        "gridcolor": grid,
        "linecolor": css(palette.border),
        "zerolinecolor": grid,
        "tickfont": {"color": text},
        "title": {"font": {"color": muted, "size": 12}},
        "automargin": True,
    }
    # Not the process-wide default template, which importing Streamlit changes.
    figure.update_layout(
        template="none",
        height=height,
        font={"family": FONT, "size": 13, "color": text},
        paper_bgcolor=css(palette.background),
        plot_bgcolor=css(palette.background),
        title={
            "text": f"<b>{escape(title)}</b>",
            "subtitle": {
                "text": escape(context.sentence),
                "font": {"size": 12, "color": muted},
            },
            "font": {"size": 16, "color": text},
            "x": 0,
            "xanchor": "left",
            "xref": "container",
            "yref": "container",
            "y": 0.98,
            "yanchor": "top",
            "pad": {"l": 8, "t": 4},
        },
        margin={"l": 8, "r": 16, "t": 76, "b": 64},
        legend={
            "orientation": "h",
            "yanchor": "top",
            "y": -0.12,
            "x": 0,
            "font": {"color": text},
        },
        hoverlabel={"font": {"family": FONT, "size": 13}},
        dragmode=False,
    )
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    figure.add_annotation(
        text=escape(context.source),
        xref="paper",
        yref="paper",
        x=0,
        y=0,
        xanchor="left",
        yanchor="top",
        yshift=-44,
        showarrow=False,
        align="left",
        font={"size": 11, "color": muted},
    )
    return figure
