"""The marks of pictures as SVG elements: texts, lines, symbols and hatches.

Names of symbols, hatches and dashes are those of `lib.style.kinds` and of the charts' figures.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from lib.style.context import FONT
from lib.style.text import width

# The type that PNGs are drawn with comes first, so that an SVG looks alike where it is installed.
FAMILY = f"'Noto Sans JP',{FONT}"
_RISE = 0.36
_LINE = 1.25
DASHES = {"dash": "8 5", "dot": "2 3"}
_BOLD = re.compile("<b>(.*?)</b>")
# What XML cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Corners on a circle of radius 1.
_POLYGONS = {
    "square": [(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)],
    "diamond": [(0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)],
    "triangle-up": [(0, -1), (1.05, 0.8), (-1.05, 0.8)],
    "triangle-down": [(0, 1), (1.05, -0.8), (-1.05, -0.8)],
    "cross": [
        *((-0.35, -1), (0.35, -1), (0.35, -0.35), (1, -0.35), (1, 0.35), (0.35, 0.35)),
        *((0.35, 1), (-0.35, 1), (-0.35, 0.35), (-1, 0.35), (-1, -0.35), (-0.35, -0.35)),
    ],
}
_STROKES = {
    "line-ns": "M0 -1V1",
    "line-ew": "M-1 0H1",
    "x-thin": "M-1 -1L1 1M-1 1L1 -1",
}
_HATCHES = {
    "/": "M-2 10L10 -2M-2 2L2 -2M6 10L10 6",
    "\\": "M-2 -2L10 10M6 -2L10 2M-2 6L2 10",
    "x": "M0 0L8 8M8 0L0 8",
    "|": "M4 0V8",
    "-": "M0 4H8",
    "+": "M4 0V8M0 4H8",
}


def plain(text: object) -> str:
    """A text as the content of an element: nothing in it can become markup."""
    return escape(_UNWRITABLE.sub("", str(text)))


class Line(str):
    """A line as plain text, which knows what of it is bold."""

    content: str

    @classmethod
    def of(cls, markup: str) -> "Line":
        """A line of plotly's markup; `content` is that of an element of SVG."""
        # Every second part is bold.
        parts = [unescape(part) for part in _BOLD.split(markup)]
        line = cls("".join(parts))
        line.content = "".join(
            f'<tspan font-weight="700">{plain(part)}</tspan>' if n % 2 and part else plain(part)
            for n, part in enumerate(parts)
        )
        return line


def lines_of(markup: str) -> list[str]:
    """The lines of a text in plotly's markup, as plain text."""
    each_bold = _BOLD.sub(lambda found: found[0].replace("<br>", "</b><br><b>"), markup)
    return [Line.of(line) for line in each_bold.split("<br>")]


@dataclass(frozen=True)
class Type:
    """How a text is set: its size in pixels, colour, anchor and weight."""

    size: float
    colour: str
    anchor: str = "start"
    weight: int = 400


def text(x: float, y: float, lines: Sequence[str], type_: Type, valign: str = "middle") -> str:
    """Lines of plain text at a point: centred on it, hanging from it ("top") or above it."""
    pitch = type_.size * _LINE
    rows = len(lines) - 1
    above = {"middle": rows / 2 * pitch, "top": -0.5 * pitch, "bottom": (rows + 0.5) * pitch}
    first = y - above[valign] + _RISE * type_.size
    look = f'font-size="{type_.size:g}" fill="{type_.colour}" text-anchor="{type_.anchor}"'
    if type_.weight != 400:
        look += f' font-weight="{type_.weight}"'
    return "".join(
        f'<text x="{x:.1f}" y="{first + n * pitch:.1f}" {look}>{_content(line)}</text>'
        for n, line in enumerate(lines)
        if line.strip()
    )


def _content(line: str) -> str:
    return line.content if isinstance(line, Line) else plain(line)


def line(ends: tuple[float, float, float, float], colour: str, thick: float, dash: str = "") -> str:
    """A straight line from x1, y1 to x2, y2; `dash` as in DASHES."""
    x1, y1, x2, y2 = ends
    dashed = f' stroke-dasharray="{DASHES[dash]}"' if dash in DASHES else ""
    return (
        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{colour}" '
        f'stroke-width="{thick:g}"{dashed}/>'
    )


def rect(box: tuple[float, float, float, float], fill: str, more: str = "", tip: str = "") -> str:
    """A rectangle by two opposite corners; `more` are further attributes, `tip` a tooltip."""
    x1, x2 = sorted((box[0], box[2]))
    y1, y2 = sorted((box[1], box[3]))
    shape = f'<rect x="{x1:.1f}" y="{y1:.1f}" width="{x2 - x1:.1f}" height="{y2 - y1:.1f}"'
    return f'{shape} fill="{fill}"{f" {more}" if more else ""}' + _closed("rect", tip)


