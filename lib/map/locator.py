"""A small map that shows where a locality lies in its country, as SVG."""

from html import escape

import geopandas as gpd

from lib.facts.localities import COUNTRIES, side_of
from lib.map.projection import NANSEI, WIDE, Box
from lib.map.svg_path import path_data
from lib.style.palette import Palette, css

# The frames that are in a country's picture besides its own.
_INSETS = {"JP": NANSEI}


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
    own = features[features.index.map(side_of) == COUNTRIES[country].code]
    left, top, right, bottom = _bounds(country)
    # Whole units are enough at this size.
    paths = "".join(
        f'<path d="{path_data(shape, 0)}" '
        f'fill="{css(palette.areas[4 if key == highlighted else 1])}"/>'
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


def _bounds(country: str) -> Box:
    left, top, right, bottom = WIDE.bounds(country)
    if country in _INSETS:
        inset = WIDE.bounds(_INSETS[country])
        left, top = min(left, inset[0]), min(top, inset[1])
    return left, top, right, bottom
