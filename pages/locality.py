"""One locality: what an official prints before a delegation leaves."""

import streamlit as st

from lib import drawn, profile
from lib.ui import address, charts, coming, localities, neighbourhood
from lib.ui.view import current

_MONTHS = 24

view = current()
_ = view.words.gettext
catalogue = view.catalogue
asked = address.given("id")

localities.print_styles()
localities.chooser(view, asked)
if asked is None:
    st.info(_("Choose a province, prefecture or city above."), icon=":material/search:")
elif asked not in catalogue.localities.index:
    localities.unknown(view, asked)
else:
    with st.container(width=localities.PAPER, key="sheet"):
        side = profile.side_of(asked)
        events = localities.events_of(view, asked)
        context = charts.context(view, most=localities.PAPER)
        localities.identity(view, asked)
        localities.what_became(view, asked)

        if events.empty:
            st.info(
                _("That says nothing about ties that nobody has recorded here yet."),
                title=_("No record found for this place under the current filter."),
                icon=":material/search_off:",
            )
        else:
            localities.figures(view, events)
            st.header(_("Partners"), anchor=False)
            localities.partners(view, events, side)
            charts.show(
                drawn.locality_fields(view.seen, view.chosen, asked, context),
                "locality_fields",
                view,
            )
            st.header(_("Timeline"), anchor=False)
            lanes = drawn.locality_lanes(view.seen, view.chosen, asked, context)
            if lanes:
                charts.show(lanes, "locality_timeline", view)
            st.header(_("Coming up in the next two years"), anchor=False)
            coming.listing(view.chosen.with_(side, (asked,)), view, _MONTHS, limit=12)
            st.header(_("Documents and their sources"), anchor=False)
            localities.documents(view, events)
            localities.further(view, side, asked, events)

        st.header(_("Others nearby and their partners"), anchor=False)
        neighbourhood.suggestions(view, asked)
        neighbourhood.comparison(view, asked)
        localities.cite(view, asked)
