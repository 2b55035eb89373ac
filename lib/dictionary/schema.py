"""What the schema says: the columns and keys of each table, and the diagram of the keys."""

import re
from typing import Any

from lib.dictionary.markdown import code
from lib.facts.package import Resource

Json = dict[str, Any]


def columns(table: Resource) -> list[tuple[str, str, str, str]]:
    """Name, type, constraints and description of each column, as Markdown."""
    return [
        (f"`{field['name']}`", _type(field), _constraints(field), field["description"])
        for field in table.fields
    ]


def foreign_keys(table: Resource) -> list[Json]:
    """Each foreign key's `fields`, its `target` table and what it `references`: "localities.id"."""
    keys = []
    for key in table.description["schema"].get("foreignKeys", []):
        target = key["reference"]["resource"] or table.name
        references = [f"{target}.{name}" for name in key["reference"]["fields"]]
        keys.append({"fields": key["fields"], "target": target, "references": references})
    return keys


def diagram(tables: list[Resource]) -> list[str]:
    """The tables with their keys, as the lines of an entity-relationship diagram in Mermaid."""
    lines = []
    for table in tables:
        foreign = [name for key in foreign_keys(table) for name in key["fields"]]
        lines.append(f'  {_entity(table.name)}["{table.name}"] {{')
        for field in table.fields:
            keys = {"PK": table.key, "FK": foreign}
            marks = [mark for mark, names in keys.items() if field["name"] in names]
            if marks:
                lines.append(f"    {field['type']} {field['name']} {', '.join(marks)}")
        lines.append("  }")
    for table in tables:
        required = {f["name"] for f in table.fields if f.get("constraints", {}).get("required")}
        for key in foreign_keys(table):
            one = "||" if required.issuperset(key["fields"]) else "|o"
            many = "o|" if tuple(key["fields"]) == table.key else "o{"
            ends = f"{_entity(key['target'])} {one}--{many} {_entity(table.name)}"
            lines.append(f'  {ends} : "{", ".join(key["fields"])}"')
    return lines


def anchor(heading: str) -> str:
    """What a heading is linked by, as the usual renderers make it."""
    return re.sub(r"[^\w -]", "", heading).lower()


def _type(field: Json) -> str:
    if field["type"] == "list":
        return f"list of {field['itemType']}, separated by `{field['delimiter']}`"
    return str(field["type"])


def _constraints(field: Json) -> str:
    texts = []
    for name, value in field.get("constraints", {}).items():
        if value is True:
            texts.append(name)
        elif name == "enum":
            texts.append(f"one of {code(value)}")
        else:
            texts.append(f"{name} `{value}`")
    return ", ".join(texts)


def _entity(name: str) -> str:
    return name.replace(".", "_")
