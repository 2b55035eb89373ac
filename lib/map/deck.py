"""The deck.gl map: provinces and prefectures, their links, and what is under the pointer.

Geometry comes by URL and is cached by the browser; a filter change sends only a short string of
classes for the polygons, one small record per unit and one per link.
"""

import json
import math
import sys
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import pydeck as pdk

from lib.language.i18n import Localizer
from lib.map import overlay
from lib.map.content import Link, MapContent, MapRequest, Unit
from lib.map.geometry import geometry_url
from lib.map.projection import Scene
from lib.map.tooltip import cells, tooltip
from lib.site import config
from lib.style.palette import Palette, Rgb

# Each deck looks for pydeck's widget for notebooks, and reads its module anew when there is none.
sys.modules.setdefault("pydeck.widget", None)  # type: ignore[arg-type]


class CompactDeck(pdk.Deck):  # type: ignore[misc]  # pydeck ships no types
    """A Deck that is written once, without the indentation that doubles what the browser gets."""

    @cached_property
    def _written(self) -> str:
        return json.dumps(json.loads(super().to_json()), separators=(",", ":"), ensure_ascii=False)

    def to_json(self) -> str:
        return self._written


def deck(request: MapRequest, shown: MapContent, revision: int) -> pdk.Deck:
    """The map as asked for.

    `revision` goes into the ids of the layers that can be clicked; a new one clears what the
    browser holds as selected, so that the filter alone says what is chosen.
    """
    view, scene, palette = request.view, request.plane, request.palette
    url = geometry_url(view.viewpoint, request.scene, view.lang)
    zoom = math.log2(request.width / scene.width)
    return CompactDeck(
        layers=[
            _areas(url, shown.areas, palette.areas, revision),
            _borders(url, palette),
            _inset(scene, palette),
            _links(shown, view.words, revision),
            _units(shown.units, palette, view.words, revision),
            _labels(shown.labels, palette),
            *_overlay(request),
        ],
        views=[pdk.View(type="OrthographicView", controller=True)],
        initial_view_state=pdk.ViewState(
            target=[scene.width / 2, scene.height / 2, 0],
            zoom=round(zoom, 3),
            min_zoom=round(zoom - 0.5, 3),
            max_zoom=6,
        ),
        map_provider=None,
        tooltip=tooltip(view.words),
    )


def _clickable(name: str, revision: int, alpha: int = 255) -> dict[str, object]:
    """What a layer needs that answers to the pointer."""
    highlight = {"auto_highlight": True, "highlight_color": [255, 196, 0, alpha]}
    return {"id": f"{name}-{revision}", "pickable": True, **highlight}


def _areas(url: str, areas: list[int], colours: Sequence[Rgb], revision: int) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        **_clickable("areas", revision, 70),
        data=url,
        # deck.gl's expressions allow [] only behind a name or a parenthesis.
        get_fill_color=f"({_short(colours)})[({_classes(areas)})[properties.position]]",
        # Borders are a layer of their own: to look for one under the pointer takes ten times as
        # long as for an area, and without a graphics card a click would be over before.
        stroked=False,
    )


def _classes(areas: list[int]) -> str:
    """The classes of the polygons as an expression: a string while each of them is one digit."""
    return f"'{''.join(map(str, areas))}'" if max(areas, default=0) < 10 else _short(areas)


def _short(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _borders(url: str, palette: Palette) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        id="borders",
        data=url,
        filled=False,
        get_line_color=list(palette.border),
        line_width_units=_text("pixels"),
        get_line_width=0.7,
        line_width_min_pixels=0.7,
    )


def _inset(scene: Scene, palette: Palette) -> pdk.Layer:
    left, top, right, bottom = scene.inset()
    outline = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    return pdk.Layer(
        "PathLayer",
        id="inset",
        data=[{"path": outline}],
        get_path="path",
        get_color=list(palette.border),
        width_units=_text("pixels"),
        get_width=1,
    )


