"""The parts of the locality page."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup, escape

from lib.counting import partnerships, profile, signings
from lib.exports import citations
from lib.facts.documents import FORMALITY, STATUS_LABELS, Status
from lib.facts.localities import SIDES
from lib.facts.perspective import Units
from lib.facts.rows import row, rows
from lib.facts.vocabulary import LEVELS, SUCCESSION_REASONS
from lib.language.i18n import LANGUAGES
from lib.language.quoting import escape_markdown, printable
from lib.site import store
from lib.site.store import Viewpoint
from lib.site.view import View
from lib.ui import address, again, chart_cache, charts, choices, controls, lookup, markup, records
from lib.ui.buttons import page_link
from lib.ui.choices import Choices, Form, Option
from lib.ui.parts import cards
from lib.ui.parts.cards import Card

_SIGNERS = controls.key("signers")


def chooser(view: View, asked: str | None) -> None:
    """Choose any locality of either country."""
    _ = view.words.gettext
    known = asked if asked in view.dataset.localities.index else None
    widget = controls.filled(lookup.PLACE, known)
    with st.container(key="locality_chooser"):
        st.selectbox(
            _("Province, prefecture, city or district"),
            options(view, [asked]),
            index=None,
            key=widget,
            format_func=labels(view.viewpoint, view.lang).__getitem__,
            placeholder=_("Choose or type a name"),
            on_change=_choose,
            args=(widget,),
            accept_new_options=True,
            filter_mode="contains",
        )


def _choose(widget: str) -> None:
    """Show the locality that was chosen, or typed under any of its names."""
    if controls.is_on_screen(lookup.PLACE, widget):
        found = lookup.understood(lookup.PLACE, st.session_state[widget])
        if found:
            address.show_locality(found)
        known = address.given("id")
        st.session_state[widget] = known if known in address.dataset().localities.index else None


def options(view: View, kept: Collection[str | None]) -> list[str]:
    """The localities to choose from: former units only where they are among `kept`."""
    former = view.dataset.successors
    known = labels(view.viewpoint, view.lang)
    return [key for key in known if key not in former or key in kept]


@lru_cache(maxsize=16)
def labels(viewpoint: Viewpoint, lang: str) -> dict[str, str]:
    """The name of each locality in the visitor's language, and in the place's own; not to be
    changed.
    """
    index = store.index(viewpoint)
    name = index.dataset.full_name
    return {
        key: " · ".join(dict.fromkeys([name(key, lang), name(key, SIDES[side].lang)]))
        for side in SIDES
        for key in index.columns[side]
    }


def unknown(view: View, asked: str) -> None:
    """Say that there is no such locality, and offer the nearest names."""
    _ = view.words.gettext
    st.warning(
        _("Perhaps one of these was meant:"),
        title=_("There is no locality “{id}” in this data set.").format(
            id=escape_markdown(printable(asked, 60))
        ),
        icon=":material/wrong_location:",
    )
    links(view, profile.nearest_names(view.dataset, asked))


def links(view: View, keys: Iterable[str]) -> None:
    """Buttons that lead to other localities."""
    # `st.page_link` to the current page would not change the URL.
    with st.container(horizontal=True, gap="small"):
        for key in keys:
            st.button(
                escape_markdown(view.dataset.full_name(key, view.lang)),
                key=f"locality_{key}",
                icon=":material/location_on:",
                type="tertiary",
                on_click=address.show_locality,
                args=(key,),
            )


def identity(view: View, key: str) -> None:
    """Names in three languages, level, and where it lies."""
    _ = view.words.gettext
    dataset = view.dataset
    unit = row(dataset.localities, key)
    st.header(escape_markdown(dataset.full_name(key, view.lang)), anchor=False)
    names = (
        markup.tag(
            "span",
            _("{name}: {value}").format(name=language, value=""),
            markup.tag("strong", dataset.full_name(key, lang), lang=lang),
            class_="vj-nowrap",
        )
        for lang, language in LANGUAGES.items()
    )
    markup.show(markup.tag("p", markup.joined(names), class_="vj-about"))
    date = view.words.date
    records.facts(
        _(LEVELS[unit.level]),
        unit.iso_3166_2,
        _("since {date}").format(date=date(unit.valid_from)) if unit.valid_from else "",
        _("until {date}").format(date=date(unit.valid_to)) if unit.valid_to else "",
        f"{unit.latitude:.3f}, {unit.longitude:.3f}",
    )


@again.live
def locator(view: View, key: str) -> None:
    """A small map of its country with the locality in it."""
    title = view.words.gettext("Where {name} lies").format(
        name=view.dataset.full_name(key, view.lang)
    )
    palette = charts.context(view).palette
    st.image(
        chart_cache.locator(view.viewpoint, key, palette, title, view.lang), width=190, alt=title
    )


def what_became(view: View, key: str) -> None:
    """Predecessors and successors with dates and legal basis; a link on for a unit that ended."""
    _ = view.words.gettext
    before, after = profile.history(view.dataset, key)
    for step in after:
        st.info(
            _("On {date} this unit {reason} {unit} ({basis}).").format(
                date=view.words.date(step.date),
                reason=_(SUCCESSION_REASONS[step.reason]),
                unit=escape_markdown(view.dataset.full_name(step.later, view.lang)),
                basis=escape_markdown(step.legal_basis[view.lang]),
            ),
            icon=":material/merge:",
        )
        links(view, [step.later])
    if before:
        names = view.words.list(
            _("{unit} ({date})").format(
                unit=view.dataset.full_name(step.former, view.lang),
                date=view.words.date(step.date),
            )
            for step in before
        )
        held = _("Holds the ties of: {units}").format(units=escape_markdown(names))
        st.markdown(str(markup.whole(held)))
        if view.viewpoint.units is Units.SIGNED:
            st.caption(
                _("Before the mergers these stand with the former units; see “After the mergers”.")
            )
        links(view, [step.former for step in before])


def signers(view: View, key: str) -> None:
    """What a unit of today holds, divided by the unit that signed; nothing where that is one."""
    chosen = view.chosen.with_("signed_by", ())
    events = chart_cache.events_of(view.filtered(chosen), key)
    signed = chart_cache.signing_units(view.filtered(chosen), key)
    if not view.today_units or len(signed) < 2:
        return
    _ = view.words.gettext
    names = {unit: view.dataset.full_name(unit, view.lang) for unit in signed}
    said = [Option(unit, f"{names[unit]} ({view.words.number(n)})") for unit, n in signed.items()]
    asked = view.chosen["signed_by"]
    choices.show(
        Choices(
            _SIGNERS,
            _("Signed or done by"),
            [Option("", _("All ({count})").format(count=view.words.number(len(events)))), *said],
            [asked[0] if asked and asked[0] in names else ""],
            Form.PILLS,
        ),
        view.words,
        _divide,
    )


def _divide() -> None:
    if given := choices.told(_SIGNERS):
        address.choose("signed_by", filter(None, given))


def figures(view: View, key: str) -> None:
    """The totals, each with what it counts."""
    _ = view.words.gettext
    number = view.words.number
    summary = chart_cache.summary_of(view, key)
    counted, across = summary.totals, summary.counterparts
    date = view.words.short_date(summary.latest) if summary.latest else "–"
    if counted.documents and not summary.latest:
        date = _("year unknown")
    documents = _("by whichever body; {own} between governments").format(
        own=number(counted.own_documents)
    )
    if counted.contradicted:
        against = partnerships.contradicted(counted.contradicted, view.words)
        documents = view.words.clauses([documents, against])
    cards.show(
        [
            Card(
                _("Partners"),
                number(across.partners),
                _("with a signed document; {count} still running").format(
                    count=number(across.running)
                ),
            ),
            Card(
                _("Signed documents"),
                number(counted.documents),
                documents,
            ),
            Card(_("Ties"), number(across.ties), _("without a document found")),
            Card(_("Latest signing"), date, _("as precisely as known")),
        ],
        view,
    )


def partners(view: View, key: str) -> None:
    """Partners with formality, status and last activity, those with a document first."""
    markup.show(_partners(view, key))


@lru_cache(maxsize=512)
def _partners(view: View, key: str) -> Markup:
    _ = view.words.gettext
    table = chart_cache.partners_of(view, key)
    columns = {
        _("Partner"): [view.dataset.full_name(str(k), view.lang) for k in table.index],
        _("Formality"): [_(FORMALITY[level]) for level in table["formality"]],
        _("Status"): [_standing(row, view) for row in rows(table)],
        _("Documents"): [view.words.number(n) if n else "–" for n in table["documents"]],
        _("Latest signing"): [partnerships.latest_in_words(row, view.words) for row in rows(table)],
        _("Last dated record"): _dates(view, table["active"]),
    }
    return markup.of_columns(columns, _("Partners"), {_("Documents")})


def _standing(row: Any, view: View) -> str:
    """The status of the document that stands best, and what must not be read past."""
    if not row.status:
        return "–"
    status = view.words.gettext(STATUS_LABELS[Status(row.status)])
    marks = partnerships.marks(row, view.words)
    return view.words.clauses([status, *marks])


def _dates(view: View, dates: pd.Series) -> list[str]:
    return [view.words.short_date(text) if text else "–" for text in dates]


def documents(view: View, key: str) -> None:
    """Every signed document, newest first, with its facts and the addresses of its sources."""
    entries = _documents(view, key)
    if not entries:
        st.markdown(view.words.gettext("No signed document found."))
    records.listing(entries)


@address.kept
def _documents(view: View, key: str) -> list[Markup]:
    _ = view.words.gettext
    signed = signings.newest_first(signings.signings(chart_cache.events_of(view, key)))
    cited = chart_cache.cited_pages(view.viewpoint, view.lang)
    entries = []
    for event in rows(signed):
        facts = [
            signings.standing(event, view.words),
            _("evidence {grade}").format(grade=event.grade),
        ]
        if event.valid_until:
            facts.append(_("term to {date}").format(date=view.words.date(event.valid_until)))
        addresses = (
            markup.tag("a", publisher, href=url, target="_blank")
            for publisher, url in cited.get(str(event.Index), ())
        )
        listed = Markup(escape(_("Sources: {list}"))).format(list=markup.joined(addresses))
        standing = markup.tag("small", " · ".join(facts))
        entries.append(records.in_brief(event, view, [standing, markup.tag("small", listed)]))
    return entries


def further(view: View, side: str, key: str, events: pd.DataFrame) -> None:
    """A link to the records that are no documents."""
    others = int((~events["signed"]).sum())
    if not others:
        return
    with st.container(key="further"):
        page_link(
            "records",
            view.words.ngettext(
                "{count} further record without a document",
                "{count} further records without a document",
                others,
            ),
            view,
            chosen=view.chosen.with_(side, (key,)),
        )


def cite(view: View, key: str) -> None:
    """Where the page is from, for whoever holds it as paper."""
    link = address.links().to("/locality", {**address.link(view.chosen), "id": key})
    name = view.dataset.full_name(key, view.lang)
    cited = citations.of(view.dataset.package, name, link, view.today)
    st.caption(escape_markdown(citations.plain(cited, view.words)))
