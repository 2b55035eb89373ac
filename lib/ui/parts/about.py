"""Parts of the About page that come from the declarations and the tables.

What is folded away is sent to who opens it.
"""

from collections.abc import Collection

import streamlit as st

from lib.counting.coverage import FOUND_DEFINITIONS, FOUND_LABELS
from lib.counting.partnerships import count_in_words
from lib.facts.documents import FORMALITY, STATUS_DEFINITIONS, STATUS_LABELS, STATUS_RULES
from lib.facts.evidence import GRADE_DEFINITIONS, GRADES
from lib.facts.vocabulary import RELATIONS, SIGNATORIES, SOURCE_KINDS
from lib.filter.filters import Filter
from lib.language.quoting import escape_markdown
from lib.site.view import View
from lib.ui import chart_cache, markup
from lib.ui.parts import cards
from lib.ui.parts.cards import Card


def bullets(lines: list[str], before: str = "", after: str = "") -> None:
    """Sentences as a list, with what is said before and after it."""
    listed = "\n".join(f"- {line}" for line in lines)
    st.markdown("\n\n".join(filter(None, [before, listed, after])))


def _define(meanings: dict[str, str], term: str, meaning: str) -> None:
    _table({term: list(meanings), meaning: list(meanings.values())})


def _table(columns: dict[str, list[str]], numbers: Collection[str] = ()) -> None:
    markup.show(markup.of_columns(columns, " · ".join(columns), numbers))


def whole(view: View, before: str) -> None:
    """What the whole data set holds, each count with its rule, after what is said before it."""
    _ = view.words.gettext
    dataset = view.dataset
    everything = chart_cache.totals(view.filtered(Filter()))
    sources = view.words.ngettext("{count} source", "{count} sources", len(dataset.sources))
    against = [_("a source says otherwise; they are counted, and marked.")] * bool(
        everything.contradicted
    )
    bullets(
        [
            _("{name}: {value}").format(name=f"**{counted}**", value=meaning)
            for counted, meaning in zip(
                [*count_in_words(everything, view.words), sources],
                [
                    _("each is one dated act of one pair of localities, or one mention of a tie."),
                    _("records of the kinds from sister city to renewal, unless announced only."),
                    _("pairs of localities with at least one signed document."),
                    _("pairs with activities or mentions only. Never added to the partnerships."),
                    *against,
                    _("pages, each with its publisher, language and address."),
                ],
                strict=True,
            )
        ],
        before,
    )


def definitions(view: View) -> None:
    """Kinds, formality, signatories, status, grades and fields, as declared."""
    _ = view.words.gettext
    number = view.words.number
    dataset, lang = view.dataset, view.lang
    st.subheader(_("Kinds of record"), anchor=False)
    signed = dataset.kinds["signed"]
    for title, chosen in (
        (_("Signed documents"), signed),
        (_("Other records, never counted as signed documents"), ~signed),
    ):
        st.markdown(f"**{title}**")
        codes = dataset.kinds.index[chosen]
        _define(
            {
                dataset.label("kinds", code, lang): dataset.definition("kinds", code, lang)
                for code in codes
            },
            _("Kind"),
            _("What it is"),
        )
    st.subheader(_("Formality of a pair"), anchor=False)
    st.markdown(
        _("The level of its most formal document. A renewal has the level of what it renews.")
    )
    _define(
        {number(level): _(label) for level, label in FORMALITY.items()}, _("Level"), _("What it is")
    )
    _standing(view)
    label = view.words.ngettext(
        "{count} field of cooperation", "{count} fields of cooperation", len(dataset.fields)
    )
    opened = st.expander(label, key="field_definitions", on_change="rerun")
    if not opened.open:
        return
    with opened:
        st.markdown(_("A record can have several fields, or none where no source names one."))
        _define(
            {
                dataset.label("fields", code, lang): dataset.definition("fields", code, lang)
                for code in dataset.fields.index
            },
            _("Field"),
            _("What it takes in"),
        )


