"""The map on screen: a component of ours that draws SVG, and what a click on it does."""

from collections.abc import Set

import streamlit as st

from lib.filter import clicks
from lib.map import code
from lib.map.content import MapRequest
from lib.map.projection import SCENES
from lib.site.links import map_script
from lib.site.view import View
from lib.style.map_style import MapStyle
from lib.style.palette import Palette
from lib.ui import address, chart_cache

_KEY, _SCENE = "map", "wide"
# What travels with each run; all else is a file that browsers keep.
_LOADER = f"""
const map = import(new URL("{map_script(code.code().tag)}", document.baseURI))
export default async component => (await map).default(component)
"""
_large = st.components.v2.component(
    "map", html='<div class="map"></div>', css=code.frame(), js=_LOADER
)
_small = st.components.v2.component(
    "small_map", html='<div class="map small"></div>', css=code.frame(), js=_LOADER
)


def request(view: View, until: int | None, style: MapStyle, palette: Palette) -> MapRequest:
    """The map of a page: which scene is drawn, and how large, the browser knows by itself."""
    return MapRequest(view, until, _SCENE, int(SCENES[_SCENE].width), style, palette)


def show(asked: MapRequest, alt: str, marked: Set[str] = frozenset()) -> None:
    """The map; a click puts a unit or link on the filter, or takes it off.

    `marked` are ids of units and links that other parts of the page point out, see
    `lib.map.payload`.
    """
    data = chart_cache.map_payload(asked, alt, frozenset(marked))
    _large(key=_KEY, data=data, on_chosen_change=_choose)


def small(asked: MapRequest, alt: str) -> None:
    """The map to look at, with what the pointer tells, and nothing to choose."""
    _small(key="small_map", data=chart_cache.map_payload(asked, alt, frozenset()))


def _choose() -> None:
    place = clicks.place(st.session_state[_KEY].get("chosen"), address.dataset().localities.index)
    if place:
        address.go(clicks.toggle_place(address.read()[0], place))
