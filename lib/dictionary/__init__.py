"""data/README.md, the data dictionary, written from the data package: `python -m lib.dictionary`.

Its text is the template README.md.j2. Columns, types, constraints and keys come from
datapackage.json, counts and gaps from the tables. Nothing in it depends on the day on which it is
written.
"""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lib.counting import partnerships
from lib.dictionary import schema
from lib.dictionary.counts import counts, known_gaps
from lib.dictionary.markdown import code, table
from lib.facts import perspective
from lib.facts.dataset import DATA_FOLDER, Dataset, load_dataset
from lib.facts.documents import STATUS_RULES, Status
from lib.facts.perspective import DEFAULT_UNITS

README = "README.md"


def readme(folder: Path = DATA_FOLDER) -> str:
    """The text of README.md for the data package in `folder`."""
    return text(load_dataset(folder))


def text(dataset: Dataset) -> str:
    """The text of README.md for a data package that is loaded."""
    tables = dataset.package.tables.values()
    # Any day will do: what is counted here is the same on each.
    view = perspective.see(dataset, DEFAULT_UNITS, dataset.package.created)
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown
    )
    environment.globals.update(
        code=code, table=table, columns=schema.columns, foreign_keys=schema.foreign_keys
    )
    return environment.get_template(f"{README}.j2").render(
        package=dataset.package,
        totals=partnerships.totals(view.events),
        counts=counts(view),
        status_rules=STATUS_RULES,
        statuses=[(str(each), each.label, each.definition) for each in Status],
        gaps=known_gaps(view),
        diagram="\n".join(schema.diagram([*tables])),
        lists=[f"`{each.name}.{column}`" for each in tables for column in each.of_type("list")],
        **_files(dataset),
    )


def _files(dataset: Dataset) -> dict[str, list[tuple[object, ...]]]:
    """The tables with their numbers of rows, and the boundaries with those of their shapes."""
    files, package = dataset.files, dataset.package
    return {
        "files": [
            (
                f"[{each.path}](#{schema.anchor(each.path)})",
                len(files[each.path].splitlines()) - 1,
                each.description["description"],
            )
            for each in package.tables.values()
        ],
        "shapes": [
            (
                f"[{each.path}]({each.path})",
                len(dataset.boundaries[name]),
                each.description["description"],
            )
            for name, each in package.boundaries.items()
        ],
    }


def write(folder: Path = DATA_FOLDER) -> None:
    """Write README.md anew."""
    (folder / README).write_text(readme(folder), encoding="utf-8", newline="\n")
