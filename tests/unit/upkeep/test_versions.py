"""changes.csv is what a comparison of the versions says, and each version is kept whole."""

import shutil

import pytest

from lib.checks import check, errors
from lib.facts import archive, history
from lib.facts.dataset import DATA_FOLDER, load_dataset
from lib.facts.history import Change
from lib.upkeep import versions
from tests.unit import strategies
from tests.unit.checks.package import Copy

DATA = strategies.data()


def test_the_table_is_up_to_date():
    assert versions.compared(DATA) == DATA.changes.to_dict("records"), "run `make changes`"


@pytest.mark.parametrize("version", [v for v in DATA.versions.index if v != DATA.version])
def test_each_earlier_version_is_kept_and_can_be_loaded(version, tmp_path):
    content = DATA.archives[version]
    assert len(content) < 1 << 20
    for path, body in archive.unpack(content).items():
        (tmp_path / path).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / path).write_bytes(body)
    earlier = load_dataset(tmp_path)
    assert earlier.version == version
    assert str(earlier.package.created) == DATA.versions["date"][version]


def test_an_archive_has_the_same_bytes_each_time():
    day = DATA.package.created
    packed = archive.pack(DATA.files, day)
    assert packed == archive.pack(dict(DATA.files), day)
    assert archive.unpack(packed) == dict(DATA.files)


@pytest.fixture
def copy(tmp_path):
    return Copy(DATA_FOLDER, tmp_path)


def drop_evidence(copy):
    copy.drop("evidence", "vj0003,s0045")
    copy.drop("evidence.vi", "vj0003,s0045")
    copy.drop("evidence.ja", "vj0003,s0045")


def drop_record(copy):
    for table in ("events", "events.vi", "events.ja"):
        copy.drop(table, "vj0003")
    for table in ("evidence", "evidence.vi", "evidence.ja"):
        lines = [line for line in copy.lines(table) if not line.startswith("vj0003,")]
        copy.write(f"{table}.csv", "".join(f"{line}\n" for line in lines).encode())


@pytest.mark.parametrize(
    ("do", "expected"),
    [
        (lambda copy: None, []),
        (
            lambda copy: copy.cells("events", "vj0003", title="Training", date="2014"),
            [("events", "vj0003", "date", "corrected"), ("events", "vj0003", "title", "corrected")],
        ),
        (
            lambda copy: copy.cells("events.ja", "vj0003", title="研修"),
            [("events.ja", "vj0003", "title", "corrected")],
        ),
        (drop_evidence, [("evidence", "vj0003/s0045", "", "withdrawn")]),
        (drop_record, [("events", "vj0003", "", "withdrawn")]),
        (
            lambda copy: copy.copy_row("sources", "s0001", "s9999"),
            [("sources", "s9999", "", "added")],
        ),
    ],
)
def test_a_comparison_names_what_changed_and_no_more(copy, do, expected):
    do(copy)
    new = load_dataset(copy.folder).files
    assert history.compare(DATA.files, new) == [Change(*each) for each in expected]


def test_columns_and_tables_that_come_or_go_are_one_change_each():
    old = archive.unpack(DATA.archives["0.1.0"])
    new = archive.unpack(DATA.archives["0.2.0"])
    schema = [c for c in history.compare(old, new) if not c.id]
    assert Change("successions", "", "legal_basis", "withdrawn") in schema
    assert Change("sources", "", "publisher_vi", "added") in schema
    back = history.compare(new, old)
    assert Change("sources", "", "publisher_vi", "withdrawn") in back
    assert Change("links", "", "", "added") in history.compare(new, DATA.files)


def test_a_new_version_keeps_the_reasons_and_says_what_lacks_one(copy):
    before = (copy.folder / "changes.csv").read_bytes()
    expected = [row["id"] for row in versions.record(copy.folder)]
    assert (copy.folder / "changes.csv").read_bytes() == before
    copy.cells("events", "vj0003", title="Training")
    lacking = versions.record(copy.folder)
    assert [row["id"] for row in lacking if row["id"] not in expected] == ["vj0003"]
    assert not errors(check(copy.folder))


def test_a_version_that_is_not_kept_is_named(copy):
    shutil.rmtree(copy.folder / "versions")
    with pytest.raises(ValueError, match=r"0\.1\.0 is not archived"):
        versions.record(copy.folder)


def test_days_of_records():
    added, changed = history.added_on(DATA), history.changed_on(DATA)
    assert set(added) == set(DATA.events.index) == set(changed)
    assert str(added["vj0001"]) == "2026-11-22"
    assert str(added["vj0415"]) == str(changed["vj0415"]) == "2026-11-26"
    assert str(added["vj0269"]) == "2026-11-22"
    assert str(changed["vj0269"]) == "2026-11-26"
    assert all(changed[key] >= day for key, day in added.items())
