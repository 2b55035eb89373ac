"""What each version of the data changed of the one before, and why.

With a filter those changes that concern its records; records that were withdrawn stay in whatever
the filter, since nothing is left of them that it could look at.
"""

from collections.abc import Sequence

import pandas as pd

from lib.exports.columns import Batch, Column, Table, Type, optional, texts
from lib.facts import history
from lib.facts.history import KINDS, Kind
from lib.facts.rows import rows
from lib.language.i18n import N_
from lib.site.links import Links
from lib.site.view import View

COLUMNS = (
    Column("id", N_("Identifier of the change"), "0.2.0-0001"),
    Column("version", N_("Data version that made the change"), "0.2.0"),
    Column("date", N_("Day of that version"), "2026-11-22", Type.DATE),
    Column("change", N_("What became of it, code"), "corrected", options=KINDS),
    Column("change_label", N_("What became of it"), "Corrected"),
    Column("table", N_("Table of the data package"), "events.vi"),
    optional("row", N_("Key of the row, its parts joined by a slash"), "vj0123"),
    optional("column", N_("Column that was corrected, or came or went"), "title"),
    optional("record", N_("Identifier of the record"), "vj0123"),
    optional("reason", N_("Why it was changed"), "A second report gives the day."),
    optional("link", N_("Permanent page of the record"), "https://example.org/r/vj0123"),
)


def changes(view: View) -> pd.DataFrame:
    """The changes that concern a view: index the identifier, columns of changes.csv, `record`."""
    found = history.with_records(view.dataset.changes)
    number = found.groupby("version").cumcount() + 1
    keys = [f"{v}-{n:04d}" for v, n in zip(found["version"], number, strict=True)]
    found = found.set_index(pd.Index(keys, dtype=object)).sort_index()
    if not view.chosen:
        return found
    withdrawn = (found["table"] == "events") & (found["change"] == Kind.WITHDRAWN)
    return found[found["record"].isin(view.events.index) | withdrawn]


def table(view: View, links: Links) -> Table:
    """The changes that concern the records of the filter; without one all of the data set."""
    found = changes(view)
    dataset, lang = view.dataset, view.lang

    def make(keys: Sequence[str]) -> Batch:
        own = found.loc[list(keys)]
        known = own["record"].isin(dataset.events.index)
        return {
            "id": list(keys),
            "version": texts(own["version"]),
            "date": [history.day(text) for text in own["date"]],
            "change": texts(own["change"]),
            "change_label": [view.words.gettext(KINDS[code]) for code in own["change"]],
            "table": texts(own["table"]),
            "row": texts(own["id"]),
            "column": texts(own["column"]),
            "record": texts(own["record"]),
            "reason": [history.reason(row, dataset, lang) or None for row in rows(own)],
            "link": [
                links.record(key, lang) if there else None
                for key, there in zip(own["record"], known, strict=True)
            ],
        }

    return Table("changes", COLUMNS, list(found.index), make)
