"""What follows from the tables for each signed document: its formality, and its status on a day.

All functions take the events of a Dataset (index id; kind, signed, stated_status, renews, first,
last, valid_until) and return a Series on the same index.
"""

from collections.abc import Mapping
from datetime import date
from enum import IntEnum
from typing import Self

import numpy as np
import pandas as pd

from lib.facts.vocabulary import Signatory
from lib.language import edtf
from lib.language.i18n import N_
from lib.language.labels import LabelledEnum, definitions, labels


class Status(LabelledEnum):
    """Status of a document on a day, from best to worst; non-documents have only ANNOUNCED."""

    IN_FORCE = (
        "in_force",
        N_("In force"),
        N_("A source says so, or the stated term is not over."),
    )
    PRESUMED = (
        "presumed",
        N_("Presumed in force"),
        N_("No term is stated, and nothing found says that it ended."),
    )
    SUPERSEDED = (
        "superseded",
        N_("Renewed since"),
        N_("A later document renews or replaces it."),
    )
    TERM_OVER = (
        "term_over",
        N_("Term over"),
        N_("The stated term is over, and no renewal was found."),
    )
    ENDED = "ended", N_("Ended"), N_("A source says that it ended.")
    ANNOUNCED = (
        "announced",
        N_("Announced only"),
        N_(
            "Only an advance notice is known. It does not count as signed or as having taken place."
        ),
    )


# Still worth an anniversary, except one that a source says has ended.
NO_LONGER_IN_FORCE = (Status.SUPERSEDED, Status.TERM_OVER, Status.ENDED)
WITHOUT_ANNIVERSARY = (Status.ENDED, Status.ANNOUNCED)

STATUS_LABELS = labels(Status)
STATUS_DEFINITIONS = definitions(Status)


class Formality(IntEnum):
    """How formal a document is, and a pair by its most formal one."""

    label: str

    def __new__(cls, level: int, label: str) -> Self:
        member = int.__new__(cls, level)
        member._value_ = level
        member.label = label
        return member

    SISTER = 4, N_("Sister or friendship city")
    FRIENDSHIP = 3, N_("Friendship agreement")
    MEMORANDUM = 2, N_("Memorandum or cooperation agreement")
    INTENT = 1, N_("Letter of intent")
    NONE = 0, N_("No signed document found")


FORMALITY: Mapping[int, str] = {level.value: level.label for level in Formality}


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
    stated = events["stated_status"]
    term = pd.to_datetime([t and edtf.parse(t).last for t in events["valid_until"]])
    over = pd.Series(term < day, index=events.index)
    running = pd.Series(term >= day, index=events.index)
    in_effect = events[events["signed"] & (events["first"] <= day)]
    renewed = events.index.isin([key for keys in in_effect["renews"] for key in keys])
    conditions = [
        (stated == Status.ANNOUNCED, Status.ANNOUNCED),
        (~events["signed"], ""),
        (stated == Status.ENDED, Status.ENDED),
        ((stated == Status.IN_FORCE) & ~over, Status.IN_FORCE),
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
    full = events["signed"] & (events["formality"] >= Formality.FRIENDSHIP)
    return full & (events["signatory"] == Signatory.GOVERNMENT) & broad
