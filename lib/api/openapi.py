"""The OpenAPI description: it follows from the parameters, the columns and the tables."""

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from lib.api import problems, schemas
from lib.api.request import ALWAYS, LANG, PAGING, UNITS, ApiRequest, Extra, read
from lib.api.responses import etag, respond
from lib.api.tables import PREFIX
from lib.exports.tables import FORMATS, TABLES, Declared
from lib.filter.parameter import MAX_QUERY, Bound, Parameter
from lib.filter.parameters import CHOICES, PARAMETERS
from lib.site import store
from lib.site.identity import LICENCE_URL

VERSION = "1.0.0"
_DATE = r"^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_LISTED = 40
_BINARY = {"type": "string", "format": "binary"}
_EXAMPLES = {
    "vn": ["vn-hai-phong"],
    "jp": ["jp-kagawa"],
    "from": "2014",
    "to": "2020-06",
    "q": "port",
}


def answer(request: Request) -> Response:
    """`/api/openapi.json`."""
    asked = read(request, filtered=False)
    body = JSONResponse(describe(asked)).body
    return respond(request, asked, "application/json", lambda: [bytes(body)])


def describe(asked: ApiRequest) -> dict[str, Any]:
    """The whole description, for the data set as it is."""
    shared = [*(_parameter(p, asked) for p in PARAMETERS.values()), *map(_extra, ALWAYS)]
    paging = [_extra(extra) for extra in PAGING]
    paths: dict[str, Any] = {}
    for table in TABLES.values():
        for form in table.formats:
            parameters = [*shared, *paging] if form == "json" else shared
            paths[f"{PREFIX}/{table.name}.{form}"] = _get(
                f"{table.name}_{form}",
                f"{table.title}, as {form}",
                _names(parameters),
                FORMATS[form],
                _content(table, form),
                "tables",
            )
    for path, title, media, schema, tag in (
        (
            f"{PREFIX}/package.zip",
            "The data package cut to the filter",
            "application/zip",
            _BINARY,
            "package",
        ),
        (
            "/calendar.ics",
            "Anniversaries and ends of term to subscribe to",
            "text/calendar",
            {"type": "string"},
            "subscriptions",
        ),
        (
            "/feed.xml",
            "Atom feed of the documents signed last",
            "application/atom+xml",
            {"type": "string"},
            "subscriptions",
        ),
    ):
        name = path.rsplit("/", 1)[1].replace(".", "_")
        paths[path] = _get(name, title, _names(shared), media, {"schema": schema}, tag)
    paths["/r/{key}"] = _permanent(asked)
    package = asked.dataset.package.descriptor
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Vietnam–Japan Local Partnerships",
            "version": VERSION,
            "summary": f"Data version {asked.dataset.version}",
            "description": f"{package['description']}\n\nThe parameters are those of the pages, so "
            "any link to a page can be asked of the API too. A value that is not understood is "
            "refused with problem details (RFC 9457), never left out. Files are whole, JSON comes "
            "in pages. Every answer has a validator (ETag, Last-Modified).",
            "license": {"name": "CC BY 4.0 (data)", "url": LICENCE_URL},
        },
        "servers": [{"url": asked.links.base}],
        "tags": [{"name": n} for n in ("tables", "package", "subscriptions", "pages")],
        "paths": paths,
        "components": {
            "parameters": {p["name"]: p for p in [*shared, *paging]},
            "schemas": schemas.tables(),
            "headers": _headers(asked),
            "responses": schemas.refusals(list(asked.index.columns["grade"])),
        },
    }


def _names(parameters: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"$ref": f"#/components/parameters/{p['name']}"} for p in parameters]


def _parameter(parameter: Parameter, asked: ApiRequest) -> dict[str, Any]:
    """A filter parameter; what it can be is its own options."""
    one: dict[str, Any] = {"type": "string"}
    about = parameter.label + "."
    if parameter.name in CHOICES:
        options = list(asked.index.columns[parameter.name])
        one["enum"] = options
        if len(options) > _LISTED:
            about += f" An id of {PREFIX}/localities.json; a province takes in its cities."
    elif isinstance(parameter, Bound):
        one["pattern"] = _DATE
        about += " A year, a month or a day; a date matches where it can fall inside."
    else:
        one |= {"minLength": 1, "maxLength": MAX_QUERY, "pattern": r"[0-9A-Za-z]"}
        about += " A locality’s name in any language finds its records; other words the texts."
    schema = {"type": "array", "items": one, "minItems": 1} if parameter.multiple else one
    if parameter.multiple:
        about += " Repeat it for any of several."
    example = _EXAMPLES.get(parameter.name, one.get("enum", [""])[:1])
    return {
        "name": parameter.name,
        "in": "query",
        "description": about,
        "schema": schema,
        "explode": True,
        "style": "form",
        "example": example if parameter.multiple or isinstance(example, str) else example[0],
    }


def _extra(extra: Extra) -> dict[str, Any]:
    return {
        "name": extra.name,
        "in": "query",
        "description": extra.label + ".",
        "schema": dict(extra.schema),
    }


def _get(
    name: str,
    summary: str,
    parameters: list[dict[str, Any]],
    media: str,
    content: dict[str, Any],
    tag: str,
) -> dict[str, Any]:
    found = {
        "description": "What the filter keeps.",
        "headers": {n: {"$ref": f"#/components/headers/{n}"} for n in ("ETag", "Last-Modified")},
        "content": {media: content},
    }
    refused = {
        str(kind.status): {"$ref": f"#/components/responses/{kind.slug}"}
        for kind in (
            problems.BAD_PARAMETER,
            problems.NOT_FOUND,
            problems.TOO_LONG,
            problems.NO_DATA,
        )
    }
    unchanged = {"description": "As the client has it already (If-None-Match)."}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "tags": [tag],
            "parameters": parameters,
            "responses": {"200": found, "304": unchanged, **refused},
        }
    }


def _content(table: Declared, form: str) -> dict[str, Any]:
    if form != "json":
        return {"schema": {"type": "object"} if form == "geojson" else _BINARY}
    row = {c.name: c.example for c in table.columns if c.example != ""}
    return {
        "schema": {"$ref": f"#/components/schemas/{table.name}_page"},
        "example": {"meta": {"table": table.name, "count": 1, "total": 1}, "data": [row]},
    }


def _headers(asked: ApiRequest) -> dict[str, Any]:
    return {
        "ETag": {"schema": {"type": "string"}, "example": etag(asked)},
        "Last-Modified": {
            "schema": {"type": "string"},
            "description": "When the data version, or the status of a document, changed.",
            "example": f"{store.last_modified(asked.viewpoint):%a, %d %b %Y %H:%M:%S GMT}",
        },
    }


def _permanent(asked: ApiRequest) -> dict[str, Any]:
    key = {
        "name": "key",
        "in": "path",
        "required": True,
        "description": "A record’s id, or both localities of a partnership joined by ~.",
        "schema": {"type": "string", "pattern": "^[a-z0-9.~-]+$"},
        "example": str(asked.dataset.events.index[0]),
    }
    return _get(
        "permanent_page",
        "The permanent page of a record or partnership, with JSON-LD",
        [key, *map(_extra, (LANG, UNITS))],
        "text/html",
        {"schema": {"type": "string"}},
        "pages",
    )
