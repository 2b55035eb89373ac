"""Tasks of whoever works with the data: each answer is that of the tables."""

import csv
import io
import re
import zipfile
from html import unescape
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import pytest

from lib.counting import partnerships
from lib.filter import filters
from lib.filter.filters import Filter
from tests.unit.strategies import data, index

API = "/api/v1"


def kept(**chosen: list[str]):
    return filters.select(Filter.of(chosen), index())


def rows(site, address: str, **params: object) -> list[dict[str, str]]:
    answer = site.get(f"{API}/{address}", params=params)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_the_documents_on_water_since_2010(site):
    asked = {"field": "water", "from": "2010", "only": "signed"}
    found = rows(site, "events.csv", **asked)
    assert [row["id"] for row in found] == list(
        kept(field=["water"], **{"from": ["2010"]}, only=["signed"]).index
    )


def test_all_records_in_pages_of_a_hundred(site):
    found: list[str] = []
    address = f"{API}/events.json?limit=100"
    while address:
        answer = site.get(address).json()
        found += [row["id"] for row in answer["data"]]
        following = answer["meta"]["next"]
        parts = urlsplit(following or "")
        address = f"{parts.path}?{parts.query}" if following else ""
        assert not following or dict(parse_qsl(parts.query))["limit"] == "100"
    assert found == list(index().dataset.events.index)


def test_provinces_can_be_added_up(site):
    found = rows(site, "localities.csv")
    held = [row for row in found if row["level"] in ("province", "municipality")]
    assert sum(int(row["records"]) for row in held) == len(index().dataset.events)
    counted = {row["count_as"] for row in held if int(row["documents"])}
    meta = site.get(f"{API}/localities.json", params={"limit": 1}).json()["meta"]
    assert len(counted) == meta["counts"]["provinces"]


def test_partnerships_and_ties_are_two_lists_and_never_one(site):
    events = index().dataset.events
    totals = partnerships.totals(events)
    pairs = {row["id"] for row in rows(site, "partnerships.csv")}
    ties = {row["id"] for row in rows(site, "ties.csv")}
    assert not pairs & ties
    assert (len(pairs), len(ties)) == (totals.partnerships, totals.ties)


def test_every_record_can_be_joined_with_its_sources(site):
    whole = zipfile.ZipFile(io.BytesIO(site.get(f"{API}/package.zip").content))
    tables = {
        name: list(csv.DictReader(io.StringIO(whole.read(f"{name}.csv").decode("utf-8-sig"))))
        for name in ("events", "evidence", "sources")
    }
    cited = {row["event_id"] for row in tables["evidence"]}
    assert cited == {row["id"] for row in tables["events"]} == set(data().events.index)
    known = {row["id"] for row in tables["sources"]}
    assert {row["source_id"] for row in tables["evidence"]} <= known


def test_what_changed_since_the_version_of_an_older_article(site):
    changes = rows(site, "changes.csv")
    since = [row for row in changes if row["version"] == data().version]
    assert since and all(row["reason"] for row in since)


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
def test_a_map_for_an_article_says_its_source(site, lang):
    answer = site.get("/map.svg", params={"jp": "jp-kagawa", "lang": lang, "size": "16x9"})
    said = "".join(ElementTree.fromstring(answer.content).itertext())
    assert "CC BY 4.0" in said and data().version in said


def test_what_an_official_list_contradicts(site):
    found = rows(site, "events.csv", contradicted="yes", only="signed")
    assert {"vj0073", "vj0156", "vj0310"} <= {row["id"] for row in found}
    assert all(row["contradicted"] == "true" for row in found)


def test_a_fact_is_cited_by_its_own_address(site):
    text = site.get("/r/vj0141", params={"lang": "ja"}).text
    cited = {unescape(each) for each in re.findall(r"/r/vj0141\?([^\s\"<,}]+)", text)}
    assert {"v": data().version, "lang": "ja"} in [dict(parse_qsl(each)) for each in cited]
