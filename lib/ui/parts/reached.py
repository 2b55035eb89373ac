"""Whether the cited pages are still there, and which are gone."""

import streamlit as st

from lib.language.quoting import escape_markdown, markdown_link
from lib.site.view import View
from lib.ui import chart_cache
from lib.ui.buttons import page_link

SHOWN = 50


def summary(view: View) -> None:
    """How many of the pages that the records cite were there when last asked for; those gone."""
    _ = view.words.gettext
    number = view.words.number
    counted = chart_cache.reached(view)
    if not counted.asked:
        st.caption(_("The addresses of the cited pages have not been asked for yet."))
        return
    st.caption(
        _(
            "Cited pages: {pages}. Asked for last between {first} and {last}: {alive} were there, "
            "{gone} were gone, {copies} of these with an archived copy."
        ).format(
            pages=number(counted.pages),
            first=view.words.date(counted.first),
            last=view.words.date(counted.last),
            alive=number(counted.alive),
            gone=number(len(counted.gone)),
            copies=number(counted.copies),
        )
    )
    if counted.gone:
        title = _("Pages that are gone ({count})").format(count=number(len(counted.gone)))
        archived, no_copy = _("archived copy"), _("no copy known")
        with st.expander(title):
            for lost in counted.gone[:SHOWN]:
                copy = markdown_link(archived, lost.copy) if lost.copy else no_copy
                name = escape_markdown(lost.publishers[view.lang])
                st.markdown(f"{lost.source} · {name} · {copy}")
                for record in lost.records:
                    page_link("records", record, view, record=record, icon="")
