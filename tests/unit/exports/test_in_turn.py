"""Large files wait their turn, tell how far they are, and can be left."""

import errno
import gc
import shutil
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from lib.exports import in_turn, scratch, workbook
from lib.exports.in_turn import Export, Full, Line
from tests.unit.strategies import TODAY


class Slow:
    """A file of three pieces, each made when it is let go on."""

    def __init__(self) -> None:
        self.begun, self.go, self.closed = Event(), Event(), Event()

    def __call__(self) -> Iterator[bytes]:
        try:
            for n in range(3):
                self.begun.set()
                assert self.go.wait(10)
                in_turn.made(10)
                yield b"%d" % n * 100_000
        finally:
            self.closed.set()


def line(at_once: int = 1) -> Line:
    return Line(lambda: at_once)


def ended(export: Export, among: Line) -> bool:
    with among.moved:
        return among.moved.wait_for(lambda: export.ended, 10)


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_so_many_are_made_at_once_and_the_others_come_in_order(at_once):
    asked, among = [Slow() for _ in range(4)], line(at_once)
    exports = [among.add(each, 30, f"client {n}") for n, each in enumerate(asked)]
    assert [export.place for export in exports] == [0] * at_once + list(range(1, 5 - at_once))
    assert among.counts() == (at_once, 4 - at_once)
    assert not exports[-1].wait(0)
    for each in asked:
        each.go.set()
    whole = b"".join(b"%d" % n * 100_000 for n in range(3))
    assert [b"".join(export.pieces()) for export in exports] == [whole] * 4
    assert [export.done for export in exports] == [30] * 4
    assert exports[0].content() == whole


def test_who_takes_slowly_keeps_nobody_waiting():
    first, second, among = Slow(), Slow(), line()
    first.go.set()
    slow = among.add(first, 30, "a").pieces()
    assert len(next(slow)) <= 1 << 16
    other = among.add(second, 30, "b")
    assert other.wait(10)
    second.go.set()
    assert len(b"".join(other.pieces())) == 300_000
    assert len(b"".join(slow)) == 300_000 - (1 << 16)


def test_what_is_left_is_not_made():
    making, waiting, among = Slow(), Slow(), line()
    export, other = among.add(making, 30, "a"), among.add(waiting, 30, "b")
    assert making.begun.wait(10)
    other.leave()
    assert other.place == 0 and ended(other, among) and not waiting.begun.is_set()
    export.leave()
    making.go.set()
    assert making.closed.wait(10) and ended(export, among)
    assert export.done == 0 and export.error is None
    assert among.counts() == (0, 0)


def test_a_taker_who_goes_leaves_it():
    making, among = Slow(), line()
    making.go.set()
    pieces = among.add(making, 30, "a").pieces()
    next(pieces)
    pieces.close()
    third = among.add(Slow(), 30, "b")
    assert third.wait(10)
    third.leave()


