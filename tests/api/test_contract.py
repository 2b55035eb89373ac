"""The pages, the exports and each format of the API give the same records for the same URL."""

import csv
import io
import json
import zipfile

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.counting.partnerships import totals
from lib.exports import reader_files
from lib.facts.localities import pair_id
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
        assert row["records"] == len(have & set(everything.dataset.events.index[mask]))
    if chosen:
        assert all(row["records"] for row in rows)
    else:
        assert len(rows) == len(everything.dataset.localities)


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
