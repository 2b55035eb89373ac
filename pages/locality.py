"""One locality: what an official prints before a delegation leaves."""

import streamlit as st

from lib.facts import localities
from lib.ui import address, chart_cache, charts, corrections, leftover, places, sheets
from lib.ui.parts import gaps, locality, neighbours, upcoming
from lib.ui.session import current

_MONTHS = 24

view = current()
_ = view.words.gettext
dataset = view.dataset
place = places.shown(view)

locality.chooser(view, place)
if place is None:
    st.info(_("Choose a province, prefecture or city above."), icon=":material/search:")
    gaps.by_region(view)
elif place not in dataset.localities.index:
    locality.unknown(view, place)
else:
    side = localities.side_of(place)
    events = chart_cache.events_of(view, place)
    who, where = st.columns([0.75, 0.25])
    with who:
        locality.identity(view, place)
        locality.what_became(view, place)
        locality.signers(view, place)
        sheets.buttons(view, place)
    with where:
        locality.locator(view, place)

    if events.empty:
        leftover.nothing_of(view, place)
    else:
        locality.figures(view, place)
        st.header(_("Partners"), anchor=False)
        locality.partners(view, place)
        ahead, fields = st.columns(2, gap="medium")
        with ahead:
            st.header(_("Coming up in the next two years"), anchor=False)
            chosen = view.chosen.with_(side, (place,))
            upcoming.listing(chosen, view, _MONTHS, limit=12, columns=1)
        with fields:
            context = charts.context(view, 0.5)
            charts.show(
                chart_cache.locality_fields(view, place, context),
                "locality_fields",
                context,
                charts.data("locality-fields", view, id=place),
            )
        st.header(_("Timeline"), anchor=False)
        whole = charts.context(view)
        lanes = chart_cache.locality_lanes(view, place, whole)
        if lanes:
            data = charts.data("locality-lanes", view, id=place)
            charts.show(lanes, "locality_timeline", whole, data, noted=True)
        st.header(_("Documents and their sources"), anchor=False)
        locality.documents(view, place)
        locality.further(view, side, place, events)

    st.header(_("Others nearby and their partners"), anchor=False)
    neighbours.suggestions(view, place)
    neighbours.comparison(view, place)
    corrections.missing_button(view, view.dataset.full_name(place, view.lang))
    locality.cite(view, place)
    if address.given("id") is None:
        # It stands here for the filter, whose other question is who has nothing under it.
        gaps.by_region(view)
