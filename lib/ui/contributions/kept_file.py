"""What was written, as a file to keep, and a kept one put into the form again."""

import streamlit as st

from lib.inbox import draft as drafts
from lib.ui.buttons import download
from lib.ui.contributions import state
from lib.ui.contributions.state import Form

FILE = "contribution.json"
_FIELD, _BAD = "c_kept_file", "contribution_bad_file"


def keep(form: Form) -> None:
    """A button for the file."""
    _ = form.view.words.gettext
    download(
        _("Keep as a file"),
        drafts.file(form.raw),
        FILE,
        key="contribution_file",
        help=_("To go on later, on this or another computer."),
    )


def load(form: Form) -> None:
    """Ways back to what was begun before: a kept file, and what a link led away from."""
    _ = form.view.words.gettext
    if form.kept.before is not None:
        st.button(
            _("Back to what you had begun"),
            key="contribution_restore",
            type="tertiary",
            icon=":material/undo:",
            on_click=state.restore,
        )
    opened = st.popover(
        _("Go on with a file that you kept"),
        key="contribution_load",
        icon=":material/upload_file:",
        type="tertiary",
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        st.file_uploader(
            _("File (contribution.json)"),
            type="json",
            key=_FIELD,
            on_change=_take,
            max_upload_size=1,
        )
        if st.session_state.pop(_BAD, False):
            st.warning(
                _("This file was not kept from this form, or has been changed. Nothing was loaded.")
            )


def _take() -> None:
    given = st.session_state.get(_FIELD)
    if given is None:
        return
    try:
        sent = drafts.read_file(given.getvalue())
    except drafts.NoDraft:
        st.session_state[_BAD] = True
        return
    state.load(sent)
