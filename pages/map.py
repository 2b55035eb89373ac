"""The map: links between provinces and prefectures; a click filters, and so does the list."""

import streamlit as st

from lib import legends, maps, network, palette, resources, routes, sentences
from lib.schematic import SCENES
from lib.ui import address, browser, filters, shell
from lib.ui.view import current

view = current()
_ = view.words.gettext

page_width = browser.width()
scene_name = "tall" if browser.narrow() else "wide"
scene = SCENES[scene_name]
map_width = int(page_width * 0.72) - 16 if scene_name == "wide" else page_width
shapes = resources.shapes(view.seen.units, scene_name)
picture = network.picture(
    view.events, view.catalogue, view.chosen, scene, shapes.ids, shapes.reach, view.words, map_width
)
colours = palette.DARK if view.dark else palette.LIGHT
revision = st.session_state.setdefault("map_revision", 0)


def on_click() -> None:
    """A click on a unit or link puts it on the filter, or takes it off."""
    key = network.clicked(st.session_state["map"]["selection"]["objects"])
    if key:
        address.go(network.pick(address.read()[0], key))
        st.session_state["map_revision"] += 1


def on_list(widget: str, before: str | None) -> None:
    """The list does what a click on the map does."""
    key: str | None = st.session_state[widget] or before
    if key:
        address.go(network.pick(address.read()[0], key))


if view.events.empty:
    filters.nothing_left(view)

left, right = st.columns([0.72, 0.28]) if scene_name == "wide" else (st.container(), st.container())
with left:
    st.pydeck_chart(
        maps.deck(
            scene,
            routes.geometry_url(view.seen, scene_name, view.lang),
            picture,
            colours,
            map_width,
            revision,
        ),
        height=int(scene.height * map_width / scene.width),
        on_select=on_click,
        selection_mode="single-object",
        key="map",
        alt=_(
            "Map of Vietnam and Japan with {links} linked pairs of provinces and prefectures. "
            "{filter}. The list beside the map holds the same and can be used by keyboard."
        ).format(
            links=view.words.number(sum(1 for link in picture.links if link.documents)),
            filter=sentences.describe(view.chosen, view.index, view.words, view.today_units),
        ),
    )
    st.html(legends.legend(colours, view.words, not maps.crowded(picture.links)))
    borders = (
        _("Borders of the 34 units since 1 July 2025; ties stand with who holds them today.")
        if view.today_units
        else _("Borders of the 63 units before 1 July 2025; documents stand with who signed them.")
    )
    st.caption(
        _(
            "The two countries stand side by side and are not to the same scale; Okinawa and Amami "
            "are in the inset. Cities are drawn with their province or prefecture."
        )
        + " "
        + borders
    )

with right:
    shown = st.segmented_control(
        _("List"),
        ["links", "vn", "jp"],
        format_func={"links": _("Links"), "vn": _("Vietnam"), "jp": _("Japan")}.__getitem__,
        default="links",
        required=True,
        key="map_list",
    )
    if shown == "links":
        entries = {link.id: (link.name, link.documents) for link in picture.links}
    else:
        table = network.units(view.events, view.catalogue)
        entries = {
            key: (view.catalogue.name(key, view.lang), documents)
            for key, documents in ((str(k), d) for k, d in table["documents"].items())
            if key.startswith(f"{shown}-")
        }
    chosen_key = next((key for key in entries if network.picked(view.chosen, key)), None)
    widget = f"map_pick_{shown}"
    st.session_state[widget] = chosen_key
    with st.container(height=int(scene.height * map_width / scene.width) - 60, border=True):
        st.caption(_("Number of signed documents; choose to filter, choose again to release."))
        st.pills(
            _("Choose on the map"),
            list(entries),
            key=widget,
            format_func=lambda key: f"{entries[key][0]} · {view.words.number(entries[key][1])}",
            on_change=on_list,
            args=(widget, chosen_key),
            label_visibility="collapsed",
        )
    st.page_link(
        shell.page("records", view),
        label=view.words.ngettext(
            "Open the {count} record", "Open the {count} records", len(view.events)
        ),
        icon=":material/arrow_forward:",
        query_params=address.link(view.chosen),
    )
