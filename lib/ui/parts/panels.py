"""Below the map, for the same filter: the records, the signings, the lanes and the fields.

Each is made only while it is open, and which are open stands in the address. What is chosen in
them (a row, a bar, a field, a lane) is marked on the map and in all of them; a range of years that
is drawn filters.
"""

from collections.abc import Callable

import streamlit as st

from lib.charts import rules
from lib.charts.lane_chart import Pointed
from lib.filter import clicks, marks
from lib.language.i18n import N_
from lib.site.pages import Panel
from lib.site.view import View
from lib.style.context import Context
from lib.ui import address, browser, chart_cache, charts, choices, controls, record_table
from lib.ui.buttons import page_link
from lib.ui.choices import Choices, Form, Option
from lib.ui.parts import fields, marked, timeline

TITLES = {
    Panel.RECORDS: N_("Records"),
    Panel.SIGNINGS: N_("Signings per year"),
    Panel.LANES: N_("Localities over time"),
    Panel.FIELDS: N_("Fields"),
}
_BRUSH, _BREAKDOWN = "map_signings", "map_fields"
_OPEN = controls.key("open")


def show(view: View, context: Context) -> None:
    """A button for each panel, the files of the records, and the panels that are open."""
    _ = view.words.gettext
    opened = address.settings("open")
    with st.container(horizontal=True, vertical_alignment="bottom", key="panels"):
        choices.show(
            Choices(
                _OPEN,
                _("Show below the map"),
                [Option(panel, _(TITLES[panel])) for panel in Panel],
                opened,
                Form.PILLS,
                several=True,
                width="stretch" if browser.narrow() else "content",
            ),
            view.words,
            _open,
        )
        marked.choice(view, {*opened})
        if not view.events.empty:
            with st.container(horizontal=True, width="content", key="panel_files"):
                record_table.files(view)
    if opened:
        marked.on_the_map(view)
    for panel in Panel:
        if panel in opened:
            with st.container(key=f"panel_{panel}"):
                st.header(_(TITLES[panel]), anchor=False)
                _PANELS[panel](view, context)
    marked.bar(view)


def _open() -> None:
    if (given := choices.told(_OPEN)) is not None:
        address.set_parameters("open", given)


def _records(view: View, _context: Context) -> None:
    if not view.events.empty:
        record_table.show(view, ("map", "mark"), marked.keys(view))


def _signings(view: View, context: Context) -> None:
    _ = view.words.gettext
    mark = marked.current(view)
    chart = chart_cache.brush(view, context, mark.bar if mark else None)
    if chart is None:
        st.caption(_("No signed document with a known date among these records."))
    else:
        # Its bars are those of all years.
        years = view.chosen.with_("from", ()).with_("to", ())
        data = charts.data("signings", view.filtered(years))
        charts.show(chart, _BRUSH, context, data, _mark_bar, _brushed)
        st.caption(
            _(
                "Draw over the bars to choose a range of years; click a bar to mark its links on "
                "the map. By keyboard: “From” and “Until” of the filter, and “Mark on the map”."
            )
        )
        if view.chosen["from"] or view.chosen["to"]:
            st.button(_("All years"), key="all_years", on_click=_all_years)
    charts.undated(view)


def _brushed(sent: object) -> None:
    if years := clicks.span(sent):
        address.go(clicks.choose_span(address.read()[0], *years))


def _mark_bar(sent: object) -> None:
    if bar := clicks.bar(sent):
        marked.toggle(marks.of_bar(*bar))


def _all_years() -> None:
    address.go(address.read()[0].with_("from", ()).with_("to", ()))


def _lanes(view: View, context: Context) -> None:
    _ = view.words.gettext
    wanted = timeline.lanes_wanted(view)
    if chart_cache.selection(view, *wanted).dated.empty:
        st.caption(_("Nothing with a known date to show in lanes."))
        return
    mark = marked.current(view)
    place = mark.place if mark else None
    pointed = Pointed(
        frozenset({*view.chosen[wanted[0]], *filter(None, [place])}),
        # The records of a lane need no rings: all that is in it is theirs.
        frozenset() if place else marked.keys(view),
    )
    chart = chart_cache.lanes(view, *wanted, context, pointed)
    data = charts.data("lanes", view)
    charts.show(chart, timeline.LANES, context, data, _mark, noted=True)
    st.caption(_("Click a record, or a lane, to mark its links on the map."))


def _mark(sent: object) -> None:
    """Mark the record, the lane or the field that was clicked."""
    marked.toggle(next(iter(clicks.codes(sent)), None))


def _fields(view: View, context: Context) -> None:
    if view.events.empty:
        return
    measure = fields.measure(view)
    found = chart_cache.field_statistics(view, measure)
    mark = marked.current(view)
    chart = chart_cache.breakdown(view, measure, context, mark.field if mark else None)
    charts.show(chart, _BREAKDOWN, context, charts.data("fields", view), _mark)
    st.caption(view.words.gettext("Click a bar to mark on the map the links that name its field."))
    fields.rules(rules.counted(measure, found.total, view), view)
    page_link("fields", view.words.gettext("More on these fields"), view)


_PANELS: dict[Panel, Callable[[View, Context], None]] = {
    Panel.RECORDS: _records,
    Panel.SIGNINGS: _signings,
    Panel.LANES: _lanes,
    Panel.FIELDS: _fields,
}
