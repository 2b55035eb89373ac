"""The open tables in each format."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lib.api import large_files, problems
from lib.api.problems import Problem
from lib.api.query_fields import CURSOR, FOUND, GEOMETRY, LIMIT
from lib.api.refusals import entry, refused
from lib.api.request import ApiRequest, Filtered, FoundFiltered, FoundPaged, Paged, Placed
from lib.api.responses import respond
from lib.exports import about, locality_table, streams
from lib.exports.columns import Table
from lib.exports.tables import FORMATS, TABLES, Declared, export
from lib.facts.identifiers import order
from lib.site import links
from lib.site.identity import SLUG


def endpoint(table: Declared, form: str) -> Callable[..., Response]:
    """What answers for a table in a format: JSON in pages, anything else as a whole file."""

    def page(request: Request, view: Paged) -> Response:
        return _page(request, view, table, table.make)

    def file(request: Request, view: Filtered) -> Response:
        return _file(request, view, table, form, table.make)

    def localities_page(request: Request, view: FoundPaged) -> Response:
        return _page(request, view, table, _localities(view))

    def localities_file(request: Request, view: FoundFiltered) -> Response:
        return _file(request, view, table, form, _localities(view))

    def places(request: Request, view: Placed) -> Response:
        return _file(request, view, table, form, _localities(view))

    if table.name == "localities":
        ways = {"json": localities_page, "geojson": places}
        return ways.get(form, localities_file)
    return page if form == "json" else file


def _localities(view: ApiRequest) -> Callable[..., Table]:
    return partial(locality_table.table, kind=view.get(GEOMETRY), found=view.get(FOUND))


def _file(
    request: Request, view: ApiRequest, table: Declared, form: str, make: Callable[..., Table]
) -> Response:
    def body() -> Iterable[bytes]:
        rows = make(view, view.links)
        file = partial(export, rows, form, view, view.links)
        return large_files.made(request, file, len(rows.keys))

    name = f"{SLUG}-{table.name}-{view.dataset.version}.{form}"
    kind = "inline" if form == "geojson" else "attachment"
    return respond(
        request,
        view,
        FORMATS[form],
        body,
        Content_Disposition=f'{kind}; filename="{name}"',
    )


def _page(
    request: Request, view: ApiRequest, table: Declared, make: Callable[..., Table]
) -> Response:
    rows = make(view, view.links)
    limit, cursor = view.get(LIMIT), view.get(CURSOR) or ""
    start = bisect_right(rows.keys, order(cursor), key=order)
    if cursor and (not start or rows.keys[start - 1] != cursor):
        raise refused([entry((CURSOR.name, cursor, "unknown_cursor"))])
    shown = rows.keys[start : start + limit]
    following = None
    if len(rows.keys) > start + len(shown):
        found = {"found": view.get(FOUND)} if view.get(FOUND) else {}
        following = view.links.view(view.path, view, limit=limit, cursor=shown[-1], **found)

    def body() -> list[bytes]:
        meta: dict[str, Any] = {
            **about.describe(view, view.links, table.name),
            "count": len(shown),
            "total": len(rows.keys),
            "next": following,
            "counts": about.counts(view),
        }
        return [streams.to_json(rows.rows(shown), meta)]

    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    return respond(request, view, FORMATS["json"], body, **headers)


def unknown() -> Response:
    """No such table, or not in this format; raises Problem."""
    raise Problem(
        problems.NOT_FOUND,
        "There is no such table in this format.",
        {"available": [links.table(t.name, form) for t in TABLES.values() for form in t.formats]},
    )
