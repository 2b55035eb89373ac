"""Parts of a page that a run puts there again as an earlier run made them.

Streamlit makes each element anew in each run: it looks through its options, works out its
identity, writes and hashes its message. Where a part of a page follows from its arguments, that is
done once. A later run asks its questions again (what its widgets hold, and what else it has
`asked`); if all the answers are what they were, the messages that were sent are sent again.
"""

import threading
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache, partial, wraps
from typing import Any, ParamSpec, TypeVar

from streamlit import config
from streamlit.cursor import Cursor
from streamlit.delta_generator_singletons import get_dg_singleton_instance
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    ScriptRunContext,
    ThreadState,
    get_script_run_ctx,
)
from streamlit.runtime.state.common import RegisterWidgetResult, WidgetMetadata
from streamlit.runtime.state.widgets import register_widget_from_metadata

_PARTS, _VARIANTS = 512, 3
_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")
_Said = TypeVar("_Said")
_run = threading.local()


@dataclass
class _Part:
    """What was put on a page: the questions that were asked on the way, and the messages.

    `ids` and `keys` are those of its widgets, `length` counts the elements at its own level.
    """

    questions: list[tuple[Callable[[], object], object]] = field(default_factory=list)
    messages: list[ForwardMsg] = field(default_factory=list)
    ids: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    length: int = 0

    def holds(self) -> bool:
        """Whether each question, asked in the order in which it was, has the answer that it had."""
        return all(ask() == answer for ask, answer in self.questions)

    def put(self, context: ScriptRunContext, cursor: Cursor) -> None:
        for key in self.keys:
            context.shared.widget_user_keys_this_run.check_and_add(key)
        for each in self.ids:
            context.shared.widget_ids_this_run.check_and_add(each)
        for message in self.messages:
            context.enqueue(message)
        for _ in range(self.length):
            cursor.lock_element()


def kept(make: Callable[_Given, None]) -> Callable[_Given, None]:
    """Have a part of a page put there again, and not made anew, where it is what it was.

    What it shows must follow from its arguments, its widgets, and what it has `asked`. It writes
    where it is called and nowhere else, and offers no files, which belong to a session.
    """
    parts: Callable[..., list[_Part]] = lru_cache(_PARTS)(lambda *_of: [])

    @wraps(make)
    def put(*given: _Given.args, **named: _Given.kwargs) -> None:
        context = get_script_run_ctx()
        cursor = get_dg_singleton_instance().main_dg._active_dg._cursor
        if context is None or cursor is None or not _is_kept_here():
            make(*given, **named)
            return
        place = (*cursor.delta_path, ThreadState.get().active_script_hash)
        known = parts(place, *given, *named.items())
        for part in known:
            if part.holds():
                part.put(context, cursor)
                return
        part = _Part()
        _record(part, context, cursor, partial(make, *given, **named))
        if all(_is_within(message, cursor) for message in part.messages):
            known[:] = [part, *known[: _VARIANTS - 1]]

    return put


def asked(question: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
    """A question that parts of a page which are kept depend on: it is asked again for them."""

    @wraps(question)
    def ask(*given: _Given.args, **named: _Given.kwargs) -> _Answer:
        answer = question(*given, **named)
        part: _Part | None = getattr(_run, "part", None)
        if part is not None:
            part.questions.append((partial(question, *given, **named), deepcopy(answer)))
        return answer

    return ask


def _is_kept_here() -> bool:
    """Not within a part that is kept, nor in a fragment, nor where a test keeps more of widgets."""
    within = getattr(_run, "part", None) is not None
    return not (within or ThreadState.get().fragment_id or config.get_option("global.appTest"))


def _is_within(message: ForwardMsg, cursor: Cursor) -> bool:
    """Whether a message is an element, and where the cursor is."""
    above = [cursor.root_container, *cursor.parent_path]
    return message.HasField("delta") and message.metadata.delta_path[: len(above)] == above


def _record(
    part: _Part, context: ScriptRunContext, cursor: Cursor, make: Callable[[], None]
) -> None:
    """Make a part, and write down what it asks and sends."""
    state, shared, begun = context.session_state, context.shared, cursor.index
    enqueue, register = context.enqueue, state.register_widget

    def send(message: ForwardMsg) -> None:
        part.messages.append(message)
        enqueue(message)

    def registered(metadata: WidgetMetadata[Any], key: str | None) -> RegisterWidgetResult[Any]:
        result = register(metadata, key)
        answer = deepcopy((result.value, result.value_changed))
        part.questions.append((partial(_registered, metadata), answer))
        return result

    ids, keys = (each.snapshot() for each in (shared.widget_ids_this_run, shared.widget_user_keys_this_run))
    _run.part = part
    context.enqueue = send  # type: ignore[method-assign]
    # Its own way to set an attribute would set a value of the session.
    object.__setattr__(state, "register_widget", registered)
    try:
        make()
    finally:
        _run.part = None
        del context.enqueue
        object.__delattr__(state, "register_widget")
    part.ids = shared.widget_ids_this_run.snapshot() - ids
    part.keys = shared.widget_user_keys_this_run.snapshot() - keys
    part.length = cursor.index - begun


def _registered(metadata: WidgetMetadata[Any]) -> tuple[object, bool]:
    """Make a widget known to the session; what it holds, and whether the browser must be told."""
    result = register_widget_from_metadata(metadata, get_script_run_ctx())
    return result.value, result.value_changed
