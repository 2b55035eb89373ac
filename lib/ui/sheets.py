"""The one sheet on a locality, as a page, PDF and Word."""

import streamlit as st

from lib.site import links
from lib.site.view import View
from lib.ui import address

_FORMS = {"pdf": "PDF", "docx": "Word"}


def buttons(view: View, key: str) -> None:
    """Links to the sheet in each form, in the language of the screen."""
    _ = view.words.gettext
    to, params = address.links().page, links.units(view)
    with st.container(horizontal=True, vertical_alignment="center", key="sheets"):
        st.link_button(
            _("One sheet to hand out"),
            to(links.brief(key), view.lang, **params),
            type="tertiary",
            icon=":material/description:",
            help=_("Partners, latest signings, coming dates, fields and sources on one A4 sheet."),
        )
        for form, label in _FORMS.items():
            path = links.brief(key, form)
            st.link_button(
                label, to(path, view.lang, **params), type="tertiary", icon=":material/download:"
            )
