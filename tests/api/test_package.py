"""The filtered data package is valid, closed under its references, and says what it is."""

import csv
import io
import json
import zipfile

import frictionless
import pytest
from hypothesis import given

from lib.exports.package import closure
from lib.facts.dataset import DATA_FOLDER
from lib.facts.package import NOTES
from tests.api.conftest import same_server
from tests.unit.strategies import data, index, params

QUERIES = {
    "whole": {},
    "whole in another language": {"lang": "ja"},
    "one former province": {"vn": "vn-binh-duong"},
    "as of today": {"vn": "vn-ho-chi-minh-city", "units": "today", "lang": "vi"},
    "renewals": {"kind": "renewal", "lang": "ja"},
    "nothing": {"q": "xyzzy"},
}


def fetched(site, query) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(site.get("/api/v1/package.zip", params=query).content))


def rows(package: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(package.read(f"{name}.csv").decode())))


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_it_is_a_valid_data_package(site, query, tmp_path):
    package = fetched(site, query)
    assert package.testzip() is None
    package.extractall(tmp_path)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5]
    names = {
        resource["path"] for resource in json.loads(package.read("datapackage.json"))["resources"]
    }
    written = {"README.md", "datapackage.json", *(() if {*query} - {"lang"} else NOTES)}
    assert names | written == set(package.namelist())


@same_server
@given(params())
def test_every_reference_leads_somewhere(site, chosen):
    package = fetched(site, chosen)
    ids = {
        name: {row["id"] for row in rows(package, name)}
        for name in ("events", "localities", "sources")
    }
    codes = {name: {row["code"] for row in rows(package, name)} for name in ("kinds", "fields")}
    for event in rows(package, "events"):
        assert {event["vn_id"], event["jp_id"]} <= ids["localities"]
        for column in ("renews", "replaces"):
            assert set(filter(None, event[column].split(";"))) <= ids["events"]
        assert set(filter(None, event["fields"].split(";"))) <= codes["fields"]
        assert event["kind"] in codes["kinds"]
    for unit in rows(package, "localities"):
        assert unit["parent_id"] in ids["localities"] | {""}
    for step in rows(package, "successions"):
        assert {step["predecessor_id"], step["successor_id"]} <= ids["localities"]
        assert step["source_id"] in ids["sources"] | {""}
    evidence = [(row["event_id"], row["source_id"]) for row in rows(package, "evidence")]
    assert {event for event, _ in evidence} <= ids["events"]
    assert {source for _, source in evidence} <= ids["sources"]
    for lang in ("vi", "ja"):
        assert {row["id"] for row in rows(package, f"events.{lang}")} == ids["events"]
        keys = [(row["event_id"], row["source_id"]) for row in rows(package, f"evidence.{lang}")]
        assert keys == evidence


def test_it_holds_no_more_than_it_needs(site):
    package = fetched(site, {"vn": "vn-hai-phong"})
    events = rows(package, "events")
    assert len(events) < 60
    cited = {row["source_id"] for row in rows(package, "evidence")}
    cited |= {row["source_id"] for row in rows(package, "successions")}
    assert {row["id"] for row in rows(package, "sources")} == cited


def test_without_a_filter_it_is_the_whole_data_set_byte_for_byte(site):
    package = fetched(site, {})
    files = {name: package.read(name) for name in package.namelist() if name != "README.md"}
    assert files == dict(data().files)
    assert {"boundaries/vn-63.geojson", "CHANGES.md", "ERRATA.md", "changes.csv"} <= files.keys()


def test_rows_of_a_cut_package_are_those_of_the_data_set(site):
    package = fetched(site, {"vn": "vn-hai-phong"})
    for name in ("events", "events.ja", "evidence", "localities", "sources", "successions"):
        text = (DATA_FOLDER / f"{name}.csv").read_text(encoding="utf-8")
        want = list(csv.DictReader(io.StringIO(text)))
        assert all(row in want for row in rows(package, name))


@pytest.mark.parametrize("column", ["renews", "replaces"])
def test_what_a_kept_document_follows_comes_along(column):
    follows = data().events[column].to_dict()
    later = next(str(key) for key, earlier in follows.items() if earlier)
    kept = closure(frozenset({later}), index().dataset)
    assert kept.selection == {later}
    assert set(follows[later]) <= kept.events


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
def test_the_readme_says_what_the_package_is(site, lang):
    query = {"vn": "vn-hai-phong", "lang": lang}
    text = fetched(site, query).read("README.md").decode()
    assert data().full_name("vn-hai-phong", lang) in text
    assert "/records?vn=vn-hai-phong" in text
    assert "/api/v1/package.zip?vn=vn-hai-phong" in text
    assert data().version in text
    assert "CC BY 4.0" in text
