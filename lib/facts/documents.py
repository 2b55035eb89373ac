"""What follows from the tables for each signed document: its formality, and its status on a day.

All functions take the events of a Dataset (index id; kind, signed, stated_status, renews, replaces,
extension, first, last, valid_until) and return a Series on the same index.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
    EXTENDED = (
        "extended",
        N_("Extended tacitly"),
        N_("Its stated term is over, but it goes on by its own words unless a side objects."),
    )
    PRESUMED = (
        "presumed",
        N_("Presumed in force"),
        N_("No term is stated, and nothing found says that it ended."),
    )
    SUPERSEDED = (
        "superseded",
        N_("Renewed or replaced"),
        N_("A later document renews it or takes its place, also one of another kind or pair."),
    )
    TERM_OVER = (
        "term_over",
        N_("Term over"),
        N_("The stated term is over, and no renewal was found."),
    )
    ENDED = (
        "ended",
        N_("Ended by the parties"),
        N_("A source says that one side or both ended it."),
    )
    ANNOUNCED = (
        "announced",
        N_("Announced only"),
        N_(
            "Only an advance notice is known. It does not count as signed or as having taken place."
        ),
    )


class Extension(LabelledEnum):
    """How a stated term goes on by the document's own words."""

    TACIT = "tacit", N_("Tacit: it goes on unless a side objects")


# Those of a document that still runs, as far as is known.
RUNNING = (Status.IN_FORCE, Status.EXTENDED, Status.PRESUMED)
# Still worth an anniversary, except one that a source says has ended.
NO_LONGER_IN_FORCE = (Status.SUPERSEDED, Status.TERM_OVER, Status.ENDED)
WITHOUT_ANNIVERSARY = (Status.ENDED, Status.ANNOUNCED)

STATUS_LABELS = labels(Status)
STATUS_DEFINITIONS = definitions(Status)
EXTENSIONS = labels(Extension)


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


@dataclass(frozen=True)
class _Standing:
    """What the rules of status look at, each on the index of the events.

    stated: the status that a source states. over, running: whether the day lies after or within a
    stated term. followed: whether a later document in effect renews or replaces it.
    """

    signed: pd.Series
    stated: pd.Series
    tacit: pd.Series
    over: pd.Series
    running: pd.Series
    followed: pd.Series


@dataclass(frozen=True)
class StatusRule:
    """A rule that gives `status` ("" for what is no document) where `when` holds."""

    status: str
    when: str
    holds: Callable[[_Standing], pd.Series]


# The first rule that holds gives the status. What a source says of it comes before what follows
# from terms and later documents, and a later document before a term that is over.
STATUS_RULES = (
    StatusRule(
        Status.ANNOUNCED,
        N_("Only an advance notice of it is known."),
        lambda on: on.stated == Status.ANNOUNCED,
    ),
    StatusRule("", N_("It is no signed document: it has no status."), lambda on: ~on.signed),
    StatusRule(
        Status.ENDED,
        N_("A source says that one side or both ended it."),
        lambda on: on.stated == Status.ENDED,
    ),
    StatusRule(
        Status.IN_FORCE,
        N_("A source says that it is in force, and no stated term is over."),
        lambda on: (on.stated == Status.IN_FORCE) & ~on.over,
    ),
    StatusRule(
        Status.SUPERSEDED,
        N_("A later document, already signed on the day, renews it or takes its place."),
        lambda on: on.followed,
    ),
    StatusRule(
        Status.EXTENDED,
        N_("Its stated term is over, and it says itself that it goes on unless a side objects."),
        lambda on: on.over & on.tacit,
    ),
    StatusRule(Status.TERM_OVER, N_("Its stated term is over."), lambda on: on.over),
    StatusRule(Status.IN_FORCE, N_("Its stated term is not over."), lambda on: on.running),
    StatusRule(
        Status.PRESUMED,
        N_("None of these: no term is stated, and nothing found says that it ended."),
        lambda on: on.signed,
    ),
)


def status(events: pd.DataFrame, today: date) -> pd.Series:
    """The Status of each document on `today`, "" for events that are no documents.

    By STATUS_RULES, the first that holds.
    """
    day = pd.Timestamp(today)
    term = pd.to_datetime([t and edtf.parse(t).last for t in events["valid_until"]])
    # A document of unknown date has been signed, whatever the day.
    in_effect = events[events["signed"] & ~(events["first"] > day)]
    followed = {key for keys in earlier(in_effect) for key in keys}
    standing = _Standing(
        signed=events["signed"],
        stated=events["stated_status"],
        tacit=events["extension"] == Extension.TACIT,
        over=pd.Series(term < day, index=events.index),
        running=pd.Series(term >= day, index=events.index),
        followed=pd.Series(events.index.isin(followed), index=events.index),
    )
    chosen = np.select(
        [np.asarray(rule.holds(standing)) for rule in STATUS_RULES],
        [str(rule.status) for rule in STATUS_RULES],
        default="",
    )
    return pd.Series(chosen, index=events.index, dtype=str)


def running(events: pd.DataFrame, status: pd.Series) -> pd.Series:
    """Which documents still run: by a status of RUNNING, or renewed or replaced by one that runs.

    `status` is that of the events on a day.
    """
    found = set(events.index[status.isin(RUNNING)])
    lasting = events[status == Status.SUPERSEDED]
    before = earlier(events[events["signed"]]).to_dict()
    todo = list(found)
    while todo:
        for key in before.get(todo.pop(), ()):
            if key in lasting.index and key not in found:
                found.add(key)
                todo.append(key)
    return pd.Series(events.index.isin(found), index=events.index)


def earlier(events: pd.DataFrame) -> pd.Series:
    """The documents that each event renews or whose place it takes, as tuples of ids."""
    return events["renews"] + events["replaces"]


def followers(events: pd.DataFrame) -> dict[str, list[str]]:
    """Per document those that renew it or take its place, the earliest first."""
    signed = events[events["signed"]].sort_values("first", kind="stable")
    found: dict[str, list[str]] = {}
    for later, keys in earlier(signed).items():
        for key in dict.fromkeys(keys):
            found.setdefault(key, []).append(str(later))
    return found


def comparable_with_clair(events: pd.DataFrame) -> pd.Series:
    """Which documents meet CLAIR's conditions for a sister tie as far as the data can tell.

    A full affiliation or friendship agreement between both governments (or a renewal of one), not
    limited to one field. That the leaders themselves signed, and that an assembly approved a
    budget for it, is not in the data.
    """
    broad = events["fields"].map(len) != 1
    full = events["signed"] & (events["formality"] >= Formality.FRIENDSHIP)
    return full & (events["signatory"] == Signatory.GOVERNMENT) & broad
