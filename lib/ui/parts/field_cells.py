"""A cell of the table of regions: how it is chosen, and the pairs and records behind it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib.counting import cooperation, partnerships
from lib.counting.cooperation import Measure
from lib.facts.rows import rows
from lib.filter import clicks
from lib.language.quoting import escape_markdown
from lib.site.view import View
from lib.ui import address, browser, controls, records
from lib.ui.buttons import page_link

# Pairs that a list shows before it is opened.
_FIRST = 8


def on_click(sent: object) -> None:
    """A click on a cell chooses it, a second one lets it go."""
    values = clicks.codes(sent)
    if len(values) == 2:
        again = values == (address.setting("cell"), address.setting("region"))
        for name, value in zip(("cell", "region"), values, strict=True):
            address.set_parameter(name, None if again else value)


def chosen(fields: Mapping[str, str], columns: Mapping[str, str]) -> tuple[str, str] | None:
    """The cell that was chosen, field and region, if the table has it."""
    field, region = address.setting("cell"), address.setting("region")
    if field is None or region is None or field not in fields or region not in columns:
        return None
    return field, region


def choice(fields: Mapping[str, str], columns: Mapping[str, str], view: View) -> None:
    """The cell by two lists, for the keyboard and small screens; they do what a click does."""
    _ = view.words.gettext
    with st.container(horizontal=not browser.narrow()):
        for name, label, options in (
            ("cell", _("Field of cooperation"), fields),
            ("region", _("Region"), columns),
        ):
            controls.select(name, label, options, view.words, placeholder=_("Choose"))


def behind(events: pd.DataFrame, measure: Measure, field: str, heading: str, view: View) -> None:
    """The pairs that a cell counts, each with a link to its records."""
    words, _ = view.words, view.words.gettext
    st.markdown(f"**{escape_markdown(heading)}**")
    if events.empty:
        st.caption(_("Nothing in this cell under this filter."))
        return
    st.caption(" · ".join(partnerships.count_in_words(partnerships.totals(events), words)))
    pairs = list(rows(partnerships.pairs(events)))
    groups = {(vn, jp): group for (vn, jp), group in events.groupby(["vn_id", "jp_id"], sort=False)}
    if len(pairs) > 1:
        label = words.ngettext("Open the {count} record", "Open the {count} records", len(events))
        _link(label, events, measure, field, view)
    for pair in pairs[:_FIRST]:
        _pair(pair, groups[pair.vn_id, pair.jp_id], measure, field, view)
    if len(pairs) > _FIRST:
        label = words.ngettext("{count} more pair", "{count} more pairs", len(pairs) - _FIRST)
        more = st.expander(label, key="fields_more_pairs", on_change="rerun")
        if more.open:
            with more:
                for pair in pairs[_FIRST:]:
                    _pair(pair, groups[pair.vn_id, pair.jp_id], measure, field, view)


def _pair(pair: Any, events: pd.DataFrame, measure: Measure, field: str, view: View) -> None:
    each = list(rows(events))
    name = f"**{escape_markdown(records.pair_name(each[0], view))}**"
    facts = partnerships.link_detail(
        pair.documents, pair.records, pair.latest, pair.formality, view.words
    )
    former = {records.signed_as(event, view) for event in each} - {""}
    with st.container(border=True, gap="xsmall"):
        if not _link(name, events, measure, field, view):
            st.markdown(name)
            for event in each:
                records.link(event, getattr(event, f"title_{view.lang}"), view)
        records.facts(facts, *partnerships.marks(pair, view.words), *sorted(former))


def _link(label: str, events: pd.DataFrame, measure: Measure, field: str, view: View) -> bool:
    """A link to exactly these records, if a filter can ask for them; whether it can."""
    narrowed = cooperation.leading_to(view.chosen, events, measure, field)
    if not view.filtered(narrowed).events.index.equals(events.index):
        return False
    page_link("records", label, view, chosen=narrowed)
    return True