@pytest.mark.parametrize(
    ("who", "own"),
    [
        (["a"] * in_turn.MOST_EACH + ["a"], True),
        (["a", "b"] * in_turn.MOST_EACH + ["b"], True),
        ([str(n) for n in range(in_turn.MOST)] + ["new"], False),
        ([str(n // 2) for n in range(in_turn.MOST)] + ["new"], False),
        ([str(n // 3) for n in range(in_turn.MOST)] + ["new"], False),
    ],
)
def test_no_more_are_taken_than_there_is_room_for(who, own):
    among, slow = line(), Slow()
    exports = [among.add(slow, 30, each) for each in who[:-1]]
    with pytest.raises(Full) as full:
        among.add(slow, 30, who[-1])
    assert full.value.own is own
    # Who leaves makes room.
    exports[-1].leave()
    exports[0].leave()
    slow.go.set()
    assert ended(exports[0], among)
    further = among.add(lambda: [b"fine"], 1, who[-1])
    assert b"".join(further.pieces()) == b"fine"


def test_what_making_raises_comes_to_the_taker_and_the_next_is_made():
    def broken() -> Iterator[bytes]:
        yield b"begun"
        raise OSError("No space left on device")

    among = line()
    export, following = among.add(broken, 1, "a"), among.add(lambda: [b"fine"], 1, "b")
    assert ended(export, among)
    with pytest.raises(OSError, match="No space"):
        b"".join(export.pieces())
    assert b"".join(following.pieces()) == b"fine"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("size", [1, 100, 1 << 13, 1 << 16, 1 << 20])
def test_a_full_disk_is_noticed_by_the_file_itself(size, monkeypatch):
    """Also where so little is written that Python would keep it until it is taken."""
    monkeypatch.setattr(tempfile, "TemporaryFile", partial(Path("/dev/full").open, "w+b"))
    among = line()
    export = among.add(lambda: [b"x" * size], 1, "a")
    assert ended(export, among) and scratch.lacks_room(export.error)
    monkeypatch.undo()
    assert b"".join(among.add(lambda: [b"fine"], 1, "a").pieces()) == b"fine"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_workbook_on_a_full_disk(monkeypatch):
    monkeypatch.setattr(tempfile, "TemporaryFile", partial(Path("/dev/full").open, "w+b"))
    with pytest.raises(Exception, match="No space left") as failed:
        list(workbook.stream("A", TODAY, [], [("B", [("C", "D")])]))
    assert scratch.lacks_room(failed.value)
    # What writes the file fails once more when it goes: here, and not in another test.
    del failed
    gc.collect()


def _nowhere() -> None:
    raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")


def _passed_on() -> None:
    try:
        raise OSError(errno.EDQUOT, "Disk quota exceeded")
    except OSError as error:
        raise RuntimeError("not written") from error


@pytest.mark.parametrize(
    ("fails", "for_room"),
    [
        (_nowhere, True),
        (_passed_on, True),
        (lambda: Path("/dev/full").write_bytes(b"x"), True),
        (lambda: Path("/nowhere/font.otf").read_bytes(), False),
        (lambda: Path("/").read_bytes(), False),
        (lambda: int("x"), False),
    ],
)
def test_what_lacks_room_is_told_from_what_lacks_else(fails, for_room):
    with pytest.raises(Exception) as failed:
        fails()
    assert scratch.lacks_room(failed.value) is for_room


def test_a_file_for_which_there_is_no_thread_keeps_nobody_waiting(monkeypatch):
    class Refused(threading.Thread):
        def start(self) -> None:
            raise RuntimeError("can't start new thread")

    among = line()
    monkeypatch.setattr(in_turn, "Thread", Refused)
    export = among.add(lambda: [b"fine"], 1, "a")
    assert export.ended and among.counts() == (0, 0)
    with pytest.raises(RuntimeError, match="new thread"):
        b"".join(export.pieces())
    monkeypatch.undo()
    assert b"".join(among.add(lambda: [b"fine"], 1, "a").pieces()) == b"fine"


def test_rows_of_files_that_are_made_at_once_are_nobody_s():
    in_turn.made(10)


@pytest.mark.parametrize(("rows", "large"), [(0, False), (498, False), (5000, False), (5001, True)])
def test_from_so_many_rows_on_a_file_waits(rows, large):
    assert in_turn.is_large(rows) is large


def test_a_workbook_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.setattr(scratch, "folder", lambda: str(tmp_path))
    assert b"".join(workbook.stream("title", TODAY, [], [("notes", [("a", "b")])]))
    assert not list(tmp_path.iterdir())


def folder(within: Path, name: str) -> Path:
    made = within / f"{scratch._PREFIX}{name}"
    made.mkdir()
    (made / scratch._LOCK).touch()
    (made / "sheet").write_bytes(b"rows")
    return made


def test_files_of_a_killed_process_are_removed_and_no_others(tmp_path):
    gone, alive = folder(tmp_path, "gone"), folder(tmp_path, "alive")
    (tmp_path / "other").mkdir()
    with (alive / scratch._LOCK).open("w") as held:
        assert scratch._is_ours(held)
        scratch.sweep(tmp_path)
        assert not gone.exists() and (alive / "sheet").exists() and (tmp_path / "other").exists()
    scratch.sweep(tmp_path)
    assert not alive.exists()


def test_the_folder_goes_when_the_program_is_told_to_leave(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    scratch.end()
    made = Path(scratch.folder())
    assert made.parent == tmp_path and scratch.folder() == str(made)
    scratch.sweep(tmp_path)
    assert made.exists()
    scratch.end()
    assert not list(tmp_path.iterdir())


def test_a_folder_that_somebody_removed_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    scratch.end()
    shutil.rmtree(scratch.folder())
    made = Path(scratch.folder())
    assert made.is_dir()
    scratch.sweep(tmp_path)
    assert [*tmp_path.iterdir()] == [made]
    scratch.end()


@pytest.mark.parametrize("removed", [False, True])
def test_a_folder_that_another_process_takes_for_a_killed_one_s_is_not_used(
    tmp_path, monkeypatch, removed
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    scratch.end()
    original = scratch._is_ours
    taken: list[Path] = []

    def is_ours(lock):
        if taken:
            return original(lock)
        taken.append(Path(lock.name).parent)
        if removed:
            shutil.rmtree(taken[0])
        return removed

    monkeypatch.setattr(scratch, "_is_ours", is_ours)
    made = Path(scratch.folder())
    assert made.is_dir() and taken and made != taken[0]
    scratch.end()


@pytest.mark.parametrize(
    ("worked", "others", "seconds"),
    # Alone, or nearly: at once. Beside pages: six times as long, and never long without a word.
    [(1.0, 0.0, 0.0), (1.0, 0.1, 0.0), (0.1, 0.5, 0.6), (0.5, 1.0, 3.0), (9.0, 0.2, 5.0)],
)
def test_a_file_lets_pages_go_first(worked, others, seconds):
    assert in_turn.rest(worked, others) == pytest.approx(seconds)


def test_a_file_that_rests_can_be_left(monkeypatch):
    monkeypatch.setattr(in_turn, "rest", lambda _worked, _others: 600.0)
    making, among = Slow(), line()
    making.go.set()
    export = among.add(making, 30, "a")
    with among.moved:
        assert among.moved.wait_for(lambda: export.done, 10)
    export.leave()
    assert ended(export, among) and making.closed.is_set()
    assert 0 <= export.worked < 5
