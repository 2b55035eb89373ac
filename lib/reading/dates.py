"""Dates in a text: where they stand, and which day, month or year each means.

How dates are written stands in `words/dates.toml`. What is relative counts from the day of
publication; "the same day" from the date before it in its paragraph. Nothing is made more precise
than it is written.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from lib.language import edtf
from lib.language.edtf import DateError, PartialDate
from lib.reading.text import flattened
from lib.reading.words import FOLDER

_ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925}
_MONTHS = (
    ("january", "jan", "giêng", "janvier", "januar", "januari"),
    ("february", "feb", "hai", "février", "februar", "februari"),
    ("march", "mar", "ba", "mars", "märz", "maart"),
    ("april", "apr", "tư", "avril"),
    ("may", "năm", "mai", "mei"),
    ("june", "jun", "sáu", "juin", "juni"),
    ("july", "jul", "bảy", "juillet", "juli"),
    ("august", "aug", "tám", "août", "augustus"),
    ("september", "sep", "sept", "chín", "septembre"),
    ("october", "oct", "mười", "octobre", "oktober"),
    ("november", "nov", "mười một", "novembre"),
    ("december", "dec", "mười hai", "chạp", "décembre", "dezember"),
)
_WEEKDAYS = (
    ("monday", "hai", "月", "lundi", "montag", "maandag"),
    ("tuesday", "ba", "火", "mardi", "dienstag", "dinsdag"),
    ("wednesday", "tư", "水", "mercredi", "mittwoch", "woensdag"),
    ("thursday", "năm", "木", "jeudi", "donnerstag", "donderdag"),
    ("friday", "sáu", "金", "vendredi", "freitag", "vrijdag"),
    ("saturday", "weekend", "bảy", "土", "samedi", "samstag", "zaterdag"),
    ("sunday", "chủ nhật", "日", "dimanche", "sonntag", "zondag"),
)
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_MACRO = re.compile(r"\{([a-z]\w*)\}")
_ERA = re.compile("令和|平成|昭和")
_FULL_YEAR = re.compile(r"(?:19|20)\d\d年")
# Years of two digits over it are of the last century.
_CENTURY = 49
# A day told behind a later one of the news is of the news, too.
_A_MONTH = timedelta(days=20)
# So far ahead can a day without year be that is not said to be still to come.
_SOON = timedelta(days=75)
# Between two months of one year.
_JOINED = re.compile(r"\s(?:and|to|or)\s(?:(?:in|on)\s)?")


@dataclass(frozen=True)
class Written:
    """A date as it is written at `norm[start:end]`.

    year, month, day: numbers as written. years, months, days, weeks: counted from the publication
    or, with `same`, from the date before. role: "until" or "period" for what dates no act.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    years: int | None = None
    months: int | None = None
    days: int | None = None
    weeks: int | None = None
    weekday: int | None = None
    direction: str = ""
    same: str = ""
    role: str = ""

    @property
    def full(self) -> bool:
        """Whether it names its year itself."""
        return self.year is not None


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    set: dict[str, Any]


@lru_cache(maxsize=1)
def content() -> dict[str, Any]:
    """`words/dates.toml`: macros, and a list of rules for each language."""
    return tomllib.loads((FOLDER / "dates.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def rules(lang: str, *, flat: bool) -> tuple[_Rule, ...]:
    """The rules of a language, in order; `flat` for texts without diacritics."""
    macros = content()["macros"]

    def expanded(pattern: str) -> str:
        while _MACRO.search(pattern):
            pattern = _MACRO.sub(lambda match: macros[match[1]], pattern)
        return pattern

    made = []
    for rule in content()[lang]:
        pattern = expanded(rule["pattern"])
        # A date neither begins nor ends within a number or a word of Latin letters.
        whole = rf"(?<![0-9a-z]){pattern}" if lang != "ja" else rf"(?<![0-9]){pattern}"
        compiled = re.compile(flattened(whole) if flat else whole)
        made.append(_Rule(compiled, rule.get("set", {})))
    return tuple(made)


def written(plain: str, lang: str, *, flat: bool) -> list[Written]:
    """The dates in a text in lower case, in its order."""
    found: list[Written] = []
    taken = bytearray(len(plain) + 1)
    for rule in rules(lang, flat=flat):
        for match in rule.pattern.finditer(plain):
            start, end = match.span()
            if "yy" in rule.pattern.groupindex and not _FULL_YEAR.search(plain, 0, start):
                # 97年 after 1994年; else it can be one of an era.
                continue
            era = ""
            if "eb" in rule.pattern.groupindex:
                # 翌二十八年の九月 after 平成二十七年
                named = _ERA.findall(plain, 0, start)
                if not named or _FULL_YEAR.search(plain, 0, start):
                    continue
                era = named[-1]
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append(_read(match, rule.set, era))
    found.sort(key=lambda one: one.start)
    return [_with_year_behind(one, found[at + 1 : at + 2], plain) for at, one in enumerate(found)]


def _with_year_behind(one: Written, following: list[Written], plain: str) -> Written:
    """A month with the year that the next one has: in February and March 2020."""
    for two in following:
        months = one.month and two.month and two.year and not (one.year or one.role or two.role)
        if months and one.month <= two.month and _JOINED.fullmatch(plain, one.end, two.start):  # type: ignore[operator]
            return replace(one, year=two.year)
    return one


def _read(match: re.Match[str], said: dict[str, Any], era: str) -> Written:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    year = number(groups["y"]) if "y" in groups else None
    if "era" in groups:
        year = _ERAS[groups["era"]] + number(groups["ey"])
    if era:
        year = _ERAS[era] + number(groups["eb"])
    month = number(groups["m"]) if "m" in groups else None
    if "mon" in groups:
        month = 1 + _index(_MONTHS, groups["mon"].rstrip("."))
    if "yy" in groups:
        year = (
            1900 + int(groups["yy"]) if int(groups["yy"]) > _CENTURY else 2000 + int(groups["yy"])
        )
    weekday = groups.get("wd") or groups.get("wd2")
    return Written(
        *match.span(),
        year=year,
        month=month,
        day=number(groups["d"]) if "d" in groups else None,
        years=said.get("year"),
        months=said.get("month"),
        days=said.get("day"),
        weeks=said.get("week"),
        weekday=None if weekday is None else _index(_WEEKDAYS, weekday),
        direction=said.get("direction", ""),
        same=said.get("same", ""),
        role=said.get("role", ""),
    )


def _index(names: Iterable[tuple[str, ...]], name: str) -> int:
    return next(
        index for index, own in enumerate(names) if name in own or name in map(flattened, own)
    )


def month_of(name: str) -> int:
    """The number of a month by its name."""
    return 1 + _index(_MONTHS, name.rstrip("."))


def number(digits: str) -> int:
    """The number that digits or kanji write: "11", 十一, 二〇二四, 元."""
    if digits == "元":
        return 1
    if digits.isascii():
        return int(digits)
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS.get(one, one)) for one in digits))


