"""The parts of the home page."""

import streamlit as st

from lib.facts.localities import COUNTRIES
from lib.filter.filters import Filter
from lib.filter.parameters import ONLY_SIGNED
from lib.map.content import MapRequest
from lib.site.view import View
from lib.style.map_style import MapStyle
from lib.ui import address, browser, chart_cache, charts, markup
from lib.ui.buttons import page_link
from lib.ui.parts import cards
from lib.ui.parts.cards import Card

MAP_SHARE = 0.48
_drawing = st.components.v2.component(
    "small_map", html="<div></div>", js=browser.script("small_map.js")
)


def figures(view: View) -> None:
    """Partnerships, documents, coverage of both countries and ties, each with its counting rule."""
    _ = view.words.gettext
    number = view.words.number
    totals = chart_cache.totals(view)
    provinces, prefectures = (
        number(chart_cache.provinces_with_document(view, country)) for country in COUNTRIES
    )
    rule = (
        _("Of 34 units; with a signed document of their own, of a city or of a unit merged in")
        if view.today_units
        else _("Of the 63 units before 1 July 2025, Hue counted once; with a signed document")
    )
    signed = view.chosen.with_("only", [ONLY_SIGNED])
    cards.show(
        [
            Card(
                _("Partnerships"),
                number(totals.partnerships),
                _(
                    "Pairs of localities with at least one signed document; {own} with one between "
                    "governments"
                ).format(own=number(totals.own_partnerships)),
                signed,
            ),
            Card(
                _("Signed documents"),
                number(totals.documents),
                _(
                    "From affiliation to renewal, by whichever body; {own} between governments"
                ).format(own=number(totals.own_documents)),
                signed,
            ),
            Card(
                _("Provinces of Vietnam"),
                provinces,
                rule,
                signed,
            ),
            Card(
                _("Prefectures of Japan"),
                prefectures,
                _("Of 47; with a signed document of their own or of one of their cities"),
                signed,
            ),
            Card(
                _("Ties"),
                number(totals.ties),
                _("Pairs with visits, programmes or mentions only; no partnerships"),
                view.chosen.with_("formality", ["0"]),
            ),
        ],
        view,
    )


def questions(view: View) -> None:
    """What the data set is about, and the questions that people come with, each with its view."""
    _ = view.words.gettext
    known = view.dataset.localities.index
    everything = Filter()
    asked = [
        (
            _("Who works with Hai Phong?"),
            "locality",
            everything,
            {"id": "vn-hai-phong"},
        ),
        (
            _("What did Kanagawa sign?"),
            "records",
            everything.with_("jp", ["jp-kanagawa"]).with_("only", [ONLY_SIGNED]),
            {},
        ),
        (
            _("What ends or has an anniversary in the next two years?"),
            "timeline",
            everything,
            {"months": "24"},
        ),
        (_("Which fields grow?"), "fields", everything, {}),
        (
            _("What changed for a merged province, such as Phu Tho?"),
            "locality",
            everything,
            {"id": "vn-phu-tho", "units": "today"},
        ),
    ]
    links = [
        markup.link(
            label,
            path,
            {**address.link(chosen), **{name: [value] for name, value in settings.items()}},
            class_="vj-top",
        )
        for label, path, chosen, settings in asked
        # Another data set may not know the places.
        if {*chosen["jp"], *([settings["id"]] if "id" in settings else [])} <= {*known}
    ]
    about = _(
        "Which Vietnamese provinces and cities work with which Japanese prefectures and cities, "
        "what they have signed, when and in which fields. Each fact is shown with its sources."
    )
    items = (markup.tag("li", link) for link in links)
    markup.show(
        markup.tag("p", about, class_="vj-about")
        + markup.tag("ul", *items, class_="vj-questions", aria_label=_("Questions to begin with"))
    )


def small_map(view: View) -> None:
    """The map without its controls, drawn without deck.gl; it leads to the full one."""
    _ = view.words.gettext
    width = browser.width() if browser.narrow() else int(browser.width() * MAP_SHARE) - 16
    context = charts.context(view)
    request = MapRequest(view, None, "wide", width, MapStyle(), context.palette)
    alt = _("Small map of the links between provinces and prefectures; {filter}.").format(
        filter=context.sentence
    )
    _drawing(key="small_map", data={"svg": chart_cache.small_map(request, alt)})
    page_link("map", _("Open the map"), view)
