"""What the map's pointer shows, as a form that each object fills in.

Streamlit escapes what is filled in, so the form alone holds markup and the values are plain text.
"""

from lib.counting import partnerships
from lib.counting.partnerships import units_of_both_sides
from lib.facts.perspective import Perspective
from lib.facts.rows import rows
from lib.language.i18n import Localizer
from lib.map.content import Tip

Cells = dict[str, str | int]


def cells(tip: Tip, words: Localizer) -> Cells:
    """The fields of the form, short since they travel with every change of the filter."""
    documents = tip.documents or words.gettext("none found")
    return _cells(tip.name, documents, tip.records, tip.latest, tip.caption)


def _cells(
    name: str, documents: str | int, records: str | int, latest: str, caption: str = ""
) -> Cells:
    return {"name": name, "n": documents, "r": records, "l": latest, "k": caption}


def _lines(words: Localizer) -> list[str]:
    _ = words.gettext
    return [
        _("Signed documents: {count}").replace("{count}", "{n}"),
        _("Records: {count}").replace("{count}", "{r}"),
        _("Latest signing: {date}").replace("{date}", "{l}"),
    ]


def told(tip: Tip, words: Localizer) -> str:
    """What the form says of one object, as plain lines."""
    filled = cells(tip, words)
    lines = ["{name}", *(["{k}"] if tip.caption else []), *_lines(words)]
    return "\n".join(line.format(**filled) for line in lines)


def tooltip(words: Localizer) -> dict[str, object]:
    """The tooltip of units, links and areas alike; its words travel once and not per object."""
    lines = _lines(words)
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
    # Where there is no caption, its block has no height.
    return {"html": "<b>{name}</b><div>{k}</div>" + "<br>".join(lines), "style": style}


def whole_set_tips(dataset: Perspective, words: Localizer) -> dict[str, Cells]:
    """Per locality the fields of the map's tooltip for the whole data set, whatever the filter."""
    _, number = words.gettext, words.number
    pairs = partnerships.pairs(dataset.events, dataset.top)
    known = {unit.Index: unit for unit in rows(units_of_both_sides(pairs))}
    none = _("none found")
    tips = {}
    for key in dataset.localities.index:
        name = _("{name} (whole data set)").format(name=dataset.full_name(key, words.lang))
        unit = known.get(key)
        tips[key] = _cells(
            name,
            number(unit.documents) if unit and unit.documents else none,
            number(unit.records) if unit else none,
            words.short_date(unit.latest) if unit and unit.latest else "–",
        )
    return tips
