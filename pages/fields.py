"""Fields of cooperation: how often, since when, which together, and in which regions."""

import streamlit as st

from lib import cooperation, regions, resources
from lib.figures import fields as figures
from lib.ui import cells, charts, filters
from lib.ui import fields as parts
from lib.ui.view import current

view = current()
_ = view.words.gettext
events, context = view.events, charts.context(view)
labels = figures.names(view.catalogue, view.words)


if events.empty:
    filters.nothing_left(view)
else:
    with st.container(horizontal=True):
        measure = parts.measure(view)
        shares = parts.shares(view)
    table = cooperation.per_field(events, list(view.catalogue.fields.index))
    order = cooperation.ranked(table, measure)
    charts.show(
        figures.breakdown(table, order, measure, labels, view.chosen["field"], context),
        "fields_breakdown",
        view,
        on_select=lambda: parts.on_bar("fields_breakdown"),
    )
    parts.rule(measure, cooperation.total(events, measure), view)
    parts.unnamed(order, labels, view)
    parts.without_field(view)
    kept = cooperation.counted(events, measure)
    if kept.empty:
        parts.no_document(view)
    else:
        st.subheader(_("Over time"), anchor=False)
        told = cooperation.by_period(kept, measure, order)
        if told.starts:
            charts.show(
                figures.periods(told, order, measure, labels, shares, context),
                "fields_periods",
                view,
            )
        parts.period_rule(told, measure, view)

        st.subheader(_("Named together"), anchor=False)
        found = cooperation.together(kept, measure)
        if found.empty:
            st.caption(_("Nothing among these records names two fields."))
        else:
            of = parts.companion_of(found, labels, view)
            charts.show(
                figures.together(found, of, measure, labels, context), "fields_together", view
            )
            parts.together_rule(len(found), measure, view)

        st.subheader(_("By region"), anchor=False)
        country = parts.country(view)
        places = parts.region_names(country, view)
        region = regions.signed_in(
            kept, view.catalogue, regions.load(resources.data_folder()), country
        )
        grid = cooperation.grid(kept, measure, region, order, list(places))
        named = {code: labels[code] for code in order}
        cell = cells.chosen(named, places)
        key = f"fields_regions_{country}"
        charts.show(
            figures.regions(grid, order, places, country, measure, labels, shares, cell, context),
            key,
            view,
            on_select=lambda: cells.on_click(key),
        )
        parts.region_rule(country, measure, view)
        cells.choice(named, places, view)
        if cell:
            cells.behind(
                cooperation.in_cell(kept, measure, region, *cell),
                measure,
                cell[0],
                _("{field}, {region}").format(field=named[cell[0]], region=places[cell[1]]),
                view,
            )
