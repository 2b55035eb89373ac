"""Do the units and what became of them fit together?"""

from collections.abc import Iterator
from datetime import timedelta

from lib.checks.registry import rule
from lib.checks.tables import CONTINUING, Data, Place, is_province_level, span


@rule("unit-dates", "localities.csv:valid_to", "error", "is a last day before the first day")
def _dates(data: Data) -> Iterator[Place]:
    for row in data["localities"]:
        first, last = span(row["valid_from"]), span(row["valid_to"])
        if first and last and last.last < first.first:
            yield data["localities"].at(row, "valid_to")


@rule(
    "unit-without-successor",
    "localities.csv:valid_to",
    "error",
    "is a last day, but successions.csv does not say what became of the unit",
)
def _lost(data: Data) -> Iterator[Place]:
    for row in data["localities"]:
        if row["valid_to"] and row["id"] not in data.successions:
            yield data["localities"].at(row, "valid_to")


@rule(
    "succession-date",
    "successions.csv:effective_date",
    "error",
    "is not the day after the predecessor's last day, which is {}",
)
def _effective(data: Data) -> Iterator[Place]:
    for row in data["successions"]:
        predecessor = data.localities.get(row["predecessor_id"])
        if predecessor is None:
            continue
        last, first = span(predecessor["valid_to"]), span(row["effective_date"])
        if last and first:
            if last.precision != "day" or first.precision != "day":
                fits = last.first <= first.last and first.first <= last.last + timedelta(days=1)
            else:
                fits = first.first == last.last + timedelta(days=1)
        if not last or not first or not fits:
            detail = predecessor["valid_to"] or "not given in localities.csv"
            yield data["successions"].at(row, "effective_date", detail=detail)


@rule("succession-circle", "successions.csv:successor_id", "error", "leads back to its predecessor")
def _circle(data: Data) -> Iterator[Place]:
    for row in data["successions"]:
        seen, unit = {row["predecessor_id"]}, row["successor_id"]
        while unit not in seen and unit in data.successions:
            seen.add(unit)
            unit = data.successions[unit]["successor_id"]
        if unit == row["predecessor_id"]:
            yield data["successions"].at(row, "successor_id")


@rule(
    "successor-exists",
    "successions.csv:successor_id",
    "error",
    "does not exist on the effective date: {}",
)
def _exists(data: Data) -> Iterator[Place]:
    for row in data["successions"]:
        successor, when = data.localities.get(row["successor_id"]), span(row["effective_date"])
        if successor is None or when is None:
            continue
        first, last = span(successor["valid_from"]), span(successor["valid_to"])
        if first and when.last < first.first:
            yield data["successions"].at(row, "successor_id", detail=f"it begins on {first}")
        elif last and when.first > last.last:
            yield data["successions"].at(row, "successor_id", detail=f"it ends on {last}")


@rule(
    "unit-before-predecessor",
    "localities.csv:valid_from",
    "error",
    "is not the day on which it took its new name or rank: {}",
)
def _begins(data: Data) -> Iterator[Place]:
    for row in data["successions"]:
        successor = data.localities.get(row["successor_id"])
        day = row["effective_date"]
        if successor and row["reason"] in CONTINUING and successor["valid_from"] != day:
            yield data["localities"].at(successor, "valid_from", detail=day)


@rule(
    "beginning", "localities.csv:valid_from", "error", "is a first day that no succession explains"
)
def _unexplained(data: Data) -> Iterator[Place]:
    begun = {row["successor_id"] for row in data["successions"] if row["reason"] in CONTINUING}
    for row in data["localities"]:
        if row["valid_from"] and row["id"] not in begun:
            yield data["localities"].at(row, "valid_from")


@rule("succession-country", "successions.csv:successor_id", "error", "lies in another country")
def _country(data: Data) -> Iterator[Place]:
    for row in data["successions"]:
        units = [data.localities.get(row[c]) for c in ("predecessor_id", "successor_id")]
        if units[0] and units[1] and units[0]["country"] != units[1]["country"]:
            yield data["successions"].at(row, "successor_id")


@rule("succession-reason", "successions.csv:reason", "error", "does not fit the levels: {}")
def _reason(data: Data) -> Iterator[Place]:
    for row in data["successions"]:
        old, new = (data.localities.get(row[c]) for c in ("predecessor_id", "successor_id"))
        if old is None or new is None:
            continue
        levels, smaller = (old["level"], new["level"]), not is_province_level(old)
        fits = {
            "merged": is_province_level(old) == is_province_level(new),
            "became_municipality": levels == ("province", "municipality"),
            "renamed": levels[0] == levels[1],
            "dissolved_into": smaller and new["level"] == "municipality",
            "district_level_abolished": smaller and old["country"] == "VN",
        }
        if not fits.get(row["reason"], True):
            yield data["successions"].at(row, "reason", detail=" → ".join(levels))


@rule(
    "successor-of-parent",
    "successions.csv:successor_id",
    "error",
    "is not where the unit's province went: {}",
)
def _with_parent(data: Data) -> Iterator[Place]:
    """A smaller unit that ended together with its province, or in one that goes on."""
    for row in data["successions"]:
        unit = data.localities.get(row["predecessor_id"])
        if unit is None or not unit["parent_id"] or row["reason"] in ("renamed", "merged"):
            continue
        parent = data.successions.get(unit["parent_id"])
        moved = parent is not None and parent["effective_date"] <= row["effective_date"]
        holder = parent["successor_id"] if parent and moved else unit["parent_id"]
        if row["successor_id"] != holder:
            yield data["successions"].at(row, "successor_id", detail=holder)
