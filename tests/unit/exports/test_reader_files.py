"""The files that visitors download, read back with other libraries."""

import csv
import dataclasses
import io
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.exports import citations, reader_files
from lib.exports.event_columns import COLUMNS as DECLARED
from lib.exports.event_columns import SOURCES
from lib.facts import perspective
from lib.facts.perspective import Units
from lib.facts.rows import rows as row_tuples
from lib.filter import filters
from lib.filter.filters import Filter
from lib.filter.index import FilterIndex
from lib.filter.parameters import index_of
from lib.language import formulas
from lib.language.formulas import FORMULA_STARTS
from lib.language.i18n import LANGUAGES, words
from tests.unit import strategies
from tests.unit.exports.views import LINKS, view

HERE = "http://127.0.0.1:8501/records?jp=jp-kanagawa"
INDEX = strategies.index()
COLUMNS = list(reader_files.ORDER)
KANAGAWA = Filter.of({"jp": ["jp-kanagawa"]})


def csv_rows(chosen=KANAGAWA, lang="en", index=INDEX):
    data = reader_files.events_csv(view(chosen, lang, index), LINKS)
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def book(chosen=KANAGAWA, lang="en", index=INDEX, here=HERE):
    data = reader_files.events_workbook(view(chosen, lang, index), LINKS, here)
    return openpyxl.load_workbook(io.BytesIO(data))


# --- CSV ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", list(LANGUAGES))
@pytest.mark.parametrize("chosen", [Filter(), KANAGAWA], ids=["all", "kanagawa"])
def test_csv_holds_the_events(chosen, lang):
    dataset = INDEX.dataset
    events = filters.select(chosen, INDEX)
    head, *body = csv_rows(chosen, lang)
    known = {column.name: column for column in DECLARED}
    assert head == [known[name].heading(words(lang)) for name in COLUMNS]
    assert head[0] == words(lang).gettext("Record")
    assert head[20] == words(lang).gettext("Supporting sources")
    assert len(set(head)) == len(head)
    table = [dict(zip(COLUMNS, row, strict=True)) for row in body]
    assert [row["id"] for row in table] == list(events.index)
    for row in table:
        event = events.loc[row["id"]]
        assert row["date"] == event["date"]
        assert row["valid_until"] == event["valid_until"]
        assert (row["vn_id"], row["jp_id"]) == (event["vn_id"], event["jp_id"])
        assert row["vn"] == dataset.full_name(event["vn_id"], lang)
        assert row["jp"] == dataset.full_name(event["jp_id"], lang)
        assert row["kind"] == event["kind"]
        assert row["kind_label"] == dataset.kinds.at[event["kind"], f"label_{lang}"]
        assert row["fields"] == "; ".join(event["fields"])
        labels = [dataset.label("fields", code, lang) for code in event["fields"]]
        assert row["field_labels"] == "; ".join(labels)
        for name in ("title", "summary", "vn_party", "jp_party", "date_note", "status_note"):
            assert row[name].lstrip("'") == event[f"{name}_{lang}"].lstrip("'"), name
        assert row["signed"] == words(lang).gettext("yes" if event["signed"] else "no")
        assert row["source_ids"] == str(event["sources"])
        assert row["link"] == LINKS.record(row["id"], lang)


def test_only_supporting_sources_stand_beside_their_number():
    cited = INDEX.dataset.evidence
    differ = set(cited.query("relation != 'supports'")["event_id"])
    assert len(differ) == 76
    for row in csv_rows(Filter())[1:]:
        cells = dict(zip(COLUMNS, row, strict=True))
        addresses = cells["source_urls"].split("; ")
        assert len(addresses) == int(cells["source_ids"])
        support = cited[(cited["event_id"] == cells["id"]) & (cited["relation"] == "supports")]
        known = INDEX.dataset.sources["url"].reindex(support["source_id"]).tolist()
        # A semicolon within an address would end it.
        assert addresses == [url.replace(";", "%3B") for url in known]


def test_a_list_keeps_its_own_order():
    keys = ["vj0300", "vj0002", "vj0141"]
    data = reader_files.events_csv(view(), LINKS, keys).decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(data, newline=""))][1:] == keys


def test_csv_is_what_excel_needs():
    data = reader_files.events_csv(view(lang="ja"), LINKS)
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    assert "神奈川県横浜市".encode() in data


def test_pandas_reads_the_same_from_csv():
    events = filters.select(Filter(), INDEX)
    data = reader_files.events_csv(view(lang="vi"), LINKS)
    table = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)
    table.columns = pd.Index(COLUMNS)
    assert list(table["id"]) == list(events.index)
    assert list(table["title"]) == list(events["title_vi"])
    assert table.to_numpy().tolist() == csv_rows(Filter(), "vi")[1:]


def test_no_event_gives_a_heading_alone():
    nothing = Filter.of({"q": ["xyzzyqwerty"]})
    assert len(csv_rows(nothing)) == 1
    assert [sheet.max_row for sheet in book(nothing).worksheets[:2]] == [1, 1]


# --- XLSX -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_xlsx_holds_the_same_records_as_csv(lang):
    sheet = book(Filter(), lang).worksheets[0]
    rows = [["" if c is None else c for c in row] for row in sheet.iter_rows(values_only=True)]
    for excel, text in zip(rows, csv_rows(Filter(), lang), strict=True):
        for name, cell, wanted in zip(COLUMNS, excel, text, strict=True):
            said = cell.date().isoformat() if isinstance(cell, datetime) else str(cell)
            assert said == wanted, name


