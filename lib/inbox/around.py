"""The part of the data package that proposed rows have to do with, for the checks to look at.

All of it takes half a second to check; a form is checked often, beside readers who wait.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache

from lib.checks import Finding, check_data
from lib.checks.tables import Data, Row, Table, parts
from lib.facts.dataset import Dataset
from lib.facts.localities import SIDES
from lib.inbox.files import Rows, table
from lib.language.i18n import SOURCE

# Columns in which a record names others.
_FOLLOWS = ("renews", "replaces")


@lru_cache(maxsize=4)
def whole(data: Dataset, today: date) -> Data:
    """The package as the checks look at it; it has passed them, so all of it could be read."""
    tables = {
        name: Table(resource, [*resource.columns], [*table(data, name).values()])
        for name, resource in data.package.tables.items()
    }
    return Data(today, dict(data.package.descriptor), data.package, tables)


@dataclass(frozen=True)
class _Near:
    """The ids of the rows of the package that proposed ones can have to do with."""

    events: frozenset[str]
    sources: frozenset[str]
    places: frozenset[str]
    kinds: frozenset[str]
    fields: frozenset[str]


@dataclass
class _Index:
    """The rows of a package by what proposed ones can have in common with them."""

    package: Data
    _groups: dict[tuple[str, str], dict[str, list[Row]]] = field(default_factory=dict)

    def rows(self, name: str, column: str, value: str) -> list[Row]:
        """The rows of a table with a value in a column."""
        groups = self._groups.get((name, column))
        if groups is None:
            groups = {}
            for row in self.package[name]:
                groups.setdefault(row[column], []).append(row)
            self._groups[name, column] = groups
        return groups.get(value, [])

    @cached_property
    def of_pair(self) -> dict[tuple[str, str], list[str]]:
        """The records of each pair, under whatever names and ranks its places had."""
        found: dict[tuple[str, str], list[str]] = {}
        for row in self.package["events"]:
            found.setdefault(self.package.pair(row), []).append(row["id"])
        return found

    @cached_property
    def followers(self) -> dict[str, list[str]]:
        """Record -> those that name it as one that they follow."""
        found: dict[str, list[str]] = {}
        for row in self.package["events"]:
            for key in _named(row):
                found.setdefault(key, []).append(row["id"])
        return found


@lru_cache(maxsize=4)
def _index(data: Dataset, today: date) -> _Index:
    return _Index(whole(data, today))


@dataclass(frozen=True)
class Around:
    """The package with no other rows than those that proposed ones can have to do with.

    Rules that need all of it, such as those on boundaries, have nothing to look at.
    """

    data: Data

    @cached_property
    def before(self) -> frozenset[Finding]:
        """What the checks say of it as it is."""
        return frozenset(check_data(self.data))


def around(data: Dataset, today: date, proposed: Rows) -> Around:
    """What proposed rows have to do with."""
    return _cut(data, today, _near(_index(data, today), proposed))


def _near(index: _Index, proposed: Rows) -> _Near:
    package = index.package
    known = package["events"].by_id
    events = [known[key] for key in _events(index, proposed) if key in known]
    keys = frozenset(row["id"] for row in events)
    events += (Row(0, row) for row in proposed.get("events", []))
    units = {row[f"{side}_id"] for row in events for side in SIDES}
    units |= {row["parent_id"] for row in proposed.get("localities", [])}
    places = frozenset[str]().union(*(package.places(unit) for unit in units))
    return _Near(
        events=keys,
        sources=_sources(index, proposed, keys, places),
        places=places,
        kinds=frozenset(row["kind"] for row in events),
        fields=frozenset(code for row in events for code in parts(row["fields"])),
    )


def _sources(
    index: _Index, proposed: Rows, events: Iterable[str], places: Iterable[str]
) -> frozenset[str]:
    """The sources of these, those that are proposed, and what there is of the same publishers."""
    citing = [Row(0, row) for name in ("evidence", "successions") for row in proposed.get(name, [])]
    citing += [row for key in events for row in index.rows("evidence", "event_id", key)]
    citing += [row for key in places for row in index.rows("successions", "predecessor_id", key)]
    alike = (
        other["id"]
        for row in proposed.get("sources", [])
        for column in ("publisher", "url")
        for other in index.rows("sources", column, row[column])
    )
    return frozenset((*alike, *(row["source_id"] for row in citing)))


def _events(index: _Index, proposed: Rows) -> set[str]:
    """The records that proposed rows are of, and the others that a rule looks at beside these.

    Those of the same pair, those that one of them follows, and the first ones of a text that is
    proposed. Of a record that changes also those beside which it was.
    """
    keys = {row["id"] for row in proposed.get("events", [])}
    keys |= {row["event_id"] for row in proposed.get("evidence", [])}
    known = index.package["events"].by_id
    beside = [Row(0, row) for row in proposed.get("events", [])]
    beside += [known[key] for key in keys if key in known]
    for row in beside:
        keys.update(_named(row), index.followers.get(row["id"], ()))
        keys.update(index.of_pair.get(index.package.pair(row), ()))
    for name, rows in proposed.items():
        original, _, lang = name.partition(".")
        if original == "events" and lang not in ("", SOURCE):
            for row_ in rows:
                for column in index.package.package.texts(original):
                    if row_[column]:
                        found = index.rows(name, column, row_[column])
                        keys.update(each["id"] for each in found[:1])
    return keys


# Who types is checked again and again beside the same rows.
@lru_cache(maxsize=64)
def _cut(data: Dataset, today: date, near: _Near) -> Around:
    index = _index(data, today)
    tables = {}
    for name, each in index.package.tables.items():
        original = name.partition(".")[0]
        column, keys = {
            "events": ("id", near.events),
            "evidence": ("event_id", near.events),
            "sources": ("id", near.sources),
            "localities": ("id", near.places),
            "successions": ("predecessor_id", near.places),
            "kinds": ("code", near.kinds),
            "fields": ("code", near.fields),
        }.get(original, ("", frozenset[str]()))
        found = (row for key in keys for row in index.rows(name, column, key))
        # The last version is compared with that of the package.
        kept = each.rows if name == "versions" else sorted(found, key=lambda row: row.line)
        tables[name] = replace(each, rows=kept)
    return Around(replace(index.package, tables=tables))


def _named(row: Row) -> Iterable[str]:
    """The records that one names as those that it follows."""
    return (key for column in _FOLLOWS for key in parts(row[column]))
