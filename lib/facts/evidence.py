"""How sure a record is: its grade, and what the grade rests on.

A: two or more independent publishers support it, one of them official. B: one official source, or
two independent ones. C: anything less. Only `supports` counts; `context` and `contradicts` do not.
A publisher is a house (`publisher_id`): its outlets and the departments of one administration count
once, whoever reposts them. Blogs, wikis and machine-translated copies (kind `other`) are no
independent publishers, and speak for no side.
"""

from collections import defaultdict

import pandas as pd

from lib.facts.localities import SIDES
from lib.facts.vocabulary import KnownFrom, Relation, SourceKind
from lib.language.i18n import N_
from lib.language.labels import LabelledEnum, definitions, labels


class Grade(LabelledEnum):
    """How well a record is supported."""

    A = (
        "A",
        N_("A: confirmed from several sides"),
        N_("Two or more independent publishers support it, one of them official."),
    )
    B = (
        "B",
        N_("B: well supported"),
        N_("One official source, or two independent publishers, support it."),
    )
    C = (
        "C",
        N_("C: weakly supported"),
        N_("Less than that: a single report, or copies and blogs only."),
    )


# The mark of a record that a source contradicts, wherever it is counted or announced.
CONTRADICTED = N_("contradicted by a source")

GRADES = labels(Grade)
GRADE_DEFINITIONS = definitions(Grade)


def assess(events: pd.Index, evidence: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Per event: grade (A, B, C), publishers (independent ones), official (bool), sides, and
    contradicted (bool: a source says otherwise).

    `sides` is a code of KnownFrom: from whose sources the event is known.
    """
    cited = evidence[evidence["relation"] == Relation.SUPPORTS].join(sources, on="source_id")
    counted = cited[cited["kind"] != SourceKind.OTHER]
    publishers = counted.groupby("event_id")["publisher_id"].nunique()
    sides: dict[str, set[str]] = defaultdict(set)
    for key, side in zip(counted["event_id"].tolist(), counted["side"].tolist(), strict=True):
        sides[key].add(side)
    table = pd.DataFrame(
        {
            "publishers": publishers.reindex(events, fill_value=0).astype(int),
            "official": events.isin(cited["event_id"][cited["kind"] == SourceKind.OFFICIAL]),
            "sides": [_known_from(sides[key]) for key in events],
            "contradicted": contradicted(events, evidence),
        },
        index=events,
    )
    several = table["publishers"] >= 2
    table["grade"] = Grade.C.value
    table.loc[several | table["official"], "grade"] = Grade.B.value
    table.loc[several & table["official"], "grade"] = Grade.A.value
    return table


def contradicted(events: pd.Index, evidence: pd.DataFrame) -> pd.Series:
    """Which events a source contradicts."""
    against = evidence["event_id"][evidence["relation"] == Relation.CONTRADICTS]
    return pd.Series(events.isin(against), index=events)


def _known_from(sides: set[str]) -> str:
    if set(SIDES) <= sides:
        return KnownFrom.BOTH.value
    return next((side for side in SIDES if side in sides), KnownFrom.OTHER.value)
