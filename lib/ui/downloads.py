"""Download buttons for exactly the filtered records."""

from functools import partial

import streamlit as st

from lib.exports import spreadsheet
from lib.filter.filters import Filter
from lib.language.i18n import words
from lib.site import store
from lib.site.store import Viewpoint
from lib.site.view import View
from lib.ui import address, share


def _csv(viewpoint: Viewpoint, chosen: Filter, lang: str, link: str) -> bytes:
    dataset = store.index(viewpoint).dataset
    return spreadsheet.to_csv(store.selected(viewpoint, chosen), dataset, words(lang), link)


def _xlsx(
    viewpoint: Viewpoint, chosen: Filter, lang: str, link: str, told: spreadsheet.Provenance
) -> bytes:
    dataset = store.index(viewpoint).dataset
    return spreadsheet.to_xlsx(store.selected(viewpoint, chosen), dataset, words(lang), link, told)


def buttons(view: View) -> None:
    """CSV and XLSX of the filtered records; the files are made when they are asked for."""
    _ = view.words.gettext
    # The file is made in another thread, which knows no session: everything it needs goes along.
    record_link = f"{share.base()}/records?record="
    told = spreadsheet.Provenance(
        view.sentence,
        share.link("records", address.link(view.chosen)),
        view.today,
    )
    name = f"vietnam-japan-partnerships-{view.dataset.version}"
    count = view.words.number(len(view.events))
    with st.container(horizontal=True):
        st.download_button(
            _("CSV ({count})").format(count=count),
            partial(_csv, view.viewpoint, view.chosen, view.lang, record_link),
            f"{name}.csv",
            "text/csv",
            key="download_csv",
            icon=":material/download:",
            on_click="ignore",
            help=_("These records as a text table that Excel opens with all letters intact."),
        )
        st.download_button(
            _("Excel ({count})").format(count=count),
            partial(_xlsx, view.viewpoint, view.chosen, view.lang, record_link, told),
            f"{name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="download_xlsx",
            icon=":material/download:",
            on_click="ignore",
            help=_("These records, their sources, and how to cite them, in one workbook."),
        )
