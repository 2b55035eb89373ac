"""What Streamlit is spared gives the answers that it gives itself."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest
from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.extensions.permessage_deflate import (
    ClientPerMessageDeflateFactory,
    ServerPerMessageDeflateFactory,
)
from websockets.frames import Frame, Opcode

from lib.ui import lighter

# The sections, and where Streamlit writes each of them.
SECTIONS: dict[str, Callable[[CustomThemeConfig], CustomThemeConfig]] = {
    "theme": lambda whole: whole,
    "theme.light": lambda whole: whole.light,
    "theme.dark": lambda whole: whole.dark,
    "theme.sidebar": lambda whole: whole.sidebar,
    "theme.light.sidebar": lambda whole: whole.light.sidebar,
    "theme.dark.sidebar": lambda whole: whole.dark.sidebar,
}


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lighter, "_themes", {})


def _written(write: Callable[[CustomThemeConfig, str], None]) -> CustomThemeConfig:
    whole = CustomThemeConfig()
    for section, part in SECTIONS.items():
        write(part(whole), section)
    return whole


def test_the_theme_is_the_same_in_each_run() -> None:
    expected = _written(app_session._populate_theme_msg)
    assert expected.light.primary_color
    # As first written, and as kept.
    assert _written(lighter.theme) == _written(lighter.theme) == expected


def test_the_options_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    _written(lighter.theme)
    asked: list[str] = []
    monkeypatch.setattr(config, "get_options_for_section", asked.append)
    _written(lighter.theme)
    assert not asked


def _packed(factory: ServerPerMessageDeflateFactory, messages: list[bytes]) -> int:
    """Bytes on the wire of messages, which a browser reads as they were."""
    answer, sends = factory.process_request_params([("client_max_window_bits", None)], [])
    reads = ClientPerMessageDeflateFactory(client_max_window_bits=True)
    browser = reads.process_response_params(answer, [])
    size = 0
    for message in messages:
        frame = sends.encode(Frame(Opcode.BINARY, message))
        size += len(frame.data)
        assert browser.decode(frame).data == message
    return size


def test_messages_are_smaller_and_read_as_they_were() -> None:
    # The name that uvicorn looks up for each connection, and what it asks for.
    assert hasattr(websockets_sansio_impl, "ServerPerMessageDeflateFactory")
    asked: dict[str, Any] = {
        "server_max_window_bits": 12,
        "client_max_window_bits": 12,
        "compress_settings": {"memLevel": 5},
    }
    # As the charts of a page are: much alike, but further apart than 4 kB.
    lines = [f'<path d="M{n * 7919 % 997} {n * 104729 % 991}" fill="#1f4e79"/>' for n in range(400)]
    messages = ["".join(lines).encode(), b"", *(line.encode() for line in lines)]
    theirs = _packed(ServerPerMessageDeflateFactory(**asked), messages)
    assert _packed(lighter.deflate(**asked), messages) < 0.9 * theirs


def _script() -> None:
    import streamlit as st
    from streamlit.runtime.state import get_session_state

    from lib.ui import lighter

    st.session_state["plain"] = 1
    st.session_state["empty"] = None
    st.session_state["w_from"] = "2015"
    st.text_input("Keyless")
    st.text_input("Keyed", key="typed")
    st.selectbox("Filled", ["2015", "2016"], index=None, key="w_from")
    st.multiselect("Several", ["a", "b"], default=["a"], key="several")
    if "gone" not in st.session_state:
        st.checkbox("Only in the first run", key="gone")
    state = get_session_state()._state
    whole, asked = lighter.whole(state), lighter.Asked(state)
    names = [*whole, *state._new_widget_state, *state._old_state, "absent", "", "$$", "typed "]
    alike = dict(asked) == whole and len(asked) == len(whole)
    st.session_state["found"] = {
        name: (
            name in asked,
            asked.get(name, "nothing"),
            name in whole,
            whole.get(name, "nothing"),
        )
        for name in names
    }
    st.session_state["alike"] = alike


def test_each_key_of_a_session_is_found_as_before() -> None:
    app = AppTest.from_function(_script).run()
    for _ in range(2):
        found = app.session_state["found"]
        assert {"plain", "empty", "w_from", "typed", "several"} <= found.keys()
        for name, (in_asked, asked, in_whole, whole) in found.items():
            assert (in_asked, asked) == (in_whole, whole), name
        assert app.session_state["alike"]
        app.text_input(key="typed").set_value("Huế").run()
    assert app.session_state["found"]["typed"][1] == "Huế"


def test_a_page_is_shown_alike_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = AppTest.from_function(_script).run()
    monkeypatch.setattr(SessionState, "filtered_state", property(lighter.Asked))
    after = AppTest.from_function(_script).run()
    assert [each.proto for each in before.main] == [each.proto for each in after.main]
