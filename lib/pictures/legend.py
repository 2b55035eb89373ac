"""The legend of a figure: the key of each named trace beside its name, in rows."""

from collections.abc import Sequence
from itertools import accumulate

from lib.pictures import marks, traces
from lib.pictures.axes import Sent, values
from lib.pictures.marks import Hatches, Type, flow, lines_of, widest
from lib.style.context import Context
from lib.style.palette import css

_SIZE, _ROW, _KEY, _GAP, _ABOVE = 12, 20, 26, 18, 10
# The lines of a name, and the trace that it names.
Key = tuple[list[str], Sent]


def keys(data: Sequence[Sent]) -> list[Key]:
    """The named traces in the order of the legend; none where plotly would show no legend."""
    named = [trace for trace in data if trace.get("name") and trace.get("showlegend") is not False]
    if len(named) < 2 and not any(trace.get("showlegend") for trace in named):
        return []
    ordered = sorted(named, key=lambda trace: trace.get("legendrank", 1000))
    return [(lines_of(str(trace["name"])), trace) for trace in ordered]


def _placed(shown: Sequence[Key], room: float) -> list[tuple[float, int]]:
    """The left end and the first row of each key; one of several lines has its rows to itself."""
    placed = flow((_KEY + widest(lines, _SIZE) + _GAP for lines, _trace in shown), room)
    further = accumulate((len(lines) - 1 for lines, _trace in shown), initial=0)
    return [(x, row + more) for (x, row), more in zip(placed, further, strict=False)]


def height(shown: Sequence[Key], room: float) -> float:
    """The pixels that the legend takes; 0 without one."""
    if not shown:
        return 0
    (_x, row), (lines, _trace) = _placed(shown, room)[-1], shown[-1]
    return _ROW * (row + len(lines)) + _ABOVE


def svg(shown: Sequence[Key], context: Context, hatches: Hatches) -> str:
    """The keys in rows from the top, in as many as the width of the picture takes."""
    type_ = Type(_SIZE, css(context.palette.text))
    found = ""
    places = _placed(shown, context.width - 16)
    for (lines, trace), (x, row) in zip(shown, places, strict=True):
        y = _ABOVE + (row + 0.5) * _ROW
        middle = y + (len(lines) - 1) * _ROW / 2
        found += _key(trace, x, y, hatches) + marks.text(x + _KEY, middle, lines, type_)
    return found


def _key(trace: Sent, x: float, y: float, hatches: Hatches) -> str:
    if trace["type"] == "bar":
        marker = trace["marker"]
        pattern = marker.get("pattern", {})
        shape = pattern.get("shape", "")
        # A hatch that some of the bars have is told by a key of its own, if at all.
        shape = shape if isinstance(shape, str) else ""
        opacity = float(pattern.get("fgopacity", 0.5))
        fill = hatches.fill(shape, marker["color"], pattern.get("fgcolor", ""), opacity)
        return marks.rect((x, y - 6, x + 18, y + 6), fill)
    if trace.get("fill"):
        pattern = trace["fillpattern"]
        opacity = float(pattern.get("fgopacity", 1))
        fill = hatches.fill(pattern["shape"], "none", pattern["fgcolor"], opacity)
        rim = f'stroke="{pattern["fgcolor"]}" stroke-width="0.6"'
        return marks.rect((x, y - 6, x + 18, y + 6), fill, rim)
    if "lines" in trace.get("mode", ""):
        line = trace["line"]
        thick = min(float(line.get("width", 2)), 5)
        return marks.line((x, y, x + 20, y), line["color"], thick, line.get("dash", ""))
    return marks.symbol(x + 9, y, traces.mark_of(_first(trace["marker"])))


def _first(marker: Sent) -> Sent:
    """A marker of one look from one that can have several."""
    return {
        name: values(value)[0] if isinstance(value, list | tuple) else value
        for name, value in marker.items()
    }
