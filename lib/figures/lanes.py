"""The lanes of `lib.lanes` as a chart: marks, spans, terms and renewals over the years.

A day is a point. A month or a year is a span with the mark in its middle, so nothing looks more
exact than it is. A stated term is a bar, and a renewal is joined to what it renews.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.catalogue import Catalogue
from lib.documents import STATUS_LABELS, Status
from lib.figures.frame import CHROME, Chart, Context, frame
from lib.figures.text import shorten, width, wrap
from lib.figures.timeline import years
from lib.filters import Filter
from lib.frames import rows
from lib.lanes import MARK, Lane, Selection, Span, lay_out, moment, span, vague_half
from lib.palette import SYMBOLS, css

# Below this width the lanes' names stand in the lanes.
NARROW = 640
_HEADING, _LABEL_SIZE, _LONGEST_LABEL = 17, 12, 180
# From this height on the years stand above the lanes too.
_TALL = 520
# A term that runs longer than this after the last year shown must not squeeze the rest.
_LONGEST_TERM = 10
# The order of the legend.
_KINDS, _SIGNS, _LINES, _OTHERS = 100, 200, 300, 400
_OVER = (Status.SUPERSEDED, Status.TERM_OVER, Status.ENDED)


@dataclass(frozen=True)
class _Drawing:
    """What the parts of the figure share."""

    events: pd.DataFrame
    catalogue: Catalogue
    context: Context
    at: Mapping[str, Span]
    y: Mapping[str, float]
    per_year: float

    def ink(self, kind: str) -> str:
        return css(self.context.palette.kinds[kind])


def chart(selection: Selection, catalogue: Catalogue, chosen: Filter, context: Context) -> Chart:
    """The lanes of a selection; some of its events must be dated."""
    _ = context.words.gettext
    lang = context.words.lang
    narrow = context.width < NARROW
    names = {
        key: (catalogue.full_name if key in selection.chosen else catalogue.name)(key, lang)
        for key in selection.shown
    }
    beside = min(max(width(name, _LABEL_SIZE) for name in names.values()), _LONGEST_LABEL)
    room = context.width - (24 if narrow else beside + 40)
    start, end = _axis(selection.dated, chosen, context.today, room)
    per_year = room / (end - start)
    placed = lay_out(selection, per_year, _HEADING if narrow else 0)
    total = placed[-1].top + placed[-1].height

    drawing = _Drawing(
        selection.dated,
        catalogue,
        context,
        {str(key): span(text) for key, text in selection.dated["date"].items()},
        {key: y for lane in placed for key, y in lane.y.items()},
        per_year,
    )
    figure = go.Figure()
    _stripes(figure, placed, context)
    _others(figure, drawing)
    _terms(figure, drawing)
    _renewals(figure, drawing)
    _documents(figure, drawing)

    tall = total > _TALL
    above = 36 if tall else 12
    if start < moment(context.today) < end:
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
        figure, _table(selection, names, catalogue, context), _alt(selection, names, context)
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
    at, muted = moment(context.today), css(context.palette.muted)
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


def _line(
    figure: go.Figure, pieces: Iterable[tuple[float, float, float, float]], name: str, line: Any
) -> None:
    """Separate straight pieces (x, y, x, y) as one trace; named in the legend if there are any."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for x0, y0, x1, y1 in pieces:
        xs += [x0, x1, None]
        ys += [y0, y1, None]
    if xs:
        figure.add_scatter(
            x=xs,
            y=ys,
            mode="lines",
            name=name,
            line=line,
            hoverinfo="skip",
            showlegend=bool(name),
            legendrank=_LINES,
        )


def _terms(figure: go.Figure, drawing: _Drawing) -> None:
    _ = drawing.context.words.gettext
    stated = [e for e in rows(drawing.events) if e.signed and e.valid_until]
    ends = {e.Index: span(e.valid_until) for e in stated}
    at, y = drawing.at, drawing.y
    accent = drawing.context.palette.accent
    # Of an end known to the month or year, the part that is sure, and the part that may be.
    sure = [(at[k].middle, y[k], max(end.start, at[k].middle), y[k]) for k, end in ends.items()]
    maybe = [(end.start, y[k], end.end, y[k]) for k, end in ends.items() if not end.exact]
    _line(figure, maybe, "", {"color": css(accent, 0.25), "width": 5})
    _line(figure, sure, _("Stated term"), {"color": css(accent, 0.55), "width": 5})


def _renewals(figure: go.Figure, drawing: _Drawing) -> None:
    _ = drawing.context.words.gettext
    at, y = drawing.at, drawing.y
    links = [
        (at[old].middle, y[old], at[new].middle, y[new])
        for new, event in zip(at, rows(drawing.events), strict=True)
        for old in event.renews
        if old in at
    ]
    line = {"color": css(drawing.context.palette.text), "width": 1.2, "dash": "dot"}
    _line(figure, links, _("Renews"), line)


