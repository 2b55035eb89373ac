"""Messages that go in bundles are those that were sent, in their order."""

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

from lib.ui import bundles

SENT, STOPPED = ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, ScriptRunnerEvent.SHUTDOWN


class Script:
    """In the place of what runs a script."""


class Session:
    """In the place of a session, whose loop goes on when told to."""

    def __init__(self, script: Script) -> None:
        self._scriptrunner: Script | None = script
        self._browser_queue = self
        self.heard: list[str] = []
        self.waiting: list[Callable[[], None]] = []
        self.woken = 0

    def _call_soon_on_event_loop(self, callback: Callable[[], None]) -> None:
        self.waiting.append(callback)

    def enqueue(self, message: ForwardMsg) -> None:
        self.heard.append(message.hash)

    def _enqueue_forward_msg(self, message: ForwardMsg) -> None:
        self.woken += 1
        self.enqueue(message)

    def go_on(self) -> None:
        """Let the loop do all that waits."""
        while self.waiting:
            self.waiting.pop(0)()


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def session(script: Script, monkeypatch: pytest.MonkeyPatch) -> Session:
    def event(self: Session, _sender: object, event: ScriptRunnerEvent, *_: object) -> None:
        self.waiting.append(lambda: self.heard.append(event.name))

    monkeypatch.setattr(bundles, "_EVENT", event)
    return Session(script)


def tell(session: Any, script: Any, *events: str | ScriptRunnerEvent) -> None:
    for each in events:
        if isinstance(each, str):
            bundles.on_event(session, script, SENT, forward_msg=ForwardMsg(hash=each))
        else:
            bundles.on_event(session, script, each)


def test_messages_go_at_once_and_wake_the_loop_once(session: Session, script: Script) -> None:
    tell(session, script, "a", "b", "c")
    assert len(session.waiting) == 1
    session.go_on()
    assert (session.heard, session.woken) == (["a", "b", "c"], 1)


def test_nothing_overtakes_what_came_before(session: Session, script: Script) -> None:
    tell(session, script, "a", "b", STOPPED, "c", STOPPED, STOPPED, "d")
    session.go_on()
    assert session.heard == ["a", "b", "SHUTDOWN", "c", "SHUTDOWN", "SHUTDOWN", "d"]


def test_what_comes_after_the_loop_has_taken_goes_next(session: Session, script: Script) -> None:
    tell(session, script, "a")
    session.go_on()
    tell(session, script, "b", "c")
    session.go_on()
    assert session.heard == ["a", "b", "c"]


def test_a_script_that_was_replaced_is_not_heard(session: Session, script: Script) -> None:
    tell(session, script, "a")
    session._scriptrunner = Script()
    tell(session, session._scriptrunner, "b")
    session.go_on()
    assert session.heard == ["b"]


@pytest.mark.parametrize("taken", [(), (0,), (1, 3), range(6)], ids=str)
def test_messages_put_together_are_heard_as_one_by_one(
    taken: Iterable[int], session: Session, script: Script
) -> None:
    """Also where the loop takes what is there between two of them."""
    closing = [*taken]

    class Runner(Script):
        """In the place of what runs the script of a page."""

        sent = 0

        def enqueue(self, message: ForwardMsg) -> None:
            bundles.on_event(session, self, SENT, forward_msg=message)  # type: ignore[arg-type]
            if self.sent in closing:
                session.go_on()
            self.sent += 1

    runner = Runner()
    session._scriptrunner = runner
    context: Any = SimpleNamespace(_enqueue=runner.enqueue)
    bundles.put(context, [ForwardMsg(hash=each) for each in "abcdef"])
    bundles.put(context, [])
    bundles.put(context, [ForwardMsg(hash="g")])
    session.go_on()
    assert session.heard == [*"abcdefg"]


def test_messages_are_put_where_nothing_gathers_them() -> None:
    heard: list[str] = []
    context: Any = SimpleNamespace(_enqueue=lambda message: heard.append(message.hash))
    bundles.put(context, [ForwardMsg(hash=each) for each in "abc"])
    assert heard == [*"abc"]


@pytest.mark.parametrize("number", [0, 1, 99, 100, 101, 350])
def test_all_is_sent_in_its_order(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []
    monkeypatch.setattr(bundles, "_FLUSH", lambda _session: [*range(number)])
    monkeypatch.setattr(bundles, "_SEND", lambda _self, _info, message: sent.append(message))
    found: Any = bundles.flushed(None)  # type: ignore[arg-type]
    assert all(0 < len(bundle) <= 100 for bundle in found)
    for bundle in found:
        bundles.send(None, None, bundle)  # type: ignore[arg-type]
    assert sent == [*range(number)]


def test_streamlit_still_has_what_is_replaced() -> None:
    for owner, name in (
        (AppSession, "_on_scriptrunner_event"),
        (AppSession, "flush_browser_queue"),
        (AppSession, "_enqueue_forward_msg"),
        (AppSession, "_call_soon_on_event_loop"),
        (Runtime, "_send_message"),
    ):
        assert callable(getattr(owner, name))
