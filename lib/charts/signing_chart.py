"""Signings per year, stacked by kind; and the filter that a click on a bar asks for."""

from collections.abc import Mapping
from html import escape

import pandas as pd
import plotly.graph_objects as go

from lib.charts import milestones
from lib.charts.frame import CHROME, Chart, frame
from lib.counting.signings import per_year, signings, undated, years
from lib.facts.dataset import Dataset
from lib.filter.filters import Filter
from lib.style.context import Context
from lib.style.palette import PATTERNS, css

# A plot of fewer years keeps room at its sides, so that one bar does not fill the page.
_FEWEST_YEARS = 9
_PLOT_HEIGHT = 290
_AXIS_LABELS = 40
# The number above a bar.
_TOTAL_HEIGHT = 20


def chart(events: pd.DataFrame, dataset: Dataset, chosen: Filter, context: Context) -> Chart:
    """Signed documents per year and kind; some of `events` must be a dated signed document."""
    words = context.words
    _ = words.gettext
    shown = years(signings(events), chosen, context.today)
    counts = per_year(events, dataset, shown)
    totals = counts.sum(axis=1)
    labels = {str(kind): dataset.label("kinds", str(kind), words.lang) for kind in counts}
    spare = max(0, _FEWEST_YEARS - len(shown)) / 2
    start, end = shown[0] - 0.6 - spare, shown[-1] + 0.6 + spare
    room = context.width - _AXIS_LABELS - 24
    per = room / (end - start)

    figure = go.Figure([_bars(counts[kind], kind, labels[kind], context) for kind in labels])
    if per >= 13:
        figure.add_scatter(
            x=list(shown),
            y=totals,
            mode="text",
            text=[words.number(n) if n else "" for n in totals],
            textposition="top center",
            textfont={"size": 11, "color": css(context.palette.text)},
            hoverinfo="skip",
            showlegend=False,
            cliponaxis=False,
        )
    highest = int(totals.max())
    top = highest * 1.12 + 0.4
    above = 8 + milestones.draw(
        figure,
        shown,
        context,
        room,
        lambda year: (year - start) * per,
        lambda year: min(
            1.0, totals[year] / top + _TOTAL_HEIGHT / _PLOT_HEIGHT * bool(totals[year])
        ),
    )
    frame(
        figure,
        _("Signed documents per year, by kind"),
        context,
        _PLOT_HEIGHT + CHROME + above,
        above=above,
    )
    figure.update_layout(barmode="stack", bargap=0.25)
    step = next((n for n in (1, 2, 5, 10) if n * per >= 38), 20)
    ticks = [year for year in shown if year % step == 0] or [shown[0]]
    figure.update_xaxes(
        range=[start, end], tickvals=ticks, ticktext=list(map(str, ticks)), showgrid=False
    )
    figure.update_yaxes(
        range=[0, top],
        dtick=next((n for n in (1, 2, 5, 10, 20, 50, 100) if highest / n <= 8), 500),
        zeroline=True,
    )
    return Chart(figure, _table(counts, labels, undated(events), context), _alt(totals, context))


def _bars(counts: pd.Series, kind: str, label: str, context: Context) -> go.Bar:
    palette, words = context.palette, context.words
    said = [
        words.ngettext(
            "{year}: {count} document", "{year}: {count} documents", int(n), year=str(year)
        )
        for year, n in counts.items()
    ]
    return go.Bar(
        x=list(counts.index),
        y=list(counts),
        name=label,
        # A single kind is named too.
        showlegend=True,
        # What a click is told by: neither an index nor a position outlives the next figure.
        customdata=[[year, kind] for year in counts.index],
        hovertext=[f"<b>{escape(label)}</b><br>{escape(text)}" for text in said],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "color": css(palette.kinds[kind]),
            "line": {"color": css(palette.background), "width": 1},
            "pattern": {
                "shape": PATTERNS.get(kind, ""),
                "fillmode": "overlay",
                "fgcolor": css(palette.background),
                "fgopacity": 0.75,
                "size": 6,
                "solidity": 0.25,
            },
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _table(
    counts: pd.DataFrame, labels: Mapping[str, str], unknown: int, context: Context
) -> pd.DataFrame:
    _ = context.words.gettext
    table = counts.rename(columns=labels)
    table[_("All kinds")] = counts.sum(axis=1)
    table.insert(0, _("Year"), [str(year) for year in counts.index])
    table = table.reset_index(drop=True)
    if unknown:
        cells = [_("Date not known"), *[""] * len(labels), unknown]
        table = pd.concat([table, pd.DataFrame([cells], columns=table.columns)])
    return table


def _alt(totals: pd.Series, context: Context) -> str:
    words = context.words
    best = int(totals.max())
    top = [str(year) for year in totals.index[totals == best]]
    said = words.gettext(
        "Stacked bar chart of signed documents per year from {first} to {last}: {total} in all, "
        "{years} without any, most in {top} ({most}). {filter}. The table below holds the same."
    )
    return said.format(
        first=totals.index[0],
        last=totals.index[-1],
        total=words.ngettext("{count} document", "{count} documents", int(totals.sum())),
        years=words.ngettext("{count} year", "{count} years", int((totals == 0).sum())),
        top=words.list(top),
        most=words.number(best),
        filter=context.sentence,
    )
