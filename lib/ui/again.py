"""Parts of a page that a run puts there again as an earlier run made them.

Streamlit makes each element anew in each run: it looks through its options, works out its
identity, writes and hashes its message. Where a part of a page follows from what it is given, that
is done once. A later run asks its questions again: what its widgets hold, what it looked up in the
state of the session, and what else it has `asked`. If all the answers are what they were, the
messages that were sent are sent again; what is of one session alone is done anew (`live`).
"""

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache, partial, wraps
from typing import Any, ParamSpec, TypeVar

from streamlit import config
from streamlit.cursor import Cursor, RunningCursor
from streamlit.delta_generator import DeltaGenerator
from streamlit.delta_generator_singletons import get_dg_singleton_instance
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_cache import create_reference_msg
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    ScriptRunContext,
    ThreadState,
    get_script_run_ctx,
)
from streamlit.runtime.state import SafeSessionState
from streamlit.runtime.state.common import RegisterWidgetResult, WidgetMetadata
from streamlit.runtime.state.widgets import register_widget_from_metadata

_VARIANTS = 4
# Elements with a file, which is kept for one session.
_WITH_FILE = {"imgs", "audio", "video", "download_button", "file_uploader"}
_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")
_run = threading.local()


@dataclass(frozen=True)
class _Live:
    """What is done anew, the place where it comes to stand, and the page that it is of."""

    do: Callable[[], None]
    place: list[int]
    page: str

    def again(self, context: ScriptRunContext) -> None:
        root, *path = self.place
        cursor = RunningCursor(root_container=root, parent_path=tuple(path[:-1]))
        cursor._index = path[-1]
        main = get_dg_singleton_instance().main_dg
        with context.run_with_active_hash(self.page), DeltaGenerator(root, cursor, main):
            self.do()


@dataclass
class _Part:
    """What was put on a page: the questions that were asked on the way, and the steps.

    A step is a message, or what is done anew. `ids` and `keys` are those of the widgets,
    `length` counts the elements at its own level, `whole` says whether it can be put there again.
    """

    questions: list[tuple[Callable[[], object], object]] = field(default_factory=list)
    steps: list[ForwardMsg | _Live] = field(default_factory=list)
    ids: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    length: int = 0
    whole: bool = True

    def ask(self, question: Callable[[], object], answer: object) -> None:
        self.questions.append((question, deepcopy(answer)))

    def holds(self) -> bool:
        """Whether each question, asked in the order in which it was, has the answer that it had."""
        return all(question() == answer for question, answer in self.questions)

    def put(self, context: ScriptRunContext, cursor: Cursor) -> None:
        for key in self.keys:
            context.shared.widget_user_keys_this_run.check_and_add(key)
        for each in self.ids:
            context.shared.widget_ids_this_run.check_and_add(each)
        for step in self.steps:
            if isinstance(step, ForwardMsg):
                _send(context, step)
            else:
                step.again(context)
        for _ in range(self.length):
            cursor.lock_element()


class Parts:
    """Parts that are kept, at most so many of those used last."""

    def __init__(self, most: int) -> None:
        self._of: Callable[[Hashable], list[_Part]] = lru_cache(most)(lambda _of: [])

    def put(self, of: Hashable, make: Callable[[], None]) -> None:
        """Put a part on the page, where it is called, as when it was made for the same `of`.

        What it shows must follow from `of` and from the answers to its questions. It writes where
        it is called and nowhere else.
        """
        context, cursor = get_script_run_ctx(), _cursor()
        if context is None or cursor is None or not _is_kept_here():
            make()
            return
        known = self._of((*cursor.delta_path, ThreadState.get().active_script_hash, of))
        # A copy: other visitors put theirs there meanwhile.
        for part in [*known]:
            if part.holds():
                part.put(context, cursor)
                return
        part = _Recording(context, cursor).make(make)
        if part.whole:
            known[:] = [part, *known[: _VARIANTS - 1]]


def kept(make: Callable[_Given, None]) -> Callable[_Given, None]:
    """The same of a function, of which each call makes a part that follows from its arguments."""
    parts = Parts(256)

    @wraps(make)
    def put(*given: _Given.args, **named: _Given.kwargs) -> None:
        parts.put((*given, *named.items()), partial(make, *given, **named))

    return put


