"""What a click on a chart or the map names, and the filter that it leads to.

A click puts on the filter what it names; where just that was chosen already it takes it off.
"""

import math
from collections.abc import Container, Mapping
from datetime import MAXYEAR

from lib.facts.localities import SEPARATOR, SIDES, pair_ends, side_of
from lib.filter.filters import Filter
from lib.filter.parameters import ONLY_SIGNED

Values = Mapping[str, str]
# The sides of a unit, and of a link.
_ENDS = ([*SIDES][:1], [*SIDES][1:], [*SIDES])


def _is_selected(chosen: Filter, values: Values) -> bool:
    return all(chosen[name] == (value,) for name, value in values.items())


def _toggle(chosen: Filter, values: Values, on: bool) -> Filter:
    for name, value in values.items():
        chosen = chosen.with_(name, (value,) if on else ())
    return chosen


# --- The map --------------------------------------------------------------------------------------


def place(sent: object, known: Container[str]) -> str | None:
    """The unit or link that a browser names, if that is one: both its ends are `known`."""
    if not isinstance(sent, str):
        return None
    ends = sent.split(SEPARATOR)
    sides = [side_of(end) for end in ends]
    return sent if all(end in known for end in ends) and sides in _ENDS else None


def _ends(key: str) -> Values:
    return {side_of(end): end for end in (pair_ends(key) if SEPARATOR in key else (key,))}


def is_place_selected(chosen: Filter, key: str) -> bool:
    """Whether the filter asks for just this unit or link."""
    return _is_selected(chosen, _ends(key))


def toggle_place(chosen: Filter, key: str) -> Filter:
    """The filter after a click on a unit or link."""
    return _toggle(chosen, _ends(key), not is_place_selected(chosen, key))


# --- Charts ---------------------------------------------------------------------------------------


# What a browser sends can be anything; each of these reads one kind of it.


def codes(sent: object) -> tuple[str, ...]:
    """The codes behind the mark that was clicked, such as that of a field; none if it has none."""
    known = isinstance(sent, list) and all(isinstance(code, str) for code in sent)
    return tuple(sent) if known else ()


def bar(sent: object) -> tuple[int, str] | None:
    """The year and kind of the bar that was clicked; None if it is none."""
    match sent:
        case [int(year), str(kind)]:
            return year, kind
    return None


def span(sent: object) -> tuple[int, int] | None:
    """The first and the last year of a range that was drawn over bars; None if it holds none.

    A bar stands half a year to both sides of its year, and counts if the range touches its middle.
    """
    match sent:
        case [int() | float() as one, int() | float() as other] if math.isfinite(one + other):
            first, last = math.ceil(min(one, other)), math.floor(max(one, other))
            if 0 < first <= last <= MAXYEAR:
                return first, last
    return None


def choose_span(chosen: Filter, first: int, last: int) -> Filter:
    """The filter with a period of whole years."""
    return chosen.with_("from", (f"{first:04}",)).with_("to", (f"{last:04}",))


def is_field_selected(chosen: Filter, code: str) -> bool:
    """Whether the filter asks for just this field."""
    return _is_selected(chosen, {"field": code})


def toggle_field(chosen: Filter, code: str) -> Filter:
    """The filter after a click on a field."""
    return _toggle(chosen, {"field": code}, not is_field_selected(chosen, code))


def bar_values(year: int, kind: str) -> Values:
    """What asks for the documents of a year and kind."""
    return {"from": str(year), "to": str(year), "kind": kind, "only": ONLY_SIGNED}


def _bar(year: int, kind: str) -> Values:
    values = bar_values(year, kind)
    return {name: value for name, value in values.items() if name != "only"}


def is_bar_selected(chosen: Filter, year: int, kind: str) -> bool:
    """Whether the filter asks for just the documents of this year and kind."""
    return _is_selected(chosen, _bar(year, kind)) and bool(chosen["only"])


def toggle_bar(chosen: Filter, year: int, kind: str) -> Filter:
    """The filter after a click on a bar, which counts no documents that were only announced."""
    on = not is_bar_selected(chosen, year, kind)
    toggled = _toggle(chosen, _bar(year, kind), on)
    if not on:
        return toggled.without("only", ONLY_SIGNED)
    return toggled if chosen["only"] else toggled.with_("only", (ONLY_SIGNED,))
