"""What stands in the lanes: marks, spans of inexact dates, terms, renewals; and what each says.

The legend names each kind, what a hollow mark and a line through one mean, and the rest.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from lib.charts import figure as go
from lib.charts.elements import HOVER, markup
from lib.charts.lane_layout import MARK, Span, least_half_span, span
from lib.counting import signings
from lib.facts.documents import NO_LONGER_IN_FORCE, Status
from lib.facts.perspective import Perspective
from lib.facts.rows import rows
from lib.style import kinds
from lib.style.context import Context
from lib.style.palette import css
from lib.style.text import wrap

# The order of the legend.
_KINDS, _SIGNS, _LINES, _OTHERS = 100, 200, 300, 400


@dataclass(frozen=True)
class Drawing:
    """Events with a date, where each stands (y in pixels), and the pixels of a year.

    Those that are `ringed` are pointed out.
    """

    events: pd.DataFrame
    dataset: Perspective
    context: Context
    at: Mapping[str, Span]
    y: Mapping[str, float]
    per_year: float
    ringed: Set[str] = frozenset()

    @cached_property
    def rows(self) -> list[Any]:
        """The events one by one."""
        return [*rows(self.events)]


def draw(figure: go.Figure, drawing: Drawing) -> None:
    """Draw everything that stands in the lanes, documents on top."""
    _add_others(figure, drawing)
    _add_terms(figure, drawing)
    _add_renewals(figure, drawing)
    _add_rings(figure, drawing)
    _add_documents(figure, drawing)


def _add_rings(figure: go.Figure, drawing: Drawing) -> None:
    ringed = [str(key) for key in drawing.events.index if key in drawing.ringed]
    if not ringed:
        return
    ring = {
        "size": MARK + 9,
        "symbol": "circle-open",
        "color": css(drawing.context.palette.accent),
        "line": {"width": 3},
    }
    figure.add_scatter(
        x=[drawing.at[key].middle for key in ringed],
        y=[drawing.y[key] for key in ringed],
        **{"mode": "markers", "marker": ring, "hoverinfo": "skip", "showlegend": False},
    )
    name = drawing.context.words.gettext("With a ring: marked")
    _add_key(figure, name, ring, _SIGNS)


def _add_lines(
    figure: go.Figure, pieces: Iterable[tuple[float, float, float, float]], name: str, line: Any
) -> None:
    """Separate straight pieces (x, y, x, y) as one trace; named in the legend if there are any."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for x0, y0, x1, y1 in pieces:
        xs += [x0, x1, None]
        ys += [y0, y1, None]
    if xs:
        legend = {"name": name, "showlegend": bool(name), "legendrank": _LINES}
        figure.add_scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip", **legend)


def _add_terms(figure: go.Figure, drawing: Drawing) -> None:
    stated = [e for e in drawing.rows if e.signed and e.valid_until]
    ends = {e.Index: span(e.valid_until) for e in stated}
    at, y = drawing.at, drawing.y
    accent = drawing.context.palette.accent
    # Of an end known to the month or year, the part that is sure, and the part that may be.
    turns = {key: max(end.start, at[key].middle) for key, end in ends.items()}
    sure = [(at[key].middle, y[key], turn, y[key]) for key, turn in turns.items()]
    maybe = [(turns[key], y[key], end.end, y[key]) for key, end in ends.items() if not end.exact]
    name = drawing.context.words.gettext("Stated term")
    _add_lines(figure, maybe, "", {"color": css(accent, 0.25), "width": 5})
    _add_lines(figure, sure, name, {"color": css(accent, 0.55), "width": 5})


def _add_renewals(figure: go.Figure, drawing: Drawing) -> None:
    at, y = drawing.at, drawing.y
    links = [
        (at[old].middle, y[old], at[new].middle, y[new])
        for new, event in zip(at, drawing.rows, strict=True)
        for old in (*event.renews, *event.replaces)
        if old in at
    ]
    line = {"color": css(drawing.context.palette.text), "width": 1.2, "dash": "dot"}
    _add_lines(figure, links, drawing.context.words.gettext("Renews or replaces"), line)


