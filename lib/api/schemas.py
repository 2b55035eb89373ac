"""The schemas of the OpenAPI description, from the columns of the tables."""

from typing import Any

from lib.api import problems
from lib.api.request import MAX_QUERY_STRING
from lib.exports.columns import object_schema
from lib.exports.tables import TABLES
from lib.facts.package import Package


def tables(package: Package) -> dict[str, Any]:
    """The schemas of each table, its pages, meta and problem documents."""
    schemas: dict[str, Any] = {"problem": _problem_schema(), "meta": _meta_schema()}
    for table in TABLES.values():
        schemas[table.name] = object_schema(table.columns(package))
        schemas[f"{table.name}_page"] = {
            "type": "object",
            "required": ["meta", "data"],
            "properties": {
                "meta": {"$ref": "#/components/schemas/meta"},
                "data": {"type": "array", "items": {"$ref": f"#/components/schemas/{table.name}"}},
            },
        }
    return schemas


def _meta_schema() -> dict[str, Any]:
    text = {"type": "string"}
    link = {"type": "string", "format": "uri"}
    number = {"type": "integer", "minimum": 0}
    told: dict[str, Any] = {
        "table": text,
        "version": {**text, "description": "Data version."},
        "generated": {**text, "format": "date", "description": "Day for which status is told."},
        "filter": {"type": "object", "description": "The filter as understood."},
        "sentence": {**text, "description": "The filter in words."},
        "counting": {**text, "description": "How the rows are counted."},
        "licence": text,
        "licence_url": link,
        "citation": text,
        "link": {**link, "description": "The page with this filter."},
        "count": {**number, "description": "Rows on this page."},
        "total": {**number, "description": "Rows that the filter keeps."},
        "next": {"type": ["string", "null"], "format": "uri", "description": "The next page."},
    }
    return {"type": "object", "required": list(told), "properties": told}


def _problem_schema() -> dict[str, Any]:
    text = {"type": "string"}
    error = {
        "parameter": text,
        "value": text,
        "detail": text,
        "allowed": {"description": "What can be given."},
        "lookup": {"type": "string", "description": "Where the possible values are."},
    }
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "errors": {
                "type": "array",
                "items": {"type": "object", "required": ["parameter"], "properties": error},
            },
        },
    }


def refusals(grades: list[str]) -> dict[str, Any]:
    """The answer to each kind of problem, with an example."""
    schema = {"$ref": "#/components/schemas/problem"}
    told: dict[str, dict[str, Any]] = {
        problems.BAD_PARAMETER.slug: {
            "detail": "See errors: grade.",
            "errors": [
                {
                    "parameter": "grade",
                    "value": "D",
                    "detail": "There is no such value.",
                    "allowed": grades,
                }
            ],
        },
        problems.TOO_LONG.slug: {
            "detail": f"The query has 9000 bytes; {MAX_QUERY_STRING} are possible."
        },
    }
    return {
        kind.slug: {
            "description": kind.title,
            "content": {
                problems.MEDIA_TYPE: {
                    "schema": schema,
                    "example": {
                        "type": kind.type,
                        "title": kind.title,
                        "status": kind.status,
                        **told.get(kind.slug, {"detail": kind.title}),
                    },
                }
            },
        }
        for kind in problems.KINDS
    }
