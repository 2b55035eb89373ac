"""What changed from one version of the data to the next: versions.csv and changes.csv.

A change is that of a row (added, withdrawn), of a cell of a row (corrected), or of a column or a
whole table (added, withdrawn; then without a row). What belongs to a row that came or went with it
is no change of its own: the translations of an added event and its citations, say.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from lib.facts.dataset import Dataset
from lib.facts.package import DESCRIPTOR, Package, Resource
from lib.language.i18n import N_
from lib.language.labels import LabelledEnum, labels

# The tables that tell of the versions are not compared: they are different in each.
TABLES = ("versions", "changes")
# The tables whose rows are parts of a record; their keys begin with its id.
_OF_RECORDS = ("events", "evidence")


class Kind(LabelledEnum):
    """What became of a row, a cell, a column or a table."""

    ADDED = "added", N_("Added")
    CORRECTED = "corrected", N_("Corrected")
    WITHDRAWN = "withdrawn", N_("Withdrawn")


KINDS = labels(Kind)


@dataclass(frozen=True, order=True)
class Change:
    """A change: `id` holds the row's key, its parts joined by “/”; "" of a column or table.

    `column` is that of the corrected cell, or the one that came or went; else "".
    """

    table: str
    id: str
    column: str
    change: str


def compare(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Change]:
    """What changed between two versions, in order; each is the files of a package by path."""
    before, after = (Package(json.loads(files[DESCRIPTOR])) for files in (old, new))
    found: list[Change] = []
    gone_or_new: dict[str, set[str]] = {}
    for name in dict.fromkeys((*after.tables, *before.tables)):
        if name in TABLES:
            continue
        if name not in before.tables or name not in after.tables:
            kind = Kind.ADDED if name in after.tables else Kind.WITHDRAWN
            found.append(Change(name, "", "", kind))
            continue
        one, other = before.tables[name], after.tables[name]
        changes = [*_columns(one, other), *_rows(one, other, old[one.path], new[other.path])]
        gone_or_new[name] = {c.id for c in changes if c.id and c.change != Kind.CORRECTED}
        found += [c for c in changes if not _follows(c, other, gone_or_new)]
    return sorted(found)


def _columns(before: Resource, after: Resource) -> Iterator[Change]:
    for column in after.columns:
        if column not in before.columns:
            yield Change(after.name, "", column, Kind.ADDED)
    for column in before.columns:
        if column not in after.columns:
            yield Change(after.name, "", column, Kind.WITHDRAWN)


def _rows(before: Resource, after: Resource, old: bytes, new: bytes) -> Iterator[Change]:
    earlier, later = _by_key(before, old), _by_key(after, new)
    for key, cells in later.items():
        if key not in earlier:
            yield Change(after.name, key, "", Kind.ADDED)
            continue
        for column, value in cells.items():
            if earlier[key].get(column, value) != value:
                yield Change(after.name, key, column, Kind.CORRECTED)
    for key in earlier.keys() - later.keys():
        yield Change(after.name, key, "", Kind.WITHDRAWN)


def _by_key(table: Resource, content: bytes) -> dict[str, dict[str, str]]:
    reader = csv.DictReader(io.StringIO(content.decode(), newline=""))
    return {"/".join(row[column] for column in table.key): row for row in reader}


def _follows(change: Change, table: Resource, gone_or_new: Mapping[str, set[str]]) -> bool:
    """Whether a row came or went with the row that it is a part of."""
    if not change.id or change.change == Kind.CORRECTED:
        return False
    original, dot, _ = table.name.partition(".")
    if dot and change.id in gone_or_new.get(original, ()):
        return True
    of_record = original in _OF_RECORDS and original != "events"
    return of_record and record_of(original, change.id) in gone_or_new.get("events", ())


def record_of(table: str, key: str) -> str:
    """The id of the record that a row is a part of; "" where it is a part of none."""
    return key.split("/")[0] if table.partition(".")[0] in _OF_RECORDS else ""


def with_records(changes: pd.DataFrame) -> pd.DataFrame:
    """The changes with a further column, `record`: see `record_of`."""
    pairs = zip(changes["table"], changes["id"], strict=True)
    return changes.assign(record=[record_of(table, key) for table, key in pairs])


def came(changes: pd.DataFrame) -> pd.Series:
    """Which of the changes are that a record came."""
    return (changes["table"] == "events") & (changes["change"] == Kind.ADDED)


def since(dataset: Dataset, version: str) -> pd.DataFrame:
    """The changes after a version, with `record`; raises KeyError for one that never was."""
    versions = [str(known) for known in dataset.versions.index]
    if version not in versions:
        raise KeyError(version)
    later = versions[versions.index(version) + 1 :]
    return with_records(dataset.changes[dataset.changes["version"].isin(later)])


def added_on(dataset: Dataset) -> dict[str, date]:
    """Each record's id -> the day of the version with which it came."""
    first = day(dataset.versions["date"].iloc[0]) if len(dataset.versions) else None
    known = {str(key): first or dataset.package.created for key in dataset.events.index}
    changes = dataset.changes
    new = changes[came(changes)]
    for key, text in zip(new["id"], new["date"], strict=True):
        if key:
            known[key] = day(text)
    return known


def changed_on(dataset: Dataset) -> dict[str, date]:
    """Each record's id -> the day of the version that last added or corrected anything of it."""
    known = added_on(dataset)
    changes = with_records(dataset.changes)
    for key, text in zip(changes["record"], changes["date"], strict=True):
        if key in known:
            known[key] = max(known[key], day(text))
    return known


def times_changed(dataset: Dataset) -> dict[str, int]:
    """Each record's id -> how many versions changed anything of it after it had come."""
    changes = with_records(dataset.changes)
    versions = (
        changes[~came(changes) & (changes["record"] != "")].groupby("record")["version"].nunique()
    )
    return {str(key): int(versions.get(key, 0)) for key in dataset.events.index}


def reason(change: object, dataset: Dataset, lang: str) -> str:
    """Why a row of `changes` (as a tuple with names) was made: its own reason, or its version's."""
    own = getattr(change, f"reason_{lang}")
    version = getattr(change, "version")  # noqa: B009
    return str(own or dataset.versions[f"summary_{lang}"].get(version, ""))


def reasons(changes: pd.DataFrame, dataset: Dataset, lang: str) -> tuple[str, ...]:
    """Why changes of one version were made: their own reasons; where none has any, its summary."""
    own = dict.fromkeys(text for text in changes[f"reason_{lang}"] if text)
    if own:
        return tuple(own)
    said = dataset.versions[f"summary_{lang}"]
    return tuple(said.get(version, "") for version in dict.fromkeys(changes["version"]))


def day(text: str) -> date:
    """The day in a cell."""
    return date.fromisoformat(text)
