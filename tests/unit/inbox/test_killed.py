"""Killed between any two things said to the database: nothing is lost, nothing is there twice."""

import subprocess
import sys
from collections.abc import Callable
from itertools import count
from typing import Any

from lib.inbox import desk, post
from lib.inbox.states import Closed, Overtaken
from tests.unit.inbox.killed import STEPS, take


def state() -> list[Any]:
    """All of the store, as curators see it."""
    asked = desk.Asked(states=(), most=1000)
    found = [desk.item(item.number) for item in desk.queue(asked)]
    return [
        (
            *(full.item.state, full.item.version, full.item.claimed_by, full.reason),
            *(full.proposal, full.edited, full.contact),
            tuple(message.text for message in full.messages),
            tuple((entry.act, entry.actor, entry.detail) for entry in full.log),
        )
        for full in found
    ]


def test_each_step_is_taken_whole_or_not_at_all(address):
    command = [sys.executable, "-m", "tests.unit.inbox.killed"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as process:  # type: ignore[call-overload]

        def kill(*asked: object) -> str:
            process.stdin.write(" ".join(map(str, asked)) + "\n")
            process.stdin.flush()
            return process.stdout.readline().strip()

        for step in STEPS:
            one_step(step, kill)
        process.stdin.close()


def one_step(step: str, kill: Callable[..., str]) -> None:
    draft, number = post.draft_id(), "-"
    if step != "send":
        receipt = take("send", "", draft)
        assert isinstance(receipt, post.Receipt)
        number = receipt.number
    before = taken = state()
    for place in count():
        outcome = kill(step, place, number, draft)
        taken = state()
        if taken != before or outcome == "done":
            break
    # It was killed at several places, at which nothing had happened yet. At the last one it was
    # through, also where it was killed before it could say so.
    assert place > 4, step
    assert taken != before, step
    # Who does it again, since no answer came, changes nothing: it is there once.
    try:
        take(step, number, draft)
    except (Overtaken, Closed):
        assert step not in ("send", "add", "claim")
    assert state() == taken, step
