"""Round anniversaries of signed documents to come, and stated ends of term.

A date that is known to the month or year gives an anniversary of the same precision.
"""

from datetime import date

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
    found = []
    for event in rows(events[events["signed"] & ~events["status"].isin(WITHOUT_ANNIVERSARY)]):
        if event.date:
            start = edtf.parse(event.date).year
            for years in range(today.year - start, until.year - start + 1):
                if is_round(years):
                    found.append((event.Index, ANNIVERSARY, years, add_years(event.date, years)))
        if event.valid_until:
            found.append((event.Index, TERM_END, 0, event.valid_until))
    kept = [
        row
        for row in found
        if edtf.parse(row[3]).last >= today and edtf.parse(row[3]).first <= until
    ]
    kept.sort(key=lambda row: (edtf.parse(row[3]).first, row[3], order(row[0])))
    return pd.DataFrame(kept, columns=["event_id", "what", "years", "date"])
