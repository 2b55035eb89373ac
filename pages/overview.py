"""The home page: what the data set holds at a glance, and the latest signings."""

import streamlit as st

from lib import partnerships
from lib.frames import rows
from lib.ui import address, filters, records, shell
from lib.ui.view import current

view = current()
_ = view.words.gettext
number = view.words.number

st.markdown(
    _(
        "Which Vietnamese provinces and cities work with which Japanese prefectures and cities, "
        "what they have signed, when and in which fields. Each fact is shown with its sources."
    )
)
if view.events.empty:
    filters.nothing_left(view)
    st.stop()

counted = partnerships.totals(view.events)
pairs = partnerships.pairs(view.events, view.catalogue.top)
linked = pairs[pairs["documents"] > 0]
figures = [
    (
        _("Partnerships"),
        counted.partnerships,
        _("Pairs of localities with at least one signed document"),
    ),
    (
        _("Signed documents"),
        counted.documents,
        _("From sister-city affiliation to renewal; by governments, assemblies or other bodies"),
    ),
    (
        _("Vietnamese provinces and cities"),
        linked["vn_id"].nunique(),
        _("Of the 63 units before the merger of 1 July 2025, and Hue City; with a signed document"),
    ),
    (
        _("Japanese prefectures"),
        linked["jp_id"].nunique(),
        _("Of 47; with a signed document of their own or of one of their cities"),
    ),
    (
        _("Ties without a document"),
        counted.ties,
        _("Pairs with visits, programmes or mentions only; not counted as partnerships"),
    ),
]
for column, (label, value, rule) in zip(st.columns(len(figures)), figures, strict=True):
    with column.container(border=True, height="stretch"):
        st.metric(label, number(value))
        st.caption(rule)

with st.container(horizontal=True):
    for path in ("map", "records"):
        st.page_link(shell.page(path, view), query_params=address.link(view.chosen))

st.subheader(_("Latest signings"), anchor=False)
signed = view.events[view.events["signed"] & view.events["first"].notna()]
latest = signed.sort_values(["first", "id"], ascending=False).head(8)
if latest.empty:
    st.caption(_("No dated signed document among these records."))
for row in rows(latest):
    records.line(row, view)
