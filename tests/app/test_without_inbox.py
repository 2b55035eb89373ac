"""No reading page asks the store of the inbox: without one it is as it was."""

import pytest

from lib.inbox import store
from lib.site.pages import PAGES
from tests.app.opening import opened

# These are for sending and deciding; all others are for reading.
OF_THE_INBOX = {"contribute.py", "curate.py"}


@pytest.mark.parametrize("page", [p.file for p in PAGES if p.file not in OF_THE_INBOX])
def test_a_reading_page_does_without_the_store(page, monkeypatch, fixed_day):
    def fails(*_: object) -> None:
        raise AssertionError("the store was asked")

    monkeypatch.setattr(store, "database", fails)
    monkeypatch.setattr(store, "engine", fails)
    monkeypatch.setenv("VJ_DATABASE", "postgresql://nobody@127.0.0.1:1/none")
    extra = {"id": "vn-hue"} if page == "locality.py" else {}
    assert list(opened(page, **extra).main)
