"""The map as a picture to save: an SVG with title, filter, legend, source and licence in it."""

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import shapely
from shapely.geometry import shape

from lib.facts.dataset import Dataset
from lib.map import link_classes
from lib.map.area_classes import area_legend
from lib.map.content import Picture, crowded, line_width
from lib.map.projection import Scene
from lib.style.context import FONT, Context
from lib.style.map_style import MapStyle
from lib.style.palette import Rgb, css

_HEAD, _ROW = 64, 20


def picture(
    title: str,
    scene: Scene,
    features: Sequence[Mapping[str, Any]],
    shown: Picture,
    look: MapStyle,
    dataset: Dataset,
    context: Context,
) -> str:
    """What the map shows, as an SVG document."""
    palette = context.palette
    faint = crowded(shown.links)
    legends = [
        *(
            (colour, text, True)
            for colour, text in link_classes.legend(
                look.links, palette, dataset, context.words, not faint
            )
        ),
        *(
            (colour, text, False)
            for colour, text in area_legend(look.areas, palette, context.words)
        ),
    ]
    columns = 3 if scene.width > 600 else 1
    height = _HEAD + scene.height + (math.ceil(len(legends) / columns) + 2) * _ROW
    areas = "".join(
        f'<path d="{_path(shape(feature["geometry"]))}" fill="{css(palette.areas[kind])}"/>'
        for feature, kind in zip(features, shown.areas, strict=True)
    )
    links = "".join(
        _arc(link.start, link.end, link.colour, line_width(link.tip.documents), faint)
        for link in sorted(shown.links, key=lambda link: (link.rank, link.tip.documents))
        if link.tip.documents or not faint
    )
    dots = "".join(
        f'<circle cx="{u.x}" cy="{u.y}" r="{u.size}"><title>{escape(u.tip.name)}</title></circle>'
        for u in shown.units
    )
    labels = "".join(
        f'<text x="{u.x}" y="{u.y - 4 - u.size:.1f}" text-anchor="middle">'
        f"{escape(u.tip.name)}</text>"
        for u in shown.labels
    )
    rows = "".join(
        _legend(n, colour, text, line, scene, columns, context)
        for n, (colour, text, line) in enumerate(legends)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{scene.width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {scene.width:.0f} {height:.0f}" font-family="{escape(FONT)}" '
        f'fill="{css(palette.text)}"><rect width="100%" height="100%" '
        f'fill="{css(palette.background)}"/><text x="8" y="26" font-size="18" font-weight="700">'
        f'{escape(title)}</text><text x="8" y="48" font-size="13" fill="{css(palette.muted)}">'
        f'{escape(context.sentence)}</text><g transform="translate(0 {_HEAD})">'
        f'<g stroke="{css(palette.border)}" stroke-width="0.6">{areas}</g>'
        f'<g fill="none">{links}</g><g stroke="{css(palette.background)}">{dots}</g>'
        f'<g font-size="12" font-weight="600" stroke="{css(palette.background)}" '
        f'stroke-width="3" paint-order="stroke">{labels}</g></g>{rows}'
        f'<text x="8" y="{height - 10:.0f}" font-size="11" fill="{css(palette.muted)}">'
        f"{escape(context.source)}</text></svg>"
    )


def _arc(
    start: tuple[float, float], end: tuple[float, float], colour: Rgb, width: float, faint: bool
) -> str:
    # The same bend as the flat arcs of deck.gl: half the height of the curve's control point.
    (x1, y1), (x2, y2) = start, end
    bend = 0.36
    mx, my = (x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + (x2 - x1) * bend
    return (
        f'<path d="M{x1} {y1}Q{mx:.1f} {my:.1f} {x2} {y2}" stroke="{css(colour)}" '
        f'stroke-opacity="{0.6 if faint else 0.85}" stroke-width="{width:.1f}"/>'
    )


def _legend(
    n: int, colour: Rgb, text: str, line: bool, scene: Scene, columns: int, context: Context
) -> str:
    x = 8 + (n % columns) * (scene.width / columns)
    y = _HEAD + scene.height + (n // columns + 1) * _ROW
    top, height = (y - 6, 4) if line else (y - 10, 12)
    stroke = "" if line else f' stroke="{css(context.palette.border)}"'
    return (
        f'<rect x="{x:.0f}" y="{top:.0f}" width="18" height="{height}" fill="{css(colour)}"'
        f'{stroke}/><text x="{x + 24:.0f}" y="{y:.0f}" font-size="12">{escape(text)}</text>'
    )


def _path(geometry: shapely.Geometry) -> str:
    rings = []
    for part in shapely.get_parts(geometry):
        for ring in (part.exterior, *part.interiors):
            rings.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring.coords) + "Z")
    return "".join(rings)
