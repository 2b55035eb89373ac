"""Which of the pages that events cite were there when they were last asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from lib.facts.dataset import Dataset
from lib.facts.vocabulary import Link

_ALIVE, _GONE = (Link.ALIVE, Link.MOVED), (Link.GONE, Link.FRONT_PAGE)


@dataclass(frozen=True)
class Lost:
    """A page that is gone: its publisher's names, an archived copy or "", the citing events."""

    source: str
    publishers: Mapping[str, str]
    copy: str
    records: tuple[str, ...]


@dataclass(frozen=True)
class Reached:
    """Pages in all, those asked for, from which day to which ("" without), alive, and gone."""

    pages: int
    asked: int
    first: str
    last: str
    alive: int
    gone: tuple[Lost, ...]

    @property
    def copies(self) -> int:
        """How many of the pages that are gone have an archived copy."""
        return sum(1 for lost in self.gone if lost.copy)


def count(events: pd.Index, dataset: Dataset) -> Reached:
    """The pages that these events cite, by how they answered."""
    cited = dataset.evidence[events.get_indexer(pd.Index(dataset.evidence["event_id"])) >= 0]
    sources = dataset.sources.loc[sorted(cited["source_id"].unique())]
    asked = sources[sources["link_status"] != ""]
    lost = asked[asked["link_status"].isin(_GONE)]
    of_lost = cited[cited["source_id"].isin(lost.index)].groupby("source_id")["event_id"]
    citing = {str(key): tuple(group) for key, group in of_lost}
    return Reached(
        pages=len(sources),
        asked=len(asked),
        first=min(asked["link_checked"], default=""),
        last=max(asked["link_checked"], default=""),
        alive=int(asked["link_status"].isin(_ALIVE).sum()),
        gone=tuple(
            Lost(
                str(key),
                {lang: str(lost.at[key, f"publisher_{lang}"]) for lang in dataset.languages},
                str(lost.at[key, "archived_url"]),
                citing[str(key)],
            )
            for key in lost.index
        ),
    )
