"""`/api/openapi.json`: FastAPI's description of the routes, with what depends on the data set."""

from dataclasses import fields
from datetime import date
from typing import Annotated, Any

from fastapi.openapi.utils import get_openapi
from pydantic import AnyUrl, BaseModel, Field, NonNegativeInt, create_model
from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from lib.api import articles, offices, problems, submissions
from lib.api.request import MAX_QUERY_STRING, ApiRequest, Localized
from lib.api.responses import etag, respond
from lib.api.shared_enums import shared
from lib.counting.partnerships import Totals
from lib.exports.columns import object_schema
from lib.exports.tables import FORMATS, TABLES, Declared
from lib.site import config, store
from lib.site.identity import LICENCE, LICENCE_URL, NAME

VERSION = "1.0.0"
TAGS = ("tables", "package", "subscriptions", "pages", "submissions")
TEXT = {"type": "string"}
BINARY = {"type": "string", "format": "binary"}
_REFS = "#/components"
_REFUSED = (
    *(problems.BAD_PARAMETER, problems.NOT_FOUND, problems.TOO_LONG, problems.TOO_MANY),
    *(problems.NO_DATA, problems.NO_ROOM),
)
_ABOUT = (
    "The parameters are those of the pages, so any link to a page can be asked of the API too. A "
    "value that is not understood is refused with problem details (RFC 9457), never left out. "
    "Files are whole, JSON comes in pages. Every answer has a validator (ETag, Last-Modified)."
)


# Every figure that the pages count, whichever these are.
_FIGURES: dict[str, Any] = {each.name: (each.type, ...) for each in fields(Totals)}
Counts: Any = create_model(
    "Counts",
    __doc__="What the records of a filter count up to. Partnerships and ties are never added up.",
    provinces=(NonNegativeInt, ...),
    prefectures=(NonNegativeInt, ...),
    **_FIGURES,
)


class Meta(BaseModel):
    """What an answer says of itself."""

    table: str
    version: Annotated[str, Field(description="Data version.")]
    generated: Annotated[date, Field(description="Day for which status is told.")]
    time_zone: Annotated[
        str, Field(description="Whose day that is: Japan’s for lang=ja, else Vietnam’s.")
    ]
    filter: Annotated[dict[str, Any], Field(description="The filter as understood.")]
    sentence: Annotated[str, Field(description="The filter in words.")]
    counting: Annotated[str, Field(description="How the rows are counted.")]
    without: Annotated[
        dict[str, NonNegativeInt],
        Field(
            description="Only where nothing is left: the records without each of the parameters."
        ),
    ] = {}
    licence: str
    licence_url: AnyUrl
    citation: str
    link: Annotated[AnyUrl, Field(description="The page with this filter.")]
    count: Annotated[NonNegativeInt, Field(description="Rows on this page.")]
    total: Annotated[NonNegativeInt, Field(description="Rows that the filter keeps.")]
    next: Annotated[AnyUrl | None, Field(description="The next page.")]
    counts: Annotated[Counts, Field(description="The figures of the home page for the filter.")]


class ParameterError(BaseModel):
    """A value that is refused."""

    parameter: str
    value: str = ""
    detail: str = ""
    allowed: Annotated[Any, Field(description="What can be given.")] = None
    lookup: Annotated[str, Field(description="Where the possible values are.")] = ""


