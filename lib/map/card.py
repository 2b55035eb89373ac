"""The picture that stands for an address in previews: the map of what it shows, and its title.

It is a PNG, since networks and messengers take no SVG, and drawn with Pillow: no browser is there.
"""

import io
from dataclasses import dataclass

import shapely
from PIL import Image, ImageDraw

from lib.map import geometry, overlay
from lib.map.content import Link, MapContent, MapRequest
from lib.map.overlay import Drawn
from lib.map.picture import picture
from lib.map.svg import control_point
from lib.site import config
from lib.site.links import CARD_SIZE
from lib.site.view import View
from lib.style import type as type_
from lib.style.map_style import MapStyle
from lib.style.palette import BRAND, LIGHT, Palette, Rgb

WIDTH, HEIGHT = CARD_SIZE
_SCENE = "wide"
# Of the map: where it stands, its width, and by how much it is drawn larger for smooth edges.
_LEFT, _TOP, _MAP_WIDTH, _FINER = 530, 88, 650, 2
_MARGIN, _TEXT_WIDTH = 56, 470
_CURVE = 24
_NAME_SIZE = 16


@dataclass(frozen=True)
class Card:
    """What stands on the picture beside the map, which shows `view`."""

    view: View
    title: str
    lines: tuple[str, ...]
    foot: str


def draw(card: Card) -> bytes:
    """The picture as a PNG of CARD_SIZE."""
    request = MapRequest(card.view, None, _SCENE, _MAP_WIDTH, MapStyle(), LIGHT)
    image = Image.new("RGB", CARD_SIZE, LIGHT.background)
    image.paste(_map(request, picture(request)), (_LEFT, _TOP))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 14), fill=BRAND)
    y = _write(pen, card.title, 46, LIGHT.text, 72, 4) + 14
    for line in card.lines:
        y = _write(pen, line, 27, LIGHT.muted, y, 3) + 8
    licence = config.current().overlay.licence
    foot = f"{card.foot} · {licence}" if licence else card.foot
    _write(pen, foot, 22, BRAND, HEIGHT - 64, 1, WIDTH - 2 * _MARGIN)
    sink = io.BytesIO()
    image.save(sink, "PNG")
    return sink.getvalue()


def _write(
    pen: ImageDraw.ImageDraw,
    text: str,
    size: int,
    colour: Rgb,
    y: int,
    most: int,
    width: int = _TEXT_WIDTH,
) -> int:
    """Write a text from `y` downwards; where the next one can begin."""
    for line in type_.lines(text, size, width, most):
        pen.text((_MARGIN, y), line, fill=colour, font=type_.font(size))
        y += round(size * 1.32)
    return y


def _map(request: MapRequest, shown: MapContent) -> Image.Image:
    """The map, as `lib.map.svg` draws it."""
    plane, palette = request.plane, request.palette
    scale = _MAP_WIDTH * _FINER / plane.width
    size = _MAP_WIDTH * _FINER, round(plane.height * scale)
    image = Image.new("RGB", size, palette.background)
    pen = ImageDraw.Draw(image, "RGBA")
    shapes = geometry.features(request.view.viewpoint, _SCENE).geometry.simplify(0.4)
    for shape, kind in zip(shapes, shown.areas, strict=True):
        for part in shapely.get_parts(shape):
            for n, ring in enumerate((part.exterior, *part.interiors)):
                fill = palette.background if n else palette.areas[kind]
                points = [(x * scale, y * scale) for x, y in ring.coords]
                pen.polygon(points, fill=fill, outline=palette.border)
    for link in shown.drawn_links:
        opacity = 150 if shown.crowded else 220
        width = round(link.width * scale * (1 if shown.crowded else 1.6))
        pen.line(_curve(link, scale), (*link.colour, opacity), width, "curve")
    for unit in shown.units:
        x, y, r = unit.x * scale, unit.y * scale, max(3.0, unit.size * scale)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=palette.text, outline=palette.background)
    added = overlay.drawn(config.current().overlay, _SCENE, request.view.lang)
    _overlay(pen, added, palette, scale)
    return image.resize((size[0] // _FINER, size[1] // _FINER), Image.Resampling.LANCZOS)


def _overlay(pen: ImageDraw.ImageDraw, added: Drawn, palette: Palette, scale: float) -> None:
    """What an office must print on every map, as `overlay.svg` draws it."""
    if added.box:
        box = [part * scale for part in added.box]
        pen.rectangle(box, fill=palette.background, outline=palette.border)
    size = round(_NAME_SIZE * scale)
    for mark in added.marks:
        for points in mark.lines:
            pen.line([(x * scale, y * scale) for x, y in points], palette.muted, 2)
        for x, y in mark.dots:
            pen.circle((x * scale, y * scale), size / 5, palette.muted)
        place = mark.at[0] * scale, (mark.at[1] - (_NAME_SIZE / 2 if mark.dots else 0)) * scale
        font = type_.font(size)
        pen.text(place, mark.name, palette.muted, font, "ms", stroke_width=3, stroke_fill="white")


def _curve(link: Link, scale: float) -> list[tuple[float, float]]:
    """Points along a link."""
    (x1, y1), (x2, y2), (mx, my) = link.start, link.end, control_point(link)
    steps = [step / _CURVE for step in range(_CURVE + 1)]
    return [
        (
            ((1 - t) ** 2 * x1 + 2 * t * (1 - t) * mx + t**2 * x2) * scale,
            ((1 - t) ** 2 * y1 + 2 * t * (1 - t) * my + t**2 * y2) * scale,
        )
        for t in steps
    ]
