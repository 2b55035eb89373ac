"""How to cite what is on screen, in each form, with a button that copies it."""

import streamlit as st

from lib.exports import citations
from lib.exports.citations import Cited
from lib.site.view import View
from lib.ui import markup


def forms(cited: Cited, view: View, key: str) -> None:
    """A choice of forms, and the citation in the one chosen; `key` is of the widget."""
    _ = view.words.gettext
    found = {
        "plain": citations.plain(cited, view.words),
        "bibtex": citations.bibtex(cited),
        "csl": citations.csl_json(cited),
    }
    titles = {"plain": _("Plain text"), "bibtex": "BibTeX", "csl": "CSL-JSON"}
    form = st.segmented_control(
        _("Form"),
        list(found),
        default="plain",
        format_func=titles.__getitem__,
        required=True,
        key=key,
    )
    # Just after a change of language the choice can come back as a label of the other one.
    chosen = form if form in found else "plain"
    markup.show(markup.quotable(found[chosen], view.words, as_code=chosen != "plain"))
