"""Files of many rows: a button puts one into the queue, and its place and rows are told meanwhile.

What was asked for goes on while its visitor looks at another page, and ends when it is taken back
or when the visitor has left the site. A file of another view takes its place.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Timer
from weakref import WeakSet

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.exports import in_turn, scratch
from lib.exports.in_turn import Export, Full
from lib.language.i18n import Localizer
from lib.site import log
from lib.site.view import View
from lib.ui import browser, session, visitor

Data = Callable[[], bytes]
# What this session asked for, by the keys of its buttons.
_ASKED = "large_files"
_EVERY = 1.0
# Seconds in which a connection that was lost may come back before what was asked for is left.
_PATIENCE = 5.0
_press = st.components.v2.component(
    "press_button", html="<span></span>", js=browser.script("press.js"), isolate_styles=False
)


@dataclass(frozen=True)
class Many:
    """A file of rows, on each of its sheets, in a format of a `name`.

    `of` is what tells it from others, beside the view.
    """

    make: Data
    view: View
    rows: int
    name: str
    of: Hashable = None
    sheets: int = 1


@dataclass
class _Asked:
    """A file that this session asked for, on a page of a view, and its reference in the log.

    `of` tells it from others there. `seen` says that its visitor looked on when it was made, so
    that it is to be saved by itself.
    """

    on: View
    of: Hashable
    reference: str
    export: Export | None = None
    refused: Exception | None = None
    seen: bool = False

    @property
    def error(self) -> Exception | None:
        """Why it is not made."""
        return self.export.error if self.export else self.refused


class _Here:
    """What a session asked for, as long as it is connected; left soon after it is not."""

    def __init__(self) -> None:
        ctx = get_script_run_ctx()
        self._session = ctx.session_id if ctx else ""
        self.exports: WeakSet[Export] = WeakSet()

    def look_later(self) -> None:
        """Leave what is not made in a while, unless the session is connected again."""
        if any(not export.ended for export in self.exports):
            timer = Timer(_PATIENCE, self._look)
            timer.daemon = True
            timer.start()

    def _look(self) -> None:
        if runtime.exists() and runtime.get_instance().is_active_session(self._session):
            # It may go without a further run, which would make another of these.
            self.look_later()
            return
        for export in self.exports:
            if not export.ended:
                export.leave()


@st.cache_resource(scope="session", on_release=_Here.look_later, show_spinner=False)
def _here() -> _Here:
    """Streamlit releases it at the moment at which the session is no longer connected."""
    return _Here()


def offer(
    label: str,
    many: Many,
    save: Callable[[Data], None],
    *,
    key: str,
    help: str | None,  # noqa: A002 - Streamlit's own word for it
) -> None:
    """The button for a file, or how far it is; `save` draws the one that saves it, of that key."""
    asked = _asked().get(key)
    if asked and (asked.of != (many.view, many.of) or (asked.export and asked.export.left)):
        _leave(key)
        asked = None
    export = asked.export if asked else None
    if asked and export and not export.error:
        if export.ended:
            save(export.content)
            _saved(asked, key)
            return
        _here().exports.add(export)
        # By itself a fragment takes all the room that there is.
        with st.container(width="content"):
            st.fragment(_progress, run_every=_EVERY)(many, key)
        return
    words = many.view.words
    _ = words.gettext
    st.button(
        label,
        key=f"ask_{key}",
        on_click=_ask,
        args=(key, many, session.current()),
        icon=":material/hourglass_empty:",
        help=words.sentences(
            [*([help] if help else []), _("It is large: it is made first, then saved by itself.")]
        ),
    )
    if asked:
        st.caption(_why(asked, words), width="content")


def _saved(asked: _Asked, key: str) -> None:
    """Have the browser save a file that its visitor has waited for, once."""
    if asked.seen:
        asked.seen = False
        _press(key=f"press_{key}", data=[{"key": key, "wish": asked.reference}])


def _why(asked: _Asked, words: Localizer) -> str:
    _ = words.gettext
    error = asked.error
    if isinstance(error, Full):
        return _("Many large files are asked for just now. Please try again in a minute.")
    if error and scratch.lacks_room(error):
        said = _("The server has no room for this file just now; noted under {reference}.")
    else:
        said = _("This file could not be made; the failure has been noted under {reference}.")
    return said.format(reference=asked.reference)


def end_others(view: View) -> None:
    """End what was asked for under another filter, or in another language, than those of `view`."""
    for key in [key for key, asked in _asked().items() if asked.on != view]:
        _leave(key)


def _asked() -> dict[str, _Asked]:
    asked: dict[str, _Asked] = st.session_state.setdefault(_ASKED, {})
    return asked


def _ask(key: str, many: Many, on: View) -> None:
    # The run that follows is another one: a reference is of what was asked for here.
    log.reference.set(log.new_reference())
    asked = _Asked(on, (many.view, many.of), log.reference.get())
    rows = many.rows * many.sheets
    try:
        asked.export = in_turn.LINE.add(lambda: [many.make()], rows, visitor.peer())
    except (Full, OSError) as error:  # a full disk is no reason for the page to fail
        asked.refused = error
        if not isinstance(error, Full):
            log.LOG.warning("A large file could not be begun", exc_info=error)
    _asked()[key] = asked


def _leave(key: str) -> None:
    asked = _asked().pop(key)
    if asked.export:
        asked.export.leave()


def _progress(many: Many, key: str) -> None:
    """How far the file is; once it is made, the page runs anew."""
    asked = _asked().get(key)
    export = asked.export if asked else None
    if asked is None or export is None or export.ended:
        if asked:
            asked.seen = True
        st.rerun()
        return
    words = many.view.words
    _, number = words.gettext, words.number
    place = export.place
    said = (
        _("{file}: place {place} in the queue").format(file=many.name, place=number(place))
        if place
        # Of a workbook each row is made for each of its sheets.
        else _("{file}: {done} of {rows} rows made").format(
            file=many.name,
            done=number(export.done // many.sheets),
            rows=number(many.rows),
        )
    )
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        st.progress(min(export.done / export.rows, 1.0), said, width=270)
        st.button(
            _("Stop"),
            key=f"leave_{key}",
            on_click=_leave,
            args=(key,),
            type="tertiary",
            icon=":material/close:",
        )
