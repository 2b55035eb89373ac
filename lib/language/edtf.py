"""Dates that are known to the year, the month or the day (EDTF level 0, ISO 8601-2).

The precision is part of the fact: nothing here ever rounds `2014` to a day. A date has a first
and a last day that it can mean; it sorts by its first day and matches a period that it overlaps.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

Precision = Literal["year", "month", "day"]

_PATTERN = re.compile(r"(\d{4})(?:-(?!00)(\d{2})(?:-(?!00)(\d{2}))?)?")


class DateError(ValueError):
    """The text is not `2014`, `2014-12` or `2014-12-25`, or no such day exists."""


@dataclass(frozen=True)
class PartialDate:
    """A date as far as it is known; `month` and `day` are None where it is not."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> Precision:
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"

    @property
    def first(self) -> date:
        """The first day that the date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that the date can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", *(f"{p:02d}" for p in (self.month, self.day) if p)]
        return "-".join(parts)


@lru_cache(maxsize=65536)
def parse(text: str) -> PartialDate:
    """The date that `text` writes; raises DateError where it writes none."""
    # \d also matches other scripts' digits, which the data set never uses.
    match = _PATTERN.fullmatch(text) if text.isascii() else None
    if match is None:
        raise DateError(text)
    parts = [int(part) for part in match.groups() if part is not None]
    value = PartialDate(*parts)
    try:
        _ = value.first, value.last
    except ValueError as error:  # month 13, 30 February, year 0
        raise DateError(text) from error
    return value
