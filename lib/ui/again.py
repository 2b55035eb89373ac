"""Parts of a page that a run puts there again as an earlier run made them.

Streamlit makes each element anew in each run: it looks through its options, works out its
identity, writes and hashes its message. Where a part of a page follows from what it is given, that
is done once. A later run asks its questions again: what its widgets hold, what it looked up in the
state of the session, and what else it has `asked`. If all the answers are what they were, the
messages that were sent are sent again; what is of one session alone is done anew (`live`).

What is kept is shared between visitors and outlives them: nothing in it may lead to a session. What
a button or a component tells is for callbacks, which have run before: no part may go by it.
"""

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import partial, wraps
from itertools import islice
from typing import Any, ParamSpec, TypeVar

import streamlit as st
from cachetools import LRUCache
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

from lib.ui import bundles

# Of the same page and filter, for other widths, colours, hosts and open parts.
_VARIANTS = 8
# Bytes of messages of all parts together, and of one of them.
_MOST, _LARGEST = 24 << 20, 1 << 20
# Values that are there for one run, after a click: what a callback is told.
_TOLD = {"trigger_value", "string_trigger_value", "json_trigger_value"}
# Elements with a file, which is kept for one session.
_WITH_FILE = {"imgs", "audio", "video", "dataframe", "download_button", "file_uploader"}
_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")
_run = threading.local()


@dataclass(frozen=True)
class _Live:
    """What is done anew, the container in which it stands, and the page that it is of."""

    do: Callable[[], None]
    place: list[int]
    page: str

    def again(self, context: ScriptRunContext) -> None:
        root, *path = self.place
        cursor = RunningCursor(root_container=root, parent_path=tuple(path))
        main = get_dg_singleton_instance().main_dg
        with context.run_with_active_hash(self.page), DeltaGenerator(root, cursor, main):
            self.do()


@dataclass
class _Part:
    """What was put on a page: the questions that were asked on the way, and the steps.

    A step is a message, or what is done anew. `ids` and `keys` are those of the widgets,
    `length` counts the elements at its own level, `size` the bytes of its messages, `whole` says
    whether it can be put there again.
    """

    questions: list[tuple[Callable[[], object], object]] = field(default_factory=list)
    steps: list[ForwardMsg | _Live] = field(default_factory=list)
    ids: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    length: int = 0
    size: int = 0
    whole: bool = True

    def ask(self, question: Callable[[], object], answer: object) -> None:
        self.questions.append((question, _by_value(answer)))

    def holds(self) -> bool:
        """Whether each question, asked in the order in which it was, has the answer that it had."""
        return all(question() == answer for question, answer in self.questions)

    def put(self, context: ScriptRunContext, cursor: Cursor) -> None:
        for key in self.keys:
            context.shared.widget_user_keys_this_run.check_and_add(key)
        for each in self.ids:
            context.shared.widget_ids_this_run.check_and_add(each)
        waiting: list[ForwardMsg] = []
        for step in self.steps:
            if isinstance(step, ForwardMsg):
                waiting.append(_as_known(context, step))
            else:
                bundles.put(context, waiting)
                waiting = []
                step.again(context)
        bundles.put(context, waiting)
        for _ in range(self.length):
            cursor.lock_element()


# By what they are of, those used last in front.
_parts: LRUCache[Hashable, tuple[_Part, ...]] = LRUCache(
    _MOST, getsizeof=lambda known: sum(part.size for part in known)
)
_lock = threading.Lock()


def put(of: Hashable, make: Callable[[], None]) -> None:
    """Put a part on the page, where it is called, as when it was made for the same `of`.

    What it shows must follow from `of` and from the answers to its questions: what its widgets
    hold, what it looks up by key in the state of the session, and what is `asked`. `st.context`,
    `st.user`, `st.query_params` and clocks are no such questions. It writes where it is called and
    nowhere else.
    """
    context, cursor = get_script_run_ctx(), _cursor()
    if context is None or cursor is None or not _is_kept_here():
        make()
        return
    of = (*cursor.delta_path, ThreadState.get().active_script_hash, of)
    with _lock:
        known = _parts.get(of, ())
    _run.registered, _run.context = {}, context
    _run.state, _run.lock = context.session_state._state, context.session_state._lock
    for part in known:
        if part.holds():
            part.put(context, cursor)
            if part is not known[0]:
                _keep(of, part)
            return
    part = _Recording(context, cursor).make(make)
    if part.whole:
        _keep(of, part)


def _keep(of: Hashable, part: _Part) -> None:
    """Keep a part in front of the others of the same."""
    with _lock:
        others = (each for each in _parts.get(of, ()) if each is not part)
        _parts[of] = (part, *islice(others, _VARIANTS - 1))