def _standing(view: View) -> None:
    """Signatories, status and grades."""
    _ = view.words.gettext
    st.subheader(_("Signed or led by"), anchor=False)
    bullets(
        [_(label) for label in SIGNATORIES.values()],
        _(
            "The less official of the two sides, so that a tie between governments is never taken "
            "for a contract between two companies."
        ),
    )
    st.subheader(_("Status of a document"), anchor=False)
    st.markdown(
        _("Worked out for today, {day}, from the dates and terms that the sources state.").format(
            day=view.today_in_words
        )
    )
    _define(
        {_(STATUS_LABELS[status]): _(text) for status, text in STATUS_DEFINITIONS.items()},
        _("Status"),
        _("What it means"),
    )
    running = _(
        "Still running are documents in force, extended or presumed so, and those that one of "
        "these renews or replaces. A partnership still runs if one of its documents does. What "
        "a source contradicts is counted, and marked wherever it is counted or announced."
    )
    order = _("These rules are asked in this order, and the first that holds gives the status:")
    statuses = {"": _("no status"), **{key: _(label) for key, label in STATUS_LABELS.items()}}
    rules = [
        f"{place}. {_(rule.when)} → {statuses[rule.status]}"
        for place, rule in enumerate(STATUS_RULES, start=1)
    ]
    st.markdown("\n".join([running, "", order, "", *rules]))
    st.subheader(_("Grade of evidence"), anchor=False)
    st.markdown(
        _(
            "How well a record is founded. A publisher counts once, whoever reposts it, and so do "
            "all outlets of one house and all departments of one administration. Blogs, wikis and "
            "copies are no independent publishers and speak for neither side, and only pages that "
            "support the record count at all."
        )
    )
    _define(
        {_(GRADES[key]): _(text) for key, text in GRADE_DEFINITIONS.items()}, _("Grade"), _("Rule")
    )
    st.caption(
        _(
            "The data also hold the curators’ confidence: how directly the sources state what a "
            "record holds. The page of a record tells it only where it is not high."
        )
    )


def sources(view: View) -> None:
    """How many pages of each kind the records rest on."""
    _ = view.words.gettext
    number = view.words.number
    by_kind = chart_cache.sources_by_kind(view.viewpoint)
    _table(
        {
            _("Kind of source"): [_(SOURCE_KINDS[kind]) for kind in by_kind.index],
            _("Pages"): [number(count) for count in by_kind["pages"]],
            _("Citations"): [number(count) for count in by_kind["citations"]],
        },
        numbers=(_("Pages"), _("Citations")),
    )
    relation = RELATIONS["supports"]
    st.caption(
        _("Citations: how often a page of that kind is given as “{relation}”.").format(
            relation=_(relation)
        )
    )


def covered(view: View) -> None:
    """Which provinces and prefectures have documents, only ties, or nothing found."""
    _ = view.words.gettext
    st.markdown(
        _(
            "What the search for public pages yielded for each province and prefecture, in the "
            "whole data set, whatever the filter. A unit takes in its cities and districts; two "
            "groups of prefectures that act together, Kansai and Kyushu, are counted with no "
            "prefecture."
        )
    )
    vietnam = (
        _("Vietnam: {count} units of today")
        if view.today_units
        else _("Vietnam: {count} units before 1 July 2025")
    )

    _found(vietnam, "VN", view)
    if not view.today_units:
        st.caption(
            _(
                "The province of Thua Thien Hue and the city of Hue that goes on from it count as "
                "one."
            )
        )
    _found(_("Japan: {count} prefectures"), "JP", view)


def _found(title: str, country: str, view: View) -> None:
    _ = view.words.gettext
    number = view.words.number
    held = chart_cache.covered(view.viewpoint, country)
    st.subheader(title.format(count=number(held.units)), anchor=False)
    cards.show(
        [
            Card(_(FOUND_LABELS[kind]), number(len(keys)), _(FOUND_DEFINITIONS[kind]))
            for kind, keys in held.found.items()
        ],
        view,
    )
    for kind, keys in held.found.items():
        label = f"{_(FOUND_LABELS[kind])} ({number(len(keys))})"
        opened = st.expander(label, key=f"found_{country}_{kind}", on_change="rerun")
        if opened.open:
            names = sorted(view.dataset.name(key, view.lang) for key in keys)
            opened.markdown(escape_markdown(view.words.list(names)))
