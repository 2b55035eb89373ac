"""How many submissions a second are sent, each on the disk before its receipt.

The floor is a commit of one empty row to a database of the same kind in the same folder.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.figures import Figure, figure

ROUNDS, EACH = 5, 100


def _rate(send: Callable[[], object], number: int) -> float:
    """How often a second it is done."""
    begun = time.perf_counter()
    for _ in range(number):
        send()
    return number / (time.perf_counter() - begun)


def figures(quick: bool) -> Iterator[Figure]:
    """Sent one after the other, in SQLite."""
    rounds, each = (2, 20) if quick else (ROUNDS, EACH)
    with tempfile.TemporaryDirectory() as name:
        os.environ["VJ_DATABASE"] = f"sqlite:///{Path(name) / 'inbox.db'}"
        from sqlalchemy import text

        from lib.inbox import guard, post, store
        from lib.inbox.submission import read

        for rate in guard.RATES:
            guard.RATES[rate] = "1000000 per hour"
        proposal = read(
            {
                "wish": "none",
                "lang": "vi",
                "event": {"vn_id": "vn-hue", "jp_id": "jp-oita"},
                "note": "Chúng tôi chưa ký kết văn bản nào. " * 20,
            }
        )

        def send() -> None:
            post.send(proposal, post.Sender("", None, post.draft_id()), edition="")

        floor = store.engine(f"sqlite:///{Path(name) / 'floor.db'}")
        with store.transaction(floor, writes=True) as connection:
            connection.execute(text("CREATE TABLE empty (id INTEGER PRIMARY KEY)"))

        def commit() -> None:
            with store.transaction(floor, writes=True) as connection:
                connection.execute(text("INSERT INTO empty DEFAULT VALUES"))

        send()
        values, floors = [], []
        for _ in range(rounds):
            floors.append(_rate(commit, each))
            values.append(_rate(send, each))
        floor.dispose()
        store.close()
        del os.environ["VJ_DATABASE"]
        yield figure("inbox", "submissions sent", "1/s", values, floors)
