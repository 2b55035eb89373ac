"""Files of many rows: a few are made at once, the others wait in the order they were asked for.

What is made stands in a temporary file without a name, so that who takes it slowly keeps nobody
waiting, and nothing is left of it whenever the process ends.
"""

import tempfile
import weakref
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from threading import Condition, Thread, local
from time import perf_counter, process_time, thread_time
from typing import IO

from lib.site import config, log, measures

# From so many rows on a file waits its turn; all others are made at once.
LARGE = 5_000
# How many such files may be under way, those that wait included, and how many for one client.
MOST, MOST_EACH = 12, 3
_CHUNK = 1 << 16

# Seconds of rest for each of work while others work as well: visitors' pages go first.
_REST, _LONGEST_REST = 6.0, 5.0
_BUSY = 0.1

Make = Callable[[], Iterable[bytes]]
_making = local()


def rest(worked: float, others: float) -> float:
    """Seconds to rest after so many of work, where others used so much of a core meanwhile.

    Python runs one thread at a moment: what makes a file and does not rest halves what is left for
    the pages. Where nobody else works it does not rest.
    """
    return min(worked * _REST, _LONGEST_REST) if others > _BUSY else 0.0


class Full(Exception):
    """No further file is taken; `own` where it is for the client's own that are under way."""

    def __init__(self, *, own: bool) -> None:
        super().__init__()
        self.own = own


class _Left(Exception):
    """Nobody waits for the file any more."""


def made(rows: int) -> None:
    """Say of the file that this thread makes, if it waited its turn, that it has further rows."""
    export: Export | None = getattr(_making, "export", None)
    if export:
        export._more(rows)


class Export:
    """A file that is made when its turn comes. `rows` are all that are to be made, `done` so far.

    A sheet of a workbook has its rows made for itself, so that `rows` counts them for each.
    """

    def __init__(self, line: "Line", make: Make, rows: int, who: str) -> None:
        self._line, self._make, self.rows, self.who = line, make, rows, who
        # Of the request or the run of a page that asked: its thread knows none.
        self._reference = log.reference.get()
        self.done, self.size = 0, 0
        self.ended = self.left = False
        self.error: Exception | None = None
        # Seconds of the processor that it took, without its rests.
        self.worked = 0.0
        # Clocks as this file last saw them: the wall's, the process's, that of all files; its own.
        self._seen, self._own = (0.0, 0.0, 0.0), 0.0
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - goes with the object
        weakref.finalize(self, _close, self._file)

    @property
    def place(self) -> int:
        """How many are to be begun before it, and itself; 0 once its turn has come."""
        return self._line.place(self)

    def wait(self, seconds: float) -> bool:
        """Wait until its turn has come, at most so long; whether it has."""
        with self._line.moved:
            return self._line.moved.wait_for(lambda: not self.place, seconds)

    def pieces(self) -> Generator[bytes]:
        """The file while it is made; whoever stops taking leaves it. Raises what making raised."""
        at = 0
        try:
            while piece := self._after(at):
                at += len(piece)
                yield piece
        finally:
            self.leave()

    def _after(self, at: int) -> bytes:
        with self._line.moved:
            self._line.moved.wait_for(lambda: self.size > at or self.ended)
            if self.error:
                raise self.error
            self._file.seek(at)
            return self._file.read(_CHUNK)

    def content(self) -> bytes:
        """All of a file that is made."""
        with self._line.moved:
            self._file.seek(0)
            return self._file.read()

    def leave(self) -> None:
        """Nobody waits for it any more: what is not made yet is not made."""
        self._line.leave(self)

    def _run(self) -> None:
        log.reference.set(self._reference)
        _making.export = self
        self._own = thread_time()
        with self._line.moved:
            self._seen = perf_counter(), process_time(), self._line.worked
        for piece in self._make():
            with self._line.moved:
                if self.left:
                    return
                self._file.seek(0, 2)
                self._file.write(piece)
                # What a full disk does not take is else noticed by whoever takes the file.
                self._file.flush()
                self.size += len(piece)
                self._line.moved.notify_all()
            self._let_others()

    def _more(self, rows: int) -> None:
        if self.left:
            raise _Left
        self.done += rows
        self._let_others()

    def _let_others(self) -> None:
        """Rest as long as `rest` says, or until the file is left."""
        wall, whole, files = self._seen
        own, self._own = self._own, thread_time()
        worked = self._own - own
        self.worked += worked
        with self._line.moved:
            self._line.worked += worked
            self._seen = perf_counter(), process_time(), self._line.worked
            # Other files rest as this one does: for them nothing needs to be left.
            others = self._seen[1] - whole - (self._line.worked - files)
            if pause := rest(worked, others / max(self._seen[0] - wall, 1e-6)):
                self._line.moved.wait_for(lambda: self.left, pause)


def _close(file: IO[bytes]) -> None:
    # What could not be written for want of room cannot be when it is closed, either.
    with suppress(OSError):
        file.close()


class Line:
    """Exports that are made, `at_once()` of them, and those that wait for one of these."""

    def __init__(self, at_once: Callable[[], int]) -> None:
        self._at_once = at_once
        self._making: list[Export] = []
        self._waiting: list[Export] = []
        # Seconds of the processor that all files took.
        self.worked = 0.0
        # Reentrant: places are asked for within it.
        self.moved = Condition()

    def add(self, make: Make, rows: int, who: str) -> Export:
        """The file of so many rows that `make` makes, for a client. Raises Full, OSError."""
        with self.moved:
            here = [*self._making, *self._waiting]
            if sum(each.who == who for each in here) >= MOST_EACH:
                raise Full(own=True)
            if len(here) >= MOST:
                raise Full(own=False)
            export = Export(self, make, rows, who)
            self._waiting.append(export)
            self._advance()
        return export

    def counts(self) -> tuple[int, int]:
        """How many are made, and how many wait."""
        with self.moved:
            return len(self._making), len(self._waiting)

    def place(self, export: Export) -> int:
        """As `Export.place`."""
        with self.moved:
            return self._waiting.index(export) + 1 if export in self._waiting else 0

    def leave(self, export: Export) -> None:
        """As `Export.leave`."""
        with self.moved:
            export.left = True
            if export in self._waiting:
                self._waiting.remove(export)
                export.ended = True
            self.moved.notify_all()

    def _advance(self) -> None:
        while self._waiting and len(self._making) < self._at_once():
            export = self._waiting.pop(0)
            self._making.append(export)
            try:
                Thread(target=self._run, args=(export,), daemon=True).start()
            except RuntimeError as error:  # the system has no further thread
                # Those behind it would else wait for ever.
                self._making.remove(export)
                export.error, export.ended = error, True
        self.moved.notify_all()

    def _run(self, export: Export) -> None:
        try:
            export._run()
        except _Left:
            pass
        except Exception as error:  # told to whoever takes the file
            export.error = error
            log.LOG.warning("A large file could not be made", exc_info=error)
        finally:
            with self.moved:
                export.ended = True
                self._making.remove(export)
                self._advance()


LINE = Line(lambda: config.in_use().exports)
measures.watch_files(LINE.counts)


def is_large(rows: int) -> bool:
    """Whether a file of so many rows waits its turn."""
    return rows > LARGE
