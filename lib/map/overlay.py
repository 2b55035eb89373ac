"""What an installation adds to the map (`lib.site.overlay`), in the coordinates of a scene.

What lies in none of the scene's frames stands in a box of its own, at a scale of its own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import numpy as np
import shapely

from lib.facts.localities import Box
from lib.map.projection import SCENES, Scene
from lib.site.overlay import Feature, Overlay
from lib.style.palette import Palette, css

Point = tuple[float, float]
# Of the box, the shares at each side, above and below that stay free for names.
_BESIDE, _ABOVE, _BELOW = 0.45, 0.34, 0.14


@dataclass(frozen=True)
class Mark:
    """A feature as drawn: its name and where that stands, its dots, and its lines."""

    name: str
    at: Point
    dots: tuple[Point, ...]
    lines: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class Drawn:
    """All marks, and the box around those that lie in no frame; None without such."""

    marks: tuple[Mark, ...] = ()
    box: Box | None = None


@lru_cache(maxsize=16)
def drawn(overlay: Overlay, scene: str, lang: str) -> Drawn:
    """An overlay on a scene, one of `projection.SCENES`, with names in a language."""
    plane = SCENES[scene]
    return place(overlay.features, plane, plane.overflow, lang)


def place(features: Iterable[Feature], plane: Scene, box: Box, lang: str) -> Drawn:
    """Features on a scene; those that lie in no frame of it go into `box`."""
    off = [feature for feature in features if not _is_framed(feature, plane)]
    fit = _fitted(off, box) if off else None
    marks = []
    for feature in features:
        project = fit if fit and feature in off else plane.project
        marks.append(_mark(feature, project, lang))
    return Drawn(tuple(marks), box if off else None)


def _is_framed(feature: Feature, plane: Scene) -> bool:
    try:
        for longitude, latitude in shapely.get_coordinates(feature.geometry):
            plane.project(float(longitude), float(latitude))
    except ValueError:
        return False
    return True


def _mercator(latitude: float) -> float:
    return float(np.log(np.tan(np.pi / 4 + np.radians(latitude) / 2)))


def _fitted(features: Iterable[Feature], box: Box) -> Callable[[float, float], Point]:
    """A projection, Web Mercator, that puts the features into the middle of the box."""
    bounds = shapely.total_bounds([feature.geometry for feature in features])
    west, south, east, north = (float(value) for value in bounds)
    x, low, high = np.radians((west + east) / 2), _mercator(south), _mercator(north)
    left, top, right, bottom = box
    across, down = (right - left) * (1 - 2 * _BESIDE), (bottom - top) * (1 - _ABOVE - _BELOW)
    wide, tall = np.radians(east - west), high - low
    # A single point needs no scale.
    middle = top + (bottom - top) * (1 + _ABOVE - _BELOW) / 2
    scale = min(across / max(wide, 1e-3), down / max(tall, 1e-3))

    def project(longitude: float, latitude: float) -> Point:
        to_right = (np.radians(longitude) - x) * scale
        upwards = (_mercator(latitude) - (low + high) / 2) * scale
        return float((left + right) / 2 + to_right), float(middle - upwards)

    return project


def _mark(feature: Feature, project: Callable[[float, float], Point], lang: str) -> Mark:
    parts = [shapely.get_coordinates(part) for part in _lines(feature)]
    lines = tuple(tuple(_rounded(project(*point)) for point in part) for part in parts)
    dots: tuple[Point, ...] = ()
    if feature.draw == "point":
        points = shapely.get_coordinates(feature.geometry)
        dots = tuple(_rounded(project(*point)) for point in points)
    return Mark(feature.names[lang], _rounded(project(*feature.point)), dots, lines)


def _lines(feature: Feature) -> Iterable[shapely.Geometry]:
    if feature.draw != "outline":
        return ()
    shape = feature.geometry
    parts: Iterable[shapely.Geometry] = shapely.get_parts(
        shape if shape.geom_type.endswith("String") else shape.boundary
    )
    return parts


def _rounded(point: Point) -> Point:
    return round(float(point[0]), 1), round(float(point[1]), 1)


def svg(shown: Drawn, palette: Palette, size: float = 12) -> str:
    """The marks as a group of an SVG; names are `size` scene units high."""
    if not shown.marks:
        return ""
    line, ground = css(palette.muted), css(palette.background)
    frame = ""
    if shown.box:
        left, top, right, bottom = shown.box
        frame = (
            f'<rect x="{left:.0f}" y="{top:.0f}" width="{right - left:.0f}" '
            f'height="{bottom - top:.0f}" fill="{ground}" stroke="{css(palette.border)}"/>'
        )
    paths = "".join(
        f'<path d="M{"L".join(f"{x} {y}" for x, y in points)}" fill="none" stroke="{line}"/>'
        for mark in shown.marks
        for points in mark.lines
    )
    dots = "".join(
        f'<circle cx="{x}" cy="{y}" r="{size / 5:.1f}" fill="{line}"/>'
        for mark in shown.marks
        for x, y in mark.dots
    )
    texts = "".join(
        f'<text x="{mark.at[0]}" y="{mark.at[1] - (size / 2 if mark.dots else 0):.1f}" '
        f'text-anchor="middle">{escape(mark.name)}</text>'
        for mark in shown.marks
    )
    return (
        f'<g data-layer="overlay">{frame}{paths}{dots}<g font-size="{size}" fill="{line}" '
        f'stroke="{ground}" stroke-width="3" paint-order="stroke">{texts}</g></g>'
    )
