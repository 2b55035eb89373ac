"""Rows of a frame one by one, for code that shows or writes them."""

from collections.abc import Iterator
from typing import Any

import pandas as pd


def rows(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows as named tuples, the index as `Index`. The tables' checks vouch for the types."""
    return iter(frame.itertuples())


def row(frame: pd.DataFrame, key: str) -> Any:
    """The row with index `key` as a named tuple; raises KeyError."""
    return next(rows(frame.loc[[key]]))
