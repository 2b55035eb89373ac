"""The map: links between provinces and prefectures; a click filters, and so does the list."""

import streamlit as st

from lib.facts.localities import side_of
from lib.filter import clicks
from lib.map import area_classes, legend, link_classes, notes, tooltip
from lib.pictures.drawings import MAP
from lib.site.links import MAP_DATA
from lib.ui import browser, chart_cache, charts, controls, files, leftover, map_view
from lib.ui.buttons import page_link
from lib.ui.parts import maps, marked, panels, replay
from lib.ui.session import current

# What is left is for the list: room for the longest pair of names.
MAP_SHARE = 0.775
# Pixels that the page must have for the list to stand beside the map.
BESIDE = 760

view = current()
_ = view.words.gettext
context = charts.context(view)


if view.events.empty:
    leftover.nothing_left(view)

left, right = (
    (st.container(), st.container())
    if browser.width() < BESIDE
    else st.columns([MAP_SHARE, 1 - MAP_SHARE], gap="small")
)
with left:
    request = map_view.request(view, replay.until(view), controls.map_style(), context.palette)
    picture = chart_cache.picture(request)
    documents = sum(1 for link in picture.links if link.tip.documents)
    alt = _(
        "Map of Vietnam and Japan with {links} linked pairs of provinces and prefectures. "
        "{filter}. The list beside the map holds the same and can be used by keyboard."
    ).format(links=view.words.number(documents), filter=context.sentence)
    map_view.show(request, alt, marked.places(view))

with right, st.container(key="map_side", gap="small"):
    lists = {"links": _("Links"), **controls.countries(view)}
    shown = controls.segmented("list", _("List"), lists, view.words)
    if shown == "links":
        entries = {link.id: (link.tip.name, link.tip.documents) for link in picture.links}
    else:
        entries = {
            unit.id: (unit.tip.name, unit.tip.documents)
            for unit in picture.units
            if side_of(unit.id) == shown
        }
    chosen_key = next((key for key in entries if clicks.is_place_selected(view.chosen, key)), None)
    with st.container(border=True, key="map_list"):
        said = [_("Number of signed documents; choose to filter, choose again to release.")]
        if not all(documents for _name, documents in entries.values()):
            said.append(_("Without a number: no signed document was found."))
        st.caption(view.words.sentences(said))
        told = {
            # What was not found is not told as none.
            key: f"{view.words.number(documents)} · {name}" if documents else name
            for key, (name, documents) in entries.items()
        }
        map_view.choice(told, chosen_key, _("Choose on the map"))
    page_link(
        "records",
        view.words.ngettext(
            "Open the {count} record", "Open the {count} records", len(view.events)
        ),
        view,
    )

with st.container(horizontal=True, vertical_alignment="bottom", key="map_look"):
    controls.select(
        "links",
        _("Colour links by"),
        link_classes.choices(view.dataset, view.words),
        view.words,
        width=260,
        help=tooltip.help_text(view.words),
    )
    controls.select(
        "areas",
        _("Colour provinces and prefectures by"),
        {areas.value: _(label) for areas, label in area_classes.AREA_LABELS.items()},
        view.words,
        width=260,
        help=view.words.sentences([notes.scale(view), notes.borders(view)]),
    )
    replay.control(view)
st.html(legend.legend(request, picture))
maps.overlay_note(view)
files.show(
    files.of_drawing(_("Picture of this map (SVG)"), "/map.svg", MAP, view),
    files.of_drawing(_("Data of this map (CSV)"), MAP_DATA, MAP, view),
)

panels.show(view, context)
