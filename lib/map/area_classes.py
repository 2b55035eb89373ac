"""How the map colours provinces and prefectures: the choices, their classes, and their words."""

from typing import Any

from lib.language.i18n import N_, Localizer
from lib.map.class_ranges import counts, years
from lib.style.map_style import Areas
from lib.style.palette import Palette, Rgb

# Classes of a province or prefecture on the map, in the order of `Palette.areas`.
NONE_FOUND, NOT_IN_FILTER, TIE, PARTNER, CHOSEN, FIRST_STEP = range(6)

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


def area_class(unit: Any, areas: Areas) -> int:
    """The class of a unit with documents (a row of `partnerships.units`)."""
    if areas is Areas.FOUND:
        return PARTNER
    if areas is Areas.LATEST:
        value = int(unit.latest[:4]) if unit.latest else 0
    else:
        value = unit.partners if areas is Areas.PARTNERS else unit.documents
    return FIRST_STEP + sum(value >= bound for bound in STEPS[areas]) - 1


def area_legend(areas: Areas, palette: Palette, words: Localizer) -> list[tuple[Rgb, str]]:
    """Fills of the areas with their meaning."""
    _ = words.gettext
    if areas is Areas.FOUND:
        steps = [(palette.areas[PARTNER], _("Signed documents in this view"))]
    else:
        latest = areas is Areas.LATEST
        first, *others = (years if latest else counts)(STEPS[areas], words)
        if latest:
            # A document of unknown date has been signed.
            first = _("{years} or year unknown").format(years=first)
        steps = list(zip(palette.areas[FIRST_STEP:], [first, *others], strict=True))
    return [
        (palette.areas[CHOSEN], _("Chosen")),
        *steps,
        (palette.areas[TIE], _("Only ties or activities in this view")),
        (palette.areas[NOT_IN_FILTER], _("Known, but nothing in this view")),
        (palette.areas[NONE_FOUND], _("None found")),
    ]
