"""Which labels the map has room for."""

from collections.abc import Iterable

from lib.map.content import Unit
from lib.map.projection import Scene


def uncrowded(units: Iterable[Unit], width: int, scene: Scene) -> list[Unit]:
    """The units, in the order given, whose labels do not cover one that was placed before."""
    scale = width / scene.width
    placed: list[tuple[float, float, float, float]] = []
    kept = []
    for unit in units:
        half = sum(12.5 if c >= "\u2e80" else 6.8 for c in unit.tip.name) / 2
        x, bottom = unit.x * scale, unit.y * scale - 4 - unit.size
        area = (x - half - 3, bottom - 19, x + half + 3, bottom + 3)
        if all(
            area[2] < left or area[0] > right or area[3] < top or area[1] > low
            for left, top, right, low in placed
        ):
            placed.append(area)
            kept.append(unit)
    return kept
