"""The parts of the home page."""

from lib.facts.localities import COUNTRIES
from lib.filter.parameters import ONLY_SIGNED
from lib.site.view import View
from lib.style.map_style import MapStyle
from lib.ui import chart_cache, charts, map_view
from lib.ui.buttons import page_link
from lib.ui.parts import cards
from lib.ui.parts.cards import Card

MAP_SHARE = 0.48


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
        gap="xsmall",
    )


def small_map(view: View) -> None:
    """The map without its controls; it leads to the full one."""
    _ = view.words.gettext
    context = charts.context(view)
    request = map_view.request(view, None, MapStyle(), context.palette)
    alt = _("Small map of the links between provinces and prefectures; {filter}.").format(
        filter=context.sentence
    )
    map_view.small(request, alt)
    page_link("map", _("Open the map"), view)
