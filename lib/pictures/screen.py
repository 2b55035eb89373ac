"""A chart as a page shows it: the picture with its title, filter and source, and what marks tell.

Nothing of it is drawn in the browser, which takes it in as it is. A script of a megabyte and more
that draws there would take most of a first visit, and of every change of a filter.
"""

from collections.abc import Sequence
from typing import Any

from lib.charts.frame import Chart
from lib.pictures import marks
from lib.pictures.figure import Picture
from lib.pictures.marks import Type, lines_of, plain
from lib.pictures.traces import Told
from lib.style.context import FONT, Context
from lib.style.palette import css

# Pixels: at the sides, and of a line of the title, of the filter and of the source.
_SIDE, _TITLE, _SENTENCE, _SOURCE = 8, 22, 17, 15


def drawn(chart: Chart, context: Context, name: str) -> dict[str, Any]:
    """The chart for the browser: `svg`; `marks`, what a pointer finds; and `plot`.

    `plot` has the pixels of the left and right end of the plot, of its top and bottom, and the
    values at both ends of its x axis. What the document defines is named from `name` on.
    """
    picture = Picture(chart, context)
    layout, palette = picture.layout, context.palette
    titles, sentences = (
        lines_of(part["text"]) for part in (layout["title"], layout["title"]["subtitle"])
    )
    sources = picture.source
    head = 8 + _TITLE * len(titles) + _SENTENCE * len(sentences)
    above, below = picture.margins.top, picture.margins.bottom
    body = above + picture.plot + below
    height = round(head + body + _SOURCE * len(sources) + 8)
    told = Told(picture.margins.left, head + above)
    text, muted = css(palette.text), css(palette.muted)
    written = [
        _lines(titles, _SIDE, 8, _TITLE, Type(16, text, weight=700)),
        _lines(sentences, _SIDE, 8 + _TITLE * len(titles), _SENTENCE, Type(12, muted)),
        f'<g transform="translate(0 {head})">{picture.svg(body, name, told)}</g>',
        _lines(sources, context.width - 16, head + body + 2, _SOURCE, Type(11, muted, "end")),
    ]
    svg = (
        f'<svg viewBox="0 0 {context.width} {height}" role="img" aria-label="{plain(chart.alt)}" '
        f'font-family="{plain(FONT)}" fill="{text}">'
        f'<rect width="100%" height="100%" fill="{css(palette.background)}"/>'
        f"{''.join(written)}</svg>"
    )
    right = context.width - picture.margins.right
    ends = [*layout["xaxis"]["range"]] if "range" in layout["xaxis"] else []
    plot = [told.left, right, told.top, told.top + picture.plot, *ends]
    return {"svg": svg, "marks": told.marks, "plot": plot}


def _lines(lines: Sequence[str], x: float, top: float, pitch: float, look: Type) -> str:
    return "".join(
        marks.text(x, top + (n + 0.5) * pitch, [line], look) for n, line in enumerate(lines)
    )
