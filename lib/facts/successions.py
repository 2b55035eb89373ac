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
from lib.language.i18n import N_
from lib.language.labels import LabelledEnum


class Reason(LabelledEnum):
    """How one unit passed into another."""

    MERGED = "merged", N_("merged into")
    BECAME_MUNICIPALITY = "became_municipality", N_("became the centrally run city of")
    DISSOLVED_INTO = "dissolved_into", N_("dissolved into")
    DISTRICT_LEVEL_ABOLISHED = (
        "district_level_abolished",
        N_("district level abolished; territory in"),
    )
    RENAMED = "renamed", N_("renamed to")


# After these it is still the same unit, for its documents and its codes; a merger makes another.
CONTINUATIONS = frozenset({Reason.RENAMED, Reason.BECAME_MUNICIPALITY})


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
    return {former: follow(former, steps) for former in steps}


def same_unit(successions: pd.DataFrame) -> dict[str, str]:
    """Each unit that was renamed or changed rank -> the unit as which it goes on.

    `successions` has the columns predecessor_id, successor_id, reason. Raises ValueError on a
    cycle.
    """
    going_on = successions[successions["reason"].isin(CONTINUATIONS)]
    steps = dict(zip(going_on["predecessor_id"], going_on["successor_id"], strict=True))
    return {former: follow(former, steps) for former in steps}


def follow(unit: str, steps: Mapping[str, str]) -> str:
    """Where `steps` lead from `unit`, itself if none begins there; raises ValueError on a cycle."""
    seen = {unit}
    while unit in steps:
        unit = steps[unit]
        if unit in seen:
            raise ValueError(f"successions lead back to {unit}")
        seen.add(unit)
    return unit
