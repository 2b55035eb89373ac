"""Do the cells have the types, codes and keys that datapackage.json declares?

The rules stand in datapackage.json; Frictionless applies them, to the rows as `files` read them.
"""

from typing import Any

from frictionless import Package
from frictionless.exception import FrictionlessException

from lib.checks.files import RULES as FILES
from lib.checks.finding import Finding
from lib.checks.registry import rules
from lib.checks.tables import CellRef, Data, Table
from lib.facts.package import DESCRIPTOR

_INVALID = FILES["descriptor"]
RULES = rules("structure")
# By Frictionless's name of the error.
_RULES = {
    "type-error": RULES["type"],
    "constraint-error": RULES["constraint"],
    "unique-error": RULES["duplicate-key"],
    "primary-key": RULES["duplicate-key"],
    "foreign-key": RULES["foreign-key"],
}
# Where a table's rows are put in the descriptor, these must not say where the file is and how it
# is written; the layer before has read it.
_OF_THE_FILE = ("path", "format", "mediatype", "encoding", "dialect", "bytes", "hash")


class _Rows(list[list[str]]):
    """Rows that nobody changes. Frictionless copies a descriptor many times, rows and all."""

    def __deepcopy__(self, memo: object) -> "_Rows":
        return self


def check(data: Data) -> list[Finding]:
    """What Frictionless finds in the tables that could be read whole."""
    if data.descriptor is None:
        return []
    # Its own message on a broken descriptor is better than what follows from the tables.
    try:
        report = Package.from_descriptor(_inline(data.descriptor, data)).validate()
    except FrictionlessException as error:
        notes = [reason.message for reason in error.reasons] or [error.error.message]
        return [_INVALID.at(CellRef(DESCRIPTOR, 0, "", "", note)) for note in notes]
    except Exception as error:  # a descriptor can be wrong in ways that Frictionless trips over
        note = f"{type(error).__name__}: {error}"
        return [_INVALID.at(CellRef(DESCRIPTOR, 0, "", "", note))]
    findings = [
        RULES["other"].at(CellRef(DESCRIPTOR, 0, "", "", error.message)) for error in report.errors
    ]
    for task in report.tasks:
        findings += [_finding(data.tables[task.name], error) for error in task.errors]
    return findings


def _inline(descriptor: dict[str, Any], data: Data) -> dict[str, Any]:
    """The descriptor with the tables' rows in it, without tables that could not be read."""
    readable = {name: table for name, table in data.tables.items() if table.whole}
    lost = {resource.get("name") for resource in descriptor["resources"]} - readable.keys()
    resources = []
    for resource in descriptor["resources"]:
        name = resource.get("name")
        if name not in readable:
            continue
        table = readable[name]
        schema = dict(resource.get("schema", {}))
        schema["foreignKeys"] = [
            key for key in schema.get("foreignKeys", []) if key["reference"]["resource"] not in lost
        ]
        # In the schema's order: `files` has found the columns, if at another place.
        columns = [column["name"] for column in schema.get("fields", [])]
        rows = [[row[column] for column in columns] for row in table]
        kept = {key: value for key, value in resource.items() if key not in _OF_THE_FILE}
        resources.append({**kept, "schema": schema, "data": _Rows([columns, *rows])})
    return {**descriptor, "resources": resources}


def _finding(table: Table, error: Any) -> Finding:
    details = error.to_dict()
    row = table.rows[details["rowNumber"] - 2] if details.get("rowNumber", 0) > 1 else None
    columns = [details["fieldName"]] if "fieldName" in details else details.get("fieldNames", [])
    if error.type == "primary-key":
        columns = list(table.resource.key)
    rule, note = _RULES.get(error.type, RULES["other"]), error.note or error.title
    if note.startswith('constraint "required"'):
        rule = RULES["required"]
    value = ",".join(row[column] for column in columns) if row else ""
    line = row.line if row else 1
    return rule.at(CellRef(table.file, line, ",".join(columns), value, note))
