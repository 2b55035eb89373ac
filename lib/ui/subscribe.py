"""Calendar and feed of what a page shows, in the language of the screen."""

import streamlit as st

from lib.language.quoting import escape_markdown
from lib.site import links
from lib.site.view import View
from lib.ui import address


def buttons(view: View) -> None:
    """Links to the calendar, to subscribe to and as a file, and to the feed, of a view."""
    _ = view.words.gettext
    # Links of the view, which name the language also where the browser chose it.
    calendar = address.links().view("/calendar.ics", view)
    help_ = _("Holds the dates of this list, and follows the data: {filter}").format(
        filter=escape_markdown(view.sentence)
    )
    for label, target, icon in (
        (_("Subscribe in a calendar"), links.webcal(calendar), ":material/calendar_add_on:"),
        (_("Calendar file (.ics)"), calendar, ":material/event:"),
        (_("Feed"), address.links().view("/feed.xml", view), ":material/rss_feed:"),
    ):
        st.link_button(label, target, icon=icon, type="tertiary", help=help_)
