"""Signed documents over the years: the latest, per year and kind, and added up."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from lib.facts.dataset import Dataset
from lib.facts.documents import NO_LONGER_IN_FORCE, STATUS_LABELS, Status
from lib.facts.evidence import CONTRADICTED
from lib.filter.filters import Filter
from lib.language import edtf
from lib.language.i18n import Localizer

# No local tie is older than diplomatic relations.
EARLIEST = 1973


def signings(events: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The signed documents among `events`, the only ones that count here; with these columns."""
    # Each of some fifty columns takes its time to be picked from.
    asked_for = events[[*columns]] if columns else events
    return asked_for[events["signed"]]


def when(event: Any, words: Localizer) -> str:
    """The date of an event in words. A document of unknown date has been signed all the same."""
    if event.date:
        return words.date(event.date)
    return (
        words.gettext("signed, year unknown") if event.signed else words.gettext("date not known")
    )


def marks(event: Any, words: Localizer) -> list[str]:
    """What must stand beside an event wherever it is announced or counted: that it is no longer in
    force, and that a source contradicts it.
    """
    over = event.status in NO_LONGER_IN_FORCE
    found = [words.gettext(STATUS_LABELS[Status(event.status)])] if over else []
    return [*found, words.gettext(CONTRADICTED)] if event.contradicted else found


def standing(event: Any, words: Localizer) -> str:
    """The status of an event in words, "" if it has none, and whether a source contradicts it."""
    status = words.gettext(STATUS_LABELS[Status(event.status)]) if event.status else ""
    told = words.gettext(CONTRADICTED) if event.contradicted else ""
    return words.clauses(filter(None, (status, told)))


def standing_counts(events: pd.DataFrame) -> dict[Status, int]:
    """How many signed documents have each status that occurs, from best to worst."""
    counts = signings(events, "status")["status"].value_counts()
    return {status: int(counts[status]) for status in Status if counts.get(status, 0)}


def undated(events: pd.DataFrame) -> int:
    """How many signed documents have no known date."""
    return int((events["signed"] & events["first"].isna()).sum())


def undated_kinds(events: pd.DataFrame) -> pd.Series:
    """How many signed documents of each kind that occurs have no known date."""
    documents = signings(events, "first", "kind")
    return documents.loc[documents["first"].isna(), "kind"].value_counts()


def span(events: pd.DataFrame) -> tuple[int, int] | None:
    """The years of the first and the latest dated signing; None without one."""
    dated = signings(events, "first")["first"].dropna()
    return None if dated.empty else (int(dated.min().year), int(dated.max().year))


def newest_first(events: pd.DataFrame) -> pd.DataFrame:
    """The events, the latest first and undated ones last."""
    return events.sort_values(["first", "date"], ascending=False, kind="stable")


def latest(events: pd.DataFrame, number: int) -> pd.DataFrame:
    """The latest dated signed documents, `number` at most."""
    signed = signings(events, "first", "date")
    return events.loc[newest_first(signed[signed["first"].notna()]).head(number).index]


def latest_date(events: pd.DataFrame) -> str:
    """The date (EDTF) of the latest signing; "" where none is known."""
    return str(max(signings(events, "date")["date"], default=""))


def count_comparable_with_clair(events: pd.DataFrame) -> int:
    """How many documents meet CLAIR's conditions, as far as the data can tell."""
    return int(events["clair"].sum())


def years(events: pd.DataFrame, chosen: Filter, today: date) -> range:
    """The years to show: the period asked for, else from the first of `events` to today.

    A period is shown no further than something can lie in it. Empty if no event has a date.
    """
    dated = events[["first", "last"]].dropna()
    if dated.empty:
        return range(0)
    first, last = dated["first"].min().year, max(dated["last"].max().year, today.year)
    if chosen["from"]:
        first = max(edtf.parse(chosen["from"][0]).year, min(first, EARLIEST))
    if chosen["to"]:
        last = min(edtf.parse(chosen["to"][0]).year, last)
    return range(first, last + 1)


def per_year(events: pd.DataFrame, dataset: Dataset, shown: Sequence[int]) -> pd.DataFrame:
    """Signed documents per year (index, each of `shown`) and kind (columns, those that occur).

    A year is all that is needed of a date, so each dated document counts.
    """
    documents = signings(events, "first", "kind")
    dated = documents.dropna()
    counts = dated.groupby([dated["first"].dt.year, dated["kind"]]).size().unstack(fill_value=0)
    occurring = set(documents["kind"])
    kinds = [kind for kind in dataset.kinds.index if kind in occurring]
    return counts.reindex(index=list(shown), columns=kinds, fill_value=0).astype(int)


def cumulative(events: pd.DataFrame) -> pd.DataFrame:
    """Index the years from the first signing to the latest; columns documents, partnerships.

    Both are totals up to the end of the year. A partnership begins with its first document.
    Documents without a known date are left out. Empty without a dated document.
    """
    signed = signings(events, "first", "vn_id", "jp_id").dropna()
    if signed.empty:
        return pd.DataFrame({"documents": [], "partnerships": []}, dtype=int)
    years = signed["first"].dt.year
    began = years.groupby([signed["vn_id"], signed["jp_id"]]).min()
    span = range(int(years.min()), int(years.max()) + 1)
    table = pd.DataFrame(
        {
            "documents": years.value_counts().reindex(span, fill_value=0).cumsum(),
            "partnerships": began.value_counts().reindex(span, fill_value=0).cumsum(),
        }
    )
    return table.rename_axis("year")
