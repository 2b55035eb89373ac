"""Charts on screen: the figure, its data as a table and as CSV, and the picture to save."""

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st
from markupsafe import Markup

from lib.charts.frame import Chart
from lib.pictures.drawings import CHARTS
from lib.site.links import CHART
from lib.site.view import View
from lib.style import palette
from lib.style.context import Context
from lib.ui import browser, chart_cache, files, markup

Told = Callable[[object], None]
_component = st.components.v2.component(
    "chart",
    html='<div class="vj-chart"></div>',
    js=browser.script("chart.js"),
    # Its style is the page's.
    isolate_styles=False,
)


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


def data(name: str, view: View, **settings: str) -> Markup:
    """A link to the data of a chart of `lib.pictures.drawings` by a view, as the page stands.

    `settings` are further ones that it follows, which the address may leave out.
    """
    label = view.words.gettext("Data of this chart (CSV)")
    return files.of_drawing(label, f"{CHART}/{name}.csv", CHARTS[name], view, **settings)


def show(
    chart: Chart,
    key: str,
    context: Context,
    file: Markup,
    on_click: Told | None = None,
    on_range: Told | None = None,
    *,
    noted: bool = False,
) -> None:
    """Draw a chart made for `context`; under it its data as a `file` and, when opened, a table.

    `on_click` is told what the mark names that was clicked, `on_range` the two ends of a range that
    was drawn over the chart: both as a browser sends it, which can be anything. `noted` if charts
    of its kind can have notes.
    """
    _ = context.words.gettext
    _component(
        key=key,
        data=chart_cache.on_screen(
            chart, context, key, clicks=on_click is not None, ranges=on_range is not None
        ),
        on_click_change=partial(_tell, key, "click", on_click),
        on_range_change=partial(_tell, key, "range", on_range),
    )
    if noted:
        sometimes(chart.notes)
    markup.show(file)
    table = st.expander(_("As a table"), key=f"{key}_table", on_change="rerun")
    if table.open:
        with table:
            st.table(_shown(chart.data))


def _tell(key: str, trigger: str, told: Told | None) -> None:
    if told:
        told(st.session_state[key].get(trigger))


def sometimes(lines: Sequence[str]) -> None:
    """Lines of which there may be none, in one place that is kept.

    Streamlit's front end knows what has no key by its place: what follows something that is gone
    would be made anew.
    """
    if lines:
        st.caption("  \n".join(lines))
    else:
        st.empty()


def undated(view: View) -> None:
    """How many signed documents stand in no year, since their date is not known."""
    sometimes(chart_cache.undated_rules(view))


def _shown(data: pd.DataFrame) -> pd.DataFrame:
    return data.astype(str).set_index(data.columns[0])
