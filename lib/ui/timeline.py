"""The controls of the timeline, each a parameter of the page in the URL, and what clicks do."""

import streamlit as st

from lib import lanes
from lib.figures import timeline
from lib.lanes import Selection
from lib.ui import address, shell
from lib.ui.view import View

SIGNINGS, LANES = "timeline_signings", "timeline_lanes"
_OPEN = "timeline_open"


def filter_clicked() -> None:
    """Filter by the year and kind of the bar that was clicked, or take that filter off."""
    found = timeline.clicked(st.session_state[SIGNINGS]["selection"])
    if found:
        address.go(timeline.pick(address.read()[0], *found))


def remember_clicked() -> None:
    """Have the record of the mark that was clicked opened; a callback cannot change the page."""
    st.session_state[_OPEN] = timeline.opened(st.session_state[LANES]["selection"])


def open_clicked(view: View) -> None:
    """Go to the record that was clicked, if any."""
    key = st.session_state.pop(_OPEN, None)
    if key in view.catalogue.events.index:
        st.switch_page(shell.page("records", view), query_params=address.link(view.chosen, key))


def _switch_others() -> None:
    if st.session_state["w_other"]:
        address.set_parameter("other", "1")
    else:
        st.query_params.pop("other", None)


def selection(view: View) -> Selection:
    """The lanes that the visitor wants; draws the controls for them."""
    _ = view.words.gettext
    given = address.given
    side = given("side") or ""
    side = side if side in lanes.SIDES else lanes.default_side(view.chosen)
    number = int(n) if (n := given("lanes")) and n in map(str, lanes.NUMBERS) else 10
    others = given("other") == "1"
    named = bool(view.chosen[side])
    st.session_state["w_side"] = side
    st.session_state["w_lanes"] = number
    st.session_state["w_other"] = others
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.segmented_control(
            _("Lanes for localities of"),
            list(lanes.SIDES),
            key="w_side",
            format_func={"vn": _("Vietnam"), "jp": _("Japan")}.__getitem__,
            required=True,
            width="content",
            on_change=lambda: address.set_parameter("side", st.session_state["w_side"]),
        )
        st.segmented_control(
            _("The most active"),
            lanes.NUMBERS,
            key="w_lanes",
            format_func=view.words.number,
            required=True,
            disabled=named,
            width="content",
            help=_(
                "By signed documents, then by records. A city stands with its province or "
                "prefecture. Localities that are chosen in the filter have a lane each instead."
            ),
            on_change=lambda: address.set_parameter("lanes", str(st.session_state["w_lanes"])),
        )
        st.toggle(
            _("Other events too"),
            key="w_other",
            help=_("Visits, programmes, festivals, forums and the like, and announced documents."),
            on_change=_switch_others,
        )
    return lanes.select(view.events, view.catalogue, view.chosen, side, number, others)
