"""Links to pages of ours and buttons for downloads, alike wherever they stand."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import Literal

import streamlit as st

from lib.exports.tables import FORMATS
from lib.filter.filters import Filter
from lib.inbox import guard
from lib.site import config
from lib.site.view import View
from lib.ui import address, again, large_files, markup, visitor
from lib.ui.large_files import Many

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
    icon: str = "arrow_forward",
) -> None:
    """A link to the page at `path` by the view's filter, or by another; opened on a record.

    With the name of an icon; "" for none.
    """
    params = address.link(view.chosen if chosen is None else chosen, record)
    markup.show(markup.link(label, path, params, class_="vj-next", data_icon=icon or None))


@again.live
def download(
    label: str,
    data: bytes | Callable[[], bytes | str] | Many,
    file: str,
    *,
    key: str,
    icon: str = ":material/download:",
    kind: Literal["primary", "tertiary"] = "tertiary",
    help: str | None = None,  # noqa: A002 - Streamlit's own word for it
) -> None:
    """A button for a file of this session, made in another thread when it is asked for.

    Of `Many` rows it waits its turn. What has an address of its own is a link: see `files`.
    """
    if isinstance(data, Many):
        save = partial(download, label, file=file, key=key, icon=icon, kind="primary", help=help)
        large_files.offer(label, data, save, key=key, help=help)
        return
    mime = _MIME[PurePath(file).suffix[1:]]
    if callable(data):
        # That thread knows no session.
        data = partial(_counted, data, visitor.peer())
    st.download_button(
        label, data, file, mime, key=key, type=kind, icon=icon, on_click="ignore", help=help
    )


def _counted(make: Callable[[], bytes | str], who: str) -> bytes | str:
    """Make a file; its time counts as work like that of the API. Raises TooMany."""
    if not config.in_use().limits:
        return make()
    guard.room("work", who)
    begun = time.perf_counter()
    try:
        return make()
    finally:
        if tenths := round((time.perf_counter() - begun) * 10):
            guard.add("work", who, tenths)
