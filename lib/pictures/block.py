"""What can stand on a sheet: a chart, the map, or a sentence where there is nothing to draw."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from lib.charts.frame import Chart
from lib.pictures import marks
from lib.pictures.figure import Picture
from lib.pictures.marks import Type
from lib.style.context import NARROW, Context
from lib.style.palette import css
from lib.style.text import wrap

# A chart is laid out wider, and so drawn smaller, until it fits: by so much, and so often.
_WIDER, _TRIES = 1.14, 4


@dataclass(frozen=True)
class Area:
    """Room on a sheet, in pixels; what is defined in it is named from `prefix` on."""

    width: float
    height: float
    prefix: str


@dataclass(frozen=True)
class Block:
    """Something drawn: its SVG from the upper left corner of its area, and what it is called.

    `notes` say how it counts and what it leaves out; `alt` tells it in words; `height` are the
    pixels that it fills, `scale` is by how much it is drawn smaller than on screen.
    """

    svg: str
    title: str
    alt: str
    height: float
    notes: list[str] = field(default_factory=list)
    scale: float = 1


def of_chart(make: Callable[[Context], Chart], context: Context, area: Area) -> Block:
    """A chart as large as it can be read in an area. `make` draws it for a width."""
    # Below NARROW a chart is laid out as on a phone.
    phone = area.width < NARROW * 0.7
    width = area.width if phone else max(NARROW + 1, area.width * 0.8)
    steps = 0
    for _ in range(_TRIES):
        picture = _picture(make, context, round(width * _WIDER**steps))
        scale = area.width / picture.context.width
        over = picture.least * scale / area.height
        if over <= 1:
            break
        # In steps, so that what was drawn for an area serves one that is little different.
        steps += math.ceil(math.log(over, _WIDER))
    high = min(picture.most, max(area.height / scale, picture.least))
    # What is still too high for the area is drawn smaller, in its middle.
    shrunk = min(1.0, area.height / (high * scale))
    left = area.width * (1 - shrunk) / 2
    drawn = (
        f'<g transform="translate({left:.1f} 0) scale({scale * shrunk:.4f})">'
        f"{picture.svg(high, area.prefix)}</g>"
    )
    smaller = scale * shrunk
    return Block(drawn, picture.title, picture.chart.alt, high * smaller, scale=smaller)


def _picture(make: Callable[[Context], Chart], context: Context, width: int) -> Picture:
    own = Context(
        context.words, context.palette, context.sentence, context.version, context.today, width
    )
    return Picture(make(own), own)


def of_sentence(sentence: str, title: str, context: Context, area: Area) -> Block:
    """A sentence in the middle of an area, where there is nothing to draw."""
    type_ = Type(16, css(context.palette.muted), "middle")
    lines = wrap(sentence, area.width * 0.8, type_.size)
    height = min(area.height, 160.0)
    drawn = marks.text(area.width / 2, height / 2, lines, type_)
    return Block(drawn, title, sentence, height)
