"""Do the cells have the types, codes and keys that datapackage.json declares?

The rules stand in datapackage.json. Frictionless judges the descriptor, and reads each value of a
column once, however many rows have it; its own way, row by row, takes ten times as long. Keys are
looked up here.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from frictionless import Package, Schema
from frictionless.exception import FrictionlessException

from lib.checks.files import RULES as FILES
from lib.checks.finding import Finding
from lib.checks.registry import rules
from lib.checks.tables import CellRef, Data, Row, Table
from lib.facts.package import DESCRIPTOR

_INVALID = FILES["descriptor"]
RULES = rules("structure")
# Where a table's columns are put in the descriptor, these must not say where the file is and how it
# is written; the layer before has read it.
_OF_THE_FILE = ("path", "format", "mediatype", "encoding", "dialect", "bytes", "hash")


def check(data: Data) -> list[Finding]:
    """What is wrong by datapackage.json in the tables that could be read whole, and in itself."""
    if data.descriptor is None:
        return []
    # Its own message on a broken descriptor is better than what follows from the tables.
    try:
        readable = frozenset(name for name, table in data.tables.items() if table.whole)
        judged = _judged(_inline(_Descriptor(data.descriptor), readable))
        return [*_findings(judged, data)]
    except FrictionlessException as error:
        notes = [reason.message for reason in error.reasons] or [error.error.message]
        return [_invalid(note) for note in notes]
    except Exception as error:  # a descriptor can be wrong in ways that Frictionless trips over
        return [_invalid(f"{type(error).__name__}: {error}")]


def _invalid(note: str) -> Finding:
    return _INVALID.at(CellRef(DESCRIPTOR, 0, "", "", note))


@dataclass(frozen=True, eq=False)
class _Descriptor:
    """A descriptor, which is the same as itself alone: nobody changes one that has been read."""

    content: dict[str, Any]

    def __hash__(self) -> int:
        return id(self.content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Descriptor) and self.content is other.content


# To write it takes as long as half of the rules do for a few proposed rows.
@lru_cache(maxsize=4)
def _inline(given: _Descriptor, readable: frozenset[str]) -> str:
    """The descriptor with the tables' columns in it, without tables that could not be read."""
    descriptor = given.content
    lost = {resource.get("name") for resource in descriptor["resources"]} - readable
    resources = []
    for resource in descriptor["resources"]:
        if resource.get("name") not in readable:
            continue
        schema = dict(resource.get("schema", {}))
        schema["foreignKeys"] = [
            key for key in schema.get("foreignKeys", []) if key["reference"]["resource"] not in lost
        ]
        # In the schema's order: `files` has found the columns, if at another place.
        columns = [column["name"] for column in schema.get("fields", [])]
        kept = {key: value for key, value in resource.items() if key not in _OF_THE_FILE}
        resources.append({**kept, "schema": schema, "data": [columns]})
    return json.dumps({**descriptor, "resources": resources})


# What is wrong with a value: the constraints that it breaks, each with a note.
Reader = Callable[[str], tuple[Any, dict[str, str] | None]]
# What a column has beside what is asked of its values.
_OF_A_COLUMN = ("name", "title", "description", "example", "rdfType", "constraints")
# So many values are kept as read.
_VALUES = 4096


class _Judged(NamedTuple):
    """What Frictionless says of a descriptor: of the whole, and per table with its schema.

    Beside it the readers of the columns' values, which take long to be made.
    """

    errors: list[str]
    tables: dict[str, tuple[list[str], Schema, dict[str, Reader]]]


# Its judgment takes longer than all rules together and asks for no row, so that the same
# descriptor with other rows need not be judged again.
@lru_cache(maxsize=4)
def _judged(descriptor: str) -> _Judged:
    package = Package.from_descriptor(json.loads(descriptor))
    schemas = {resource.name: resource.schema for resource in package.resources}
    keys = {name: schema.foreign_keys for name, schema in schemas.items()}
    # For each key it would open the other table, half of its time; keys are looked up here.
    for name, schema in schemas.items():
        schema.foreign_keys = [
            key for key in keys[name] if (key["reference"]["resource"] or name) not in schemas
        ]
    report = package.validate()
    for name, schema in schemas.items():
        schema.foreign_keys = keys[name]
    made: dict[str, Reader] = {}
    tables: dict[str, tuple[list[str], Schema, dict[str, Reader]]] = {}
    for task in report.tasks:
        schema = schemas[task.name]
        notes = [error.note or error.title for error in task.errors]
        # Of columns that cannot be there no reader can be made.
        fields = [] if notes else schema.fields
        readers = {
            each.name: made.setdefault(_asked(each), lru_cache(_VALUES)(each.create_cell_reader()))
            for each in fields
        }
        tables[task.name] = (notes, schema, readers)
    return _Judged([error.message for error in report.errors], tables)