def asked(question: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
    """A question on whose answer parts depend: it is asked again for each that is kept.

    What it looks up and writes down it does each time.
    """

    @wraps(question)
    def ask(*given: _Given.args, **named: _Given.kwargs) -> _Answer:
        recording = _recording()
        if recording is None:
            return question(*given, **named)
        with recording.apart():
            answer = question(*given, **named)
        recording.part.ask(partial(question, *given, **named), answer)
        return answer

    return ask


def live(make: Callable[_Given, None]) -> Callable[_Given, None]:
    """A step that is done anew also where its part is put there again: it is of one session."""

    @wraps(make)
    def do(*given: _Given.args, **named: _Given.kwargs) -> None:
        recording, cursor = _recording(), _cursor()
        if recording is None or cursor is None:
            make(*given, **named)
            return
        page = ThreadState.get().active_script_hash
        recording.part.steps.append(_Live(partial(make, *given, **named), cursor.delta_path, page))
        with recording.apart():
            make(*given, **named)

    return do


def _is_kept_here() -> bool:
    """Not within a part that is kept, nor in a fragment, nor where a test keeps more of widgets."""
    within = _recording() is not None or ThreadState.get().fragment_id
    return not (within or config.get_option("global.appTest"))


def _cursor() -> Cursor | None:
    """Where the next element comes to stand."""
    return get_dg_singleton_instance().main_dg._active_dg._cursor


def _send(context: ScriptRunContext, message: ForwardMsg) -> None:
    """As `ScriptRunContext.enqueue` does with a message that has its hash."""
    known = message.metadata.cacheable and message.hash in context.cached_message_hashes
    context._enqueue(create_reference_msg(message) if known else message)


# --- Questions to the state of the session --------------------------------------------------------


def _state() -> SafeSessionState:
    context = get_script_run_ctx()
    assert context is not None
    return context.session_state


def _held(key: str) -> object:
    try:
        return _state()[key]
    except KeyError:
        return KeyError


def _has(key: str) -> bool:
    return key in _state()


def _set(key: str, value: object) -> None:
    _state()[key] = deepcopy(value)


def _registered(metadata: WidgetMetadata[Any]) -> tuple[object, bool]:
    """Make a widget known to the session; what it holds, and whether the browser must be told."""
    result = register_widget_from_metadata(metadata, get_script_run_ctx())
    return result.value, result.value_changed


class _Watched(SafeSessionState):
    """The state of a session; what is looked up in it, and set, becomes a question of a part."""

    _part: _Part

    def __init__(self, state: SafeSessionState, part: _Part) -> None:
        for name, value in (*vars(state).items(), ("_part", part)):
            # Its own way to set an attribute would set a value of the session.
            object.__setattr__(self, name, value)

    def register_widget(
        self, metadata: WidgetMetadata[Any], user_key: str | None
    ) -> RegisterWidgetResult[Any]:
        result = super().register_widget(metadata, user_key)
        self._part.ask(partial(_registered, metadata), (result.value, result.value_changed))
        return result

    def __getitem__(self, key: str) -> Any:
        try:
            value = super().__getitem__(key)
        except KeyError:
            self._part.ask(partial(_held, key), KeyError)
            raise
        self._part.ask(partial(_held, key), value)
        return value

    def __contains__(self, key: str) -> bool:
        found = super().__contains__(key)
        self._part.ask(partial(_has, key), found)
        return found

    def __setitem__(self, key: str, value: Any) -> None:
        self._part.ask(partial(_set, key, deepcopy(value)), None)
        super().__setitem__(key, value)

    def __delitem__(self, key: str) -> None:
        self._part.whole = False
        super().__delitem__(key)


# --- Writing down ---------------------------------------------------------------------------------


class _Recording:
    """A part while it is made: what it asks and sends is written down."""

    def __init__(self, context: ScriptRunContext, cursor: Cursor) -> None:
        self.part = _Part()
        self._context, self._cursor = context, cursor
        self._above, self._begun = [cursor.root_container, *cursor.parent_path], cursor.index
        self._state = context.session_state
        self._watched = _Watched(self._state, self.part)
        self._before = self._names()
        # Of what is no part of it.
        self._other: tuple[frozenset[str], ...] = (frozenset(), frozenset(), frozenset())

    def make(self, make: Callable[[], None]) -> _Part:
        """Make it; what it has become."""
        self._begin()
        try:
            make()
        finally:
            self._end()
        part = self.part
        part.ids, part.keys, fragments = self._new(self._before, self._other)
        part.whole &= not fragments
        part.length = self._cursor.index - self._begun
        return part

    @contextmanager
    def apart(self) -> Iterator[None]:
        """What is done within is not written down."""
        self._end()
        before = self._names()
        try:
            yield
        finally:
            new = self._new(before, self._other)
            self._other = tuple(a | b for a, b in zip(self._other, new, strict=True))
            self._begin()

    def _begin(self) -> None:
        _run.recording = self
        self._context.enqueue = self._send  # type: ignore[assignment, method-assign]
        self._context.session_state = self._watched

    def _end(self) -> None:
        _run.recording = None
        del self._context.enqueue
        self._context.session_state = self._state

    def _send(self, message: ForwardMsg) -> None:
        ScriptRunContext.enqueue(self._context, message)
        self.part.steps.append(message)
        within = message.metadata.delta_path[: len(self._above)] == self._above
        filed = message.delta.new_element.WhichOneof("type") in _WITH_FILE
        self.part.whole &= message.HasField("delta") and within and not filed

    def _names(self) -> tuple[frozenset[str], ...]:
        shared = self._context.shared
        each = shared.widget_ids_this_run, shared.widget_user_keys_this_run, shared.new_fragment_ids
        return tuple(names.snapshot() for names in each)

    def _new(
        self, before: tuple[frozenset[str], ...], other: tuple[frozenset[str], ...]
    ) -> tuple[frozenset[str], ...]:
        triples = zip(self._names(), before, other, strict=True)
        return tuple(now - known - apart for now, known, apart in triples)


def _recording() -> _Recording | None:
    found: _Recording | None = getattr(_run, "recording", None)
    return found
