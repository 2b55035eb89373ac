"""The form begins with an article."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.inbox import from_article
from lib.ui.contributions import article as box
from lib.ui.contributions import state
from tests import stores
from tests.app.opening import opened

TEXT = (
    "Ngày 13/01/2026\n\nSáng 12/1, UBND tỉnh Vĩnh Long và chính quyền tỉnh Ehime (Nhật Bản) ký "
    "Bản ghi nhớ về hợp tác kinh tế, thúc đẩy xuất nhập khẩu và du lịch giữa hai địa phương. Năm "
    "2022, tỉnh Bến Tre và tỉnh Ehime đã ký bản ghi nhớ hợp tác kinh tế."
)


@pytest.fixture(autouse=True)
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An inbox of the test's own."""
    monkeypatch.setenv("VJ_DATABASE", stores.sqlite(tmp_path / "inbox.db"))
    yield


def _read(text: str, **params: str) -> AppTest:
    app = opened("contribute.py", **params)
    app.text_area(key="c_article_text").input(text)
    app.button(key="article_read").click().run()
    assert not app.exception
    return app


def _said(app: AppTest) -> str:
    html = [each.proto.body for each in app.get("html")]
    return "\n".join([*html, *(each.value for each in [*app.markdown, *app.caption])])


def _written(app: AppTest) -> dict[str, str]:
    return dict(app.session_state["contribution"].draft)


def test_what_is_sure_fills_the_form() -> None:
    app = _read(TEXT, lang="vi")
    assert _written(app)["sources.0.published"] == "2026-01-13"
    app.button(key="article_take_all").click().run()
    written = _written(app)
    assert written["event.vn_id"] == "vn-vinh-long"
    assert written["event.jp_id"] == "jp-ehime"
    assert written["event.kind"] == "mou"
    assert written["event.date"] == "2026-01-12"
    assert "trade" in written["event.fields"].split(";")
    assert "Sáng 12/1" in written["sources.0.supports"]
    # The text itself is in none of the fields.
    assert not any(TEXT[at : at + 90] in text for text in written.values() for at in range(150))
    # Another act of the same article takes the place of the first one.
    app.radio[0].set_value(1).run()
    app.button(key="article_take_all").click().run()
    written = _written(app)
    assert (written["event.vn_id"], written["event.date"]) == ("vn-ben-tre", "2022")
    assert "12/1" not in written["sources.0.supports"]


def test_an_act_that_is_recorded_gets_the_article_as_a_source() -> None:
    app = _read(TEXT)
    app.button(key="article_known_add").click().run()
    assert app.query_params["record"] == "vj0395"
    assert app.query_params["wish"] == "source"
    assert "“Sáng 12/1”" in _written(app)["sources.0.supports"]
    with pytest.raises(KeyError):
        app.text_area(key="c_article_text")


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
@pytest.mark.parametrize("text", ["", " \n ", "สวัสดีครับ " * 60, "1234567890", "<script>x</script>"])
def test_what_cannot_be_read_is_said_in_plain_words(text: str, lang: str) -> None:
    app = _read(text, lang=lang)
    assert "vj-problem" in _said(app)
    assert {"article_read", "contribution_send"} <= {each.key for each in app.button}


def test_an_article_without_an_act_leaves_the_form() -> None:
    app = _read(
        "Ngày 13/01/2026. Sáng nay, trời mưa to ở nhiều nơi, học sinh được nghỉ học. Người dân "
        "được khuyên ở trong nhà và theo dõi các bản tin dự báo thời tiết tiếp theo."
    )
    assert "No act between" in _said(app)
    app.button(key="article_away").click().run()
    assert not app.text_area(key="c_article_text").value


def test_a_fault_of_the_reader_is_no_fault_of_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_given: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(from_article, "read", fails)
    app = _read(TEXT)
    assert "could not be read" in _said(app)
    assert "secret" not in _said(app)


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "take",
        {"id": "event.date:2026-01-12"},
        {"id": "event.date:2026-01-12", "act": "burn"},
        {"id": "event.date:1999", "act": "take"},
        {"id": ["event.date:2026-01-12"], "act": "take"},
        {"id": "event.date:2026-01-12", "act": ["take"]},
    ],
)
def test_what_no_button_sends_is_left_alone(sent: object, monkeypatch: pytest.MonkeyPatch) -> None:
    app = _read(TEXT)
    kept = app.session_state["contribution"]
    monkeypatch.setattr(state, "kept", lambda: kept)
    before = dict(kept.draft)
    box._decide(sent, {})
    assert kept.draft == before
    assert not kept.article.acts
