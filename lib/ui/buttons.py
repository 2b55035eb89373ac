"""Links to pages of ours and buttons for downloads, alike wherever they stand."""

from collections.abc import Callable
from pathlib import PurePath
from typing import Literal

import streamlit as st

from lib.exports.tables import FORMATS
from lib.filter.filters import Filter
from lib.site.view import View
from lib.ui import address, shell

_MIME = {name: mime.partition(";")[0] for name, mime in FORMATS.items()} | {
    "svg": "image/svg+xml",
    "txt": "text/plain",
}


def page_link(
    path: str,
    label: str,
    view: View,
    *,
    chosen: Filter | None = None,
    record: str | None = None,
    icon: str | None = ":material/arrow_forward:",
) -> None:
    """A link to the page at `path` by the view's filter, or by another; opened on a record."""
    params = address.link(view.chosen if chosen is None else chosen, record)
    st.page_link(shell.page(path, view), label=label, icon=icon, query_params=params)


def download(
    label: str,
    data: bytes | Callable[[], bytes | str],
    file: str,
    *,
    key: str,
    icon: str = ":material/download:",
    kind: Literal["secondary", "tertiary"] = "tertiary",
    help: str | None = None,  # noqa: A002 - Streamlit's own word for it
) -> None:
    """A button for a file, which is made in another thread when it is asked for."""
    mime = _MIME[PurePath(file).suffix[1:]]
    st.download_button(
        label, data, file, mime, key=key, type=kind, icon=icon, on_click="ignore", help=help
    )
