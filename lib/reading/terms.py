"""Until when a document is valid, where its words state a term.

How terms are written stands in `words/terms.toml`. An end that is counted in years from the
signing is no more precise than a month.
"""

import re
import tomllib
from functools import lru_cache

from lib.language.edtf import DateError, PartialDate, parse
from lib.reading.dates import month_of, number
from lib.reading.text import flattened
from lib.reading.words import FOLDER, Marked

_NUMBERS = {
    word: value
    for value, words in enumerate(
        (
            ("một", "one"), ("hai", "two"), ("ba", "three"), ("bốn", "four"), ("năm", "five"),
            ("sáu", "six"), ("bảy", "seven"), ("tám", "eight"), ("chín", "nine"), ("mười", "ten"),
        ),
        start=1,
    )
    for word in words
}  # fmt: skip
_REIWA = 2018
_LONGEST = 30


@lru_cache(maxsize=1)
def content() -> dict[str, list[dict[str, str]]]:
    """`words/terms.toml`: for each language its rules."""
    return tomllib.loads((FOLDER / "terms.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def _rules(lang: str, *, flat: bool) -> tuple[re.Pattern[str], ...]:
    patterns = [rule["pattern"] for rule in content().get(lang, ())]
    return tuple(re.compile(flattened(one) if flat else one) for one in patterns)


def term(
    marked: Marked, start: int, end: int, day: PartialDate | None
) -> tuple[PartialDate, tuple[int, int]] | None:
    """The end of the term that `norm[start:end]` states for a document of a day, and where.

    None if none is stated, or if it is counted from a day that is not known.
    """
    flat = marked.lang == "vi" and not marked.text.has_tones
    for rule in _rules(marked.lang, flat=flat):
        match = rule.search(marked.plain, start, end)
        found = match and _end(match.groupdict(), day)
        if match and found and (day is None or found.last >= day.first):
            return found, match.span()
    return None


def _end(groups: dict[str, str | None], day: PartialDate | None) -> PartialDate | None:
    years = groups.get("n")
    if years:
        count = _count(years)
        if day is None or not 0 < count <= _LONGEST:
            return None
        return PartialDate(day.year + count, day.month)
    year = _year(groups)
    month = groups.get("m")
    if groups.get("mon"):
        return PartialDate(year, month_of(groups["mon"] or ""))
    within = groups.get("d") if month else None
    found = PartialDate(year, int(month) if month else None, int(within) if within else None)
    try:
        return parse(str(found))
    except DateError:
        return None


def _year(groups: dict[str, str | None]) -> int:
    if groups.get("ey"):
        return _REIWA + int(groups["ey"] or 0)
    if groups.get("y2"):
        return 2000 + int(groups["y2"] or 0)
    return int(groups["y"] or 0)


def _count(written: str) -> int:
    plain = {flattened(word): value for word, value in _NUMBERS.items()}
    known = _NUMBERS.get(written) or plain.get(written)
    return known or number(written)
