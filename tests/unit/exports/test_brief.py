"""The one sheet on a locality or pair: one page whatever is known of it, and true to the tables."""

import io
import re
from dataclasses import replace

import docx
import pypdf
import pytest
from fontTools.ttLib import TTFont

from lib.counting import profile
from lib.exports.brief import content, docx_file, pdf_file
from lib.exports.brief.sheet import LINES, Cell
from lib.facts.perspective import Units
from lib.filter.filters import Filter
from lib.language.i18n import LANGUAGES, words
from lib.site import store
from lib.site.view import View
from lib.style import type as type_
from tests.unit.exports import briefs
from tests.unit.exports.views import LINKS

LONG = ("jp-kanagawa", "vn-ho-chi-minh-city", "vn-hanoi", "vn-hai-phong~jp-kagawa")
HOSTILE = '<script>alert("1")</script> =1+1 \\ {} ## **b** & “á”'


def texts(sheet) -> list[str]:
    sections = (sheet.facts, *sheet.sections)
    cells = [cell.text for section in sections for row in section.rows for cell in row]
    titles = [t for section in sections for t in (section.heading, *section.titles, section.note)]
    return [sheet.title, *cells, *titles, *sheet.foot]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


# One test: making the sheets takes far longer than looking at them.
@pytest.mark.slow
def test_each_fits_its_page_and_holds_what_it_says():
    sheets = list(briefs.sheets().values())
    assert max(sheet.lines for sheet in sheets) <= LINES
    said = {words(lang).ngettext("and {count} more", "and {count} more", 2) for lang in LANGUAGES}
    assert any(section.note in said for sheet in sheets for section in sheet.sections)

    known = set(TTFont(type_.FILE).getBestCmap())
    used = {letter for sheet in sheets for text in texts(sheet) for letter in text}
    assert not {letter for letter in used if ord(letter) not in known}

    # The fullest, and of the others each fourth, which is one of each language in turn.
    fullest = max(sheets, key=lambda sheet: sheet.lines)
    printed = [fullest, *sheets[::4]]
    pages = pypdf.PdfReader(io.BytesIO(pdf_file.write(printed))).pages
    assert len(pages) == len(printed)
    for page, sheet in zip(pages, printed, strict=True):
        read = squeezed(page.extract_text())
        assert squeezed(sheet.title)[:20] in read
        assert squeezed(sheet.foot[-1]) in read
        assert all(squeezed(section.heading) in read for section in sheet.sections)


@pytest.mark.parametrize("key", LONG)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_long_ones_are_one_page_in_each_language(key, lang):
    sheet = briefs.sheet(key, lang)
    page, *further = pypdf.PdfReader(io.BytesIO(pdf_file.write([sheet]))).pages
    assert not further
    read = squeezed(page.extract_text())
    assert all(squeezed(text) in read for text in texts(sheet))


@pytest.mark.parametrize("key", ["jp-kanagawa", "vn-hanoi", "vn-hue", "jp-nagasaki", "jp-aichi"])
def test_partners_shown_and_left_out_are_those_of_the_profile(key):
    view = View(store.viewpoint(Units.TODAY), Filter(), "en")
    found = content.find(key, view, LINKS)
    assert found is not None
    side = key.partition("-")[0]
    table = profile.partners(found.events, side)
    section = found.partners_shown(3)
    names = [view.dataset.full_name(str(partner), "en") for partner in table.index]
    assert [row[0].text for row in section.rows] == names[:3]
    left_out = len(names) - 3
    assert section.note == (f"and {left_out} more" if left_out > 0 else "")


def test_sources_are_numbered_as_the_records_name_them():
    sheet = briefs.sheet("jp-kanagawa", "en")
    named = [
        n for s in sheet.sections for row in s.rows for n in re.findall(r"\[\d+\]", row[-1].text)
    ]
    listed = [row[0].text for row in sheet.sections[-1].rows]
    assert list(dict.fromkeys(named)) == listed
    assert all(row[-1].link.startswith("http") for row in sheet.sections[-1].rows)


def test_word_says_the_same():
    sheet = briefs.sheet("vn-hai-phong~jp-kagawa", "vi")
    document = docx.Document(io.BytesIO(docx_file.write([sheet])))
    read = "".join(node.text or "" for node in document.element.iter() if node.tag.endswith("}t"))
    assert all(text in read for text in texts(sheet))
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert {*fonts.attrib.values()} >= {"Arial", "Yu Gothic"}


@pytest.mark.parametrize("write", [pdf_file.write, docx_file.write])
def test_hostile_text_stays_text(write):
    sheet = briefs.sheet("vn-hai-phong~jp-kagawa", "en")
    rows = ((Cell("x"), Cell(HOSTILE, "https://example.org/?a=<b>&c=%00")),)
    bad = replace(sheet, title=HOSTILE, facts=replace(sheet.facts, rows=rows))
    made = write([bad])
    if write is pdf_file.write:
        read = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    else:
        root = docx.Document(io.BytesIO(made)).element
        read = "".join(node.text or "" for node in root.iter() if node.tag.endswith("}t"))
    assert squeezed(HOSTILE) in squeezed(read)


@pytest.mark.parametrize(
    "key", ["", "xyz", "vj0001", "vn-hue~", "~jp-kagawa", "vn-hue~jp-kagawa~jp-nara", "jp-x~vn-y"]
)
def test_what_is_none_has_none(key):
    view = View(store.viewpoint(Units.SIGNED), Filter(), "en")
    assert content.find(key, view, LINKS) is None


@pytest.mark.parametrize("units", list(Units))
def test_a_former_unit_is_told_in_the_units_that_know_it(units):
    sheet = briefs.sheet("vn-binh-duong", "en", units)
    assert any("Ho Chi Minh City" in cell.text for row in sheet.facts.rows for cell in row)
    assert sheet.sections[0].rows
