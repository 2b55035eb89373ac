"""No more scripts at once than there are turns, and each gives its turn back, whatever happens."""

import threading
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


def test_who_comes_while_all_turns_are_taken_waits(monkeypatch):
    inside: list[None] = []
    most: list[int] = []
    going = threading.Event()
    everybody = threading.Barrier(AT_ONCE + 1)

    def notices(*_: object) -> None:
        inside.append(None)
        most.append(len(inside))
        if not going.is_set():
            everybody.wait(60)
            going.wait(60)
        inside.pop()

    monkeypatch.setattr(filters, "notices", notices)
    visitors = [
        threading.Thread(target=AppTest.from_file(APP, default_timeout=120).run)
        for _ in range(AT_ONCE + 2)
    ]
    for visitor in visitors:
        visitor.start()
    # As many as there are turns have come so far, and nobody else can.
    everybody.wait(60)
    assert free() == 0
    going.set()
    for visitor in visitors:
        visitor.join(120)
    assert len(most) == AT_ONCE + 2 and max(most) == AT_ONCE
    assert free() == AT_ONCE
