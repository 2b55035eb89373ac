"""What a change of the filter sends to the map in the browser: little more than classes and counts.

All else is in files that the browser keeps: `geometry.geometry` of each scene, and `code.code`.

Another part of a page marks units and links by `marked`, a set of their ids ("jp-kagawa",
"vn-hai-phong~jp-kagawa"): units get a ring and links a casing in the accent colour, and their
names come first. A mere tie is drawn too if it is marked. Ids of which the filter leaves nothing
are passed over.
"""

from collections.abc import Set
from string import ascii_lowercase, digits
from typing import Any

from lib.facts.localities import SIDES, pair_id
from lib.filter.filters import Filter
from lib.map import link_classes, seats
from lib.map.content import Link, MapContent, MapRequest, Unit, opacity
from lib.map.geometry import geometry_url
from lib.map.projection import SCENES
from lib.style.palette import css

# A character for each class.
_CLASSES = digits + ascii_lowercase


def payload(
    request: MapRequest, shown: MapContent, alt: str, marked: Set[str] = frozenset()
) -> dict[str, Any]:
    """The map as asked for, as JSON; `alt` says in words what it shows.

    `areas`: a character per polygon, its class among `fills`. `units`: place among the file's
    seats, radius in pixels, documents, records. `links`, from the lowest on: place among the
    file's links, class among `scale`, width in pixels, documents, records, and places among the
    file's documents. `chosen` and `marked` are ids, `release` is what Escape takes off; `notes`:
    by id what is said of a unit, or of a link instead of the words of its class.
    """
    view = request.view
    place = {key: n for n, key in enumerate(seats.seats(view.viewpoint, request.scene))}
    links = _drawn(shown, marked)
    return {
        "files": {name: geometry_url(view.viewpoint, name, view.lang) for name in SCENES},
        "lang": view.lang,
        "alt": alt,
        **_colours(request, shown.crowded),
        "areas": "".join(_CLASSES[kind] for kind in shown.areas),
        "units": [[place[u.id], u.size, u.tip.documents, u.tip.records] for u in shown.units],
        "links": _links(request, links),
        "chosen": sorted(request.chosen),
        "release": _release(view.chosen),
        "notes": _notes(request, shown.units, links),
        "marked": sorted(marked & {*(u.id for u in shown.units), *(link.id for link in links)}),
    }


def _drawn(shown: MapContent, marked: Set[str]) -> list[Link]:
    drawn = shown.drawn_links
    on_map = {link.id for link in drawn}
    ties = [link for link in shown.links if link.id in marked and link.id not in on_map]
    return [*ties, *drawn]


def _links(request: MapRequest, links: list[Link]) -> list[list[float]]:
    viewpoint = request.view.viewpoint
    place = {key: n for n, key in enumerate(seats.bends(viewpoint, request.scene))}
    documents = seats.documents(viewpoint)
    return [
        [
            place[link.id],
            link.rank,
            link.width,
            link.tip.documents,
            link.tip.records,
            *(documents[key] for key in link.recent),
        ]
        for link in links
    ]


def _colours(request: MapRequest, crowded: bool) -> dict[str, Any]:
    """Colours of areas, of links with their meaning, and of all else by name."""
    palette, view, by = request.palette, request.view, request.style.links
    scale = link_classes.scale(by, palette, view.dataset, view.words)
    inks = ("text", "background", "border", "muted", "accent")
    return {
        "fills": [css(colour) for colour in palette.areas],
        "scale": [
            [css(colour), caption, opacity(link_classes.is_classed(rank, by), crowded)]
            for rank, (colour, caption) in enumerate(scale)
        ],
        "inks": {name: css(getattr(palette, name)) for name in inks},
    }


def _notes(request: MapRequest, units: list[Unit], links: list[Link]) -> dict[str, str]:
    view = request.view
    scale = link_classes.scale(request.style.links, request.palette, view.dataset, view.words)
    return {
        **{unit.id: unit.tip.caption for unit in units if unit.tip.caption},
        **{link.id: link.tip.caption for link in links if link.tip.caption != scale[link.rank][1]},
    }


def _release(chosen: Filter) -> str | None:
    """The unit or link that a click on it takes off the filter: the one that is chosen alone."""
    alone = {side: chosen[side][0] for side in SIDES if len(chosen[side]) == 1}
    if len(alone) == len(SIDES):
        return pair_id(alone["vn"], alone["jp"])
    return next(iter(alone.values()), None)
