"""Sheets as a Word document, a page each, in types that Word has.

Each line has an exact height: types differ in theirs, and Word would give Japanese lines more.
"""

import io
from collections.abc import Iterable
from datetime import datetime, time
from itertools import count
from typing import Any

from lib.exports.brief import sheet as measure
from lib.exports.brief.sheet import Cell, Section, Sheet
from lib.language.i18n import words
from lib.site.identity import AUTHOR, NAME

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# For Latin letters, those of Vietnamese too, and for Japanese.
_LATIN, _JAPANESE = "Arial", "Yu Gothic"
_INK, _MUTED, _LINE, _LINK = "1B2129", "5B6572", "CDD3DB", "1F4E79"
_FOOT = 9.2
_NOTHING = 2.0


def write(sheets: Iterable[Sheet]) -> bytes:
    """A document with a page for each sheet; one that does not fit would take another."""
    # Loaded when the first is asked for.
    import docx

    document = docx.Document()
    body = document.sections[0]
    _on_paper(body)
    for number, each in zip(count(), sheets, strict=False):
        if not number:
            _properties(document, each)
        _page(document, each, begins=number > 0)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _on_paper(body: Any) -> None:
    from docx.shared import Pt

    body.page_width, body.page_height = Pt(measure.WIDTH), Pt(measure.HEIGHT)
    body.left_margin = body.right_margin = Pt(measure.MARGIN)
    body.top_margin = body.bottom_margin = Pt(measure.MARGIN / 1.5)
    body.header_distance = body.footer_distance = Pt(0)


def _properties(document: Any, sheet: Sheet) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    own = document.core_properties
    own.title, own.author, own.language = sheet.title, AUTHOR, sheet.lang
    own.comments, own.last_modified_by = "", AUTHOR
    own.created = own.modified = datetime.combine(sheet.day, time())
    style = document.styles["Normal"]
    style.font.name = _LATIN
    fonts = style.element.rPr.rFonts
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), _LATIN)
    fonts.set(qn("w:eastAsia"), _JAPANESE)
    # No space of its own between Japanese and other letters or digits.
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        off = OxmlElement(name)
        off.set(qn("w:val"), "0")
        style.element.get_or_add_pPr().append(off)


def _page(document: Any, sheet: Sheet, begins: bool) -> None:
    _ = words(sheet.lang).gettext
    small = measure.SMALL_SIZE
    first = _paragraph(document.add_paragraph(), _FOOT)
    first.paragraph_format.page_break_before = begins
    _run(first, Cell(_(NAME)), small, _MUTED, sheet.lang)
    title = _paragraph(document.add_paragraph(), measure.TITLE_SIZE * 1.4)
    _run(title, Cell(sheet.title), measure.TITLE_SIZE, _INK, sheet.lang)
    for section in (sheet.facts, *sheet.sections):
        _section(document, section, sheet.lang)
    for text in ("", *sheet.foot):
        foot = _paragraph(document.add_paragraph(), _FOOT if text else measure.LEADING / 2)
        _run(foot, Cell(text), small, _MUTED, sheet.lang)


def _section(document: Any, section: Section, lang: str) -> None:
    if section.heading:
        heading = _paragraph(document.add_paragraph(), measure.LEADING * 1.7)
        _run(heading, Cell(section.heading), measure.HEADING_SIZE, _LINK, lang)
    if section.rows:
        titles = [tuple(map(Cell, section.titles))] if section.titles else []
        _table(document, section, [*titles, *section.rows], len(titles), lang)
    if section.note:
        note = _paragraph(document.add_paragraph(), measure.LEADING)
        _run(note, Cell(section.note), measure.SIZE, _MUTED, lang)
    elif not section.heading:
        # Two tables without a paragraph between them are one.
        _paragraph(document.add_paragraph(), _NOTHING)


def _table(
    document: Any, section: Section, rows: list[tuple[Cell, ...]], titles: int, lang: str
) -> None:
    from docx.shared import Pt

    table = document.add_table(len(rows), len(section.shape.shares))
    table.autofit = False
    for column, share in zip(table.columns, section.shape.shares, strict=True):
        column.width = Pt(share * measure.INNER)
    _lines(table)
    for number, row in enumerate(rows):
        # All cells at once: to ask for one by its place walks through the table.
        own = table.rows[number].cells
        for cell, place, share in zip(row, own, section.shape.shares, strict=True):
            place.width = Pt(share * measure.INNER)
            text = _paragraph(place.paragraphs[0], measure.LEADING)
            ink = _MUTED if number < titles else _LINK if cell.link else _INK
            _run(text, cell, measure.SIZE, ink, lang)


def _lines(table: Any) -> None:
    """A line under each row, and the padding that the sheet was measured with."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def add(parent: Any, name: str, **values: str) -> Any:
        child = OxmlElement(f"w:{name}")
        for key, value in values.items():
            child.set(qn(f"w:{key}"), value)
        parent.append(child)
        return child

    properties = table._tbl.tblPr
    borders = add(properties, "tblBorders")
    for side in ("bottom", "insideH"):
        add(borders, side, val="single", sz="4", space="0", color=_LINE)
    margins = add(properties, "tblCellMar")
    for side in ("left", "right"):
        add(margins, side, w=str(round(measure.PADDING * 20)), type="dxa")


def _paragraph(paragraph: Any, height: float) -> Any:
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(height)
    return paragraph


def _run(paragraph: Any, cell: Cell, size: float, ink: str, lang: str) -> None:
    """A text in a paragraph, as a link where it leads somewhere."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(cell.text)
    run.font.size, run.font.color.rgb = Pt(size), RGBColor.from_string(ink)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), lang)
    spoken.set(qn("w:eastAsia"), "ja-JP")
    run._r.get_or_add_rPr().append(spoken)
    if cell.link:
        link = OxmlElement("w:hyperlink")
        target = paragraph.part.relate_to(cell.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), target)
        link.append(run._r)
        paragraph._p.append(link)
