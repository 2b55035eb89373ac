"""What a client can send over a page's WebSocket, and a server that takes it.

Streamlit's protocol is spoken here as no browser would: states of widgets in the form of other
widgets, widgets that there are not, values of a megabyte, messages cut or out of order.
"""

import asyncio
import atexit
import re
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from lib.site.pages import PAGES
from tests.e2e.conftest import ROOT, Server, served
from tests.fuzz.texts import BARBED, PAIRS, WORDS

PATHS = tuple(page.path for page in PAGES)
# A frame of a traceback that ends in our own code: what the program itself did not take.
_FRAME = re.compile(r'^\s*File "([^"]+)", line (\d+)', re.M)
_TOLD = (b"Traceback", b"site-packages", b"/lib/ui/", b"Error: ", str(ROOT).encode())
_SECONDS = 30.0

# A page's widgets, each by its place among them: what they are called is learned from the server.
States = list[tuple[int, str, Any]]
Message = tuple[str, Any]

_NUMBERS = st.one_of(
    st.sampled_from([0, -1, 1, 2**31, -(2**63), 2**63 - 1]), st.integers(-(2**63), 2**63 - 1)
)
_FLOATS = st.floats(allow_nan=True, allow_infinity=True)
_LONG = st.builds(lambda text: text * (1_000_000 // len(text.encode())), st.sampled_from("a<語"))
_TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
# Protobuf refuses half a surrogate pair before it is sent.
_WORDS = st.one_of(
    _TEXTS, WORDS.map(lambda text: text.encode("utf-8", "ignore").decode()), st.sampled_from(PATHS)
)
_JSON = st.one_of(_WORDS, st.sampled_from(['{"a":', "{}", "[[[[", '{"value":null}', "1e999"]))
# The forms that a state can have, and values of each.
FORMS: dict[str, st.SearchStrategy[Any]] = {
    "trigger_value": st.booleans(),
    "bool_value": st.booleans(),
    "double_value": _FLOATS,
    "int_value": _NUMBERS,
    "string_value": st.one_of(_WORDS, _LONG),
    "double_array_value": st.lists(_FLOATS, max_size=5),
    "int_array_value": st.lists(_NUMBERS, max_size=5),
    "string_array_value": st.lists(_WORDS, max_size=5),
    "json_value": _JSON,
    "json_trigger_value": _JSON,
    "bytes_value": st.binary(max_size=200),
    "string_trigger_value": _WORDS,
    "file_uploader_state_value": _WORDS,
    "chat_input_value": _WORDS,
    "arrow_value": st.binary(max_size=50),
}
_STATES: st.SearchStrategy[States] = st.lists(
    st.sampled_from([*FORMS]).flatmap(
        lambda form: st.tuples(st.integers(0, 40), st.just(form), FORMS[form])
    ),
    max_size=4,
)
# Page, the widgets' states, the address, and what else a message says.
_RERUN = st.tuples(
    st.just("rerun"),
    st.fixed_dictionaries(
        {
            "page": st.one_of(st.sampled_from(PATHS), st.sampled_from(PATHS), _WORDS),
            "hash": st.one_of(st.just(""), st.just(""), _WORDS),
            "query": PAIRS,
            "states": _STATES,
            "fragment": st.one_of(st.just(""), st.just(""), _WORDS),
            "kept": st.lists(_WORDS, max_size=2),
            "back": st.booleans(),
            # Whether the run is over before the next message is sent.
            "waits": st.booleans(),
        }
    ),
)
# Other messages of the protocol, with which Streamlit's own front end may never begin.
_SIMPLE = st.sampled_from(
    [
        *("clear_cache", "stop_script", "load_git_info", "app_heartbeat", "set_run_on_save"),
        *("debug_disconnect_websocket", "debug_shutdown_runtime", "file_urls", "none"),
    ]
)
_OTHER = st.one_of(
    st.tuples(st.just("other"), _SIMPLE),
    st.tuples(
        st.just("operation"),
        st.tuples(st.sampled_from(["deferred_file", "dataframe_chunk", "skills", ""]), _WORDS),
    ),
    st.tuples(st.just("bytes"), st.binary(max_size=400)),
    st.tuples(st.just("cut"), st.tuples(_RERUN, st.integers(1, 40))),
    st.tuples(st.just("text"), st.sampled_from(BARBED[:6])),
    st.tuples(st.just("flood"), st.tuples(_RERUN, st.integers(2, 30))),
)
MESSAGES: st.SearchStrategy[list[Message]] = st.lists(
    st.one_of(_RERUN, _RERUN, _RERUN, _OTHER), min_size=1, max_size=4
)


@cache
def _server() -> tuple[Server, dict[str, list[str]]]:
    """A server for as long as the process lives, and the widgets of each page."""
    stack = ExitStack()
    atexit.register(stack.close)
    folder = Path(stack.enter_context(TemporaryDirectory()))
    running = stack.enter_context(served(folder, {"VJ_SESSIONS": "50", "VJ_CURATE_HERE": "on"}))
    return running, asyncio.run(_widgets(running))


async def _widgets(server: Server) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in PATHS:
        async with _session(server) as socket:
            await socket.send(_plain(path))
            found[path] = sorted(await _drawn(socket))
    return found


@asynccontextmanager
async def _session(server: Server) -> AsyncIterator[ClientConnection]:
    async with connect(
        f"ws://127.0.0.1:{server.port}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=server.url,  # type: ignore[arg-type]
        max_size=None,
    ) as socket:
        yield socket


def _plain(path: str) -> bytes:
    message = BackMsg()
    message.rerun_script.page_name = path
    message.rerun_script.query_string = "lang=en"
    message.rerun_script.context_info.locale = "en-GB"
    return message.SerializeToString()


def _ids(message: ForwardMsg) -> list[str]:
    """The names of the widgets that a message draws."""
    element = message.delta.new_element
    kind = element.WhichOneof("type")
    name = getattr(getattr(element, kind), "id", "") if kind else ""
    return [name] if name else []


async def _drawn(socket: ClientConnection) -> set[str]:
    """What was drawn until the run is over; no message tells of the program's inside."""
    found: set[str] = set()
    async with asyncio.timeout(_SECONDS):
        while True:
            raw = await socket.recv()
            assert isinstance(raw, bytes)
            message = ForwardMsg.FromString(raw)
            found.update(_ids(message))
            if message.delta.new_element.HasField("exception"):
                said = message.delta.new_element.exception
                assert not said.stack_trace, said.stack_trace
                assert not any(word in raw for word in _TOLD), said.message
            ended = message.WhichOneof("type") == "script_finished"
            assert message.script_finished != ForwardMsg.FINISHED_WITH_COMPILE_ERROR
            if ended and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return found


def _state(name: str, form: str, value: Any) -> WidgetState:
    state = WidgetState(id=name)
    if form.endswith("array_value"):
        getattr(state, form).data.extend(value)
        getattr(state, form).SetInParent()
    elif form == "file_uploader_state_value":
        state.file_uploader_state_value.uploaded_file_info.add(file_id=value, name=value, size=1)
    elif form == "chat_input_value":
        state.chat_input_value.data = value
    elif form == "string_trigger_value":
        state.string_trigger_value.data = value
    elif form == "arrow_value":
        state.arrow_value.data = value
    else:
        setattr(state, form, value)
    return state


def _rerun(told: dict[str, Any], widgets: dict[str, list[str]]) -> bytes:
    message = BackMsg()
    run = message.rerun_script
    run.page_name, run.page_script_hash = told["page"], told["hash"]
    run.query_string = "&".join(
        f"{name}={value}".encode("utf-8", "ignore").decode() for name, value in told["query"]
    )
    run.fragment_id, run.is_history_navigation = told["fragment"], told["back"]
    run.cached_message_hashes.extend(told["kept"])
    # Those of the page, and one that there is not.
    names = [*widgets.get(told["page"], ()), "$$ID-0-none"]
    states = {names[n % len(names)]: (form, value) for n, form, value in told["states"]}
    run.widget_states.widgets.extend(_state(name, *given) for name, given in states.items())
    return message.SerializeToString()


def _other(name: str) -> bytes:
    message = BackMsg()
    if name == "file_urls":
        message.file_urls_request.request_id = name
        message.file_urls_request.file_names.extend(["../../etc/passwd"] * 3)
    elif name != "none":
        setattr(message, name, True)
    return message.SerializeToString()


def _operation(kind: str, text: str) -> bytes:
    message = BackMsg()
    request = message.backend_operation_request
    request.request_id = text
    request.session_id = text
    if kind == "deferred_file":
        request.deferred_file.file_id = text
    elif kind == "dataframe_chunk":
        request.dataframe_chunk.SetInParent()
    elif kind == "skills":
        request.install_skills.SetInParent()
    return message.SerializeToString()


def frames(message: Message, widgets: dict[str, list[str]]) -> list[bytes | str]:
    """What goes over the wire for a message."""
    kind, told = message
    if kind == "rerun":
        return [_rerun(told, widgets)]
    if kind == "cut":
        whole = _rerun(told[0][1], widgets)
        return [whole[: -told[1]]]
    if kind == "flood":
        return [_rerun(told[0][1], widgets)] * int(told[1])
    if kind == "other":
        return [_other(told)]
    if kind == "operation":
        return [_operation(*told)]
    return [told]


async def _sent(server: Server, widgets: dict[str, list[str]], messages: list[Message]) -> None:
    """A client sends it all, then what a browser would; another visitor is served beside it."""

    async def hostile() -> None:
        try:
            async with _session(server) as socket:
                for message in messages:
                    for frame in frames(message, widgets):
                        await socket.send(frame)
                    if message[0] == "rerun" and message[1]["waits"] and not message[1]["fragment"]:
                        await _drawn(socket)
                await socket.send(_plain("about"))
                await _drawn(socket)
        except ConnectionClosed:
            # What is no message ends the session, and no other one.
            pass

    async def beside() -> None:
        async with _session(server) as socket:
            await socket.send(_plain("records"))
            assert len(await _drawn(socket)) >= len(widgets["records"])

    await asyncio.gather(hostile(), beside())


def _own_failures(said: str) -> list[str]:
    """Tracebacks of a log that end in the program's own code."""
    parts = said.split("Traceback (most recent call last)")[1:]
    return [part for part in parts if _ends_here(part)]


def _ends_here(traceback: str) -> bool:
    found = _FRAME.findall(traceback)
    return bool(found) and found[-1][0].startswith((f"{ROOT}/lib", f"{ROOT}/pages"))


def holds(messages: list[Message]) -> None:
    """Whatever a client sends, nobody is told of the inside, and the others go on."""
    server, widgets = _server()
    before = len(server.log())
    asyncio.run(_sent(server, widgets, messages))
    assert server.process.poll() is None
    assert not (failures := _own_failures(server.log()[before:])), failures[0]
