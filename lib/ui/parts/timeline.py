"""The controls of the timeline, each a parameter of the page in the URL, and what clicks do."""

import streamlit as st

from lib.counting import lanes
from lib.filter import clicks
from lib.site.view import View
from lib.ui import address, controls, records
from lib.ui.buttons import page_link

SIGNINGS, LANES = "timeline_signings", "timeline_lanes"


def filter_clicked(sent: object) -> None:
    """Filter by the year and kind of the bar that was clicked, or take that filter off."""
    if found := clicks.bar(sent):
        address.go(clicks.toggle_bar(address.read()[0], *found))


def open_clicked(sent: object) -> None:
    """Open the record of the mark that was clicked."""
    if record := clicks.codes(sent):
        address.set_parameter("record", record[0])


def opened(view: View) -> None:
    """The record in the URL, if any, above the page: closing it leads back to the same place."""
    key = address.given("record")
    if key is None or key not in view.dataset.events.index:
        return
    title = view.words.gettext("Record {id}").format(id=key)

    @st.dialog(title, width="large", on_dismiss=lambda: address.set_parameter("record", None))
    def show() -> None:
        records.detail(key, view)
        page_link("records", view.words.gettext("Open it among the records"), view, record=key)

    show()


def lanes_wanted(view: View) -> tuple[str, int, bool]:
    """Whose lanes, how many, and whether with other events; draws the controls for them."""
    _ = view.words.gettext
    preset = lanes.default_side(view.chosen)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        side = controls.segmented(
            "side",
            _("Lanes for localities of"),
            controls.countries(view),
            view.words,
            preset,
            width="content",
        )
        number = controls.segmented(
            "lanes",
            _("The most active"),
            {str(number): view.words.number(number) for number in lanes.NUMBERS},
            view.words,
            disabled=bool(view.chosen[address.setting("side") or preset]),
            width="content",
            help=_(
                "By signed documents, then by records. A city stands with its province or "
                "prefecture. Localities that are chosen in the filter have a lane each instead."
            ),
        )
        others = controls.toggle(
            "other",
            _("Other events too"),
            help=_("Visits, programmes, festivals, forums and the like, and announced documents."),
        )
    return side, int(number), others
