"""A folder of this process for temporary files that have names, which a killed one leaves behind.

Whoever makes one removes those of processes that are no more. A lock tells them from others: it
goes with its process, where a number of a process can be another's by now.
"""

import atexit
import errno
import shutil
import sys
import tempfile
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from threading import RLock
from typing import IO

from lib.site.identity import SLUG

_end, _lock = ExitStack(), RLock()
atexit.register(_end.close)
_PREFIX, _LOCK = f"{SLUG}-files-", "lock"
# A disk or a quota that is full, a limit on files, a disk that takes none.
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}


def lacks_room(error: BaseException | None) -> bool:
    """Whether a file could not be made because nothing takes it, whoever passed the error on."""
    while error:
        # Where no folder takes a temporary file, `tempfile` says that there is none, and not which.
        nowhere = isinstance(error, FileNotFoundError) and error.filename is None
        if nowhere or (isinstance(error, OSError) and error.errno in _NO_ROOM):
            return True
        error = error.__cause__ or error.__context__
    return False


def folder() -> str:
    """The folder, which goes when the process ends as it should. Raises OSError."""
    with _lock:
        # Who tidies up a computer's temporary files removes what is old, also of a living process.
        if not _made().is_dir():
            end()
        return str(_made())


@cache
def _made() -> Path:
    sweep(Path(tempfile.gettempdir()))
    while True:
        made = Path(tempfile.mkdtemp(prefix=_PREFIX))
        held = (made / _LOCK).open("w")
        # Another process that sweeps just then can be quicker to take the lock, and removes it.
        if _is_ours(held) and (made / _LOCK).exists():
            break
        held.close()
    # Kept open to the end, since the lock is that of the open file.
    _end.enter_context(held)
    _end.callback(shutil.rmtree, made, ignore_errors=True)
    return made


def end() -> None:
    """Remove the folder, if there is one. A server that is told to leave ends without `atexit`."""
    with _lock:
        _end.close()
        _made.cache_clear()


def sweep(within: Path) -> None:
    """Remove the folders of processes that are no more."""
    for found in within.glob(f"{_PREFIX}*/{_LOCK}"):
        # Somebody else's, or gone meanwhile.
        with suppress(OSError), found.open("r+") as lock:
            if _is_ours(lock):
                shutil.rmtree(found.parent, ignore_errors=True)


def _is_ours(lock: IO[str]) -> bool:
    """Take a lock, if nobody has it. Windows removes no file that is open, so needs none."""
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
