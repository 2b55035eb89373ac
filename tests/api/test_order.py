"""Rows come by the number of their identifiers, in pages and in files, also beyond vj9999."""

import csv
import io
import shutil
import zipfile

import pytest

from lib.facts.dataset import DATA_FOLDER, load_dataset
from lib.facts.identifiers import in_order

RENAMED = {"vj0001": "vj10000", "vj0002": "vj9999", "vj0003": "vj100001", "s0001": "s10000"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The data with identifiers of other lengths."""
    folder = tmp_path_factory.mktemp("long") / "data"
    shutil.copytree(DATA_FOLDER, folder, ignore=shutil.ignore_patterns("build"))
    for file in folder.glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        for old, new in RENAMED.items():
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def get(site, folder, monkeypatch):
    monkeypatch.setenv("VJ_DATA", str(folder))
    return lambda path: site.get(path).raise_for_status()


def pages(get, path):
    """The ids of all pages, one after the other."""
    found, following = [], path
    while following:
        page = get(following).json()
        found += [row["id"] for row in page["data"]]
        following = page["meta"]["next"]
    return found


@pytest.mark.parametrize("table", ["events", "sources"])
@pytest.mark.parametrize("limit", [100, 137, 1000])
def test_pages_lead_once_through_all_rows_in_order(get, folder, table, limit):
    wanted = in_order(getattr(load_dataset(folder), table).index)
    assert wanted[-1] in ("vj100001", "s10000")
    assert pages(get, f"/api/v1/{table}.json?limit={limit}") == wanted


def test_a_page_begins_after_its_cursor(get):
    after = get("/api/v1/events.json?cursor=vj9999").json()["data"]
    assert [row["id"] for row in after] == ["vj10000", "vj100001"]


@pytest.mark.parametrize("table", ["events", "sources"])
def test_files_have_the_same_order(get, table):
    rows = csv.DictReader(io.StringIO(get(f"/api/v1/{table}.csv").content.decode("utf-8-sig")))
    ids = list(dict.fromkeys(row["id"] for row in rows))
    assert ids == in_order(ids)
    assert ids[-1] in ("vj100001", "s10000")


def test_the_selection_of_the_package_has_it_too(get):
    with zipfile.ZipFile(
        io.BytesIO(get("/api/v1/package.zip?units=signed&kind=tie&kind=programme").content)
    ) as archive:
        ids = archive.read("selection.csv").decode().split()[1:]
    assert ids[-3:] == ["vj9999", "vj10000", "vj100001"]
