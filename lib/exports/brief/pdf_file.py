"""Sheets as PDF, a page each, in the type that the program ships."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from lib.exports.brief import sheet as measure
from lib.exports.brief.sheet import Cell, Section, Sheet
from lib.language.i18n import words
from lib.site.identity import AUTHOR, NAME
from lib.style import type as type_

if TYPE_CHECKING:
    from fpdf import FPDF

MEDIA_TYPE = "application/pdf"
_TYPE = "Noto Sans JP"
_INK, _MUTED, _LINE, _LINK = (27, 33, 41), (91, 101, 114), (205, 211, 219), (31, 78, 121)
_FOOT = 9.2


def write(sheets: Iterable[Sheet]) -> bytes:
    """A PDF with a page for each sheet; one that does not fit would take another."""
    # Loaded when the first is asked for: it takes a second.
    from fpdf import FPDF

    pdf = FPDF(unit="pt", format="A4")
    pdf.set_margin(measure.MARGIN)
    pdf.set_auto_page_break(True, measure.MARGIN / 2)
    pdf.c_margin = 0
    pdf.add_font(_TYPE, "", type_.FILE)
    pdf.set_author(AUTHOR)
    for each in sheets:
        pdf.set_title(each.title)
        pdf.set_lang(each.lang)
        pdf.set_creation_date(datetime.combine(each.day, time(), UTC))
        _page(pdf, each)
    return bytes(pdf.output())


def _page(pdf: "FPDF", sheet: Sheet) -> None:
    pdf.add_page()
    _write(pdf, words(sheet.lang).gettext(NAME), measure.SMALL_SIZE, _FOOT, _MUTED)
    title = type_.lines(sheet.title, _pixels(measure.TITLE_SIZE), _pixels(measure.INNER), 1)[0]
    _write(pdf, title, measure.TITLE_SIZE, measure.TITLE_SIZE * 1.4, _INK)
    for section in (sheet.facts, *sheet.sections):
        _section(pdf, section)
    pdf.ln(measure.LEADING / 2)
    for text in sheet.foot:
        for line in _broken(text, 1.0, measure.SMALL_SIZE):
            _write(pdf, line, measure.SMALL_SIZE, _FOOT, _MUTED)


def _section(pdf: "FPDF", section: Section) -> None:
    if section.heading:
        pdf.ln(measure.LEADING * 0.5)
        _write(pdf, section.heading, measure.HEADING_SIZE, measure.LEADING * 1.2, _LINK)
    if section.titles:
        _row(pdf, section, tuple(map(Cell, section.titles)), _MUTED)
    for row in section.rows:
        _row(pdf, section, row, _INK)
    if section.note:
        for line in _broken(section.note, 1.0, measure.SIZE):
            _write(pdf, line, measure.SIZE, measure.LEADING, _MUTED)


def _row(pdf: "FPDF", section: Section, row: tuple[Cell, ...], ink: tuple[int, int, int]) -> None:
    shares = section.shape.shares
    lines = [
        _broken(cell.text, share, measure.SIZE) for cell, share in zip(row, shares, strict=True)
    ]
    height = max(map(len, lines)) * measure.LEADING
    if pdf.will_page_break(height):
        pdf.add_page()
    top, left = pdf.get_y(), pdf.l_margin
    pdf.set_font(_TYPE, size=measure.SIZE)
    for cell, broken, share in zip(row, lines, shares, strict=True):
        pdf.set_text_color(*(_LINK if cell.link else ink))
        for number, line in enumerate(broken):
            pdf.set_xy(left + measure.PADDING, top + number * measure.LEADING)
            width = share * measure.INNER - measure.PADDING
            pdf.cell(width, measure.LEADING, line, link=cell.link)
        left += share * measure.INNER
    pdf.set_draw_color(*_LINE)
    pdf.set_line_width(0.4)
    pdf.line(pdf.l_margin, top + height, pdf.l_margin + measure.INNER, top + height)
    pdf.set_xy(pdf.l_margin, top + height)


def _write(pdf: "FPDF", text: str, size: float, height: float, ink: tuple[int, int, int]) -> None:
    """A line of its own."""
    pdf.set_font(_TYPE, size=size)
    pdf.set_text_color(*ink)
    pdf.cell(measure.INNER, height, text, new_x="LMARGIN", new_y="NEXT")


def _broken(text: str, share: float, size: float) -> list[str]:
    width = _pixels(share * measure.INNER - 2 * measure.PADDING)
    return type_.lines(text, _pixels(size), width, 9)


def _pixels(points: float) -> int:
    return round(points * measure.SCALE)
