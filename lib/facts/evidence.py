"""How sure a record is: its grade, and what the grade rests on.

A: two or more independent publishers support it, one of them official. B: one official source, or
two independent ones. C: anything less. Only `supports` counts; `context` and `contradicts` do not.
A publisher counts once, whoever reposts it; blogs, wikis and machine-translated copies (kind
`other`) are no independent publishers.
"""

import pandas as pd

from lib.language.i18n import N_

GRADES = {
    "A": N_("A: confirmed from several sides"),
    "B": N_("B: well supported"),
    "C": N_("C: weakly supported"),
}
GRADE_DEFINITIONS = {
    "A": N_("Two or more independent publishers support it, one of them official."),
    "B": N_("One official source, or two independent publishers, support it."),
    "C": N_("Less than that: a single report, or copies and blogs only."),
}


def assess(events: pd.Index, evidence: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Per event: grade (A, B, C), publishers (independent ones), official (bool), sides.

    `sides` tells from whose sources it is known: "both", "vn", "jp" or "other".
    """
    cited = evidence[evidence["relation"] == "supports"].join(sources, on="source_id")
    cited = cited.assign(name=cited["publisher"].str.casefold())
    counted = cited[cited["kind"] != "other"]
    publishers = counted.groupby("event_id")["name"].nunique()
    official = cited.assign(official=cited["kind"] == "official").groupby("event_id")["official"]
    sides = cited.groupby("event_id")["side"].agg(set)
    table = pd.DataFrame(
        {
            "publishers": publishers.reindex(events, fill_value=0).astype(int),
            "official": official.any().reindex(events, fill_value=False).astype(bool),
            "sides": [_side(sides.get(key, set())) for key in events],
        },
        index=events,
    )
    several = table["publishers"] >= 2
    table["grade"] = "C"
    table.loc[several | table["official"], "grade"] = "B"
    table.loc[several & table["official"], "grade"] = "A"
    return table


def _side(sides: set[str]) -> str:
    if {"vn", "jp"} <= sides:
        return "both"
    return next((side for side in ("vn", "jp") if side in sides), "other")
