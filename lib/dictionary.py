"""``python -m lib.dictionary``: writes data/README.md, the data dictionary, from the package.

Columns, types, constraints and keys come from datapackage.json, counts and gaps from the tables.
Nothing in it depends on the day on which it is written.
"""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from lib import catalogue, coverage, edtf, gaps, partnerships, perspective
from lib.catalogue import DATA, Catalogue
from lib.coverage import FOUND_LABELS, Found
from lib.evidence import GRADE_DEFINITIONS
from lib.gaps import GAPS
from lib.perspective import Units
from lib.vocabulary import SIGNATORIES, SOURCE_KINDS

README = "README.md"
Json = dict[str, Any]


def readme(folder: Path = DATA) -> str:
    """The text of README.md for the data package in `folder`."""
    package: Json = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    loaded = catalogue.load(folder)
    # Any day will do: what is counted here is the same on each.
    seen = perspective.see(loaded, Units.SIGNED, date.fromisoformat(package["created"][:10]))
    tables = [resource for resource in package["resources"] if "schema" in resource]
    files = [resource for resource in package["resources"] if "schema" not in resource]
    lines = [
        f"# {package['title']}: the data",
        "",
        "<!-- Written by `make readme-data` from datapackage.json and the tables. Do not edit. -->",
        "",
        package["description"],
        "",
        f"Version {package['version']} of {package['created'][:10]}. What changed: "
        "[CHANGES.md](CHANGES.md); corrected errors: [ERRATA.md](ERRATA.md). "
        "The tables are CSV in UTF-8, described by [datapackage.json](datapackage.json) (Data "
        "Package v2); an empty cell means that nothing is known or that it does not apply.",
        "",
        *_tables_at_a_glance(folder, tables, files),
        *_counts(seen),
        *_known_gaps(seen),
        *_diagram(tables),
        *[line for table in tables for line in _table(table)],
        *_licence(package),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _tables_at_a_glance(folder: Path, tables: list[Json], files: list[Json]) -> list[str]:
    rows = [
        (
            f"[{table['path']}](#{_anchor(table['path'])})",
            len(catalogue.read_table(folder, table["path"].removesuffix(".csv"))),
            table["description"],
        )
        for table in tables
    ]
    shapes = [
        (
            f"[{file['path']}]({file['path']})",
            len(json.loads((folder / file["path"]).read_text(encoding="utf-8"))["features"]),
            file["description"],
        )
        for file in files
    ]
    return [
        "## Files",
        "",
        *_markdown(("table", "rows", "what it holds"), rows),
        *_markdown(("boundaries", "shapes", "what it holds"), shapes),
    ]


def _counts(seen: Catalogue) -> list[str]:
    events = seen.events
    signed = events[events["signed"]]
    totals = partnerships.totals(events)
    kinds = [
        (
            code,
            kind["label_en"],
            "yes" if kind["signed"] else "no",
            kind["formality"],
            int((events["kind"] == code).sum()),
        )
        for code, kind in seen.kinds.iterrows()
    ]
    precision = [edtf.parse(text).precision if text else "none known" for text in events["date"]]
    return [
        "## Counts",
        "",
        f"{totals.records} events; {totals.documents} of them are signed documents (an event of a "
        "kind with `signed`, unless it was announced only), between "
        f"{totals.partnerships} pairs of localities: the partnerships. {totals.ties} more pairs "
        "have ties or activities only. The two are never added up.",
        "",
        *_markdown(("kind", "label", "signed document", "formality", "events"), kinds),
        *_two_counts("grade", GRADE_DEFINITIONS, events["grade"], signed["grade"]),
        *_two_counts("signatory", SIGNATORIES, events["signatory"], signed["signatory"]),
        *_markdown(
            ("date known to the", "events"),
            [(what, precision.count(what)) for what in ("day", "month", "year", "none known")],
        ),
        *_markdown(
            ("kind of source", "label", "pages", "citations that support"),
            [
                (kind, SOURCE_KINDS[str(kind)], row["pages"], row["citations"])
                for kind, row in coverage.sources_by_kind(seen).iterrows()
            ],
        ),
        *_markdown(
            ("country", "level", "localities"),
            [
                (*group, len(rows))
                for group, rows in seen.localities.groupby(["country", "level"], sort=True)
            ],
        ),
    ]


def _two_counts(
    name: str, meanings: dict[str, str], events: Iterable[str], signed: Iterable[str]
) -> list[str]:
    all_codes, signed_codes = list(events), list(signed)
    return _markdown(
        (name, "meaning", "events", "signed documents"),
        [
            (code, meaning, all_codes.count(code), signed_codes.count(code))
            for code, meaning in meanings.items()
        ],
    )


def _known_gaps(seen: Catalogue) -> list[str]:
    lines = [
        "## Known gaps",
        "",
        "Units for which no signed document was found, their cities and districts taken in. That "
        "none was found does not mean that none exists.",
        "",
    ]
    for country, what in (("VN", "63 units before 2025-07-01"), ("JP", "47 prefectures")):
        found = coverage.coverage(seen, country)
        for kind in (Found.TIES, Found.NONE):
            names = ", ".join(seen.name(key, "en") for key in found.found[kind])
            lines.append(
                f"- {country}, {FOUND_LABELS[kind].lower()} "
                f"({len(found.found[kind])} of the {what}): {names}."
            )
    counted = gaps.counts(seen.events, seen.evidence)
    return [
        *lines,
        "",
        "Events that need help; one can be counted in several rows:",
        "",
        *_markdown(
            ("list", "rule", "events"),
            [(gap.title, gap.rule, counted[code]) for code, gap in GAPS.items()],
        ),
    ]


def _diagram(tables: list[Json]) -> list[str]:
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


def _table(table: Json) -> list[str]:
    schema = table["schema"]
    primary, _ = _keys(table)
    keys = [f"Primary key: {_code(primary)}."]
    for key in schema.get("foreignKeys", []):
        target = key["reference"]["resource"] or table["name"]
        keys.append(
            f"{_code(key['fields'])} refers to "
            f"{_code(f'{target}.{name}' for name in key['reference']['fields'])}."
        )
    return [
        f"## {table['path']}",
        "",
        table["description"],
        "",
        *(f"- {key}" for key in keys),
        "",
        *_markdown(
            ("column", "type", "constraints", "description"),
            [
                (f"`{field['name']}`", _type(field), _constraints(field), field["description"])
                for field in schema["fields"]
            ],
        ),
    ]


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
            said.append(f"one of {_code(value)}")
        else:
            said.append(f"{name} `{value}`")
    return ", ".join(said)


def _licence(package: Json) -> list[str]:
    licences = [f"[{each['title']}]({each['path']})" for each in package["licenses"]]
    people = [each["title"] for each in package["contributors"]]
    return [
        "## Licence and credits",
        "",
        f"{' and '.join(licences)}, by {' and '.join(people)}. The pages that the sources name "
        "belong to their publishers; the tables hold facts from them, in our own words.",
        "",
        "Built with:",
        "",
        *(f"- [{source['title']}]({source['path']})" for source in package["sources"]),
    ]


def _markdown(head: Sequence[str], body: Iterable[Sequence[object]]) -> list[str]:
    rows = [head, ["---"] * len(head), *body]
    return [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows] + [""]


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _entity(name: str) -> str:
    return name.replace(".", "_")


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading).lower()


def main() -> None:
    """Write README.md anew."""
    (DATA / README).write_text(readme(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
