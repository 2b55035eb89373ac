"""A figure in plotly's words: dicts and lists, read and set by attributes as in plotly.

`lib.pictures` draws it, on screen too, so that no browser need load plotly.js.
`plotly.graph_objects` looks into every value and copies it, for longer than all else that a chart
takes. Here nothing is looked into; the tests have plotly do it for every chart.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd


class Part(dict[str, Any]):
    """A part of a figure; an attribute that is not set is None."""

    def __init__(self, **values: Any) -> None:
        super().__init__({name: _plain(value) for name, value in values.items()})

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("_", "to_")):
            raise AttributeError(name)
        return self.get(name)

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = _plain(value)

    def merge(self, values: Mapping[str, Any]) -> None:
        """Set these values, of parts within only those that are named."""
        for name, value in values.items():
            known = self.get(name)
            if isinstance(known, Part) and isinstance(value, Mapping):
                known.merge(value)
            else:
                self[name] = _plain(value)


def _plain(value: Any) -> Any:
    """A value of dicts, lists and what JSON knows; of columns what is missing is None."""
    if isinstance(value, Mapping):
        return value if isinstance(value, Part) else Part(**value)
    if isinstance(value, pd.Series | pd.Index | np.ndarray):
        column: list[Any] = value.tolist()
        return [None if pd.isna(each) else each for each in column]
    return list(value) if isinstance(value, tuple | range) else value


class Trace(Part):
    """One series of marks; its class is its type."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**values, type=type(self).__name__.lower())


class Bar(Trace):
    """Bars."""


class Heatmap(Trace):
    """Coloured cells."""


class Scatter(Trace):
    """Points, lines or texts."""


class Figure(Part):
    """Traces (`data`) and what surrounds them (`layout`), which has one axis each way."""

    def __init__(self, traces: Iterable[Trace] = ()) -> None:
        super().__init__(data=list(traces), layout={"xaxis": {}, "yaxis": {}})

    def add_bar(self, **values: Any) -> None:
        """Add a trace of bars."""
        self.data.append(Bar(**values))

    def add_heatmap(self, **values: Any) -> None:
        """Add a trace of coloured cells."""
        self.data.append(Heatmap(**values))

    def add_scatter(self, **values: Any) -> None:
        """Add a trace of points, lines or texts."""
        self.data.append(Scatter(**values))

    def add_annotation(self, **values: Any) -> None:
        """Add a text anywhere."""
        self.layout.setdefault("annotations", []).append(Part(**values))

    def add_shape(self, **values: Any) -> None:
        """Add a line or a box anywhere."""
        self.layout.setdefault("shapes", []).append(Part(**values))

    def update_layout(self, **values: Any) -> None:
        """Set what surrounds the traces, of its parts only what is named."""
        self.layout.merge(values)

    def update_xaxes(self, **values: Any) -> None:
        """Set what is named of the x axis."""
        self.layout.xaxis.merge(values)

    def update_yaxes(self, **values: Any) -> None:
        """Set what is named of the y axis."""
        self.layout.yaxis.merge(values)
