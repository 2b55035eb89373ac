"""The names of the map's pictures: at any width and in any language none lies on another."""

from dataclasses import replace
from itertools import combinations

import pytest

from lib.filter.filters import Filter
from lib.language.i18n import LANGUAGES
from lib.map.label_placement import SIZE, labels
from lib.map.picture import picture
from lib.map.projection import SCENES
from lib.style import type as type_
from tests.unit.map.test_picture import request

WIDTHS = (1920, 1440, 768, 390, 320)
FILTERS = {"all": Filter(), "Kanagawa": Filter.of({"jp": ["jp-kagawa"]})}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("chosen", FILTERS.values(), ids=FILTERS)
def test_names_lie_on_no_name_on_no_dot_and_within_the_map(
    lang: str, scene: str, chosen: Filter
) -> None:
    found = []
    for width in WIDTHS:
        asked = replace(request(chosen, lang=lang, width=width), scene=scene)
        shown = picture(asked)
        pixel = asked.plane.width / width
        named = labels(asked, shown, pixel)
        found.append(len(named))
        boxes = []
        for label in named:
            long = type_.font(SIZE).getlength(label.unit.tip.name) * pixel
            # The letters themselves, without the room around them.
            boxes.append((label.x, label.y - 9 * pixel, label.x + long, label.y))
        for one, other in combinations(boxes, 2):
            beside = one[2] <= other[0] or other[2] <= one[0]
            assert beside or one[3] <= other[1] or other[3] <= one[1]
        for left, top, right, bottom in boxes:
            assert left >= 0 and top >= 0
            assert right <= asked.plane.width and bottom <= asked.plane.height
            for unit in shown.units:
                across = unit.x - min(max(unit.x, left), right)
                down = unit.y - min(max(unit.y, top), bottom)
                assert across**2 + down**2 >= (unit.size * pixel) ** 2 - 1e-6
    # The wider the map the more names it has room for; the narrowest has some too.
    assert found[0] >= found[-1] > 0
