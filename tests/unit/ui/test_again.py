"""What is put on a page again is what the page would have made."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

from lib.exports import in_turn
from lib.ui import again
from lib.ui.again import asked, live
from tests.app.opening import opened

# Some with controls and parts of their own that come and go, one with a dialog.
VIEWS: list[tuple[str, dict[str, str | list[str]]]] = [
    ("overview.py", {"jp": "jp-kanagawa"}),
    ("map.py", {"field": "water", "open": ["records", "signings", "lanes", "fields"]}),
    ("timeline.py", {"lanes": "20", "other": "1", "months": "24"}),
    ("timeline.py", {"record": "vj0141"}),
    ("locality.py", {"id": "vn-hai-phong", "compare": "vn-hue"}),
    ("fields.py", {"cells": "share", "cell": "water", "lang": "ja"}),
    ("records.py", {"sort": "oldest", "page_": "2", "nonsense": "x"}),
    ("evidence.py", {"gap": "undated"}),
    ("about.py", {}),
]


def protos(app: AppTest) -> list[tuple[str, bytes]]:
    """All elements in their order, without what is drawn by lot."""

    def walk(node: Element | Block, path: str) -> Iterator[tuple[str, bytes]]:
        proto = getattr(node, "proto", None)
        if proto is not None:
            if node.type == "download_button":
                proto.ClearField("deferred_file_id")
            yield f"{path} {node.type}", proto.SerializeToString(deterministic=True)
        for place, child in getattr(node, "children", {}).items():
            yield from walk(child, f"{path}/{place}")

    return [*walk(app.main, "main"), *walk(app.sidebar, "sidebar")]


@pytest.mark.parametrize(("page", "params"), VIEWS, ids=[f"{p} {q}" for p, q in VIEWS])
def test_a_page_is_put_there_as_it_would_be_made(
    page: str, params: dict[str, Any], counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(again, "_is_kept_here", lambda: False)
        without = protos(opened(page, **params))
    assert not counted
    assert protos(opened(page, **params)) == without
    made = len(counted)
    assert made
    # Another visitor.
    assert protos(opened(page, **params)) == without
    # A dialog is a fragment of its session.
    assert len(counted) - made == (page == "timeline.py" and "record" in params)


def _parts() -> None:
    import streamlit as st

    from lib.ui import again
    from tests.unit.ui.test_again import CASES

    name = st.session_state["case"]
    st.caption("above")
    again.put(name, CASES[name])
    st.caption("below")


def _state() -> None:
    st.caption(f"{st.session_state.get('told', 'nothing')} {'other' in st.session_state}")


def _writes() -> None:
    st.session_state["written"] = st.session_state.get("told", 0)
    st.caption("written")


def _widget() -> None:
    with st.container(border=True):
        st.caption(f"{st.text_input('Text', key='text')}")


def _question() -> None:
    st.caption(answer())


ANSWER = ["yes"]


@asked
def answer() -> str:
    return ANSWER[0]


def _with_live() -> None:
    columns = st.columns(2)
    with columns[1]:
        mine("within")
        st.caption("after")


@live
def mine(text: str) -> None:
    st.caption(f"{text} {st.session_state['visitor']}")


def _overwrites() -> None:
    st.session_state["told"] = f"{st.session_state['told']} again"
    st.caption("written")


def _varying() -> None:
    with st.container(horizontal=True):
        some()
        st.caption("behind")
    some()


@live
def some() -> None:
    for number in range(st.session_state["told"]):
        st.caption(f"file {number}")


def _elsewhere() -> None:
    st.sidebar.caption("beside")


def _deletes() -> None:
    st.caption(str(st.session_state.pop("told", "gone")))


def _file() -> None:
    st.download_button("File", "text", key="file")


def _fragment() -> None:
    st.fragment(lambda: st.caption("fragment"))()


CASES: dict[str, Callable[[], None]] = {
    "state": _state,
    "writes": _writes,
    "widget": _widget,
    "question": _question,
    "live": _with_live,
    "varying": _varying,
    "overwrites": _overwrites,
    "elsewhere": _elsewhere,
    "deletes": _deletes,
    "file": _file,
    "fragment": _fragment,
}
NOT_KEPT = {"elsewhere", "deletes", "file", "fragment", "overwrites"}


def _visit(case: str, **state: Any) -> AppTest:
    app = AppTest.from_function(_parts)
    for name, value in {"case": case, "visitor": 1, "told": 1, **state}.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception
    return app


def _said(app: AppTest) -> list[str]:
    return [each.value for each in app.caption]


@pytest.mark.parametrize("case", CASES)
def test_a_part_is_made_once_if_it_can_be_kept(case: str, counted: list[str]) -> None:
    first = protos(_visit(case))
    assert len(counted) == 1
    assert protos(_visit(case)) == first
    assert len(counted) == 1 + (case in NOT_KEPT)


@pytest.mark.parametrize("case", ["state", "widget", "question", "live", "writes", "deletes"])
def test_another_answer_makes_it_anew_and_each_is_kept(
    case: str, counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _visit(case)
    for value in ("a", "b", "a"):
        if case == "question":
            monkeypatch.setattr(f"{__name__}.ANSWER", [value])
        app = _visit(case, told=value, visitor=value, other=value)
        if case == "widget":
            app.text_input(key="text").set_value(value).run()
        assert _said(app)[0] == "above"
        assert _said(app)[-1] == "below"
        if case == "writes":
            assert app.session_state["written"] == value
        else:
            assert value in " ".join(_said(app)[1:-1])
    assert _said(before)[-1] == "below"
    expected = {"live": 1, "deletes": 4, "widget": 3}.get(case, 3)
    assert len(counted) == expected


@pytest.mark.parametrize("first", [0, 1, 2])
def test_what_is_done_anew_moves_nothing_that_follows(first: int, counted: list[str]) -> None:
    _visit("varying", told=first)
    for number in (1, 2, 0, 1):
        own = [f"file {each}" for each in range(number)]
        assert _said(_visit("varying", told=number)) == ["above", *own, "behind", *own, "below"]
    assert len(counted) == 1


def _choosing() -> None:
    import streamlit as st

    from lib.ui import again

    lang = st.session_state["lang"]
    words = {"a": {"en": "Plain", "ja": "文"}[lang], "b": "BibTeX"}

    def make() -> None:
        st.segmented_control(
            "Form",
            list(words),
            key="form",
            format_func=words.__getitem__,
            default="a",
            required=True,
        )

    again.put(lang, make)


def _chosen(app: AppTest, *labels: str) -> bytes:
    states = WidgetStates()
    if labels:
        widget = states.widgets.add()
        widget.id = app.main.children[0].proto.id
        widget.string_array_value.data[:] = labels
    app._run(states)
    return protos(app)[-1][1]


@pytest.mark.parametrize("before", [[], ["文"], ["BibTeX"]])
def test_what_a_browser_still_has_in_another_language_is_told(
    before: list[str], counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def journey() -> bytes:
        app = AppTest.from_function(_choosing)
        app.session_state["lang"] = "en"
        _chosen(app)
        _chosen(app, "Plain")
        app.session_state["lang"] = "ja"
        return _chosen(app, "Plain")

    with monkeypatch.context() as patch:
        patch.setattr(again, "_is_kept_here", lambda: False)
        without = journey()
    other = AppTest.from_function(_choosing)
    other.session_state["lang"] = "ja"
    _chosen(other)
    _chosen(other, *before)
    assert [journey(), journey()] == [without, without]
    assert counted


def _large() -> None:
    import streamlit as st

    from lib.exports import in_turn
    from lib.ui import again, buttons, session
    from lib.ui.large_files import Many

    def make() -> None:
        with st.container(horizontal=True):
            many = Many(lambda: b"", session.current(), in_turn.LARGE + 1, "XLSX")
            buttons.download("XLSX", many, "x.xlsx", key="large")
            st.caption("CSV")

    again.put("large", make)


@pytest.mark.parametrize("recorded", ["refused", "offered"])
def test_a_large_file_that_is_refused_moves_nothing(
    recorded: str, counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: Any) -> None:
        raise in_turn.Full(own=False)

    monkeypatch.setattr(in_turn.LINE, "add", refuse)
    app = AppTest.from_function(_large, default_timeout=60)
    app.run()
    if recorded == "refused":
        app.button[0].click()
        again._parts.clear()
        app.run()
    made = len(counted)
    for pressed in (False, True, False):
        other = AppTest.from_function(_large, default_timeout=60)
        other.run()
        if pressed:
            other.button[0].click().run()
        assert not other.exception
        assert [each.label for each in other.button] == ["XLSX"]
        said = _said(other)
        assert said[-1] == "CSV"
        assert [each.startswith("Many large files") for each in said[:-1]] == [True] * pressed
    assert len(counted) == made


def _filled() -> None:
    import streamlit as st

    from lib.ui import controls

    key = controls.filled("q", st.session_state["wanted"])
    st.text_input("Text", key=key)


def _keys(app: AppTest, *wanted: str) -> list[str | None]:
    """The widget's key, shown for each text that an address has in turn."""
    found = []
    for text in wanted:
        app.session_state["wanted"] = text
        app.run()
        assert app.text_input[0].value == text
        found.append(app.text_input[0].key)
    return found


