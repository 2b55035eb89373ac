"""What Streamlit and uvicorn make heavier than it need be, in each run.

A run of /map asks seven times for all of the session's state, to look one widget up in it, and
each message that begins a run reads the theme from all of Streamlit's options. The two took about
an eighth of what a run costs. Both answers stay what they are, which tests compare. Messages are
compressed with a memory of 4 kB, which takes longer and saves less than a quick look through
32 kB. All are theirs to mend, and then this module goes.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.state import session_state
from streamlit.runtime.state.common import is_element_id
from streamlit.runtime.state.session_state import SessionState
from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

_WHOLE: property = SessionState.__dict__["filtered_state"]
_THEME: Callable[[CustomThemeConfig, str], None] = app_session._populate_theme_msg
_themes: dict[str, bytes] = {}


class Asked(Mapping[str, Any]):
    """What `SessionState.filtered_state` holds, of which only what is asked for is looked up."""

    def __init__(self, state: SessionState) -> None:
        self._state = state

    def __getitem__(self, key: str) -> Any:
        if is_element_id(key) or session_state._is_internal_key(key):
            raise KeyError(key)
        return self._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(whole(self._state))

    def __len__(self) -> int:
        return len(whole(self._state))

    def __repr__(self) -> str:
        return repr(whole(self._state))


def whole(state: SessionState) -> dict[str, Any]:
    """All that a session holds by the keys of the program, as Streamlit gathers it."""
    found: dict[str, Any] = _WHOLE.__get__(state)
    return found


def theme(msg: CustomThemeConfig, section: str = "theme") -> None:
    """Write the options of a section into the message that begins a run."""
    if section not in _themes:
        written = CustomThemeConfig()
        _THEME(written, section)
        _themes[section] = written.SerializeToString()
    # A section without options leaves its message absent.
    if _themes[section]:
        msg.MergeFromString(_themes[section])


def deflate(**asked: Any) -> ServerPerMessageDeflateFactory:
    """How a connection compresses messages, instead of as `asked`: with 0.25 MB of memory."""
    asked |= {"server_max_window_bits": None, "compress_settings": {"level": 1, "memLevel": 8}}
    return ServerPerMessageDeflateFactory(**asked)


def install() -> None:
    """Have Streamlit and uvicorn use all, once for a process."""
    websockets_sansio_impl.ServerPerMessageDeflateFactory = deflate  # type: ignore[attr-defined, assignment]
    SessionState.filtered_state = property(Asked)  # type: ignore[assignment, method-assign]
    app_session._populate_theme_msg = theme
    # A changed file of settings is read again.
    config.on_config_parsed(_themes.clear, force_connect=True)
