"""The pages, the exports and each format of the API give the same records for the same URL."""

import csv
import io
import json
import zipfile
from dataclasses import asdict

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.counting import coverage, profile
from lib.counting.partnerships import pairs, totals
from lib.exports import reader_files
from lib.exports.tables import TABLES
from lib.facts.localities import COUNTRIES, pair_id
from lib.facts.perspective import Units
from lib.filter import filters
from lib.filter.parameters import PARAMETERS
from lib.language.i18n import LANGUAGES
from tests.api.conftest import same_server
from tests.unit.exports.views import LINKS
from tests.unit.exports.views import view as given_view
from tests.unit.strategies import index, params

views = st.tuples(params(), st.sampled_from(list(Units)), st.sampled_from(list(LANGUAGES)))


def asked(view) -> dict:
    chosen, units, lang = view
    return {**chosen, "units": [str(units)], "lang": [lang]}


def selected(view):
    """What the pages show."""
    chosen, units, _ = view
    found, problems = filters.parse(chosen, index(units))
    assert not problems
    return filters.select(found, index(units))


def json_ids(site, table, query) -> list[str]:
    ids: list[str] = []
    url = f"/api/v1/{table}.json"
    page = site.get(url, params={**query, "limit": 150})
    while True:
        assert page.status_code == 200, page.text
        answer = page.json()
        ids += [row["id"] for row in answer["data"]]
        assert answer["meta"]["count"] == len(answer["data"])
        if not answer["meta"]["next"]:
            assert answer["meta"]["total"] == len(ids)
            return ids
        page = site.get(answer["meta"]["next"])


def file_ids(site, table, form, query) -> list[str]:
    answer = site.get(f"/api/v1/{table}.{form}", params=query)
    assert answer.status_code == 200, answer.text
    return READERS[form](answer.content)


def csv_ids(data: bytes) -> list[str]:
    return [row["id"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))]


