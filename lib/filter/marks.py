"""What can be pointed out without being filtered by: a record, a bar, a field or a locality.

In an address a mark is the id of the record or locality, the code of the field, or year and kind
of the bar ("2015.mou").
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lib.facts.localities import SIDES, side_of
from lib.facts.perspective import Perspective
from lib.filter import clicks
from lib.filter.filters import Filter
from lib.filter.parameters import NO_FIELD


@dataclass(frozen=True)
class Mark:
    """`key` as in addresses; `values` are those of the filter that asks for it alone.

    Of a record, which no filter asks for, they ask for its link on the map.
    """

    key: str
    values: clicks.Values

    @property
    def alone(self) -> Filter:
        """The filter that asks for it and for nothing else."""
        return Filter.of({name: (value,) for name, value in self.values.items()})

    @property
    def bar(self) -> tuple[int, str] | None:
        """The year and kind, if it is a bar."""
        values = self.values
        return (int(values["from"]), values["kind"]) if "kind" in values else None

    @property
    def field(self) -> str | None:
        """The code, if it is a field."""
        return self.values.get("field")

    @property
    def place(self) -> str | None:
        """The id, if it is a locality."""
        return next(
            (key for name, key in self.values.items() if name in SIDES and key == self.key), None
        )

    def narrowed(self, chosen: Filter) -> Filter:
        """A filter that asks for it as well."""
        for name, value in self.values.items():
            # What is comparable with CLAIR's list is signed.
            if name != "only" or not chosen["only"]:
                chosen = chosen.with_(name, (value,))
        return chosen


def of_bar(year: int, kind: str) -> str:
    """The mark of a bar."""
    return f"{year}.{kind}"


# A data set from a viewpoint is one object, kept as long as it is in use.
@lru_cache(maxsize=8)
def known(dataset: Perspective) -> Mapping[str, clicks.Values]:
    """All marks: what the filter would be asked for, by key."""
    events, top = dataset.events, dataset.top
    ends = zip(*(events[f"{side}_id"] for side in SIDES), strict=True)
    dated = events[events["signed"] & events["first"].notna()]
    bars = {*zip(dated["first"].dt.year, dated["kind"], strict=True)}
    return {
        **{of_bar(*bar): clicks.bar_values(*bar) for bar in sorted(bars)},
        **{code: {"field": code} for code in (*dataset.fields.index, NO_FIELD)},
        **{key: {side_of(key): key} for key in dataset.localities.index},
        **{
            key: {side: top[end] for side, end in zip(SIDES, pair, strict=True)}
            for key, pair in zip(events.index, ends, strict=True)
        },
    }


def options(dataset: Perspective) -> Collection[str]:
    """The keys of all marks."""
    return known(dataset).keys()


def read(key: str | None, dataset: Perspective) -> Mark | None:
    """The mark with this key; None if there is none."""
    values = None if key is None else known(dataset).get(key)
    return None if key is None or values is None else Mark(key, values)
