"""The open data as one ASGI application, and the routes under which the dashboard serves it.

It also runs alone: `uvicorn lib.api.app:app`.
"""

from collections.abc import Callable
from copy import copy
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response

from lib.api import (
    articles,
    briefs,
    cards,
    description,
    docs,
    page_files,
    paper,
    pictures,
    problem_pages,
    problems,
    record_pages,
    sitemap,
    submissions,
    submissions_described,
    subscriptions,
    tables,
    versions,
)
from lib.api.compression import Gzipped
from lib.api.headers import OpenToAll
from lib.api.passing_over import PassingOver
from lib.exports import change_feed
from lib.exports.tables import TABLES
from lib.site import store
from lib.site.links import API, CHART, DOCS, PAPER, READ, SUBMISSIONS, VIEW, brief, table

app = FastAPI(
    # These addresses are ours: the description depends on the data set, the page needs no script.
    openapi_url=None,
    docs_url=None,
    redoc_url=None,
    default_response_class=Response,
    # To the same path without a slash leads `problem_pages`, by a relative address.
    redirect_slashes=False,
    middleware=[
        Middleware(OpenToAll),
        Middleware(PassingOver),
        Middleware(Gzipped, minimum_size=1000, compresslevel=5),
    ],
    exception_handlers={
        RequestValidationError: problem_pages.on_refused,
        problems.Problem: problem_pages.on_problem,
        HTTPException: problem_pages.on_http_exception,
        store.BrokenData: problem_pages.on_broken_data,
        Exception: problem_pages.on_failure,
    },
)


def _add(path: str, endpoint: Callable[..., Response], **described: Any) -> None:
    """A route for reading; it stands in the description if that says anything of it."""
    app.add_api_route(
        path, endpoint, methods=["GET"], include_in_schema=bool(described), **described
    )
    # The same again: to look at all that it takes a second time would make the start longer.
    head = copy(app.router.routes[-1])
    assert isinstance(head, APIRoute)
    head.methods, head.include_in_schema = {"HEAD"}, False
    app.router.routes.append(head)


for _table in TABLES.values():
    for _form in _table.formats:
        _add(
            table(_table.name, _form),
            tables.endpoint(_table, _form),
            operation_id=f"{_table.name}_{_form}",
            summary=f"{_table.title}, as {_form}",
            tags=["tables"],
            responses=description.table_responses(_table, _form),
        )
_add(
    f"{API}/package.zip",
    subscriptions.package_answer,
    operation_id="package_zip",
    summary="The data package cut to the filter",
    tags=["package"],
    responses=description.responses("application/zip", description.BINARY),
)
_add(
    "/calendar.ics",
    subscriptions.calendar_answer,
    operation_id="calendar_ics",
    summary="Anniversaries and ends of term to subscribe to",
    tags=["subscriptions"],
    responses=description.responses("text/calendar", description.TEXT),
)
_add(
    "/feed.xml",
    subscriptions.feed_answer,
    operation_id="feed_xml",
    summary="Atom feed of the documents added or changed last",
    tags=["subscriptions"],
    responses=description.responses("application/atom+xml", description.TEXT),
)
_add(
    change_feed.PATH,
    subscriptions.changes_answer,
    operation_id="changes_xml",
    summary="Atom feed of what was added, corrected and withdrawn",
    tags=["subscriptions"],
    responses=description.responses("application/atom+xml", description.TEXT),
)
_add(
    f"{API}/versions/{{version}}/package.zip",
    versions.answer,
    operation_id="version_zip",
    summary="The whole data package of a version, at an address for good",
    tags=["package"],
    responses=description.responses("application/zip", description.BINARY),
)
_add(
    "/r/{key}",
    record_pages.answer,
    operation_id="permanent_page",
    summary="The permanent page of a record or partnership, with JSON-LD",
    tags=["pages"],
    responses=description.responses("text/html", description.TEXT),
)
for _form, _answer in (("pdf", briefs.pdf), ("docx", briefs.word)):
    _add(
        brief("{key}", _form),
        _answer,
        operation_id=f"brief_{_form}",
        summary=f"One sheet of A4 on a locality or pair, as {_form}",
        tags=["pages"],
        responses=description.responses(briefs.FILES[_form][1], description.BINARY),
    )
_add(
    brief("{key}"),
    briefs.page,
    operation_id="brief_page",
    summary="One sheet of A4 on a locality or pair, as a page to print",
    tags=["pages"],
    responses=description.responses("text/html", description.TEXT),
)
for _path, _method, _answer_to, _described in (
    (SUBMISSIONS, "POST", submissions.send, submissions_described.SEND),
    (SUBMISSIONS, "GET", submissions.listed, submissions_described.LISTED),
    (f"{SUBMISSIONS}/{{number}}", "GET", submissions.one, submissions_described.ONE),
):
    app.add_api_route(_path, _answer_to, methods=[_method], tags=["submissions"], **_described)
# Else the address of a table, below, would take what is no POST.
_add(READ, articles.only_sent)
app.add_api_route(
    READ, articles.read, methods=["POST"], tags=["submissions"], **submissions_described.READ
)
_add("/card.png", cards.of_view)
_add("/card/{key}.png", cards.of_key)
for _path, _answer in (*pictures.routes(), *page_files.routes()):
    _add(_path, _answer)
_add(f"{CHART}/{{file:path}}", pictures.unknown)
_add(f"{VIEW}/{{file:path}}", pictures.unknown)
_add(PAPER, paper.answer)
_add(f"{API}/{{file}}", tables.unknown)
_add("/api", docs.redirect)
_add(DOCS, docs.answer)
_add("/api/openapi.json", description.answer)
_add("/sitemap.xml", sitemap.answer)
_add("/robots.txt", sitemap.robots)
