"""The form for contributions is put there again while it is empty; nothing written is kept."""

import gc
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from lib.inbox.submission import Wish
from lib.ui import again
from tests import stores
from tests.app.opening import opened
from tests.app.test_contribute import PAGE
from tests.unit.ui.test_again import protos
from tests.unit.ui.test_again_visitors import assert_no_session

CONTACT = "me@town.example"
LINKS: list[dict[str, Any]] = [
    *({"wish": str(wish), "record": "vj0141"} for wish in Wish),
    {"wish": "correction"},
    {"vn": "vn-hue", "jp": "jp-kanagawa", "lang": "ja"},
    {},
]


@pytest.fixture(autouse=True)
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VJ_DATABASE", stores.sqlite(tmp_path / "inbox.db"))


@pytest.mark.parametrize("link", LINKS, ids=str)
def test_an_empty_form_is_put_there_as_it_would_be_made(
    link: dict[str, str | list[str]], counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(again, "_is_kept_here", lambda: False)
        without = protos(opened(PAGE, **link))
    assert not counted
    assert protos(opened(PAGE, **link)) == without
    made = len(counted)
    assert made
    # Another visitor.
    assert protos(opened(PAGE, **link)) == without
    assert len(counted) == made
    gc.collect()
    assert_no_session(again._parts.values())


def test_a_form_in_which_somebody_writes_is_made_anew(counted: list[str]) -> None:
    form = opened(PAGE)
    made = len(counted)
    written = WidgetStates()
    written.widgets.add(id=form.text_input(key="c_contact").proto.id, string_value=CONTACT)
    form._run(written)
    assert form.text_input(key="c_contact").proto.value == CONTACT
    assert len(counted) == made
    # What the next visitor gets is empty.
    assert not any(CONTACT.encode() in each for _place, each in protos(opened(PAGE)))
    assert len(counted) == made


def test_what_is_pasted_or_filled_in_unseen_is_kept_in_no_part(counted: list[str]) -> None:
    form = opened(PAGE)
    for key in ("c_article_text", "c_home_page"):
        fields = {each.key: each for each in (*form.text_area, *form.text_input)}
        written = WidgetStates()
        written.widgets.add(id=fields[key].proto.id, string_value=CONTACT)
        form._run(written)
        assert form.session_state[key] == CONTACT
    made = len(counted)
    assert not any(CONTACT.encode() in each for _place, each in protos(opened(PAGE)))
    assert len(counted) == made


def test_a_form_whose_visitor_can_go_back_is_put_there_again(counted: list[str]) -> None:
    def led_away() -> AppTest:
        form = opened(PAGE, vn="vn-hue")
        form.query_params["vn"] = "vn-hanoi"
        form._run(WidgetStates())
        assert [each.key for each in form.button].count("contribution_restore") == 1
        return form

    led_away()
    made = len(counted)
    led_away()
    assert len(counted) == made
    # Nobody else is told of it.
    other = opened(PAGE, vn="vn-hanoi")
    assert "contribution_restore" not in {each.key for each in other.button}
