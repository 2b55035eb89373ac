"""What stands in the lanes: marks, spans of inexact dates, terms, renewals; and what each says.

The legend names each kind, what a hollow mark and a line through one mean, and the rest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts.lane_layout import MARK, Span, least_half_span, span
from lib.facts.dataset import Dataset
from lib.facts.documents import NO_LONGER_IN_FORCE, STATUS_LABELS, Status
from lib.facts.rows import rows
from lib.style.context import Context
from lib.style.palette import SYMBOLS, css
from lib.style.text import wrap

# The order of the legend.
_KINDS, _SIGNS, _LINES, _OTHERS = 100, 200, 300, 400


@dataclass(frozen=True)
class Drawing:
    """Events with a date, where each stands (y in pixels), and the pixels of a year."""

    events: pd.DataFrame
    dataset: Dataset
    context: Context
    at: Mapping[str, Span]
    y: Mapping[str, float]
    per_year: float

    def ink(self, kind: str) -> str:
        return css(self.context.palette.kinds[kind])


def draw(figure: go.Figure, drawing: Drawing) -> None:
    """Draw everything that stands in the lanes, documents on top."""
    _others(figure, drawing)
    _terms(figure, drawing)
    _renewals(figure, drawing)
    _documents(figure, drawing)


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


def _terms(figure: go.Figure, drawing: Drawing) -> None:
    _ = drawing.context.words.gettext
    stated = [e for e in rows(drawing.events) if e.signed and e.valid_until]
    ends = {e.Index: span(e.valid_until) for e in stated}
    at, y = drawing.at, drawing.y
    accent = drawing.context.palette.accent
    # Of an end known to the month or year, the part that is sure, and the part that may be.
    turns = {key: max(end.start, at[key].middle) for key, end in ends.items()}
    sure = [(at[key].middle, y[key], turn, y[key]) for key, turn in turns.items()]
    maybe = [(turns[key], y[key], end.end, y[key]) for key, end in ends.items() if not end.exact]
    _line(figure, maybe, "", {"color": css(accent, 0.25), "width": 5})
    _line(figure, sure, _("Stated term"), {"color": css(accent, 0.55), "width": 5})


def _renewals(figure: go.Figure, drawing: Drawing) -> None:
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


def _documents(figure: go.Figure, drawing: Drawing) -> None:
    _ = drawing.context.words.gettext
    dataset, lang = drawing.dataset, drawing.context.words.lang
    palette = drawing.context.palette
    documents = drawing.events[drawing.events["signed"]]
    over = documents["status"].isin(NO_LONGER_IN_FORCE)
    rim = {"color": css(palette.text, 0.7), "width": 0.75}
    for kind in (k for k in dataset.kinds.index if k in set(documents["kind"])):
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
        label = dataset.label("kinds", kind, lang)
        _key(figure, label, {**style, "color": ink, "line": rim}, _KINDS)
    muted = css(palette.muted)
    if over.any():
        hollow = {"size": MARK - 1, "symbol": "circle-open", "color": muted}
        _key(figure, _("Hollow: renewed since, over or ended"), hollow, _SIGNS)
    if not all(drawing.at[key].exact for key in drawing.events.index):
        vague = {"size": 12, "symbol": "line-ew", "line": {"color": muted, "width": 2}}
        _key(figure, _("With a line: known to the month or year only"), vague, _SIGNS)


def _others(figure: go.Figure, drawing: Drawing) -> None:
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
    drawing: Drawing,
    marker: Mapping[str, Any],
    ink: str,
    thin: bool = False,
) -> None:
    spans = [drawing.at[key] for key in events.index]
    # Never hidden behind the mark, as a month would be.
    half = least_half_span(drawing.per_year)
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


def _hover(event: Any, drawing: Drawing) -> str:
    words, dataset = drawing.context.words, drawing.dataset
    _ = words.gettext
    lang = words.lang
    names = [dataset.full_name(key, lang) for key in (event.vn_id, event.jp_id)]
    kind = dataset.label("kinds", event.kind, lang)
    facts = [_("{date}: {kind}").format(date=words.date(event.date), kind=kind)]
    if event.status:
        facts.append(_(STATUS_LABELS[Status(event.status)]))
    if event.valid_until:
        facts.append(_("stated term until {date}").format(date=words.date(event.valid_until)))
    former = [
        dataset.full_name(signed, lang)
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
