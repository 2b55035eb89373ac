"""What the map's pointer shows, as a form that each object fills in (see `maps.Tip`)."""

from lib.counting import partnerships
from lib.counting.partnerships import units_of_both_sides
from lib.facts.perspective import Perspective
from lib.facts.rows import rows
from lib.language.i18n import Localizer


def tooltip(words: Localizer) -> dict[str, object]:
    """The tooltip of units, links and areas alike; its words travel once and not per object."""
    _ = words.gettext
    lines = [
        "<b>{name}</b>{k}",
        _("Signed documents: {count}").replace("{count}", "{n}"),
        _("Records: {count}").replace("{count}", "{r}"),
        _("Latest signing: {date}").replace("{date}", "{l}"),
    ]
    style = {
        "fontSize": "13px",
        "maxWidth": "190px",
        # Under the pointer and not beside it, where there may be no room.
        "margin": "14px 0 0 -85px",
        "background": "#1b2430",
        "color": "#fff",
        "borderRadius": "4px",
        "lineHeight": "1.5",
    }
    return {"html": "<br>".join(lines), "style": style}


def whole_set_tips(dataset: Perspective, words: Localizer) -> dict[str, dict[str, str]]:
    """Per locality the fields of the map's tooltip for the whole data set, whatever the filter."""
    _ = words.gettext
    known = {
        unit.Index: unit
        for unit in rows(units_of_both_sides(partnerships.pairs(dataset.events, dataset.top)))
    }
    none = _("none found")
    tips = {}
    for key in dataset.localities.index:
        unit = known.get(key)
        name = _("{name} (whole data set)").format(name=dataset.full_name(key, words.lang))
        tips[key] = {
            "name": name,
            "n": words.number(unit.documents) if unit and unit.documents else none,
            "r": words.number(unit.records) if unit else none,
            "l": words.short_date(unit.latest) if unit and unit.latest else "–",
            "k": "",
        }
    return tips
