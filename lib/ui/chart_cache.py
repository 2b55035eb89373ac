"""Maps, charts and what they count, worked out once for all visitors with the same view.

Building a figure takes plotly, and a deck pydeck, longer than all else that a page does. Every
input is an argument and goes into the key; what is returned is shared, so never to be changed.
"""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import pydeck as pdk

from lib.charts import field_charts as field_figures
from lib.charts import growth_chart as growth_figures
from lib.charts import lane_chart as lane_figures
from lib.charts import locality_chart as locality_figures
from lib.charts import signing_chart as timeline_figures
from lib.charts.frame import Chart
from lib.counting import cooperation, partnerships, profile, upcoming
from lib.counting import lanes as lanes_of
from lib.counting.cooperation import Grid, Measure, Study
from lib.counting.lanes import Selection
from lib.counting.upcoming import Group
from lib.facts import localities, regions
from lib.filter import filters
from lib.filter.filters import Filter
from lib.language.i18n import words
from lib.map import content, geometry
from lib.map import deck as maps
from lib.map import picture as map_picture
from lib.map.content import Picture
from lib.map.projection import SCENES
from lib.site import store
from lib.site.store import Seen, index, selected
from lib.style.context import Context
from lib.style.map_style import MapStyle
from lib.style.palette import Palette

_SHARED = 256
# The lanes of a locality's page, which shows all partners that one sheet can hold.
_LOCALITY_LANES = 40


@dataclass(frozen=True)
class Map:
    """A map as asked for: `until` is the last year of signing to show, None for all.

    `scene` names one of `schematic.SCENES`, which is drawn `width` CSS pixels wide.
    """

    seen: Seen
    chosen: Filter
    until: int | None
    scene: str
    lang: str
    width: int
    look: MapStyle
    palette: Palette


@lru_cache(_SHARED)
def picture(asked: Map) -> Picture:
    """What the map shows of the filter's events."""
    events = selected(asked.seen, asked.chosen)
    if asked.until is not None:
        events = events[events["first"].dt.year <= asked.until]
    return map_picture.picture(
        events,
        index(asked.seen).catalogue,
        asked.chosen,
        SCENES[asked.scene],
        geometry.polygons(asked.seen.units, asked.scene),
        words(asked.lang),
        asked.width,
        asked.look,
        asked.palette,
    )


@lru_cache(_SHARED)
def deck(asked: Map, revision: int, bare: bool = False) -> pdk.Deck:
    """The map for deck.gl; `bare` for a small one. For `revision` see `maps.deck`."""
    shown = picture(asked)
    return maps.deck(
        SCENES[asked.scene],
        geometry.geometry_url(asked.seen, asked.scene, asked.lang),
        content.bare(shown) if bare else shown,
        asked.palette,
        words(asked.lang),
        asked.width,
        revision,
    )


@lru_cache(_SHARED)
def growth(seen: Seen, chosen: Filter, context: Context) -> Chart:
    """The network's growth."""
    return growth_figures.growth(selected(seen, chosen), context)


@lru_cache(_SHARED)
def signings(seen: Seen, chosen: Filter, context: Context) -> Chart:
    """Signed documents per year; the filter must leave a dated one."""
    return timeline_figures.chart(selected(seen, chosen), index(seen).catalogue, chosen, context)


@lru_cache(_SHARED)
def selection(seen: Seen, chosen: Filter, side: str, number: int, others: bool) -> Selection:
    """The lanes that a filter and the page's settings ask for."""
    events, catalogue = selected(seen, chosen), index(seen).catalogue
    return lanes_of.select(events, catalogue, chosen, side, number, others)


@lru_cache(_SHARED)
def lanes(
    seen: Seen, chosen: Filter, side: str, number: int, others: bool, context: Context
) -> Chart:
    """These lanes; something in them must have a date."""
    shown = selection(seen, chosen, side, number, others)
    return lane_figures.chart(shown, index(seen).catalogue, chosen, context)


@lru_cache(_SHARED)
def coming_dates(seen: Seen, chosen: Filter, months: int) -> list[Group]:
    """Anniversaries and ends of term within so many months."""
    return upcoming.groups(selected(seen, chosen), seen.today, months)


# --- Fields of cooperation ------------------------------------------------------------------------


@lru_cache(_SHARED)
def study(seen: Seen, chosen: Filter, measure: Measure) -> Study:
    """Fields counted in all, over time and together."""
    codes = list(index(seen).catalogue.fields.index)
    return cooperation.study(selected(seen, chosen), codes, measure)


