"""Choices of ours on a page under test: what they offer, and what comes of a choice."""

import json
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

_TOLD = "$$STREAMLIT_INTERNAL_KEY_{}__events"


def all_of(test: AppTest) -> dict[str, dict[str, Any]]:
    """What each of them shows, by its key, in the order of the page."""
    sent = (each.proto for each in test.get("bidi_component"))
    return {
        key(each.id): json.loads(each.bytes) for each in sent if each.component_name == "choices"
    }


def of(test: AppTest, name: str) -> dict[str, Any]:
    """What that of a parameter shows: its title, its options, which are chosen."""
    return all_of(test)[f"w_{name}"]


def labels(test: AppTest, name: str) -> list[str]:
    """Its options in words."""
    return [label for _value, label, *_more in of(test, name)["options"]]


def choose(test: AppTest, name: str, *values: str) -> AppTest:
    """The page once these are chosen."""
    (widget,) = (
        each.proto.id
        for each in test.get("bidi_component")
        if each.proto.component_name == "choices" and key(each.proto.id) == f"w_{name}"
    )
    states = WidgetStates()
    told = [{"event": "chosen", "value": list(values)}]
    states.widgets.add(id=_TOLD.format(widget), json_trigger_value=json.dumps(told))
    return test._run(states)


def key(widget: str) -> str:
    """The key that the id of an element ends in."""
    return widget.rpartition("-")[2]
