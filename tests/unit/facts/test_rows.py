"""Rows of a frame are those that pandas gives, with the same types."""

from dataclasses import replace

import pandas as pd
import pytest

from lib.facts.rows import row, rows
from tests.unit import strategies

DATASET = strategies.index().dataset
FRAMES = {
    "events": DATASET.events,
    "no event": DATASET.events.iloc[:0],
    "numbered": DATASET.events.reset_index(),
    "sources": DATASET.sources,
    "evidence": DATASET.evidence,
    "localities": DATASET.localities,
    "made here": pd.DataFrame(
        {"from": [1, 2], "b": [None, 1.5], "day": [pd.Timestamp("2020-01-01"), pd.NaT]}
    ),
}


@pytest.mark.parametrize("name", FRAMES)
def test_rows_are_those_of_pandas(name: str) -> None:
    frame = FRAMES[name]
    found = [*rows(frame)]
    expected = [*frame.itertuples()]
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one._fields == other._fields
        assert [*map(type, one)] == [*map(type, other)]
        assert [*map(repr, one)] == [*map(repr, other)]


def test_one_row() -> None:
    assert row(DATASET.events, "vj0141").Index == "vj0141"
    with pytest.raises(KeyError):
        row(DATASET.events, "vj9999")


@pytest.mark.parametrize(
    "keys", [(), ("vj0141",), ("vj0141", "vj0003", "vj0141"), tuple(DATASET.events.index)], ids=len
)
def test_events_taken_together_are_those_taken_one_by_one(keys: tuple[str, ...]) -> None:
    together = replace(DATASET).events_of(keys)
    assert together == [DATASET.event(key) for key in keys]
    with pytest.raises(KeyError, match="vj9999"):
        DATASET.events_of([*keys, "vj9999"])
