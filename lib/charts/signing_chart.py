"""Signings per year, stacked by kind."""

from html import escape

import pandas as pd

from lib.charts import figure as go
from lib.charts import milestones
from lib.charts.elements import (
    HOVER,
    add_running_year,
    font,
    tick_step,
    year_ticks,
)
from lib.charts.frame import CHROME, Chart, frame
from lib.counting.signings import per_year, signings, span, undated_kinds, years
from lib.facts.dataset import Dataset
from lib.filter.filters import Filter
from lib.style import kinds
from lib.style.context import Context
from lib.style.kinds import KindStyle
from lib.style.palette import css

# A plot of fewer years keeps room at its sides, so that one bar does not fill the page.
_FEWEST_YEARS = 9
_PLOT_HEIGHT = 290
_AXIS_LABELS = 40
# Between two bars, as a share of a year.
_GAP = 0.25
# The number above a bar.
_TOTAL_HEIGHT = 20


def chart(
    events: pd.DataFrame,
    dataset: Dataset,
    chosen: Filter,
    context: Context,
    period: tuple[int | None, int | None] | None = None,
    marked: tuple[int, str] | None = None,
) -> Chart:
    """Signed documents per year and kind; some of `events` must be a dated signed document.

    With `period`, the years from and to that are chosen, a range can be drawn over the bars, and
    the one that is chosen is marked. So is the bar of a year and kind.
    """
    words = context.words
    shown = years(signings(events, "first", "last"), chosen, context.today)
    counts = per_year(events, dataset, shown)
    totals = counts.sum(axis=1)
    labels = {str(kind): dataset.label("kinds", str(kind), words.lang) for kind in counts}
    styles = kinds.styles(dataset.kinds.index[dataset.kinds["signed"]])
    spare = max(0, _FEWEST_YEARS - len(shown)) / 2
    start, end = shown[0] - 0.6 - spare, shown[-1] + 0.6 + spare
    room = context.width - _AXIS_LABELS - 24
    per = room / (end - start)
    highest = int(totals.max())
    top = highest * 1.12 + 0.4

    def pixel(year: int) -> float:
        return (year - start) * per

    def floor(year: int) -> float:
        total = int(totals[year])
        return min(1.0, total / top + (_TOTAL_HEIGHT / _PLOT_HEIGHT if total else 0))

    figure = go.Figure(
        [_bars(counts[kind], kind, label, styles[kind], context) for kind, label in labels.items()]
    )
    if marked is not None and marked[0] in counts.index and marked[1] in labels:
        _add_ring(figure, counts, marked, context)
    if context.today.year in shown and totals[context.today.year]:
        this_year = context.today.year
        add_running_year(figure, this_year, (1 - _GAP) / 2, int(totals[this_year]), context)
    if per >= 13:
        _add_totals(figure, totals, context)
    above = 8 + milestones.draw(figure, shown, context, room, pixel, floor)
    title = words.gettext("Signed documents per year, by kind")
    frame(figure, title, context, _PLOT_HEIGHT + CHROME + above, margin_top=above)
    figure.update_layout(barmode="stack", bargap=_GAP)
    step = tick_step(per)
    ticks = [year for year in shown if year % step == 0] or [shown[0]]
    figure.update_xaxes(range=[start, end], showgrid=False, **year_ticks(ticks))
    between_ticks = next((n for n in (1, 2, 5, 10, 20, 50, 100) if highest / n <= 8), 500)
    figure.update_yaxes(range=[0, top], dtick=between_ticks, zeroline=True)
    if period is not None:
        _add_brush(figure, period, (start, end), context)
    return Chart(
        figure,
        lambda: table(events, dataset, chosen, context),
        _alt(totals, context),
    )


