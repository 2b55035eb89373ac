"""The lanes of `lib.counting.lanes` as a chart: marks, spans, terms and renewals over the years.

A day is a point. A month or a year is a span with the mark in its middle, so nothing looks more
exact than it is. A stated term is a bar, and a renewal is joined to what it renews.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

import pandas as pd

from lib.charts import figure as go
from lib.charts import marks, rules
from lib.charts.elements import add_reference_line, tick_step, year_ticks
from lib.charts.frame import CHROME, Chart, frame
from lib.charts.lane_layout import MARK, Lane, decimal_year, lay_out, span
from lib.counting import signings
from lib.counting.lanes import Selection
from lib.counting.signings import years
from lib.facts import documents
from lib.facts.localities import other_side
from lib.facts.perspective import Perspective
from lib.facts.rows import rows
from lib.filter.filters import Filter
from lib.language.i18n import N_
from lib.style.context import NARROW, Context
from lib.style.palette import css
from lib.style.text import shorten, widest

_HEADING, _LABEL_SIZE, _LONGEST_LABEL = 17, 12, 180
# From this height on the years stand above the lanes too.
_TALL = 520
# A term that runs longer than this after the last year shown must not squeeze the rest.
_LONGEST_TERM = 10
# By side, and by whether other events than documents are shown.
_TITLES = {
    ("vn", False): N_("Signed documents by Vietnamese locality"),
    ("jp", False): N_("Signed documents by Japanese locality"),
    ("vn", True): N_("Documents and other events by Vietnamese locality"),
    ("jp", True): N_("Documents and other events by Japanese locality"),
}


@dataclass(frozen=True)
class Pointed:
    """What is pointed out in lanes that can be chosen: lanes, and records."""

    lanes: frozenset[str]
    records: frozenset[str]


def chart(
    selection: Selection,
    dataset: Perspective,
    chosen: Filter,
    context: Context,
    pointed: Pointed | None = None,
) -> Chart:
    """The lanes of a selection; some of its events must be dated.

    With `pointed` a lane can be clicked too.
    """
    lang, narrow = context.words.lang, context.width < NARROW
    names = _names(selection, dataset, lang)
    beside = min(widest([list(names.values())], _LABEL_SIZE), _LONGEST_LABEL)
    room = context.width - (24 if narrow else beside + 40)
    start, end = _axis(selection.drawn, chosen, context.today, room)
    per_year = room / (end - start)
    placed = lay_out(selection, per_year, _HEADING if narrow else 0)
    total = placed[-1].top + placed[-1].height

    spans = {str(key): span(text) for key, text in selection.drawn["date"].items()}
    heights = {key: y for lane in placed for key, y in lane.y.items()}
    figure = go.Figure()
    _add_stripes(figure, placed, context)
    if pointed:
        _add_targets(figure, placed, (start, end))
    ringed = pointed.records if pointed else frozenset()
    marks.draw(
        figure, marks.Drawing(selection.drawn, dataset, context, spans, heights, per_year, ringed)
    )

    tall = total > _TALL
    above = 36 if tall else 12
    if start < decimal_year(context.today) < end:
        above += 16
        _add_today(figure, context, above)
    title = context.words.gettext(_TITLES[selection.side, selection.others])
    height, left = round(total) + CHROME + above, 0 if narrow else beside
    frame(figure, title, context, height, margin_top=above, margin_left=left)
    _set_axes(figure, (start, end), per_year, total, tall)
    strong = pointed.lanes if pointed else frozenset()
    if narrow:
        _add_headings(figure, placed, names, room, strong)
        figure.update_yaxes(showticklabels=False)
    else:
        _name_beside(figure, placed, names, strong)
    return Chart(
        figure,
        lambda: table(selection, dataset, context),
        _alt(selection, names, context),
        tuple(rules.left_out(selection, context.words)),
    )


def _name_beside(
    figure: go.Figure, placed: list[Lane], names: Mapping[str, str], strong: frozenset[str]
) -> None:
    figure.update_yaxes(
        tickvals=[lane.top + lane.height / 2 for lane in placed],
        ticktext=[
            _label(escape(shorten(names[lane.id], _LONGEST_LABEL, _LABEL_SIZE)), lane.id in strong)
            for lane in placed
        ],
        tickfont={"size": _LABEL_SIZE},
        ticklabelstandoff=6,
    )


def _label(name: str, strong: bool) -> str:
    return f"<b>✓ {name}</b>" if strong else name


def _axis(dated: pd.DataFrame, chosen: Filter, today: date, room: float) -> tuple[float, float]:
    shown = years(dated, chosen, today)
    terms = [span(text).end for text in dated["valid_until"] if text]
    # A term can run on beyond the period that was asked for; a far one must not squeeze the rest.
    last = min(max([shown[-1] + 1, *terms]), shown[-1] + 1 + _LONGEST_TERM)
    # No mark is cut off, and one year does not fill the page.
    spare = max(MARK / room * (last - shown[0]), (3 - (last - shown[0])) / 2)
    return shown[0] - spare, last + spare


def _set_axes(
    figure: go.Figure, ends: tuple[float, float], per_year: float, total: float, tall: bool
) -> None:
    start, end = ends
    step = tick_step(per_year)
    ticks = [year for year in range(int(start), int(end) + 1) if year % step == 0 and year > start]
    axis = {"range": [start, end], **year_ticks(ticks), "zeroline": False}
    figure.update_xaxes(**axis, ticklabelstandoff=2)
    figure.update_yaxes(range=[total, 0], showgrid=False, zeroline=False)
    if tall:
        figure.add_scatter(x=[None], y=[None], xaxis="x2", showlegend=False, hoverinfo="skip")
        above = {"overlaying": "x", "side": "top", "showgrid": False}
        figure.update_layout(xaxis2={**axis, **above, "tickfont": figure.layout.xaxis.tickfont})


def _add_stripes(figure: go.Figure, placed: list[Lane], context: Context) -> None:
    colours = css(context.palette.areas[1]), css(context.palette.background)
    whole = {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "layer": "below"}
    for number, lane in enumerate(placed):
        ends = {"y0": lane.top, "y1": lane.top + lane.height}
        figure.add_shape(**whole, **ends, line={"width": 0}, fillcolor=colours[number % 2])


def _add_targets(figure: go.Figure, placed: list[Lane], ends: tuple[float, float]) -> None:
    """What is not seen and yet can be clicked: the whole of each lane, below its marks."""
    start, end = ends
    figure.add_bar(
        x=[end - start] * len(placed),
        y=[lane.top + lane.height / 2 for lane in placed],
        base=[start] * len(placed),
        width=[lane.height for lane in placed],
        orientation="h",
        marker={"color": "rgba(0,0,0,0)"},
        customdata=[[lane.id] for lane in placed],
        hoverinfo="none",
        showlegend=False,
    )


def _add_headings(
    figure: go.Figure,
    placed: list[Lane],
    names: Mapping[str, str],
    room: float,
    strong: frozenset[str],
) -> None:
    left = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": 2, "yanchor": "top"}
    for lane in placed:
        sign, left_over = ("✓ ", room - 20) if lane.id in strong else ("", room - 8)
        name = shorten(names[lane.id], left_over, _LABEL_SIZE + 1)
        figure.add_annotation(
            text=f"<b>{sign}{escape(name)}</b>",
            y=lane.top + 2,
            showarrow=False,
            font={"size": _LABEL_SIZE},
            **left,
        )


def _add_today(figure: go.Figure, context: Context, above: int) -> None:
    at, text = decimal_year(context.today), escape(context.words.gettext("Today"))
    label = {"text": text, "xanchor": "center", "yshift": above - 17}
    add_reference_line(figure, at, context, above - 14, label=label)


def _names(selection: Selection, dataset: Perspective, lang: str) -> dict[str, str]:
    return {
        key: (dataset.full_name if key in selection.chosen else dataset.name)(key, lang)
        for key in selection.shown
    }


def table(selection: Selection, dataset: Perspective, context: Context) -> pd.DataFrame:
    """A row for each record in the lanes, undated ones too."""
    _, lang = context.words.gettext, context.words.lang
    names = _names(selection, dataset, lang)
    order = {key: number for number, key in enumerate(selection.shown)}
    events = selection.events.assign(lane=selection.lanes, order=selection.lanes.map(order))
    events = events.sort_values(["order", "first", "date"], kind="stable")
    partners = events[f"{other_side(selection.side)}_id"]
    return pd.DataFrame(
        {
            _("Locality"): [names[key] for key in events["lane"]],
            _("Partner"): [dataset.full_name(key, lang) for key in partners],
            _("Date"): [e.date or signings.when(e, context.words) for e in rows(events)],
            _("Kind"): [dataset.label("kinds", kind, lang) for kind in events["kind"]],
            _("Title"): list(events[f"title_{lang}"]),
            _("Status"): [signings.standing(e, context.words) for e in rows(events)],
            _("Stated end of term"): list(events["valid_until"]),
            _("Renews or replaces"): ["; ".join(keys) for keys in documents.earlier(events)],
            _("Record"): list(events.index),
        }
    )


def _alt(selection: Selection, names: Mapping[str, str], context: Context) -> str:
    words, dated = context.words, selection.dated
    message = words.gettext(
        "Timeline of {lanes} with {documents} and {others}, from {first} to {last}; first lane: "
        "{top}. {filter}. The table below holds the same."
    )
    signed = int(dated["signed"].sum())
    return message.format(
        lanes=words.ngettext("{count} locality", "{count} localities", len(selection.shown)),
        documents=words.ngettext("{count} signed document", "{count} signed documents", signed),
        others=words.ngettext("{count} other event", "{count} other events", len(dated) - signed),
        first=dated["first"].min().year,
        last=dated["last"].max().year,
        top=names[selection.shown[0]],
        filter=context.sentence,
    )
