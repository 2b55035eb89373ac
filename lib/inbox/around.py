"""The part of the data package that proposed rows have to do with, for the checks to look at.

All of it takes half a second to check; a form is checked often, beside readers who wait.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

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


def around(package: Data, proposed: Rows) -> Data:
    """The package with no other rows than those that proposed ones can have to do with.

    Rules that need all of it, such as those on boundaries, have nothing to look at.
    """
    events = proposed.get("events", []) + _events_of(package, proposed)
    units = {row[f"{side}_id"] for row in events for side in SIDES}
    units |= {row["parent_id"] for row in proposed.get("localities", [])} - {""}
    places: set[str] = set().union(*(package.places(unit) for unit in units))
    named = _named(events)
    near: list[Row] = [
        row
        for row in package["events"]
        if places & {row[f"{side}_id"] for side in SIDES} or row["id"] in named
    ]
    keys = {row["id"] for row in near}
    evidence = [row for row in package["evidence"] if row["event_id"] in keys]
    new = proposed.get("sources", [])
    units |= {row[f"{side}_id"] for row in near for side in SIDES}
    places = places.union(*(package.places(unit) for unit in units))
    successions = [row for row in package["successions"] if row["predecessor_id"] in places]
    cited = {row["source_id"] for row in [*evidence, *successions]}
    cited |= {
        row["source_id"] for name in ("evidence", "successions") for row in proposed.get(name, [])
    }
    publishers, urls = {row["publisher"] for row in new}, {row["url"] for row in new}
    sources = [
        row
        for row in package["sources"]
        if row["id"] in cited or row["publisher"] in publishers or row["url"] in urls
    ]
    kept: dict[str, list[Row]] = {
        "events": near,
        "evidence": evidence,
        "sources": sources,
        "localities": [row for row in package["localities"] if row["id"] in places],
        "successions": successions,
    }
    tables = {}
    for name, each in package.tables.items():
        original = name.partition(".")[0]
        if original in ("kinds", "fields", "regions", "versions"):
            tables[name] = each
        elif name in kept:
            tables[name] = replace(each, rows=kept[name])
        else:
            column = each.resource.key[0]
            rows_ = [r for r in each if original in ("events", "evidence") and r[column] in keys]
            tables[name] = replace(each, rows=rows_)
    return replace(package, tables=tables)


def _events_of(package: Data, proposed: Rows) -> list[dict[str, str]]:
    """The records that a new page is evidence of."""
    found = (package.row("events", row["event_id"]) for row in proposed.get("evidence", []))
    return [dict(row.cells) for row in found if row]


def _named(events: Iterable[dict[str, str]]) -> set[str]:
    named = (row[column].split(";") for row in events for column in ("renews", "replaces"))
    return {key for keys in named for key in keys} | {row["id"] for row in events}
