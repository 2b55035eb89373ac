"""Below the map, for the same filter: the records, the signings, the lanes and the fields.

Each is made only while it is open, and which are open stands in the address. What is chosen in
them is marked on the map: a record's link for a row or a mark of a lane. Bars and ranges filter.
"""

from collections.abc import Callable

import streamlit as st

from lib.charts import rules
from lib.facts.localities import SIDES, pair_id
from lib.filter import clicks
from lib.language.i18n import N_
from lib.site.pages import Panel
from lib.site.view import View
from lib.style.context import Context
from lib.ui import address, chart_cache, charts, controls, record_table, records
from lib.ui.buttons import page_link
from lib.ui.parts import fields, timeline

TITLES = {
    Panel.RECORDS: N_("Records"),
    Panel.SIGNINGS: N_("Signings per year"),
    Panel.LANES: N_("Localities over time"),
    Panel.FIELDS: N_("Fields"),
}
_BRUSH, _BREAKDOWN = "map_signings", "map_fields"


def marked(view: View) -> frozenset[str]:
    """The links on the map of what is chosen below it."""
    key = address.setting("record")
    if key is None or key not in view.events.index:
        return frozenset()
    ends = [view.dataset.top[str(view.events.at[key, f"{side}_id"])] for side in SIDES]
    return frozenset([pair_id(*ends)])


def show(view: View, context: Context) -> None:
    """A button for each panel, and those that are open."""
    _ = view.words.gettext
    opened = address.settings("open")
    widget = controls.filled("open", opened)
    st.pills(
        _("Show below the map"),
        list(Panel),
        selection_mode="multi",
        key=widget,
        format_func=lambda panel: _(TITLES[panel]),
        on_change=_open,
        args=(widget,),
    )
    _chosen(view)
    for panel in Panel:
        if panel in opened:
            with st.container(key=f"panel_{panel}"):
                st.subheader(_(TITLES[panel]), anchor=False)
                _PANELS[panel](view, context)


def _open(widget: str) -> None:
    if widget == controls.on_screen("open"):
        address.set_parameters("open", st.session_state[widget])


def _mark(key: str | None) -> None:
    address.set_parameter("record", key)


def _chosen(view: View) -> None:
    """The record that is marked on the map, or that it is not among those of the filter."""
    key = address.setting("record")
    if key is None:
        return
    _ = view.words.gettext
    event = view.dataset.event(key)
    with st.container(border=True, key="marked_record"):
        if key in view.events.index:
            records.listing([records.in_brief(event, view)])
        else:
            st.markdown(
                _("The record of this link is not among those of the filter: {record}").format(
                    record=f"{records.pair_name(event, view)} ({key})"
                )
            )
        with st.container(horizontal=True):
            page_link("records", _("Open the record"), view, record=key)
            if key not in view.events.index:
                st.button(_("Clear all filters"), key="marked_clear", on_click=_alone, args=(key,))
            st.button(_("Mark it no more"), key="marked_release", on_click=_mark, args=(None,))


def _alone(key: str) -> None:
    address.clear()
    _mark(key)


def _records(view: View, _context: Context) -> None:
    if not view.events.empty:
        record_table.show(view, "map")


def _signings(view: View, context: Context) -> None:
    _ = view.words.gettext
    chart = chart_cache.brush(view, context)
    if chart is None:
        st.caption(_("No signed document with a known date among these records."))
    else:
        charts.show(chart, _BRUSH, view, _brushed, ranges=True)
        st.caption(
            _(
                "Draw over the bars to choose a range of years, or click a bar to see that year "
                "and kind alone. By keyboard: “From” and “Until” of the filter."
            )
        )
        if view.chosen["from"] or view.chosen["to"]:
            st.button(_("All years"), key="all_years", on_click=_all_years)
    charts.undated(view)


def _brushed() -> None:
    selection = st.session_state[_BRUSH]["selection"]
    chosen = address.read()[0]
    if years := clicks.span(selection):
        address.go(clicks.choose_span(chosen, *years))
    elif bar := clicks.bar(selection):
        address.go(clicks.toggle_bar(chosen, *bar))


def _all_years() -> None:
    address.go(address.read()[0].with_("from", ()).with_("to", ()))


def _lanes(view: View, context: Context) -> None:
    _ = view.words.gettext
    wanted = timeline.lanes_wanted(view)
    if chart_cache.selection(view, *wanted).dated.empty:
        st.caption(_("Nothing with a known date to show in lanes."))
        return
    charts.show(
        chart_cache.lanes(view, *wanted, context), timeline.LANES, view, timeline.open_clicked
    )
    st.caption(_("Click a mark to see its link on the map."))


def _fields(view: View, context: Context) -> None:
    if view.events.empty:
        return
    measure = fields.measure(view)
    found = chart_cache.field_statistics(view, measure)
    chart = chart_cache.breakdown(view, measure, context)
    charts.show(chart, _BREAKDOWN, view, lambda: fields.on_bar(_BREAKDOWN))
    fields.rules(rules.counted(measure, found.total, view), view)
    page_link("fields", view.words.gettext("More on these fields"), view)


_PANELS: dict[Panel, Callable[[View, Context], None]] = {
    Panel.RECORDS: _records,
    Panel.SIGNINGS: _signings,
    Panel.LANES: _lanes,
    Panel.FIELDS: _fields,
}
