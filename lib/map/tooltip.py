"""What the map tells of a place or link under the pointer, in words; browsers put it together."""

from lib.counting import partnerships
from lib.counting.partnerships import units_of_both_sides
from lib.facts.perspective import Perspective
from lib.facts.rows import rows
from lib.language.i18n import Localizer

# Name, signed documents, records, latest signing.
Told = tuple[str, str, str, str]
_UNKNOWN = "–"


def said(words: Localizer) -> dict[str, str]:
    """The words of the map by what they are for; {count} and {date} are filled in there."""
    _ = words.gettext
    return {
        "documents": _("Signed documents: {count}"),
        "records": _("Records: {count}"),
        "latest": _("Latest signing: {date}"),
        "recent": _("Latest documents"),
        "undated": _("Date not known"),
        "none": _("none found"),
        "unknown": _UNKNOWN,
        "unyeared": _("signed, year unknown"),
        "in": _("Zoom in"),
        "out": _("Zoom out"),
        "whole": _("Whole map"),
        "marked": _("marked"),
        "help": help_text(words),
    }


def help_text(words: Localizer) -> str:
    """How the map is used, by the pointer and by the keyboard."""
    _ = words.gettext
    return words.sentences(
        [
            _("A click on a place or link filters by it, another one releases it."),
            _(
                "By keyboard: arrow keys go from place to place, Page Up and Page Down through "
                "the links of a place, Enter chooses, Escape releases, + and − zoom, 0 shows the "
                "whole map."
            ),
            _("The wheel zooms while Ctrl is held, or once the map was clicked."),
        ]
    )


def whole_set_tips(dataset: Perspective, words: Localizer) -> dict[str, Told]:
    """What is told of each locality in the whole data set, whatever the filter."""
    _, number = words.gettext, words.number
    pairs = partnerships.pairs(dataset.events, dataset.top)
    known = {unit.Index: unit for unit in rows(units_of_both_sides(pairs))}
    none = _("none found")
    tips = {}
    for key in dataset.localities.index:
        name = _("{name} (whole data set)").format(name=dataset.full_name(key, words.lang))
        unit = known.get(key)
        tips[key] = (
            name,
            number(unit.documents) if unit and unit.documents else none,
            number(unit.records) if unit else none,
            words.short_date(unit.latest) if unit and unit.latest else _UNKNOWN,
        )
    return tips
