"""A widget takes values of its own form alone.

Streamlit hands a script whatever a client sends for a widget, also a number where there is a text
field, which no browser sends. What does not fit is left out before callbacks and pages see it.
"""

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.session_state import WStates

_take = WStates.set_widget_from_proto


def _take_fitting(states: WStates, sent: WidgetState) -> None:
    known = states.widget_metadata.get(sent.id)
    form = sent.WhichOneof("value")
    # Without a value it is emptied; a widget that was not drawn yet tells no form.
    if form is None or known is None or known.value_type in (None, form):
        _take(states, sent)


def guard() -> None:
    """Leave such values out from now on, in all sessions."""
    WStates.set_widget_from_proto = _take_fitting  # type: ignore[method-assign]
