"""The parts of the home page."""

import streamlit as st

from lib.facts.successions import same_unit
from lib.map.projection import WIDE
from lib.site.view import View
from lib.style.map_style import MapStyle
from lib.ui import address, browser, chart_cache, charts, shell

MAP_SHARE = 0.48


def figures(view: View) -> None:
    """Partnerships, documents, coverage of both countries and ties, each with its counting rule."""
    _ = view.words.gettext
    number = view.words.number
    counted = chart_cache.totals(view)
    pairs = chart_cache.linked(view)
    linked = pairs[pairs["documents"] > 0]
    # Regions such as Kansai sign too, and are no prefecture.
    level = view.dataset.localities["level"]
    provinces = (
        _("Of 34 units; with a signed document of their own, of a city or of a unit merged in")
        if view.today_units
        else _("Of the 63 units before 1 July 2025, Hue counted once; with a signed document")
    )
    cells = [
        (
            _("Partnerships"),
            counted.partnerships,
            _("Pairs of localities with at least one signed document"),
            {"only": ["signed"]},
        ),
        (
            _("Signed documents"),
            counted.documents,
            _("From affiliation to renewal; by governments, assemblies or other bodies"),
            {"only": ["signed"]},
        ),
        (
            _("Provinces of Vietnam"),
            linked["vn_id"].replace(same_unit(view.dataset.successions)).nunique(),
            provinces,
            {"only": ["signed"]},
        ),
        (
            _("Prefectures of Japan"),
            linked.loc[linked["jp_id"].map(level) == "prefecture", "jp_id"].nunique(),
            _("Of 47; with a signed document of their own or of one of their cities"),
            {"only": ["signed"]},
        ),
        (
            _("Ties"),
            counted.ties,
            _("Pairs with visits, programmes or mentions only; no partnerships"),
            {"formality": ["0"]},
        ),
    ]
    for column, (label, value, rule, narrowed) in zip(st.columns(len(cells)), cells, strict=True):
        chosen = view.chosen
        for name, values in narrowed.items():
            chosen = chosen.with_(name, values)
        with column.container(border=True, height="stretch", gap="xsmall"):
            st.metric(label, number(value))
            st.caption(rule)
            st.page_link(
                shell.page("records", view),
                label=_("Records"),
                icon=":material/arrow_forward:",
                query_params=address.link(chosen),
            )


def small_map(view: View) -> None:
    """The map without its controls; it leads to the full one."""
    _ = view.words.gettext
    width = browser.width() if browser.narrow() else int(browser.width() * MAP_SHARE) - 16
    context = charts.context(view)
    asked = chart_cache.Map(view, None, "wide", width, MapStyle(), context.palette)
    st.pydeck_chart(
        chart_cache.deck(asked, 0, bare=True),
        height=int(WIDE.height * width / WIDE.width),
        key="small_map",
        alt=_("Small map of the links between provinces and prefectures; {filter}.").format(
            filter=context.sentence
        ),
    )
    st.page_link(
        shell.page("map", view),
        label=_("Open the map"),
        icon=":material/arrow_forward:",
        query_params=address.link(view.chosen),
    )
