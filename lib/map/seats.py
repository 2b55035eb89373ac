"""Where units have their dots, how links bend between them, and the documents that tips name.

All of it is of the whole data set, so that nothing moves when the filter changes, and a browser
fetches it once.
"""

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from lib.counting import partnerships
from lib.facts.localities import pair_id
from lib.facts.rows import rows
from lib.map.projection import SCENES
from lib.site import store
from lib.site.store import Viewpoint

Seat = tuple[int, int]
# Two units are at one place if they are so near, in pixels of the scene; then one is set beside.
_NEAR, _BESIDE = 9, 14
# The height of a link's bend as a share of its length, and by how much links that share an end
# differ in it: among those of a Vietnamese unit, which fan out far, and of a Japanese one.
_BEND, _FROM, _TO = 0.22, 0.13, 0.07
# So many links at one end are spread over all of that.
_MANY = 8


@lru_cache(maxsize=8)
def seats(viewpoint: Viewpoint, scene: str) -> Mapping[str, Seat]:
    """Each province-level unit that has records, in scene coordinates; most documents first.

    Raises ValueError if a unit lies in no frame of the scene.
    """
    dataset = store.perspective_of(viewpoint)
    known = partnerships.units_of_both_sides(partnerships.pairs(dataset.events, dataset.top)).index
    places = dataset.localities[["longitude", "latitude"]].loc[known]
    found: dict[str, Seat] = {}
    for place in rows(places):
        x, y = map(round, SCENES[scene].project(place.longitude, place.latitude))
        # A province and the city that goes on from it have one seat; each needs a dot to point at.
        while any(math.dist((x, y), other) < _NEAR for other in found.values()):
            x += _BESIDE
        found[place.Index] = x, y
    return found


@lru_cache(maxsize=8)
def bends(viewpoint: Viewpoint, scene: str) -> Mapping[str, float]:
    """How far each link between two units bends, as a share of its length; by id of the pair.

    Links that share an end leave it in the order of their other ends, so that they do not lie on
    each other.
    """
    dataset, at = store.perspective_of(viewpoint), seats(viewpoint, scene)
    pairs = partnerships.pairs(dataset.events, dataset.top)
    ends = list(zip(pairs["vn_id"], pairs["jp_id"], strict=True))
    axis = _angle(_middle([at[vn] for vn, _ in ends]), _middle([at[jp] for _, jp in ends]))
    turned = {(vn, jp): _turn(_angle(at[vn], at[jp]) - axis) for vn, jp in ends}
    return {
        pair_id(*pair): round(_BEND + _FROM * left + _TO * right, 3)
        for pair, left, right in zip(
            ends, _fanned(ends, turned, 0), _fanned(ends, turned, 1), strict=True
        )
    }


def _fanned(
    ends: list[tuple[str, str]], turned: Mapping[tuple[str, str], float], end: int
) -> list[float]:
    """Per link its place among those that share one of its ends, from -1 to 1."""
    sharing: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in sorted(ends, key=lambda pair: turned[pair]):
        sharing[pair[end]].append(pair)
    place = {}
    for group in sharing.values():
        middle, reach = (len(group) - 1) / 2, min(1, len(group) / _MANY)
        for n, pair in enumerate(group):
            place[pair] = reach * (n - middle) / middle if middle else 0.0
    return [place[pair] for pair in ends]


def _middle(points: list[Seat]) -> tuple[float, float]:
    number = max(len(points), 1)
    return sum(x for x, _ in points) / number, sum(y for _, y in points) / number


def _angle(start: tuple[float, float], end: tuple[float, float]) -> float:
    return math.atan2(end[1] - start[1], end[0] - start[0])


def _turn(angle: float) -> float:
    """An angle between -pi and pi."""
    return (angle + math.pi) % (2 * math.pi) - math.pi


@lru_cache(maxsize=4)
def documents(viewpoint: Viewpoint) -> Mapping[str, int]:
    """The place of each signed document, by its record's id, among all from the latest on.

    Those without a known date are last.
    """
    events = store.perspective_of(viewpoint).events
    signed = events[events["signed"]].sort_values("date", ascending=False, kind="stable")
    return {str(key): place for place, key in enumerate(signed.index)}
