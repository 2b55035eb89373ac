"""The open tables and their formats, and how a request for one is answered."""

from starlette.requests import Request
from starlette.responses import Response

from lib.api import problems
from lib.api.problems import Problem
from lib.api.request import DEFAULT_LIMIT, PAGING, read
from lib.api.responses import respond
from lib.exports import about, streams
from lib.exports.tables import FORMATS, TABLES, Declared, export

PREFIX = "/api/v1"


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
    filename = f"vietnam-japan-{name}-{asked.dataset.version}.{form}"
    return respond(
        request,
        asked,
        FORMATS[form],
        lambda: export(declared.make(asked, asked.links), form, asked, asked.links),
        Content_Disposition=f"{'inline' if form == 'geojson' else 'attachment'}; "
        f'filename="{filename}"',
    )


def _page(request: Request, declared: Declared) -> Response:
    asked = read(request, *PAGING)
    table = declared.make(asked, asked.links)
    limit = int(asked.extra("limit", str(DEFAULT_LIMIT)))
    keys = [key for key in table.keys if key > asked.extra("cursor")]
    shown = keys[:limit]
    following = None
    if len(keys) > len(shown):
        following = asked.links.view(asked.path, asked, limit=limit, cursor=shown[-1])

    def body() -> list[bytes]:
        told = {
            **about.describe(asked, asked.links, table.name),
            "count": len(shown),
            "total": len(table.keys),
            "next": following,
        }
        return [streams.to_json(table.rows(shown), told)]

    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    return respond(request, asked, FORMATS["json"], body, **headers)
