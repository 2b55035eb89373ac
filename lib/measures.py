"""How the map colours provinces and prefectures: the choices, their classes, and their words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lib import maps
from lib.i18n import N_, Words
from lib.linkscale import Links
from lib.palette import Palette, Rgb
from lib.steps import counts, years


class Areas(StrEnum):
    """What the fill of a province or prefecture tells; values of the URL parameter `areas`."""

    FOUND = "found"
    PARTNERS = "partners"
    DOCUMENTS = "documents"
    LATEST = "latest"


AREA_LABELS = {
    Areas.FOUND: N_("What was found"),
    Areas.PARTNERS: N_("Number of partners"),
    Areas.DOCUMENTS: N_("Number of documents"),
    Areas.LATEST: N_("Latest signing"),
}
# Lower bounds of the five classes; the years are those of the latest signing.
STEPS: dict[Areas, tuple[int, ...]] = {
    Areas.PARTNERS: (1, 2, 3, 5, 8),
    Areas.DOCUMENTS: (1, 2, 4, 7, 12),
    Areas.LATEST: (0, 2010, 2015, 2020, 2025),
}


@dataclass(frozen=True)
class Look:
    """What the visitor chose to see on the map; for `links` see `lib.linkscale`."""

    areas: Areas = Areas.FOUND
    links: str = Links.FORMALITY


def area_class(unit: Any, areas: Areas) -> int:
    """The class of a unit with documents (a row of `partnerships.units`)."""
    if areas is Areas.FOUND:
        return maps.PARTNER
    if areas is Areas.LATEST:
        value = int(unit.latest[:4]) if unit.latest else 0
    else:
        value = unit.partners if areas is Areas.PARTNERS else unit.documents
    return maps.FIRST_STEP + sum(value >= bound for bound in STEPS[areas]) - 1


def area_legend(areas: Areas, palette: Palette, words: Words) -> list[tuple[Rgb, str]]:
    """Fills of the areas with their meaning."""
    _ = words.gettext
    if areas is Areas.FOUND:
        steps = [(palette.areas[maps.PARTNER], _("Signed documents in this view"))]
    else:
        say = years if areas is Areas.LATEST else counts
        colours = palette.areas[maps.FIRST_STEP :]
        steps = list(zip(colours, say(STEPS[areas], words), strict=True))
    return [
        (palette.areas[maps.CHOSEN], _("Chosen")),
        *steps,
        (palette.areas[maps.TIE], _("Only ties or activities in this view")),
        (palette.areas[maps.NOT_IN_FILTER], _("Known, but nothing in this view")),
        (palette.areas[maps.NONE_FOUND], _("None found")),
    ]
