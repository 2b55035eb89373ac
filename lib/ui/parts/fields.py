"""The fields page's parts: what is counted, and the rule beside each chart."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from lib.charts import field_charts as figures_of
from lib.counting import cooperation
from lib.counting.cooperation import Measure, Periods
from lib.facts.localities import COUNTRIES
from lib.filter import clicks
from lib.filter.parameters import NO_FIELD
from lib.language.i18n import N_
from lib.site.pages import NUMBER, SHARE
from lib.site.view import View
from lib.ui import address, chart_cache, controls, leftover
from lib.ui.buttons import page_link

_RULES = {
    Measure.DOCUMENTS: N_(
        "A signed document counts in every field that it names, so the bars can add up to more "
        "than the number of documents ({total}). One that names no field counts in the last row."
    ),
    Measure.PAIRS: N_(
        "A partnership counts in every field that one of its signed documents names, so the bars "
        "can add up to more than the number of partnerships ({total}). It counts in the last row "
        "if one of its documents names no field."
    ),
    Measure.RECORDS: N_(
        "A record, be it a document, a visit or a mention of a tie, counts in every field that it "
        "names, so the bars can add up to more than the number of records ({total}). One that "
        "names no field counts in the last row."
    ),
}


def measure(view: View) -> Measure:
    """What is to be counted, as chosen."""
    _ = view.words.gettext
    labels = {measure.value: _(figures_of.MEASURES[measure]) for measure in Measure}
    return Measure(controls.segmented("counted", _("What is counted"), labels))


def rule(measure: Measure, total: int, view: View) -> None:
    """How the first chart counts."""
    st.caption(view.words.gettext(_RULES[measure]).format(total=view.words.number(total)))


def shares(view: View) -> bool:
    """Whether the tables show shares of their columns instead of numbers."""
    _ = view.words.gettext
    chosen = controls.segmented(
        "cells",
        _("Cells of the tables show"),
        {NUMBER: _("Number"), SHARE: _("Share of the column")},
        help=_(
            "A share is of all that the column counts, each once; columns of fewer than "
            "{least} have none."
        ).format(least=view.words.number(cooperation.FEWEST_FOR_SHARE)),
    )
    return chosen == SHARE


def on_bar(key: str) -> None:
    """A click on a bar puts its field on the filter, or takes it off."""
    values = clicks.point_values(st.session_state[key]["selection"]["points"])
    if values:
        address.go(clicks.toggle_field(address.read()[0], values[0]))


def without_field(view: View) -> None:
    """A link to the filtered records that name no field."""
    count = chart_cache.unnamed_fields(view)
    if count:
        label = view.words.ngettext(
            "{count} record names no field", "{count} records name no field", count
        )
        page_link("records", label, view, chosen=view.chosen.with_("field", (NO_FIELD,)))


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
    if absent:
        st.caption(
            view.words.gettext("Named by none of these records: {fields}").format(
                fields=view.words.list(absent)
            )
        )


def period_rule(periods: Periods, measure: Measure, view: View) -> None:
    """How the table of periods counts, and what it has to leave out."""
    words, _ = view.words, view.words.gettext
    rules = [
        _(
            "In brackets: all that the period counts, each once. A pair counts once in each period "
            "in which it signed."
        )
        if measure is Measure.PAIRS
        else _("In brackets: all that the period counts, each once."),
        _("The stronger the colour, the more; an empty cell means none."),
    ]
    if periods.starts and periods.step > 1 and periods.starts[-1] + periods.step > view.today.year:
        rules.append(_("The last period is not over."))
    if periods.undated and measure is Measure.RECORDS:
        rules.append(
            words.ngettext(
                "{count} record without a known date is not in this table.",
                "{count} records without a known date are not in this table.",
                periods.undated,
            )
        )
    elif periods.undated:
        rules.append(
            words.ngettext(
                "{count} document without a known date is not in this table.",
                "{count} documents without a known date are not in this table.",
                periods.undated,
            )
        )
    st.caption(words.sentences(rules if periods.starts else rules[-1:]))


def companion_of(found: pd.DataFrame, labels: Mapping[str, str], view: View) -> str | None:
    """The field whose companions are asked for; None for all."""
    _ = view.words.gettext
    known = set(found["first"]) | set(found["second"])
    options = {code: label for code, label in labels.items() if code in known}
    return controls.selectbox(
        "with", _("Together with"), options, placeholder=_("Any field"), width=420
    )


def together_rule(found: int, measure: Measure, view: View) -> None:
    """How the chart of companions counts."""
    words, _ = view.words, view.words.gettext
    rules = [
        _(
            "Counted are the partnerships whose signed documents name both fields, in one document "
            "or in several."
        )
        if measure is Measure.PAIRS
        else _("Counted is what names both fields."),
        _(
            "×2 means twice as often as if the two fields had nothing to do with each other; said "
            "from {least} on."
        ).format(least=words.number(cooperation.FEWEST_FOR_SHARE)),
    ]
    if found > figures_of.MOST_TOGETHER:
        rules.append(
            _("The {shown} most frequent of {all}; the table holds all.").format(
                shown=words.number(figures_of.MOST_TOGETHER), all=words.number(found)
            )
        )
    st.caption(view.words.sentences(rules))


def country(view: View) -> str:
    """The country whose regions are shown."""
    _ = view.words.gettext
    countries = {code: _(side.name) for code, side in COUNTRIES.items()}
    return controls.segmented("country", _("Regions of"), countries)


def region_rule(country: str, measure: Measure, view: View) -> None:
    """Which regions these are, and whose region counts."""
    _ = view.words.gettext
    which = (
        _(
            "The six socio-economic regions of Resolution 81/2023/QH15, as defined for the 63 "
            "provinces of before July 2025."
        )
        if country == "VN"
        else _(
            "Japan’s eight customary regions, which no law defines; Mie counts to Kinki, Okinawa "
            "to Kyushu."
        )
    )
    rules = [
        which,
        _(
            "A record counts in the region of the place that signed or acted, also after the "
            "mergers."
        ),
        _("In brackets: all that the region counts, each once."),
        _("The stronger the colour, the more; an empty cell means none."),
    ]
    if measure is Measure.PAIRS and view.today_units:
        rules.append(
            _("A pair whose former units lie in several regions counts once in each of them.")
        )
    st.caption(view.words.sentences(rules))
    st.caption(_("Choose a cell by a click, or here, to see the pairs behind it."))
