"""A running server goes over to what its folder holds once that is whole and sound."""

import shutil
from threading import Event

import pytest

from lib import checks
from lib.facts.dataset import DATA_FOLDER, load_dataset
from lib.site import data_watch, store
from lib.site.data_watch import DataWatch


@pytest.fixture
def folder(tmp_path, monkeypatch):
    copy = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, copy, ignore=shutil.ignore_patterns("build", "versions"))
    monkeypatch.setenv("VJ_DATA", str(copy))
    assert store.load() is not None
    yield copy
    monkeypatch.undo()
    store.load()


@pytest.fixture
def checked(monkeypatch):
    """How often the folder was checked."""
    calls = []
    check = checks.check

    def counted(*asked):
        calls.append(asked)
        return check(*asked)

    monkeypatch.setattr("lib.checks.check", counted)
    return calls


def edit(folder, file, old, new):
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def in_use():
    data = store.load()
    assert data is not None
    return data


def title():
    return in_use().events.at["vj0141", "title_en"]


def test_a_new_edition_is_prepared_and_then_served_and_a_broken_one_is_not(folder, checked, caplog):
    prepared = []
    watch = DataWatch(lambda edition: prepared.append((edition, in_use().edition)))
    watch.look()
    assert (checked, prepared) == ([], [])

    # Half-written: each look finds another state, and none of them is read.
    whole = (folder / "events.csv").read_bytes()
    for part in (2, 1):
        (folder / "events.csv").write_bytes(whole[: len(whole) // part])
        watch.look()
    assert checked == []

    # Left in that state it is read once: here it is what it was.
    for _ in range(3):
        watch.look()
    assert len(checked) == 1

    old = in_use()
    edit(folder, "events.csv", "Exchange agreement", "Exchange agreement NEW")
    for _ in range(3):
        watch.look()
    new = in_use()
    assert "NEW" in title()
    # While it was made ready, everybody was served from the one before.
    assert prepared == [(new.edition, old.edition)]
    assert store.dataset(old.edition) is old

    edit(folder, "events.csv", ",sister_city,", ",sister_citty,")
    for _ in range(3):
        watch.look()
    assert store.load() is new
    assert store.refused() > 0
    assert "stays in use" in caplog.text
    assert len(checked) == 3

    edit(folder, "events.csv", ",sister_citty,", ",sister_city,")
    for _ in range(2):
        watch.look()
    assert store.load() is new
    assert store.refused() == 0


def test_an_edition_that_is_back_is_kept_for_those_who_look_at_it(folder):
    watch, first, name = DataWatch(), in_use(), "Exchange agreement"
    for before, after, back in ((name, f"{name} B", False), (f"{name} B", name, True)):
        edit(folder, "events.csv", before, after)
        for _ in range(3):
            watch.look()
        assert (in_use() is first) is back
    edit(folder, "events.csv", name, f"{name} C")
    for _ in range(3):
        watch.look()
    assert in_use() is not first
    assert store.dataset(first.edition) is first


def test_a_folder_that_goes_leaves_the_edition_in_use(folder, checked):
    watch = DataWatch()
    data = store.load()
    folder.rename(folder.with_name("away"))
    for _ in range(3):
        watch.look()
    assert store.load() is data
    assert store.refused() > 0
    folder.with_name("away").rename(folder)
    for _ in range(2):
        watch.look()
    assert store.load() is data
    assert store.refused() == 0


def test_a_folder_that_changes_while_it_is_read_is_not_gone_over_to(folder, monkeypatch):
    watch, data = DataWatch(), store.load()
    edit(folder, "events.csv", "Exchange agreement", "Exchange agreement NEW")

    def meanwhile(read):
        edit(folder, "sources.csv", ",official,", ",press,")
        return load_dataset(read)

    with monkeypatch.context() as patch:
        patch.setattr(store, "load_dataset", meanwhile)
        for _ in range(2):
            watch.look()
        assert store.load() is data
    for _ in range(2):
        watch.look()
    assert "NEW" in title()


def test_a_look_that_fails_is_not_the_last(folder, monkeypatch, caplog):
    class Twice(Event):
        left = 2

        def wait(self, timeout=None):
            self.left -= 1
            return self.left < 0

    watch, looks = DataWatch(), []

    def fail():
        looks.append(1)
        raise OSError("the disk is away")

    monkeypatch.setattr(watch, "look", fail)
    watch.run(Twice())
    assert len(looks) == 2
    assert data_watch.EVERY <= 2
    assert "could not be looked at" in caplog.text
