"""Telling of an error or a gap: a text to copy, to whom it goes, and a link that opens it there."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from markupsafe import Markup

from lib.site import config, corrections, links
from lib.site.corrections import Letter
from lib.site.view import View
from lib.ui import address, browser, markup

_ICON = "edit_note"


def link(event: Any, view: View) -> Markup:
    """The same as a link in a list: to the form, or to the record, which has a button."""
    record = str(event.Index)
    label = view.words.gettext("Suggest a correction")
    there = address.link(view.chosen, record)
    if not config.in_use().inbox:
        return markup.link(label, "records", there)
    return markup.link(label, "contribute", {**there, "wish": ["correction"]})


def record_button(event: Any, view: View) -> None:
    """For one record, given as its row."""
    if config.in_use().inbox:
        asked = links.contribution_params(record=str(event.Index), wish="correction")
        _form(view.words.gettext("Suggest a correction"), asked, view)
        return
    url = address.links().to("/records", {"record": str(event.Index)})
    opened = _popover(view.words.gettext("Suggest a correction"), f"correct_{event.Index}")
    if opened.open:
        letter = corrections.record_letter(event, view.dataset, view.words, url)
        link = corrections.record_link(event, view.dataset, view.words, url)
        _letter(opened, letter, link, view)


def general_button(view: View) -> None:
    """For the data set as a whole."""
    if config.in_use().inbox:
        _form(view.words.gettext("Suggest a correction"), {"wish": "correction"}, view)
        return
    _general(view.words.gettext("Suggest a correction"), "", view)


def missing_button(view: View, of: str) -> None:
    """For what a profile or a list lacks; `of` says of what place or list."""
    if config.in_use().inbox:
        _form(view.words.gettext("Is something missing here?"), {}, view)
        return
    _general(view.words.gettext("Is something missing here?"), of, view)


def known_link(view: View) -> None:
    """Where a view is empty: the form for who knows of something, for the places of the filter."""
    if config.in_use().inbox:
        _form(view.words.gettext("Do you know of something? Add it"), {}, view)


def _form(label: str, asked: Mapping[str, str], view: View) -> None:
    """A link to the form for contributions, filled in, which keeps the filter."""
    params = {**address.link(view.chosen), **{name: [value] for name, value in asked.items()}}
    link = markup.link(label, "contribute", params, class_="vj-next", data_icon=_ICON)
    markup.show(link)


def _general(label: str, of: str, view: View) -> None:
    opened = _popover(label, "correct")
    if opened.open:
        letter = corrections.general_letter(view.dataset, view.words, browser.url(), of)
        _letter(opened, letter, letter.link, view)


def _popover(label: str, key: str) -> Any:
    return st.popover(
        label, type="tertiary", icon=f":material/{_ICON}:", key=key, on_change="rerun"
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
        markup.show(markup.quotable(letter.text, view.words))
        if addressee:
            st.link_button(
                _("Open as a message"),
                link,
                icon=":material/send:",
                help=_("Opens a filled-in message for you to complete and send."),
            )
