"""Taking a view along: its link, how to cite and embed it, and the same records as open data."""

from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from lib.exports import citations
from lib.exports.tables import TABLES
from lib.site.view import View
from lib.ui import address


def base() -> str:
    """Scheme and host under which the visitor sees the site."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def link(path: str, params: dict[str, list[str]]) -> str:
    """An absolute link to a page of ours."""
    query = urlencode(params, doseq=True, quote_via=quote)
    return f"{base()}/{path}" + (f"?{query}" if query else "")


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
    # Without the language: whoever opens it reads in their own.
    params = {k: v for k, v in address.current().items() if k != "lang"}
    here = link(path, params)
    said = view.sentence
    cited = citations.of(view.dataset.package, said if view.chosen else "", here, view.today)
    with opened:
        _heading(_("Link to this view"))
        st.code(here, language=None, wrap_lines=True)
        _heading(_("Citation"))
        forms = {
            _("Plain text"): citations.plain(cited, view.words),
            "BibTeX": citations.bibtex(cited),
            "CSL-JSON": citations.csl_json(cited),
        }
        form = st.segmented_control(
            _("Form"), list(forms), default=_("Plain text"), required=True, key="cite_form"
        )
        st.code(forms[form or _("Plain text")], language=None, wrap_lines=True)
        _heading(_("Embed this page"))
        title = _("Vietnam–Japan Local Partnerships")
        st.code(citations.embed(here, title), language="html", wrap_lines=True)
        _heading(_("The same records as open data"))
        st.markdown(_open_data(view))


def _heading(text: str) -> None:
    st.markdown(f"**{text}**")


def _open_data(view: View) -> str:
    _ = view.words.gettext
    params = address.link(view.chosen)
    names = {
        "events": _("Records"),
        "partnerships": _("Partnerships"),
        "localities": _("Localities"),
        "sources": _("Sources"),
    }
    lines = [
        "- "
        + _("{name}: {value}").format(
            name=name,
            value=" · ".join(
                f"[{kind.upper()}]({link(f'api/v1/{table}.{kind}', params)})"
                for kind in TABLES[table].formats
            ),
        )
        for table, name in names.items()
    ]
    others = {
        _("Data package (ZIP)"): link("api/v1/package.zip", params),
        _("Calendar of anniversaries and ends of term"): link("calendar.ics", params),
        _("Feed of newly signed documents"): link("feed.xml", params),
        _("Documentation"): link("api/docs", {}),
    }
    lines += [f"- [{title}]({address})" for title, address in others.items()]
    return "\n".join(lines)
