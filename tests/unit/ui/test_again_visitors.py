"""Whoever comes to a page that is kept gets, message by message, what would be made for them."""

import ast
import gc
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from types import ModuleType
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.context import ContextProxy, StreamlitTheme
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest

from lib.site import store
from lib.site.pages import PAGES
from lib.ui import again
from lib.ui.contributions.state import Form, Kept
from tests.app.opening import ROOT

NOT_KEPT = ("lib/ui/contributions/", "lib/ui/curating/")
KEPT = [page.file for page in PAGES if page.kept]
PARAMS: dict[str, dict[str, Any]] = {
    "map.py": {"open": ["records", "lanes"]},
    "locality.py": {"id": "vn-hai-phong"},
    "evidence.py": {"gap": "undated"},
}
# Under which id Streamlit has what a component tells, by the component's.
_AGGREGATOR = "$$STREAMLIT_INTERNAL_KEY_{}__events"
# A session has one, and is nothing that may be kept.
OF_A_SESSION = (SessionState, SafeSessionState, AppSession, ScriptRunContext, Form, Kept)


@dataclass(frozen=True)
class Visitor:
    """Who comes, by all in which visitors of the same address differ."""

    width: int = 1200
    dark: bool = False
    phone: bool = False
    host: str = "http://localhost:8501"
    seen: str | None = None


VISITORS = [
    Visitor(),
    Visitor(dark=True),
    Visitor(host="https://dashboard.example"),
    Visitor(width=360, phone=True, seen="jp-kanagawa"),
]


class Visit:
    """A session of a visitor on a page; what each of its runs sends."""

    def __init__(self, visitor: Visitor, page: str, patch: pytest.MonkeyPatch) -> None:
        agent = "Mobile Mobi" if visitor.phone else "Desktop"
        theme = StreamlitTheme({"type": "dark" if visitor.dark else "light"})
        patch.setattr(ContextProxy, "theme", theme)
        patch.setattr(ContextProxy, "headers", Headers(agent))
        path = next(each.path for each in PAGES if each.file == page)
        patch.setattr(ContextProxy, "url", f"{visitor.host}/{path}")
        self.visitor, self.page, self._patch = visitor, page, patch
        self.app = AppTest.from_file(str(ROOT / "lib" / "app.py"), default_timeout=60)
        self.app.query_params.update(PARAMS.get(page, {}))
        if visitor.seen:
            self.app.session_state["locality_seen"] = visitor.seen
        self.app.switch_page(str(ROOT / "pages" / page))

    def run(self, *, clicked: str = "", **params: Any) -> list[bytes]:
        """Run the page at further parameters, or after a click on a place."""
        self.app.query_params.update(params)
        states = WidgetStates()
        for node in self.app._tree or ():
            # Of what is gone nothing is known.
            with suppress(KeyError):
                if state := getattr(node, "_widget_state", None):
                    states.widgets.append(state)
        components = self._components()
        if components:
            told = {"width": self.visitor.width, "phone": self.visitor.phone}
            states.widgets.add(id=components[0], json_value=json.dumps(told))
        if clicked:
            events = [{"event": event, "value": clicked} for event in ("chosen", "click")]
            # Not on a choice of ours: on the map, or on a chart.
            for widget in [each for each in components[1:] if "-w_" not in each][:1]:
                states.widgets.add(
                    id=_AGGREGATOR.format(widget), json_trigger_value=json.dumps(events)
                )
        sent: list[bytes] = []
        enqueue = ForwardMsgQueue.enqueue

        def write_down(queue: ForwardMsgQueue, message: ForwardMsg) -> None:
            sent.extend(_comparable(message))
            enqueue(queue, message)

        with self._patch.context() as patch:
            patch.setattr(ForwardMsgQueue, "enqueue", write_down)
            self.app._run(states)
        assert not self.app.exception
        return sent

    def _components(self) -> list[str]:
        """The components of the page by their ids; what measures the window is the first."""
        state: SessionState = self.app.session_state._state._state
        before, after = _AGGREGATOR.split("{}")
        found = [key for key in state._new_widget_state.widget_metadata if key.endswith(after)]
        assert not found or "page_probe" in found[0]
        return [key.removeprefix(before).removesuffix(after) for key in found]


class Headers(dict[str, str]):
    """Of a browser; nothing in between added any."""

    def __init__(self, agent: str) -> None:
        super().__init__({"User-Agent": agent})

    def get_all(self, name: str) -> list[str]:
        return [self[name]] if name in self else []

    def to_dict(self) -> dict[str, str]:
        return dict(self)


def _comparable(message: ForwardMsg) -> Iterator[bytes]:
    """An element with its place, without what is drawn by lot."""
    if not message.HasField("delta"):
        return
    copy = ForwardMsg()
    copy.CopyFrom(message)
    if copy.delta.new_element.WhichOneof("type") == "download_button":
        copy.delta.new_element.download_button.ClearField("deferred_file_id")
        copy.ClearField("hash")
    yield copy.SerializeToString(deterministic=True)


def journey(visitor: Visitor, page: str, patch: pytest.MonkeyPatch) -> list[list[bytes]]:
    """First visit, the width told and a filter, a click, and what is left of it."""
    visit = Visit(visitor, page, patch)
    runs = [visit.run(), visit.run(field="water"), visit.run(clicked="jp-kagawa"), visit.run()]
    if page == "map.py":
        assert visit.app.query_params["jp"] == "jp-kagawa"
    assert visit.app.session_state["page_width"] == visitor.width
    return runs