def _asked(field: Any) -> str:
    """What is asked of a column's values, so that one reader serves all columns that ask the same.

    Whether a value stands there once is asked of the column.
    """
    asked = {key: value for key, value in field.to_descriptor().items() if key not in _OF_A_COLUMN}
    told = {key: value for key, value in field.constraints.items() if key != "unique"}
    return json.dumps({**asked, "constraints": told}, sort_keys=True)


def _findings(judged: _Judged, data: Data) -> Iterator[Finding]:
    for message in judged.errors:
        yield RULES["other"].at(CellRef(DESCRIPTOR, 0, "", "", message))
    # The values that a reader has read here already: identifiers stand in six tables.
    sound: dict[Reader, set[str]] = defaultdict(set)
    for name, (notes, schema, readers) in judged.tables.items():
        table = data[name]
        for note in notes:
            yield RULES["other"].at(CellRef(table.file, 1, "", "", note))
        if not notes:
            for field in schema.fields:
                read = readers[field.name]
                yield from _cells(table, field, read, sound[read])
            yield from _rows(table, schema, data)


def _rows(table: Table, schema: Schema, data: Data) -> Iterator[Finding]:
    for field in schema.fields:
        if field.constraints.get("unique"):
            yield from _double(table, (field.name,))
    if schema.primary_key:
        yield from _double(table, tuple(schema.primary_key))
    for key in schema.foreign_keys:
        yield from _references(table, key, data)


def _cells(table: Table, field: Any, read: Reader, sound: set[str]) -> Iterator[Finding]:
    """The cells of a column that are of another type, or not what its constraints ask.

    `sound` are values that need not be read; those that turn out to be so are added.
    """
    name = field.name
    # Of a column of any texts there is nothing to say but of empty ones.
    told = {key for key in field.constraints if key not in ("required", "unique")}
    free = field.type == "string" and field.format in (None, "default") and not told
    if free and not field.constraints.get("required"):
        return
    values = table.values(name) - sound
    if free:
        values &= {""}
    wrong = {value: notes for value in values if (notes := read(value)[1])}
    sound |= values - wrong.keys()
    for row in table.rows if wrong else ():
        for kind, note in wrong.get(row[name], {}).items():
            rule = {"type": "type", "required": "required"}.get(kind, "constraint")
            yield _finding(rule, table, row, (name,), note)


def _double(table: Table, columns: tuple[str, ...]) -> Iterator[Finding]:
    """The rows whose values in these columns an earlier row has already; empty ones are no key."""
    first = table.by(*columns)
    if len(first) == len(table.rows):
        return
    for key, row in zip(table.keys(*columns), table, strict=True):
        if any(key) and first[key] is not row:
            yield _finding("duplicate-key", table, row, columns)


def _references(table: Table, key: dict[str, Any], data: Data) -> Iterator[Finding]:
    """The rows that name a row of another table, or of their own, which is not there."""
    columns, target = tuple(key["fields"]), key["reference"]["resource"]
    fields = key["reference"]["fields"]
    other = data[target or table.name]
    if lacking := ", ".join(field for field in fields if field not in other.columns):
        yield RULES["other"].at(CellRef(table.file, 1, "", "", f"{other.name} lacks {lacking}"))
        return
    known = other.by(*fields)
    for values, row in zip(table.keys(*columns), table, strict=True):
        if values not in known and any(values):
            said, there = ", ".join(columns), ", ".join(fields)
            note = (
                f'for "{said}": values "{", ".join(values)}" not found in the lookup table '
                f'"{target}" as "{there}"'
            )
            yield _finding("foreign-key", table, row, columns, note)


def _finding(
    rule: str, table: Table, row: Row, columns: tuple[str, ...], note: str = ""
) -> Finding:
    value = ",".join(row[column] for column in columns)
    return RULES[rule].at(CellRef(table.file, row.line, ",".join(columns), value, note))
