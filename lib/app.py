"""The UI script: what surrounds every page. Streamlit runs it from the top for each interaction."""

import sys
from functools import partial
from pathlib import Path

# Streamlit puts this script's own folder on the path, not the project's.
sys.path[:0] = [root] if (root := str(Path(__file__).parent.parent)) not in sys.path else []

import streamlit as st  # noqa: E402
from streamlit.navigation.page import StreamlitPage  # noqa: E402

from lib.site import pages, store  # noqa: E402
from lib.site.view import View  # noqa: E402
from lib.ui import (  # noqa: E402
    address,
    band,
    browser,
    filters,
    large_files,
    observed,
    resumption,
    session,
    shell,
    widget_values,
)
from lib.ui.parts import since  # noqa: E402
from lib.ui.turns import turns  # noqa: E402


def run() -> None:
    """The page that was asked for, with what surrounds it."""
    held = resumption.hold()
    current = session.current()
    large_files.end_others(current)
    page = shell.navigation(current)
    if st.context.is_embedded:
        filters.notices(current)
        page.run()
        shell.credit(current, page.url_path)
        resumption.hand_in(held, page.url_path)
        return
    # First of all, since the rest goes by what it tells of the window.
    browser.set_language(current.lang)
    declared = pages.page_at(page.url_path)
    if declared.beside and not browser.phone():
        filters.sidebar(current)
    shell.column(current, declared, partial(_body, current, declared, page))
    resumption.hand_in(held, declared.path)


def _body(current: View, declared: pages.Page, page: StreamlitPage) -> None:
    """The main column from its header to its footer."""
    shell.part("top", current, declared, partial(_top, current, declared))
    page.run()
    shell.part("foot", current, declared, partial(shell.footer, current, declared.path))


def _top(current: View, declared: pages.Page) -> None:
    shell.header(current, declared.path)
    band.show(current, declared)
    filters.notices(current)
    since.notice(current)


widget_values.guard()
with turns, observed.run():
    if store.load() is None:
        shell.broken_data()
    else:
        with address.held():
            run()
