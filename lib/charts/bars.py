"""Horizontal bars with long labels: beside the bars where there is room, else above each bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.charts import figure as go
from lib.charts.elements import BARE_AXIS, HOVER, font, markup
from lib.style.context import NARROW, Context
from lib.style.palette import Rgb, css
from lib.style.text import widest, wrap

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
    """Stacked bars from top to bottom: the figure, the plot's height and the labels' width.

    Both are pixels. `series` names each part of a bar and its colour; several get a legend.
    """
    beside = context.width >= NARROW
    room = min(_BESIDE, context.width * 0.4) if beside else context.width - 40
    labels = [wrap(bar.label, room, _SIZE) for bar in shown]
    lines = max(map(len, labels), default=1)
    row = max(28, lines * _LINE + 8) if beside else lines * _LINE + _BAR + 12
    thick = 0.68 if beside else _BAR / row
    start = -thick / 2 if beside else 0.5 - thick - 6 / row
    places, totals = range(len(shown)), [sum(bar.lengths) for bar in shown]
    figure = go.Figure()
    for part, (name, colour) in enumerate(series):
        lengths = {"x": [bar.lengths[part] for bar in shown], "y": list(places)}
        legend = {"name": name, "showlegend": len(series) > 1}
        figure.add_bar(
            **lengths, **legend, offset=start, width=thick, **_look(shown, colour, context)
        )
    ends = [f" {bar.end}" for bar in shown]
    middles = [place + start + thick / 2 for place in places]
    _add_texts(figure, shown, totals, middles, ends, "middle right", context)
    ticks = [
        f"<b>✓ {markup(label)}</b>" if bar.strong else markup(label)
        for label, bar in zip(labels, shown, strict=True)
    ]
    if not beside:
        tops = [place + start - 3 / row for place in places]
        _add_texts(figure, shown, [0] * len(shown), tops, ticks, "top right", context)
    figure.update_layout(barmode="stack")
    longest = max(totals, default=0) or 1
    figure.update_xaxes(
        range=[0, longest * (1.16 if beside else 1.24)],
        showticklabels=False,
        showgrid=False,
        showline=False,
        ticks="",
    )
    names = {"tickvals": list(places), "ticktext": ticks, "showticklabels": beside}
    figure.update_yaxes(range=[len(shown) - 0.5, -0.5], **names, **BARE_AXIS)
    return figure, row * max(len(shown), 1), widest(labels, _SIZE) if beside else 0


def _look(shown: Sequence[Bar], colour: Rgb, context: Context) -> dict[str, object]:
    pattern = {
        "shape": ["/" if bar.hatched else "" for bar in shown],
        "fillmode": "overlay",
        "fgcolor": css(context.palette.background),
        "fgopacity": 0.7,
        "size": 6,
    }
    return {
        "orientation": "h",
        "customdata": [list(bar.key) for bar in shown],
        "hovertext": [bar.hover for bar in shown],
        "hovertemplate": HOVER,
        "marker": {"color": css(colour), "pattern": pattern},
    }


def _add_texts(
    figure: go.Figure,
    shown: Sequence[Bar],
    x: Sequence[float],
    y: Sequence[float],
    texts: Sequence[str],
    position: str,
    context: Context,
) -> None:
    """A text for each bar, which can be clicked like it."""
    type_ = font(_SIZE, context.palette.text)
    figure.add_scatter(
        **{"x": x, "y": y, "text": texts, "mode": "text", "textposition": position},
        textfont=type_,
        customdata=[list(bar.key) for bar in shown],
        **{"cliponaxis": False, "hoverinfo": "skip", "showlegend": False},
    )
