"""What is asked of the map, and what it then shows: units, links and areas."""

import math
from dataclasses import dataclass

import pandas as pd

from lib.facts.localities import SIDES
from lib.map.projection import SCENES, Scene
from lib.site.view import View
from lib.style.map_style import MapStyle
from lib.style.palette import Palette, Rgb

# With more links than this, lines fade and ties are left to the list.
MANY_LINKS = 45


@dataclass(frozen=True)
class MapRequest:
    """A map as asked for: `until` is the last year of signing to show, None for all.

    `scene` names one of `projection.SCENES`, which is drawn `width` CSS pixels wide.
    """

    view: View
    until: int | None
    scene: str
    width: int
    style: MapStyle
    palette: Palette

    @property
    def plane(self) -> Scene:
        """The scene itself."""
        return SCENES[self.scene]

    @property
    def chosen(self) -> set[str]:
        """The localities that the filter asks for."""
        return {key for side in SIDES for key in self.view.chosen[side]}

    @property
    def events(self) -> pd.DataFrame:
        """The events to show; shared, not to be changed."""
        events = self.view.events
        return events if self.until is None else events[events["first"].dt.year <= self.until]


@dataclass(frozen=True)
class Tip:
    """What the pointer shows of a unit or link: its name, and what the current filter holds.

    `caption` says in words what the colour of a link tells.
    """

    name: str
    documents: int
    records: int
    latest: str
    caption: str = ""


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
    those that its documents name, `recent` its latest documents by id; `bend` as of `seats.bends`.
    """

    id: str
    start: tuple[int, int]
    end: tuple[int, int]
    colour: Rgb
    rank: int
    classed: bool
    formality: int
    fields: frozenset[str]
    recent: tuple[str, ...]
    bend: float
    tip: Tip

    def opacity(self, crowded: bool) -> float:
        """The opacity of its line, 0 to 1."""
        return opacity(self.classed, crowded)

    @property
    def width(self) -> float:
        """The width of its line in pixels."""
        return round(0.9 + 1.4 * math.sqrt(self.tip.documents), 1)


def opacity(classed: bool, crowded: bool) -> float:
    """The opacity of a link's line, 0 to 1; `crowded` as `MapContent.crowded`."""
    if not crowded:
        return 0.85
    return 0.6 if classed else 0.3


def dot_size(documents: int) -> float:
    """The radius of a unit's dot in pixels; its area grows with the documents."""
    return round(2.5 + 1.25 * math.sqrt(documents), 1)


@dataclass(frozen=True)
class MapContent:
    """What the map shows of a set of events: a class per polygon, units, links."""

    areas: list[int]
    units: list[Unit]
    links: list[Link]

    @property
    def crowded(self) -> bool:
        """Whether there are too many links to draw mere ties as well."""
        return len(self.links) > MANY_LINKS

    @property
    def drawn_links(self) -> list[Link]:
        """The links that are drawn, in the order in which they cover each other."""
        drawn = [link for link in self.links if link.tip.documents or not self.crowded]
        return sorted(drawn, key=lambda link: (link.rank, link.tip.documents))
