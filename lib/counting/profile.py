"""One locality: what it was, whom it works with, in what, and who else could be of interest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.counting import partnerships, signings
from lib.counting.partnerships import STATUS_RANK, Totals
from lib.facts import successions
from lib.facts.localities import COUNTRIES, other_side, side_of
from lib.facts.perspective import Perspective
from lib.facts.rows import row, rows
from lib.language.i18n import LANGUAGES


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


def history(dataset: Perspective, key: str) -> tuple[list[Succession], list[Succession]]:
    """What passed into the unit, and what the unit passed into, by date."""
    steps = [
        Succession(
            step.predecessor_id,
            step.successor_id,
            step.effective_date,
            step.reason,
            {lang: getattr(step, f"legal_basis_{lang}") for lang in LANGUAGES},
        )
        for step in rows(dataset.successions.sort_values("effective_date"))
    ]
    return [s for s in steps if s.later == key], [s for s in steps if s.former == key]


def drawn_as(dataset: Perspective, key: str, shapes: Collection[str]) -> str:
    """The one of `shapes` (ids of units) in which the locality lies; its unit if none is.

    On a map from before it changed rank or name, a unit is drawn under its former id.
    """
    unit = dataset.top[key]
    former = (f for f, later in successions.same_unit(dataset.successions).items() if later == unit)
    return next((each for each in (unit, *former) if each in shapes), unit)


def nearest_names(dataset: Perspective, text: str, count: int = 5) -> list[str]:
    """The localities whose id, or any name, is or comes closest to `text`, best first."""
    name = text.removeprefix("vn-").removeprefix("jp-").rpartition(".")[2]
    return dataset.gazetteer.nearest(name.replace("-", " "), count)


def partners(events: pd.DataFrame, side: str) -> pd.DataFrame:
    """Per counterpart of these events of one locality; `side` is the locality's own.

    Index the counterpart; columns documents, records, formality, status (the best of its
    documents, "" without one), running (bool: one of them still runs), contradicted (documents that
    a source contradicts), latest (signing), active (last dated record), both EDTF or "".
    Sorted by formality, documents, records.
    """
    frame = events.assign(
        rank=events["status"].where(events["signed"]).map(STATUS_RANK),
        latest=events["date"].where(events["signed"], ""),
        contradicted=events["contradicted"] & events["signed"],
    )
    table = frame.groupby(f"{other_side(side)}_id").agg(
        documents=("signed", "sum"),
        records=("signed", "size"),
        formality=("formality", "max"),
        rank=("rank", "min"),
        running=("running", "any"),
        contradicted=("contradicted", "sum"),
        latest=("latest", "max"),
        active=("date", "max"),
    )
    statuses = {rank: status for status, rank in STATUS_RANK.items()}
    table["status"] = [statuses.get(rank, "") for rank in table.pop("rank")]
    return table.sort_values(["formality", "documents", "records"], ascending=False, kind="stable")


@dataclass(frozen=True)
class Counterparts:
    """How many localities across a locality works with: those with a document, of these those with
    one that still runs, and those without any.
    """

    partners: int
    running: int
    ties: int


def counterparts(table: pd.DataFrame) -> Counterparts:
    """The rows of a table of `partners`, counted: a city of the locality's own is no other row."""
    signed = table["documents"] > 0
    return Counterparts(
        int(signed.sum()), int((signed & table["running"]).sum()), int((~signed).sum())
    )


@dataclass(frozen=True)
class Summary:
    """A locality in figures: totals, highest formality, date of the latest signing (EDTF or "").

    `fields` are the three that its documents name most, `leading` its five first partners with a
    document that still runs.
    """

    totals: Totals
    counterparts: Counterparts
    formality: int
    latest: str
    fields: tuple[str, ...]
    leading: tuple[str, ...]


def summary(events: pd.DataFrame, side: str) -> Summary:
    """These events of one locality in figures; `side` is the locality's own."""
    fields = events.loc[events["signed"], "fields"].explode().value_counts()
    table = partners(events, side)
    return Summary(
        partnerships.totals(events),
        counterparts(table),
        int(max(events["formality"], default=0)),
        signings.latest_date(events),
        tuple(map(str, fields.index[:3])),
        tuple(map(str, table.index[table["running"]][:5])),
    )


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
    """The nearest units of the same country and level group that still exist, nearest first.

    What the unit went on as is none of its neighbours.
    """
    places = dataset.localities
    own = row(places, key)
    group: Sequence[str] = COUNTRIES[own.country].provinces
    if own.level not in group:
        group = [own.level]
    current = dataset.current
    others = [unit for unit in places.index if current[unit] == unit != current[key]]
    same = places.loc[others]
    same = same[(same["country"] == own.country) & same["level"].isin(group)]
    north = same["latitude"] - own.latitude
    # Degrees of longitude shrink with latitude; good enough to rank by.
    east = (same["longitude"] - own.longitude) * np.cos(np.radians(own.latitude))
    return list((north**2 + east**2).sort_values(kind="stable").index[:count])


def suggested_partners(
    events: pd.DataFrame, dataset: Perspective, key: str, like: list[str]
) -> pd.DataFrame:
    """Partners that units `like` this one have by a signed document and this one has not.

    The partners of what passed into this unit are its own, and so is what passed into its partners.
    Partners are province-level units. Columns partner, held_by (tuple of units), documents; most
    widely held first.
    """
    side = side_of(key)
    current = dataset.current

    def holder(locality: str) -> str:
        """`key` or the one of `like` that the locality is or lies in; "" for any other place."""
        chain = (*dataset.ancestors[locality], dataset.top[locality])
        if any(current[unit] == current[key] for unit in chain):
            return key
        return next((unit for unit in chain if unit in like), "")

    signed = events[events["signed"]]
    pairs = pd.DataFrame(
        {
            "own": signed[f"{side}_id"].map(holder),
            "partner": signed[f"{other_side(side)}_id"].map(dataset.top),
        }
    )
    now = pairs["partner"].map(current)
    open_to = pairs[pairs["own"].isin(like) & ~now.isin(now[pairs["own"] == key])]
    table = open_to.groupby("partner", as_index=False).agg(
        held_by=("own", lambda own: tuple(sorted(set(own)))), documents=("own", "size")
    )
    table["widely"] = table["held_by"].map(len)
    order = ["widely", "documents", "partner"]
    table = table.sort_values(order, ascending=[False, False, True], ignore_index=True)
    return table.drop(columns="widely")
