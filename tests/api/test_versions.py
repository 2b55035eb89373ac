"""Each version stays where it is, and what changed between them is told."""

import io
import zipfile
from html import unescape

import feedparser  # type: ignore[import-untyped]
import pytest

from lib.facts.history import with_records
from tests.unit import strategies

DATA = strategies.data()
LAST = DATA.version
CHANGES = with_records(DATA.changes)


@pytest.mark.parametrize("version", list(DATA.versions.index))
def test_each_version_is_at_an_address_of_its_own(site, version):
    answer = site.get(f"/api/v1/versions/{version}/package.zip")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    package = zipfile.ZipFile(io.BytesIO(answer.content))
    assert package.testzip() is None
    assert f'"version": "{version}"' in package.read("datapackage.json").decode()
    assert "events.csv" in package.namelist()
    if version in DATA.archives:
        assert answer.content == DATA.archives[version]


@pytest.mark.parametrize("version", ["0.9.0", "9", "latest", "0.2.0.zip", "..%2f..", "%0a"])
def test_a_version_that_never_was_is_named(site, version):
    answer = site.get(f"/api/v1/versions/{version}/package.zip")
    assert answer.status_code == 404
    if answer.json().get("allowed"):
        assert LAST in answer.json()["allowed"]
        assert "There is no data version" in answer.json()["detail"]


def test_the_table_of_changes_is_that_of_the_data(site):
    page = site.get("/api/v1/changes.json", params={"limit": 1000}).json()
    assert page["meta"]["total"] == len(CHANGES)
    row = next(row for row in page["data"] if row["version"] == "0.2.0")
    assert row["date"] == "2026-11-22"
    assert row["reason"].startswith("No fact is changed")
    following = page["meta"]["next"]
    seen = {row["id"] for row in page["data"]}
    while following:
        page = site.get(following).json()
        seen |= {row["id"] for row in page["data"]}
        following = page["meta"]["next"]
    assert len(seen) == len(CHANGES)


def test_a_filter_leaves_the_changes_of_its_records(site):
    query = {"vn": "vn-hai-phong", "limit": 1000, "lang": "ja"}
    records = site.get("/api/v1/events.json", params=query).json()["data"]
    found = site.get("/api/v1/changes.json", params=query).json()["data"]
    assert {row["record"] for row in found} <= {row["id"] for row in records}
    assert {row["change_label"] for row in found} <= {"追加", "訂正"}
    assert found


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
def test_the_feed_of_changes_is_read_by_a_reader(site, lang):
    answer = site.get("/changes.xml", params={"lang": lang, "jp": "jp-kagawa"})
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert feed.feed.updated == f"{DATA.versions['date'].iloc[-1]}T00:00:00Z"
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len(set(ids))
    assert len([e for e in feed.entries if not e.link.endswith("#version")])
    days = [entry.updated for entry in feed.entries]
    assert days == sorted(days, reverse=True)
    assert all(entry.title and entry.summary for entry in feed.entries)


def test_a_link_of_an_earlier_version_says_what_changed_of_the_record(site):
    own = CHANGES[(CHANGES["record"] == "vj0269") & (CHANGES["version"] == "0.3.0")]
    reason = next(text for text in own["reason_en"] if text)
    text = site.get("/r/vj0269", params={"v": "0.2.0"}).text
    assert "This link is of data version 0.2.0" in text
    assert reason in unescape(text)
    assert "/api/v1/versions/0.2.0/package.zip" in text
    assert "This link is of" not in site.get("/r/vj0269", params={"v": LAST}).text
    assert "This link is of" not in site.get("/r/vj0269").text


def test_a_record_that_has_not_changed_says_so(site):
    changed = set(CHANGES["record"][CHANGES["version"] != "0.2.0"])
    same = next(key for key in DATA.events.index if key not in changed)
    text = site.get(f"/r/{same}", params={"v": "0.2.0"}).text
    assert "Nothing of this record has changed since." in text


@pytest.mark.parametrize("path", ["/r/vj0269", "/api/v1/events.csv", "/feed.xml"])
@pytest.mark.parametrize("version", ["9.9.9", "0.2", "<b>", "0.2.0 ", ""])
def test_a_version_in_a_link_that_never_was_is_refused_by_name(site, path, version):
    answer = site.get(path, params={"v": version})
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert error["parameter"] == "v"
    assert error["detail"] == "There is no such data version."
    assert LAST in error["allowed"]


def test_answers_are_of_the_present_version_and_say_where_an_earlier_one_is(site):
    assert site.get("/api/v1/events.csv", params={"v": LAST}).status_code == 200
    [error] = site.get("/api/v1/events.csv", params={"v": "0.2.0"}).json()["errors"]
    assert site.get(error["lookup"]).status_code == 200
