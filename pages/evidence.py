"""What is least sure among the filtered records, so that others can confirm or correct it."""

import streamlit as st

from lib.counting.quality import ISSUES
from lib.site.pages import page_count
from lib.ui import chart_cache, controls, corrections, downloads, leftover
from lib.ui.parts import cards, issues, reached
from lib.ui.parts.cards import Card
from lib.ui.session import current

view = current()
_ = view.words.gettext
number, percent = view.words.number, view.words.percent


st.markdown(
    _(
        "How well the records are founded, and which need help: a page that confirms one, dates "
        "it or says otherwise. The lists follow the filter."
    )
)
reached.summary(view)
if view.events.empty:
    leftover.nothing_left(view)
else:
    known = chart_cache.founded(view)
    if known.documents:
        figures = (
            (
                _("Have an official source"),
                known.official,
                _("Documents that at least one page of a public authority supports."),
            ),
            (
                _("Known from both sides"),
                known.both_sides,
                _(
                    "Documents that a Vietnamese and a Japanese source support, blogs and copies "
                    "aside."
                ),
            ),
            (
                _("Have grade A"),
                known.grade_a,
                _("Documents with two or more independent publishers, one of them official."),
            ),
        )
        shares = [
            Card(
                label,
                percent(count / known.documents),
                _("{name}: {value}").format(
                    name=view.words.ngettext(
                        "{part} of {count} signed document",
                        "{part} of {count} signed documents",
                        known.documents,
                        part=number(count),
                    ),
                    value=rule,
                ),
            )
            for label, count, rule in figures
        ]
        cards.show(shares, view)
    else:
        st.info(_("No signed document among these records."), icon=":material/info:")
        leftover.no_document(view)

    counts = chart_cache.gap_counts(view)
    code = controls.pills(
        "gap",
        _("List"),
        {code: f"{_(issue.title)} ({number(counts[code])})" for code, issue in ISSUES.items()},
        view.words,
    )
    issue = ISSUES[code]
    st.header(_(issue.title), anchor=False)
    st.markdown(f"{_(issue.rule)}  \n{_(issue.wanted)}")

    listed = chart_cache.gap(view, code)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            view.words.ngettext(
                "{count} record; it can be on other lists too.",
                "{count} records; one can be on several lists.",
                len(listed),
            ),
            width="content",
        )
        if listed:
            downloads.gap_button(view, code, listed)

    pages = page_count(len(listed), issues.PER_PAGE)
    # The key holds the number of pages: a filter that shortens the list starts it anew.
    place = st.pagination(pages, key=f"evidence_page_{code}_{pages}") if pages > 1 else 1
    issues.listing(view, code, place)
    corrections.missing_button(view, view.sentence)
