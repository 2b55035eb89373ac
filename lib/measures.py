"""How the map colours its areas and links: the choices, their classes, and the words for them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lib import maps
from lib.i18n import N_, Words
from lib.palette import Palette, Rgb
from lib.partnerships import FORMALITY


class Areas(StrEnum):
    """What the fill of a province or prefecture tells; values of the URL parameter `areas`."""

    FOUND = "found"
    PARTNERS = "partners"
    DOCUMENTS = "documents"
    LATEST = "latest"


class Links(StrEnum):
    """What the colour of a link tells; values of the URL parameter `links`."""

    FORMALITY = "formality"
    PERIOD = "period"


AREA_LABELS = {
    Areas.FOUND: N_("What was found"),
    Areas.PARTNERS: N_("Number of partners"),
    Areas.DOCUMENTS: N_("Number of documents"),
    Areas.LATEST: N_("Latest signing"),
}
LINK_LABELS = {
    Links.FORMALITY: N_("Formality"),
    Links.PERIOD: N_("First signing"),
}
# Lower bounds of the five classes; the years are those of the latest signing.
STEPS: dict[Areas, tuple[int, ...]] = {
    Areas.PARTNERS: (1, 2, 3, 5, 8),
    Areas.DOCUMENTS: (1, 2, 4, 7, 12),
    Areas.LATEST: (0, 2010, 2015, 2020, 2025),
}
# Last years of the periods in which a link began; the last one is open.
PERIOD_ENDS = (2009, 2014, 2019)


@dataclass(frozen=True)
class Look:
    """What the visitor chose to see on the map."""

    areas: Areas = Areas.FOUND
    links: Links = Links.FORMALITY


def area_class(unit: Any, areas: Areas) -> int:
    """The class of a unit with documents (a row of `partnerships.units`)."""
    if areas is Areas.FOUND:
        return maps.PARTNER
    if areas is Areas.LATEST:
        value = int(unit.latest[:4]) if unit.latest else 0
    else:
        value = unit.partners if areas is Areas.PARTNERS else unit.documents
    return maps.FIRST_STEP + sum(value >= bound for bound in STEPS[areas]) - 1


def period_of(date: str) -> int | None:
    """The period, from 0, in which a link began that was first signed on `date` (EDTF)."""
    return sum(int(date[:4]) > end for end in PERIOD_ENDS) if date else None


def link_colour(link: Any, links: Links, palette: Palette) -> Rgb:
    """The colour of a row of `partnerships.pairs`."""
    if links is Links.FORMALITY or not link.documents:
        return palette.formality[link.formality]
    period = period_of(link.earliest)
    return palette.formality[0] if period is None else palette.periods[period]


def link_legend(links: Links, palette: Palette, words: Words, ties: bool) -> list[tuple[Rgb, str]]:
    """Colours of the links with their meaning; `ties` if links without documents are drawn."""
    _ = words.gettext
    if links is Links.FORMALITY:
        entries = [(palette.formality[n], _(title)) for n, title in FORMALITY.items() if n]
    else:
        bounds = [0, *(end + 1 for end in PERIOD_ENDS)]
        ends = [*PERIOD_ENDS, None]
        entries = [
            (colour, _span(first, last, words))
            for colour, first, last in zip(palette.periods, bounds, ends, strict=True)
        ]
        entries.append((palette.formality[0], _("Date not known")))
    return entries + [(palette.formality[0], _(FORMALITY[0]))] * (ties and links is Links.FORMALITY)


def area_legend(areas: Areas, palette: Palette, words: Words) -> list[tuple[Rgb, str]]:
    """Fills of the areas with their meaning."""
    _ = words.gettext
    if areas is Areas.FOUND:
        steps = [(palette.areas[maps.PARTNER], _("Signed documents in this view"))]
    else:
        bounds = STEPS[areas]
        ends = [*(bound - 1 for bound in bounds[1:]), None]
        steps = [
            (palette.areas[maps.FIRST_STEP + n], _span(first, last, words, areas))
            for n, (first, last) in enumerate(zip(bounds, ends, strict=True))
        ]
    return [
        (palette.areas[maps.CHOSEN], _("Chosen")),
        *steps,
        (palette.areas[maps.TIE], _("Only ties or activities in this view")),
        (palette.areas[maps.NOT_IN_FILTER], _("Known, but nothing in this view")),
        (palette.areas[maps.NONE_FOUND], _("None found")),
    ]


def _span(first: int, last: int | None, words: Words, areas: Areas | None = None) -> str:
    _ = words.gettext
    number = words.number if areas in (Areas.PARTNERS, Areas.DOCUMENTS) else str
    if last is None:
        return (
            _("{first} and more").format(first=number(first))
            if number is not str
            else _("since {first}").format(first=first)
        )
    if not first:
        return _("until {last}").format(last=last)
    return number(first) if first == last else f"{number(first)}–{number(last)}"
