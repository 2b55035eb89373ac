"""Fields of cooperation: how often, since when, which together, and in which regions."""

import streamlit as st

from lib.charts import field_charts as figures
from lib.charts import rules
from lib.counting import cooperation
from lib.ui import browser, chart_cache, charts, leftover
from lib.ui.parts import field_cells
from lib.ui.parts import fields as parts
from lib.ui.session import current

view = current()
_ = view.words.gettext
context = charts.context(view)
labels = figures.names(view.dataset, view.words)

if view.events.empty:
    leftover.nothing_left(view)
else:
    with st.container(horizontal=not browser.narrow()):
        measure = parts.measure(view)
        shares = parts.shares(view)
    found = chart_cache.field_statistics(view, measure)
    charts.show(
        chart_cache.breakdown(view, measure, context),
        "fields_breakdown",
        context,
        charts.data("fields", view),
        parts.on_bar,
    )
    parts.rules(rules.counted(measure, found.total, view), view)
    parts.unnamed(found.order, labels, view)
    parts.without_field(view)
    if found.kept.empty:
        parts.no_document(view)
    else:
        st.header(_("Over time"), anchor=False)
        if found.periods.starts:
            charts.show(
                chart_cache.periods(view, measure, shares, context),
                "fields_periods",
                context,
                charts.data("fields-periods", view),
            )
        parts.rules(rules.by_period(found.periods, measure, view), view)

        st.header(_("Named together"), anchor=False)
        if found.together.empty:
            st.caption(_("Nothing among these records names two fields."))
        else:
            of = parts.companion_of(found.together, labels, view)
            charts.show(
                chart_cache.together(view, measure, of, context),
                "fields_together",
                context,
                charts.data("fields-together", view),
            )
            parts.rules(rules.together(len(found.together), measure, view), view)

        st.header(_("By region"), anchor=False)
        country = parts.country(view)
        places = chart_cache.region_names(view, country)
        named = {code: labels[code] for code in found.order}
        cell = field_cells.chosen(named, places)
        key = f"fields_regions_{country}"
        charts.show(
            chart_cache.by_region(view, measure, country, shares, cell, context),
            key,
            context,
            charts.data("fields-regions", view),
            field_cells.on_click,
        )
        hint = _("Choose a cell by a click, or here, to see the pairs behind it.")
        parts.rules([*rules.by_region(country, measure, view), hint], view)
        field_cells.choice(named, places, view)
        if cell:
            region = chart_cache.regions_of(view, country)
            field_cells.behind(
                cooperation.in_cell(found.kept, measure, region, *cell),
                measure,
                cell[0],
                _("{field}, {region}").format(field=named[cell[0]], region=places[cell[1]]),
                view,
            )
