"""The table of records: one page of it at a time, in an order that holds for all of them.

What is sent to a browser does not grow with the data: the order and the page stand in the address,
and the server cuts out the rows.
"""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from lib.counting.ordering import Order
from lib.site.links import PAPER, Links
from lib.site.pages import ROWS, page_count
from lib.site.view import View
from lib.ui import address, browser, controls, downloads, records

_TABLE, _PICKER = "records_table", "records_open"
_SORT, _PAGE = controls.key("sort"), controls.key("page")
_on_paper = st.components.v2.component(
    "paper_table",
    html='<div class="printed" aria-hidden="true"></div>',
    js=browser.script("paper.js"),
    isolate_styles=False,
)
# What the heading of a column asks for; the second time its other way round.
_BY_HEADING = {
    "date": (Order.NEWEST, Order.OLDEST),
    **{str(order): (order,) for order in Order if order not in (Order.NEWEST, Order.OLDEST)},
}


def show(view: View, choose: Callable[[str], None]) -> None:
    """The records of the view as the address wants them, with downloads.

    `choose` is called with the record of the row that was chosen.
    """
    _ = view.words.gettext
    downloads.buttons(view)
    shown = records.listed(view, _order())
    number = min(_page(), page_count(len(shown)))
    start = (number - 1) * ROWS
    keys = shown[start : start + ROWS]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.session_state[_SORT] = _order()
        st.selectbox(
            _("Sorted by"),
            list(Order),
            key=_SORT,
            format_func=lambda order: _(records.ORDERS[order]),
            on_change=lambda: _sort(st.session_state[_SORT]),
            width=260,
        )
        if len(shown) > ROWS:
            first, last, count = map(view.words.number, (start + 1, start + len(keys), len(shown)))
            said = _("{first}–{last} of {count}")
            with st.container(key="rows_in_view", width="content"):
                st.markdown(said.format(first=first, last=last, count=count), width="content")
    table = records.table(keys, view)
    _grid(table, view, choose)
    _on_paper(
        key="paper_table",
        data={"address": Links.near("/records").view(PAPER, view, sort=_order())},
    )
    if len(shown) > ROWS:
        st.session_state[_PAGE] = number
        st.pagination(page_count(len(shown)), key=_PAGE, on_change=_turn)
    labels = records.row_labels(table)
    st.selectbox(
        _("Open a record"),
        keys,
        index=None,
        key=_PICKER,
        format_func=labels.__getitem__,
        placeholder=_("Choose a row of the table, or type here"),
        on_change=lambda: _pick(choose),
    )


def _pick(choose: Callable[[str], None]) -> None:
    if st.session_state[_PICKER] is not None:
        choose(st.session_state[_PICKER])


def _order() -> Order:
    return Order(str(address.setting("sort")))


def _page() -> int:
    return int(str(address.setting("page")))


def _sort(order: str) -> None:
    """Another order, from its first page."""
    address.set_parameter("sort", order)
    address.set_parameter("page", None)


def _turn() -> None:
    number = st.session_state[_PAGE]
    address.set_parameter("page", str(number) if number != 1 else None)


def _grid(table: pd.DataFrame, view: View, choose: Callable[[str], None]) -> None:
    _ = view.words.gettext

    def chosen() -> None:
        """Open the record of the row that was chosen, or sort by the column."""
        selection = st.session_state[_TABLE]["selection"]
        if selection["rows"]:
            choose(str(table.index[selection["rows"][0]]))
        for column in selection["columns"]:
            _sort_by(column)

    config = st.column_config
    st.dataframe(
        table,
        key=_TABLE,
        hide_index=True,
        height=min(640, 38 + 35 * len(table)),
        on_select=chosen,
        # With columns to be chosen too a heading sorts all records, and not those in sight.
        selection_mode=["single-row", "single-column"],
        alt=_("Table of the filtered records: date, localities, kind, title, fields, sources."),
        column_config={
            "date": config.TextColumn(
                _("Date"), width=95, help=_("As precise as the sources: year, month or day.")
            ),
            **{
                side: config.TextColumn(name, width=130)
                for side, name in controls.countries(view).items()
            },
            "kind": config.TextColumn(_("Kind"), width=160),
            "title": config.TextColumn(_("Title"), width=290),
            "status": config.TextColumn(_("Status"), width=110),
            "grade": config.TextColumn(
                _("Grade"), width=60, help=_("Grade of evidence: A, B or C")
            ),
            "signed_as": config.TextColumn(_("Signed as"), width=150),
            "fields": config.ListColumn(_("Fields"), width="medium"),
            "sources": config.NumberColumn(
                _("Sources"), width=70, help=_("Sources that support the record")
            ),
        },
    )


def _sort_by(column: str) -> None:
    """Sort by a column; the table forgets that its heading was chosen, so that it can be again."""
    orders = _BY_HEADING.get(column, ())
    after = [*orders, *orders][orders.index(_order()) + 1] if _order() in orders else None
    if wanted := after or next(iter(orders), None):
        _sort(wanted)
    st.session_state[_TABLE] = {"selection": {"rows": [], "columns": [], "cells": []}}


def way_back(opened: str, view: View) -> None:
    """Buttons to the table, to the page that has the record, and to the records beside it."""
    _ = view.words.gettext
    shown = records.listed(view, _order())
    place = shown.index(opened) if opened in shown else None

    def close() -> None:
        address.go(view.chosen)
        if place is not None and place >= ROWS:
            address.set_parameter("page", str(place // ROWS + 1))

    # Buttons, since a link to the page that one is on leaves the address as it was.
    with st.container(horizontal=True):
        st.button(
            view.words.ngettext("Back to {count} record", "Back to {count} records", len(shown)),
            key="record_close",
            icon=":material/arrow_back:",
            on_click=close,
        )
        if place is None:
            return
        for label, step, icon in (
            (_("Previous record"), place - 1, ":material/chevron_left:"),
            (_("Next record"), place + 1, ":material/chevron_right:"),
        ):
            if 0 <= step < len(shown):
                st.button(
                    label,
                    key=f"record_{shown[step]}",
                    icon=icon,
                    on_click=address.go,
                    args=(view.chosen, shown[step]),
                )
