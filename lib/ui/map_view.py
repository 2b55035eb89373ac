"""The map on screen: a component of ours that draws SVG, and what a click on it does."""

from collections.abc import Mapping, Set
from functools import partial

import streamlit as st

from lib.filter import clicks
from lib.map import code
from lib.map.content import MapRequest
from lib.map.projection import SCENES
from lib.site.links import map_script
from lib.site.view import View
from lib.style.map_style import MapStyle
from lib.style.palette import Palette
from lib.ui import address, browser, chart_cache

_KEY, _LIST, _SCENE = "map", "map_pick", "wide"
# What travels with each run; all else is a file that browsers keep.
_LOADER = f"""
const map = import(new URL("{map_script(code.code().tag)}", document.baseURI))
const known = new WeakMap()
export default async component => {{
  const text = new TextDecoder().decode(component.data)
  const {{ parentElement: place }} = component
  if (known.get(place)?.text !== text) known.set(place, {{ text, data: JSON.parse(text) }})
  return (await map).default({{ ...component, data: known.get(place).data }})
}}
"""
_large = st.components.v2.component(
    "map", html='<div class="map"></div>', css=code.frame(), js=_LOADER
)
_small = st.components.v2.component(
    "small_map", html='<div class="map small"></div>', css=code.frame(), js=_LOADER
)
_places = st.components.v2.component(
    "place_list",
    html='<div class="places"></div>',
    js=browser.script("place_list.js"),
    # Its style is the page's.
    isolate_styles=False,
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
    _large(key=_KEY, data=data, on_chosen_change=partial(_choose, _KEY))


def small(asked: MapRequest, alt: str) -> None:
    """The map to look at, with what the pointer tells, and nothing to choose."""
    _small(key="small_map", data=chart_cache.map_payload(asked, alt, frozenset()))


def choice(entries: Mapping[str, str], chosen: str | None, label: str) -> None:
    """Units or links by id as a list, which does what a click on the map does."""
    data = {"label": label, "items": list(entries.items()), "chosen": chosen}
    # In a list: Streamlit looks at each value of a dict whether it is a table.
    _places(key=_LIST, data=[data], on_chosen_change=partial(_choose, _LIST))


def _choose(component: str) -> None:
    sent = st.session_state[component].get("chosen")
    place = clicks.place(sent, address.dataset().localities.index)
    if place:
        address.go(clicks.toggle_place(address.read()[0], place))