def test_a_known_day_is_a_date_and_anything_less_is_text():
    sheet = book(Filter()).worksheets[0]
    places = [COLUMNS.index(name) for name in ("date", "valid_until")]
    viewpoint = set()
    for row in sheet.iter_rows(min_row=2):
        event = INDEX.dataset.events.loc[row[0].value]
        for place in places:
            cell, text = row[place], event[COLUMNS[place]]
            viewpoint.add((COLUMNS[place], len(text)))
            if len(text) == 10:
                assert cell.is_date and cell.value.date() == date.fromisoformat(text)
                assert cell.number_format == "yyyy-mm-dd"
            elif text:
                assert cell.data_type == "s" and cell.value == text
            else:
                assert cell.value is None
    # All precisions were there.
    assert viewpoint == {(name, n) for name in ("date", "valid_until") for n in (0, 4, 7, 10)}


def test_heads_stay_in_view_and_filter():
    for sheet in book().worksheets[:2]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(cell.font.bold for cell in sheet[1])


def test_numbers_are_numbers():
    sheet = book().worksheets[0]
    place = COLUMNS.index("source_ids")
    for row in sheet.iter_rows(min_row=2):
        assert row[place].data_type == "n"
        assert row[place].value == INDEX.dataset.events.at[row[0].value, "sources"]


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_the_sources_sheet_has_exactly_the_citations(lang):
    dataset = INDEX.dataset
    sheet = book(KANAGAWA, lang).worksheets[1]
    head, *rows = sheet.iter_rows(values_only=True)
    names = ["event_id", *(column.name for column in SOURCES)]
    headings = [column.heading(words(lang)) for column in SOURCES]
    assert list(head) == [words(lang).gettext("Record"), *headings]
    places = {name: place for place, name in enumerate(names)}
    ids = set(filters.select(KANAGAWA, INDEX).index)
    cited = dataset.evidence[dataset.evidence["event_id"].isin(ids)]
    assert len(rows) == len(cited) > 40
    for row, citation in zip(rows, row_tuples(cited), strict=True):
        source = dataset.sources.loc[citation.source_id]
        assert row[places["event_id"]] == citation.event_id
        assert row[places["source_id"]] == citation.source_id
        assert row[places["url"]] == source["url"]
        assert row[places["publisher"]] == source[f"publisher_{lang}"]
        assert row[places["lang"]] == source["lang"]
        published = row[places["published"]] or ""
        if isinstance(published, datetime):
            published = published.date().isoformat()
        assert published == source["published"]


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_the_workbook_says_what_it_is(lang):
    notes = list(book(KANAGAWA, lang).worksheets[2].iter_rows(values_only=True))
    said = " ".join(str(text) for _, text in notes)
    assert INDEX.dataset.full_name("jp-kanagawa", lang) in said
    assert HERE in said
    assert words(lang).date("2026-09-01") in said
    assert INDEX.dataset.version in said
    assert "https://creativecommons.org/licenses/by/4.0/" in said
    whole = citations.of(INDEX.dataset.package, "", "", strategies.TODAY)
    assert citations.plain(whole, words(lang)) in said
    count = len(filters.select(KANAGAWA, INDEX))
    assert words(lang).number(count) in [text for _, text in notes]


def test_equal_exports_are_equal_files():
    files = {reader_files.events_workbook(view(KANAGAWA), LINKS, HERE) for _ in range(2)}
    assert len(files) == 1


# --- Formulas -------------------------------------------------------------------------------------

# What spreadsheets run, or have run.
ATTACKS = (
    '=HYPERLINK("http://a.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
)


def attacked(text: str) -> FilterIndex:
    """The data set with a hostile text in every column that holds text."""
    data = strategies.data()
    names = [f"{name}_{lang}" for name in ("title", "summary", "vn_party") for lang in LANGUAGES]
    names += [f"{name}_{lang}" for name in ("jp_party", "date_note") for lang in LANGUAGES]
    localities = data.localities.assign(**{f"name_{lang}": text for lang in LANGUAGES})
    changed = dataclasses.replace(
        data,
        events=data.events.assign(**dict.fromkeys(names, text)),
        localities=localities,
        sources=data.sources.assign(publisher_en=text, url=text),
    )
    return index_of(perspective.see(changed, Units.SIGNED, strategies.TODAY))


@pytest.mark.parametrize("text", ATTACKS)
def test_no_cell_is_a_formula(text):
    index = attacked(text)
    chosen = Filter.of({"vn": ["vn-hue"]})
    _, *rows = csv_rows(chosen, index=index)
    assert rows
    for row in rows:
        assert f"'{text}" in row
        assert not [cell for cell in row if cell.startswith(FORMULA_STARTS)]
    sheets = book(chosen, index=index).worksheets
    # A workbook writes a carriage return as _x000D_.
    said = {str(cell.value).replace("_x000D_", "\r").replace("\n", "\r") for cell in sheets[0][2]}
    assert text.replace("\n", "\r") in said
    for sheet in sheets:
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type in ("s", "n", "d"), cell.coordinate
                if str(cell.value or "").startswith(FORMULA_STARTS):
                    assert cell.data_type == "s"
                    assert cell.quotePrefix, cell.coordinate


@given(st.text())
def test_a_harmless_cell_keeps_its_text(text):
    said = formulas.escape_formula(text)
    assert said.endswith(text)
    assert not said.startswith(FORMULA_STARTS)
    assert said == text or text.startswith(FORMULA_STARTS)
