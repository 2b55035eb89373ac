"""What the schema says: each table with its columns, and the diagram of their keys."""

import re
from typing import Any

from lib.dictionary import markdown

Json = dict[str, Any]


def describe(table: Json) -> list[str]:
    """A table with its keys and columns."""
    schema = table["schema"]
    primary, _ = _keys(table)
    keys = [f"Primary key: {markdown.code(primary)}."]
    for key in schema.get("foreignKeys", []):
        target = key["reference"]["resource"] or table["name"]
        keys.append(
            f"{markdown.code(key['fields'])} refers to "
            f"{markdown.code(f'{target}.{name}' for name in key['reference']['fields'])}."
        )
    return [
        f"## {table['path']}",
        "",
        table["description"],
        "",
        *(f"- {key}" for key in keys),
        "",
        *markdown.table(
            ("column", "type", "constraints", "description"),
            [
                (f"`{field['name']}`", _type(field), _constraints(field), field["description"])
                for field in schema["fields"]
            ],
        ),
    ]


def diagram(tables: list[Json]) -> list[str]:
    """The foreign keys as an entity-relationship diagram in Mermaid."""
    lines = ["## How the tables hang together", "", "```mermaid", "erDiagram"]
    for table in tables:
        primary, foreign = _keys(table)
        lines.append(f'  {_entity(table["name"])}["{table["name"]}"] {{')
        for field in table["schema"]["fields"]:
            marks = [
                mark for mark, names in (("PK", primary), ("FK", foreign)) if field["name"] in names
            ]
            if marks:
                lines.append(f"    {field['type']} {field['name']} {', '.join(marks)}")
        lines.append("  }")
    for table in tables:
        primary, _ = _keys(table)
        required = {
            field["name"]
            for field in table["schema"]["fields"]
            if field.get("constraints", {}).get("required")
        }
        for key in table["schema"].get("foreignKeys", []):
            target = key["reference"]["resource"] or table["name"]
            one = "||" if required.issuperset(key["fields"]) else "|o"
            many = "o|" if key["fields"] == primary else "o{"
            lines.append(
                f"  {_entity(target)} {one}--{many} {_entity(table['name'])} : "
                f'"{", ".join(key["fields"])}"'
            )
    lists = [
        f"`{table['name']}.{field['name']}`"
        for table in tables
        for field in table["schema"]["fields"]
        if field["type"] == "list"
    ]
    return [
        *lines,
        "```",
        "",
        "Only key columns are drawn. Lists of identifiers or codes, which a schema cannot declare "
        f"as keys, stand in {' and '.join(lists)}; the program checks them like the others.",
        "",
    ]


def anchor(heading: str) -> str:
    """What a heading is linked by, as the usual renderers make it."""
    return re.sub(r"[^\w -]", "", heading).lower()


def _keys(table: Json) -> tuple[list[str], list[str]]:
    schema = table["schema"]
    foreign = [name for key in schema.get("foreignKeys", []) for name in key["fields"]]
    return list(schema["primaryKey"]), foreign


def _type(field: Json) -> str:
    if field["type"] == "list":
        return f"list of {field['itemType']}, separated by `{field['delimiter']}`"
    return str(field["type"])


def _constraints(field: Json) -> str:
    said = []
    for name, value in field.get("constraints", {}).items():
        if value is True:
            said.append(name)
        elif name == "enum":
            said.append(f"one of {markdown.code(value)}")
        else:
            said.append(f"{name} `{value}`")
    return ", ".join(said)


def _entity(name: str) -> str:
    return name.replace(".", "_")