class ProblemDocument(BaseModel):
    """Why a request is not answered (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ParameterError] = []


def responses(media_type: str, schema: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """What a route can answer, for FastAPI."""
    return {
        200: {
            "description": "What the filter keeps.",
            "headers": {n: ref("headers", n) for n in ("ETag", "Last-Modified")},
            "content": {media_type: {"schema": schema}},
        },
        304: {"description": "As the client has it already (If-None-Match)."},
        **{k.status: {**ref("responses", k.slug), "description": k.title} for k in _REFUSED},
    }


def table_responses(table: Declared, form: str) -> dict[int | str, dict[str, Any]]:
    """What a table can answer in a format."""
    page = ref("schemas", f"{table.name}_page")
    schemas = {"json": page, "geojson": {"type": "object"}, "csv": TEXT}
    return responses(FORMATS[form], schemas.get(form, BINARY))


def answer(request: Request, view: Localized) -> Response:
    """The description."""
    return respond(
        request,
        view,
        "application/json",
        lambda: [bytes(JSONResponse(describe(view, request)).body)],
    )


def describe(view: ApiRequest, request: Request) -> dict[str, Any]:
    """The whole description, for the data set as it is."""
    package = view.dataset.package.descriptor
    routes = request.app.routes
    if not config.in_use().inbox:
        routes = [route for route in routes if not offices.is_here(route.path)]
    found = get_openapi(
        title=NAME,
        version=VERSION,
        summary=f"Data version {view.dataset.version}",
        description=f"{package['description']}\n\n{_ABOUT}",
        routes=routes,
        tags=[{"name": name} for name in TAGS],
        servers=[{"url": view.links.base}],
        license_info={"name": f"{LICENCE} (data)", "url": LICENCE_URL},
    )
    found["components"] = {
        "parameters": _shared_parameters(found["paths"], view),
        "schemas": _schemas(view),
        "headers": _headers(view),
        "responses": _problem_responses(view),
        "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
    }
    return shared(found)


def ref(kind: str, name: str) -> dict[str, str]:
    """A reference to a component of the description."""
    return {"$ref": f"{_REFS}/{kind}/{name}"}


def _shared_parameters(paths: dict[str, Any], view: ApiRequest) -> dict[str, Any]:
    """The parameters of all operations, which refer to them from here on.

    Written out for each they would make the document three times as long. FastAPI's answer to bad
    parameters, 422, goes: here that is 400.
    """
    shared: dict[str, Any] = {}
    for path, operations in paths.items():
        if offices.is_here(path):
            continue
        operation = operations["get"]
        del operation["responses"]["422"]
        for position, parameter in enumerate(operation["parameters"]):
            if parameter["in"] == "path":
                first = str(view.dataset.events.index[0])
                parameter["example"] = parameter["schema"].pop("example", first)
                continue
            alike = (n for n, p in shared.items() if p == parameter)
            name = next(alike, parameter["name"])
            if shared.setdefault(name, parameter) != parameter:
                # Of the same name, but with other values.
                name += f"_{operation['operationId']}"
                shared[name] = parameter
            operation["parameters"][position] = ref("parameters", name)
    return shared


def _schemas(view: ApiRequest) -> dict[str, Any]:
    schemas: dict[str, Any] = models_json_schema(
        [
            (Meta, "serialization"),
            (ProblemDocument, "validation"),
            (submissions.Sent, "validation"),
            (submissions.Submissions, "serialization"),
            (articles.Read, "serialization"),
        ],
        ref_template=f"{_REFS}/schemas/{{model}}",
    )[1]["$defs"]
    for table in TABLES.values():
        own = table.columns(view.dataset.package)
        rows = {"type": "array", "items": ref("schemas", table.name)}
        row = {column.name: column.example for column in own if column.example != ""}
        schemas[table.name] = object_schema(own)
        schemas[f"{table.name}_page"] = {
            "type": "object",
            "required": ["meta", "data"],
            "properties": {"meta": ref("schemas", "Meta"), "data": rows},
            "examples": [{"meta": {"table": table.name, "count": 1, "total": 1}, "data": [row]}],
        }
    return schemas


def _headers(view: ApiRequest) -> dict[str, Any]:
    changed = f"{store.last_modified(view.viewpoint):%a, %d %b %Y %H:%M:%S GMT}"
    return {
        "ETag": {"schema": TEXT, "example": etag(view)},
        "Last-Modified": {
            "schema": TEXT,
            "description": "When the data version, or the status of a document, changed.",
            "example": changed,
        },
    }


def _problem_responses(view: ApiRequest) -> dict[str, Any]:
    """The answer to each kind of problem, with an example."""
    grade = {
        "parameter": "grade",
        "value": "D",
        "detail": "There is no such value.",
        "allowed": list(view.index.columns["grade"]),
    }
    length = f"The query has 9000 bytes; {MAX_QUERY_STRING} are possible."
    examples: dict[str, dict[str, Any]] = {
        problems.BAD_PARAMETER.slug: {"detail": "See errors: grade.", "errors": [grade]},
        problems.TOO_LONG.slug: {"detail": length},
    }
    found = {}
    for kind in problems.KINDS:
        example = {**problems.fields(kind, kind.title), **examples.get(kind.slug, {})}
        content = {"schema": ref("schemas", "ProblemDocument"), "example": example}
        found[kind.slug] = {"description": kind.title, "content": {problems.MEDIA_TYPE: content}}
    return found
