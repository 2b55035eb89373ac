"""The records as the pages offer them, in the reader's language: CSV, and Excel with the sources.

Columns and rows are those of the open table; what is left out and in which order it stands is said
here, headings, widths and words are said where the columns are declared.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lib.exports import about, csv_file, event_table, workbook
from lib.exports.columns import Column, Sheet, Table, readable_sheet
from lib.facts.localities import SIDES
from lib.language.folding import fold
from lib.language.i18n import N_
from lib.site.identity import NAME, SLUG
from lib.site.links import Links
from lib.site.view import View

# What a schema adds stands before the link.
ORDER = (
    *("id", "date", "vn", "jp", "kind_label", "signed", "status_label", "formality_label"),
    *("title", "summary", "vn_party", "jp_party", "signatory_label", "field_labels"),
    *("valid_until", "date_note", "status_note", "grade", "known_from", "checked", "source_ids"),
    *("source_urls", "vn_signed", "jp_signed", "vn_id", "jp_id", "kind", "fields", "link"),
)
_LONGEST = 100
_EVENT = Column("event_id", "", title=N_("Record"), width=9)


def name(view: View) -> str:
    """The name of a file of the view's records, without its ending: filter, version, language.

    Of a filter with much in it the beginning alone: systems take no name of more than 255 bytes.
    """
    chosen = [
        re.sub(r"[^a-z0-9]+", "-", fold(value if own else f"{name} {value}")).strip("-")
        for name, values in view.chosen.values
        for value in values
        for own in [name in SIDES]
    ]
    units = ["today"] if view.today_units else []
    told = "_".join([*filter(None, chosen), *units])[:_LONGEST].strip("-_")
    return "_".join(filter(None, (f"{SLUG}-partnerships", told, view.dataset.version, view.lang)))


def events_csv(view: View, links: Links, keys: Sequence[str] | None = None) -> bytes:
    """The events of the view, or those of `keys` among them, in the order of `keys`."""
    table = event_table.table(view, links)
    if keys is not None:
        table = replace(table, keys=list(keys))
    return b"".join(csv_file.stream(_events(table, view)))


def events_workbook(
    view: View, links: Links, here: str, keys: Sequence[str] | None = None
) -> bytes:
    """The events, their sources, and what the file is; `here` is the address of the view.

    In the order of `keys`, where these are given.
    """
    _ = view.words.gettext
    table = event_table.table(view, links)
    if keys is not None:
        table = replace(table, keys=list(keys))

    def sheets() -> Iterator[Sheet]:
        yield _events(table, view)
        sources = next(column for column in table.columns if column.name == "sources")
        columns = (_EVENT, *sources.parts)
        yield readable_sheet(_("Sources"), columns, table.parts(sources, _EVENT), view.words)

    notes = [(_("About this file"), about.notes(view, here))]
    return b"".join(workbook.stream(_(NAME), view.today, sheets(), notes))


def _events(table: Table, view: View) -> Sheet:
    known = {column.name: column for column in table.columns}
    columns = [known[name] for name in ORDER]
    columns[-1:-1] = event_table.added(view.dataset.package)
    return readable_sheet(view.words.gettext("Records"), columns, table.batches(), view.words)
