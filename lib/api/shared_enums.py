"""The lists of codes in the description, each once and under a name.

A generated client makes a type of each named schema; of a list that is written out at every place
it would make as many types that do not fit each other.
"""

from collections.abc import Iterator
from typing import Any

_SCHEMAS = "#/components/schemas/"


def shared(described: dict[str, Any]) -> dict[str, Any]:
    """The description with every enumeration moved to a named schema, referred to from its places.

    The name is that of the parameter or column, with that of the table before it where another
    enumeration has it already.
    """
    schemas = described["components"]["schemas"]
    titles: dict[tuple[str, tuple[Any, ...]], str] = {}
    for owner, name, holder, key in [*_of_parameters(described), *_of_columns(schemas)]:
        schema = holder[key]
        same = (name, tuple(value for value in schema["enum"] if value is not None))
        if same not in titles:
            taken = titles.values()
            titles[same] = next(t for t in (_name(name), _name(owner)) if t not in taken)
        holder[key] = _reference(titles[same], schema)
    for (_, values), title in titles.items():
        kind = "integer" if isinstance(values[0], int) else "string"
        schemas[title] = {"type": kind, "enum": list(values)}
    return described


def _reference(title: str, schema: dict[str, Any]) -> dict[str, Any]:
    beside = {k: v for k, v in schema.items() if k in ("description", "default", "examples")}
    ref = {"$ref": f"{_SCHEMAS}{title}"}
    if None in schema["enum"]:
        return {"anyOf": [ref, {"type": "null"}], **beside}
    return {**ref, **beside}


def _name(text: str) -> str:
    return "".join(part.capitalize() for part in text.split("_"))


# What stands for an enumeration if its name is taken, its name, and where in what it is.
Place = tuple[str, str, dict[str, Any], str]


def _of_parameters(described: dict[str, Any]) -> Iterator[Place]:
    for key, parameter in described["components"]["parameters"].items():
        yield from _in(key, parameter["name"], parameter, "schema")


def _of_columns(schemas: dict[str, Any]) -> Iterator[Place]:
    for table, schema in list(schemas.items()):
        yield from _of_properties(table, schema)


def _of_properties(table: str, schema: dict[str, Any]) -> Iterator[Place]:
    for name, column in schema.get("properties", {}).items():
        yield from _in(f"{table}_{name}", name, schema["properties"], name)
        items = column.get("items", {})
        if "properties" in items:
            yield from _of_properties(name, items)


def _in(owner: str, name: str, holder: dict[str, Any], key: str) -> Iterator[Place]:
    """The place of an enumeration: the schema itself, or that of the entries of a list."""
    schema = holder[key]
    if "enum" in schema:
        yield owner, name, holder, key
    elif "enum" in schema.get("items", {}):
        yield owner, name, schema, "items"
