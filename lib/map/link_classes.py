"""How the map colours its links: the choices, and the colours and words of their classes.

A link is coloured by its formality, by the time of its first signing, by how many fields its
documents name, or by whether they name one field: then the choice is a code of fields.csv. A
colour for each field would say little, since most documents name several and none of them first.
"""

from collections.abc import Set
from typing import Any

from lib.facts.dataset import Dataset
from lib.facts.documents import FORMALITY
from lib.language.i18n import N_, Localizer
from lib.map.class_ranges import counts, years
from lib.style.map_style import Links
from lib.style.palette import Palette, Rgb

_LABELS = {
    Links.FORMALITY: N_("Formality"),
    Links.PERIOD: N_("First signing"),
    Links.FIELDS: N_("Number of fields"),
}
_LEGENDS = {
    Links.FORMALITY: N_("Links by their most formal document, wider with more documents"),
    Links.PERIOD: N_("Links by their first signing, wider with more documents"),
    Links.FIELDS: N_("Links by how many fields their documents name, wider with more documents"),
}
# First years of the periods in which a link can have begun; 0 stands for all before the second.
PERIODS = (0, 2010, 2015, 2020)
# Lower bounds of the classes by number of fields.
FIELD_STEPS = (1, 3, 6)
# Classes outside the scale: TIE (no signed document) and UNKNOWN (no value).
TIE, UNKNOWN = 0, 1


def _field(code: str, dataset: Dataset, words: Localizer) -> str:
    return dataset.label("fields", code, words.lang)


def choices(dataset: Dataset, words: Localizer) -> dict[str, str]:
    """What links can be coloured by, in words."""
    _ = words.gettext
    fields = {
        str(code): _("Field: {field}").format(field=_field(str(code), dataset, words))
        for code in dataset.fields.index
    }
    return {**{each.value: _(label) for each, label in _LABELS.items()}, **fields}


def title(links: str, dataset: Dataset, words: Localizer) -> str:
    """What the legend is headed by."""
    if links in {*Links}:
        return words.gettext(_LEGENDS[Links(links)])
    return words.gettext(
        "Links by whether a document names “{field}”, wider with more documents"
    ).format(field=_field(links, dataset, words))


def scale(
    links: str, palette: Palette, dataset: Dataset, words: Localizer
) -> list[tuple[Rgb, str]]:
    """Colour and meaning of each class, as numbered by `class_of`; TIE is the first."""
    _ = words.gettext
    tie, *formality = (
        (palette.formality[level], _(FORMALITY[level])) for level in sorted(FORMALITY)
    )
    grey = palette.formality[0]
    match links:
        case Links.FORMALITY:
            return [tie, *formality]
        case Links.PERIOD:
            spans = zip(palette.periods, years(PERIODS, words), strict=True)
            return [tie, (grey, _("Date not known")), *spans]
        case Links.FIELDS:
            labels = [_("Fields: {number}").format(number=n) for n in counts(FIELD_STEPS, words)]
            colours = palette.sequential[-len(FIELD_STEPS) :]
            return [tie, (grey, _("No field named")), *zip(colours, labels, strict=True)]
    named = _("Names “{field}”").format(field=_field(links, dataset, words))
    # What does not name the field is paler, so that the others stand out.
    return [tie, (palette.border, _("Does not name it")), (palette.accent, named)]


def class_of(link: Any, fields: Set[str], links: str) -> int:
    """The class of a row of `partnerships.pairs` whose documents name `fields`.

    Links of a higher class are drawn above others.
    """
    if not link.documents:
        return TIE
    match links:
        case Links.FORMALITY:
            return int(link.formality)
        case Links.PERIOD:
            began = int(link.earliest[:4]) if link.earliest else None
            return UNKNOWN if began is None else UNKNOWN + sum(began >= y for y in PERIODS)
        case Links.FIELDS:
            return UNKNOWN + sum(len(fields) >= bound for bound in FIELD_STEPS)
    return UNKNOWN + (links in fields)


def is_classed(number: int, links: str) -> bool:
    """Whether a class tells what was asked for; by formality each with a document does."""
    return number > (TIE if links == Links.FORMALITY else UNKNOWN)
