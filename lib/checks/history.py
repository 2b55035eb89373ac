"""Do versions, changes and links fit each other and the tables that they speak of?"""

from collections.abc import Iterator

from lib.checks.registry import Cell, rules
from lib.checks.tables import CellRef, Data, Row
from lib.facts.package import version_key

_REACHED = ("alive", "moved")


def _in_order(data: Data) -> list[Row]:
    return sorted(data["versions"], key=lambda row: version_key(row["version"]))


def _last_version(data: Data) -> Iterator[CellRef]:
    last, expected = _in_order(data)[-1], (data.descriptor or {}).get("version")
    if isinstance(expected, str) and last["version"] != expected:
        yield data["versions"].at(last, "version", detail=expected)


def _dates(data: Data) -> Iterator[CellRef]:
    before = ""
    for row in _in_order(data):
        if row["date"] < before:
            yield data["versions"].at(row, "date", detail=f"the version before is of {before}")
        before = max(before, row["date"])
    for row in data["changes"]:
        version = data["versions"].by_id.get(row["version"])
        if version and row["date"] != version["date"]:
            detail = f"{row['version']} is of {version['date']}"
            yield data["changes"].at(row, "date", detail=detail)


def _seen(cell: Cell) -> bool | str:
    checked, seen = cell.date("checked"), cell.date("last_seen")
    if seen and checked and seen.first > checked.last:
        return f"it was last asked on {checked}"
    return cell["status"] in _REACHED and seen != checked and f"it answered on {checked}"


def _nothing(data: Data) -> Iterator[CellRef]:
    """Changes of a row, column or table that neither is there nor was withdrawn."""
    changes = data["changes"]
    withdrawn = {(r["table"], r["id"], r["column"]) for r in changes if r["change"] == "withdrawn"}
    keys: dict[str, set[str]] = {}

    def lacking(row: Row) -> tuple[str, str] | None:
        name, key, column = row["table"], row["id"], row["column"]
        if row["change"] == "corrected" and not (key and column):
            return ("column" if key else "id"), "a corrected cell has a row and a column"
        if name not in data.package.tables:
            return None if (name, "", "") in withdrawn else ("table", "there is no such table")
        known = data.package.tables[name].columns
        if column and column not in known and (name, "", column) not in withdrawn:
            return "column", f"{name} has no such column"
        if not key or (name, key, "") in withdrawn:
            return None
        if name not in keys:
            keys[name] = {"/".join(parts) for parts in data[name].by(*data[name].resource.key)}
        return None if key in keys[name] else ("id", f"{name} has no such row")

    for row in changes:
        if place := lacking(row):
            yield changes.at(row, place[0], detail=place[1])


RULES = rules(
    "history",
    judges={"seen": _seen},
    checks={
        "version-of-package": _last_version,
        "version-date": _dates,
        "change-of-nothing": _nothing,
    },
)
