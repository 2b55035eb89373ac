"""A running server goes over to the edition that its data folder holds, once it is whole.

The folder is looked at every second, which takes a millisecond. Once two looks in a row find it in
the same new state, nobody is writing to it any more: it is checked, made ready and taken into use,
or left alone until it changes again. Visitors are served from the edition before all the while.
"""

import logging
from collections.abc import Callable
from threading import Event

from lib.site import config, store

LOG = logging.getLogger("dashboard")
# Seconds between two looks.
EVERY = 1.0


class DataWatch:
    """Looks at the data folder; `prepare` as in `store.reload`."""

    def __init__(self, prepare: Callable[[str], None] | None = None) -> None:
        self._prepare = prepare
        self._seen = self._judged = store.state(config.in_use().data)

    def look(self) -> None:
        """One look: what is new is remembered, and what was so at the last one is gone over to."""
        folder = config.in_use().data
        state = store.state(folder)
        if state == self._seen and state != self._judged:
            store.reload(self._prepare)
            # Whatever was written meanwhile is another state.
            self._judged = state
        self._seen = state

    def run(self, stop: Event) -> None:
        """Look until told to stop; a look that fails is noted, and there is a next one."""
        while not stop.wait(EVERY):
            try:
                self.look()
            except Exception:
                LOG.exception("The data folder could not be looked at")
