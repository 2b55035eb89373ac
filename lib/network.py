"""What the map shows of a set of events: units, links and the class of each polygon.

Everything is counted per province, prefecture or region: cities count with the unit they lie in.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lib import exports, labels, linkscale, maps, measures, partnerships
from lib.catalogue import Catalogue
from lib.filters import Filter
from lib.frames import rows
from lib.i18n import Words
from lib.palette import Palette
from lib.schematic import Scene

_SEPARATOR = "~"
# Two units are at one place if they are so near, in pixels of the scene; then one is set beside.
_NEAR, _BESIDE = 3, 14


def link_id(vn: str, jp: str) -> str:
    """The identifier of a link between two units."""
    return f"{vn}{_SEPARATOR}{jp}"


def link_ends(link: str) -> tuple[str, str]:
    """The two units of a link's identifier."""
    vn, jp = link.split(_SEPARATOR)
    return vn, jp


def units(linked: pd.DataFrame) -> pd.DataFrame:
    """Both countries' units as in `partnerships.units`, by documents, then records.

    `linked` are pairs of province-level units, as from `partnerships.pairs`.
    """
    table = pd.concat([partnerships.units(linked, side) for side in ("vn_id", "jp_id")])
    return table.sort_values(["documents", "records"], ascending=False, kind="stable")


def link_detail(documents: int, records: int, latest: str, formality: int, words: Words) -> str:
    """The same for a link, with its formality."""
    _ = words.gettext
    parts = [_(partnerships.FORMALITY[formality])]
    if documents:
        parts.append(
            words.ngettext("{count} signed document", "{count} signed documents", documents)
        )
    parts.append(words.ngettext("{count} record", "{count} records", records))
    if latest:
        parts.append(_("latest signing {date}").format(date=words.date(latest)))
    return " · ".join(parts)


def whole_set_tips(catalogue: Catalogue, words: Words) -> dict[str, dict[str, str]]:
    """Per locality the fields of the map's tooltip for the whole data set, whatever the filter."""
    _ = words.gettext
    known = {
        unit.Index: unit
        for unit in rows(units(partnerships.pairs(catalogue.events, catalogue.top)))
    }
    none = _("none found")
    tips = {}
    for key in catalogue.localities.index:
        unit = known.get(key)
        name = _("{name} (whole data set)").format(name=catalogue.full_name(key, words.lang))
        tips[key] = {
            "name": name,
            "n": words.number(unit.documents) if unit and unit.documents else none,
            "r": words.number(unit.records) if unit else none,
            "l": words.short_date(unit.latest) if unit and unit.latest else "–",
            "k": "",
        }
    return tips


def picture(
    events: pd.DataFrame,
    catalogue: Catalogue,
    chosen: Filter,
    scene: Scene,
    polygons: Sequence[str],
    words: Words,
    width: int,
    look: measures.Look,
    palette: Palette,
) -> maps.Picture:
    """The map of `events`, in a scene that will be `width` CSS pixels wide."""
    linked = partnerships.pairs(events, catalogue.top)
    table = units(linked)
    places = {
        row.Index: scene.project(row.longitude, row.latitude)
        for row in rows(catalogue.localities.loc[table.index])
    }
    known = set(catalogue.events["vn_id"].map(catalogue.top)) | set(
        catalogue.events["jp_id"].map(catalogue.top)
    )
    taken = set(chosen["vn"]) | set(chosen["jp"])

    def tip(name: str, counted: Any, told: str = "") -> maps.Tip:
        latest = words.short_date(counted.latest) if counted.latest else "–"
        return maps.Tip(name, counted.documents, counted.records, latest, told)

    drawn = []
    taken_points: set[tuple[int, int]] = set()
    for unit in rows(table):
        x, y = (round(part) for part in places[unit.Index])
        # A province and the city that goes on from it have one seat; each needs a dot to point at.
        while any(abs(x - a) < _NEAR and abs(y - b) < _NEAR for a, b in taken_points):
            x += _BESIDE
        taken_points.add((x, y))
        name = tip(catalogue.name(unit.Index, words.lang), unit)
        drawn.append(maps.Unit(unit.Index, x, y, maps.dot_size(unit.documents), name))
    at = {unit.id: unit for unit in drawn}
    named = partnerships.fields_named(events, catalogue.top)
    scale = linkscale.scale(look.links, palette, catalogue, words)
    links = []
    for row in rows(linked):
        fields = named.get((row.vn_id, row.jp_id), frozenset())
        rank = linkscale.class_of(row, fields, look.links)
        colour, told = scale[rank]
        start, end = at[row.vn_id], at[row.jp_id]
        links.append(
            maps.Link(
                link_id(row.vn_id, row.jp_id),
                (start.x, start.y),
                (end.x, end.y),
                colour,
                rank,
                linkscale.is_classed(rank, look.links),
                row.formality,
                fields,
                tip(f"{start.tip.name} – {end.tip.name}", row, told),
            )
        )
    shown = {unit.Index: unit for unit in rows(table)}

    def area(key: str) -> int:
        if key not in known:
            return maps.NONE_FOUND
        unit = shown.get(key)
        if unit is None:
            return maps.NOT_IN_FILTER
        if key in taken:
            return maps.CHOSEN
        return measures.area_class(unit, look.areas) if unit.documents else maps.TIE

    first = sorted(drawn, key=lambda unit: (unit.id not in taken, -unit.size))
    return maps.Picture(
        [area(key) for key in polygons], drawn, links, labels.uncrowded(first, width, scene)
    )


def clicked(selection: Mapping[str, Sequence[Mapping[str, object]]]) -> str | None:
    """The id of the unit or link that was clicked, from a selection's objects by layer."""
    for objects in selection.values():
        for found in objects:
            properties = found.get("properties")
            key = properties.get("id") if isinstance(properties, Mapping) else found.get("id")
            if isinstance(key, str):
                return key
    return None


def picked(chosen: Filter, key: str) -> bool:
    """Whether the filter asks for just this unit or link."""
    return all(chosen[side] == (end,) for side, end in _sides(key).items())


def pick(chosen: Filter, key: str) -> Filter:
    """The filter after a click on a unit or link: on if it was off, off if it was on."""
    release = picked(chosen, key)
    for side, end in _sides(key).items():
        chosen = chosen.with_(side, () if release else (end,))
    return chosen


def _sides(key: str) -> dict[str, str]:
    ends = link_ends(key) if _SEPARATOR in key else (key,)
    return {"vn" if end.startswith("vn-") else "jp": end for end in ends}


def links_csv(shown: maps.Picture, catalogue: Catalogue, words: Words) -> bytes:
    """The links of the map as a table, one per pair of province-level units."""
    _ = words.gettext
    table = pd.DataFrame(
        [
            (
                link.tip.name,
                link.tip.documents,
                link.tip.records,
                _(partnerships.FORMALITY[link.formality]),
                link.tip.latest,
                "; ".join(
                    catalogue.label("fields", str(code), words.lang)
                    for code in catalogue.fields.index
                    if code in link.fields
                ),
                *link_ends(link.id),
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
    return exports.table_csv(table)
