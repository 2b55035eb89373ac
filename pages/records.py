"""The filtered records as a table with downloads, or one record in full."""

import streamlit as st

from lib.ui import address, controls, downloads, filters, records
from lib.ui.session import current

view = current()
_ = view.words.gettext
opened = address.given("record")


def open_row() -> None:
    """Open the record of the row that was chosen."""
    rows = st.session_state["records_table"]["selection"]["rows"]
    if rows:
        address.go(view.chosen, records.listed(view)[rows[0]])


if opened is not None and opened in view.dataset.events.index:
    shown = records.listed(view)
    place = shown.index(opened) if opened in shown else None
    # Buttons, since a link to the page that one is on leaves the address as it was.
    with st.container(horizontal=True):
        st.button(
            view.words.ngettext("Back to {count} record", "Back to {count} records", len(shown)),
            key="record_close",
            icon=":material/arrow_back:",
            on_click=address.go,
            args=(view.chosen,),
        )
        if place is not None:
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
    records.detail(opened, view)
elif view.events.empty:
    filters.nothing_left(view)
else:
    table = records.table(view)
    downloads.buttons(view)
    st.dataframe(
        table,
        key="records_table",
        hide_index=True,
        height=min(640, 38 + 35 * len(table)),
        on_select=open_row,
        selection_mode="single-row",
        alt=_("Table of the filtered records: date, localities, kind, title, fields, sources."),
        column_config={
            "date": st.column_config.TextColumn(
                _("Date"), width=95, help=_("As precise as the sources: year, month or day.")
            ),
            **{
                side: st.column_config.TextColumn(name, width=130)
                for side, name in controls.countries(view).items()
            },
            "kind": st.column_config.TextColumn(_("Kind"), width=160),
            "title": st.column_config.TextColumn(_("Title"), width=290),
            "status": st.column_config.TextColumn(_("Status"), width=110),
            "grade": st.column_config.TextColumn(
                _("Grade"), width=60, help=_("Grade of evidence: A, B or C")
            ),
            "signed_as": st.column_config.TextColumn(_("Signed as"), width=150),
            "fields": st.column_config.ListColumn(_("Fields"), width="medium"),
            "sources": st.column_config.NumberColumn(
                _("Sources"), width=70, help=_("Sources that support the record")
            ),
        },
    )
    st.selectbox(
        _("Open a record"),
        list(table.index),
        index=None,
        key="records_open",
        format_func=lambda key: records.row_label(table, key),
        placeholder=_("Choose a row of the table, or type here"),
        on_change=lambda: address.open_record(view.chosen, st.session_state["records_open"]),
    )
