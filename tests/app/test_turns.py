"""A script that has taken a turn gives it back, whatever happens."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.ui import filters
from lib.ui.turns import AT_ONCE, turns

APP = str(Path(__file__).parents[2] / "lib" / "app.py")


def free() -> int:
    """How many turns nobody has."""
    taken = 0
    while turns.acquire(blocking=False):
        taken += 1
    for _ in range(taken):
        turns.release()
    return taken


@pytest.mark.parametrize("fails", [False, True], ids=["shown", "failed"])
def test_a_turn_is_given_back(fails, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError

    if fails:
        monkeypatch.setattr(filters, "notices", fail)
    test = AppTest.from_file(APP, default_timeout=120).run()
    assert bool(test.exception) == fails
    assert free() == AT_ONCE
