"""Every chart and map that can be had as a picture, and the views that they make up: declared once.

The addresses `/chart/<name>.svg`, `/map.svg` and `/view/<page>.svg`, the parameters that they take,
and what stands on them follow from DRAWINGS and VIEWS.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from lib.charts import of_view, rules
from lib.charts.frame import Chart
from lib.counting import lanes as lanes_of
from lib.counting import signings as signings_of
from lib.counting.cooperation import Measure
from lib.language.i18n import N_
from lib.pictures import map_block
from lib.pictures.block import Area, Block, of_chart, of_sentence
from lib.site.pages import PAGES, SETTINGS, SHARE, Page
from lib.site.view import View
from lib.style.context import Context
from lib.style.map_style import Areas, MapStyle


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


Draw = Callable[[Asked, Context, Area], Block]


@dataclass(frozen=True)
class Drawing:
    """A picture of one chart, or of the map: its name in the address, the settings it follows, and
    how it is drawn. `needed` are the settings without which there is nothing to draw."""

    name: str
    label: str
    settings: tuple[str, ...]
    draw: Draw
    needed: tuple[str, ...] = ()


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


def _chart(
    make: Callable[[Context], Chart], notes: list[str], context: Context, area: Area
) -> Block:
    return replace(of_chart(make, context, area), notes=notes)


def _nothing(sentence: str, title: str, context: Context, area: Area) -> Block:
    _ = context.words.gettext
    return of_sentence(_(sentence), _(title), context, area)


# --- Each drawing ---------------------------------------------------------------------------------

_NO_SIGNING = N_("No dated signed document among these records.")
_NO_DOCUMENT = N_("No signed document among these records.")
_NO_LANE = N_("Nothing with a known date to show in lanes.")
_NO_PAIR = N_("Nothing among these records names two fields.")

# Of the type of charts, which is 13 pixels on screen.
_LEAST_SCALE = 0.55

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


def _map(asked: Asked, context: Context, area: Area) -> Block:
    style = MapStyle(Areas(str(asked.get("areas"))), str(asked.get("links")))
    span, year = signings_of.span(asked.view.events), asked.get("year")
    until = int(year) if year and span and int(year) < span[1] else None
    return map_block.draw(asked.view, style, until, context, area)


def _signings(asked: Asked, context: Context, area: Area) -> Block:
    view = asked.view
    if not signings_of.span(view.events):
        return _nothing(_NO_SIGNING, _SIGNINGS, context, area)
    return _chart(partial(of_view.signings, view), rules.undated(view), context, area)


def _growth(asked: Asked, context: Context, area: Area) -> Block:
    view = asked.view
    if not signings_of.span(view.events):
        return _nothing(_NO_SIGNING, _GROWTH, context, area)
    return _chart(partial(of_view.growth, view), rules.undated(view), context, area)


def _lanes(asked: Asked, context: Context, area: Area) -> Block:
    view = asked.view
    side = asked.get("side") or lanes_of.default_side(view.chosen)
    most, others = int(str(asked.get("lanes"))), asked.get("other") == "1"
    # Fewer lanes than on the page rather than such as nobody can read.
    for number in sorted((n for n in lanes_of.NUMBERS if n <= most), reverse=True):
        wanted = side, number, others
        shown = of_view.selection(view, *wanted)
        if shown.dated.empty:
            return _nothing(_NO_LANE, _LANES, context, area)
        said = rules.lanes(shown, view)
        block = _chart(partial(of_view.lanes, view, *wanted), said, context, area)
        if block.scale >= _LEAST_SCALE:
            break
    return block


def _fields(asked: Asked, context: Context, area: Area) -> Block:
    view, measure = asked.view, asked.measure
    total = of_view.field_statistics(view, measure).total
    said = rules.counted(measure, total, view)
    return _chart(partial(of_view.breakdown, view, measure), said, context, area)


def _periods(asked: Asked, context: Context, area: Area) -> Block:
    view, measure, shares = asked.view, asked.measure, asked.get("cells") == SHARE
    found = of_view.field_statistics(view, measure)
    if found.kept.empty:
        return _nothing(_NO_DOCUMENT, _PERIODS, context, area)
    said = rules.by_period(found.periods, measure, view)
    if not found.periods.starts:
        title = context.words.gettext(_PERIODS)
        return of_sentence(view.words.sentences(said), title, context, area)
    return _chart(partial(of_view.periods, view, measure, shares), said, context, area)


def _together(asked: Asked, context: Context, area: Area) -> Block:
    view, measure, of = asked.view, asked.measure, asked.get("with")
    found = of_view.field_statistics(view, measure).together
    if found.empty:
        return _nothing(_NO_PAIR, _TOGETHER, context, area)
    # As on the page: a field that nothing is named with is as good as none.
    of = of if of in {*found["first"], *found["second"]} else None
    said = rules.together(len(found), measure, view)
    return _chart(partial(of_view.together, view, measure, of), said, context, area)


def _regions(asked: Asked, context: Context, area: Area) -> Block:
    view, measure, shares = asked.view, asked.measure, asked.get("cells") == SHARE
    if of_view.field_statistics(view, measure).kept.empty:
        return _nothing(_NO_DOCUMENT, _REGIONS, context, area)
    country = str(asked.get("country"))
    said = rules.by_region(country, measure, view)
    make = partial(of_view.by_region, view, measure, country, shares, None)
    return _chart(make, said, context, area)


def _locality_fields(asked: Asked, context: Context, area: Area) -> Block:
    return _chart(
        partial(of_view.locality_fields, asked.view, asked.settings["id"]), [], context, area
    )


def _locality_lanes(asked: Asked, context: Context, area: Area) -> Block:
    view, key = asked.view, asked.settings["id"]
    if of_view.locality_lanes(view, key, context) is None:
        return _nothing(_NO_LANE, _PARTNERS, context, area)

    def make(own: Context) -> Chart:
        chart = of_view.locality_lanes(view, key, own)
        assert chart is not None
        return chart

    return _chart(make, [], context, area)


# --- The declaration ------------------------------------------------------------------------------

MAP = Drawing("map", _MAP, ("areas", "links", "year"), _map)
CHARTS = {
    drawing.name: drawing
    for drawing in (
        Drawing("signings", _SIGNINGS, (), _signings),
        Drawing("growth", _GROWTH, (), _growth),
        Drawing("lanes", _LANES, ("side", "lanes", "other"), _lanes),
        Drawing("fields", _FIELDS, ("counted",), _fields),
        Drawing("fields-periods", _PERIODS, ("counted", "cells"), _periods),
        Drawing("fields-together", _TOGETHER, ("counted", "with"), _together),
        Drawing("fields-regions", _REGIONS, ("counted", "cells", "country"), _regions),
        Drawing("locality-fields", _OF_LOCALITY, ("id",), _locality_fields, ("id",)),
        Drawing("locality-lanes", _PARTNERS, ("id",), _locality_lanes, ("id",)),
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
