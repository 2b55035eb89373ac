"""How the network grew: signed documents and partnerships, added up year by year."""

from html import escape

import pandas as pd

from lib.charts import figure as go
from lib.charts import milestones
from lib.charts.elements import HOVER, add_running_year
from lib.charts.frame import CHROME, Chart, frame
from lib.counting.signings import cumulative
from lib.style.context import Context
from lib.style.palette import css

_PLOT = 230


def growth(events: pd.DataFrame, context: Context) -> Chart:
    """The two totals as lines over the years, with the milestones of bilateral relations."""
    _, number = context.words.gettext, context.words.number
    table = cumulative(events)
    years = [int(year) for year in table.index]
    names = {"documents": _("Signed documents"), "partnerships": _("Partnerships")}
    colours = dict(zip(names, context.palette.formality[2:4], strict=True))
    dashes = {"documents": "solid", "partnerships": "dash"}
    figure = go.Figure(
        [
            go.Scatter(
                x=years,
                y=table[column].to_list(),
                name=name,
                mode="lines+markers" if len(years) < 3 else "lines",
                line={
                    "width": 3,
                    "shape": "hv",
                    "color": css(colours[column]),
                    "dash": dashes[column],
                },
                hovertext=[
                    f"{year}: {number(count)} · {escape(name)}"
                    for year, count in zip(years, table[column].to_list(), strict=True)
                ],
                hovertemplate=HOVER,
            )
            for column, name in names.items()
        ]
    )
    if context.today.year in years:
        highest = int(table.to_numpy().max())
        add_running_year(figure, context.today.year, 0.5, highest, context)
    first, last = (years[0], years[-1]) if years else (2000, 2001)
    room = context.width - 70
    per_year = room / max(last - first, 1)
    above = milestones.draw(figure, years, context, room, lambda y: (y - first) * per_year)
    title = _("Growth since the first signing")
    frame(figure, title, context, _PLOT + CHROME, margin_top=above + 8)
    figure.update_xaxes(range=[first - 0.5, last + 0.5], tickformat="d", showgrid=False)
    figure.update_yaxes(rangemode="tozero")
    data = table.reset_index().set_axis([_("Year"), *names.values()], axis=1)
    totals = {name: number(table[name].iloc[-1] if years else 0) for name in names}
    alt = _(
        "Line chart from {first} to {last}: {documents} dated signed documents and {partnerships} "
        "partnerships by the end."
    ).format(first=first, last=last, **totals)
    return Chart(figure, lambda: data, alt)
