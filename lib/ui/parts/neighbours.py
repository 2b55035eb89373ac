"""A locality beside others: partners that its neighbours have, and a comparison."""

import pandas as pd
import streamlit as st

from lib.counting import partnerships, profile
from lib.facts import localities
from lib.facts.documents import FORMALITY
from lib.site.view import View
from lib.ui import address
from lib.ui.address import MOST_COMPARED
from lib.ui.parts.locality import events_of, label


def suggestions(view: View, key: str) -> None:
    """Partners of nearby units that this one has not."""
    _ = view.words.gettext
    dataset = view.dataset
    near = profile.neighbours(dataset, key)
    if not near:
        st.markdown(_("No unit of the same level is near enough to compare."))
        return
    st.markdown(
        _("Nearest: {units}.").format(
            units=view.words.list(dataset.name(unit, view.lang) for unit in near)
        )
    )
    found = profile.unmet_partners(dataset.events, dataset, key, near).head(8)
    if found.empty:
        st.markdown(_("None of them has a documented partner that this place has not."))
        return
    shown = pd.DataFrame(
        {
            _("Partner"): [dataset.full_name(k, view.lang) for k in found["partner"]],
            _("Has documents with"): [
                view.words.list(dataset.name(k, view.lang) for k in held)
                for held in found["held_by"]
            ],
            _("Documents"): found["documents"],
        }
    )
    st.table(shown.set_index(shown.columns[0]))


def comparison(view: View, key: str) -> None:
    """Up to three other localities of either country beside this one."""
    _ = view.words.gettext
    others = address.compared()[:MOST_COMPARED]
    st.session_state["w_compare"] = others
    options = [
        k
        for side in ("vn", "jp")
        for k in view.index.columns[side]
        if k != key and (k not in view.dataset.successors or k in others)
    ]
    # Paper shows the comparison if there is one.
    with st.container(key="comparison" if others else "no_comparison"):
        st.header(_("Compare"), anchor=False)
        st.multiselect(
            _("Compare with up to three others"),
            options,
            key="w_compare",
            max_selections=MOST_COMPARED,
            format_func=lambda k: label(view, k),
            placeholder=_("Choose or type a name"),
            on_change=lambda: address.show_locality(key, st.session_state["w_compare"]),
            select_all=False,
        )
        if others:
            st.table(compared(view, [key, *others]))


def compared(view: View, keys: list[str]) -> pd.DataFrame:
    """The figures of several localities side by side; columns the localities."""
    _ = view.words.gettext
    columns: dict[str, dict[str, str]] = {}
    for key in keys:
        events = events_of(view, key)
        counted = partnerships.totals(events)
        signed = events[events["signed"]]
        level = int(events["formality"].max()) if len(events) else 0
        fields = signed["fields"].explode().value_counts().head(3).index
        latest = signed["date"].max() if len(signed) else ""
        names = profile.partners(events, localities.side_of(key))
        leading = names[names["documents"] > 0].head(5).index
        columns[view.dataset.full_name(key, view.lang)] = {
            _("Partners with a document"): view.words.number(counted.partnerships),
            _("Signed documents"): view.words.number(counted.documents),
            _("Ties without a document"): view.words.number(counted.ties),
            _("Highest formality"): _(FORMALITY[level]),
            _("Latest signing"): view.words.date(latest) if latest else "–",
            _("Most named fields"): view.words.list(
                view.dataset.label("fields", str(code), view.lang) for code in fields
            )
            or "–",
            _("Leading partners"): view.words.list(
                view.dataset.full_name(str(k), view.lang) for k in leading
            )
            or "–",
        }
    return pd.DataFrame(columns)
