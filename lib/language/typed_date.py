"""Dates as people write them, in the three languages, read as EDTF: never more than is written.

`2024年8月29日`, `令和6年8月`, `29/8/2024`, `tháng 8 năm 2024`, `29 August 2024`. Where an order of
day and month could be either, it is asked for and not guessed.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from babel import Locale

from lib.language import edtf

# The year before the first of each Japanese era of which records can be.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "r": 2018, "h": 1988, "s": 1925}
_ERA = re.compile(r"(令和|平成|昭和|[rhs])\.?\s*(元|\d{1,2})\s*(?=年|[./-]|$)")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.年](?:(\d{1,2})(?:[-/.月](?:(\d{1,2})日?)?)?)?)?")
_YEAR_LAST = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})")
_VIETNAMESE = re.compile(
    r"(?:(?:ngày|mùng|mồng)?\s*(\d{1,2})\s+)?(?:tháng\s+(\d{1,2})\s*(?:[-/,]|năm)\s*)?"
    r"(?:năm\s*)?(\d{4})"
)
_ENGLISH = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?,?\s+(\d{4})")
_AMERICAN = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")


def read(text: str, lang: str) -> str:
    """The EDTF date that `text` writes; "" for none.

    Raises edtf.DateError where it is none that is understood, where it is no day that there is, and
    where day and month cannot be told apart: in Vietnamese the day stands first.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if not plain:
        return ""
    plain = _ERA.sub(_western, plain, count=1)
    for pattern, parts in _FORMS:
        match = pattern.fullmatch(plain.replace(" ", "") if pattern is _YEAR_FIRST else plain)
        if match is not None:
            year, month, day = parts(match, lang)
            return str(edtf.parse("-".join(part.zfill(2) for part in (year, month, day) if part)))
    raise edtf.DateError(text)


Parts = tuple[str, str, str]


def _western(match: re.Match[str]) -> str:
    number = 1 if match[2] == "元" else int(match[2])
    return str(_ERAS[match[1]] + number)


def _year_first(match: re.Match[str], _lang: str) -> Parts:
    return match[1], match[2] or "", match[3] or ""


def _year_last(match: re.Match[str], lang: str) -> Parts:
    first, second, year = match[1] or "", match[2], match[3]
    if not first:
        return year, second, ""
    # In English, 5/8 is of May and of August.
    if lang != "vi" and first != second and int(first) < 13 and int(second) < 13:
        raise edtf.DateError(match[0])
    return (year, first, second) if int(second) > 12 else (year, second, first)


def _vietnamese(match: re.Match[str], _lang: str) -> Parts:
    if match[1] and not match[2]:
        raise edtf.DateError(match[0])
    return match[3], match[2] or "", match[1] or ""


def _english(match: re.Match[str], _lang: str) -> Parts:
    return match[3], _month(match[2]), match[1] or ""


def _american(match: re.Match[str], _lang: str) -> Parts:
    return match[3], _month(match[1]), match[2]


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Parts]], ...] = (
    (_YEAR_FIRST, _year_first),
    (_YEAR_LAST, _year_last),
    (_VIETNAMESE, _vietnamese),
    (_ENGLISH, _english),
    (_AMERICAN, _american),
)


@cache
def _months() -> dict[str, str]:
    named = Locale("en").months["format"]
    whole = {name.casefold(): str(number) for number, name in named["wide"].items()}
    return whole | {name[:3]: number for name, number in whole.items()} | {"sept": "9"}


def _month(name: str) -> str:
    if name not in _months():
        raise edtf.DateError(name)
    return _months()[name]
