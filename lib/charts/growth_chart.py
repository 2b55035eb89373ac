"""How the network grew: signed documents and partnerships, added up year by year."""

import pandas as pd
import plotly.graph_objects as go

from lib.charts import milestones
from lib.charts.frame import CHROME, Chart, frame
from lib.counting.signings import cumulative
from lib.style.context import Context
from lib.style.palette import css

_PLOT = 230


def growth(events: pd.DataFrame, context: Context) -> Chart:
    """The two totals as lines over the years, with the milestones of bilateral relations."""
    _ = context.words.gettext
    table = cumulative(events)
    years = [int(year) for year in table.index]
    names = {"documents": _("Signed documents"), "partnerships": _("Partnerships")}
    colours = {
        "documents": context.palette.formality[2],
        "partnerships": context.palette.formality[3],
    }
    figure = go.Figure(
        [
            go.Scatter(
                x=years,
                y=table[column].to_list(),
                name=name,
                mode="lines+markers" if len(years) < 3 else "lines",
                line={
                    "color": css(colours[column]),
                    "width": 3,
                    "dash": "solid" if column == "documents" else "dash",
                    "shape": "hv",
                },
                hovertemplate=f"%{{x}}: %{{y}} · {name}<extra></extra>",
            )
            for column, name in names.items()
        ]
    )
    first, last = (years[0], years[-1]) if years else (2000, 2001)
    room = context.width - 70
    span = max(last - first, 1)
    above = milestones.draw(figure, years, context, room, lambda year: (year - first) / span * room)
    frame(figure, _("Growth since the first signing"), context, _PLOT + CHROME, above=above + 8)
    figure.update_xaxes(range=[first - 0.5, last + 0.5], tickformat="d", showgrid=False)
    figure.update_yaxes(rangemode="tozero")
    data = table.reset_index().set_axis([_("Year"), *names.values()], axis=1)
    totals = table.iloc[-1].to_dict() if years else {"documents": 0, "partnerships": 0}
    alt = _(
        "Line chart from {first} to {last}: {documents} dated signed documents and {partnerships} "
        "partnerships by the end."
    ).format(
        first=first,
        last=last,
        documents=context.words.number(totals["documents"]),
        partnerships=context.words.number(totals["partnerships"]),
    )
    return Chart(figure, data, alt)
