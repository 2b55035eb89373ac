"""The data set as seen on a day: as signed, or as held by the units of today.

`Units.SIGNED` leaves each document with the unit that signed it, on the map of the 63 provinces.
`Units.TODAY` gives each tie to the unit that holds it on the day, on the map of the 34; pairs that
coincide after a merger become one. Status, formality and grade are the same facts in both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

import pandas as pd

from lib.facts import documents, successions
from lib.facts.dataset import Dataset
from lib.facts.localities import SIDES
from lib.language.i18n import Localizer


class Units(StrEnum):
    """Whose ties are shown; the values of the URL parameter `units`."""

    SIGNED = "signed"
    TODAY = "today"


# Those of a link that names none: who holds a tie today is whom one can write to.
DEFAULT_UNITS = Units.TODAY


@dataclass(frozen=True, eq=False)
class Perspective(Dataset):
    """A data set in one unit system (`units`) on one reference date (`day`).

    events: the columns of a Dataset's, with `vn_id` and `jp_id` in these units, and besides
    `vn_signed`, `jp_signed` (the units that signed), `status` (a code of Status, "" for events that
    are no documents), `formality` (int, of the document; 0 for others), `pair_formality` (int, the
    highest of the pair in these units), `clair` (bool: comparable with CLAIR's sister ties),
    `running` (bool: the document still runs), `grade`, `publishers`, `official`, `sides` and
    `contradicted` (see `evidence.assess`).
    successors: former unit -> current unit; empty in the as-signed view.
    """

    units: Units
    day: date
    successors: Mapping[str, str]
    signed: Dataset

    @property
    def event_text(self) -> pd.DataFrame:
        """As of the data set, whose texts are the same from every side; worked out once."""
        return self.signed.event_text

    @cached_property
    def top(self) -> dict[str, str]:
        """Each locality's id -> the province-level unit with which it is counted."""
        return {key: self.successors.get(unit, unit) for key, unit in self.provinces.items()}

    @cached_property
    def current(self) -> dict[str, str]:
        """Each locality's id -> the unit that holds its ties on the day, in either unit system."""
        moves = successions.current_units(self.successions, self.day)
        return {key: moves.get(key, key) for key in self.localities.index}

    def signed_as(self, event: Any, words: Localizer) -> str:
        """Who signed, where that is not who holds the tie in these units; else ""."""
        ends = [(getattr(event, f"{side}_id"), getattr(event, f"{side}_signed")) for side in SIDES]
        former = [self.full_name(signed, words.lang) for held, signed in ends if held != signed]
        if not former:
            return ""
        return words.gettext("signed as {names}").format(names=words.list(former))


def see(dataset: Dataset, units: Units, day: date) -> Perspective:
    """The data set in a unit system on a day; raises ValueError if its successions are circular."""
    moves = successions.current_units(dataset.successions, day) if units is Units.TODAY else {}
    events = dataset.events
    events = events.assign(
        **{f"{side}_signed": events[f"{side}_id"] for side in SIDES},
        **{
            f"{side}_id": events[f"{side}_id"].map(lambda key: moves.get(key, key))
            for side in SIDES
        },
        status=documents.status(events, day),
        formality=documents.formality(events, dataset.kinds),
    )
    events = events.join(dataset.assessed)
    pairs = events.groupby([f"{side}_id" for side in SIDES])
    events = events.assign(
        pair_formality=pairs["formality"].transform("max"),
        clair=documents.comparable_with_clair(events),
        running=documents.running(events, events["status"]),
    )
    given = {field.name: getattr(dataset, field.name) for field in fields(Dataset)}
    return Perspective(
        **{**given, "events": events}, units=units, day=day, successors=moves, signed=dataset
    )
