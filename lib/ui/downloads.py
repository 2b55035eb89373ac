"""Download buttons for exactly the filtered records."""

from functools import partial

from lib.counting.ordering import Order
from lib.exports import reader_files
from lib.language.i18n import N_
from lib.site.view import View
from lib.ui import address, records
from lib.ui.buttons import download
from lib.ui.large_files import Many

# Its own guess at what a cell is, which no quoting prevents.
CSV_IN_EXCEL = N_(
    "Excel turns a month such as 2014-10 in a CSV file into the first day of that month; in the "
    "Excel file dates stay as precise as the sources are."
)


def buttons(view: View, order: Order) -> None:
    """XLSX and CSV of the filtered records, in an order; the files are made when asked for."""
    _ = view.words.gettext
    # The file is made in another thread, which knows no session: everything it needs goes along.
    links = address.links()
    here = links.to("/records", address.link(view.chosen))
    rows, file = len(view.events), reader_files.name(view)
    count = view.words.number(rows)
    keys = records.listed(view, order)
    download(
        _("Excel ({count}, with sources)").format(count=count),
        Many(
            partial(reader_files.events_workbook, view, links, here, keys),
            view,
            rows,
            "Excel",
            order,
            sheets=2,
        ),
        f"{file}.xlsx",
        key="download_xlsx",
        kind="secondary",
        help=_("These records, their sources, and how to cite them, in one workbook."),
    )
    download(
        _("CSV ({count})").format(count=count),
        Many(partial(reader_files.events_csv, view, links, keys), view, rows, "CSV", order),
        f"{file}.csv",
        key="download_csv",
        kind="secondary",
        help=_("These records as a text table that Excel opens with all letters intact."),
    )
