"""The archives of earlier versions, and changes.csv, which is written by comparing them.

When a new version is begun, the one before is archived from its own files (`archive`); then
`record` compares each version with the next, the last one being the files as they are. Reasons
stand in changes.csv itself, are written by hand, and stay when it is written anew.
"""

import csv
import io
from itertools import pairwise
from pathlib import Path

from lib.facts import archive as archives
from lib.facts import history
from lib.facts.dataset import ARCHIVES, Dataset, load_dataset
from lib.facts.history import Kind

_README = "README.md"
Row = dict[str, str]


def archive(folder: Path, data: Path) -> Path:
    """Archive the version whose files lie in `folder` in the data package in `data`."""
    dataset = load_dataset(folder)
    files = dict(dataset.files)
    if (folder / _README).exists():
        files[_README] = (folder / _README).read_bytes()
    path = data / ARCHIVES / f"{dataset.version}.zip"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(archives.pack(files, dataset.package.created))
    return path


def record(data: Path) -> list[Row]:
    """Write changes.csv anew; returns what the last version corrects or withdraws without a reason.

    Raises ValueError where a version of versions.csv is neither archived nor that of the files.
    """
    dataset = load_dataset(data)
    table = dataset.package.tables["changes"]
    rows = compared(dataset)
    text = io.StringIO()
    writer = csv.DictWriter(text, table.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (data / table.path).write_text(text.getvalue(), encoding="utf-8", newline="\n")
    reasons = [column for column in table.columns if column.startswith("reason_")]
    return [
        row
        for row in rows
        if row["version"] == dataset.version
        and row["change"] != Kind.ADDED
        and not all(row[column] for column in reasons)
    ]


def compared(dataset: Dataset) -> list[Row]:
    """The rows of changes.csv as they follow from the versions, with the reasons that it has."""
    columns = dataset.package.tables["changes"].columns
    key = ("version", "table", "id", "column")
    known: dict[tuple[str, ...], Row] = {
        tuple(str(row[c]) for c in key): {str(name): str(cell) for name, cell in row.items()}
        for row in dataset.changes.to_dict("records")
    }
    versions = [str(version) for version in dataset.versions.index]
    found = []
    for earlier, version in pairwise(versions):
        day = dataset.versions["date"][version]
        for each in history.compare(_files(dataset, earlier), _files(dataset, version)):
            row: Row = {
                **dict.fromkeys(columns, ""),
                **known.get((version, each.table, each.id, each.column), {}),
                **{"version": version, "date": day, "table": each.table, "id": each.id},
                **{"column": each.column, "change": each.change},
            }
            found.append(row)
    return found


def _files(dataset: Dataset, version: str) -> dict[str, bytes]:
    if version in dataset.archives:
        return archives.unpack(dataset.archives[version])
    if version != dataset.version:
        raise ValueError(f"{version} is not archived: python -m lib.upkeep archive FOLDER")
    return dict(dataset.files)
