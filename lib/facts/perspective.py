"""The catalogue as seen on a day: as signed, or as held by the units of today.

`Units.SIGNED` leaves each document with the unit that signed it, on the map of the 63 provinces.
`Units.TODAY` gives each tie to the unit that holds it on the day, on the map of the 34; pairs that
coincide after a merger become one. Status, formality and grade are the same facts in both.
"""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from lib.facts import documents, evidence, successions
from lib.facts.dataset import Catalogue


class Units(StrEnum):
    """Whose ties are shown; the values of the URL parameter `units`."""

    SIGNED = "signed"
    TODAY = "today"


def see(catalogue: Catalogue, units: Units, today: date) -> Catalogue:
    """The catalogue with, per event, `vn_id` and `jp_id` of the perspective and further columns.

    vn_signed, jp_signed: the units that signed. status, formality (of the document),
    pair_formality, clair (bool), grade, publishers, official, sides.
    """
    moves = successions.current_units(catalogue.successions, today) if units is Units.TODAY else {}
    events = catalogue.events
    events = events.assign(
        vn_signed=events["vn_id"],
        jp_signed=events["jp_id"],
        vn_id=events["vn_id"].map(lambda key: moves.get(key, key)),
        jp_id=events["jp_id"].map(lambda key: moves.get(key, key)),
        status=documents.status(events, today),
        formality=documents.formality(events, catalogue.kinds),
    )
    events = events.join(evidence.assess(events.index, catalogue.evidence, catalogue.sources))
    return replace(
        catalogue,
        events=events.assign(
            pair_formality=events.groupby(["vn_id", "jp_id"])["formality"].transform("max"),
            clair=documents.comparable_with_clair(events),
        ),
        moves=moves,
    )
