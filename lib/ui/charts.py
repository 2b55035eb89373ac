"""Charts on screen: the figure, its data as a table and as CSV, and the picture to save."""

from collections.abc import Callable
from typing import Any, Literal

import pandas as pd
import streamlit as st

from lib.charts.frame import Chart
from lib.exports import csv_file
from lib.site.view import View
from lib.style import palette
from lib.style.context import Context
from lib.ui import browser, chart_cache
from lib.ui.buttons import download


def context(view: View, share: float = 1, most: int | None = None) -> Context:
    """What the charts of this view need: words, colours, filter in words, version, day.

    `share` is the part of the main column that a chart gets; on phones it is always all of it.
    `most` are the pixels that it gets at most.
    """
    room = browser.width() if browser.narrow() else int(browser.width() * share) - 16
    return Context(
        words=view.words,
        palette=palette.DARK if browser.dark() else palette.LIGHT,
        sentence=view.sentence,
        version=view.dataset.version,
        today=view.today,
        width=min(room, most or room),
    )


def show(
    chart: Chart,
    key: str,
    view: View,
    on_select: Callable[[], None] | Literal["ignore"] = "ignore",
    ranges: bool = False,
) -> None:
    """Draw a chart; under it its data as CSV and, opened on demand, as a table.

    With `ranges` a range drawn over it is a selection too.
    """
    _ = view.words.gettext
    config: dict[str, Any] = {
        "displaylogo": False,
        "displayModeBar": True,
        # One button: the picture, with title, filter, source and licence in it.
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": key},
        "scrollZoom": False,
    }
    st.plotly_chart(
        chart.finished,
        key=key,
        theme=None,
        on_select=on_select,
        selection_mode=("points", "box") if ranges else "points",
        config=config,
        alt=chart.alt,
    )
    if chart.notes:
        st.caption("  \n".join(chart.notes))
    download(
        _("Data of this chart (CSV)"),
        lambda: csv_file.of_frame(chart.data),
        f"{key}.csv",
        key=f"{key}_csv",
    )
    table = st.expander(_("As a table"), key=f"{key}_table", on_change="rerun")
    if table.open:
        with table:
            st.table(_shown(chart.data))


def undated(view: View) -> None:
    """How many signed documents stand in no year, since their date is not known."""
    for rule in chart_cache.undated_rules(view):
        st.caption(rule)


def _shown(data: pd.DataFrame) -> pd.DataFrame:
    return data.astype(str).set_index(data.columns[0])
