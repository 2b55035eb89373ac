"""Columns that datapackage.json describes and the code does not know: they reach every file too."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from lib.exports.columns import Column, Type

# Type of a table schema -> type of a column, an example where there is none, how a cell is read.
_TYPES: dict[str, tuple[Type, Any, Callable[[str], Any] | None]] = {
    "string": (Type.TEXT, "", None),
    "integer": (Type.INTEGER, 0, int),
    "number": (Type.NUMBER, 0.5, float),
    "boolean": (Type.BOOLEAN, True, lambda cell: cell in ("true", "True", "TRUE", "1")),
    "date": (Type.DATE, "2024-08-29", date.fromisoformat),
    "list": (Type.LIST, [], None),
}


def column(field: Mapping[str, Any]) -> Column:
    """The column of a field of a table schema; what is of any other type is a text."""
    type_, example, read = _TYPES.get(str(field.get("type")), _TYPES["string"])
    constraints = field.get("constraints", {})
    options = tuple(constraints.get("enum", ()))
    title = str(field.get("title", field["name"]))
    return Column(
        str(field["name"]),
        str(field.get("description", title)),
        field.get("example", _example(type_, options, example)),
        type_,
        sep=str(field.get("delimiter", ";")),
        options=options,
        optional=type_ is not Type.LIST and not constraints.get("required", False),
        title=title,
        translated=False,
        read=read,
    )


def _example(type_: Type, options: tuple[Any, ...], example: Any) -> Any:
    if not options:
        return example
    return [options[0]] if type_ is Type.LIST else options[0]
