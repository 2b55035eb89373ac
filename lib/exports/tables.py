"""The open tables and their formats."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lib.exports import (
    about,
    change_table,
    csv_file,
    event_table,
    locality_table,
    partnership_table,
    source_table,
    streams,
    tie_table,
    workbook,
)
from lib.exports.columns import Column, Sheet, Table, Type, open_sheet
from lib.facts.package import Package
from lib.language.i18n import N_
from lib.site import config
from lib.site.links import Links
from lib.site.view import View


@dataclass(frozen=True)
class Declared:
    """A table: what it holds, its columns, how it is made, and whether its rows have places."""

    name: str
    title: str
    columns: Callable[[Package], tuple[Column, ...]]
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
            event_table.columns,
            event_table.table,
        ),
        Declared(
            "partnerships",
            N_("Partnerships: pairs of localities with a signed document"),
            lambda _: partnership_table.COLUMNS,
            partnership_table.table,
        ),
        Declared(
            "ties",
            N_("Ties: pairs of localities with visits, programmes or mentions only"),
            lambda _: tie_table.COLUMNS,
            tie_table.table,
        ),
        Declared(
            "localities",
            N_("Localities: provinces, prefectures, cities and smaller units"),
            lambda package: locality_table.columns(package.languages),
            locality_table.table,
        ),
        Declared(
            "sources",
            N_("Sources: the pages that the records rest on"),
            lambda _: source_table.COLUMNS,
            source_table.table,
            places=False,
        ),
        Declared(
            "changes",
            N_("Changes: what each version of the data added, corrected and withdrew"),
            lambda _: change_table.COLUMNS,
            change_table.table,
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
# What the citations and other objects of a row stand under on a sheet of their own.
_OWNER = Column("for_id", "")


def export(table: Table, form: str, view: View, links: Links) -> Iterator[bytes]:
    """All rows of a table in one of FORMATS but JSON."""
    if form == "csv":
        return csv_file.stream(_rows(table))
    if form == "xlsx":
        _ = view.words.gettext
        meanings = [(column.name, column.meaning(view.words)) for column in table.flat]
        about_file = about.notes(view, links.view("/records", view), table.name)
        notes = [(_("About this file"), about_file), (_("Columns"), meanings)]
        return workbook.stream(table.name, view.today, _sheets(table), notes)
    meta = {**about.describe(view, links, table.name), "total": len(table.keys)}
    if form == "parquet":
        return streams.to_parquet(table, meta)
    added = config.in_use().overlay
    if added:
        meta["overlay"] = added.licence
    return streams.to_geojson(table, meta, added.geojson(view.lang))


def _rows(table: Table) -> Sheet:
    return open_sheet(table.name, table.flat, table.batches())


def _sheets(table: Table) -> Iterator[Sheet]:
    yield _rows(table)
    for column in table.columns:
        if column.type is Type.OBJECTS:
            yield open_sheet(column.name, (_OWNER, *column.parts), table.parts(column, _OWNER))
