"""What stands around each page: navigation, language, footer, and the pages for failures."""

import logging
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import StreamlitPage

from lib.exports import citations
from lib.language.i18n import LANGUAGES, Localizer, words
from lib.site import identity
from lib.site.pages import PAGES, Page, page_at
from lib.site.view import View
from lib.ui import address, again, browser, markup, observed, places
from lib.ui.curating import access

LOG = logging.getLogger("dashboard")
# A file of ours: Streamlit takes a named icon for the tab, and a page's icon too, from elsewhere.
ICON = Path(__file__).parent / "icon.svg"
PAGES_FOLDER = Path(__file__).parents[2] / "pages"


def page(path: str, view: View) -> StreamlitPage:
    """The Streamlit page at `path`, titled in the visitor's language, to link to."""
    return _page(path, view.words)


# Dozens of links lead to the same page, which looks its file up each time that it is made.
@lru_cache
def _page(path: str, words: Localizer) -> StreamlitPage:
    page = page_at(path)
    return st.Page(
        PAGES_FOLDER / page.file,
        title=words.gettext(page.title),
        url_path=page.path,
        default=not page.path,
        help=words.gettext(page.purpose),
    )


def navigation(view: View) -> StreamlitPage:
    """Register all pages and return the one that was asked for."""
    # Our own links stand in the header: Streamlit's drop the filter from the address.
    # Copies, since the one that is asked for is marked as what this run may run.
    pages = [copy(page(declared.path, view)) for declared in PAGES]
    chosen = st.navigation(pages, position="hidden")
    st.set_page_config(
        page_title=f"{chosen.title} · {view.words.gettext(identity.NAME)}",
        page_icon=ICON,
        layout="wide",
    )
    return chosen


def column(view: View, declared: Page, make: Callable[[], None]) -> None:
    """The main column of a page, which is made, or put there again as it was."""
    if declared.kept:
        part("", view, declared, make)
    else:
        make()


def part(name: str, view: View, declared: Page, make: Callable[[], None]) -> None:
    """A part of the main column, likewise; within one that is put there again it goes with that."""
    if address.is_long():
        make()
    else:
        again.put((name, view, declared.path, *address.followed()), make)


def header(view: View, path: str) -> None:
    """Name of the site, links to the pages with the filter kept, and the languages, in one row.

    In narrow windows pages and languages are behind a menu. `path` is the page that is shown.
    """
    markup.show(_header(view, path, places.remembered(view), curates=_curates()))


@again.asked
def _curates() -> bool:
    return access.curator() is not None


@address.kept
def _header(view: View, path: str, remembered: tuple[str, ...], *, curates: bool) -> Markup:
    _ = view.words.gettext
    there = address.link(view.chosen)
    # A link to the page that one is on leaves the address as it is, and so all settings.
    params = {each.path: address.current() if each.path == path else there for each in PAGES}
    params["locality"] = {**params["locality"], **({"id": [*remembered]} if remembered else {})}
    name = markup.link(_(identity.NAME), "", params[""], class_="vj-name")
    links = [
        markup.link(
            _(each.title),
            each.path,
            params[each.path],
            title=_(each.purpose),
            aria_current="page" if each.path == path else None,
        )
        for each in PAGES
        if each.listed() or (each.path == "curate" and curates)
    ]
    pages = markup.tag("nav", *links, class_="vj-pages", aria_label=_("Pages"))
    languages = markup.switch(
        _("Language"),
        dict(LANGUAGES),
        view.lang,
        {lang: address.replaced("lang", lang) for lang in LANGUAGES},
        path,
    )
    # Which of the two it is goes by the window's width at once: by the style, not by a run.
    menu = markup.tag("button", _("Menu"), type="button", aria_expanded="false")
    inner = markup.tag("div", menu, markup.tag("div", pages, languages), class_="vj-menu")
    return markup.tag("header", name, inner, class_="vj-header")


def footer(view: View, path: str | None = None) -> None:
    """Version, licence and what the counts leave open; None for a page within another one.

    Paper shows the source and address of the page at `path`.
    """
    if path is None:
        markup.show(_footer(view, "", invited=False))
        return
    each, whole = _cited(view, address.links().to(f"/{path}", address.current()))
    printed = "" if path == "locality" else whole
    html = _footer(view, printed, invited=page_at("contribute").listed())
    # In the margin of each sheet where the browser can do that; at the end in any.
    style = Markup("<style>@page {{ @bottom-left {{ content: {} }} }}</style>").format(Markup(each))
    markup.show(html + style)


@address.kept
def _footer(view: View, printed: str, *, invited: bool) -> Markup:
    _ = view.words.gettext
    form = page_at("contribute")
    parts = [
        markup.tag(
            "p",
            _(
                "Data version {version} · Data: CC BY 4.0 · Boundaries: Natural Earth, generalised "
                "and not authoritative; no statement on sovereignty is made · A place without "
                "records is one for which none was found, not one that has none."
            ).format(version=view.dataset.version),
        )
    ]
    if invited:
        link = markup.link(_(form.title), form.path, address.link(view.chosen))
        asked = _("Is something missing or wrong?")
        parts.append(markup.tag("p", asked, " ", link, class_="vj-echo"))
    if printed:
        parts.append(markup.tag("p", printed, class_="vj-printed"))
    return markup.tag("footer", *parts, class_="vj-footer")


def credit(view: View, path: str) -> None:
    """What stands under a page that is shown within another one: who made it, and the way to it."""
    _ = view.words.gettext
    footer(view)
    st.link_button(
        _("Open the full view"),
        address.links().to(f"/{path}", address.current()),
        icon=":material/open_in_new:",
        type="tertiary",
    )
    browser.set_language(view.lang)


@lru_cache(maxsize=1024)
def _cited(view: View, here: str) -> tuple[str, str]:
    """The source of a page without its subject, as a string of CSS, and with it."""
    title = view.sentence if view.chosen else ""
    cited = citations.of(view.dataset.package, title, here, view.today)
    each = citations.plain(replace(cited, subject=""), view.words)
    return _css_string(each), citations.plain(cited, view.words)


def _css_string(text: str) -> str:
    """A text as a string of CSS: whatever it holds, it ends neither the string nor the style."""
    return '"{}"'.format("".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text))


def broken_data() -> None:
    """The page that visitors get when the data set did not pass its checks."""
    lang = address.language()
    _ = words(lang).gettext
    st.set_page_config(page_title=_(identity.NAME), layout="centered")
    browser.set_language(lang)
    st.error(
        _("Please try again later. What is wrong stands in the server's log."),
        title=_("The data set could not be loaded."),
        icon=":material/database_off:",
    )


def on_error(error: Exception) -> bool:
    """Log a failure of the script and say so in the visitor's language, without its text."""
    reference = observed.failed()
    LOG.error("The page failed", exc_info=error)
    _ = words(address.language()).gettext
    st.error(
        _(
            "The failure has been noted under {reference}. Please reload the page or take a filter "
            "off."
        ).format(reference=reference),
        title=_("This page could not be shown."),
        icon=":material/error:",
    )
    return True
