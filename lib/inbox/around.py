"""The part of the data package that proposed rows have to do with, for the checks to look at.

All of it takes half a second to check; a form is checked often, beside readers who wait.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from lib.checks import Finding, check_data
from lib.checks.tables import Data, Row, Table
from lib.facts.dataset import Dataset
from lib.facts.localities import SIDES
from lib.inbox.files import Rows, table


@lru_cache(maxsize=4)
def whole(data: Dataset, today: date) -> Data:
    """The package as the checks look at it; it has passed them, so all of it could be read."""
    tables = {
        name: Table(
            resource,
            [*resource.columns],
            [Row(line, row) for line, row in enumerate(table(data, name).values(), start=2)],
        )
        for name, resource in data.package.tables.items()
    }
    return Data(today, dict(data.package.descriptor), data.package, tables)


@dataclass(frozen=True)
class _Near:
    """The ids of the rows of the package that proposed ones can have to do with."""

    events: frozenset[str]
    sources: frozenset[str]
    places: frozenset[str]


def around(data: Dataset, today: date, proposed: Rows) -> tuple[Data, frozenset[Finding]]:
    """The package with no other rows than those that proposed ones can have to do with.

    Rules that need all of it, such as those on boundaries, have nothing to look at. Beside it what
    the checks say of it as it is.
    """
    return _cut(data, today, _near(whole(data, today), proposed))


def _near(package: Data, proposed: Rows) -> _Near:
    events = proposed.get("events", []) + _events_of(package, proposed)
    units = {row[f"{side}_id"] for row in events for side in SIDES}
    units |= {row["parent_id"] for row in proposed.get("localities", [])} - {""}
    places: set[str] = set().union(*(package.places(unit) for unit in units))
    named = _named(events)
    near = [
        row
        for row in package["events"]
        if row["vn_id"] in places or row["jp_id"] in places or row["id"] in named
    ]
    keys = {row["id"] for row in near}
    units |= {row[f"{side}_id"] for row in near for side in SIDES}
    places = places.union(*(package.places(unit) for unit in units))
    cited = {row["source_id"] for row in package["evidence"] if row["event_id"] in keys}
    cited |= {
        row["source_id"] for row in package["successions"] if row["predecessor_id"] in places
    }
    cited |= {
        row["source_id"] for name in ("evidence", "successions") for row in proposed.get(name, [])
    }
    new = proposed.get("sources", [])
    publishers, urls = {row["publisher"] for row in new}, {row["url"] for row in new}
    sources = {
        row["id"]
        for row in package["sources"]
        if row["id"] in cited or row["publisher"] in publishers or row["url"] in urls
    }
    return _Near(frozenset(keys), frozenset(sources), frozenset(places))


# Who types is checked again and again beside the same rows.
@lru_cache(maxsize=64)
def _cut(data: Dataset, today: date, near: _Near) -> tuple[Data, frozenset[Finding]]:
    package = whole(data, today)
    of_events = [name for name in package.tables if name.partition(".")[0] in ("events", "evidence")]
    kept = {
        **dict.fromkeys(of_events, ("", near.events)),
        "sources": ("id", near.sources),
        "localities": ("id", near.places),
        "successions": ("predecessor_id", near.places),
    }
    tables = {}
    for name, each in package.tables.items():
        if name in ("kinds", "fields", "regions", "versions"):
            tables[name] = each
        else:
            column, keys = kept.get(name, ("", frozenset[str]()))
            key = column or each.resource.key[0]
            tables[name] = replace(each, rows=[row for row in each if row[key] in keys])
    cut = replace(package, tables=tables)
    return cut, frozenset(check_data(cut))


def _events_of(package: Data, proposed: Rows) -> list[dict[str, str]]:
    """The records that a new page is evidence of."""
    found = (package.row("events", row["event_id"]) for row in proposed.get("evidence", []))
    return [dict(row.cells) for row in found if row]


def _named(events: Iterable[dict[str, str]]) -> set[str]:
    named = (row[column].split(";") for row in events for column in ("renews", "replaces"))
    return {key for keys in named for key in keys} | {row["id"] for row in events}