@lru_cache(_SHARED)
def regions_of(seen: Seen, chosen: Filter, measure: Measure, country: str) -> pd.Series:
    """The region of each event that is counted."""
    told = regions.load(store.data_folder())
    kept = study(seen, chosen, measure).kept
    return regions.signed_in(kept, index(seen).catalogue, told, country)


@lru_cache(_SHARED)
def region_names(seen: Seen, chosen: Filter, country: str, context: Context) -> dict[str, str]:
    """A country's regions by code; with one for places that are in none, if there are such."""
    told, words = regions.load(store.data_folder()), context.words
    names = {code: told.name(code, words.lang) for code in told.codes(country)}
    signed = regions_of(seen, chosen, Measure.RECORDS, country)
    if (signed == regions.NO_REGION).any():
        names[regions.NO_REGION] = words.gettext("Region not recorded")
    return names


def _labels(seen: Seen, context: Context) -> dict[str, str]:
    return field_figures.names(index(seen).catalogue, context.words)


@lru_cache(_SHARED)
def breakdown(seen: Seen, chosen: Filter, measure: Measure, context: Context) -> Chart:
    """A bar for each field."""
    told, labels = study(seen, chosen, measure), _labels(seen, context)
    return field_figures.breakdown(
        told.table, told.order, measure, labels, chosen["field"], context
    )


@lru_cache(_SHARED)
def periods(seen: Seen, chosen: Filter, measure: Measure, shares: bool, context: Context) -> Chart:
    """Fields by period; something that is counted must have a date."""
    told, labels = study(seen, chosen, measure), _labels(seen, context)
    return field_figures.periods(told.periods, told.order, measure, labels, shares, context)


@lru_cache(_SHARED)
def together(
    seen: Seen, chosen: Filter, measure: Measure, of: str | None, context: Context
) -> Chart:
    """Fields that are named together; there must be such."""
    told, labels = study(seen, chosen, measure), _labels(seen, context)
    return field_figures.together(told.together, of, measure, labels, context)


@lru_cache(_SHARED)
def by_region(
    seen: Seen,
    chosen: Filter,
    measure: Measure,
    country: str,
    shares: bool,
    cell: tuple[str, str] | None,
    context: Context,
) -> Chart:
    """Fields by region, `cell` (field and region) marked."""
    told, labels = study(seen, chosen, measure), _labels(seen, context)
    names = region_names(seen, chosen, country, context)
    region = regions_of(seen, chosen, measure, country)
    counts: Grid = cooperation.grid(told.kept, measure, region, told.order, list(names))
    return field_figures.regions(
        counts, told.order, names, country, measure, labels, shares, cell, context
    )


# --- One locality ---------------------------------------------------------------------------------


@lru_cache(_SHARED)
def locality_fields(seen: Seen, chosen: Filter, key: str, context: Context) -> Chart:
    """A locality's fields against the average of its country under the same filter."""
    side, catalogue = localities.side_of(key), index(seen).catalogue
    own, everything = (selected(seen, chosen.with_(side, keys)) for keys in ((key,), ()))
    shares = profile.field_shares(own, everything, catalogue.fields.index)
    name = catalogue.full_name(key, context.words.lang)
    return locality_figures.fields(shares, catalogue, name, context)


@lru_cache(_SHARED)
def locality_lanes(seen: Seen, chosen: Filter, key: str, context: Context) -> Chart | None:
    """A lane per partner with every dated record; None if none is dated."""
    own = localities.side_of(key)
    side, catalogue = localities.other_side(own), index(seen).catalogue
    events = selected(seen, chosen.with_(own, (key,)))
    # A lane for each partner, whatever the filter says of that side.
    all_partners = chosen.with_(side, ())
    shown = lanes_of.select(events, catalogue, all_partners, side, _LOCALITY_LANES, others=True)
    if shown.dated.empty:
        return None
    return lane_figures.chart(shown, catalogue, all_partners, context)


@lru_cache(maxsize=512)
def totals(seen: Seen, chosen: filters.Filter) -> partnerships.Totals:
    """What the events of a filter count up to."""
    return partnerships.totals(selected(seen, chosen))


@lru_cache(maxsize=512)
def linked(seen: Seen, chosen: filters.Filter) -> pd.DataFrame:
    """Pairs of province-level units as from `partnerships.pairs`; not to be changed."""
    return partnerships.pairs(selected(seen, chosen), index(seen).catalogue.top)


@lru_cache(maxsize=512)
def signing_years(seen: Seen, chosen: filters.Filter) -> tuple[int, int] | None:
    """The years of the first and the latest dated signing; None without one."""
    events = selected(seen, chosen)
    signed = events.loc[events["signed"], "first"].dropna()
    return None if signed.empty else (int(signed.min().year), int(signed.max().year))