def _links(shown: MapContent, words: Localizer, revision: int) -> pdk.Layer:
    return pdk.Layer(
        "ArcLayer",
        **_clickable("links", revision),
        data=[
            {
                **{"id": link.id, "s": link.start, "t": link.end},
                "c": [*link.colour, _opacity(link, shown.crowded)],
                "w": link.width,
                **cells(link.tip, words),
            }
            for link in shown.drawn_links
        ],
        get_source_position="s",
        get_target_position="t",
        get_source_color="c",
        get_target_color="c",
        get_width="w",
        # Flat curves, bent to one side: fewer crossings than straight lines.
        # Enough for a smooth curve; more would slow the picking under the pointer.
        num_segments=24,
        get_height=0.18,
        get_tilt=90,
        width_min_pixels=1,
    )


def _opacity(link: Link, crowded: bool) -> int:
    if not crowded:
        return 215
    return 150 if link.classed else 80


def _units(units: Iterable[Unit], palette: Palette, words: Localizer, revision: int) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        **_clickable("units", revision),
        data=[{"id": u.id, "p": [u.x, u.y], "s": u.size, **cells(u.tip, words)} for u in units],
        get_position="p",
        get_radius="s",
        radius_units=_text("pixels"),
        stroked=True,
        get_fill_color=list(palette.text),
        get_line_color=list(palette.background),
        line_width_units=_text("pixels"),
        get_line_width=1.2,
    )


def _labels(units: Iterable[Unit], palette: Palette) -> pdk.Layer:
    names: list[dict[str, Any]] = [
        {"p": [u.x, u.y], "t": u.tip.name, "o": [0, -4 - u.size]} for u in units
    ]
    return _names("labels", names, palette.text, palette)


def _names(
    layer: str, names: list[dict[str, object]], colour: Rgb, palette: Palette, size: float = 12.5
) -> pdk.Layer:
    """Texts `t` at places `p`, moved by `o` pixels, `size` pixels high."""
    return pdk.Layer(
        "TextLayer",
        id=layer,
        data=names,
        get_position="p",
        get_text="t",
        get_size=size,
        get_color=list(colour),
        get_pixel_offset="o",
        get_alignment_baseline=_text("bottom"),
        # Without it every letter beyond ASCII is left out.
        character_set=_text("auto"),
        font_settings={"sdf": True, "fontSize": 48, "buffer": 8, "radius": 14},
        outline_width=5,
        outline_color=list(palette.background),
        font_family=_text("'Noto Sans','Segoe UI','Hiragino Sans','Noto Sans CJK JP',sans-serif"),
        font_weight=600,
    )


def _overlay(request: MapRequest) -> list[pdk.Layer]:
    """What this installation adds: a box for what lies off the map, lines, dots and names."""
    palette = request.palette
    added = overlay.drawn(config.in_use().overlay, request.scene, request.view.lang)
    if not added.marks:
        return []
    lines_of = [(line, palette.muted) for mark in added.marks for line in mark.lines]
    if added.box:
        left, top, right, bottom = added.box
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        lines_of.append((tuple(corners), palette.border))
    lines = pdk.Layer(
        "PathLayer",
        id="overlay-lines",
        data=[{"path": line, "c": list(colour)} for line, colour in lines_of],
        get_path="path",
        get_color="c",
        width_units=_text("pixels"),
        get_width=1,
    )
    dots = pdk.Layer(
        "ScatterplotLayer",
        id="overlay-points",
        data=[{"p": dot} for mark in added.marks for dot in mark.dots],
        get_position="p",
        get_radius=2.5,
        radius_units=_text("pixels"),
        get_fill_color=list(palette.muted),
    )
    names: list[dict[str, Any]] = [
        {"p": mark.at, "t": mark.name, "o": [0, -6]} for mark in added.marks
    ]
    return [lines, dots, _names("overlay-labels", names, palette.muted, palette, 11)]


def _text(value: str) -> object:
    # A bare string would be read as the name of a column.
    return pdk.types.String(value)
