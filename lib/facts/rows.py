"""Rows of a frame one by one, for code that shows or writes them."""

from collections import namedtuple
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pandas as pd


# What `DataFrame.itertuples` makes anew each time; with how it takes the columns out, one by one,
# that is most of a chart's time.
@lru_cache(maxsize=256)
def _made_of(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", ("Index", *columns), rename=True)


def rows(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows as named tuples, the index as `Index`. The tables' checks vouch for the types."""
    columns = (column.tolist() for _, column in frame.items())
    return map(
        _made_of(tuple(frame.columns))._make, zip(frame.index.tolist(), *columns, strict=True)
    )


def row(frame: pd.DataFrame, key: str) -> Any:
    """The row with index `key` as a named tuple; raises KeyError."""
    return next(rows(frame.loc[[key]]))
