"""Round anniversaries of signed documents to come, and stated ends of term.

A date that is known to the month or year gives an anniversary of the same precision.
"""

from datetime import date
from functools import cache

import pandas as pd

from lib.facts.documents import WITHOUT_ANNIVERSARY
from lib.facts.identifiers import order
from lib.facts.rows import rows
from lib.language import edtf

ANNIVERSARY, TERM_END = "anniversary", "term_end"


def is_round(years: int) -> bool:
    """Whether offices mark this anniversary: the first, and every fifth."""
    return years == 1 or (years > 0 and years % 5 == 0)


def add_years(text: str, years: int) -> str:
    """The EDTF date `years` after `text`; 29 February gives the month in common years."""
    value = edtf.parse(text)
    moved = f"{value.year + years:04d}{text[4:]}"
    try:
        return str(edtf.parse(moved))
    except edtf.DateError:
        return moved[:7]


def coming(events: pd.DataFrame, today: date, until: date) -> pd.DataFrame:
    """What comes between `today` and `until`: columns event_id, what, years, date; by date.

    `date` is EDTF and can overlap the ends of the span where it is no day. `years` is 0 for an
    end of term. Documents that ended or were only announced have no anniversaries.
    """

    @cache
    def on_time(text: str) -> bool:
        value = edtf.parse(text)
        return value.last >= today and value.first <= until

    @cache
    def round_years(text: str) -> list[tuple[int, str]]:
        start = edtf.parse(text).year
        rounds = filter(is_round, range(today.year - start, until.year - start + 1))
        dates = [(years, add_years(text, years)) for years in rounds]
        return [each for each in dates if on_time(each[1])]

    whole = events["signed"] & ~events["status"].isin(WITHOUT_ANNIVERSARY)
    kept = events.loc[whole, ["date", "valid_until"]]
    found = []
    for key, day, term in rows(kept):
        if day:
            found += [(key, ANNIVERSARY, years, when) for years, when in round_years(day)]
        if term and on_time(term):
            found.append((key, TERM_END, 0, term))
    firsts = {when: edtf.parse(when).first for *_, when in found}
    found.sort(key=lambda row: (firsts[row[3]], row[3], order(row[0])))
    return pd.DataFrame(found, columns=["event_id", "what", "years", "date"])
