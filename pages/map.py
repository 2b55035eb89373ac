"""The map: links between provinces and prefectures; a click filters, and so does the list."""

from functools import partial

import streamlit as st

from lib.exports import csv_file
from lib.facts.localities import side_of
from lib.filter import clicks
from lib.map import area_classes, legend, link_classes, svg
from lib.map import picture as map_picture
from lib.map.content import MapRequest
from lib.map.projection import SCENES
from lib.ui import address, browser, chart_cache, charts, controls, leftover
from lib.ui.buttons import download, page_link
from lib.ui.parts import maps, replay
from lib.ui.session import current

# What is left is for the list: room for the longest pair of names.
MAP_SHARE = 0.69

view = current()
_ = view.words.gettext

scene_name = "tall" if browser.narrow() else "wide"
scene = SCENES[scene_name]
map_width = browser.width() if browser.narrow() else int(browser.width() * MAP_SHARE) - 16
map_height = int(scene.height * map_width / scene.width)
context = charts.context(view)
revision = st.session_state.setdefault("map_revision", 0)


def on_click() -> None:
    """A click on a unit or link puts it on the filter, or takes it off."""
    key = clicks.object_id(st.session_state["map"]["selection"]["objects"])
    if key:
        address.go(clicks.toggle_place(address.read()[0], key))
        st.session_state["map_revision"] += 1


def on_list(widget: str, before: str | None) -> None:
    """The list does what a click on the map does."""
    key: str | None = st.session_state[widget] or before
    if key and widget == controls.on_screen(f"pick_{shown}"):
        address.go(clicks.toggle_place(address.read()[0], key))


if view.events.empty:
    leftover.nothing_left(view)

with st.container(horizontal=True, vertical_alignment="bottom", key="map_look"):
    controls.selectbox(
        "areas",
        _("Colour provinces and prefectures by"),
        {areas.value: _(label) for areas, label in area_classes.AREA_LABELS.items()},
        width=260,
    )
    controls.selectbox(
        "links",
        _("Colour links by"),
        link_classes.choices(view.dataset, view.words),
        width=340,
    )

left, right = (
    st.columns([MAP_SHARE, 1 - MAP_SHARE])
    if scene_name == "wide"
    else (st.container(), st.container())
)
with left:
    request = MapRequest(
        view,
        replay.until(view),
        scene_name,
        map_width,
        controls.map_style(),
        context.palette,
    )
    picture = chart_cache.picture(request)
    documents = sum(1 for link in picture.links if link.tip.documents)
    alt = _(
        "Map of Vietnam and Japan with {links} linked pairs of provinces and prefectures. "
        "{filter}. The list beside the map holds the same and can be used by keyboard."
    ).format(links=view.words.number(documents), filter=context.sentence)
    st.pydeck_chart(
        chart_cache.deck(request, revision),
        height=map_height,
        on_select=on_click,
        selection_mode="single-object",
        key="map",
        alt=alt,
    )
    replay.control(view)
    st.html(legend.legend(request, picture))
    borders = (
        _("Borders of the 34 units since 1 July 2025; ties stand with who holds them today.")
        if view.today_units
        else _("Borders of the 63 units before 1 July 2025; documents stand with who signed them.")
    )
    sides = _(
        "The two countries stand side by side and are not to the same scale; Okinawa and Amami "
        "are in the inset. Cities are drawn with their province or prefecture."
    )
    st.caption(view.words.sentences([sides, borders]))
    maps.overlay_note(view)
    with st.container(horizontal=True):
        download(
            _("Picture of this map (SVG)"),
            partial(
                svg.picture,
                _("Partnerships between Vietnamese and Japanese localities"),
                request,
                picture,
                context,
            ),
            "map.svg",
            key="map_svg",
            icon=":material/image:",
        )
        download(
            _("Data of this map (CSV)"),
            lambda: csv_file.of_frame(map_picture.links_table(picture, view.dataset, view.words)),
            "map.csv",
            key="map_csv",
        )

with right:
    shown = controls.segmented("list", _("List"), {"links": _("Links"), **controls.countries(view)})
    if shown == "links":
        entries = {link.id: (link.tip.name, link.tip.documents) for link in picture.links}
    else:
        entries = {
            unit.id: (unit.tip.name, unit.tip.documents)
            for unit in picture.units
            if side_of(unit.id) == shown
        }
    chosen_key = next((key for key in entries if clicks.is_place_selected(view.chosen, key)), None)
    widget = controls.filled(f"pick_{shown}", chosen_key)
    with st.container(height=max(map_height - 60, 320), border=True):
        st.caption(_("Number of signed documents; choose to filter, choose again to release."))
        st.pills(
            _("Choose on the map"),
            list(entries),
            key=widget,
            format_func=lambda key: f"{view.words.number(entries[key][1])} · {entries[key][0]}",
            on_change=on_list,
            args=(widget, chosen_key),
            label_visibility="collapsed",
        )
    page_link(
        "records",
        view.words.ngettext(
            "Open the {count} record", "Open the {count} records", len(view.events)
        ),
        view,
    )
