"""A chart as SVG: the figure that the pages show, drawn without a browser.

Plotly draws in a browser alone. Here the figure itself is read, so that a picture has the numbers,
labels, colours, symbols and hatches of the chart on screen, at any height. What the frame of a
figure says (title, filter, source) is left to the sheet that the picture stands on.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lib.charts.frame import Chart
from lib.pictures import legend, marks, traces
from lib.pictures.axes import Axis, Sent, axis, values
from lib.pictures.marks import Hatches, Type, lines_of, widest
from lib.pictures.traces import Plot, Told
from lib.style import type as fonts
from lib.style.context import Context
from lib.style.palette import css

_RIGHT, _LEFT, _TOP, _BETWEEN = 16, 8, 14, 8
_TICKS, _SECOND_AXIS, _TICK_SIZE = 26, 24, 13
# How much lower or higher than on screen a plot may be drawn.
_LEAST, _MOST = 0.72, 1.6


def _on_paper(note: Sent) -> bool:
    return bool(note.get("xref") == note.get("yref") == "paper")


@dataclass(frozen=True)
class Margins:
    """The pixels around a plot."""

    left: float
    top: float
    right: float
    bottom: float


class Picture:
    """A chart to be drawn `context.width` pixels wide, at a height between `least` and `most`."""

    def __init__(self, chart: Chart, context: Context) -> None:
        self.chart, self.context = chart, context
        self.layout: Sent = chart.figure["layout"]
        self.data: list[Sent] = chart.figure["data"]
        self.keys = legend.keys(self.data)
        self.margins = self._margins()
        around = self.margins.top + self.margins.bottom
        frame = self.layout["margin"]
        # As on screen.
        self.plot = plot = self.layout["height"] - frame["t"] - frame["b"]
        # An axis of numbers alone can be as high as there is room.
        free = self._axis("y", 100).ticks and "tickvals" not in self.layout["yaxis"]
        names = self._axis("y", 100).names
        self.least = around + plot * _LEAST
        self.most = around + plot * (3 if free and not names else _MOST)

    @property
    def title(self) -> str:
        """The chart's title on one line."""
        return str(self.layout["meta"])

    def svg(self, height: float, prefix: str, told: Told | None = None) -> str:
        """The picture as a group; what it defines is named from `prefix` on.

        For the screen what its marks tell is added to `told`.
        """
        margins, width = self.margins, self.context.width
        hatches = Hatches(prefix)
        wide = width - margins.left - margins.right
        high = height - margins.top - margins.bottom
        gap = self.layout.get("bargap", 0.2)
        plot = Plot(self._axis("x", wide), self._axis("y", high), hatches, gap, told)
        drawn = "".join(
            [
                self._shapes(plot, below=True),
                self._grid(plot),
                *(traces.draw(trace, plot) for trace in self.data),
                self._shapes(plot, below=False),
                self._annotations(plot),
                self._tick_labels(plot),
            ]
        )
        keys = legend.svg(self.keys, self.context, hatches)
        return (
            f'<g transform="translate({margins.left:.1f} {margins.top:.1f})">{drawn}</g>'
            f'<g transform="translate({_LEFT} {height - self._legend_height:.1f})">{keys}</g>'
            f"{hatches.definitions}"
        )

    # --- Room -------------------------------------------------------------------------------------

    @property
    def _legend_height(self) -> float:
        return legend.height(self.keys, self.context.width - 2 * _LEFT)

    def _margins(self) -> Margins:
        x, y = self.layout["xaxis"], self._axis("y", 100)
        left: float = _LEFT
        if self.layout["yaxis"].get("showticklabels") is not False:
            size = self._tick_size("yaxis")
            left += widest((each for _at, lines in y.ticks for each in lines), size) + _BETWEEN
        labels = x.get("showticklabels") is not False
        on_top = labels and x.get("side") == "top"
        rises = [a.get("yshift", 0) + 15 for a in self._noted if a.get("y") == 1]
        top = max([_TOP, *rises])
        if on_top:
            top = self._column_labels_height() + 12
        elif "xaxis2" in self.layout:
            top = max(top, _SECOND_AXIS + 4)
        bottom = _TICKS if labels and not on_top else _BETWEEN
        return Margins(left, top, _RIGHT, bottom + self._legend_height)

    def _column_labels_height(self) -> float:
        x = self.layout["xaxis"]
        heads = [lines_of(text) for text in values(x["ticktext"])]
        if x.get("tickangle"):
            size = self._tick_size("xaxis")
            return widest((line for lines in heads for line in lines), size) * 1.05 + 8
        return 15 * max(map(len, heads), default=1)

    # --- Axes -------------------------------------------------------------------------------------

    def _axis(self, name: str, pixels: float) -> Axis:
        columns = [values(trace.get(name)) for trace in self.data]
        layout: dict[str, Any] = {**self.layout[f"{name}axis"]}
        turned = name == "y"
        most = max(2, round(pixels / (36 if turned else 60)))
        found = axis(layout, columns, pixels, most, self.context.words)
        if not turned:
            return found
        # Pixels go downwards.
        return Axis(found.end, found.start, pixels, found.ticks, found.names)

    def _tick_size(self, name: str) -> float:
        return float(self.layout[name]["tickfont"].get("size", _TICK_SIZE))

    def _grid(self, plot: Plot) -> str:
        found = ""
        for name, along, across in (("xaxis", plot.x, plot.y), ("yaxis", plot.y, plot.x)):
            layout = self.layout[name]
            for value, _lines in along.ticks:
                at = along.at(value)
                if layout.get("showgrid", True) and not along.names:
                    ends = (at, 0.0, at, across.pixels)
                    if name == "yaxis":
                        ends = (0.0, at, across.pixels, at)
                    found += marks.line(ends, layout["gridcolor"], 1)
        return found

    def _tick_labels(self, plot: Plot) -> str:
        colour = css(self.context.palette.text)
        found = ""
        if self.layout["yaxis"].get("showticklabels") is not False:
            side = Type(self._tick_size("yaxis"), colour, "end")
            found += "".join(
                marks.text(-_BETWEEN, plot.y.at(at), lines, side) for at, lines in plot.y.ticks
            )
        x = self.layout["xaxis"]
        if x.get("showticklabels") is False:
            return found
        if x.get("tickangle"):
            return found + self._upright(plot)
        type_ = Type(self._column_size(plot), colour, "middle")
        for at, lines in plot.x.ticks:
            left = plot.x.at(at)
            if x.get("side") == "top" or "xaxis2" in self.layout:
                found += marks.text(left, -6, lines, type_, "bottom")
            if x.get("side") != "top":
                found += marks.text(left, plot.y.pixels + 5, lines, type_, "top")
        return found

    def _column_size(self, plot: Plot) -> float:
        """The size of labels under or over columns, such that none touches the next."""
        size = self._tick_size("xaxis")
        places = sorted(plot.x.at(at) for at, _lines in plot.x.ticks)
        apart = min((b - a for a, b in pairwise(places)), default=plot.x.pixels)
        longest = max((line for _at, lines in plot.x.ticks for line in lines), key=len, default="")
        wide = fonts.font(100).getlength(longest) / 100 * size
        return size * min(1.0, (apart - 6) / wide) if wide else size

    def _upright(self, plot: Plot) -> str:
        """Column labels that are read from below."""
        type_ = Type(self._tick_size("xaxis"), css(self.context.palette.text))
        return "".join(
            f'<g transform="translate({plot.x.at(at):.1f} -8) rotate(-90)">'
            f"{marks.text(0, 0, lines, type_)}</g>"
            for at, lines in plot.x.ticks
        )

    # --- What stands over the plot ----------------------------------------------------------------

    @property
    def _noted(self) -> list[Sent]:
        """The annotations, but for the source line, which stands at no place of the plot."""
        return [each for each in self.layout.get("annotations", ()) if not _on_paper(each)]

    @property
    def source(self) -> list[str]:
        """The lines of the source, which a sheet has elsewhere."""
        return [
            line
            for note in self.layout["annotations"]
            if _on_paper(note)
            for line in lines_of(note["text"])
        ]

    def _shapes(self, plot: Plot, below: bool) -> str:
        return "".join(
            self._shape(shape, plot)
            for shape in self.layout.get("shapes", ())
            if (shape.get("layer") == "below") == below
        )

    def _shape(self, shape: Sent, plot: Plot) -> str:
        x1, x2 = (
            shape[end] * plot.x.pixels if shape.get("xref") == "paper" else plot.x.at(shape[end])
            for end in ("x0", "x1")
        )
        if shape.get("ysizemode") == "pixel":
            y1, y2 = (-shape[end] for end in ("y0", "y1"))
        elif shape.get("yref") == "paper":
            y1, y2 = ((1 - shape[end]) * plot.y.pixels for end in ("y0", "y1"))
        else:
            y1, y2 = (plot.y.at(shape[end]) for end in ("y0", "y1"))
        rim = shape.get("line", {})
        if shape["type"] == "line":
            return marks.line((x1, y1, x2, y2), rim["color"], rim["width"], rim.get("dash", ""))
        edge = f'stroke="{rim["color"]}" stroke-width="{rim["width"]}"' if rim.get("width") else ""
        if "opacity" in shape:
            edge = f'{edge} opacity="{shape["opacity"]:g}"'.lstrip()
        return marks.rect((x1, y1, x2, y2), shape.get("fillcolor", "none"), edge)

    def _annotations(self, plot: Plot) -> str:
        found = ""
        for each in self._noted:
            font = each["font"]
            on_paper = each.get("xref") == "paper"
            x = each["x"] * plot.x.pixels if on_paper else plot.x.at(each["x"])
            y = (1 - each["y"]) * plot.y.pixels if "yref" in each else plot.y.at(each["y"])
            x, y = x + each.get("xshift", 0), y - each.get("yshift", 0)
            lines = lines_of(each["text"])
            if "bgcolor" in each:
                wide = widest(lines, font["size"])
                found += marks.rect((x, y - font["size"] - 2, x + wide, y), each["bgcolor"])
            anchor = {"center": "middle", "left": "start"}[each["xanchor"]]
            colour = font.get("color") or css(self.context.palette.text)
            valign = str(each["yanchor"])
            found += marks.text(x, y, lines, Type(font["size"], colour, anchor), valign)
        return found