def _bars(counts: pd.Series, kind: str, label: str, style: KindStyle, context: Context) -> go.Bar:
    palette, words = context.palette, context.words
    captions = [
        words.ngettext(
            "{year}: {count} document", "{year}: {count} documents", int(n), year=str(year)
        )
        for year, n in counts.items()
    ]
    background = css(palette.background)
    pattern = {"shape": style.pattern, "fillmode": "overlay", "fgcolor": background}
    return go.Bar(
        x=list(counts.index),
        y=list(counts),
        name=label,
        # A single kind is named too.
        showlegend=True,
        # What a click is told by: neither an index nor a position outlives the next figure.
        customdata=[[year, kind] for year in counts.index],
        hovertext=[f"<b>{escape(label)}</b><br>{escape(caption)}" for caption in captions],
        hovertemplate=HOVER,
        marker={
            "color": css(style.colour(palette)),
            "line": {"color": background, "width": 1},
            "pattern": {**pattern, "fgopacity": 0.75, "size": 6, "solidity": 0.25},
        },
    )


def _add_totals(figure: go.Figure, totals: pd.Series, context: Context) -> None:
    number = context.words.number
    figure.add_scatter(
        x=list(totals.index),
        y=totals,
        mode="text",
        text=[number(n) if n else "" for n in totals],
        textposition="top center",
        textfont=font(11, context.palette.text),
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def _add_ring(
    figure: go.Figure, counts: pd.DataFrame, bar: tuple[int, str], context: Context
) -> None:
    """A frame around a bar, above its neighbours."""
    year, kind = bar
    heights = {str(name): int(counts[name][year]) for name in counts}
    below = sum(heights[name] for name in list(heights)[: list(heights).index(kind)])
    half = (1 - _GAP) / 2 + 0.02
    figure.add_shape(
        type="rect",
        **{"x0": year - half, "x1": year + half},
        **{"y0": below, "y1": below + heights[kind]},
        line={"color": css(context.palette.accent), "width": 3},
    )


def _add_brush(
    figure: go.Figure,
    period: tuple[int | None, int | None],
    room: tuple[float, float],
    context: Context,
) -> None:
    first, last = period
    if first is None and last is None:
        return
    # Up to the next bar; a side that is open reaches to the end of the axis.
    left = room[0] if first is None else max(room[0], first - 0.5)
    right = room[1] if last is None else min(room[1], last + 0.5)
    figure.add_shape(
        type="rect",
        **{"x0": left, "x1": right, "y0": 0, "y1": 1, "yref": "paper", "layer": "below"},
        fillcolor=css(context.palette.accent),
        opacity=0.12,
        line={"width": 0},
    )


def table(events: pd.DataFrame, dataset: Dataset, chosen: Filter, context: Context) -> pd.DataFrame:
    """A row per year, also where no signed document among `events` has a date; then without one."""
    _, lang = context.words.gettext, context.words.lang
    signed = signings(events, "first", "last")
    shown = years(signed, chosen, context.today) if span(events) else range(0)
    counts, unknown = per_year(events, dataset, shown), undated_kinds(events)
    named = [str(year) for year in counts.index]
    if unknown.sum():
        counts = pd.concat([counts, unknown.reindex(counts.columns, fill_value=0).to_frame().T])
        named.append(_("Date not known"))
    found = counts.rename(columns=lambda kind: dataset.label("kinds", str(kind), lang))
    found[_("All kinds")] = counts.sum(axis=1)
    found.insert(0, _("Year"), named)
    return found.reset_index(drop=True)


def _alt(totals: pd.Series, context: Context) -> str:
    words = context.words
    most = int(totals.max())
    message = words.gettext(
        "Stacked bar chart of signed documents per year from {first} to {last}: {total} in all, "
        "{years} without any, most in {top} ({most}). {filter}. The table below holds the same."
    )
    return message.format(
        first=totals.index[0],
        last=totals.index[-1],
        total=words.ngettext("{count} document", "{count} documents", int(totals.sum())),
        years=words.ngettext("{count} year", "{count} years", int((totals == 0).sum())),
        top=words.list([str(year) for year in totals.index[totals == most]]),
        most=words.number(most),
        filter=context.sentence,
    )
