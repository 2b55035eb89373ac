"""What follows from the tables for each signed document: its formality, and its status on a day.

All functions take the events of a catalogue (index id; kind, signed, said_status, renews, first,
last, valid_until) and return a Series on the same index.
"""

from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from lib.language import edtf
from lib.language.i18n import N_


class Status(StrEnum):
    """Status of a document on a day, from best to worst; non-documents have only ANNOUNCED."""

    IN_FORCE = "in_force"
    PRESUMED = "presumed"
    SUPERSEDED = "superseded"
    TERM_OVER = "term_over"
    ENDED = "ended"
    ANNOUNCED = "announced"


# Still worth an anniversary, except one that a source says has ended.
NO_LONGER_IN_FORCE = (Status.SUPERSEDED, Status.TERM_OVER, Status.ENDED)
WITHOUT_ANNIVERSARY = (Status.ENDED, Status.ANNOUNCED)

STATUS_LABELS = {
    Status.IN_FORCE: N_("In force"),
    Status.PRESUMED: N_("Presumed in force"),
    Status.SUPERSEDED: N_("Renewed since"),
    Status.TERM_OVER: N_("Term over"),
    Status.ENDED: N_("Ended"),
    Status.ANNOUNCED: N_("Announced only"),
}
STATUS_DEFINITIONS = {
    Status.IN_FORCE: N_("A source says so, or the stated term is not over."),
    Status.PRESUMED: N_("No term is stated, and nothing found says that it ended."),
    Status.SUPERSEDED: N_("A later document renews or replaces it."),
    Status.TERM_OVER: N_("The stated term is over, and no renewal was found."),
    Status.ENDED: N_("A source says that it ended."),
    Status.ANNOUNCED: N_(
        "Only an advance notice is known. It does not count as signed or as having taken place."
    ),
}


def formality(events: pd.DataFrame, kinds: pd.DataFrame) -> pd.Series:
    """The level of each document, 0 for what is none.

    A renewal takes the level of what it renews, at least that of a renewal (design rule).
    """
    own = events["kind"].map(kinds["formality"])
    levels = own.where(events["signed"], 0).to_dict()
    renewals = events[events["signed"] & events["renews"].map(bool)].sort_values("first")
    for key, renewed in renewals["renews"].items():
        levels[key] = max(levels[key], *(levels.get(other, 0) for other in renewed))
    return pd.Series(levels, dtype="int64").reindex(events.index)


def status(events: pd.DataFrame, today: date) -> pd.Series:
    """The Status of each document on `today`, "" for events that are no documents."""
    day = pd.Timestamp(today)
    said = events["said_status"]
    term = pd.to_datetime([t and edtf.parse(t).last for t in events["valid_until"]])
    over = pd.Series(term < day, index=events.index)
    running = pd.Series(term >= day, index=events.index)
    in_effect = events[events["signed"] & (events["first"] <= day)]
    renewed = events.index.isin([key for keys in in_effect["renews"] for key in keys])
    conditions = [
        (said == Status.ANNOUNCED, Status.ANNOUNCED),
        (~events["signed"], ""),
        (said == Status.ENDED, Status.ENDED),
        ((said == Status.IN_FORCE) & ~over, Status.IN_FORCE),
        (renewed, Status.SUPERSEDED),
        (over, Status.TERM_OVER),
        (running, Status.IN_FORCE),
    ]
    chosen = np.select(
        [np.asarray(condition) for condition, _ in conditions],
        [str(value) for _, value in conditions],
        default=str(Status.PRESUMED),
    )
    return pd.Series(chosen, index=events.index, dtype=str)


def comparable_with_clair(events: pd.DataFrame) -> pd.Series:
    """Which documents meet CLAIR's conditions for a sister tie as far as the data can tell.

    A full affiliation or friendship agreement between both governments (or a renewal of one), not
    limited to one field. That the leaders themselves signed, and that an assembly approved a
    budget for it, is not in the data.
    """
    broad = events["fields"].map(len) != 1
    full = events["signed"] & (events["formality"] >= 3)
    return full & (events["signatory"] == "government") & broad


FORMALITY = {
    4: N_("Sister or friendship city"),
    3: N_("Friendship agreement"),
    2: N_("Memorandum or cooperation agreement"),
    1: N_("Letter of intent"),
    0: N_("No signed document found"),
}
