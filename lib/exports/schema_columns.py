"""Columns that datapackage.json describes and the code does not know: they reach every file too."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from lib.exports.columns import Column, Type

# Type of the schema -> ours, an example where the schema has none, and how a cell is read.
_TYPES: dict[str, tuple[Type, Any, Callable[[Any], Any]]] = {
    "string": (Type.TEXT, "", str),
    "integer": (Type.INTEGER, 0, int),
    "number": (Type.NUMBER, 0.5, float),
    "boolean": (Type.BOOLEAN, True, lambda text: text in ("true", "True", "TRUE", "1")),
    "date": (Type.DATE, "2024-08-29", date.fromisoformat),
    "list": (Type.LIST, [], list),
}


def column(field: Mapping[str, Any]) -> Column:
    """The column of a field of a table schema; a type that we do not know is a text."""
    type_, example, _ = _type(field)
    constraints = field.get("constraints", {})
    options = tuple(constraints.get("enum", ()))
    title = str(field.get("title", field["name"]))
    return Column(
        str(field["name"]),
        str(field.get("description", title)),
        field.get("example", options[0] if options else example),
        type_,
        sep=str(field.get("delimiter", ";")),
        options=options,
        optional=type_ is not Type.LIST and not constraints.get("required", False),
        title=title,
        translated=False,
    )


def value(cell: Any, field: Mapping[str, Any]) -> Any:
    """A cell of the field as the data set holds it, as a value; None or [] where it is empty."""
    type_, _, read = _type(field)
    return read(cell) if cell or type_ is Type.LIST else None


def _type(field: Mapping[str, Any]) -> tuple[Type, Any, Callable[[Any], Any]]:
    return _TYPES.get(str(field.get("type", "string")), _TYPES["string"])
