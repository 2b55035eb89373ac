"""The home page: what the data set says in ten seconds, each number with what it counts."""

import streamlit as st

from lib.filter.parameters import ONLY_SIGNED
from lib.ui import chart_cache, charts, leftover
from lib.ui.buttons import page_link
from lib.ui.parts import overview, upcoming
from lib.ui.session import current

_MONTHS, _LATEST = 12, 6

view = current()
_ = view.words.gettext

overview.questions(view)
if view.events.empty:
    leftover.nothing_left(view)
else:
    overview.headline(view)
    overview.figures(view)
    overview.standing(view)

    curve, world = st.columns([1 - overview.MAP_SHARE, overview.MAP_SHARE])
    with curve:
        context = charts.context(view, 1 - overview.MAP_SHARE)
        chart = chart_cache.growth(view, context)
        charts.show(chart, "overview_growth", context, charts.data("growth", view))
        charts.undated(view)
    with world:
        overview.small_map(view)

    latest, ahead = st.columns(2)
    with latest:
        st.header(_("Latest signings"), anchor=False)
        documents = chart_cache.latest_signings(view, _LATEST)
        if not documents:
            st.caption(_("No dated signed document among these records."))
            leftover.no_document(view)
        overview.latest(documents, view)
        page_link(
            "records",
            _("All signed documents"),
            view,
            chosen=view.chosen.with_("only", [ONLY_SIGNED]),
        )
    with ahead:
        st.header(_("In the next twelve months"), anchor=False)
        upcoming.listing(view.chosen, view, _MONTHS, limit=9, columns=1)
        page_link("timeline", _("All coming dates"), view)
