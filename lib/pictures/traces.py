"""The traces of a figure as SVG: bars, cells, lines, symbols and texts, as our charts use them."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from lib.pictures import marks
from lib.pictures.axes import Axis, Sent, values
from lib.pictures.marks import Hatches, Symbol, Type, lines_of

# Of a text beside a point: its anchor, how it stands to the point, and its distance in pixels.
_PLACES = {
    "top center": ("middle", "bottom", 0, -1),
    "middle right": ("start", "middle", 2, 0),
    "top right": ("start", "bottom", 0, 0),
}


class NotDrawn(NotImplementedError):
    """A kind of trace that no chart had when this was written."""


@dataclass
class Told:
    """What the marks of a chart on screen tell the pointer, and what a click on them names.

    On screen the plot's corner stands at `left` and `top`.
    """

    left: float
    top: float
    marks: list[dict[str, Any]] = field(default_factory=list)

    def shape(self, trace: Sent, number: int) -> str:
        """The attribute by which a shape is found that has something to tell or to name."""
        told = _told(trace, number)
        if not told:
            return ""
        self.marks.append(told)
        return f' data-n="{len(self.marks) - 1}"'

    def point(self, trace: Sent, number: int, x: float, y: float) -> None:
        """A point, which is found by its place."""
        if told := _told(trace, number):
            at = [round(self.left + x, 1), round(self.top + y, 1)]
            self.marks.append({**told, "at": at})


def _told(trace: Sent, number: int) -> dict[str, Any]:
    """`key` is what a click names; `head` (bold) and `tip` are the lines that the pointer shows."""
    found: dict[str, Any] = {}
    if (key := _each(trace.get("customdata"), number)) is not None:
        found["key"] = key
    shown = str(_each(trace.get("hovertext"), number, ""))
    if shown:
        lines = [str(line) for line in lines_of(shown)]
        bold = sum(line.startswith("<b>") for line in shown.split("<br>"))
        found |= {"head": lines[:bold], "tip": lines[bold:]}
    return found


@dataclass
class Plot:
    """A plot with its axes; `stacked` keeps how far bars reach at each place.

    What its marks tell is kept in `told` on screen, and else written beside each.
    """

    x: Axis
    y: Axis
    hatches: Hatches
    gap: float
    told: Told | None = None
    stacked: dict[object, float] = field(default_factory=lambda: defaultdict(float))


def draw(trace: Sent, plot: Plot) -> str:
    """A trace as SVG, in pixels from the plot's upper left corner."""
    kind = str(trace["type"])
    if kind not in _DRAWN:
        raise NotDrawn(kind)
    return _DRAWN[kind](trace, plot)


def _each(given: Any, number: int, default: Any = None) -> Any:
    """The value of an attribute for one mark: attributes can be lists."""
    found = given[number] if isinstance(given, list | tuple) else given
    return default if found is None else found


def _tip(trace: Sent, number: int, plot: Plot) -> str:
    """What the pointer shows of a mark, as plain lines; on screen it is kept elsewhere."""
    if plot.told:
        return ""
    return "\n".join(lines_of(str(_each(trace.get("hovertext"), number, ""))))


# --- Bars -----------------------------------------------------------------------------------------


def _bars(trace: Sent, plot: Plot) -> str:
    lying = trace.get("orientation") == "h"
    lengths, places = (values(trace["x" if lying == first else "y"]) for first in (True, False))
    along, across = (plot.x, plot.y) if lying else (plot.y, plot.x)
    widths, bases = trace.get("width", 1 - plot.gap), trace.get("base")
    found = []
    for number, (length, place) in enumerate(zip(lengths, places, strict=True)):
        if not length:
            continue
        width = _each(widths, number)
        offset = trace.get("offset", -width / 2)
        base = plot.stacked[place] if bases is None else _each(bases, number)
        if bases is None:
            plot.stacked[place] += length
        middle = across.names.index(place) if isinstance(place, str) else place
        ends = along.at(base), along.at(base + length)
        sides = across.at(middle + offset), across.at(middle + offset + width)
        box = (ends[0], sides[0], ends[1], sides[1])
        fill, rim = _bar_look(trace["marker"], number, plot)
        rim += plot.told.shape(trace, number) if plot.told else ""
        tip = _tip(trace, number, plot)
        found.append(marks.rect(box if lying else _turned(box), fill, rim, tip))
    return "".join(found)


