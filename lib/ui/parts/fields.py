"""The fields page's parts: what is counted, and the rule beside each chart."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import streamlit as st

from lib.charts import field_charts as figures_of
from lib.counting import cooperation
from lib.counting.cooperation import Measure
from lib.facts.localities import COUNTRIES
from lib.filter import clicks
from lib.filter.parameters import NO_FIELD
from lib.site.pages import NUMBER, SHARE
from lib.site.view import View
from lib.ui import address, chart_cache, charts, controls, leftover
from lib.ui.buttons import page_link


def measure(view: View) -> Measure:
    """What is to be counted, as chosen."""
    _ = view.words.gettext
    labels = {measure.value: _(figures_of.MEASURES[measure]) for measure in Measure}
    return Measure(controls.segmented("counted", _("What is counted"), labels, view.words))


def rules(lines: Iterable[str], view: View) -> None:
    """How a chart counts, and what it leaves out."""
    st.caption(view.words.sentences(lines))


def shares(view: View) -> bool:
    """Whether the tables show shares of their columns instead of numbers."""
    _ = view.words.gettext
    chosen = controls.segmented(
        "cells",
        _("Cells of the tables show"),
        {NUMBER: _("Number"), SHARE: _("Share of the column")},
        view.words,
        help=_(
            "A share is of all that the column counts, each once; columns of fewer than "
            "{least} have none."
        ).format(least=view.words.number(cooperation.FEWEST_FOR_SHARE)),
    )
    return chosen == SHARE


def on_bar(sent: object) -> None:
    """A click on a bar puts its field on the filter, or takes it off."""
    if field := clicks.codes(sent):
        address.go(clicks.toggle_field(address.read()[0], field[0]))


def without_field(view: View) -> None:
    """A link to the filtered records that name no field."""
    count = chart_cache.unnamed_fields(view)
    if count:
        label = view.words.ngettext(
            "{count} record names no field", "{count} records name no field", count
        )
        page_link("records", label, view, chosen=view.chosen.with_("field", (NO_FIELD,)))
    else:
        st.empty()


def no_document(view: View) -> None:
    """What to do where no document is left to count."""
    _ = view.words.gettext
    st.info(
        _("Choose “All records” above to see their fields over time, together and by region."),
        title=_("No signed document among these records."),
        icon=":material/search_off:",
    )
    leftover.no_document(view)


def unnamed(order: Sequence[str], labels: Mapping[str, str], view: View) -> None:
    """The fields that the first chart leaves out: none of these records names them."""
    absent = [label for code, label in labels.items() if code not in order]
    message = view.words.gettext("Named by none of these records: {fields}")
    charts.sometimes([message.format(fields=view.words.names(absent))] if absent else [])


def companion_of(found: pd.DataFrame, labels: Mapping[str, str], view: View) -> str | None:
    """The field whose companions are asked for; None for all."""
    _ = view.words.gettext
    known = set(found["first"]) | set(found["second"])
    options = {code: label for code, label in labels.items() if code in known}
    return controls.select(
        "with", _("Together with"), options, view.words, placeholder=_("Any field"), width=420
    )


def country(view: View) -> str:
    """The country whose regions are shown."""
    _ = view.words.gettext
    countries = {code: _(side.name) for code, side in COUNTRIES.items()}
    return controls.segmented("country", _("Regions of"), countries, view.words)
