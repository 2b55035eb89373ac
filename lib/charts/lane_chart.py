"""The lanes of `lib.counting.lanes` as a chart: marks, spans, terms and renewals over the years.

A day is a point. A month or a year is a span with the mark in its middle, so nothing looks more
exact than it is. A stated term is a bar, and a renewal is joined to what it renews.
"""

from collections.abc import Mapping
from datetime import date
from html import escape

import pandas as pd
import plotly.graph_objects as go

from lib.charts import marks
from lib.charts.frame import CHROME, Chart, frame
from lib.charts.lane_layout import MARK, Lane, decimal_year, lay_out, span
from lib.counting.lanes import Selection
from lib.counting.signings import years
from lib.facts.dataset import Dataset
from lib.facts.documents import STATUS_LABELS, Status
from lib.filter.filters import Filter
from lib.style.context import NARROW, Context
from lib.style.palette import css
from lib.style.text import shorten, width

_HEADING, _LABEL_SIZE, _LONGEST_LABEL = 17, 12, 180
# From this height on the years stand above the lanes too.
_TALL = 520
# A term that runs longer than this after the last year shown must not squeeze the rest.
_LONGEST_TERM = 10


def chart(selection: Selection, dataset: Dataset, chosen: Filter, context: Context) -> Chart:
    """The lanes of a selection; some of its events must be dated."""
    _ = context.words.gettext
    lang = context.words.lang
    narrow = context.width < NARROW
    names = {
        key: (dataset.full_name if key in selection.chosen else dataset.name)(key, lang)
        for key in selection.shown
    }
    beside = min(max(width(name, _LABEL_SIZE) for name in names.values()), _LONGEST_LABEL)
    room = context.width - (24 if narrow else beside + 40)
    start, end = _axis(selection.dated, chosen, context.today, room)
    per_year = room / (end - start)
    placed = lay_out(selection, per_year, _HEADING if narrow else 0)
    total = placed[-1].top + placed[-1].height

    drawing = marks.Drawing(
        selection.dated,
        dataset,
        context,
        {str(key): span(text) for key, text in selection.dated["date"].items()},
        {key: y for lane in placed for key, y in lane.y.items()},
        per_year,
    )
    figure = go.Figure()
    _stripes(figure, placed, context)
    marks.draw(figure, drawing)

    tall = total > _TALL
    above = 36 if tall else 12
    if start < decimal_year(context.today) < end:
        above += 16
        _today(figure, context, above)
    frame(
        figure,
        _title(selection, context),
        context,
        round(total) + CHROME + above,
        above=above,
        beside=0 if narrow else beside,
    )
    _axes(figure, start, end, room, total, tall)
    if narrow:
        _headings(figure, placed, names, room)
        figure.update_yaxes(showticklabels=False)
    else:
        figure.update_yaxes(
            tickvals=[lane.top + lane.height / 2 for lane in placed],
            ticktext=[
                escape(shorten(names[lane.id], _LONGEST_LABEL, _LABEL_SIZE)) for lane in placed
            ],
            tickfont={"size": _LABEL_SIZE},
            ticklabelstandoff=6,
        )
    return Chart(
        figure, _table(selection, names, dataset, context), _alt(selection, names, context)
    )


def _title(selection: Selection, context: Context) -> str:
    _ = context.words.gettext
    if selection.others:
        if selection.side == "vn":
            return _("Documents and other events by Vietnamese locality")
        return _("Documents and other events by Japanese locality")
    if selection.side == "vn":
        return _("Signed documents by Vietnamese locality")
    return _("Signed documents by Japanese locality")


def _axis(dated: pd.DataFrame, chosen: Filter, today: date, room: float) -> tuple[float, float]:
    shown = years(dated, chosen, today)
    terms = [span(text).end for text in dated["valid_until"] if text]
    # A term can run on beyond the period that was asked for; a far one must not squeeze the rest.
    last = min(max([shown[-1] + 1, *terms]), shown[-1] + 1 + _LONGEST_TERM)
    # No mark is cut off, and one year does not fill the page.
    spare = max(MARK / room * (last - shown[0]), (3 - (last - shown[0])) / 2)
    return shown[0] - spare, last + spare


