"""The home page: what the data set says in ten seconds, each number with what it counts."""

import streamlit as st

from lib.facts.rows import rows
from lib.ui import address, chart_cache, charts, filters, records, shell
from lib.ui.parts import overview, upcoming
from lib.ui.session import current

_MONTHS = 12

view = current()
_ = view.words.gettext

st.markdown(
    _(
        "Which Vietnamese provinces and cities work with which Japanese prefectures and cities, "
        "what they have signed, when and in which fields. Each fact is shown with its sources."
    )
)
if view.events.empty:
    filters.nothing_left(view)
else:
    overview.figures(view)

    curve, world = st.columns([1 - overview.MAP_SHARE, overview.MAP_SHARE])
    with curve:
        context = charts.context(view, 1 - overview.MAP_SHARE)
        charts.show(chart_cache.growth(view, context), "overview_growth", view)
    with world:
        overview.small_map(view)

    latest, ahead = st.columns(2)
    with latest:
        st.header(_("Latest signings"), anchor=False)
        signed = view.events[view.events["signed"] & view.events["first"].notna()]
        if signed.empty:
            st.caption(_("No dated signed document among these records."))
        for event in rows(signed.sort_values(["first", "date"], ascending=False).head(6)):
            records.line(event, view)
        st.page_link(
            shell.page("records", view),
            label=_("All signed documents"),
            icon=":material/arrow_forward:",
            query_params=address.link(view.chosen.with_("only", ["signed"])),
        )
    with ahead:
        st.header(_("In the next twelve months"), anchor=False)
        upcoming.listing(view.chosen, view, _MONTHS, limit=9, columns=1)
        st.page_link(
            shell.page("timeline", view),
            label=_("All coming dates"),
            icon=":material/arrow_forward:",
            query_params=address.link(view.chosen),
        )
