"""What stands under maps of all pages."""

import streamlit as st

from lib.language.quoting import escape_markdown
from lib.site import config, overlay
from lib.site.view import View


def overlay_note(view: View) -> None:
    """What this installation adds to the map, and who says so; nothing where it adds nothing."""
    added = config.current().overlay
    if added:
        st.caption(escape_markdown(overlay_text(view)))


def overlay_text(view: View) -> str:
    """The same as a sentence; "" where nothing is added."""
    added = config.current().overlay
    if not added:
        return ""
    return view.words.gettext("Added by this installation: {names} ({licence}).").format(
        names=view.words.list(overlay.names(added, view.lang)), licence=added.licence
    )