def xlsx_ids(data: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets[0]
    return [row[0] for row in sheet.iter_rows(min_row=2, max_col=1, values_only=True) if row[0]]


READERS = {
    "csv": csv_ids,
    "xlsx": xlsx_ids,
    "parquet": lambda data: pq.read_table(io.BytesIO(data))["id"].to_pylist(),
    "geojson": lambda data: [f["properties"]["id"] for f in json.loads(data)["features"]],
}


# A file of all kinds comes up among the examples; each example asks for one.
forms = st.sampled_from(["csv", "geojson", "parquet", "xlsx"])


@same_server
@given(views, forms)
def test_events_are_those_of_the_pages_in_each_format(site, view, form):
    events = selected(view)
    want = list(events.index)
    assert json_ids(site, "events", asked(view)) == want
    assert file_ids(site, "events", form, asked(view)) == want
    seen = given_view(filters.parse(view[0], index(view[1]))[0], view[2], index(view[1]))
    exported = reader_files.events_csv(seen, LINKS)
    rows = csv.reader(io.StringIO(exported.decode("utf-8-sig")))
    assert [row[0] for row in rows][1:] == want


@same_server
@given(views, forms)
def test_partnerships_are_those_that_the_pages_count(site, view, form):
    events = selected(view)
    signed = events[events["signed"]]
    want = sorted({pair_id(*p) for p in zip(signed["vn_id"], signed["jp_id"], strict=True)})
    assert len(want) == totals(events).partnerships
    assert json_ids(site, "partnerships", asked(view)) == want
    assert file_ids(site, "partnerships", form, asked(view)) == want


@same_server
@given(views)
def test_a_locality_has_the_records_that_filtering_by_it_gives(site, view):
    chosen, units, _ = view
    rows = site.get("/api/v1/localities.json", params={**asked(view), "limit": 1000}).json()["data"]
    have = set(selected(view).index)
    everything = index(units)
    for row in rows[:: max(1, len(rows) // 5)]:
        side = row["country"].lower()
        mask = PARAMETERS[side].mask((row["id"],), everything)
        # As of today what a former unit signed counts with the one that holds it.
        assert row["counted"] == (row["id"] not in everything.dataset.successors)
        own = set(everything.dataset.events.index[mask]) if row["counted"] else set()
        assert row["records"] == len(have & own)
    if chosen:
        assert all(row["records"] for row in rows)
    else:
        assert len(rows) == len(everything.dataset.localities)


@same_server
@given(views)
def test_what_is_counted_is_the_same_on_cards_in_tables_and_in_files(site, view):
    events, dataset = selected(view), index(view[1]).dataset
    query = asked(view)
    told = {
        json.dumps(
            site.get(f"/api/v1/{table}.json", params={**query, "limit": 1}).json()["meta"]["counts"]
        )
        for table in TABLES
    }
    (counts,) = map(json.loads, told)
    # What the cards show.
    assert counts.items() >= asdict(totals(events)).items()
    linked = pairs(events, dataset.top)
    for name, country in (("provinces", "VN"), ("prefectures", "JP")):
        assert counts[name] == coverage.with_document(linked, dataset, country)
    # What the files hold.
    rows = {
        table: csv_rows(site, table, query) for table in ("events", "partnerships", "localities")
    }
    signed = [row for row in rows["events"] if row["signed"] == "true"]
    assert counts["records"] == len(rows["events"])
    assert counts["documents"] == len(signed)
    assert counts["undated"] == sum(not row["date"] for row in signed)
    assert counts["contradicted"] == sum(row["contradicted"] == "true" for row in signed)
    assert counts["partnerships"] == len(rows["partnerships"])
    assert counts["running_partnerships"] == sum(
        r["running"] == "true" for r in rows["partnerships"]
    )
    for name in ("documents", "undated", "contradicted"):
        assert counts[name] == sum(int(row[name]) for row in rows["partnerships"])
    for name, country in (("provinces", "VN"), ("prefectures", "JP")):
        levels = COUNTRIES[country].provinces
        units = [r for r in rows["localities"] if r["country"] == country and r["level"] in levels]
        # Hue counts once.
        assert counts[name] == len({r["count_as"] for r in units if int(r["documents"])})
        if country == "VN":
            assert sum(int(row["documents"]) for row in units) == counts["documents"]
    for row in rows["localities"][:: max(1, len(rows["localities"]) // 4)]:
        side = row["country"].lower()
        mask = PARAMETERS[side].mask((row["id"],), index(view[1]))
        own = events[events.index.isin(dataset.events.index[mask])]
        if row["counted"] == "true":
            found = profile.counterparts(profile.partners(own, side))
            names = ("partners", "running_partners", "ties")
            assert [int(row[name]) for name in names] == [found.partners, found.running, found.ties]


def csv_rows(site, table, query) -> list[dict[str, str]]:
    answer = site.get(f"/api/v1/{table}.csv", params=query)
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("units", list(Units))
def test_who_has_nothing_in_the_view_is_a_list_too(site, units):
    query = {"units": str(units), "jp": "jp-nagasaki"}
    asked = {**query, "found": "none", "limit": 1000}
    rows = site.get("/api/v1/localities.json", params=asked).json()["data"]
    assert all(row["records"] == 0 and row["region"] for row in rows)
    provinces = [row["id"] for row in rows if row["country"] == "VN"]
    # Nagasaki has records with Quang Nam, Da Nang and Ca Mau; Hue counts once among the 63.
    assert len(provinces) == (34 - 2 if units is Units.TODAY else 63 - 3)
    assert len(rows) - len(provinces) == 47 - 1
    others = {
        found: {row["id"] for row in csv_rows(site, "localities", {**query, "found": found})}
        for found in ("documents", "ties")
    }
    assert others["documents"] and not others["documents"] & others["ties"]


def test_a_result_that_is_empty_says_without_what_it_would_not_be(site):
    query = {"vn": "vn-hai-phong", "jp": "jp-nagasaki"}
    meta = site.get("/api/v1/events.json", params=query).json()["meta"]
    assert meta["total"] == 0
    for name, count in meta["without"].items():
        rest = {key: value for key, value in query.items() if key != name}
        assert site.get("/api/v1/events.json", params=rest).json()["meta"]["total"] == count > 0
    assert set(meta["without"]) == set(query)
    assert "without" not in site.get("/api/v1/events.json?limit=1").json()["meta"]


@same_server
@given(views)
def test_sources_are_those_that_the_events_cite(site, view):
    evidence = index().dataset.evidence
    cited = set(evidence["source_id"][evidence["event_id"].isin(selected(view).index)])
    found = set(file_ids(site, "sources", "csv", asked(view)))
    assert found == (cited if view[0] else set(index().dataset.sources.index))


@same_server
@given(views)
def test_the_package_names_the_same_events(site, view):
    data = site.get("/api/v1/package.zip", params=asked(view)).content
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        # Without a filter all events are selected.
        name = "selection.csv" if view[0] else "events.csv"
        lines = [line.split(",")[0] for line in package.read(name).decode().splitlines()]
    assert lines == ["id", *selected(view).index]


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("table", ["events", "partnerships", "localities"])
def test_all_formats_hold_all_rows(site, table, form):
    assert file_ids(site, table, form, {}) == json_ids(site, table, {})


@pytest.mark.parametrize("units", list(Units))
def test_status_grade_and_formality_are_those_of_the_pages(site, units):
    query = {"units": str(units), "limit": 1000}
    rows = site.get("/api/v1/events.json", params=query).json()["data"]
    events = index(units).dataset.events
    for name in ("grade", "formality", "pair_formality", "signed", "vn_id", "jp_id", "clair"):
        assert [row[name] for row in rows] == events[name].tolist()
    assert [row["status"] or "" for row in rows] == events["status"].tolist()
    assert [row["vn_signed_id"] for row in rows] == events["vn_signed"].tolist()
