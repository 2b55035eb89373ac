"""A process that takes one step of the inbox and is killed at a place of it: see test_killed.py.

Places are counted through what is said to the database: before and after each statement, before and
after the commit. A step comes to its end if it has fewer places.
"""

import os
import signal
import sys
from itertools import count
from typing import Any

from sqlalchemy import event

from lib.inbox import desk, post, store
from tests.unit.inbox.conftest import CURATOR, proposal

_NEXT = {
    "accept": lambda number, seen, _: desk.accept(number, seen, CURATOR),
    "reject": lambda number, seen, _: desk.reject(number, seen, "No source", CURATOR),
    "ask": lambda number, seen, _: desk.ask(number, seen, "When?", CURATOR),
    "edit": lambda number, seen, _: desk.edit(number, seen, proposal(note="edited"), CURATOR),
    "withdraw": lambda number, seen, token: post.withdraw(token),
    "add": lambda number, seen, token: post.add(token, "Here", proposal(note="anew")),
    "claim": lambda number, seen, _: desk.claim(number, CURATOR),
}
STEPS = ("send", *_NEXT)


def take(step: str, number: str, draft: str) -> object:
    """Take a step: send under a draft's name, or what is done with the submission of a number."""
    sender = post.Sender("203.0.113.9", None, draft)
    if step == "send":
        return post.send(proposal(), sender, edition="of no data set")
    receipt = post.before(proposal(), sender)
    assert receipt is not None
    return _NEXT[step](number, 1, receipt.token)


def killed_at(place: int) -> None:
    """From now on, be killed at a place."""
    places = count()

    def reached(*_: Any) -> None:
        if next(places) == place:
            os.kill(os.getpid(), signal.SIGKILL)

    engine = store.database()
    event.listen(engine, "before_cursor_execute", reached)
    event.listen(engine, "after_cursor_execute", reached)
    event.listen(engine, "commit", reached)
    # The connection goes back once the commit is through.
    event.listen(engine, "checkin", reached)


def main() -> None:
    """Of each line: the step, the place, the submission's number or "-", and the draft's name."""
    # The driver of the database is loaded once, too; nothing is connected yet.
    store.engine(store.address()).dispose()
    for line in sys.stdin:
        step, place, number, draft = line.split()
        # A child for each: the program need not be loaded anew.
        child = os.fork()
        if child == 0:
            killed_at(int(place))
            take(step, number, draft)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print("done" if os.WIFEXITED(status) else "killed", flush=True)


if __name__ == "__main__":
    main()
