"""Download buttons for exactly the filtered records."""

from functools import partial

import streamlit as st

from lib.exports import reader_files
from lib.language.i18n import N_
from lib.site.identity import SLUG
from lib.site.view import View
from lib.ui import address
from lib.ui.buttons import download

# Its own guess at what a cell is, which no quoting prevents.
CSV_IN_EXCEL = N_(
    "Excel turns a month such as 2014-10 in a CSV file into the first day of that month; in the "
    "Excel file dates stay as precise as the sources are."
)


def name(view: View) -> str:
    """The name of a file of records, without its ending."""
    return f"{SLUG}-partnerships-{view.dataset.version}"


def buttons(view: View) -> None:
    """XLSX and CSV of the filtered records; the files are made when they are asked for."""
    _ = view.words.gettext
    # The file is made in another thread, which knows no session: everything it needs goes along.
    links = address.links()
    here = links.to("/records", address.link(view.chosen))
    count = view.words.number(len(view.events))
    with st.container(horizontal=True):
        download(
            _("Excel ({count})").format(count=count),
            partial(reader_files.events_workbook, view, links, here),
            f"{name(view)}.xlsx",
            key="download_xlsx",
            kind="secondary",
            help=_("These records, their sources, and how to cite them, in one workbook."),
        )
        download(
            _("CSV ({count})").format(count=count),
            partial(reader_files.events_csv, view, links),
            f"{name(view)}.csv",
            key="download_csv",
            kind="secondary",
            help=_("These records as a text table that Excel opens with all letters intact."),
        )
    st.container(key="files_note").caption(_(CSV_IN_EXCEL))
