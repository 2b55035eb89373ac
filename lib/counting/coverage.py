"""Which provinces and prefectures have signed documents, only ties, or none found.

"None found" says what the search yielded, never that none exists.
"""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from lib.facts import successions
from lib.facts.dataset import Dataset
from lib.facts.localities import COUNTRIES
from lib.facts.perspective import Perspective
from lib.facts.vocabulary import Relation
from lib.language.i18n import N_


class Found(StrEnum):
    """The best that was found for a unit."""

    DOCUMENTS = "documents"
    TIES = "ties"
    NONE = "none"


FOUND_LABELS = {
    Found.DOCUMENTS: N_("With a signed document"),
    Found.TIES: N_("Only ties or activities"),
    Found.NONE: N_("None found"),
}
FOUND_DEFINITIONS = {
    Found.DOCUMENTS: N_("At least one signed document of its own or of a city or district in it."),
    Found.TIES: N_("Visits, programmes, mentions or announcements, but no signed document found."),
    Found.NONE: N_("No record at all. That none was found does not mean that none exists."),
}


@dataclass(frozen=True)
class Coverage:
    """The province-level units of a country: all of them, and each class in order of name."""

    units: int
    found: dict[Found, tuple[str, ...]]


def coverage(dataset: Perspective, country: str, events: pd.DataFrame | None = None) -> Coverage:
    """What was found for the province-level units of "VN" or "JP" in a perspective: in all of its
    events, or in these of them.

    As signed, Vietnam has the 63 units of before the merger, a province and the city that goes on
    from it as one; as of today, the 34. A unit takes in its cities and districts. Groups of
    prefectures are left out.
    """
    same = successions.same_unit(dataset.successions)

    def current(key: str) -> str:
        unit = same.get(key, key)
        return dataset.successors.get(unit, unit)

    listed = dataset.localities.index[_is_province(dataset, country)].map(current)
    if events is None:
        events = dataset.events
    units = events[f"{COUNTRIES[country].code}_id"].map(dataset.top).map(current)
    signed = set(units[events["signed"]])
    known = set(units)
    classes: dict[Found, list[str]] = {found: [] for found in Found}
    for key in dict.fromkeys(listed):
        found = Found.DOCUMENTS if key in signed else Found.TIES if key in known else Found.NONE
        classes[found].append(str(key))
    return Coverage(
        units=sum(map(len, classes.values())),
        found={found: tuple(sorted(keys)) for found, keys in classes.items()},
    )


def nothing_found(
    dataset: Perspective, country: str, events: pd.DataFrame
) -> dict[str, tuple[str, ...]]:
    """The province-level units of which nothing is among these events, by region, in its order.

    A unit of today stands in the region of the one whose name it kept.
    """
    none = coverage(dataset, country, events).found[Found.NONE]
    found: dict[str, list[str]] = {code: [] for code in dataset.regions.codes(country)}
    for key in none:
        found.setdefault(dataset.regions.containing(dataset.ancestors[key]), []).append(key)
    return {code: tuple(keys) for code, keys in found.items() if keys}


def _is_province(dataset: Dataset, country: str) -> pd.Series:
    places = dataset.localities
    return (places["country"] == country) & places["level"].isin(COUNTRIES[country].provinces)


def with_document(pairs: pd.DataFrame, dataset: Dataset, country: str) -> int:
    """How many provinces or prefectures have a signed document among `pairs`.

    `pairs` are those of province-level units, as from `partnerships.pairs`. A province and the city
    that goes on from it are one.
    """
    signed = pairs.loc[pairs["documents"] > 0, f"{COUNTRIES[country].code}_id"]
    units = signed[signed.map(_is_province(dataset, country))]
    return units.replace(successions.same_unit(dataset.successions)).nunique()


def sources_by_kind(dataset: Dataset) -> pd.DataFrame:
    """Per kind of source: how many pages, and how many citations that support a record."""
    pages = dataset.sources["kind"].value_counts()
    evidence = dataset.evidence
    cited = evidence.loc[evidence["relation"] == Relation.SUPPORTS, "source_id"]
    citations = cited.map(dataset.sources["kind"]).value_counts()
    return pd.DataFrame({"pages": pages, "citations": citations}).fillna(0).astype(int)
