"""A small map that shows where a locality lies in its country, as SVG."""

from html import escape

import shapely
from shapely.geometry import shape

from lib.map.projection import FRAMES, WIDE, Scene
from lib.style.palette import Palette, css


def locator(
    features: list[dict[str, object]],
    country: str,
    highlighted: str,
    point: tuple[float, float],
    palette: Palette,
    title: str,
) -> str:
    """The country's province-level units with one filled and a point in it, as an SVG document.

    `features` are in coordinates of the scene WIDE; `point` is longitude, latitude.
    """
    prefix = f"{country.lower()}-"
    shapes = {
        str(f["properties"]["id"]): shape(f["geometry"])  # type: ignore[index]
        for f in features
        if str(f["properties"]["id"]).startswith(prefix)  # type: ignore[index]
    }
    left, top, right, bottom = _bounds(WIDE, country)
    paths = "".join(
        f'<path d="{_path(geometry)}" fill="{_fill(key, highlighted, palette)}"/>'
        for key, geometry in shapes.items()
    )
    x, y = WIDE.project(*point)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="{left:.0f} {top:.0f} '
        f'{right - left:.0f} {bottom - top:.0f}"><title>{escape(title)}</title>'
        f'<g stroke="{css(palette.border)}" stroke-width="0.6">{paths}</g>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{css(palette.formality[4])}" '
        f'stroke="{css(palette.background)}" stroke-width="2"/></svg>'
    )


def _fill(key: str, highlighted: str, palette: Palette) -> str:
    return css(palette.areas[4] if key == highlighted else palette.areas[1])


def _bounds(scene: Scene, country: str) -> tuple[float, float, float, float]:
    west, south, east, north = FRAMES[country]
    left, top = scene.project(west, north)
    right, bottom = scene.project(east, south)
    if country == "JP":
        box = scene.inset()
        left, top = min(left, box[0]), min(top, box[1])
    return left, top, right, bottom


def _path(geometry: shapely.Geometry) -> str:
    # Whole units are enough at this size.
    rings = []
    for part in shapely.get_parts(shapely.simplify(geometry, 0.6)):
        points = [(round(x), round(y)) for x, y in part.exterior.coords]
        if len(set(points)) > 2:
            rings.append("M" + "L".join(f"{x} {y}" for x, y in points) + "Z")
    return "".join(rings)
