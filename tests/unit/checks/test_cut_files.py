"""A file of the package that was cut off is named, whatever its kind and wherever it was cut."""

import os
import shutil
from datetime import date

import pytest

from lib import checks
from lib.facts.dataset import DATA_FOLDER

TODAY = date(2026, 11, 22)
FILES = [
    *("events.csv", "events.ja.csv", "sources.csv", "localities.csv", "names.csv"),
    *("datapackage.json", "counts.json", "boundaries/jp-47.geojson", "boundaries/vn-34.geojson"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The package as links, of which one at a time is another file."""
    copy = tmp_path_factory.mktemp("cut") / "data"
    ignored = shutil.ignore_patterns("build", "versions")
    shutil.copytree(DATA_FOLDER, copy, copy_function=os.symlink, ignore=ignored)
    return copy


@pytest.mark.parametrize("left", [0.5, 0.0])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_cut_off_is_named(folder, name, left):
    whole = (DATA_FOLDER / name).read_bytes()
    # In the middle of a line.
    at = int(len(whole) * left)
    while at and (whole[at - 1 : at] == b"\n" or whole[at : at + 1] == b"\n"):
        at += 1
    (folder / name).unlink()
    (folder / name).write_bytes(whole[:at])
    try:
        found = checks.errors(checks.check(folder, TODAY))
    finally:
        (folder / name).unlink()
        (folder / name).symlink_to(DATA_FOLDER / name)
    assert name in {finding.file for finding in found}
