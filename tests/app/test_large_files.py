"""A file of many rows on a page: asked for, waited for in the queue, left, and saved."""

import errno
from collections.abc import Iterator
from threading import Event

import pytest
import streamlit as st
from streamlit.runtime.caching import clear_session_resource_cache
from streamlit.testing.v1 import AppTest

from lib.exports import in_turn
from lib.language.i18n import words
from lib.site import log
from lib.ui import large_files
from tests.app.test_pages import open_page

PLACE, ROWS = "{file}: place {place} in the queue", "{file}: {done} of {rows} rows made"


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch, fixed_day: None) -> None:
    monkeypatch.setattr(in_turn, "LARGE", 1)


@pytest.fixture
def held() -> Iterator[Event]:
    """A file that others wait for, until the event."""
    go = Event()

    def make() -> Iterator[bytes]:
        assert go.wait(60)
        yield b""

    in_turn.LINE.add(make, 1, "somebody")
    yield go
    go.set()
    done()


def done() -> None:
    """Wait until nothing is under way."""
    with in_turn.LINE.moved:
        assert in_turn.LINE.moved.wait_for(lambda: in_turn.LINE.counts() == (0, 0), 60)


def keys(page: AppTest) -> set[str | None]:
    return {button.key for button in page.get("download_button")}


def said(page: AppTest) -> str:
    assert not page.exception
    return " ".join(bar.proto.text for bar in page.get("progress"))


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
def test_a_file_waits_is_made_and_saved(held, lang, monkeypatch):
    saved = {}
    original = st.download_button

    def button(label, data, *args, **kwargs):
        saved[kwargs["key"]] = data
        return original(label, data, *args, **kwargs)

    monkeypatch.setattr(st, "download_button", button)
    _ = words(lang).gettext
    page = open_page("records", {"jp": "jp-kagawa", "lang": lang})
    assert not {"download_xlsx", "download_csv"} & keys(page)
    page.button(key="ask_download_xlsx").click().run()
    page.button(key="ask_download_csv").click().run()
    for place in "12":
        assert _(PLACE).partition("{place}")[0].removeprefix("{file}") + place in said(page)
    assert in_turn.LINE.counts() == (1, 2)
    held.set()
    done()
    page.run()
    assert {"download_xlsx", "download_csv"} <= keys(page) and not said(page)
    book, table = saved["download_xlsx"](), saved["download_csv"]()
    assert book.startswith(b"PK") and table.startswith(b"\xef\xbb\xbf")


def test_what_is_being_made_tells_its_rows_and_can_be_stopped(monkeypatch):
    go, begun = Event(), Event()

    def slow(*_given: object) -> bytes:
        in_turn.made(12)
        begun.set()
        assert go.wait(60)
        in_turn.made(12)
        return b""

    monkeypatch.setattr("lib.ui.downloads.reader_files.events_csv", slow)
    page = open_page("records", {"jp": "jp-kagawa"})
    page.button(key="ask_download_csv").click().run()
    assert begun.wait(60)
    page.run()
    assert ": 12 of " in said(page)
    page.button(key="leave_download_csv").click().run()
    assert not said(page) and page.button(key="ask_download_csv").label
    go.set()
    done()


@pytest.mark.parametrize(
    ("params", "large"),
    [
        ({"jp": "jp-shizuoka"}, 1),
        ({"jp": "jp-kagawa", "sort": "oldest"}, 1),
        ({"lang": "ja"}, 1),
        # Of which there is no large file, no file at all, and no table.
        ({"jp": "jp-shizuoka"}, 1_000),
        ({"vn": "vn-an-giang", "jp": "jp-hokkaido"}, 1),
        ({"jp": "jp-shizuoka", "record": "vj0141"}, 1),
    ],
)
def test_a_file_of_another_view_is_asked_for_anew(held, params, large, monkeypatch):
    page = open_page("records", {"jp": "jp-kagawa"})
    page.button(key="ask_download_csv").click().run()
    assert said(page) and in_turn.LINE.counts() == (1, 1)
    monkeypatch.setattr(in_turn, "LARGE", large)
    for name, value in params.items():
        page.query_params[name] = value
    page.run()
    assert not said(page) and in_turn.LINE.counts() == (1, 0)
    monkeypatch.setattr(in_turn, "LARGE", 1)
    page.query_params.clear()
    page.query_params["jp"] = "jp-kagawa"
    page.run()
    assert not said(page) and page.button(key="ask_download_csv").label


def test_a_file_goes_on_beside_another_page_and_a_record(held):
    page = open_page("records", {"jp": "jp-kagawa"})
    page.button(key="ask_download_csv").click().run()
    page.query_params["record"] = "vj0141"
    page.run()
    assert not said(page) and in_turn.LINE.counts() == (1, 1)
    del page.query_params["record"]
    page.run()
    assert said(page) and in_turn.LINE.counts() == (1, 1)


@pytest.mark.parametrize(
    ("room", "error", "told"),
    [
        (0, None, "Many large files are asked for"),
        (9, RuntimeError("No space for it"), "This file could not be made; the failure has been"),
        (9, OSError(errno.EMFILE, "No space for it"), "This file could not be made; the failure"),
        (9, OSError(errno.ENOSPC, "No space left"), "The server has no room for this file just"),
        (9, OSError(errno.EDQUOT, "No space left"), "The server has no room for this file just"),
    ],
)
def test_what_cannot_be_taken_or_made_is_said_beside_the_button(
    room, error, told, monkeypatch, caplog
):
    def broken(*_given: object) -> bytes:
        assert error
        raise error

    # As on the handler of the running program.
    caplog.handler.addFilter(log.Referenced())
    monkeypatch.setattr(in_turn, "MOST", room)
    if error:
        monkeypatch.setattr("lib.ui.downloads.reader_files.events_csv", broken)
    page = open_page("records", {"jp": "jp-kagawa"})
    page.button(key="ask_download_csv").click().run()
    done()
    page.run()
    assert any(told in caption.value for caption in page.caption)
    assert page.button(key="ask_download_csv").label and "No space" not in str(page.caption)
    if error:
        # The reference that is told is that of the line in the log.
        (line,) = [each for each in caplog.records if each.exc_info]
        assert any(f"under {line.reference}." in caption.value for caption in page.caption)


def test_a_full_disk_is_told_before_anything_is_made(monkeypatch):
    def full(**_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    page = open_page("records", {"jp": "jp-kagawa"})
    page.button(key="ask_download_csv").click().run()
    assert any("The server has no room for this file" in each.value for each in page.caption)


def test_who_is_not_connected_any_more_leaves_what_was_asked_for(held, monkeypatch):
    """Streamlit says so by this; in a browser: `tests/e2e/test_large_files.py`."""
    monkeypatch.setattr(large_files, "_PATIENCE", 0.01)
    page = open_page("records", {"jp": "jp-kagawa"})
    page.button(key="ask_download_csv").click().run()
    assert said(page) and in_turn.LINE.counts() == (1, 1)
    clear_session_resource_cache("test session id")
    with in_turn.LINE.moved:
        assert in_turn.LINE.moved.wait_for(lambda: in_turn.LINE.counts() == (1, 0), 10)
    # Who comes back to the same session after all can ask anew.
    page.run()
    assert not said(page) and page.button(key="ask_download_csv").label
