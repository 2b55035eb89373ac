"""What the tests of parts that are kept share."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from streamlit.testing.v1 import app_test

from lib.ui import again
from tests.app.conftest import installed_packages_are_read_once

__all__ = ["counted", "installed_packages_are_read_once"]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Parts are kept in tests too, none from before; each that is made is counted."""
    made: list[str] = []
    make = again._Recording.make

    def count(self: Any, step: Callable[[], None]) -> Any:
        made.append("made")
        return make(self, step)

    # As on a server: of a test Streamlit keeps how options read, in the state of the session.
    monkeypatch.setattr(app_test, "patch_config_options", lambda _options: nullcontext())
    monkeypatch.setattr(again._Recording, "make", count)
    again._parts.clear()
    return made