def _closed(tag: str, tip: str) -> str:
    return f"><title>{plain(tip)}</title></{tag}>" if tip else "/>"


@dataclass(frozen=True)
class Symbol:
    """A symbol of a chart: its name, width in pixels, filling, rim and opacity."""

    name: str
    size: float
    fill: str
    rim: str
    thick: float = 0
    opacity: float = 1


def symbol(x: float, y: float, mark: Symbol, tip: str = "") -> str:
    """A symbol around a point; one that is not known is drawn as a circle."""
    radius = mark.size / 2
    name = mark.name.removesuffix("-dot").removesuffix("-open")
    if name in _STROKES:
        path = re.sub(r"-?[\d.]+", lambda n: f"{float(n[0]) * radius:.1f}", _STROKES[name])
        fill, rim = "none", mark.rim or mark.fill
    else:
        path = _outline(name, radius)
        fill, rim = ("none", mark.fill) if "-open" in mark.name else (mark.fill, mark.rim)
    thick = mark.thick or (1.2 if rim else 0)
    dot = f'<circle r="{radius / 4:.1f}" fill="{rim}"/>' if mark.name.endswith("-dot") else ""
    shape = f'<path d="{path}" fill="{fill}" stroke="{rim or "none"}" stroke-width="{thick:g}"'
    faded = f' opacity="{mark.opacity:g}"' if mark.opacity < 1 else ""
    return (
        f'<g transform="translate({x:.1f} {y:.1f})"{faded}>{shape}{_closed("path", tip)}{dot}</g>'
    )


def _outline(name: str, radius: float) -> str:
    corners = _POLYGONS.get(name) or {
        "star": [_corner(n, 10, 1.2 if n % 2 == 0 else 0.5) for n in range(10)],
        "hexagon": [_corner(n, 6, 1.05) for n in range(6)],
        "pentagon": [_corner(n, 5, 1.05) for n in range(5)],
    }.get(name)
    if corners is None:
        r = f"{radius:.1f}"
        return f"M-{r} 0A{r} {r} 0 1 1 {r} 0A{r} {r} 0 1 1 -{r} 0Z"
    return "M" + "L".join(f"{x * radius:.1f} {y * radius:.1f}" for x, y in corners) + "Z"


def _corner(number: int, of: int, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * number / of - math.pi / 2
    return radius * math.cos(angle), radius * math.sin(angle)


@dataclass
class Hatches:
    """The hatches of a picture, each defined once; `prefix` keeps apart those of several."""

    prefix: str
    _known: dict[tuple[str, str, str, float], str] = field(default_factory=dict)

    def fill(self, shape: str, colour: str, lines_: str, opacity: float) -> str:
        """The value of `fill` for a colour under a hatch; the colour itself without a shape."""
        if not shape:
            return colour
        key = (shape, colour, lines_, opacity)
        name = self._known.setdefault(key, f"{self.prefix}h{len(self._known)}")
        return f"url(#{name})"

    @property
    def definitions(self) -> str:
        """What `fill` refers to, to stand anywhere in the same document."""
        return f"<defs>{''.join(map(self._one, self._known))}</defs>" if self._known else ""

    def _one(self, key: tuple[str, str, str, float]) -> str:
        shape, colour, lines_, opacity = key
        if shape == ".":
            marks = f'<circle cx="4" cy="4" r="1.3" fill="{lines_}" fill-opacity="{opacity:g}"/>'
        else:
            marks = (
                f'<path d="{_HATCHES[shape]}" stroke="{lines_}" stroke-opacity="{opacity:g}" '
                'stroke-width="1.2" fill="none"/>'
            )
        under = "" if colour == "none" else f'<rect width="8" height="8" fill="{colour}"/>'
        return (
            f'<pattern id="{self._known[key]}" width="8" height="8" '
            f'patternUnits="userSpaceOnUse">{under}{marks}</pattern>'
        )


def flow(widths: Iterable[float], room: float) -> list[tuple[float, int]]:
    """Where keys of these widths stand in rows of `room` pixels: from the left, and the row."""
    placed: list[tuple[float, int]] = []
    x, row = 0.0, 0
    for wide in widths:
        if x and x + wide > room:
            x, row = 0.0, row + 1
        placed.append((x, row))
        x += wide
    return placed


def widest(lines: Iterable[str], size: float) -> float:
    """The width in pixels of the widest of some lines; 0 without any."""
    return max((width(each, size) for each in lines), default=0.0)