@pytest.mark.parametrize("page", KEPT)
def test_each_visitor_gets_what_would_be_made(
    page: str, counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(again, "_is_kept_here", lambda: False)
        without = [journey(visitor, page, patch) for visitor in VISITORS]
    assert not counted
    for time in ("first", "again"):
        for visitor, expected in zip(VISITORS, without, strict=True):
            got = journey(visitor, page, monkeypatch)
            for number, (one, other) in enumerate(zip(got, expected, strict=True)):
                assert one == other, f"{time} time, {visitor}, run {number}"
        if time == "first":
            number_made = len(counted)
            assert number_made
    assert len(counted) == number_made
    gc.collect()
    assert_no_session(again._parts.values())


def assert_no_session(kept: Any) -> None:
    """Nothing in it leads to a session; modules and what they hold are everybody's."""
    everybodys = {id(vars(module)) for module in sys.modules.copy().values()}
    seen, rest = set[int](), [(each, "kept") for each in kept]
    while rest:
        found, way = rest.pop()
        if id(found) in seen or id(found) in everybodys or _is_of_a_module(found):
            continue
        seen.add(id(found))
        assert not isinstance(found, OF_A_SESSION), way
        rest += [
            (each, f"{way[-400:]} > {type(each).__name__}") for each in gc.get_referents(found)
        ]


def _is_of_a_module(found: object) -> bool:
    return isinstance(found, ModuleType) or (
        isinstance(found, type) and "<locals>" not in found.__qualname__
    )


def _in_a_class(held: object) -> object:
    class Proxy(dict[str, Any]):
        def session(self) -> object:
            return held

    return Proxy()


@pytest.mark.parametrize(
    "hidden",
    [
        lambda held: lambda: held,
        lambda held: partial(print, held),
        lambda held: {"answer": (0, [held])},
        lambda held: partial(print, x=held).keywords,
        _in_a_class,
    ],
)
def test_the_walk_finds_a_session(hidden: Callable[[object], object]) -> None:
    with pytest.raises(AssertionError, match="SessionState"):
        assert_no_session([hidden(SessionState())])


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("lib", "pages"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield (
                file.relative_to(ROOT).as_posix(),
                ast.parse(file.read_text(encoding="utf-8")),
            )


def test_what_is_of_a_visitor_or_the_hour_is_read_where_it_is_asked_for() -> None:
    """Elsewhere it would be what the first visitor of a page had."""
    names = {"context", "user", "query_params", "secrets", "cookies"}
    clocks = {"now", "today", "utcnow", "time", "localtime"}
    found = set[str]()
    for file, tree in _trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Attribute) or not file.startswith(("lib/ui", "pages")):
                continue
            of = node.value.id if isinstance(node.value, ast.Name) else ""
            if (of == "st" and node.attr in names) or (
                of in {"datetime", "date", "time"} and node.attr in clocks
            ):
                found.add(file)
    assert found == {
        # `address`: all that follows from it is in the key of what is kept; `browser` is asked.
        "lib/ui/address.py",
        "lib/ui/browser.py",
        # Around the page, for files that are done anew, and on pages that are not kept.
        "lib/ui/observed.py",
        "lib/ui/visitor.py",
        "lib/ui/contributions/receipt.py",
        "lib/ui/curating/access.py",
        "lib/ui/curating/queue.py",
    }


def test_no_page_that_is_kept_goes_by_what_a_click_tells() -> None:
    """That is for callbacks: see `lib.ui.again`."""
    # Before the page; in a dialog, which is not kept.
    known = {("lib/ui/browser.py", "_probe"), ("lib/ui/filters.py", "button")}
    found = set[tuple[str, str]]()
    for file, tree in _trees():
        nodes = [*ast.walk(tree)]
        statements = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        components = {
            target.id
            for node in nodes
            if isinstance(node, ast.Assign) and "components.v2.component" in ast.unparse(node.value)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in nodes:
            if isinstance(node, ast.Call) and id(node) not in statements:
                name = ast.unparse(node.func).rpartition(".")[2]
                if name in {*components, "button", "form_submit_button", "chat_input"}:
                    found.add((file, name))
    assert found <= known | {each for each in found if each[0].startswith(NOT_KEPT)}
    assert known <= found


def test_visitors_of_another_edition_get_theirs(
    counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Visit(Visitor(), "records.py", monkeypatch).run()
    data = store.load()
    assert data is not None
    events = data.events.assign(title_en=data.events["title_en"] + " NEW")
    other = replace(data, events=events, edition="another")
    with monkeypatch.context() as patch:
        patch.setitem(store._loaded.editions, other.edition, other)
        patch.setattr(store._loaded, "current", other)
        patch.setattr(store, "load", lambda: other)
        after = Visit(Visitor(), "records.py", monkeypatch).run()
    assert any(b" NEW" in each for each in after)
    assert not any(b" NEW" in each for each in before)
    number_made = len(counted)
    assert Visit(Visitor(), "records.py", monkeypatch).run() == before
    assert len(counted) == number_made


def test_what_was_used_last_stays_and_all_has_one_bound() -> None:
    kept = [again._Part(size=100) for _ in range(again._VARIANTS)]
    again._parts.clear()
    for part in kept:
        again._keep("page", part)
    again._keep("page", kept[0])
    again._keep("page", again._Part(size=100))
    assert again._parts["page"][1] is kept[0]
    assert len(again._parts["page"]) == again._VARIANTS
    for number in range(100):
        again._keep(number, again._Part(size=again._LARGEST))
    assert "page" not in again._parts
    assert 99 in again._parts
    assert again._MOST - again._LARGEST < again._parts.currsize <= again._MOST
    again._parts.clear()
