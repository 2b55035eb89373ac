"""Taking a view along: its link, how to cite and embed it, and the same records as open data."""

import streamlit as st

from lib.exports import about, citations
from lib.exports.tables import TABLES
from lib.facts import localities
from lib.language.i18n import N_
from lib.site import identity, links
from lib.site.view import View
from lib.ui import address, browser, cite, downloads, markup, pictures

_TABLES = {
    "events": N_("Records"),
    "partnerships": N_("Partnerships"),
    "ties": N_("Ties"),
    "localities": N_("Localities"),
    "sources": N_("Sources"),
    "changes": N_("Changes to the data"),
}
SUBSCRIBING = N_(
    "A calendar that is subscribed to keeps itself up to date. Where the link opens nothing, copy "
    "the address of the calendar: in Google Calendar to “Other calendars”, “From URL”; in Outlook "
    "to “Add calendar”, “Subscribe from web”."
)
_system_share = st.components.v2.component(
    "system_share", html="<span></span>", js=browser.script("share.js"), isolate_styles=False
)

_SANDBOX = N_(
    "An iframe with “sandbox” needs at least “allow-scripts allow-same-origin”, or it stays empty; "
    "with “allow-downloads” and “allow-popups” its files and sources open too."
)


def panel(view: View, path: str) -> None:
    """A button that opens link, citation, embedding and open data of the current view."""
    _ = view.words.gettext
    opened = st.popover(
        _("Share and cite"),
        icon=":material/ios_share:",
        type="tertiary",
        key="share",
        on_change="rerun",
    )
    if not opened.open:
        return
    # With the language only where one was chosen: else whoever opens it reads in their own.
    params = address.current()
    here = address.links().to(f"/{path}", params)
    title = view.sentence if view.chosen else ""
    # What is cited says of which version it is, so that a reader is told what changed since.
    of_version = address.links().to(f"/{path}", {**params, "v": view.dataset.version})
    cited = citations.of(view.dataset.package, title, of_version, view.today)
    record = address.given("record")
    if record in view.dataset.events.index:
        cited = about.cited_record(str(record), view, address.links())
    shown = _shown(view, path)
    with opened:
        _heading(_("Link to this view"))
        markup.show(markup.quotable(here, view.words, as_code=True))
        _system_share(
            key="system_share",
            data=[{"label": _("Send to …"), "title": _(identity.NAME), "text": title, "url": here}],
        )
        _heading(_("Citation"))
        cite.forms(cited, view, "cite_form")
        has_picture = pictures.links(view, path)
        _heading(_("Embed this page"))
        code = citations.embed(here, _(identity.NAME), fitting=has_picture)
        markup.show(markup.quotable(code, view.words, as_code=True))
        if not has_picture:
            st.caption(_(_SANDBOX))
        _heading(_("The same records as open data"))
        st.markdown(_open_data(shown))
        st.caption(_(downloads.CSV_IN_EXCEL))
        _heading(_("Subscribe to the calendar"))
        calendar = address.links().view("/calendar.ics", shown)
        st.link_button(
            _("Open in a calendar program"),
            links.webcal(calendar),
            icon=":material/calendar_add_on:",
            type="tertiary",
        )
        st.caption(_(SUBSCRIBING))


def _shown(view: View, path: str) -> View:
    """The view with the locality, where the page is of one."""
    place = address.given("id")
    if path != "locality" or place not in view.dataset.localities.index:
        return view
    return view.filtered(view.chosen.with_(localities.side_of(str(place)), (str(place),)))


def _heading(text: str) -> None:
    st.markdown(f"**{text}**")


def _open_data(view: View) -> str:
    _ = view.words.gettext
    to, here = address.links().to, address.links().view
    formats = {
        table: " · ".join(
            f"[{form.upper()}]({here(links.table(table, form), view)})"
            # What keeps dates as they are when Excel opens it comes first.
            for form in sorted(TABLES[table].formats, key=lambda form: form != "xlsx")
        )
        for table in _TABLES
    }
    others = {
        _("Data package (ZIP)"): here(f"{links.API}/package.zip", view),
        _("Calendar of anniversaries and ends of term"): here("/calendar.ics", view),
        _("Feed of documents added or changed"): here("/feed.xml", view),
        _("Feed of changes to the data"): here("/changes.xml", view),
        _("Documentation"): to(links.DOCS),
    }
    lines = [
        "- " + _("{name}: {value}").format(name=_(name), value=formats[table])
        for table, name in _TABLES.items()
    ]
    return "\n".join([*lines, *(f"- [{title}]({url})" for title, url in others.items())])
