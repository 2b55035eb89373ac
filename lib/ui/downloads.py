"""The files of exactly the filtered records."""

from collections.abc import Sequence
from functools import partial

from lib.counting.ordering import Order
from lib.exports import in_turn, reader_files
from lib.language.i18n import N_
from lib.site.links import EVIDENCE_FILE, RECORDS_FILES
from lib.site.view import View
from lib.ui import address, files, records
from lib.ui.buttons import download
from lib.ui.large_files import Many

# Its own guess at what a cell is, which no quoting prevents.
CSV_IN_EXCEL = N_(
    "Excel turns a month such as 2014-10 in a CSV file into the first day of that month; in the "
    "Excel file dates stay as precise as the sources are."
)


def buttons(view: View, order: Order) -> None:
    """XLSX and CSV of the filtered records, in an order; large files are made when asked for."""
    _ = view.words.gettext
    rows = len(view.events)
    count = view.words.number(rows)
    excel = _("Excel ({count}, with sources)").format(count=count)
    excel_holds = _("These records, their sources, and how to cite them, in one workbook.")
    csv = _("CSV ({count})").format(count=count)
    csv_holds = _("These records as a text table that Excel opens with all letters intact.")
    if not in_turn.is_large(rows):
        files.show(
            files.link(excel, _at("xlsx", view, order), help_=excel_holds, framed=True),
            files.link(csv, _at("csv", view, order), help_=csv_holds, framed=True),
        )
        return
    # Such a file is made in another thread, which knows no session: all that it needs goes along.
    links, name, keys = address.links(), reader_files.name(view), records.listed(view, order)
    here = links.to("/records", address.link(view.chosen))
    workbook = partial(reader_files.events_workbook, view, links, here, keys)
    table = partial(reader_files.events_csv, view, links, keys)
    for label, many, form, holds in (
        (excel, Many(workbook, view, rows, "Excel", order, sheets=2), "xlsx", excel_holds),
        (csv, Many(table, view, rows, "CSV", order), "csv", csv_holds),
    ):
        download(label, many, f"{name}.{form}", key=f"download_{form}", help=holds)


def gap_button(view: View, code: str, listed: Sequence[str]) -> None:
    """CSV of a list of what is least sure."""
    _ = view.words.gettext
    label = _("CSV ({count})").format(count=view.words.number(len(listed)))
    holds = _("This list as a text table that Excel opens with all letters intact.")
    if not in_turn.is_large(len(listed)):
        files.show(files.link(label, files.at(EVIDENCE_FILE, view, gap=code), help_=holds))
        return
    table = partial(reader_files.events_csv, view, address.links(), listed)
    many = Many(table, view, len(listed), "CSV", code)
    name = f"{reader_files.name(view)}-{code}.csv"
    download(label, many, name, key="evidence_csv", help=holds)


def _at(form: str, view: View, order: Order) -> str:
    return files.at(RECORDS_FILES[form], view, sort=str(order))