def _axes(
    figure: go.Figure, start: float, end: float, room: float, total: float, tall: bool
) -> None:
    per = room / (end - start)
    step = next((n for n in (1, 2, 5, 10) if n * per >= 38), 20)
    ticks = [year for year in range(int(start), int(end) + 1) if year % step == 0 and year > start]
    axis = {"range": [start, end], "tickvals": ticks, "ticktext": list(map(str, ticks))}
    figure.update_xaxes(**axis, zeroline=False, ticklabelstandoff=2)
    figure.update_yaxes(range=[total, 0], showgrid=False, zeroline=False)
    if tall:
        figure.add_scatter(x=[None], y=[None], xaxis="x2", showlegend=False, hoverinfo="skip")
        figure.update_layout(
            xaxis2={
                **axis,
                "overlaying": "x",
                "side": "top",
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
                "tickfont": figure.layout.xaxis.tickfont,
            }
        )


def _stripes(figure: go.Figure, placed: list[Lane], context: Context) -> None:
    for number, lane in enumerate(placed):
        figure.add_shape(
            type="rect",
            xref="paper",
            x0=0,
            x1=1,
            y0=lane.top,
            y1=lane.top + lane.height,
            layer="below",
            line={"width": 0},
            fillcolor=css(
                context.palette.areas[1] if number % 2 == 0 else context.palette.background
            ),
        )


def _headings(figure: go.Figure, placed: list[Lane], names: Mapping[str, str], room: float) -> None:
    for lane in placed:
        figure.add_annotation(
            text=f"<b>{escape(shorten(names[lane.id], room - 8, _LABEL_SIZE + 1))}</b>",
            xref="paper",
            x=0,
            xanchor="left",
            xshift=2,
            y=lane.top + 2,
            yanchor="top",
            showarrow=False,
            font={"size": _LABEL_SIZE},
        )


def _today(figure: go.Figure, context: Context, above: int) -> None:
    at, muted = decimal_year(context.today), css(context.palette.muted)
    line = {"color": muted, "width": 1, "dash": "dot"}
    base = {"type": "line", "x0": at, "x1": at, "yref": "paper", "line": line}
    figure.add_shape(**base, y0=0, y1=1, layer="below")
    figure.add_shape(**base, ysizemode="pixel", yanchor=1, y0=0, y1=above - 14)
    figure.add_annotation(
        text=escape(context.words.gettext("Today")),
        x=at,
        xanchor="center",
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=above - 17,
        showarrow=False,
        font={"size": 11, "color": muted},
    )


def _table(
    selection: Selection, names: Mapping[str, str], dataset: Dataset, context: Context
) -> pd.DataFrame:
    _ = context.words.gettext
    lang = context.words.lang
    across = "jp_id" if selection.side == "vn" else "vn_id"
    place = {key: number for number, key in enumerate(selection.shown)}
    ordered = selection.events.assign(lane=selection.lanes, place=selection.lanes.map(place))
    ordered = ordered.sort_values(["place", "first", "date"], kind="stable")
    columns = {
        _("Locality"): [names[key] for key in ordered["lane"]],
        _("Partner"): [dataset.full_name(key, lang) for key in ordered[across]],
        _("Date"): [text or _("Date not known") for text in ordered["date"]],
        _("Kind"): [dataset.label("kinds", kind, lang) for kind in ordered["kind"]],
        _("Title"): list(ordered[f"title_{lang}"]),
        _("Status"): [_(STATUS_LABELS[Status(s)]) if s else "" for s in ordered["status"]],
        _("Stated end of term"): list(ordered["valid_until"]),
        _("Renews"): ["; ".join(keys) for keys in ordered["renews"]],
        _("Record"): list(ordered.index),
    }
    return pd.DataFrame(columns)


def _alt(selection: Selection, names: Mapping[str, str], context: Context) -> str:
    words = context.words
    dated = selection.dated
    said = words.gettext(
        "Timeline of {lanes} with {documents} and {others}, from {first} to {last}; first lane: "
        "{top}. {filter}. The table below holds the same."
    )
    signed = int(dated["signed"].sum())
    return said.format(
        lanes=words.ngettext("{count} locality", "{count} localities", len(selection.shown)),
        documents=words.ngettext("{count} signed document", "{count} signed documents", signed),
        others=words.ngettext("{count} other event", "{count} other events", len(dated) - signed),
        first=dated["first"].min().year,
        last=dated["last"].max().year,
        top=names[selection.shown[0]],
        filter=context.sentence,
    )
