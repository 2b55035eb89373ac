"""What the map shows of a set of events, ready to be drawn: units, links, areas and labels."""

import math
from dataclasses import dataclass, replace
from html import escape

from lib.style.palette import Rgb

# With more links than this, lines fade and ties are left to the list.
MANY_LINKS = 45


@dataclass(frozen=True)
class Tip:
    """What the pointer shows of a unit or link: its name, and what the current filter holds.

    `told` says in words what the colour of a link tells.
    """

    name: str
    documents: int
    records: int
    latest: str
    told: str = ""

    def cells(self, none: str) -> dict[str, str | int]:
        """The fields of the tooltip, short since they travel with every change of the filter.

        `none` stands where there is no document.
        """
        documents = self.documents or none
        told = f"<br>{escape(self.told)}" if self.told else ""
        return {"name": self.name, "n": documents, "r": self.records, "l": self.latest, "k": told}


@dataclass(frozen=True)
class Unit:
    """A province-level unit with records in the current filter, in scene coordinates.

    `size` is the radius of its dot in pixels.
    """

    id: str
    x: int
    y: int
    size: float
    tip: Tip


@dataclass(frozen=True)
class Link:
    """All documents and records between two province-level units in the current filter.

    Links of a higher `rank` are drawn on top; those that are not `classed` step back. `fields` are
    those that its documents name.
    """

    id: str
    start: tuple[int, int]
    end: tuple[int, int]
    colour: Rgb
    rank: int
    classed: bool
    formality: int
    fields: frozenset[str]
    tip: Tip


def dot_size(documents: int) -> float:
    """The radius of a unit's dot in pixels; its area grows with the documents."""
    return round(2.5 + 1.25 * math.sqrt(documents), 1)


def line_width(documents: int) -> float:
    """The width of a link in pixels."""
    return round(0.9 + 1.4 * math.sqrt(documents), 1)


@dataclass(frozen=True)
class Picture:
    """What the map shows of a set of events: a class per polygon, units, links, and labels."""

    areas: list[int]
    units: list[Unit]
    links: list[Link]
    labels: list[Unit]


def bare(picture: Picture) -> Picture:
    """The picture with no more than a handful of labels, for a small map."""
    return replace(picture, labels=picture.labels[:6])


def crowded(links: list[Link]) -> bool:
    """Whether there are too many links to draw mere ties as well."""
    return len(links) > MANY_LINKS
