"""Telling of an error or a gap: a text to copy, to whom it goes, and a link that opens it there."""

from typing import Any

import streamlit as st

from lib.site import corrections
from lib.site.corrections import Letter
from lib.site.view import View
from lib.ui import address


def record_button(event: Any, view: View) -> None:
    """For one record, given as its row."""
    url = address.links().to("/records", {"record": str(event.Index)})
    opened = _popover(view.words.gettext("Suggest a correction"), f"correct_{event.Index}")
    if opened.open:
        letter = corrections.record_letter(event, view.dataset, view.words, url)
        link = corrections.record_link(event, view.dataset, view.words, url)
        _letter(opened, letter, link, view)


def general_button(view: View) -> None:
    """For the data set as a whole."""
    _general(view.words.gettext("Suggest a correction"), "", view)


def missing_button(view: View, of: str) -> None:
    """For what a profile or a list lacks; `of` says of what place or list."""
    _general(view.words.gettext("Is something missing here?"), of, view)


def _general(label: str, of: str, view: View) -> None:
    opened = _popover(label, "correct")
    if opened.open:
        letter = corrections.general_letter(view.dataset, view.words, st.context.url or "", of)
        _letter(opened, letter, letter.link, view)


def _popover(label: str, key: str) -> Any:
    return st.popover(
        label, type="tertiary", icon=":material/edit_note:", key=key, on_change="rerun"
    )


def _letter(opened: Any, letter: Letter, link: str, view: View) -> None:
    _ = view.words.gettext
    addressee = corrections.addressee()
    with opened:
        if addressee:
            st.markdown(
                _("Please complete this text and send it to **{address}**.").format(
                    address=addressee
                )
            )
        else:
            st.markdown(
                _(
                    "No address for corrections has been set up on this site yet. You can copy the "
                    "text and send it to whoever runs the site."
                )
            )
        st.code(letter.text, language=None, wrap_lines=True)
        if addressee:
            st.link_button(
                _("Open as a message"),
                link,
                icon=":material/send:",
                help=_("Opens a filled-in message for you to complete and send."),
            )
