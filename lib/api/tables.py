"""The open tables and their formats, and how a request for one is answered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from lib import exports
from lib.api import events, meta, pairs, places, problems, references, writers
from lib.api.asked import DEFAULT_LIMIT, PAGING, Asked, read
from lib.api.columns import Column, Table
from lib.api.problems import Problem
from lib.api.responses import respond
from lib.i18n import N_

PREFIX = "/api/v1"


@dataclass(frozen=True)
class Declared:
    """A table: what it holds, its columns, how it is made, and whether its rows have places."""

    name: str
    title: str
    columns: tuple[Column, ...]
    make: Callable[[Asked], Table]
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
            events.COLUMNS,
            events.table,
        ),
        Declared(
            "partnerships",
            N_("Partnerships: pairs of localities with a signed document"),
            pairs.COLUMNS,
            pairs.table,
        ),
        Declared(
            "localities",
            N_("Localities: provinces, prefectures, cities and smaller units"),
            places.COLUMNS,
            places.table,
        ),
        Declared(
            "sources",
            N_("Sources: the pages that the records rest on"),
            references.COLUMNS,
            references.table,
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


def answer(request: Request) -> Response:
    """`/api/v1/<table>.<format>`."""
    name, _, form = str(request.path_params["file"]).rpartition(".")
    declared = TABLES.get(name)
    if declared is None or form not in declared.formats:
        raise Problem(
            problems.NOT_FOUND,
            "There is no such table in this format.",
            {"available": [f"{PREFIX}/{t.name}.{f}" for t in TABLES.values() for f in t.formats]},
        )
    if form == "json":
        return _page(request, declared)
    asked = read(request)
    filename = f"vietnam-japan-{name}-{asked.catalogue.version}.{form}"
    return respond(
        request,
        asked,
        FORMATS[form],
        lambda: export(declared.make(asked), form, asked),
        Content_Disposition=f"{'inline' if form == 'geojson' else 'attachment'}; "
        f'filename="{filename}"',
    )


def export(table: Table, form: str, asked: Asked) -> Iterable[bytes]:
    """All rows of a table in one of FORMATS but JSON."""
    if form == "csv":
        return writers.to_csv(table)
    told = {**meta.describe(asked, table.name), "total": len(table.keys)}
    if form == "parquet":
        return writers.to_parquet(table, told)
    if form == "geojson":
        return writers.to_geojson(table, told)
    provenance = exports.Provenance(asked.sentence, asked.link("/records"), asked.today)
    notes = exports.about_lines(len(asked.events), asked.catalogue, asked.words, provenance)
    return writers.to_xlsx(table, notes, asked.words, asked.today)


def _page(request: Request, declared: Declared) -> Response:
    asked = read(request, *PAGING)
    table = declared.make(asked)
    limit = int(asked.extra("limit", str(DEFAULT_LIMIT)))
    keys = [key for key in table.keys if key > asked.extra("cursor")]
    shown = keys[:limit]
    following = None
    if len(keys) > len(shown):
        following = asked.link(asked.path, limit=limit, cursor=shown[-1])

    def body() -> list[bytes]:
        told = {
            **meta.describe(asked, table.name),
            "count": len(shown),
            "total": len(table.keys),
            "next": following,
        }
        return [writers.to_json(table.rows(shown), told)]

    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    return respond(request, asked, FORMATS["json"], body, **headers)
