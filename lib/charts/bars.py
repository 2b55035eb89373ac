"""Horizontal bars with long labels: beside the bars where there is room, else above each bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from lib.style.context import NARROW, Context
from lib.style.palette import Rgb, css
from lib.style.text import width, wrap

_BESIDE, _SIZE, _LINE, _BAR = 420, 13, 16, 14


@dataclass(frozen=True)
class Bar:
    """One bar: what `customdata` says of it, its label, lengths per series, and its end text."""

    key: tuple[str, ...]
    label: str
    lengths: tuple[int, ...]
    end: str
    hover: str
    strong: bool = False
    hatched: bool = False


def bars(
    shown: Sequence[Bar], series: Sequence[tuple[str, Rgb]], context: Context
) -> tuple[go.Figure, int, float]:
    """The figure of stacked bars from top to bottom, and pixels: its plot's height, its labels.

    `series` names each part of a bar and its colour; several get a legend.
    """
    beside = context.width >= NARROW
    room = min(_BESIDE, context.width * 0.4) if beside else context.width - 40
    labels = [wrap(bar.label, room, _SIZE) for bar in shown]
    lines = max(map(len, labels), default=1)
    row = max(28, lines * _LINE + 8) if beside else lines * _LINE + _BAR + 12
    thick = 0.68 if beside else _BAR / row
    start = -thick / 2 if beside else 0.5 - thick - 6 / row
    figure = go.Figure()
    for part, (name, colour) in enumerate(series):
        figure.add_bar(
            y=list(range(len(shown))),
            x=[bar.lengths[part] for bar in shown],
            orientation="h",
            name=name,
            showlegend=len(series) > 1,
            offset=start,
            width=thick,
            customdata=[list(bar.key) for bar in shown],
            hovertext=[bar.hover for bar in shown],
            hovertemplate="%{hovertext}<extra></extra>",
            marker={
                "color": css(colour),
                "pattern": {
                    "shape": ["/" if bar.hatched else "" for bar in shown],
                    "fillmode": "overlay",
                    "fgcolor": css(context.palette.background),
                    "fgopacity": 0.7,
                    "size": 6,
                },
            },
            # The filter says what is chosen; a click alone must not fade the rest.
            unselected={"marker": {"opacity": 1}},
        )
    longest = max((sum(bar.lengths) for bar in shown), default=0) or 1
    text = css(context.palette.text)
    figure.add_scatter(
        y=[place + start + thick / 2 for place in range(len(shown))],
        x=[sum(bar.lengths) for bar in shown],
        mode="text",
        text=[f" {bar.end}" for bar in shown],
        textposition="middle right",
        textfont={"color": text, "size": _SIZE},
        unselected={"textfont": {"color": text}},
        customdata=[list(bar.key) for bar in shown],
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    ticks = [_said(label, bar.strong) for label, bar in zip(labels, shown, strict=True)]
    if not beside:
        figure.add_scatter(
            y=[place + start - 3 / row for place in range(len(shown))],
            x=[0] * len(shown),
            mode="text",
            text=ticks,
            textposition="top right",
            textfont={"color": text, "size": _SIZE},
            unselected={"textfont": {"color": text}},
            customdata=[list(bar.key) for bar in shown],
            cliponaxis=False,
            hoverinfo="skip",
            showlegend=False,
        )
    figure.update_layout(barmode="stack", hovermode="closest")
    figure.update_xaxes(
        range=[0, longest * (1.16 if beside else 1.24)],
        showticklabels=False,
        showgrid=False,
        showline=False,
        ticks="",
    )
    figure.update_yaxes(
        ticks="",
        range=[len(shown) - 0.5, -0.5],
        tickvals=list(range(len(shown))),
        ticktext=ticks,
        showticklabels=beside,
        showgrid=False,
        zeroline=False,
    )
    widest = max((width(line, _SIZE) for label in labels for line in label), default=0)
    return figure, row * max(len(shown), 1), widest if beside else 0


def _said(lines: list[str], strong: bool) -> str:
    text = "<br>".join(map(escape, lines))
    return f"<b>✓ {text}</b>" if strong else text
