"""How the program leaves: who is here is served to the end, who comes is sent elsewhere.

On SIGTERM it goes on for VJ_DRAIN seconds: `/readyz` and new visitors get 503, on which a proxy
asks another replica, while open pages and files under way go on. Then the server closes its
connections, which it is given LIMIT seconds for.
"""

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType

from lib.site import config
from lib.site.log import LOG

LIMIT = 10.0
_begun = threading.Event()


def begun() -> bool:
    """Whether the program is about to leave."""
    return _begun.is_set()


def on_signal() -> None:
    """Leave in this way on SIGTERM; to be called once the server has set its own handler."""
    if threading.current_thread() is not threading.main_thread():
        return
    servers = signal.getsignal(signal.SIGTERM)

    def close() -> None:
        _after(LIMIT, lambda: os._exit(0))
        if callable(servers):
            servers(signal.SIGTERM, None)

    def leave(_signal: int, _frame: FrameType | None) -> None:
        if begun():
            close()
            return
        _begun.set()
        seconds = config.in_use().drain
        LOG.info("Leaving in %d seconds", seconds)
        _after(seconds, close)

    signal.signal(signal.SIGTERM, leave)


def _after(seconds: float, act: Callable[[], None]) -> None:
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()
