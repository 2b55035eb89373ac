"""data/README.md, the data dictionary, written from the data package: `python -m lib.dictionary`.

Columns, types, constraints and keys come from datapackage.json, counts and gaps from the tables.
Nothing in it depends on the day on which it is written.
"""

import json
from datetime import date
from pathlib import Path

from lib.dictionary import markdown
from lib.dictionary.counts import counts, known_gaps
from lib.dictionary.schema import Json, anchor, describe, diagram
from lib.facts import perspective
from lib.facts.dataset import DATA_FOLDER, Dataset, load_dataset
from lib.facts.perspective import Units

README = "README.md"


def readme(folder: Path = DATA_FOLDER) -> str:
    """The text of README.md for the data package in `folder`."""
    package: Json = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    loaded = load_dataset(folder)
    # Any day will do: what is counted here is the same on each.
    viewpoint = perspective.see(loaded, Units.SIGNED, date.fromisoformat(package["created"][:10]))
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
        *_tables_at_a_glance(loaded, tables, files),
        *counts(viewpoint),
        *known_gaps(viewpoint),
        *diagram(tables),
        *[line for table in tables for line in describe(table)],
        *_licence(package),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _tables_at_a_glance(loaded: Dataset, tables: list[Json], files: list[Json]) -> list[str]:
    rows = [
        (
            f"[{table['path']}](#{anchor(table['path'])})",
            len(loaded.files[table["path"]].splitlines()) - 1,
            table["description"],
        )
        for table in tables
    ]
    shapes = [
        (
            f"[{file['path']}]({file['path']})",
            len(loaded.boundaries[Path(file["path"]).stem]),
            file["description"],
        )
        for file in files
    ]
    return [
        "## Files",
        "",
        *markdown.table(("table", "rows", "what it holds"), rows),
        *markdown.table(("boundaries", "shapes", "what it holds"), shapes),
    ]


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


def write(folder: Path = DATA_FOLDER) -> None:
    """Write README.md anew."""
    (folder / README).write_text(readme(folder), encoding="utf-8", newline="\n")
