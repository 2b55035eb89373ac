"""Signings over the years, a lane per locality, and the anniversaries and ends of term to come."""

import streamlit as st

from lib.charts import rules
from lib.ui import chart_cache, charts, leftover
from lib.ui.parts import timeline as controls
from lib.ui.parts import upcoming
from lib.ui.session import current

view = current()
_ = view.words.gettext

if view.events.empty:
    leftover.nothing_left(view)
else:
    context = charts.context(view)

    st.header(_("Signings per year"), anchor=False)
    undated = chart_cache.undated_signings(view)
    if chart_cache.signing_years(view):
        charts.show(
            chart_cache.signings(view, context),
            controls.SIGNINGS,
            context,
            charts.data("signings", view),
            controls.filter_clicked,
        )
        st.caption(
            _(
                "Click a bar to see that year and kind alone; click it again to release them. By "
                "keyboard: “From”, “Until” and “Kind of record” of the filter do the same."
            )
        )
    else:
        st.info(
            _("Visits, programmes and other events are no signings; the lanes below can show them.")
            if not undated
            else _("They are in the table of records."),
            title=_("No signed document among these records.")
            if not undated
            else _("None of these signed documents has a known date."),
            icon=":material/bar_chart_off:",
        )
        if not undated:
            leftover.no_document(view)
    charts.undated(view)

    st.header(_("Localities over time"), anchor=False)
    wanted = controls.lanes_wanted(view)
    selection = chart_cache.selection(view, *wanted)
    if selection.dated.empty:
        st.info(
            _("Switch on “Other events too”, or take a filter off."),
            title=_("Nothing with a known date to show in lanes."),
            icon=":material/timeline:",
        )
    else:
        charts.show(
            chart_cache.lanes(view, *wanted, context),
            controls.LANES,
            context,
            charts.data("lanes", view),
            controls.open_clicked,
            noted=True,
        )
        st.caption(
            _(
                "Lanes: {shown} of {all}. Click a mark to open its record; by keyboard, the list "
                "of records opens each."
            ).format(
                shown=view.words.number(len(selection.shown)), all=view.words.number(selection.of)
            )
        )
    charts.sometimes(rules.without_date(selection, view.words))

    st.header(_("Coming up"), anchor=False)
    upcoming.listing(view.chosen, view, upcoming.horizon(view))
controls.opened(view)
