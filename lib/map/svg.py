"""The map as SVG: a picture to save, with title, legend and source in it; and small, in a page."""

import math
from collections.abc import Iterable
from html import escape

from lib.language.i18n import Localizer
from lib.map import geometry, overlay
from lib.map.content import Link, MapContent, MapRequest
from lib.map.legend import Entry, entries
from lib.map.svg_path import path_data
from lib.map.tooltip import told
from lib.site import config
from lib.style.context import FONT, Context
from lib.style.palette import css

_HEAD, _ROW = 64, 20


def picture(title: str, request: MapRequest, shown: MapContent, context: Context) -> str:
    """What the map shows, as an SVG document."""
    palette, scene = request.palette, request.plane
    width, links, areas = scene.width, *entries(request, shown)
    columns = 3 if width > 600 else 1
    legend = [*((entry, True) for entry in links), *((entry, False) for entry in areas)]
    height = _HEAD + scene.height + (math.ceil(len(legend) / columns) + 2) * _ROW
    background, muted = css(palette.background), css(palette.muted)
    shapes = geometry.features(request.view.viewpoint, request.scene).geometry
    paths = (path_data(shape, 1) for shape in shapes)
    keys = "".join(
        _key(
            entry,
            is_line,
            8 + (n % columns) * (width / columns),
            _HEAD + scene.height + (n // columns + 1) * _ROW,
            css(palette.border),
        )
        for n, (entry, is_line) in enumerate(legend)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="{escape(FONT)}" '
        f'fill="{css(palette.text)}"><rect width="100%" height="100%" fill="{background}"/>'
        f'<text x="8" y="26" font-size="18" font-weight="700">{escape(title)}</text>'
        f'<text x="8" y="48" font-size="13" fill="{muted}">{escape(context.sentence)}</text>'
        f'<g transform="translate(0 {_HEAD})">{_drawing(request, shown, paths)}</g>{keys}'
        f'<text x="8" y="{height - 10:.0f}" font-size="11" fill="{muted}">'
        f"{escape(_sources(context))}</text></svg>"
    )


def _sources(context: Context) -> str:
    added = config.in_use().overlay
    return f"{context.source} · {added.licence}" if added else context.source


def small(request: MapRequest, shown: MapContent, alt: str) -> str:
    """What the map shows, as SVG within a page that is as wide as its place.

    Lines, dots and labels have the size that they have on the map of the same width.
    """
    view, scene = request.view, request.plane
    paths = geometry.small_paths(view.viewpoint, request.scene)
    pixel = scene.width / request.width
    left, top, right, bottom = scene.inset()
    inset = (
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{right - left:.0f}" fill="none" '
        f'height="{bottom - top:.0f}" stroke="{css(request.palette.border)}" '
        f'stroke-width="{pixel:.1f}"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(alt)}" '
        f'viewBox="0 0 {scene.width:.0f} {scene.height:.0f}" font-family="{escape(FONT)}" '
        f'style="width:100%;height:auto;display:block" fill="{css(request.palette.text)}">'
        f"{inset}{_drawing(request, shown, paths, pixel, view.words)}</svg>"
    )


def _drawing(
    request: MapRequest,
    shown: MapContent,
    paths: Iterable[str],
    pixel: float = 1,
    words: Localizer | None = None,
) -> str:
    """Areas by their `paths`, links, dots and labels, each above those before.

    `pixel` is the length of one in units of the scene. With `words` links and dots tell what the
    map tells under the pointer.
    """
    palette = request.palette
    background = css(palette.background)
    areas = "".join(
        f'<path d="{path}" fill="{css(palette.areas[kind])}"/>'
        for path, kind in zip(paths, shown.areas, strict=True)
    )
    links = "".join(_arc(link, shown.crowded, pixel, words) for link in shown.drawn_links)
    dots = "".join(
        f'<circle cx="{u.x}" cy="{u.y}" r="{u.size * pixel:.1f}">'
        f"<title>{escape(told(u.tip, words) if words else u.tip.name)}</title></circle>"
        for u in shown.units
    )
    labels = "".join(
        f'<text x="{u.x}" y="{u.y - (4 + u.size) * pixel:.1f}" text-anchor="middle">'
        f"{escape(u.tip.name)}</text>"
        for u in shown.labels
    )
    added = overlay.drawn(config.in_use().overlay, request.scene, request.view.lang)
    return (
        f'<g stroke="{css(palette.border)}" stroke-width="{0.6 * pixel:.1f}">{areas}</g>'
        f'<g fill="none">{links}</g>'
        f'<g stroke="{background}" stroke-width="{pixel:.1f}">{dots}</g>'
        f'<g font-size="{12 * pixel:.0f}" font-weight="600" stroke="{background}" '
        f'stroke-width="{3 * pixel:.0f}" paint-order="stroke">{labels}</g>'
        f"{overlay.svg(added, palette)}"
    )


def control_point(link: Link) -> tuple[float, float]:
    """What a link's curve bends to, in scene coordinates."""
    # The same bend as the flat arcs of deck.gl: half the height of the curve's control point.
    (x1, y1), (x2, y2) = link.start, link.end
    bend = 0.36
    return (x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + (x2 - x1) * bend


def _arc(link: Link, crowded: bool, pixel: float, words: Localizer | None) -> str:
    (x1, y1), (x2, y2) = link.start, link.end
    mx, my = control_point(link)
    return (
        f'<path d="M{x1} {y1}Q{mx:.1f} {my:.1f} {x2} {y2}" stroke="{css(link.colour)}" '
        f'stroke-opacity="{0.6 if crowded else 0.85}" stroke-width="{link.width * pixel:.1f}"'
        + (f"><title>{escape(told(link.tip, words))}</title></path>" if words else "/>")
    )


def _key(entry: Entry, is_line: bool, x: float, y: float, border: str) -> str:
    """An entry of the legend."""
    colour, text = entry
    top, height = (y - 6, 4) if is_line else (y - 10, 12)
    stroke = "" if is_line else f' stroke="{border}"'
    return (
        f'<rect x="{x:.0f}" y="{top:.0f}" width="18" height="{height}" fill="{css(colour)}"'
        f'{stroke}/><text x="{x + 24:.0f}" y="{y:.0f}" font-size="12">{escape(text)}</text>'
    )