def test_a_widget_has_the_same_key_for_all_who_are_led_to_the_same() -> None:
    one, other = (AppTest.from_function(_filled) for _ in range(2))
    first, away, back = _keys(one, "a", "b", "a")
    assert len({first, away, back}) == 3
    assert _keys(one, "b", "a") == [away, back]
    assert _keys(other, "c", "b", "a") == [first, away, back]


def test_a_widget_that_was_set_to_something_else_is_not_used_again() -> None:
    app = AppTest.from_function(_filled)
    _, key = _keys(app, "a", "b")
    app.text_input[0].set_value("c").run()
    assert app.text_input[0].value == "b"
    assert app.text_input[0].key != key
    app.session_state["wanted"] = "c"
    app.run()
    assert key not in _keys(app, "b", "a", "b")


def _written() -> None:
    import streamlit as st

    from lib.ui import controls

    key = controls.filled("q", st.session_state["wanted"])
    st.text_input("Text", key=key)
    if st.session_state.get("late"):
        # Of a widget that is no longer there.
        assert not controls.is_on_screen("q", st.session_state.pop("late"))


def test_a_widget_that_was_set_after_it_was_replaced_is_not_used_again() -> None:
    app = AppTest.from_function(_written)
    first, _other = _keys(app, "a", "b")
    app.session_state["late"] = first
    app.run()
    assert first not in _keys(app, "a", "b", "a")
