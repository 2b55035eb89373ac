"""A small map that shows where a locality lies in its country, as SVG."""

from html import escape

import geopandas as gpd

from lib.facts.localities import COUNTRIES, Box, Side, side_of
from lib.map.area_classes import CHOSEN, NOT_IN_FILTER
from lib.map.projection import WIDE
from lib.map.svg_path import path_data
from lib.style.palette import Palette, css


def locator(
    features: gpd.GeoDataFrame,
    country: str,
    highlighted: str,
    point: tuple[float, float],
    palette: Palette,
    title: str,
) -> str:
    """The country's province-level units with one filled and a point in it, as an SVG document.

    `features` are in coordinates of the scene WIDE; `point` is longitude, latitude (WGS 84).
    """
    side = COUNTRIES[country]
    own = features[features.index.map(side_of) == side.code]
    left, top, right, bottom = _bounds(side)
    filled, other = (css(palette.areas[c]) for c in (CHOSEN, NOT_IN_FILTER))
    # Whole units are enough at this size.
    paths = "".join(
        f'<path d="{path_data(shape, 0)}" fill="{filled if key == highlighted else other}"/>'
        for key, shape in own.simplify(0.6).items()
    )
    x, y = WIDE.project(*point)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="{left:.0f} {top:.0f} '
        f'{right - left:.0f} {bottom - top:.0f}"><title>{escape(title)}</title>'
        f'<g stroke="{css(palette.border)}" stroke-width="0.6">{paths}</g>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{css(palette.formality[4])}" '
        f'stroke="{css(palette.background)}" stroke-width="2"/></svg>'
    )


def _bounds(side: Side) -> Box:
    lefts, tops, rights, bottoms = zip(*map(WIDE.bounds, side.frames), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
