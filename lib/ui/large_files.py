"""Files of many rows: a button puts one into the queue, and its place and rows are told meanwhile.

What was asked for goes on while its visitor looks at another page, and ends with the session, or
when it is taken back. A file of another view takes its place.
"""

import weakref
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

from lib.exports import in_turn
from lib.exports.in_turn import Export, Full
from lib.language.i18n import Localizer
from lib.site.view import View
from lib.ui import visitor

Data = Callable[[], bytes]
_EVERY = 1.0


@dataclass(frozen=True)
class Many:
    """A file of rows, on each of its sheets; `of` is what tells it from others, beside the view."""

    make: Data
    view: View
    rows: int
    of: Hashable = None
    sheets: int = 1


class _Asked:
    """A file that this session asked for, and of what view; left when the session goes."""

    def __init__(self, of: Hashable, export: Export | None) -> None:
        self.of, self.export = of, export
        if export:
            weakref.finalize(self, export.leave)


def offer(
    label: str,
    many: Many,
    save: Callable[[Data], None],
    *,
    key: str,
    help: str | None,  # noqa: A002 - Streamlit's own word for it
) -> None:
    """The button for a file, or how far it is; `save` draws the one that saves it."""
    name = f"large_{key}"
    asked: _Asked | None = st.session_state.get(name)
    if asked and asked.of != (many.view, many.of):
        st.session_state.pop(name)
        asked = None
    if asked and asked.export and not asked.export.error:
        if asked.export.ended:
            save(asked.export.content)
        else:
            st.fragment(_progress, run_every=_EVERY)(label, many.view.words, name)
        return
    words = many.view.words
    _ = words.gettext
    st.button(
        label,
        key=f"ask_{key}",
        on_click=_ask,
        args=(name, many),
        icon=":material/hourglass_empty:",
        help=words.sentences(
            [*([help] if help else []), _("It is large, and made first; then it can be saved.")]
        ),
    )
    if asked:
        st.caption(
            _("This file could not be made. Please try again in a minute.")
            if asked.export
            else _("Many large files are asked for just now. Please try again in a minute."),
            width="content",
        )


def _ask(name: str, many: Many) -> None:
    export: Export | None = None
    # A full disk is no reason for the page to fail.
    with suppress(Full, OSError):
        rows = many.rows * many.sheets
        export = in_turn.LINE.add(lambda: [many.make()], rows, visitor.peer())
    st.session_state[name] = _Asked((many.view, many.of), export)


def _leave(name: str) -> None:
    asked: _Asked = st.session_state.pop(name)
    if asked.export:
        asked.export.leave()


def _progress(label: str, words: Localizer, name: str) -> None:
    """How far the file is; once it is made, the page runs anew."""
    asked: _Asked | None = st.session_state.get(name)
    if asked is None or asked.export is None or asked.export.ended:
        st.rerun()
        return
    _ = words.gettext
    export, number = asked.export, words.number
    place = export.place
    said = (
        _("{file}: place {place} in the queue").format(file=label, place=number(place))
        if place
        else _("{file}: {done} of {rows} rows made").format(
            file=label, done=number(export.done), rows=number(export.rows)
        )
    )
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        st.progress(min(export.done / export.rows, 1.0), said, width=320)
        st.button(
            _("Stop"),
            key=f"leave_{name}",
            on_click=_leave,
            args=(name,),
            type="tertiary",
            icon=":material/close:",
        )
