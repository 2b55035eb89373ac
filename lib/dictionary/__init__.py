"""data/README.md, the data dictionary, written from the data package: `python -m lib.dictionary`.

Columns, types, constraints and keys come from datapackage.json, counts and gaps from the tables.
Nothing in it depends on the day on which it is written.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lib.dictionary import markdown
from lib.dictionary.counts import counts, known_gaps
from lib.dictionary.schema import anchor, describe, diagram
from lib.facts import perspective
from lib.facts.dataset import DATA_FOLDER, Dataset, load_dataset
from lib.facts.perspective import Units

README = "README.md"


def readme(folder: Path = DATA_FOLDER) -> str:
    """The text of README.md for the data package in `folder`."""
    dataset = load_dataset(folder)
    described, package = dataset.package, dataset.package.descriptor
    # Any day will do: what is counted here is the same on each.
    view = perspective.see(dataset, Units.SIGNED, described.created)
    tables = list(described.tables.values())
    lines = [
        f"# {package['title']}: the data",
        "",
        "<!-- Written by `make readme-data` from datapackage.json and the tables. Do not edit. -->",
        "",
        package["description"],
        "",
        f"Version {described.version} of {described.created}. What changed: "
        "[CHANGES.md](CHANGES.md); corrected errors: [ERRATA.md](ERRATA.md). "
        "The tables are CSV in UTF-8, described by [datapackage.json](datapackage.json) (Data "
        "Package v2); an empty cell means that nothing is known or that it does not apply.",
        "",
        *_files(dataset),
        *counts(view),
        *known_gaps(view),
        *diagram(tables),
        *[line for table in tables for line in describe(table)],
        *_licence(package),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _files(dataset: Dataset) -> list[str]:
    files, package = dataset.files, dataset.package
    rows = [
        (
            f"[{table.path}](#{anchor(table.path)})",
            len(files[table.path].splitlines()) - 1,
            table.description["description"],
        )
        for table in package.tables.values()
    ]
    shapes = [
        (
            f"[{file.path}]({file.path})",
            len(dataset.boundaries[name]),
            file.description["description"],
        )
        for name, file in package.boundaries.items()
    ]
    return [
        "## Files",
        "",
        *markdown.table(("table", "rows", "what it holds"), rows),
        *markdown.table(("boundaries", "shapes", "what it holds"), shapes),
    ]


def _licence(package: Mapping[str, Any]) -> list[str]:
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
