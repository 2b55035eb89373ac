"""Charts of the locality page."""

from html import escape

import pandas as pd

from lib.charts import figure as go
from lib.charts.elements import BARE_AXIS, HOVER, font
from lib.charts.frame import Chart, frame
from lib.facts.dataset import Dataset
from lib.language.i18n import Localizer
from lib.style.context import NARROW, Context
from lib.style.palette import Rgb, css
from lib.style.text import widest

# Pixels: a row with its label beside or above the bar, a bar below its label, and type.
_BESIDE, _BELOW, _BAR, _SIZE = 26, 42, 14, 13


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
    beside, places = context.width >= NARROW, range(len(labels))
    row = _BESIDE if beside else _BELOW
    thick = 0.8 if beside else _BAR / row
    start = -thick / 2 if beside else 6 / row - 0.5
    figure.add_bar(
        y=list(places),
        x=shown["share"],
        offset=start,
        width=thick,
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
        y=[place + start + thick / 2 for place in places],
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
    if not beside:
        tops = [place + start + thick + 2 / row for place in places]
        figure.add_scatter(**_above(labels, tops, palette.text))
    left = widest([[label] for label in labels], _SIZE) if beside else 0
    frame(figure, title, context, 180 + row * len(shown), margin_left=left)
    figure.update_xaxes(tickformat=".0%", rangemode="tozero")
    names = {"tickvals": list(places), "ticktext": labels, "showticklabels": beside}
    figure.update_yaxes(range=[-0.5, len(labels) - 0.5], **names, **BARE_AXIS)
    table = _table(shown, labels, context.words)
    alt = _("Bars of {count} fields; most often named: {field}.").format(
        count=context.words.number(len(labels)), field=labels[-1] if labels else "–"
    )
    return Chart(figure, lambda: table, alt)


def _above(labels: list[str], tops: list[float], colour: Rgb) -> dict[str, object]:
    """A trace of names, each over the bar that ends at its top."""
    return {
        **{"x": [0] * len(labels), "y": tops, "text": [escape(label) for label in labels]},
        **{"mode": "text", "textposition": "top right", "textfont": font(_SIZE, colour)},
        **{"cliponaxis": False, "hoverinfo": "skip", "showlegend": False},
    }


def _table(shown: pd.DataFrame, labels: list[str], words: Localizer) -> pd.DataFrame:
    """What the bars and marks show, from the top: a row for each field."""
    _, percent = words.gettext, words.percent
    return pd.DataFrame(
        {
            _("Field of cooperation"): labels,
            _("Documents"): shown["documents"].to_list(),
            _("Share of documents that name a field"): [
                percent(share) if pd.notna(share) else "" for share in shown["share"]
            ],
            _("Average of all documents"): [percent(share) for share in shown["average"]],
        }
    )[::-1].reset_index(drop=True)
