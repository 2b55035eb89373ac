"""A column that datapackage.json alone describes reaches every file and every description."""

import csv
import io
import json
from datetime import date, datetime

import jsonschema  # type: ignore[import-untyped]
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lib import checks
from lib.exports import reader_files
from lib.facts import perspective
from lib.facts.dataset import load_dataset
from lib.facts.perspective import Units
from lib.filter.parameters import index_of
from lib.language.i18n import LANGUAGES
from tests.unit.exports import views
from tests.unit.exports.views import ADDED, FILLED, LINKS, MOTTOS
from tests.unit.strategies import TODAY

VALUES = {
    "budget": 1200000,
    "share": 0.25,
    "public": True,
    "ratified": date(2024, 8, 29),
    "languages": ["ja", "vi"],
    "archive": "A 1",
}
LAST = ["sources", *ADDED, "link"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return views.folder_with_added_columns(tmp_path_factory.mktemp("added") / "data")


@pytest.fixture
def answer(site, folder, monkeypatch):
    """Asks the API of the data with the added columns."""
    monkeypatch.setenv("VJ_DATA", str(folder))
    return lambda path, **query: site.get(path, params=query).raise_for_status()


@pytest.fixture(scope="module")
def index(folder):
    return index_of(perspective.see(load_dataset(folder), Units.SIGNED, TODAY))


def test_the_data_are_sound(folder):
    assert not checks.errors(checks.check(folder, TODAY))


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_json_has_it_with_its_type_and_in_each_language(answer, lang):
    rows = answer("/api/v1/events.json", lang=lang, limit=1000).json()["data"]
    assert all(list(row)[-len(LAST) :] == LAST for row in rows)
    found = {row["id"]: row for row in rows}
    want = {**VALUES, "ratified": "2024-08-29", "motto": MOTTOS[lang]}
    assert {name: found[FILLED][name] for name in ADDED} == want
    empty: dict[str, object] = {**dict.fromkeys(ADDED), "languages": [], "archive": "none"}
    assert {name: found["vj0001"][name] for name in ADDED} == empty


def test_csv_and_geojson_have_it(answer):
    text = answer("/api/v1/events.csv").content.decode("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert {name: rows[FILLED][name] for name in ADDED} == views.CELLS
    assert {rows["vj0001"][name] for name in ADDED} == {"", "none"}
    features = json.loads(answer("/api/v1/events.geojson").content)["features"]
    properties = next(f["properties"] for f in features if f["id"] == FILLED)
    assert properties["budget"] == 1200000 and properties["ratified"] == "2024-08-29"


def test_parquet_has_it(answer):
    table = pq.read_table(io.BytesIO(answer("/api/v1/events.parquet", lang="ja").content))
    row = next(row for row in table.to_pylist() if row["id"] == FILLED)
    assert {name: row[name] for name in ADDED} == {**VALUES, "motto": "共に"}
    assert table.schema.field("ratified").type == pa.date32()
    assert table.schema.field("budget").metadata == {b"description": b"What it may cost."}


def test_excel_has_it_and_says_what_it_is(answer):
    book = openpyxl.load_workbook(io.BytesIO(answer("/api/v1/events.xlsx", lang="vi").content))
    head, *rows = book["events"].iter_rows(values_only=True)
    row = next(dict(zip(head, row, strict=True)) for row in rows if row[0] == FILLED)
    assert (row["budget"], row["public"], row["motto"]) == (1200000, True, "Cùng nhau")
    assert row["ratified"] == datetime(2024, 8, 29) and row["languages"] == "ja;vi"
    assert ("budget", "What it may cost.") in list(book.worksheets[-1].iter_rows(values_only=True))


def test_the_description_and_the_documentation_have_it(answer):
    described = answer("/api/openapi.json").json()
    properties = described["components"]["schemas"]["events"]["properties"]
    assert list(properties)[-len(LAST) :] == LAST
    assert properties["budget"]["type"] == ["integer", "null"]
    assert properties["budget"]["description"] == "What it may cost."
    assert properties["archive"]["type"] == "string"
    schema = {
        "$ref": "#/components/schemas/events_page",
        "components": described["components"],
    }
    page = answer("/api/v1/events.json", limit=1000).json()
    jsonschema.validate(page, schema, cls=jsonschema.Draft202012Validator)
    text = answer("/api/docs", lang="ja").text
    assert "<code>budget</code>" in text and "What it may cost." in text


def test_the_permanent_page_has_it(answer):
    text = answer(f"/r/{FILLED}", lang="ja").text
    assert "Budget in yen" in text and "1200000" in text and "共に" in text
    assert "Budget in yen" not in answer("/r/vj0001").text


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_the_files_of_the_pages_have_it(index, lang):
    view = views.view(lang=lang, index=index)
    text = reader_files.events_csv(view, LINKS).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    titles = [field.get("title", name) for name, field in ADDED.items()]
    assert head[-len(ADDED) - 1 : -1] == titles
    row = next(row for row in rows if row[0] == FILLED)
    yes = view.words.gettext("yes")
    cells = ["1200000", "0.25", yes, "2024-08-29", "ja; vi", MOTTOS[lang], "A 1"]
    assert row[-len(ADDED) - 1 : -1] == cells
    data = reader_files.events_workbook(view, LINKS, "")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    excel = next(row for row in sheet.iter_rows() if row[0].value == FILLED)
    values = [1200000, 0.25, yes, datetime(2024, 8, 29), "ja; vi", MOTTOS[lang], "A 1"]
    assert [cell.value for cell in excel][-len(ADDED) - 1 : -1] == values
