"""The axes of a figure: where values stand in its plot, and what is written beside them."""

import base64
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lib.language.i18n import Localizer
from lib.pictures.marks import lines_of

Sent = Mapping[str, Any]
Tick = tuple[float, list[str]]


def values(given: Any) -> list[Any]:
    """A column of a trace as a list: plotly writes arrays of numbers in base 64."""
    if given is None:
        return []
    if isinstance(given, Mapping):
        raw = base64.b64decode(given["bdata"])
        found: list[Any] = np.frombuffer(raw, dtype=given["dtype"]).tolist()
        return [None if isinstance(n, float) and math.isnan(n) else n for n in found]
    return list(given)


@dataclass(frozen=True)
class Axis:
    """An axis from `start` to `end` (values) over `pixels`, with its ticks.

    `names` are the values of an axis of names, in their order.
    """

    start: float
    end: float
    pixels: float
    ticks: Sequence[Tick]
    names: Sequence[str]

    def at(self, value: Any) -> float:
        """The pixel of a value, from the axis's start."""
        number = self.names.index(value) if isinstance(value, str) else float(value)
        return (number - self.start) / (self.end - self.start) * self.pixels

    @property
    def unit(self) -> float:
        """The pixels of 1."""
        return abs(self.pixels / (self.end - self.start))


def axis(
    layout: Sent, columns: Sequence[Sequence[Any]], pixels: float, most: int, words: Localizer
) -> Axis:
    """The axis that a figure's layout describes, for the columns of its traces.

    Without ticks of its own it gets at most `most` round ones.
    """
    flat = [value for column in columns for value in column if value is not None]
    names = list(dict.fromkeys(value for value in flat if isinstance(value, str)))
    start, end = _range(layout, flat, names)
    if names:
        ticks: list[Tick] = [(n, lines_of(name)) for n, name in enumerate(names)]
    elif "tickvals" in layout:
        texts = map(lines_of, map(str, values(layout["ticktext"])))
        ticks = list(zip(map(float, values(layout["tickvals"])), texts, strict=True))
    else:
        step = layout.get("dtick") or round_step(abs(end - start), most)
        told = _told(layout, words)
        first = math.ceil(min(start, end) / step)
        numbers = (n * step for n in range(first, math.floor(max(start, end) / step) + 1))
        ticks = [(number, [told(number)]) for number in numbers]
    return Axis(start, end, pixels, ticks, names)


def _range(layout: Sent, flat: Sequence[Any], names: Sequence[str]) -> tuple[float, float]:
    if "range" in layout:
        start, end = layout["range"]
        return float(start), float(end)
    if names:
        return -0.5, len(names) - 0.5
    numbers = [float(n) for n in flat]
    low, high = min(numbers, default=0), max(numbers, default=1)
    room = (high - low) * 0.06 or 1
    return (0 if layout.get("rangemode") == "tozero" else low - room), high + room


def round_step(span: float, most: int) -> float:
    """The least of 1, 2, 5, 10, 20 … that divides a span into `most` parts or fewer."""
    power = 10 ** math.floor(math.log10(span / most))
    return float(next(power * n for n in (1, 2, 5, 10) if span / (power * n) <= most))


def _told(layout: Sent, words: Localizer) -> Callable[[float], str]:
    match layout.get("tickformat"):
        case ".0%":
            return words.percent
        case "d":
            return lambda number: str(round(number))
    return lambda number: words.number(round(number, 2) if number % 1 else round(number))
