"""How each picture is drawn: a function for each that `lib.pictures.drawings` declares."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from lib.charts import of_view, rules
from lib.charts.frame import Chart
from lib.counting import lanes as lanes_of
from lib.counting import signings as signings_of
from lib.language.i18n import N_
from lib.pictures import map_block
from lib.pictures.block import Area, Block, of_chart, of_sentence
from lib.pictures.drawings import CHARTS, Asked
from lib.style.context import Context

# Of the type of charts, which is 13 pixels on screen.
_LEAST_SCALE = 0.55

_NO_SIGNING = N_("No dated signed document among these records.")
_NO_DOCUMENT = N_("No signed document among these records.")
_NO_LANE = N_("Nothing with a known date to show in lanes.")
_NO_PAIR = N_("Nothing among these records names two fields.")


def _chart(
    make: Callable[[Context], Chart], notes: list[str], context: Context, area: Area
) -> Block:
    return replace(of_chart(make, context, area), notes=notes)


def _nothing(sentence: str, title: str, context: Context, area: Area) -> Block:
    _ = context.words.gettext
    return of_sentence(_(sentence), _(title), context, area)


def of_map(asked: Asked, context: Context, area: Area) -> Block:
    return map_block.draw(asked.view, asked.style, asked.until, context, area)


def of_signings(asked: Asked, context: Context, area: Area) -> Block:
    view = asked.view
    if not signings_of.span(view.events):
        return _nothing(_NO_SIGNING, CHARTS["signings"].label, context, area)
    return _chart(partial(of_view.signings, view), rules.undated(view), context, area)


def of_growth(asked: Asked, context: Context, area: Area) -> Block:
    view = asked.view
    if not signings_of.span(view.events):
        return _nothing(_NO_SIGNING, CHARTS["growth"].label, context, area)
    return _chart(partial(of_view.growth, view), rules.undated(view), context, area)


def of_lanes(asked: Asked, context: Context, area: Area) -> Block:
    view = asked.view
    side, most, others = asked.lanes
    # Fewer lanes than on the page rather than such as nobody can read.
    for number in sorted((n for n in lanes_of.NUMBERS if n <= most), reverse=True):
        wanted = side, number, others
        shown = of_view.selection(view, *wanted)
        if shown.dated.empty:
            return _nothing(_NO_LANE, CHARTS["lanes"].label, context, area)
        said = rules.lanes(shown, view)
        block = _chart(partial(of_view.lanes, view, *wanted), said, context, area)
        if block.scale >= _LEAST_SCALE:
            break
    return block


def of_fields(asked: Asked, context: Context, area: Area) -> Block:
    view, measure = asked.view, asked.measure
    total = of_view.field_statistics(view, measure).total
    said = rules.counted(measure, total, view)
    return _chart(partial(of_view.breakdown, view, measure), said, context, area)


def of_fields_periods(asked: Asked, context: Context, area: Area) -> Block:
    view, measure, shares = asked.view, asked.measure, asked.shares
    found = of_view.field_statistics(view, measure)
    if found.kept.empty:
        return _nothing(_NO_DOCUMENT, CHARTS["fields-periods"].label, context, area)
    said = rules.by_period(found.periods, measure, view)
    if not found.periods.starts:
        label = CHARTS["fields-periods"].label
        return of_sentence(view.words.sentences(said), view.words.gettext(label), context, area)
    return _chart(partial(of_view.periods, view, measure, shares), said, context, area)


def of_fields_together(asked: Asked, context: Context, area: Area) -> Block:
    view, measure = asked.view, asked.measure
    found = of_view.field_statistics(view, measure).together
    if found.empty:
        return _nothing(_NO_PAIR, CHARTS["fields-together"].label, context, area)
    of = of_view.named_together(view, measure, asked.get("with"))
    said = rules.together(len(found), measure, view)
    return _chart(partial(of_view.together, view, measure, of), said, context, area)


def of_fields_regions(asked: Asked, context: Context, area: Area) -> Block:
    view, measure, shares = asked.view, asked.measure, asked.shares
    if of_view.field_statistics(view, measure).kept.empty:
        return _nothing(_NO_DOCUMENT, CHARTS["fields-regions"].label, context, area)
    country = str(asked.get("country"))
    said = rules.by_region(country, measure, view)
    make = partial(of_view.by_region, view, measure, country, shares, None)
    return _chart(make, said, context, area)


def of_locality_fields(asked: Asked, context: Context, area: Area) -> Block:
    return _chart(
        partial(of_view.locality_fields, asked.view, asked.settings["id"]), [], context, area
    )


def of_locality_lanes(asked: Asked, context: Context, area: Area) -> Block:
    view, key = asked.view, asked.settings["id"]
    if of_view.locality_lanes(view, key, context) is None:
        return _nothing(_NO_LANE, CHARTS["locality-lanes"].label, context, area)

    def make(own: Context) -> Chart:
        chart = of_view.locality_lanes(view, key, own)
        assert chart is not None
        return chart

    return _chart(make, [], context, area)