def meant(
    one: Written, published: date | None, before: PartialDate | None, *, future: bool
) -> PartialDate | None:
    """What a date means; None if that cannot be told.

    before: the date that stands before it in its paragraph; future: its act is still to come.
    """
    try:
        found = _meant(one, published, before, future=future)
        return found and edtf.parse(str(found))
    except (DateError, ValueError, OverflowError):
        return None


def _meant(
    one: Written, published: date | None, before: PartialDate | None, *, future: bool
) -> PartialDate | None:
    if one.role:
        return None
    if one.year is not None:
        return PartialDate(one.year, one.month, one.day)
    if one.same:
        return before and _same(one, before)
    if published is None:
        if before and one.month and before.month is None:
            return PartialDate(before.year, one.month, one.day)
        return None
    if one.month is not None:
        return _of_year(one, published, before, future=future)
    return _relative(one, published, before, future=future)


def _same(one: Written, before: PartialDate) -> PartialDate | None:
    if one.same == "day":
        if before.day is None:
            return before
        day = before.first + timedelta(days=one.days or 0)
        return PartialDate(day.year, day.month, day.day)
    if one.same == "month" and one.months:
        months = before.year * 12 + (before.month or 0) - 1 + one.months
        return PartialDate(months // 12, months % 12 + 1) if before.month else None
    if one.same == "month":
        return PartialDate(before.year, before.month, one.day if before.month else None)
    return PartialDate(before.year + (one.years or 0), one.month, one.day)


def _of_year(
    one: Written, published: date, before: PartialDate | None, *, future: bool
) -> PartialDate:
    """A month, or a day of a month, without its year."""
    if one.years is not None:
        return PartialDate(published.year + one.years, one.month, one.day)
    if one.direction == "last":
        # Counted from the publication, whatever year was named before it.
        found = PartialDate(published.year, one.month, one.day)
        return found if found.last < published else replace(found, year=found.year - 1)
    if before and before.month is None and before.year < published.year:
        return PartialDate(before.year, one.month, one.day)
    here = PartialDate(published.year, one.month, one.day)
    if future:
        return here if here.last >= published else replace(here, year=here.year + 1)
    if here.first <= published:
        return here
    # Neither said to be over nor to come: what is near is to come, the rest was last year.
    soon = one.day is not None and here.first - published <= _SOON
    return here if soon else replace(here, year=here.year - 1)


def _relative(
    one: Written, published: date, before: PartialDate | None, *, future: bool
) -> PartialDate | None:
    if one.days is not None:
        return _day(published + timedelta(days=one.days))
    if one.weekday is not None:
        return _day(_weekday(one, published, future=future))
    if one.weeks is not None:
        return _week(published + timedelta(weeks=one.weeks))
    if one.months is not None:
        months = published.year * 12 + published.month - 1 + one.months
        return PartialDate(months // 12, months % 12 + 1, one.day)
    if one.years is not None:
        return PartialDate(published.year + one.years)
    return None if one.day is None else _of_month(one.day, published, before, future=future)


def _of_month(
    day: int, published: date, before: PartialDate | None, *, future: bool
) -> PartialDate | None:
    """A day without its month: that of the date before it, or of the publication."""
    if before and before.day and before.month and _day(published) != before:
        if day >= before.day:
            return PartialDate(before.year, before.month, day)
        if abs(published - before.first) > _A_MONTH:
            return None
    step = 0
    if day > published.day and not future:
        step = -1
    if day < published.day and future:
        step = 1
    months = published.year * 12 + published.month - 1 + step
    return PartialDate(months // 12, months % 12 + 1, day)


def _weekday(one: Written, published: date, *, future: bool) -> date:
    assert one.weekday is not None
    monday = published - timedelta(days=published.weekday())
    if one.weeks is not None:
        return monday + timedelta(weeks=one.weeks, days=one.weekday)
    back = (published.weekday() - one.weekday) % 7
    if one.direction == "last":
        return published - timedelta(days=back or 7)
    if one.direction == "next" or (future and one.direction == ""):
        return published + timedelta(days=(7 - back) % 7 or 7)
    return published - timedelta(days=back)


def _day(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def _week(day: date) -> PartialDate:
    """The month of a week, or its year if it lies in two months."""
    monday = day - timedelta(days=day.weekday())
    sunday = monday + timedelta(days=6)
    if monday.year != sunday.year:
        return PartialDate(day.year)
    return PartialDate(day.year, day.month if monday.month == sunday.month else None)