def _documents(figure: go.Figure, drawing: _Drawing) -> None:
    _ = drawing.context.words.gettext
    catalogue, lang = drawing.catalogue, drawing.context.words.lang
    palette = drawing.context.palette
    documents = drawing.events[drawing.events["signed"]]
    over = documents["status"].isin(_OVER)
    rim = {"color": css(palette.text, 0.7), "width": 0.75}
    for kind in (k for k in catalogue.kinds.index if k in set(documents["kind"])):
        mine = documents[documents["kind"] == kind]
        ink = drawing.ink(kind)
        style = {"size": MARK, "symbol": SYMBOLS[kind]}
        passed = [bool(over[key]) for key in mine.index]
        # Filled with the background, so that no line shines through.
        filling = [css(palette.background) if gone else ink for gone in passed]
        rims = {
            "color": [ink if gone else rim["color"] for gone in passed],
            "width": [2 if gone else rim["width"] for gone in passed],
        }
        _marks(figure, mine, drawing, {**style, "color": filling, "line": rims}, ink)
        label = catalogue.label("kinds", kind, lang)
        _key(figure, label, {**style, "color": ink, "line": rim}, _KINDS)
    muted = css(palette.muted)
    if over.any():
        hollow = {"size": MARK - 1, "symbol": "circle-open", "color": muted}
        _key(figure, _("Hollow: renewed since, over or ended"), hollow, _SIGNS)
    if not all(drawing.at[key].exact for key in drawing.events.index):
        vague = {"size": 12, "symbol": "line-ew", "line": {"color": muted, "width": 2}}
        _key(figure, _("With a line: known to the month or year only"), vague, _SIGNS)


def _others(figure: go.Figure, drawing: _Drawing) -> None:
    _ = drawing.context.words.gettext
    muted = css(drawing.context.palette.muted)
    events = drawing.events[~drawing.events["signed"]]
    announced = events["status"] == Status.ANNOUNCED
    ended = (events["kind"] == "ended") & ~announced
    thin = {"color": muted, "width": 1.2}
    for mine, name, symbol, size in (
        (events[~announced & ~ended], _("Other event"), "line-ns", 9),
        (events[announced], _("Announced only"), "circle-open-dot", 8),
        (events[ended], _("Ended"), "x-thin", 9),
    ):
        if not mine.empty:
            style = {"symbol": symbol, "size": size, "color": muted, "line": thin}
            _marks(figure, mine, drawing, {**style, "opacity": 0.75}, muted, thin=True)
            _key(figure, name, style, _OTHERS)


def _marks(
    figure: go.Figure,
    events: pd.DataFrame,
    drawing: _Drawing,
    marker: Mapping[str, Any],
    ink: str,
    thin: bool = False,
) -> None:
    spans = [drawing.at[key] for key in events.index]
    # Never hidden behind the mark, as a month would be.
    half = vague_half(drawing.per_year)
    figure.add_scatter(
        x=[at.middle for at in spans],
        y=[drawing.y[key] for key in events.index],
        mode="markers",
        marker=marker,
        # A span, not a point, where the date is known to the month or year.
        error_x={
            "array": [None if at.exact else max(at.end - at.middle, half) for at in spans],
            "thickness": 1 if thin else 2,
            "width": 0 if thin else 3,
            "color": ink,
        },
        customdata=[[key] for key in events.index],
        hovertext=[_hover(event, drawing) for event in rows(events)],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": marker.get("opacity", 1)}},
        showlegend=False,
    )


def _key(figure: go.Figure, name: str, marker: Mapping[str, Any], rank: int) -> None:
    """An entry of the legend alone."""
    figure.add_scatter(
        x=[None],
        y=[None],
        mode="markers",
        marker=marker,
        name=name,
        showlegend=True,
        legendrank=rank,
    )


def _hover(event: Any, drawing: _Drawing) -> str:
    words, catalogue = drawing.context.words, drawing.catalogue
    _ = words.gettext
    lang = words.lang
    names = [catalogue.full_name(key, lang) for key in (event.vn_id, event.jp_id)]
    kind = catalogue.label("kinds", event.kind, lang)
    facts = [_("{date}: {kind}").format(date=words.date(event.date), kind=kind)]
    if event.status:
        facts.append(_(STATUS_LABELS[Status(event.status)]))
    if event.valid_until:
        facts.append(_("stated term until {date}").format(date=words.date(event.valid_until)))
    former = [
        catalogue.full_name(signed, lang)
        for held, signed in ((event.vn_id, event.vn_signed), (event.jp_id, event.jp_signed))
        if held != signed
    ]
    if former:
        facts.append(_("signed as {names}").format(names=words.list(former)))
    room = min(380.0, drawing.context.width * 0.7)
    lines = [f"<b>{escape(line)}</b>" for line in wrap(" – ".join(names), room, 13)]
    title = str(getattr(event, f"title_{lang}"))
    for text in (title, " · ".join(facts)):
        lines += [escape(line) for line in wrap(text, room, 13)]
    return "<br>".join(lines)


def _table(
    selection: Selection, names: Mapping[str, str], catalogue: Catalogue, context: Context
) -> pd.DataFrame:
    _ = context.words.gettext
    lang = context.words.lang
    across = "jp_id" if selection.side == "vn" else "vn_id"
    place = {key: number for number, key in enumerate(selection.shown)}
    ordered = selection.events.assign(lane=selection.lanes, place=selection.lanes.map(place))
    ordered = ordered.sort_values(["place", "first", "date"], kind="stable")
    columns = {
        _("Locality"): [names[key] for key in ordered["lane"]],
        _("Partner"): [catalogue.full_name(key, lang) for key in ordered[across]],
        _("Date"): [text or _("Date not known") for text in ordered["date"]],
        _("Kind"): [catalogue.label("kinds", kind, lang) for kind in ordered["kind"]],
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
