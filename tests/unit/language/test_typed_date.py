"""Dates as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.language import edtf, typed_date
from lib.language.i18n import LANGUAGES


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("2024", "en", "2024"),
        ("2024-08", "en", "2024-08"),
        (" 2024-08-29 ", "vi", "2024-08-29"),
        ("2024/8/29", "ja", "2024-08-29"),
        ("２０２４．８．２９", "ja", "2024-08-29"),
        ("2024年8月29日", "ja", "2024-08-29"),
        ("2024年 8月", "ja", "2024-08"),
        ("令和6年8月29日", "ja", "2024-08-29"),
        ("令和元年5月", "ja", "2019-05"),
        ("平成26年", "ja", "2014"),
        ("H26.12.25", "ja", "2014-12-25"),
        ("29/8/2024", "vi", "2024-08-29"),
        ("5/8/2024", "vi", "2024-08-05"),
        ("8/2024", "vi", "2024-08"),
        ("ngày 29 tháng 8 năm 2024", "vi", "2024-08-29"),
        ("tháng 8/2024", "vi", "2024-08"),
        ("năm 2024", "vi", "2024"),
        ("29 August 2024", "en", "2024-08-29"),
        ("August 29, 2024", "en", "2024-08-29"),
        ("Sept 2024", "en", "2024-09"),
        ("1st Aug. 2024", "en", "2024-08-01"),
        ("8/29/2024", "en", "2024-08-29"),
        ("8.8.2024", "en", "2024-08-08"),
        ("", "en", ""),
        ("  ", "ja", ""),
    ],
)
def test_what_is_written_is_read_and_no_more(text: str, lang: str, expected: str) -> None:
    assert typed_date.read(text, lang) == expected


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("5/8/2024", "en"),
        ("5/8/2024", "ja"),
        ("31/2/2024", "vi"),
        ("2024-13", "en"),
        ("24", "en"),
        ("29/8/24", "vi"),
        ("spring 2024", "en"),
        ("29 2024", "vi"),
        ("about 2024", "en"),
        ("2024-08-29T00:00", "en"),
        ("2024-08/2024-09", "en"),
        ("令和6年13月", "ja"),
        ("=2024", "en"),
    ],
)
def test_what_is_not_clear_is_refused(text: str, lang: str) -> None:
    with pytest.raises(edtf.DateError):
        typed_date.read(text, lang)


@given(st.text(max_size=30), st.sampled_from(tuple(LANGUAGES)))
def test_any_text_is_a_date_or_refused(text: str, lang: str) -> None:
    try:
        found = typed_date.read(text, lang)
    except edtf.DateError:
        return
    assert found == "" or str(edtf.parse(found)) == found


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from((4, 7, 10)))
def test_a_date_of_the_files_stays_as_it_is(day: date, length: int) -> None:
    assert typed_date.read(str(day)[:length], "en") == str(day)[:length]
