"""The map's content worked out from a set of events: units, links and the class of each polygon.

Everything is counted per province, prefecture or region: cities count with the unit they lie in.
"""

from typing import Any

import pandas as pd

from lib.counting import partnerships
from lib.counting.partnerships import units_of_both_sides
from lib.facts import documents
from lib.facts.localities import SIDES, pair_ends, pair_id
from lib.facts.perspective import Perspective
from lib.facts.rows import rows
from lib.language.i18n import Localizer
from lib.map import area_classes, geometry, link_classes, seats
from lib.map.content import Link, MapContent, MapRequest, Tip, Unit, dot_size

# A link names so many of its latest documents.
_RECENT = 3


def picture(request: MapRequest) -> MapContent:
    """The map of the events that are asked for."""
    linked = partnerships.pairs(request.events, request.view.dataset.top)
    table = units_of_both_sides(linked)
    units = _units(table, request)
    return MapContent(_areas(table, request), units, _links(linked, units, request))


def _tip(name: str, counted: Any, words: Localizer, caption: str = "") -> Tip:
    told = [caption, *partnerships.marks(counted, words)]
    latest = partnerships.latest_in_words(counted, words)
    return Tip(name, counted.documents, counted.records, latest, words.clauses(filter(None, told)))


def _units(table: pd.DataFrame, request: MapRequest) -> list[Unit]:
    dataset, words = request.view.dataset, request.view.words
    at = seats.seats(request.view.viewpoint, request.scene)
    return [
        Unit(
            unit.Index,
            *at[unit.Index],
            dot_size(unit.documents),
            _tip(dataset.name(unit.Index, words.lang), unit, words),
        )
        for unit in rows(table)
    ]


def _links(linked: pd.DataFrame, units: list[Unit], request: MapRequest) -> list[Link]:
    dataset, words, colouring = request.view.dataset, request.view.words, request.style.links
    ends = {unit.id: unit for unit in units}
    named = partnerships.fields_named(request.events, dataset.top)
    recent = partnerships.latest_documents(request.events, dataset.top, _RECENT)
    bends = seats.bends(request.view.viewpoint, request.scene)
    scale = link_classes.scale(colouring, request.palette, dataset, words)
    links = []
    for pair in rows(linked):
        start, end = ends[pair.vn_id], ends[pair.jp_id]
        fields = named.get((pair.vn_id, pair.jp_id), frozenset())
        rank = link_classes.class_of(pair, fields, colouring)
        colour, caption = scale[rank]
        key = pair_id(pair.vn_id, pair.jp_id)
        links.append(
            Link(
                id=key,
                start=(start.x, start.y),
                end=(end.x, end.y),
                colour=colour,
                rank=rank,
                classed=link_classes.is_classed(rank, colouring),
                formality=pair.formality,
                fields=fields,
                recent=recent.get((pair.vn_id, pair.jp_id), ()),
                bend=bends[key],
                tip=_tip(f"{start.tip.name} – {end.tip.name}", pair, words, caption),
            )
        )
    return links


def _areas(table: pd.DataFrame, request: MapRequest) -> list[int]:
    """The class of each polygon, in the order of `geometry.polygons`."""
    dataset, chosen = request.view.dataset, request.chosen
    known = {dataset.top[key] for side in SIDES for key in dataset.events[f"{side}_id"].unique()}
    shown = {unit.Index: unit for unit in rows(table)}

    def class_of(key: str) -> int:
        if key not in known:
            return area_classes.NONE_FOUND
        if key not in shown:
            return area_classes.NOT_IN_FILTER
        if key in chosen:
            return area_classes.CHOSEN
        if not shown[key].documents:
            return area_classes.TIE
        return area_classes.area_class(shown[key], request.style.areas)

    return [class_of(key) for key in geometry.polygons(request.view.viewpoint, request.scene)]


def links_table(shown: MapContent, dataset: Perspective, words: Localizer) -> pd.DataFrame:
    """The links of the map as a table, one per pair of province-level units."""
    _, lang = words.gettext, words.lang
    labels = {str(code): dataset.label("fields", str(code), lang) for code in dataset.fields.index}
    links = shown.links
    ends = [pair_ends(link.id) for link in links]
    columns = {
        _("Link"): [link.tip.name for link in links],
        _("Signed documents"): [link.tip.documents for link in links],
        _("Number of records"): [link.tip.records for link in links],
        _("Formality"): [_(documents.FORMALITY[link.formality]) for link in links],
        _("Latest signing"): [link.tip.latest for link in links],
        _("Fields that its documents name"): [
            "; ".join(label for code, label in labels.items() if code in link.fields)
            for link in links
        ],
        _("Vietnamese locality, identifier"): [vn for vn, _jp in ends],
        _("Japanese locality, identifier"): [jp for _vn, jp in ends],
    }
    return pd.DataFrame(columns)
