"""Regions to count by: groups of provinces and prefectures, as `data/regions/` declares them.

A record counts in the region of the place that signed, whichever unit holds the tie today: the six
regions of Vietnam were defined for the 63 provinces of before July 2025.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

# Of a place that no region of the package takes in; such records are counted and shown as such.
NO_REGION = "none"


@dataclass(frozen=True)
class Regions:
    """table: index `code`; country, rank, name_en, name_vi, …, each country in its order.

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

    def containing(self, chain: Iterable[str]) -> str:
        """The code of the region of a place, given with its ancestors, else NO_REGION."""
        return next((self.members[unit] for unit in chain if unit in self.members), NO_REGION)


def of(table: pd.DataFrame, members: pd.DataFrame) -> Regions:
    """The regions of the two tables as they stand in the package; raises ValueError."""
    return Regions(
        table.astype({"rank": int}).sort_values(["country", "rank"]).set_index("code"),
        dict(zip(members["locality_id"], members["region_code"], strict=True)),
    )
