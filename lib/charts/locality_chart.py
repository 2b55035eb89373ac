"""Charts of the locality page."""

from html import escape

import pandas as pd

from lib.charts import figure as go
from lib.charts.elements import HOVER
from lib.charts.frame import Chart, frame
from lib.facts.dataset import Dataset
from lib.style.context import Context
from lib.style.palette import css


def fields(shares: pd.DataFrame, dataset: Dataset, name: str, context: Context) -> Chart:
    """Share of documents that name each field: the locality as bars, the average as marks.

    `shares` as from `profile.field_shares`; fields that neither names are left out.
    """
    _, percent, palette = context.words.gettext, context.words.percent, context.palette
    number = context.words.number
    shown = shares[(shares["documents"] > 0) | (shares["average"] > 0.1)]
    shown = shown.sort_values(["share", "average"], na_position="first")
    labels = [dataset.label("fields", str(code), context.words.lang) for code in shown.index]
    average = _("Average of all documents")
    line = {"width": 3, "color": css(palette.text)}
    figure = go.Figure()
    figure.add_bar(
        y=labels,
        x=shown["share"],
        orientation="h",
        name=name,
        marker={"color": css(palette.formality[2])},
        hovertext=[
            f"{escape(label)}: {percent(share)} ({number(documents)})"
            for label, share, documents in zip(
                labels, shown["share"].fillna(0), shown["documents"].to_list(), strict=True
            )
        ],
        hovertemplate=HOVER,
    )
    figure.add_scatter(
        y=labels,
        x=shown["average"],
        mode="markers",
        name=average,
        marker={"symbol": "line-ns", "size": 14, "line": line},
        hovertext=[
            f"{escape(label)}: {percent(share)}"
            for label, share in zip(labels, shown["average"], strict=True)
        ],
        hovertemplate=HOVER,
    )
    title = _("Fields that the documents of {name} name").format(name=name)
    frame(figure, title, context, 180 + 26 * len(shown))
    figure.update_xaxes(tickformat=".0%", rangemode="tozero")
    data = pd.DataFrame(
        {
            _("Field of cooperation"): labels,
            _("Documents"): shown["documents"].to_list(),
            _("Share of documents that name a field"): [
                percent(share) if pd.notna(share) else "" for share in shown["share"]
            ],
            average: [percent(share) for share in shown["average"]],
        }
    ).iloc[::-1]
    alt = _("Bars of {count} fields; most often named: {field}.").format(
        count=context.words.number(len(labels)), field=labels[-1] if labels else "–"
    )
    return Chart(figure, lambda: data.reset_index(drop=True), alt)
