"""The “Suggest a correction” button of a record or of the whole data set."""

from typing import Any

import streamlit as st

from lib.site import corrections
from lib.site.view import View
from lib.ui import address


def record_button(event: Any, view: View) -> None:
    """For one record, given as its row: opens a filled-in mail or issue."""
    _button(record_url(event, view), view)


def record_url(event: Any, view: View) -> str:
    """Where it leads."""
    url = address.links().to("/records", {"record": str(event.Index)})
    return corrections.record_link(event, view.dataset, view.words, url)


def general_button(view: View) -> None:
    """For a record that is missing, or the data set as a whole."""
    url = st.context.url or ""
    _button(corrections.general_link(view.dataset, view.words, url), view)


def _button(link: str, view: View) -> None:
    st.link_button(
        view.words.gettext("Suggest a correction"),
        link,
        type="tertiary",
        icon=":material/edit_note:",
        help=view.words.gettext("Opens a filled-in message for you to complete and send."),
    )
