"""Where the names of a picture find room; on screen browsers do the same (browser/labels.js)."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from lib.map.content import MapContent, MapRequest, Unit
from lib.map.projection import Scene
from lib.style import type as type_

# In pixels: the size of names, their height and what of it is above the baseline, and the room
# around them. Viewers may have a wider type than ours.
SIZE, _HEIGHT, _UP, _GAP, _WIDER = 12, 16, 13, 3, 1.12
# Across and down from the dot, in the order in which they are tried.
_WAYS = ((0, -1), (1, 0), (-1, 0), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """The name of a unit, from `x` on above the baseline `y`, in scene coordinates."""

    unit: Unit
    x: float
    y: float


def labels(request: MapRequest, shown: MapContent, pixel: float = 1) -> list[Label]:
    """The names that cover no other one and no dot, and lie within the scene.

    What was chosen comes first, then what has the most documents. `pixel` is the length of one in
    units of the scene.
    """
    order = sorted(shown.units, key=lambda unit: (unit.id not in request.chosen, -unit.size))
    dots = [(unit.x, unit.y, unit.size * pixel) for unit in shown.units]
    placed: list[Box] = []
    found = []
    for unit in order:
        width = type_.font(SIZE).getlength(unit.tip.name) * _WIDER * pixel
        for way in _WAYS:
            box = _box(unit, way, width, pixel)
            if _is_within(box, request.plane) and _is_free(box, placed, dots, pixel):
                placed.append(box)
                found.append(Label(unit, round(box[0], 1), round(box[1] + _UP * pixel, 1)))
                break
    return found


def _box(unit: Unit, way: tuple[int, int], width: float, pixel: float) -> Box:
    across, down = way
    height = _HEIGHT * pixel
    reach = (unit.size + _GAP) * pixel * (0.7 if across and down else 1)
    left = unit.x + reach * across - width * (1 - across) / 2
    top = unit.y + reach * down - height * (1 - down) / 2
    return left, top, left + width, top + height


def _is_within(box: Box, scene: Scene) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= scene.width and box[3] <= scene.height


def _is_free(
    box: Box, placed: Iterable[Box], dots: Iterable[tuple[float, float, float]], pixel: float
) -> bool:
    left, top, right, bottom = box
    if any(left < r and le < right and top < b and t < bottom for le, t, r, b in placed):
        return False
    return not any(
        math.hypot(x - min(max(x, left), right), y - min(max(y, top), bottom)) < r + pixel
        for x, y, r in dots
    )
