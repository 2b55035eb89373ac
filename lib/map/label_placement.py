"""Where the names of a picture find room; on screen browsers do the same (browser/labels.js)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lib.map.content import Unit
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


def place(units: Sequence[Unit], scene: Scene) -> list[Label]:
    """The names, in the order given, that cover no other one, no dot, and lie within the scene."""
    placed: list[Box] = []
    labels = []
    for unit in units:
        width = type_.font(SIZE).getlength(unit.tip.name) * _WIDER
        for way in _WAYS:
            box = _box(unit, way, width)
            if _is_within(box, scene) and _is_free(box, placed, units):
                placed.append(box)
                labels.append(Label(unit, round(box[0], 1), round(box[1] + _UP, 1)))
                break
    return labels


def _box(unit: Unit, way: tuple[int, int], width: float) -> Box:
    across, down = way
    reach = (unit.size + _GAP) * (0.7 if across and down else 1)
    left = unit.x - width / 2 if not across else unit.x + reach * across
    top = unit.y - _HEIGHT / 2 if not down else unit.y + reach * down
    left, top = left - width * (across < 0), top - _HEIGHT * (down < 0)
    return left, top, left + width, top + _HEIGHT


def _is_within(box: Box, scene: Scene) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= scene.width and box[3] <= scene.height


def _is_free(box: Box, placed: Iterable[Box], units: Iterable[Unit]) -> bool:
    left, top, right, bottom = box
    if any(left < r and le < right and top < b and t < bottom for le, t, r, b in placed):
        return False
    return not any(
        (u.x - min(max(u.x, left), right)) ** 2 + (u.y - min(max(u.y, top), bottom)) ** 2
        < (u.size + 1) ** 2
        for u in units
    )