def kept(make: Callable[_Given, None]) -> Callable[_Given, None]:
    """The same of a function, of which each call makes a part that follows from its arguments."""

    @wraps(make)
    def do(*given: _Given.args, **named: _Given.kwargs) -> None:
        put((make, *given, *named.items()), partial(make, *given, **named))

    return do


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
    """A step that is done anew also where its part is put there again: it is of one session.

    It has a container to itself: how many elements it makes moves nothing that follows.
    """

    @wraps(make)
    def do(*given: _Given.args, **named: _Given.kwargs) -> None:
        with st.container(horizontal=True, width="content"):
            recording, cursor = _recording(), _cursor()
            if recording is None or cursor is None:
                make(*given, **named)
                return
            place = [cursor.root_container, *cursor.parent_path]
            page = ThreadState.get().active_script_hash
            recording.part.steps.append(_Live(partial(make, *given, **named), place, page))
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


def _as_known(context: ScriptRunContext, message: ForwardMsg) -> ForwardMsg:
    """As `ScriptRunContext.enqueue` sends a message that has its hash."""
    known = message.metadata.cacheable and message.hash in context.cached_message_hashes
    return create_reference_msg(message) if known else message


def _by_value(answer: object) -> object:
    """A copy that leads to nothing else: what a component holds comes as a proxy of its session."""
    return deepcopy(dict(answer) if isinstance(answer, dict) else answer)


# --- Questions to the state of the session --------------------------------------------------------


# Streamlit's way to the state asks each time whether the run shall end; some dozens are asked here,
# one after the other.


def _held(key: str) -> object:
    with _run.lock:
        try:
            return _run.state[key]
        except KeyError:
            return KeyError


def _has(key: str) -> bool:
    with _run.lock:
        return key in _run.state


def _set(key: str, value: object) -> None:
    with _run.lock:
        _run.state[key] = deepcopy(value)


def _registered(metadata: WidgetMetadata[Any]) -> object:
    """Make a widget known to the session; all that a part goes by."""
    result = register_widget_from_metadata(metadata, _run.context)
    return _answered(metadata, _first(metadata, result))


def _first(
    metadata: WidgetMetadata[Any], result: RegisterWidgetResult[Any]
) -> RegisterWidgetResult[Any]:
    """A result as where the widget was made known first: then it lost what the browser had sent.

    One part after the other may have asked for it before.
    """
    first = _run.registered.setdefault(metadata.id, result)
    return result if first is result else replace(first, value=result.value)


def _answered(metadata: WidgetMetadata[Any], result: RegisterWidgetResult[Any]) -> object:
    # A component's state is presented with what it tells in this run.
    told = metadata.value_type in _TOLD or metadata.presenter is not None
    return None if told else vars(result)


class _Watched(SafeSessionState):
    """The state of a session; what is looked up in it, and set, becomes a question of a part."""

    _part: _Part
    _asked: set[str]

    def __init__(self, state: SafeSessionState, part: _Part) -> None:
        for name, value in {**vars(state), "_part": part, "_asked": set()}.items():
            # Its own way to set an attribute would set a value of the session.
            object.__setattr__(self, name, value)

    def register_widget(
        self, metadata: WidgetMetadata[Any], user_key: str | None
    ) -> RegisterWidgetResult[Any]:
        result = _first(metadata, super().register_widget(metadata, user_key))
        self._part.ask(partial(_registered, metadata), _answered(metadata, result))
        return result

    def __getitem__(self, key: str) -> Any:
        self._asked.add(key)
        try:
            value = super().__getitem__(key)
        except KeyError:
            self._part.ask(partial(_held, key), KeyError)
            raise
        self._part.ask(partial(_held, key), value)
        return value

    def __contains__(self, key: str) -> bool:
        self._asked.add(key)
        found = super().__contains__(key)
        self._part.ask(partial(_has, key), found)
        return found

    def __setitem__(self, key: str, value: Any) -> None:
        # To set it is asked also of parts of which a later question fails: what is made then must
        # find the state that the part did.
        self._part.whole &= key not in self._asked
        self._part.ask(partial(_set, key, _by_value(value)), None)
        super().__setitem__(key, value)

    def reset_state_value(self, user_key: str, value: Any | None) -> None:
        self._part.whole = False
        super().reset_state_value(user_key, value)

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
        part.size = sum(step.ByteSize() for step in part.steps if isinstance(step, ForwardMsg))
        part.whole &= not fragments and part.size <= _LARGEST
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
