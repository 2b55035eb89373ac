"""A locality beside others: partners that its neighbours have, and a comparison."""

from functools import lru_cache

import pandas as pd
import streamlit as st
from markupsafe import Markup

from lib.counting.profile import Summary
from lib.facts.documents import FORMALITY
from lib.language.quoting import escape_markdown
from lib.site.view import View
from lib.ui import address, chart_cache, controls, leftover, lookup, markup
from lib.ui.address import MOST_COMPARED
from lib.ui.parts.locality import labels, options

_SUGGESTED = 8


def suggestions(view: View, key: str) -> None:
    """Partners of nearby units that this one has not."""
    _ = view.words.gettext
    dataset = view.dataset
    near, suggested = chart_cache.neighbours(view.viewpoint, key)
    if not near:
        st.markdown(_("No unit of the same level is near enough to compare."))
        return
    st.markdown(
        _("Nearest: {units}.").format(
            units=escape_markdown(view.words.list(dataset.name(unit, view.lang) for unit in near))
        )
    )
    if suggested.empty:
        st.markdown(_("None of them has a documented partner that this place has not."))
        return
    markup.show(_suggested(view, key))


# Whatever the filter, but a view is what words and names come from.
@lru_cache(maxsize=512)
def _suggested(view: View, key: str) -> Markup:
    _ = view.words.gettext
    dataset = view.dataset
    found = chart_cache.neighbours(view.viewpoint, key)[1].head(_SUGGESTED)
    columns = {
        _("Partner"): [dataset.full_name(k, view.lang) for k in found["partner"]],
        _("Has documents with"): [
            view.words.list(dataset.name(k, view.lang) for k in held) for held in found["held_by"]
        ],
        _("Documents"): [view.words.number(n) for n in found["documents"]],
    }
    return markup.of_columns(columns, _("Others nearby and their partners"), {_("Documents")})


def comparison(view: View, key: str) -> None:
    """Up to three other localities of either country beside this one."""
    _ = view.words.gettext
    others = address.compared()[:MOST_COMPARED]
    widget = controls.filled(lookup.COMPARED, list(others))
    # Paper shows the comparison if there is one.
    with st.container(key="comparison" if others else "no_comparison"):
        st.header(_("Compare"), anchor=False)
        st.multiselect(
            _("Compare with up to three others"),
            [option for option in options(view, others) if option != key],
            key=widget,
            max_selections=MOST_COMPARED,
            format_func=labels(view.viewpoint, view.lang).__getitem__,
            placeholder=_("Choose or type a name"),
            on_change=_choose,
            args=(key, widget),
            accept_new_options=True,
            filter_mode="contains",
            select_all=False,
        )
        if others:
            shown = compared(view, [key, *others])
            lines = ([name, *cells] for name, *cells in shown.itertuples())
            markup.show(markup.table(["", *shown.columns], lines, _("Compare")))
            leftover.nothing_compared(view, [key, *others])


def _choose(key: str, widget: str) -> None:
    """Compare `key` with the localities that were chosen, or typed under any of their names."""
    if controls.is_on_screen(lookup.COMPARED, widget):
        found = [lookup.understood(lookup.COMPARED, given) for given in st.session_state[widget]]
        address.show_locality(key, [other for other in found if other and other != key])
        st.session_state[widget] = address.compared()[:MOST_COMPARED]


def compared(view: View, keys: list[str]) -> pd.DataFrame:
    """The figures of several localities side by side; columns the localities."""
    _ = view.words.gettext
    number, listed = view.words.number, view.words.names
    columns: dict[str, dict[str, str]] = {}
    for key in keys:
        summary = chart_cache.summary_of(view, key)
        fields = [view.dataset.label("fields", code, view.lang) for code in summary.fields]
        leading = [view.dataset.full_name(partner, view.lang) for partner in summary.leading]
        columns[view.dataset.full_name(key, view.lang)] = {
            _("Partners with a document"): number(summary.counterparts.partners),
            _("of them still running"): number(summary.counterparts.running),
            _("Signed documents"): number(summary.totals.documents),
            _("of them contradicted by a source"): number(summary.totals.contradicted),
            _("Ties without a document"): number(summary.counterparts.ties),
            _("Highest formality"): _(FORMALITY[summary.formality]),
            _("Latest signing"): _latest(summary, view),
            _("Most named fields"): listed(fields) or "–",
            _("Leading partners, still running"): listed(leading) or "–",
        }
    return pd.DataFrame(columns)


def _latest(summary: Summary, view: View) -> str:
    if summary.latest:
        return view.words.date(summary.latest)
    return view.words.gettext("signed, year unknown") if summary.totals.documents else "–"
