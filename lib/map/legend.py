"""The map's legend as HTML: each colour beside its meaning in words."""

from html import escape

from lib.facts.dataset import Dataset
from lib.language.i18n import Localizer
from lib.map import link_classes
from lib.map.area_classes import area_legend
from lib.style.map_style import MapStyle
from lib.style.palette import Palette, css


def legend(
    look: MapStyle, palette: Palette, dataset: Dataset, words: Localizer, ties_drawn: bool
) -> str:
    """Links and areas as they are coloured; every text is ours and escaped."""
    _ = words.gettext
    lines = [
        (f"height:4px;background:{css(colour)}", text)
        for colour, text in link_classes.legend(look.links, palette, dataset, words, ties_drawn)
    ]
    fills = [
        (f"height:12px;background:{css(colour)};border:1px solid {css(palette.border)}", text)
        for colour, text in area_legend(look.areas, palette, words)
    ]
    heading = link_classes.title(look.links, dataset, words)
    return _group(heading, lines) + _group(_("Provinces and prefectures"), fills)


def _group(title: str, entries: list[tuple[str, str]]) -> str:
    items = "".join(
        '<span style="display:inline-flex;align-items:center;gap:6px;margin-right:16px">'
        f'<span aria-hidden="true" style="width:18px;display:inline-block;{style}"></span>'
        f"{escape(text)}</span>"
        for style, text in entries
    )
    return (
        '<div style="font-size:0.85rem;line-height:1.7;margin-bottom:4px">'
        f"<strong>{escape(title)}</strong><br>{items}</div>"
    )
