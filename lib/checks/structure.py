"""Do the cells have the types, codes and keys that datapackage.json declares?

The rules stand in datapackage.json; Frictionless applies them, to the rows as `files` read them.
"""

from typing import Any

from frictionless import Package
from frictionless.exception import FrictionlessException

from lib.checks.files import PACKAGE
from lib.checks.finding import Finding
from lib.checks.registry import Rule, declare
from lib.checks.tables import NAMES, Data, Place, Table


def _rule(name: str, sentence: str, where: str = "*.csv:*") -> Rule:
    return declare(name, "structure", where, "error", sentence)


DESCRIPTOR = _rule("descriptor", "is not a valid data package: {}", f"{PACKAGE}:")
REQUIRED = _rule("required", "is empty, but must not be")
TYPE = _rule("type", "is not of the column's type: {}")
CONSTRAINT = _rule("constraint", "breaks a rule of datapackage.json: {}")
KEY = _rule("duplicate-key", "is a key that an earlier row has already")
FOREIGN_KEY = _rule("foreign-key", "refers to nothing: {}")
OTHER = _rule("other", "breaks a rule of Frictionless: {}", "*")

_RULES = {
    "type-error": TYPE,
    "constraint-error": CONSTRAINT,
    "unique-error": KEY,
    "primary-key": KEY,
    "foreign-key": FOREIGN_KEY,
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
    if data.package is None:
        return []
    # Its own message on a broken descriptor is better than what follows from the tables.
    try:
        report = Package.from_descriptor(_inline(data.package, data)).validate()
    except FrictionlessException as error:
        notes = [reason.message for reason in error.reasons] or [error.error.message]
        return [DESCRIPTOR.at(Place(PACKAGE, 0, "", "", note)) for note in notes]
    except Exception as error:  # a descriptor can be wrong in ways that Frictionless trips over
        return [DESCRIPTOR.at(Place(PACKAGE, 0, "", "", f"{type(error).__name__}: {error}"))]
    findings = [OTHER.at(Place(PACKAGE, 0, "", "", error.message)) for error in report.errors]
    for task in report.tasks:
        table = data.tables[task.name]
        findings += [_finding(table, error, data.package) for error in task.errors]
    return findings


def _inline(package: dict[str, Any], data: Data) -> dict[str, Any]:
    """The descriptor with the tables' rows in it, without tables that could not be read."""
    readable = {name: table for name, table in data.tables.items() if table.whole}
    lost = set(NAMES) - readable.keys()
    resources = []
    for resource in package["resources"]:
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
    return {**package, "resources": resources}


def _finding(table: Table, error: Any, package: dict[str, Any]) -> Finding:
    details = error.to_dict()
    row = table.rows[details["rowNumber"] - 2] if details.get("rowNumber", 0) > 1 else None
    columns = [details["fieldName"]] if "fieldName" in details else details.get("fieldNames", [])
    if error.type == "primary-key":
        resources = {resource["name"]: resource for resource in package["resources"]}
        key = resources[table.name]["schema"]["primaryKey"]
        columns = [key] if isinstance(key, str) else key
    rule, note = _RULES.get(error.type, OTHER), error.note or error.title
    if note.startswith('constraint "required"'):
        rule = REQUIRED
    value = ",".join(row[column] for column in columns) if row else ""
    line = row.line if row else 1
    return rule.at(Place(table.file, line, ",".join(columns), value, note))
