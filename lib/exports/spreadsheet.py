"""The filtered records as files: CSV for any spreadsheet, XLSX with sources and provenance."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
import xlsxwriter

from lib.exports import citations
from lib.facts.dataset import Dataset
from lib.facts.documents import FORMALITY, STATUS_LABELS, Status
from lib.facts.rows import rows
from lib.facts.vocabulary import RELATIONS, SIDES, SIGNATORIES, SOURCE_KINDS
from lib.language import edtf
from lib.language.formulas import FORMULA_STARTS, escape_formula
from lib.language.i18n import N_, Localizer


@dataclass(frozen=True)
class Provenance:
    """What a file says of itself: the filter in words, a link to the view, and the day."""

    sentence: str
    link: str
    today: date


EVENT_COLUMNS = {
    "id": N_("Record"),
    "date": N_("Date"),
    "vn": N_("Vietnamese locality"),
    "jp": N_("Japanese locality"),
    "kind": N_("Kind"),
    "signed": N_("Signed document"),
    "status": N_("Status of the document"),
    "formality": N_("Formality of the document"),
    "title": N_("Title"),
    "summary": N_("Summary"),
    "vn_party": N_("Vietnamese party"),
    "jp_party": N_("Japanese party"),
    "signatory": N_("Signed or led by"),
    "fields": N_("Fields of cooperation"),
    "valid_until": N_("Stated end of term"),
    "date_note": N_("Note on the date"),
    "status_note": N_("Note on the status"),
    "grade": N_("Grade of evidence"),
    "sides": N_("Known from"),
    "sources": N_("Supporting sources"),
    "urls": N_("Addresses of the sources"),
    "vn_signed": N_("Signed as (Vietnam)"),
    "jp_signed": N_("Signed as (Japan)"),
    "vn_id": N_("Vietnamese locality, identifier"),
    "jp_id": N_("Japanese locality, identifier"),
    "kind_code": N_("Kind, code"),
    "field_codes": N_("Fields, codes"),
    "link": N_("Link to the record"),
}
SOURCE_COLUMNS = {
    "event_id": N_("Record"),
    "source_id": N_("Source"),
    "relation": N_("Relation"),
    "supports": N_("What the source says"),
    "publisher": N_("Publisher"),
    "kind": N_("Kind of source"),
    "published": N_("Published"),
    "lang": N_("Language"),
    "url": N_("Address"),
}

# In characters, in the order of the columns.
_WIDTHS = {"id": 9, "date": 12, "signed": 9, "status": 16, "title": 40, "summary": 70, "fields": 36}
_WIDTHS |= {"valid_until": 12, "grade": 7, "sources": 9, "urls": 40, "link": 40}
_EVENT_WIDTHS = tuple(_WIDTHS.get(column, 24) for column in EVENT_COLUMNS)
_SOURCE_WIDTHS = (9, 9, 14, 60, 34, 14, 12, 9, 70)


def event_rows(
    events: pd.DataFrame, dataset: Dataset, words: Localizer, record_link: str
) -> Iterable[list[str | int]]:
    """One row per event in the order of EVENT_COLUMNS; `record_link` is completed by the id."""
    lang = words.lang
    _ = words.gettext
    cited = dataset.evidence[dataset.evidence["event_id"].isin(events.index)]
    urls = cited["source_id"].map(dataset.sources["url"]).groupby(cited["event_id"]).agg(" ".join)
    for row in rows(events):
        fields = [dataset.label("fields", code, lang) for code in row.fields]
        yield [
            str(row.Index),
            row.date,
            dataset.full_name(row.vn_id, lang),
            dataset.full_name(row.jp_id, lang),
            dataset.label("kinds", row.kind, lang),
            _("yes") if row.signed else _("no"),
            _(STATUS_LABELS[Status(row.status)]) if row.status else "",
            _(FORMALITY[row.formality]) if row.formality else "",
            getattr(row, f"title_{lang}"),
            getattr(row, f"summary_{lang}"),
            getattr(row, f"vn_party_{lang}"),
            getattr(row, f"jp_party_{lang}"),
            _(SIGNATORIES[row.signatory]),
            "; ".join(fields),
            row.valid_until,
            getattr(row, f"date_note_{lang}"),
            getattr(row, f"status_note_{lang}"),
            row.grade,
            _(SIDES[row.sides]),
            int(row.sources),
            urls.get(row.Index, ""),
            dataset.full_name(row.vn_signed, lang),
            dataset.full_name(row.jp_signed, lang),
            row.vn_id,
            row.jp_id,
            row.kind,
            ";".join(row.fields),
            f"{record_link}{row.Index}",
        ]


def to_csv(events: pd.DataFrame, dataset: Dataset, words: Localizer, record_link: str) -> bytes:
    """The events as CSV in UTF-8 with the byte order mark that Excel needs for both scripts."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([words.gettext(title) for title in EVENT_COLUMNS.values()])
    for row in event_rows(events, dataset, words, record_link):
        writer.writerow([escape_formula(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def table_csv(table: pd.DataFrame) -> bytes:
    """Any table that is shown, with its titles, in the same form as `to_csv`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.columns)
    for cells in table.to_numpy(object).tolist():
        writer.writerow([escape_formula(cell) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(
    events: pd.DataFrame, dataset: Dataset, words: Localizer, record_link: str, told: Provenance
) -> bytes:
    """The events as an Excel workbook: the records, their sources, and where this comes from.

    A date known to the day is a date cell; one known to the month or year stays text.
    """
    _ = words.gettext
    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(memory, options) as book:
        # Excel takes the file's dates from the clock; a fixed one keeps equal exports equal.
        stamp = datetime(told.today.year, told.today.month, told.today.day)
        book.set_properties({"title": _("Vietnam–Japan Local Partnerships"), "created": stamp})
        sheets = _Sheets(book)
        sheets.table(
            _("Records"),
            [_(title) for title in EVENT_COLUMNS.values()],
            event_rows(events, dataset, words, record_link),
            _EVENT_WIDTHS,
            dates=(list(EVENT_COLUMNS).index("date"), list(EVENT_COLUMNS).index("valid_until")),
        )
        sheets.table(
            _("Sources"),
            [_(title) for title in SOURCE_COLUMNS.values()],
            source_rows(events, dataset, words),
            _SOURCE_WIDTHS,
            dates=(list(SOURCE_COLUMNS).index("published"),),
        )
        sheets.notes(_("About this file"), about_lines(len(events), dataset, words, told))
    return memory.getvalue()


def source_rows(
    events: pd.DataFrame, dataset: Dataset, words: Localizer
) -> Iterable[list[str | int]]:
    """One row per citation of these events in the order of SOURCE_COLUMNS."""
    cited = dataset.evidence[dataset.evidence["event_id"].isin(events.index)]
    for row in rows(cited.join(dataset.sources, on="source_id")):
        yield [
            row.event_id,
            row.source_id,
            words.gettext(RELATIONS[row.relation]),
            getattr(row, f"supports_{words.lang}"),
            getattr(row, f"publisher_{words.lang}"),
            words.gettext(SOURCE_KINDS[row.kind]),
            row.published,
            row.lang,
            row.url,
        ]


def citation(dataset: Dataset, words: Localizer, today: date, link: str = "") -> str:
    """How to cite the data set."""
    return citations.plain(citations.of(dataset.package, "", link, today), words).strip()


def about_lines(
    count: int, dataset: Dataset, words: Localizer, told: Provenance
) -> list[tuple[str, str]]:
    """What a file says of itself, as pairs of heading and text."""
    _ = words.gettext
    return [
        (_("Data set"), _("Vietnam–Japan Local Partnerships")),
        (_("Filter"), told.sentence),
        (_("Records"), words.number(count)),
        (_("Link to this view"), told.link),
        (_("Downloaded on"), words.date(told.today.isoformat())),
        (_("Data version"), dataset.version),
        (_("Licence"), "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"),
        (_("How to cite"), citation(dataset, words, told.today)),
        (
            _("Dates"),
            _("A date is given as precisely as its sources give it: a year, a month or a day."),
        ),
        (
            _("Counting"),
            _(
                "A record is one dated act or one mention of a tie. Only rows marked as signed "
                "document count as documents. No record means that none was found, not that "
                "none exists."
            ),
        ),
    ]


class _Sheets:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._head = book.add_format(
            {"bold": True, "bg_color": "#1f4e79", "font_color": "#ffffff", "valign": "top"}
        )
        self._cell = book.add_format({"text_wrap": True, "valign": "top"})
        # The quote prefix keeps a text that starts like a formula a text when the cell is edited.
        self._quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})

    def table(
        self,
        name: str,
        titles: list[str],
        body: Iterable[list[str | int]],
        widths: tuple[int, ...],
        dates: tuple[int, ...],
    ) -> None:
        sheet = self._book.add_worksheet(name)
        last = 0
        for last, row in enumerate(body, start=1):
            for column, cell in enumerate(row):
                if cell == "":
                    sheet.write_blank(last, column, None, self._cell)
                elif isinstance(cell, int):
                    sheet.write_number(last, column, cell, self._cell)
                elif column in dates and cell and edtf.parse(cell).precision == "day":
                    sheet.write_datetime(last, column, edtf.parse(cell).first, self._day)
                else:
                    form = self._quoted if cell.startswith(FORMULA_STARTS) else self._cell
                    sheet.write_string(last, column, cell, form)
        for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
            sheet.write_string(0, column, title, self._head)
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(titles) - 1)

    def notes(self, name: str, lines: list[tuple[str, str]]) -> None:
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 110)
        bold = self._book.add_format({"bold": True, "valign": "top"})
        for row, (heading, text) in enumerate(lines):
            sheet.write_string(row, 0, heading, bold)
            sheet.write_string(row, 1, text, self._cell)
