"""The map's content worked out from a set of events: units, links and the class of each polygon.

Everything is counted per province, prefecture or region: cities count with the unit they lie in.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lib.counting import partnerships
from lib.counting.partnerships import units_of_both_sides
from lib.facts import documents
from lib.facts.localities import pair_ends, pair_id
from lib.facts.perspective import Perspective
from lib.facts.rows import rows
from lib.filter.filters import Filter
from lib.language.i18n import Localizer
from lib.map import area_classes, label_placement, link_classes
from lib.map.content import Link, Picture, Tip, Unit, dot_size
from lib.map.projection import Scene
from lib.style import map_style
from lib.style.palette import Palette

# Two units are at one place if they are so near, in pixels of the scene; then one is set beside.
_NEAR, _BESIDE = 3, 14


def picture(
    events: pd.DataFrame,
    dataset: Perspective,
    chosen: Filter,
    scene: Scene,
    polygons: Sequence[str],
    words: Localizer,
    width: int,
    look: map_style.MapStyle,
    palette: Palette,
) -> Picture:
    """The map of `events`, in a scene that will be `width` CSS pixels wide."""
    linked = partnerships.pairs(events, dataset.top)
    table = units_of_both_sides(linked)
    places = {
        row.Index: scene.project(row.longitude, row.latitude)
        for row in rows(dataset.localities.loc[table.index])
    }
    known = set(dataset.events["vn_id"].map(dataset.top)) | set(
        dataset.events["jp_id"].map(dataset.top)
    )
    taken = set(chosen["vn"]) | set(chosen["jp"])

    def tip(name: str, counted: Any, told: str = "") -> Tip:
        latest = words.short_date(counted.latest) if counted.latest else "–"
        return Tip(name, counted.documents, counted.records, latest, told)

    drawn = []
    taken_points: set[tuple[int, int]] = set()
    for unit in rows(table):
        x, y = (round(part) for part in places[unit.Index])
        # A province and the city that goes on from it have one seat; each needs a dot to point at.
        while any(abs(x - a) < _NEAR and abs(y - b) < _NEAR for a, b in taken_points):
            x += _BESIDE
        taken_points.add((x, y))
        name = tip(dataset.name(unit.Index, words.lang), unit)
        drawn.append(Unit(unit.Index, x, y, dot_size(unit.documents), name))
    at = {unit.id: unit for unit in drawn}
    named = partnerships.fields_named(events, dataset.top)
    scale = link_classes.scale(look.links, palette, dataset, words)
    links = []
    for row in rows(linked):
        fields = named.get((row.vn_id, row.jp_id), frozenset())
        rank = link_classes.class_of(row, fields, look.links)
        colour, told = scale[rank]
        start, end = at[row.vn_id], at[row.jp_id]
        links.append(
            Link(
                pair_id(row.vn_id, row.jp_id),
                (start.x, start.y),
                (end.x, end.y),
                colour,
                rank,
                link_classes.is_classed(rank, look.links),
                row.formality,
                fields,
                tip(f"{start.tip.name} – {end.tip.name}", row, told),
            )
        )
    shown = {unit.Index: unit for unit in rows(table)}

    def area(key: str) -> int:
        if key not in known:
            return area_classes.NONE_FOUND
        unit = shown.get(key)
        if unit is None:
            return area_classes.NOT_IN_FILTER
        if key in taken:
            return area_classes.CHOSEN
        return area_classes.area_class(unit, look.areas) if unit.documents else area_classes.TIE

    first = sorted(drawn, key=lambda unit: (unit.id not in taken, -unit.size))
    return Picture(
        [area(key) for key in polygons],
        drawn,
        links,
        label_placement.uncrowded(first, width, scene),
    )


def links_table(shown: Picture, dataset: Perspective, words: Localizer) -> pd.DataFrame:
    """The links of the map as a table, one per pair of province-level units."""
    _ = words.gettext
    return pd.DataFrame(
        [
            (
                link.tip.name,
                link.tip.documents,
                link.tip.records,
                _(documents.FORMALITY[link.formality]),
                link.tip.latest,
                "; ".join(
                    dataset.label("fields", str(code), words.lang)
                    for code in dataset.fields.index
                    if code in link.fields
                ),
                *pair_ends(link.id),
            )
            for link in shown.links
        ],
        columns=[
            _("Link"),
            _("Signed documents"),
            _("Records"),
            _("Formality"),
            _("Latest signing"),
            _("Fields that its documents name"),
            _("Vietnamese locality, identifier"),
            _("Japanese locality, identifier"),
        ],
    )
