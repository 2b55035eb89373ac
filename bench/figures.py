"""What a measurement yields: a figure with its spread, beside the floor of the same run."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """The median of a measurement; `spread` is half of the middle half, as a share of it.

    `floor` is the median of what does nothing, measured in turn with it; None where there is none.
    The spread of the ratio is that of both.
    """

    subject: str
    name: str
    unit: str
    value: float
    spread: float
    floor: float | None = None
    floor_spread: float = 0.0

    @property
    def ratio(self) -> float | None:
        """How many times the floor it is."""
        return self.value / self.floor if self.floor else None

    @property
    def compared(self) -> tuple[float, float]:
        """What is compared between runs, and its spread as a share: the ratio, else the value."""
        if self.ratio is None:
            return self.value, self.spread
        return self.ratio, self.spread + self.floor_spread


def figure(
    subject: str, name: str, unit: str, values: Sequence[float], floors: Sequence[float] = ()
) -> Figure:
    """A figure of measured values, beside those of its floor."""
    middle = statistics.median(floors) if floors else None
    return Figure(
        subject, name, unit, statistics.median(values), _spread(values), middle, _spread(floors)
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _spread(values: Sequence[float]) -> float:
    if len(values) < 2:
        return 0.0
    if len(values) < 4:
        half = (max(values) - min(values)) / 2
    else:
        low, _, high = statistics.quantiles(values, n=4)
        half = (high - low) / 2
    return half / abs(statistics.median(values) or 1)
