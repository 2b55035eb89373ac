"""Messages of a run go to the browser in bundles.

Streamlit hands each of a run's fifty messages to the loop that sends by two calls of its own, and
has the loop go round, and write to the network, after each. Here what has gathered goes at once:
the same messages in the same order. Streamlit's to mend, and then this module goes.
"""

import threading
from collections.abc import Callable
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.session_manager import ActiveSessionInfo

# Of a client for which 500 wait Streamlit lets go: between bundles they are written.
_MOST = 100
_EVENT: Callable[..., None] = AppSession._on_scriptrunner_event
_FLUSH: Callable[[AppSession], list[ForwardMsg]] = AppSession.flush_browser_queue
_SEND: Callable[[Runtime, ActiveSessionInfo, ForwardMsg], None] = Runtime._send_message


class Bundle:
    """Messages of one script on their way to the loop, which takes all that are there at once."""

    def __init__(self) -> None:
        self._lock, self._messages, self._open = threading.Lock(), list[ForwardMsg](), True

    def add(self, *messages: ForwardMsg) -> bool:
        """Put messages in; whether it was not too late for them."""
        with self._lock:
            if self._open:
                self._messages += messages
            return self._open

    def take(self) -> list[ForwardMsg]:
        """All that is in it, after which nothing more goes in."""
        with self._lock:
            self._open = False
        return self._messages


def on_event(
    self: AppSession,
    sender: ScriptRunner | None,
    event: ScriptRunnerEvent,
    forward_msg: ForwardMsg | None = None,
    **more: Any,
) -> None:
    """Take an event of a script to the loop: a message with those that are on their way."""
    if sender is None or forward_msg is None:
        # What comes after it must not overtake it.
        if sender is not None:
            sender.__dict__.pop("vj_bundle", None)
        _EVENT(self, sender, event, forward_msg, **more)
        return
    waiting: Bundle | None = sender.__dict__.get("vj_bundle")
    if waiting is None or not waiting.add(forward_msg):
        bundle = sender.__dict__["vj_bundle"] = Bundle()
        bundle.add(forward_msg)
        self._call_soon_on_event_loop(lambda: _arrived(self, sender, bundle))


def put(context: ScriptRunContext, messages: list[ForwardMsg]) -> None:
    """Send messages as they are, as `ScriptRunContext` would one by one."""
    runner = getattr(context._enqueue, "__self__", None)
    while messages:
        context._enqueue(messages[0])
        waiting = getattr(runner, "vj_bundle", None)
        messages = messages[1:]
        if waiting is not None and waiting.add(*messages):
            return


def _arrived(self: AppSession, sender: ScriptRunner, bundle: Bundle) -> None:
    *others, last = bundle.take()
    # What a script that is no longer the session's still says is not heard.
    if sender is self._scriptrunner:
        for message in others:
            self._browser_queue.enqueue(message)
        self._enqueue_forward_msg(last)


def flushed(self: AppSession) -> list[Any]:
    """What is to be sent, in bundles, after each of which the loop turns to others."""
    messages = _FLUSH(self)
    return [messages[n : n + _MOST] for n in range(0, len(messages), _MOST)]


def send(self: Runtime, session_info: ActiveSessionInfo, bundle: list[ForwardMsg]) -> None:
    """Send the messages of a bundle, one after the other."""
    for message in bundle:
        _SEND(self, session_info, message)


def install() -> None:
    """Have Streamlit do so, once for a process."""
    AppSession._on_scriptrunner_event = on_event  # type: ignore[assignment, method-assign]
    AppSession.flush_browser_queue = flushed  # type: ignore[method-assign]
    Runtime._send_message = send  # type: ignore[assignment, method-assign]
