"""Do the units and what became of them fit together?"""

from collections.abc import Iterator
from datetime import timedelta

from lib.checks.registry import Cell, rules
from lib.checks.tables import CellRef, Data, is_province_level, span
from lib.facts.localities import COMMUNES, Level
from lib.facts.successions import CONTINUATIONS, Reason


def _dates(cell: Cell) -> bool:
    first, last = cell.date("valid_from"), cell.date("valid_to")
    return bool(first and last and last.last < first.first)


def _effective(cell: Cell) -> bool | str:
    predecessor = cell.refers_to("localities", "predecessor_id")
    if predecessor is None:
        return False
    last, first = span(predecessor["valid_to"]), cell.date("effective_date")
    if last and first:
        # Of dates known to the month or year: can the one be the day after the other?
        exact = last.precision == first.precision == "day"
        too_soon = exact and first.first <= last.last
        fits = last.first <= first.last and first.first <= last.last + timedelta(days=1)
        if fits and not too_soon:
            return False
    return predecessor["valid_to"] or "not given in localities.csv"


def _circle(cell: Cell) -> bool:
    seen, unit = {cell["predecessor_id"]}, cell.value
    while unit not in seen and (step := cell.data.row("successions", unit)):
        seen.add(unit)
        unit = step["successor_id"]
    return unit == cell["predecessor_id"]


def _exists(cell: Cell) -> bool | str:
    successor, when = cell.refers_to("localities", cell.column), cell.date("effective_date")
    if successor is None or when is None:
        return False
    first, last = span(successor["valid_from"]), span(successor["valid_to"])
    if first and when.last < first.first:
        return f"it begins on {first}"
    return bool(last and when.first > last.last) and f"it ends on {last}"


def _begins(data: Data) -> Iterator[CellRef]:
    for row in data["successions"]:
        successor, day = data.row("localities", row["successor_id"]), row["effective_date"]
        if successor and row["reason"] in CONTINUATIONS and successor["valid_from"] != day:
            yield data["localities"].at(successor, "valid_from", detail=day)


def _unexplained(data: Data) -> Iterator[CellRef]:
    begun = {row["successor_id"] for row in data["successions"] if row["reason"] in CONTINUATIONS}
    for row in data["localities"]:
        # Communes were made anew in 2025, of parts of many.
        if row["valid_from"] and row["id"] not in begun and row["level"] not in COMMUNES:
            yield data["localities"].at(row, "valid_from")


def _country(cell: Cell) -> bool:
    old = cell.refers_to("localities", "predecessor_id")
    new = cell.refers_to("localities", "successor_id")
    return old is not None and new is not None and old["country"] != new["country"]


def _reason(cell: Cell) -> bool | str:
    old = cell.refers_to("localities", "predecessor_id")
    new = cell.refers_to("localities", "successor_id")
    if old is None or new is None:
        return False
    levels, smaller = (old["level"], new["level"]), not is_province_level(old)
    fits = {
        Reason.MERGED: is_province_level(old) == is_province_level(new),
        Reason.BECAME_MUNICIPALITY: levels == (Level.PROVINCE, Level.MUNICIPALITY),
        Reason.RENAMED: levels[0] == levels[1],
        Reason.DISSOLVED_INTO: smaller and new["level"] == Level.MUNICIPALITY,
        Reason.DISTRICT_LEVEL_ABOLISHED: smaller and old["country"] == "VN",
    }
    known = {str(reason): verdict for reason, verdict in fits.items()}
    return not known.get(cell.value, True) and " → ".join(levels)


def _with_parent(cell: Cell) -> bool | str:
    """A smaller unit that ended together with its province, or in one that goes on."""
    unit = cell.refers_to("localities", "predecessor_id")
    if not unit or not unit["parent_id"] or cell["reason"] in (Reason.RENAMED, Reason.MERGED):
        return False
    parent = cell.data.row("successions", unit["parent_id"])
    moved = parent is not None and parent["effective_date"] <= cell["effective_date"]
    holder = parent["successor_id"] if parent and moved else unit["parent_id"]
    return cell.value != holder and holder


RULES = rules(
    "successions",
    judges={
        "unit-dates": _dates,
        "unit-without-successor": lambda cell: (
            bool(cell.value) and cell.refers_to("successions", "id") is None
        ),
        "succession-date": _effective,
        "succession-circle": _circle,
        "successor-exists": _exists,
        "succession-country": _country,
        "succession-reason": _reason,
        "successor-of-parent": _with_parent,
    },
    checks={
        "unit-before-predecessor": _begins,
        "beginning": _unexplained,
    },
)
