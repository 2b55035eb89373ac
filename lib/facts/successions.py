"""Which unit holds today what a former unit signed; from successions.csv alone.

A succession says that on its effective date one unit passed into another: by merger, by a change
of rank, by dissolution or under a new name. Chains are followed; a date in the future has no
effect yet.
"""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from lib.facts.rows import rows
from lib.language import edtf

# These go on as the same unit under another name or rank; a merger makes another unit.
CONTINUATIONS = frozenset({"renamed", "became_municipality"})


def current_units(successions: pd.DataFrame, today: date) -> dict[str, str]:
    """Each former unit -> the unit that holds its ties on `today`. Units that go on are not in it.

    `successions` has the columns predecessor_id, successor_id, effective_date. Raises ValueError
    on a cycle.
    """
    steps = {
        row.predecessor_id: row.successor_id
        for row in rows(successions)
        if edtf.parse(row.effective_date).first <= today
    }
    return {former: _follow(former, steps) for former in steps}


def same_unit(successions: pd.DataFrame) -> dict[str, str]:
    """Each unit that was renamed or changed rank -> the unit as which it goes on."""
    steps = {
        row.predecessor_id: row.successor_id
        for row in rows(successions)
        if row.reason in CONTINUATIONS
    }
    return {former: _follow(former, steps) for former in steps}


def _follow(unit: str, steps: Mapping[str, str]) -> str:
    seen = {unit}
    while unit in steps:
        unit = steps[unit]
        if unit in seen:
            raise ValueError(f"successions lead back to {unit}")
        seen.add(unit)
    return unit
