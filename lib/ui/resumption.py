"""A session that begins under a page that is open already, as after a restart of the server.

The browser sends what the widgets show together with the first click. Streamlit knows none of
them in a new session: it calls no callback, and the script fills them from the address, so that
the click was lost. Here the first run draws the page as the address has it, and the click is
handed in again: now it is a change of what the page shows.
"""

from urllib.parse import urlsplit

import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import ScriptRunContext, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from lib.site.pages import PAGES
from lib.ui import controls

_BEGUN = "session_begun"
_PATHS = {page.path for page in PAGES}


def hold() -> WidgetStates | None:
    """What the browser sent of its widgets, taken back, if this is a first run; else None."""
    if _BEGUN in st.session_state:
        return None
    ctx = get_script_run_ctx()
    sent = [] if ctx is None else ctx.session_state.get_widget_states()
    if ctx is not None and sent:
        ctx.session_state._state.clear()
    st.session_state[_BEGUN] = True
    if not sent:
        return None
    controls.resume(state.id for state in sent)
    return WidgetStates(widgets=sent)


def hand_in(held: WidgetStates | None, path: str) -> None:
    """Have the page at `path` run again with what was held, once this run is over."""
    ctx = get_script_run_ctx()
    if held is None or ctx is None or ctx.script_requests is None or _led(ctx, path):
        return
    ctx.script_requests.request_rerun(
        RerunData(
            query_string=ctx.query_string,
            widget_states=held,
            page_script_hash=ctx.page_script_hash,
            cached_message_hashes=ctx.cached_message_hashes,
            context_info=ctx.context_info,
        )
    )


def _led(ctx: ScriptRunContext, path: str) -> bool:
    """Whether the first click led to another address: then the widgets are those of before."""
    before = urlsplit(ctx.context_info.url if ctx.context_info else "").path.rpartition("/")[2]
    return ctx.is_history_navigation or (before in _PATHS and before != path)