def _turned(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    return box[1], box[0], box[3], box[2]


def _bar_look(marker: Sent, number: int, plot: Plot) -> tuple[str, str]:
    """The filling of a bar, and the attributes of its rim."""
    colour, pattern, rim = marker["color"], marker.get("pattern", {}), marker.get("line", {})
    shape = str(_each(pattern.get("shape"), number, ""))
    opacity = float(pattern.get("fgopacity", 0.5))
    fill = plot.hatches.fill(shape, _each(colour, number), pattern.get("fgcolor", ""), opacity)
    rimmed = f'stroke="{rim["color"]}" stroke-width="{rim.get("width", 1)}"' if rim else ""
    return fill, rimmed


# --- Cells ----------------------------------------------------------------------------------------


def _cells(trace: Sent, plot: Plot) -> str:
    colour = _scale(trace["colorscale"], trace["zmax"])
    font = trace["textfont"]
    type_ = Type(font["size"], font["color"], "middle")
    gap = trace.get("xgap", 0) / 2
    found = []
    for y, row in enumerate(values(trace["z"])):
        for x, value in enumerate(row):
            if not value:
                continue
            left, right = plot.x.at(x - 0.5) + gap, plot.x.at(x + 0.5) - gap
            top, bottom = plot.y.at(y - 0.5) + gap, plot.y.at(y + 0.5) - gap
            found.append(marks.rect((left, top, right, bottom), colour(value)))
            middle = (left + right) / 2, (top + bottom) / 2
            found.append(marks.text(*middle, [trace["text"][y][x]], type_))
    return "".join(found)


def _scale(stops: Sequence[tuple[float, str]], highest: float) -> Callable[[float], str]:
    parsed = [(at, [float(n) for n in re.findall(r"[\d.]+", colour)[:3]]) for at, colour in stops]

    def colour(value: float) -> str:
        share = min(max(value / (highest or 1), 0), 1)
        for (low, one), (high, other) in pairwise(parsed):
            if share <= high:
                part = (share - low) / (high - low)
                mixed = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
                return f"rgb({','.join(map(str, mixed))})"
        raise ValueError(stops)

    return colour


# --- Lines, symbols and texts ---------------------------------------------------------------------


def _scatter(trace: Sent, plot: Plot) -> str:
    mode = trace.get("mode", "markers")
    xs, ys = values(trace.get("x")), values(trace.get("y"))
    points = [
        None if x is None or y is None else (plot.x.at(x), plot.y.at(y))
        for x, y in zip(xs, ys, strict=True)
    ]
    found = _area(trace, points, plot) if trace.get("fill") else ""
    if "lines" in mode:
        found += _line(trace.get("line", {}), points)
        if plot.told and "markers" not in mode:
            _tell_points(trace, points, plot.told)
    if "markers" in mode:
        found += _symbols(trace, points, plot)
    if "text" in mode:
        found += _texts(trace, points, plot)
    return found


def _tell_points(trace: Sent, points: "_Points", told: Told) -> None:
    for number, point in enumerate(points):
        if point:
            told.point(trace, number, *point)


_Points = Sequence[tuple[float, float] | None]


def _path(points: _Points, stepped: bool) -> str:
    path, drawing = "", False
    for point in points:
        if point is None:
            drawing = False
            continue
        x, y = point
        step = f"H{x:.1f}" if drawing and stepped else ""
        path += f"{step}L{x:.1f} {y:.1f}" if drawing else f"M{x:.1f} {y:.1f}"
        drawing = True
    return path


def _line(line: Sent, points: _Points) -> str:
    dash = line.get("dash", "")
    dashed = f' stroke-dasharray="{marks.DASHES[dash]}"' if dash in marks.DASHES else ""
    path = _path(points, line.get("shape") == "hv")
    if not path or not line.get("width", 2):
        return ""
    return (
        f'<path d="{path}" fill="none" stroke="{line["color"]}" '
        f'stroke-width="{line.get("width", 2):g}"{dashed}/>'
    )


def _area(trace: Sent, points: _Points, plot: Plot) -> str:
    pattern = trace["fillpattern"]
    opacity = float(pattern.get("fgopacity", 1))
    fill = plot.hatches.fill(pattern["shape"], "none", pattern["fgcolor"], opacity)
    return f'<path d="{_path(points, stepped=False)}Z" fill="{fill}"/>'


def mark_of(marker: Sent, number: int = 0) -> Symbol:
    """How a marker, or one of a list of them, looks."""
    line = marker.get("line", {})
    colour = _each(marker.get("color"), number, "")
    rim = _each(line.get("color"), number, "")
    return Symbol(
        str(_each(marker.get("symbol"), number, "circle")),
        float(_each(marker.get("size"), number, 6)),
        colour or rim,
        rim,
        float(_each(line.get("width"), number, 0)),
        float(marker.get("opacity", 1)),
    )


def _symbols(trace: Sent, points: _Points, plot: Plot) -> str:
    marker, error = trace.get("marker", {}), trace.get("error_x")
    if str(marker.get("color", "")).endswith(",0)"):
        return _targets(trace, plot)
    if plot.told:
        _tell_points(trace, points, plot.told)
    spans, found = "", ""
    for number, point in enumerate(points):
        if point is None:
            continue
        half = _each(values(error["array"]), number) if error else None
        if half:
            x, y, long = *point, half * plot.x.unit
            thick = error["thickness"] if error else 1
            spans += marks.line((x - long, y, x + long, y), str(error and error["color"]), thick)
        found += marks.symbol(*point, mark_of(marker, number), _tip(trace, number, plot))
    return spans + found


def _targets(trace: Sent, plot: Plot) -> str:
    """What is not seen and takes the clicks on cells of a table."""
    if not plot.told:
        return ""
    found = ""
    for number, (x, y) in enumerate(zip(values(trace["x"]), values(trace["y"]), strict=True)):
        box = (plot.x.at(x - 0.5), plot.y.at(y - 0.5), plot.x.at(x + 0.5), plot.y.at(y + 0.5))
        found += marks.rect(box, "transparent", plot.told.shape(trace, number).strip())
    return found


def _texts(trace: Sent, points: _Points, plot: Plot) -> str:
    font = trace["textfont"]
    anchor, valign, right, down = _PLACES.get(
        trace.get("textposition", ""), ("middle", "middle", 0, 0)
    )
    type_ = Type(font["size"], font["color"], anchor)
    found = ""
    for number, (point, text) in enumerate(zip(points, values(trace["text"]), strict=True)):
        if point is None or not text:
            continue
        drawn = marks.text(point[0] + right, point[1] + down, lines_of(text), type_, valign)
        known = plot.told.shape(trace, number) if plot.told else ""
        found += f"<g{known}>{drawn}</g>" if known else drawn
    return found


_DRAWN: dict[str, Callable[[Sent, Plot], str]] = {
    "bar": _bars,
    "heatmap": _cells,
    "scatter": _scatter,
}
