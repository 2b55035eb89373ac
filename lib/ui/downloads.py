"""Download buttons for exactly the filtered records, and the link of a record."""

from functools import partial
from urllib.parse import urlencode, urlsplit

import streamlit as st

from lib import exports, resources, sentences
from lib.filters import Filter
from lib.i18n import words
from lib.resources import Seen
from lib.ui import address
from lib.ui.view import View


def _base() -> str:
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _csv(seen: Seen, chosen: Filter, lang: str, link: str) -> bytes:
    catalogue = resources.index(seen).catalogue
    return exports.to_csv(resources.selected(seen, chosen), catalogue, words(lang), link)


def _xlsx(seen: Seen, chosen: Filter, lang: str, link: str, told: exports.Provenance) -> bytes:
    catalogue = resources.index(seen).catalogue
    return exports.to_xlsx(resources.selected(seen, chosen), catalogue, words(lang), link, told)


def buttons(view: View) -> None:
    """CSV and XLSX of the filtered records; the files are made when they are asked for."""
    _ = view.words.gettext
    # The file is made in another thread, which knows no session: everything it needs goes along.
    record_link = f"{_base()}/records?record="
    query = urlencode(address.link(view.chosen), doseq=True)
    told = exports.Provenance(
        sentences.describe(view.chosen, view.index, view.words, view.today_units),
        f"{_base()}/records?{query}" if query else f"{_base()}/records",
        view.seen.today,
    )
    name = f"vietnam-japan-partnerships-{view.catalogue.version}"
    count = view.words.number(len(view.events))
    with st.container(horizontal=True):
        st.download_button(
            _("CSV ({count})").format(count=count),
            partial(_csv, view.seen, view.chosen, view.lang, record_link),
            f"{name}.csv",
            "text/csv",
            key="download_csv",
            icon=":material/download:",
            on_click="ignore",
            help=_("These records as a text table that Excel opens with all letters intact."),
        )
        st.download_button(
            _("Excel ({count})").format(count=count),
            partial(_xlsx, view.seen, view.chosen, view.lang, record_link, told),
            f"{name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="download_xlsx",
            icon=":material/download:",
            on_click="ignore",
            help=_("These records, their sources, and how to cite them, in one workbook."),
        )


def record_link(key: str, view: View) -> None:
    """The record's own link, and how to cite it."""
    _ = view.words.gettext
    link = f"{_base()}/records?record={key}"
    st.markdown(f"**{_('Link to this record, and citation')}**")
    st.code(
        f"{exports.citation(view.catalogue, view.words, view.seen.today)} {link}",
        language=None,
        wrap_lines=True,
    )
