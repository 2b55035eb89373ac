"""Every chart and map that can be had as a picture, and the views that they make up: declared once.

The addresses `/chart/<name>.svg`, `/map.svg` and `/view/<page>.svg`, the parameters that they take,
and what stands on them follow from CHARTS, MAP and VIEWS. `lib.pictures.draw` has a function for
each and `lib.pictures.tables` one for its data, which are loaded when they are first asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib.counting import lanes, signings
from lib.counting.cooperation import Measure
from lib.language.i18n import N_
from lib.pictures.sizes import Size
from lib.site.pages import PAGES, SETTINGS, SHARE, Page
from lib.site.view import View
from lib.style.context import Context
from lib.style.map_style import Areas, MapStyle
from lib.style.palette import LIGHT

if TYPE_CHECKING:
    import pandas as pd

    from lib.pictures.block import Area, Block


@dataclass(frozen=True)
class Asked:
    """What is to be drawn: a view, and the settings of its page as they stand in the address."""

    view: View
    settings: Mapping[str, str]

    def get(self, name: str) -> str | None:
        """The value of a setting, else its default."""
        return self.settings.get(name) or SETTINGS[name].default

    @property
    def measure(self) -> Measure:
        """What is counted."""
        return Measure(str(self.get("counted")))

    @property
    def shares(self) -> bool:
        """Whether cells hold shares instead of numbers."""
        return self.get("cells") == SHARE

    @property
    def style(self) -> MapStyle:
        """What the map's links and areas are coloured by."""
        return MapStyle(Areas(str(self.get("areas"))), str(self.get("links")))

    @property
    def until(self) -> int | None:
        """The year up to which the map is shown; None for all."""
        span, year = signings.span(self.view.events), self.get("year")
        return int(year) if year and span and int(year) < span[1] else None

    @property
    def lanes(self) -> tuple[str, int, bool]:
        """The side that has the lanes, how many at most, and whether with other events."""
        side = self.get("side") or lanes.default_side(self.view.chosen)
        return side, int(str(self.get("lanes"))), self.get("other") == "1"


@dataclass(frozen=True)
class Order:
    """What a sheet is made of: `address` leads to the page with the same view, `theme` is "light"
    or "dark"."""

    asked: Asked
    size: Size
    theme: str
    address: str


@dataclass(frozen=True)
class Drawing:
    """A picture of one chart, or of the map: its name in the address, what it is called, and the
    settings it follows. `needed` are the settings without which there is nothing to draw."""

    name: str
    label: str
    settings: tuple[str, ...]
    needed: tuple[str, ...] = ()

    @property
    def function(self) -> str:
        """The function of `lib.pictures.draw` that draws it, and that of `tables` with its data."""
        return f"of_{self.name.replace('-', '_')}"

    def draw(self, asked: Asked, context: Context, area: "Area") -> "Block":
        """It, as large as it can be in an area."""
        from lib.pictures import draw

        block: Block = getattr(draw, self.function)(asked, context, area)
        return block

    def table(self, asked: Asked) -> "pd.DataFrame":
        """What it shows, under titles in the reader's language; not to be changed."""
        from lib.pictures import tables

        view = asked.view
        context = Context(view.words, LIGHT, view.sentence, view.dataset.version, view.today)
        table: pd.DataFrame = getattr(tables, self.function)(asked, context)
        return table


@dataclass(frozen=True)
class Whole:
    """A page as a picture: its name in the address, its title, and its drawings by importance.

    `others` are the charts of the page that are to be had alone.
    """

    name: str
    page: Page
    title: str
    drawings: tuple[Drawing, ...]
    others: tuple[Drawing, ...] = ()

    @property
    def shown(self) -> tuple[Drawing, ...]:
        """All that the page shows."""
        return self.drawings + self.others

    @property
    def settings(self) -> tuple[str, ...]:
        """The settings that one of its drawings follows."""
        return tuple(dict.fromkeys(name for each in self.drawings for name in each.settings))

    @property
    def needed(self) -> tuple[str, ...]:
        """The settings without which there is nothing to draw."""
        return tuple(dict.fromkeys(name for each in self.drawings for name in each.needed))


_SIGNINGS = N_("Signed documents per year, by kind")
_GROWTH = N_("Growth since the first signing")
_LANES = N_("Localities over time")
_FIELDS = N_("Fields of cooperation")
_PERIODS = N_("Fields over time")
_TOGETHER = N_("Fields named together")
_REGIONS = N_("Fields by region")
_OF_LOCALITY = N_("Fields of a locality")
_PARTNERS = N_("Partners of a locality over time")
_MAP = N_("Partnerships between Vietnamese and Japanese localities")

MAP = Drawing("map", _MAP, ("areas", "links", "year"))
CHARTS = {
    drawing.name: drawing
    for drawing in (
        Drawing("signings", _SIGNINGS, ()),
        Drawing("growth", _GROWTH, ()),
        Drawing("lanes", _LANES, ("side", "lanes", "other")),
        Drawing("fields", _FIELDS, ("counted",)),
        Drawing("fields-periods", _PERIODS, ("counted", "cells")),
        Drawing("fields-together", _TOGETHER, ("counted", "with")),
        Drawing("fields-regions", _REGIONS, ("counted", "cells", "country")),
        Drawing("locality-fields", _OF_LOCALITY, ("id",), ("id",)),
        Drawing("locality-lanes", _PARTNERS, ("id",), ("id",)),
    )
}
# By the path of the page: title, drawings, and those that are to be had alone.
_WHOLE: dict[str, tuple[str, tuple[Drawing, ...], tuple[Drawing, ...]]] = {
    "": (N_("Vietnam and Japan: who works with whom"), (MAP, CHARTS["growth"]), ()),
    "map": (_MAP, (MAP,), ()),
    "timeline": (
        N_("Signings over the years, and by locality"),
        (CHARTS["signings"], CHARTS["lanes"]),
        (),
    ),
    "fields": (
        N_("What localities of Vietnam and Japan cooperate in"),
        (CHARTS["fields"], CHARTS["fields-periods"], CHARTS["fields-regions"]),
        (CHARTS["fields-together"],),
    ),
    "locality": ("", (CHARTS["locality-lanes"], CHARTS["locality-fields"]), ()),
}
VIEWS = {
    page.path: Whole(page.path or "overview", page, *_WHOLE[page.path])
    for page in PAGES
    if page.path in _WHOLE
}
# Every setting that a picture can follow.
FOLLOWED = tuple(
    dict.fromkeys(name for drawing in (MAP, *CHARTS.values()) for name in drawing.settings)
)
