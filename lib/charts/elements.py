"""What several charts draw alike."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from lib.charts import figure as go
from lib.style.context import Context
from lib.style.palette import Rgb, css

# What the pointer shows is told per point, by `hovertext`.
HOVER = "%{hovertext}<extra></extra>"
# An axis of names, of which nothing is drawn but the names.
BARE_AXIS: dict[str, Any] = {"showgrid": False, "zeroline": False, "ticks": ""}


def markup(lines: Sequence[str], bold: bool = False) -> str:
    """Lines of plain text as plotly's markup."""
    text = "<br>".join(map(escape, lines))
    return f"<b>{text}</b>" if bold else text


def font(size: int, colour: Rgb) -> dict[str, Any]:
    """A type of a size in pixels."""
    return {"size": size, "color": css(colour)}


def tick_step(per_year: float) -> int:
    """The years between two ticks of an axis with `per_year` pixels a year."""
    return next((years for years in (1, 2, 5, 10) if years * per_year >= 38), 20)


def year_ticks(years: Sequence[int]) -> dict[str, Any]:
    """The ticks of an axis of years, at these years."""
    return {"tickvals": list(years), "ticktext": list(map(str, years))}


def add_running_year(
    figure: go.Figure, middle: float, half: float, top: float, context: Context
) -> None:
    """Hatch what stands for the year that is not over, up to `top`, and say so in the legend.

    The hatch lies over the bars or lines and is darker than those that tell kinds apart.
    """
    words, today = context.words, context.today
    left, right = middle - half, middle + half
    name = words.gettext("{year}, not over: until {day}").format(
        year=today.year, day=words.date(today.isoformat())
    )
    figure.add_scatter(
        x=[left, left, right, right],
        y=[0, top, top, 0],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor="rgba(0,0,0,0)",
        fillpattern={
            "shape": "/",
            "fgcolor": css(context.palette.text),
            "bgcolor": "rgba(0,0,0,0)",
            "fgopacity": 0.6,
            "size": 7,
            "solidity": 0.15,
        },
        name=name,
        showlegend=True,
        hoverinfo="skip",
    )


def add_reference_line(
    figure: go.Figure,
    x: float,
    context: Context,
    rise: int,
    label: Mapping[str, Any],
    floor: float = 0,
) -> None:
    """A dotted line at a moment, from a share of the plot's height to `rise` pixels above it.

    `label` describes the annotation at its end, as in `add_annotation`.
    """
    muted = context.palette.muted
    line = {"color": css(muted), "width": 1, "dash": "dot"}
    base = {"type": "line", "x0": x, "x1": x, "yref": "paper", "line": line}
    figure.add_shape(**base, y0=floor, y1=1, layer="below")
    figure.add_shape(**base, ysizemode="pixel", yanchor=1, y0=0, y1=rise)
    place = {"x": x, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False}
    figure.add_annotation(**place, font=font(11, muted), **label)
