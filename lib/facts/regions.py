"""Regions to count by: groups of provinces and prefectures, as `data/regions/` declares them.

A record counts in the region of the place that signed, whichever unit holds the tie today: the six
regions of Vietnam were defined for the 63 provinces of before July 2025.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from lib.facts.dataset import Catalogue, read_table

# Of a place that no region of the package takes in; such records are counted and shown as such.
NO_REGION = "none"


@dataclass(frozen=True)
class Regions:
    """table: index `code`; country, rank, name_en, name_vi, name_ja, each country in its order.

    members: province-level unit -> code.
    """

    table: pd.DataFrame
    members: Mapping[str, str]

    def codes(self, country: str) -> list[str]:
        """The codes of a country ("VN", "JP") in their customary order."""
        return [str(code) for code in self.table.index[self.table["country"] == country]]

    def name(self, code: str, lang: str) -> str:
        """The region's name."""
        return str(self.table.at[code, f"name_{lang}"])


@lru_cache(maxsize=2)
def load(folder: Path) -> Regions:
    """The regions of the data package in `folder`; raises OSError or ValueError if unreadable."""
    table = read_table(folder / "regions", "regions").astype({"rank": int})
    members = read_table(folder / "regions", "region_members")
    return Regions(
        table.sort_values(["country", "rank"]).set_index("code"),
        dict(zip(members["locality_id"], members["region_code"], strict=True)),
    )


def signed_in(
    events: pd.DataFrame, catalogue: Catalogue, regions: Regions, country: str
) -> pd.Series:
    """Per event the region of the place that signed (or acted) on one side, else NO_REGION."""
    places = events[f"{country.lower()}_signed"]
    known = {
        place: next(
            (regions.members[k] for k in catalogue.ancestors[place] if k in regions.members),
            NO_REGION,
        )
        for place in places.unique()
    }
    return places.map(known).astype(str)
