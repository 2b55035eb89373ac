"""One locality: what it was, whom it works with, in what, and who else could be of interest."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.facts.documents import Status
from lib.facts.localities import other_side, side_of
from lib.facts.perspective import Perspective
from lib.facts.rows import rows
from lib.language.folding import fold
from lib.language.i18n import LANGUAGES

# The standing of a pair is the best standing of its documents, in this order.
_BEST_FIRST = [
    Status.IN_FORCE,
    Status.PRESUMED,
    Status.SUPERSEDED,
    Status.TERM_OVER,
    Status.ENDED,
]


@dataclass(frozen=True)
class Succession:
    """A step in a unit's history: `former` passed into `later` on `date` (EDTF).

    `legal_basis` names the act behind it, per language.
    """

    former: str
    later: str
    date: str
    reason: str
    legal_basis: Mapping[str, str]
    source_id: str


def history(dataset: Perspective, key: str) -> tuple[list[Succession], list[Succession]]:
    """What passed into the unit, and what the unit passed into, by date."""
    steps = [
        Succession(
            step.predecessor_id,
            step.successor_id,
            step.effective_date,
            step.reason,
            {lang: getattr(step, f"legal_basis_{lang}") for lang in LANGUAGES},
            step.source_id,
        )
        for step in rows(dataset.successions.sort_values("effective_date"))
    ]
    return [s for s in steps if s.later == key], [s for s in steps if s.former == key]


def nearest_names(dataset: Perspective, text: str, count: int = 5) -> list[str]:
    """The localities whose id or name in any language comes closest to `text`, best first."""
    wanted = fold(text.removeprefix("vn-").removeprefix("jp-").replace(".", " "))
    names = dataset.localities[[f"name_{lang}" for lang in LANGUAGES]]
    scores = {
        unit.Index: max(
            difflib.SequenceMatcher(None, wanted, fold(name)).ratio()
            for name in (*unit[1:], unit.Index[3:])
        )
        for unit in rows(names)
    }
    return sorted(scores, key=lambda key: (-scores[key], key))[:count]


def partners(events: pd.DataFrame, side: str) -> pd.DataFrame:
    """Per counterpart of these events of one locality; `side` is the locality's own.

    Index the counterpart; columns documents, records, formality, status (the best of its
    documents, "" without one), latest (signing), active (last dated record), both EDTF or "".
    Sorted by formality, documents, records.
    """
    order = {str(status): rank for rank, status in enumerate(_BEST_FIRST)}
    other = f"{other_side(side)}_id"
    frame = events.assign(
        rank=events["status"].where(events["signed"]).map(order),
        latest=events["date"].where(events["signed"], ""),
    )
    table = frame.groupby(other).agg(
        documents=("signed", "sum"),
        records=("signed", "size"),
        formality=("formality", "max"),
        rank=("rank", "min"),
        latest=("latest", "max"),
        active=("date", "max"),
    )
    named = {rank: status for status, rank in order.items()}
    table["status"] = [named.get(rank, "") for rank in table.pop("rank")]
    return table.sort_values(["formality", "documents", "records"], ascending=False, kind="stable")


def field_shares(events: pd.DataFrame, everything: pd.DataFrame, fields: pd.Index) -> pd.DataFrame:
    """How often documents name each field: this locality's, and its country's average.

    Index the field codes; columns documents (how many of these name it), share (of these
    documents that name any field), average (the same share over all documents with any field).
    Shares are NaN where there is no such document.
    """

    def shares(frame: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
        documents = frame[frame["signed"] & frame["fields"].map(bool)]
        counts = documents["fields"].explode().value_counts().reindex(fields, fill_value=0)
        total = len(documents)
        return counts, counts / total if total else pd.Series(np.nan, index=fields)

    counts, own = shares(events)
    _, average = shares(everything)
    return pd.DataFrame({"documents": counts.astype(int), "share": own, "average": average})


def neighbours(dataset: Perspective, key: str, count: int = 6) -> list[str]:
    """The nearest units of the same country and level group that still exist, nearest first."""
    places = dataset.localities
    own = places.loc[key]
    level = {"province", "municipality"} if own["country"] == "VN" else {"prefecture"}
    if own["level"] not in level:
        level = {str(own["level"])}
    same = places[(places["country"] == own["country"]) & places["level"].isin(level)]
    same = same[(same.index != key) & ~same.index.isin(list(dataset.successors))]
    north = same["latitude"] - own["latitude"]
    # Degrees of longitude shrink with latitude; good enough to rank by.
    east = (same["longitude"] - own["longitude"]) * np.cos(np.radians(own["latitude"]))
    return list((north**2 + east**2).sort_values(kind="stable").index[:count])


def unmet_partners(
    events: pd.DataFrame, dataset: Perspective, key: str, like: list[str]
) -> pd.DataFrame:
    """Partners that units `like` this one have by a signed document and this one has not.

    Counted per province-level unit on the other side. Columns partner, held_by (tuple of units),
    documents; most widely held first.
    """
    side = side_of(key)
    own_column, other_column = f"{side}_id", f"{other_side(side)}_id"
    signed = events[events["signed"]]
    top = dataset.top
    pairs = pd.DataFrame(
        {
            "own": signed[own_column].map(top),
            "partner": signed[other_column].map(top),
        }
    )
    known = set(pairs.loc[pairs["own"] == top[key], "partner"])
    open_to = pairs[pairs["own"].isin(like) & ~pairs["partner"].isin(known)]
    table = (
        open_to.groupby("partner")
        .agg(held_by=("own", lambda own: tuple(sorted(set(own)))), documents=("own", "size"))
        .reset_index()
    )
    widely = table["held_by"].map(len)
    return (
        table.assign(widely=widely)
        .sort_values(["widely", "documents", "partner"], ascending=[False, False, True])
        .drop(columns="widely")
        .reset_index(drop=True)
    )
