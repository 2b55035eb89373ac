"""The map as SVG, for pictures."""

from html import escape

from lib.map import geometry, label_placement, overlay
from lib.map.content import Link, MapContent, MapRequest
from lib.map.svg_path import path_data
from lib.site import config
from lib.style.palette import css


def world(request: MapRequest, shown: MapContent, pixel: float = 1) -> str:
    """Areas, links, dots and names, each above those before, in coordinates of the scene.

    Lines, dots and names are as large as for a pixel of so many units.
    """
    palette = request.palette
    background, border = css(palette.background), css(palette.border)
    left, top, right, bottom = request.plane.inset()
    shapes = geometry.features(request.view.viewpoint, request.scene).geometry
    areas = "".join(
        f'<path d="{path_data(shape, 1)}" fill="{css(palette.areas[kind])}"/>'
        for shape, kind in zip(shapes, shown.areas, strict=True)
    )
    links = "".join(_link(link, shown.crowded, pixel) for link in shown.drawn_links)
    dots = "".join(
        f'<circle cx="{unit.x}" cy="{unit.y}" r="{unit.size * pixel:.1f}">'
        f"<title>{escape(unit.tip.name)}</title></circle>"
        for unit in shown.units
    )
    names = "".join(
        f'<text x="{label.x}" y="{label.y}">{escape(label.unit.tip.name)}</text>'
        for label in label_placement.labels(request, shown, pixel)
    )
    added = overlay.drawn(config.in_use().overlay, request.scene, request.view.lang)
    return (
        f'<rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" fill="none" '
        f'stroke="{border}" stroke-width="{pixel:.2f}"/>'
        f'<g class="areas" stroke="{border}" stroke-width="{0.6 * pixel:.2f}">{areas}</g>'
        f'<g class="links" fill="none">{links}</g>'
        f'<g class="units" stroke="{background}" stroke-width="{pixel:.2f}">{dots}</g>'
        f'<g font-size="{label_placement.SIZE * pixel:.1f}" font-weight="600" '
        f'stroke="{background}" stroke-width="{3 * pixel:.1f}" stroke-linejoin="round" '
        f'paint-order="stroke">{names}</g>{overlay.svg(added, palette)}'
    )


def control_point(link: Link) -> tuple[float, float]:
    """What a link's curve bends to, in scene coordinates."""
    (x1, y1), (x2, y2) = link.start, link.end
    return (x1 + x2) / 2 - (y2 - y1) * link.bend, (y1 + y2) / 2 + (x2 - x1) * link.bend


def _link(link: Link, crowded: bool, pixel: float) -> str:
    (x1, y1), (x2, y2) = link.start, link.end
    mx, my = control_point(link)
    return (
        f'<path d="M{x1} {y1}Q{mx:.1f} {my:.1f} {x2} {y2}" stroke="{css(link.colour)}" '
        f'stroke-opacity="{link.opacity(crowded)}" stroke-width="{link.width * pixel:.2f}">'
        f"<title>{escape(link.tip.name)}</title></path>"
    )
