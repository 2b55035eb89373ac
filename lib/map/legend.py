"""The map's legend: each colour beside its meaning in words, and as HTML."""

from html import escape

from lib.map import area_classes, link_classes
from lib.map.content import MapContent, MapRequest
from lib.style.palette import Rgb, css

Entry = tuple[Rgb, str]


def entries(request: MapRequest, shown: MapContent) -> tuple[list[Entry], list[Entry]]:
    """What the legend says of links and of areas, from the top."""
    view, palette, style = request.view, request.palette, request.style
    scale = link_classes.scale(style.links, palette, view.dataset, view.words)
    if shown.crowded:
        # Then mere ties, the first class, are not drawn.
        scale = scale[1:]
    return scale[::-1], area_classes.area_legend(style.areas, palette, view.words)


def legend(request: MapRequest, shown: MapContent) -> str:
    """Links and areas as they are coloured; every text is escaped."""
    view = request.view
    border = f"border:1px solid {css(request.palette.border)}"
    links, areas = entries(request, shown)
    lines = [(f"height:4px;background:{css(colour)}", text) for colour, text in links]
    fills = [(f"height:12px;background:{css(colour)};{border}", text) for colour, text in areas]
    title = link_classes.title(request.style.links, view.dataset, view.words)
    return _group(title, lines) + _group(view.words.gettext("Provinces and prefectures"), fills)


def _group(title: str, keys: list[tuple[str, str]]) -> str:
    items = "".join(
        '<span style="display:inline-flex;align-items:center;gap:6px;margin-right:16px">'
        f'<span aria-hidden="true" style="flex:none;width:18px;{style}"></span>'
        f"{escape(text)}</span>"
        for style, text in keys
    )
    return (
        '<div style="font-size:0.85rem;line-height:1.7;margin-bottom:4px">'
        f"<strong>{escape(title)}</strong><br>{items}</div>"
    )