def _add_documents(figure: go.Figure, drawing: Drawing) -> None:
    _, lang = drawing.context.words.gettext, drawing.context.words.lang
    dataset, palette = drawing.dataset, drawing.context.palette
    documents = [event for event in drawing.rows if event.signed]
    rim, background = css(palette.text, 0.7), css(palette.background)
    for kind, style in kinds.styles(dataset.kinds.index[dataset.kinds["signed"]]).items():
        mine = [event for event in documents if event.kind == kind]
        if not mine:
            continue
        colour, passed = css(style.colour(palette)), [_over(event) for event in mine]
        rims = {
            "color": [colour if gone else rim for gone in passed],
            "width": [2 if gone else 0.75 for gone in passed],
        }
        # Filled with the background, so that no line shines through.
        filling = [background if gone else colour for gone in passed]
        shape = {"size": MARK, "symbol": style.symbol}
        _add_marks(figure, mine, drawing, {**shape, "color": filling, "line": rims}, colour)
        key = {**shape, "color": colour, "line": {"color": rim, "width": 0.75}}
        _add_key(figure, dataset.label("kinds", kind, lang), key, _KINDS)
    muted = css(palette.muted)
    if any(map(_over, documents)):
        hollow = {"size": MARK - 1, "symbol": "circle-open", "color": muted}
        _add_key(figure, _("Hollow: renewed, replaced, over or ended"), hollow, _SIGNS)
    if not all(drawing.at[key].exact for key in drawing.events.index):
        inexact = {"size": 12, "symbol": "line-ew", "line": {"color": muted, "width": 2}}
        _add_key(figure, _("With a line: known to the month or year only"), inexact, _SIGNS)
    against = [event for event in documents if event.contradicted]
    if against:
        cross = {
            "size": MARK + 5,
            "symbol": "x-thin",
            "line": {"color": css(palette.text), "width": 2},
        }
        _add_marks(figure, against, drawing, cross, css(palette.text), thin=True)
        _add_key(figure, _("With a cross: contradicted by a source"), cross, _SIGNS)


def _over(document: Any) -> bool:
    return document.status in NO_LONGER_IN_FORCE


def _add_others(figure: go.Figure, drawing: Drawing) -> None:
    _ = drawing.context.words.gettext
    muted = css(drawing.context.palette.muted)
    thin = {"color": muted, "width": 1.2}
    others: dict[str, list[Any]] = {"": [], "announced": [], "ended": []}
    for event in drawing.rows:
        if not event.signed:
            ended = "ended" if event.kind == "ended" else ""
            others["announced" if event.status == Status.ANNOUNCED else ended].append(event)
    for sort, name, symbol, size in (
        ("", _("Other event"), "line-ns", 9),
        ("announced", _("Announced only"), "circle-open-dot", 8),
        ("ended", _("Ended"), "x-thin", 9),
    ):
        if mine := others[sort]:
            style = {"symbol": symbol, "size": size, "color": muted, "line": thin}
            _add_marks(figure, mine, drawing, {**style, "opacity": 0.75}, muted, thin=True)
            _add_key(figure, name, style, _OTHERS)


def _add_marks(
    figure: go.Figure,
    events: Sequence[Any],
    drawing: Drawing,
    marker: Mapping[str, Any],
    colour: str,
    thin: bool = False,
) -> None:
    spans = [drawing.at[event.Index] for event in events]
    # Never hidden behind the mark, as a month would be.
    half = least_half_span(drawing.per_year)
    halves = [None if at.exact else max(at.end - at.middle, half) for at in spans]
    line = {"thickness": 1, "width": 0} if thin else {"thickness": 2, "width": 3}
    figure.add_scatter(
        x=[at.middle for at in spans],
        y=[drawing.y[event.Index] for event in events],
        mode="markers",
        marker=marker,
        # A span, not a point, where the date is known to the month or year.
        error_x={"array": halves, "color": colour, **line},
        customdata=[[event.Index] for event in events],
        hovertext=[_hover(event, drawing) for event in events],
        hovertemplate=HOVER,
        showlegend=False,
    )


def _add_key(figure: go.Figure, name: str, marker: Mapping[str, Any], rank: int) -> None:
    """An entry of the legend alone."""
    legend = {"name": name, "showlegend": True, "legendrank": rank}
    figure.add_scatter(x=[None], y=[None], mode="markers", marker=marker, **legend)


def _hover(event: Any, drawing: Drawing) -> str:
    words, dataset = drawing.context.words, drawing.dataset
    _, lang = words.gettext, words.lang
    kind = dataset.label("kinds", event.kind, lang)
    facts = [_("{date}: {kind}").format(date=words.date(event.date), kind=kind)]
    if standing := signings.standing(event, words):
        facts.append(standing)
    if event.valid_until:
        facts.append(_("stated term until {date}").format(date=words.date(event.valid_until)))
    facts.append(dataset.signed_as(event, words))
    room = min(380.0, drawing.context.width * 0.7)
    pair = wrap(dataset.pair_name(event.vn_id, event.jp_id, lang), room, 13)
    texts = (getattr(event, f"title_{lang}"), " · ".join(filter(None, facts)))
    lines = [line for text in texts for line in wrap(str(text), room, 13)]
    return "<br>".join([*(markup([line], bold=True) for line in pair), markup(lines)])
