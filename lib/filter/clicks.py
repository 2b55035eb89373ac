"""What a click on a chart or the map names, and the filter that it leads to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lib.facts.localities import SEPARATOR, pair_ends
from lib.filter.filters import Filter
from lib.filter.parameters import ONLY_SIGNED


def object_id(selection: Mapping[str, Sequence[Mapping[str, object]]]) -> str | None:
    """The id of the unit or link that was clicked, from a selection's objects by layer."""
    for objects in selection.values():
        for found in objects:
            properties = found.get("properties")
            key = properties.get("id") if isinstance(properties, Mapping) else found.get("id")
            if isinstance(key, str):
                return key
    return None


def is_place_selected(chosen: Filter, key: str) -> bool:
    """Whether the filter asks for just this unit or link."""
    return all(chosen[side] == (end,) for side, end in _ends_by_side(key).items())


def toggle_place(chosen: Filter, key: str) -> Filter:
    """The filter after a click on a unit or link: on if it was off, off if it was on."""
    release = is_place_selected(chosen, key)
    for side, end in _ends_by_side(key).items():
        chosen = chosen.with_(side, () if release else (end,))
    return chosen


def _ends_by_side(key: str) -> dict[str, str]:
    ends = pair_ends(key) if SEPARATOR in key else (key,)
    return {"vn" if end.startswith("vn-") else "jp": end for end in ends}


def point_values(points: Iterable[Mapping[str, Any]]) -> tuple[str, ...] | None:
    """What stands behind the point that was clicked, from the `customdata` of a selection."""
    for point in points:
        told = point.get("customdata")
        values = told.values() if isinstance(told, Mapping) else told
        if isinstance(values, str):
            return (values,)
        if values:
            return tuple(str(value) for value in values)
    return None


def is_field_selected(chosen: Filter, code: str) -> bool:
    """Whether the filter asks for just this field."""
    return chosen["field"] == (code,)


def toggle_field(chosen: Filter, code: str) -> Filter:
    """The filter after a click on a field: on if it was off, off if it was on."""
    return chosen.with_("field", () if is_field_selected(chosen, code) else (code,))


def bar(selection: Mapping[str, object]) -> tuple[int, str] | None:
    """The year and kind of the bar that was clicked; None if there is none in the selection."""
    for point in _points(selection):
        match point.get("customdata"):
            case [int(year), str(kind)]:
                return year, kind
    return None


def record(selection: Mapping[str, object]) -> str | None:
    """The record of the mark that was clicked; None if there is none in the selection."""
    for point in _points(selection):
        match point.get("customdata"):
            case [str(record)] | str(record):
                return record
    return None


def _points(selection: Mapping[str, object]) -> list[Mapping[str, object]]:
    points = selection.get("points")
    return [p for p in points if isinstance(p, Mapping)] if isinstance(points, list) else []


def is_bar_selected(chosen: Filter, year: int, kind: str) -> bool:
    """Whether the filter asks for just the documents of this year and kind."""
    asked = tuple(chosen[name] for name in ("from", "to", "kind"))
    return asked == ((str(year),), (str(year),), (kind,)) and bool(chosen["only"])


def toggle_bar(chosen: Filter, year: int, kind: str) -> Filter:
    """The filter after a click on a bar: what it counts, or neither if that was chosen.

    A bar counts no documents that were only announced.
    """
    on = not is_bar_selected(chosen, year, kind)
    for name, value in (("from", str(year)), ("to", str(year)), ("kind", kind)):
        chosen = chosen.with_(name, (value,) if on else ())
    if on and not chosen["only"]:
        return chosen.with_("only", (ONLY_SIGNED,))
    return chosen if on else chosen.without("only", ONLY_SIGNED)
