"""What the schema says: each table with its columns, and the diagram of their keys."""

import re
from typing import Any

from lib.dictionary import markdown
from lib.facts.package import Resource

Json = dict[str, Any]


def describe(table: Resource) -> list[str]:
    """A table with its keys and columns."""
    keys = [f"Primary key: {markdown.code(table.key)}."]
    keys += [
        f"{markdown.code(key['fields'])} refers to "
        f"{markdown.code(f'{_target(table, key)}.{name}' for name in key['reference']['fields'])}."
        for key in _foreign_keys(table)
    ]
    return [
        f"## {table.path}",
        "",
        table.description["description"],
        "",
        *(f"- {key}" for key in keys),
        "",
        *markdown.table(
            ("column", "type", "constraints", "description"),
            [
                (f"`{field['name']}`", _type(field), _constraints(field), field["description"])
                for field in table.fields
            ],
        ),
    ]


def diagram(tables: list[Resource]) -> list[str]:
    """The foreign keys as an entity-relationship diagram in Mermaid."""
    lines = ["## How the tables hang together", "", "```mermaid", "erDiagram"]
    for table in tables:
        foreign = [name for key in _foreign_keys(table) for name in key["fields"]]
        lines.append(f'  {_entity(table.name)}["{table.name}"] {{')
        for field in table.fields:
            marks = [
                mark
                for mark, names in (("PK", table.key), ("FK", foreign))
                if field["name"] in names
            ]
            if marks:
                lines.append(f"    {field['type']} {field['name']} {', '.join(marks)}")
        lines.append("  }")
    for table in tables:
        required = {f["name"] for f in table.fields if f.get("constraints", {}).get("required")}
        for key in _foreign_keys(table):
            one = "||" if required.issuperset(key["fields"]) else "|o"
            many = "o|" if tuple(key["fields"]) == table.key else "o{"
            lines.append(
                f"  {_entity(_target(table, key))} {one}--{many} {_entity(table.name)} : "
                f'"{", ".join(key["fields"])}"'
            )
    lists = [f"`{table.name}.{column}`" for table in tables for column in table.of_type("list")]
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


def _foreign_keys(table: Resource) -> list[Json]:
    keys: list[Json] = table.description["schema"].get("foreignKeys", [])
    return keys


def _target(table: Resource, key: Json) -> str:
    """The table to which a foreign key refers; of one within a table, that table."""
    return str(key["reference"]["resource"] or table.name)


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
            texts.append(f"one of {markdown.code(value)}")
        else:
            texts.append(f"{name} `{value}`")
    return ", ".join(texts)


def _entity(name: str) -> str:
    return name.replace(".", "_")
