"""A small map that shows where a locality lies in its country, as SVG."""

from html import escape

import geopandas as gpd

from lib.facts.localities import COUNTRIES, Box, Side, side_of
from lib.map import overlay
from lib.map.area_classes import CHOSEN, NOT_IN_FILTER
from lib.map.projection import FRAMES, WIDE
from lib.map.svg_path import path_data
from lib.site import config
from lib.style.palette import Palette, css

# The height of names in scene units, and the width of a box beside the country as a share of it.
_NAMES, _BOX = 22, 0.6


def locator(
    features: gpd.GeoDataFrame,
    country: str,
    highlighted: str,
    point: tuple[float, float],
    palette: Palette,
    title: str,
    lang: str,
) -> str:
    """The country's province-level units with one filled and a point in it, as an SVG document.

    `features` are in coordinates of the scene WIDE; `point` is longitude, latitude (WGS 84). With
    what this installation adds there, named in `lang`.
    """
    side = COUNTRIES[country]
    own = features[features.index.map(side_of) == side.code]
    left, top, right, bottom = _bounds(side)
    added = _added(side, (left, top, right, bottom), lang)
    right = added.box[2] if added.box else right
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
        f'<g stroke="{css(palette.muted)}" stroke-width="0.6">{paths}</g>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{css(palette.formality[4])}" '
        f'stroke="{css(palette.background)}" stroke-width="2"/>'
        f"{overlay.svg(added, palette, _NAMES)}</svg>"
    )


def _added(side: Side, bounds: Box, lang: str) -> overlay.Drawn:
    """What this installation adds to the country; what lies off its frames stands to the right."""
    left, top, right, bottom = bounds
    given = (f for f in config.in_use().overlay.features if f.country in ("", side.country))
    elsewhere = [frame for name, frame in FRAMES.items() if name not in side.frames]
    own = [feature for feature in given if not any(_is_in(feature.point, f) for f in elsewhere)]
    width = right - left
    middle = (top + bottom) / 2
    box = (right + 8, middle - 0.2 * width, right + 8 + _BOX * width, bottom)
    return overlay.place(own, WIDE, box, lang)


def _is_in(point: tuple[float, float], frame: Box) -> bool:
    west, south, east, north = frame
    return west <= point[0] <= east and south <= point[1] <= north


def _bounds(side: Side) -> Box:
    lefts, tops, rights, bottoms = zip(*map(WIDE.bounds, side.frames), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
