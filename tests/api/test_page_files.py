"""Lists of pages as files: for readers, in the order of the page; and the data of charts."""

import csv
import io

import openpyxl
import pytest

from lib.api import limited
from lib.api.observed import kind
from lib.charts import of_view
from lib.counting import ordering, quality
from lib.counting.ordering import Order
from lib.facts.perspective import Units
from lib.filter import filters
from lib.filter.filters import Filter
from lib.pictures.drawings import CHARTS
from lib.site import store
from lib.site.view import View
from lib.style.context import Context
from lib.style.palette import LIGHT
from tests.api.test_pictures import query
from tests.unit.strategies import index

DATA = ["/map.csv", *(f"/chart/{name}.csv" for name in CHARTS)]
FILES = ["/records.csv", "/records.xlsx", "/evidence.csv"]


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("order", [*Order])
def test_the_records_in_an_order_with_their_permanent_links(site, order):
    asked = {"jp": "jp-kagawa", "lang": "ja", "sort": str(order), "units": "signed"}
    base = str(site.base_url).rstrip("/")
    events = filters.select(Filter.of({"jp": ["jp-kagawa"]}), index())
    ids = list(ordering.ids(events, order, index(), "ja"))
    answer = site.get("/records.csv", params=asked)
    name = "vietnam-japan-partnerships_jp-kagawa_"
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="{name}')
    body = rows(answer.content)[1:]
    assert [row[0] for row in body] == ids
    assert [row[-1] for row in body] == [f"{base}/r/{key}?lang=ja" for key in ids]
    book = openpyxl.load_workbook(io.BytesIO(site.get("/records.xlsx", params=asked).content))
    assert [cell.value for cell in book.worksheets[0]["A"][1:]] == ids
    notes = [cell.value for cell in book.worksheets[-1]["B"]]
    assert any(str(note).endswith("/records?jp=jp-kagawa&units=signed&lang=ja") for note in notes)


@pytest.mark.parametrize("gap", sorted(quality.ISSUES))
def test_a_list_of_the_evidence(site, gap):
    listed = quality.find(gap, index().dataset.events, index().dataset.evidence)
    body = rows(site.get("/evidence.csv", params={"gap": gap, "units": "signed"}).content)[1:]
    assert [row[0] for row in body] == list(listed.index)


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
@pytest.mark.parametrize("address", DATA)
def test_the_data_of_each_chart_has_rows_as_wide_as_its_headings(site, address, lang):
    answer = site.get(address, params=query(address, lang=lang))
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-language"] == lang
    headings, *body = rows(answer.content)
    assert body and all(headings) and {len(row) for row in body} == {len(headings)}


@pytest.mark.parametrize("filtered", [{"q": "zzzz"}, {"kind": "visit"}, {"only": "signed"}])
@pytest.mark.parametrize("address", DATA)
def test_where_there_is_nothing_to_draw_the_headings_are_left(site, address, filtered):
    answer = site.get(address, params=query(address, lang="en", **filtered))
    assert answer.status_code == 200, answer.text
    assert rows(answer.content)[0]


def test_the_data_is_that_of_the_chart_on_the_page(site):
    view = View(store.viewpoint(Units.SIGNED), Filter.of({"vn": ["vn-hai-phong"]}), "vi")
    asked = {"vn": "vn-hai-phong", "lang": "vi", "units": "signed"}
    context = Context(view.words, LIGHT, view.sentence, view.dataset.version, view.today)
    chart = of_view.signings(view, context)
    shown = [list(chart.data.columns), *chart.data.astype(str).to_numpy().tolist()]
    assert rows(site.get("/chart/signings.csv", params=asked).content) == shown


@pytest.mark.parametrize(
    ("address", "asked", "named"),
    [
        ("/records.csv", {"sort": "money"}, "sort"),
        ("/records.xlsx", {"vn": "vn-atlantis"}, "vn"),
        ("/evidence.csv", {"gap": "date"}, "gap"),
        ("/chart/signings.csv", {"size": "a4"}, "size"),
        ("/map.csv", {"year": "1492"}, "year"),
        ("/chart/locality-lanes.csv", {}, "id"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(site, address, asked, named):
    answer = site.get(address, params=asked)
    assert answer.status_code == 400
    assert named in [error["parameter"] for error in answer.json()["errors"]]


@pytest.mark.parametrize("address", [*DATA, *FILES])
def test_it_is_kept_by_its_etag(site, address):
    first = site.get(address, params=query(address))
    again = site.get(
        address, params=query(address), headers={"If-None-Match": first.headers["etag"]}
    )
    assert again.status_code == 304 and not again.content


@pytest.mark.parametrize("address", [*DATA, *FILES])
def test_its_making_counts_as_work(address):
    assert kind(address) in limited._WORK
