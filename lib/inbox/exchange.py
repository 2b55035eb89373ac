"""One folder put in the place of another at one stroke, as the file system does it.

Linux and macOS can exchange two names, so that at no moment there is none of the two, and a reader
who begins anew finds the old folder or the new one, whole. Where that cannot be done nothing is.
"""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# Of renameat2 (Linux) and renamex_np (macOS): exchange both, and paths from where one is.
_EXCHANGE, _HERE = 2, -100


class NotPossible(RuntimeError):
    """The folder cannot be replaced here; the argument says why."""


def beside(folder: Path) -> Path:
    """Where the next state of a folder is made: on its file system, out of sight."""
    return folder.parent / f".{folder.name}.next"


def check(folder: Path) -> None:
    """Raises NotPossible if a folder could not be replaced, before there is anything to lose."""
    if os.path.ismount(folder):
        raise NotPossible(f"{folder} is a mount point: put the package into a folder within it")
    try:
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.try") as tried:
            one, other = Path(tried, "one"), Path(tried, "other")
            one.mkdir()
            other.mkdir()
            exchange(one, other)
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotPossible(f"{folder.parent} cannot be written to: {reason}") from error


def copy(folder: Path, to: Path) -> None:
    """A copy of a folder with all that is in it; what was at `to` is removed before."""
    remove(to)
    shutil.copytree(folder, to, symlinks=True)


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it, if it is there."""
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


def exchange(one: Path, other: Path) -> None:
    """Let two folders change their names; raises NotPossible or OSError, and then changed nothing.

    Both are on the disk when this is done, also where the power fails.
    """
    names = os.fsencode(one), os.fsencode(other)
    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        failed = libc.renamex_np(*names, ctypes.c_uint(_EXCHANGE))
    elif hasattr(libc, "renameat2"):
        here = ctypes.c_int(_HERE)
        failed = libc.renameat2(here, names[0], here, names[1], ctypes.c_uint(_EXCHANGE))
    else:
        raise NotPossible("this system cannot exchange two folders at one stroke")
    if failed:
        reason = os.strerror(ctypes.get_errno())
        raise NotPossible(f"{one.parent} cannot exchange two folders at one stroke: {reason}")
    flush(one.parent)


def flush(path: Path) -> None:
    """See that a file or the names in a folder are on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def flush_all(folder: Path) -> None:
    """See that a folder is on the disk with all that is in it."""
    for path in folder.rglob("*"):
        if not path.is_symlink():
            flush(path)
    flush(folder)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only one who replaces a folder; raises NotPossible while another does.

    The lock is the system's own and ends with the process, however that ends.
    """
    try:
        import fcntl
    except ImportError:
        raise NotPossible("data are published on Linux and macOS only") from None
    try:
        opened = os.open(folder.parent / f".{folder.name}.lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise NotPossible(f"{folder.parent} cannot be written to: {error.strerror}") from error
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(opened)
        raise NotPossible("another publication is under way") from None
    try:
        yield
    finally:
        os.close(opened)
