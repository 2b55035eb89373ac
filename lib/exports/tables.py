"""The open tables and their formats."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lib.exports import (
    about,
    event_table,
    locality_table,
    partnership_table,
    source_table,
    spreadsheet,
    streams,
)
from lib.exports.columns import Column, Table
from lib.language.i18n import N_
from lib.site.links import Links
from lib.site.view import View


@dataclass(frozen=True)
class Declared:
    """A table: what it holds, its columns, how it is made, and whether its rows have places."""

    name: str
    title: str
    columns: tuple[Column, ...]
    make: Callable[[View, Links], Table]
    places: bool = True

    @property
    def formats(self) -> list[str]:
        return [name for name in FORMATS if self.places or name != "geojson"]


TABLES = {
    declared.name: declared
    for declared in (
        Declared(
            "events",
            N_("Records: signed documents, visits, programmes and other dated acts"),
            event_table.COLUMNS,
            event_table.table,
        ),
        Declared(
            "partnerships",
            N_("Partnerships: pairs of localities with a signed document"),
            partnership_table.COLUMNS,
            partnership_table.table,
        ),
        Declared(
            "localities",
            N_("Localities: provinces, prefectures, cities and smaller units"),
            locality_table.COLUMNS,
            locality_table.table,
        ),
        Declared(
            "sources",
            N_("Sources: the pages that the records rest on"),
            source_table.COLUMNS,
            source_table.table,
            places=False,
        ),
    )
}
FORMATS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
}


def export(table: Table, form: str, view: View, links: Links) -> Iterable[bytes]:
    """All rows of a table in one of FORMATS but JSON."""
    if form == "csv":
        return streams.to_csv(table)
    told = {**about.describe(view, links, table.name), "total": len(table.keys)}
    if form == "parquet":
        return streams.to_parquet(table, told)
    if form == "geojson":
        return streams.to_geojson(table, told)
    provenance = spreadsheet.Provenance(view.sentence, links.view("/records", view), view.today)
    notes = spreadsheet.about_lines(len(view.events), view.dataset, view.words, provenance)
    return streams.to_xlsx(table, notes, view.words, view.today)
