"""The parts of the home page."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from markupsafe import Markup

from lib.counting import partnerships
from lib.counting.partnerships import Totals
from lib.facts.documents import STATUS_LABELS, Status
from lib.facts.localities import COUNTRIES
from lib.filter.filters import Filter
from lib.filter.parameters import ONLY_SIGNED
from lib.site import identity
from lib.site.view import View
from lib.style.map_style import MapStyle
from lib.ui import address, chart_cache, charts, map_view, markup, records
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
        else _("Of the 63 units of before 1 July 2025, not of today’s 34; with a signed document")
    )
    signed = view.chosen.with_("only", [ONLY_SIGNED])
    cards.show(
        [
            *_signed(totals, signed, view),
            Card(_("Provinces of Vietnam"), provinces, rule, signed),
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
    markup.show(_questions(view))


@address.kept
def _questions(view: View) -> Markup:
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
    questions = markup.tag(
        "ul", *items, class_="vj-questions", aria_label=_("Questions to begin with")
    )
    return markup.tag("p", about, class_="vj-about") + questions


def _signed(totals: Totals, signed: Filter, view: View) -> tuple[Card, Card]:
    """Partnerships and documents, with what of them must not be read past."""
    words = view.words
    _ = words.gettext
    pairs = _(
        "Pairs of localities with at least one signed document; {own} with one between governments"
    ).format(own=words.number(totals.own_partnerships))
    documents = _(
        "From affiliation to renewal, by whichever body; {own} between governments"
    ).format(own=words.number(totals.own_documents))
    against = [partnerships.contradicted(totals.contradicted, words)] if totals.contradicted else []
    running = partnerships.still_running(totals, words)
    return (
        Card(
            _("Partnerships"),
            words.number(totals.partnerships),
            words.clauses([pairs, running]),
            signed,
        ),
        Card(
            _("Signed documents"),
            words.number(totals.documents),
            words.clauses([documents, *against]),
            signed,
        ),
    )


def headline(view: View) -> None:
    """The story in one sentence, while no filter makes it another one."""
    if view.chosen:
        # Its place is kept: else the browser would make all that follows anew.
        st.empty()
        return
    _ = view.words.gettext
    number, totals = view.words.number, chart_cache.totals(view)
    provinces, prefectures = (
        number(chart_cache.provinces_with_document(view, country)) for country in COUNTRIES
    )
    st.markdown(
        _(
            "**{provinces} provinces of Vietnam and {prefectures} prefectures of Japan have signed "
            "{documents} documents in {pairs} partnerships; {running} of these are still "
            "running.**"
        ).format(
            provinces=provinces,
            prefectures=prefectures,
            documents=number(totals.documents),
            pairs=number(totals.partnerships),
            running=number(totals.running_partnerships),
        )
    )


def standing(view: View) -> None:
    """How many of the signed documents still stand, and one sentence to quote, caveat included."""
    _ = view.words.gettext
    counts = chart_cache.standing(view)
    total = sum(counts.values())
    if not total:
        return
    st.header(_("How much still stands"), anchor=False)
    with st.container(border=True, gap="xsmall"):
        shares = (
            markup.tag(
                "span",
                markup.tag("strong", view.words.number(n)),
                " ",
                _(STATUS_LABELS[s]),
                class_="vj-nowrap",
            )
            for s, n in counts.items()
        )
        markup.show(markup.tag("p", markup.joined(shares), class_="vj-about"))
        markup.show(markup.quotable(_quote(view, counts, total), view.words))
        page_link(
            "records",
            _("All signed documents"),
            view,
            chosen=view.chosen.with_("only", [ONLY_SIGNED]),
        )


def _quote(view: View, counts: dict[Status, int], total: int) -> str:
    """The counts as a sentence that can stand alone."""
    words = view.words
    _ = words.gettext
    told = words.clauses(
        _("{name}: {value}").format(name=_(STATUS_LABELS[s]), value=words.number(n))
        for s, n in counts.items()
    )
    sentence = words.ngettext(
        "Of {count} signed document between Vietnamese and Japanese localities, as known on {day}: "
        "{statuses}.",
        "Of {count} signed documents between Vietnamese and Japanese localities, as known on "
        "{day}: {statuses}.",
        total,
        day=view.today_in_words,
        statuses=told,
    )
    caveat = _(
        "“Presumed in force” means that no term is stated and that nothing found says that it "
        "ended; what nobody has recorded is not counted."
    )
    source = _("{name}, data version {version}").format(
        name=_(identity.NAME), version=view.dataset.version
    )
    filtered = [_("Filter: {filter}.").format(filter=view.sentence)] if view.chosen else []
    return words.sentences([sentence, caveat, *filtered, _("({text})").format(text=source)])


def latest(documents: Sequence[Any], view: View) -> None:
    """The documents signed last, as rows of the events."""
    records.listing(_latest(tuple(event.Index for event in documents), view))


@address.kept
def _latest(keys: tuple[str, ...], view: View) -> list[Markup]:
    return [records.in_brief(view.dataset.event(key), view) for key in keys]


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
