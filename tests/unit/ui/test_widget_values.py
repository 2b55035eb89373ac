"""A widget takes values of its own form alone, whatever a client sends for it."""

from dataclasses import dataclass

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import WStates

from lib.ui import widget_values


@pytest.fixture(autouse=True)
def guarded(monkeypatch: pytest.MonkeyPatch) -> None:
    # Whatever is set here is taken back.
    monkeypatch.setattr(WStates, "set_widget_from_proto", WStates.set_widget_from_proto)
    widget_values.guard()


def sent(form: str) -> WidgetState:
    state = WidgetState(id="widget")
    if form.endswith("array_value"):
        getattr(state, form).SetInParent()
    elif form == "file_uploader_state_value":
        state.file_uploader_state_value.SetInParent()
    elif form == "json_value":
        state.json_value = "{}"
    elif form:
        setattr(state, form, type(getattr(state, form))())
    return state


@dataclass
class Drawn:
    states: WStates

    def takes(self, form: str) -> bool:
        self.states.clear()
        self.states.set_widget_from_proto(sent(form))
        return "widget" in self.states.states


def drawn(form: str | None) -> Drawn:
    states = WStates()
    if form is not None:
        states.set_widget_metadata(
            WidgetMetadata("widget", lambda value: value, lambda value: value, form)  # type: ignore[arg-type]
        )
    return Drawn(states)


FORMS = [
    *("trigger_value", "bool_value", "double_value", "int_value", "string_value", "bytes_value"),
    *("double_array_value", "int_array_value", "string_array_value", "json_value"),
    "file_uploader_state_value",
]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_of_another_form_is_left_out(form: str) -> None:
    widget = drawn(form)
    assert [each for each in FORMS if widget.takes(each)] == [form]
    # Emptied, as a list is of which the choice is taken off.
    assert widget.takes("")


def test_before_it_was_drawn_nothing_is_known_of_it() -> None:
    assert all(drawn(None).takes(form) for form in FORMS)
