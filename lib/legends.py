"""The map's legend as HTML: each colour beside its meaning in words."""

from html import escape

from lib import maps
from lib.i18n import N_, Words
from lib.palette import Palette, css
from lib.partnerships import FORMALITY

_AREAS = {
    maps.CHOSEN: N_("Chosen"),
    maps.PARTNER: N_("Signed documents in this view"),
    maps.TIE: N_("Only ties or activities in this view"),
    maps.NOT_IN_FILTER: N_("Known, but nothing in this view"),
    maps.NONE_FOUND: N_("None found"),
}


def legend(palette: Palette, words: Words, ties_drawn: bool) -> str:
    """Lines by formality and areas by class; every text is ours and escaped."""
    _ = words.gettext
    lines = [
        (f"height:4px;background:{css(palette.formality[level])}", _(title))
        for level, title in FORMALITY.items()
        if level or ties_drawn
    ]
    areas = [
        (
            f"height:12px;background:{css(palette.areas[kind])};"
            f"border:1px solid {css(palette.border)}",
            _(title),
        )
        for kind, title in _AREAS.items()
    ]
    groups = [
        (_("Links, by the most formal document; wider with more documents"), lines),
        (_("Provinces and prefectures"), areas),
    ]
    return "".join(_group(title, entries) for title, entries in groups)


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
