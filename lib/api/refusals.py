"""Why values of a request are refused, for machines, and what could be given instead."""

from collections.abc import Mapping
from typing import Any

from lib.api import problems
from lib.api.problems import Problem
from lib.api.query_fields import BESIDE_THE_FILTER, Refusal, index_in
from lib.facts.perspective import DEFAULT_UNITS
from lib.filter.filters import REASONS
from lib.filter.parameters import CHOICES
from lib.language.quoting import printable
from lib.site import links

# So many options are listed in a problem document; of more it says where to look them up.
LISTED = 40

# What a page passes over, beside what it names to its reader.
_REASONS = {key: reason.detail for key, reason in REASONS.items()} | {
    "empty": "Given without anything to look for.",
    "missing": "There is nothing to draw without it.",
    "unreadable": "Holds a control character.",
    "bad_number": "Not a whole number in the range allowed.",
    "unknown_cursor": "No row of this table under this filter; take meta.next as it stands.",
    "bad_day": "Not a day such as 2026-01-13.",
    "bad_form": "Not of the form allowed.",
    "earlier": "Answers are made from the present data; an earlier version is kept whole.",
}


def refused(errors: list[dict[str, Any]]) -> Problem:
    """The problem that names every bad value."""
    named = ", ".join(dict.fromkeys(error["parameter"] for error in errors))
    return Problem(problems.BAD_PARAMETER, f"See errors: {named}.", {"errors": errors})


def entry(refusal: Refusal) -> dict[str, Any]:
    """An entry of `errors` in a problem document."""
    name, value, reason = refusal
    return {
        "parameter": printable(name, 40),
        "value": printable(value),
        "detail": _REASONS[reason],
    }


def told(errors: list[Any], order: list[str], names: list[str], base: str) -> Problem:
    """The problem for FastAPI's `errors`, in the order of the query.

    `names` are the parameters that the address takes, `base` is where the site is.
    """
    refusals: list[Refusal] = []
    for each in errors:
        unknown = (each["loc"][-1], "", "unknown_parameter")
        refusals += [unknown] if each["type"] == "extra_forbidden" else each["ctx"]["refusals"]
    refusals.sort(key=lambda each: (each[0] not in BESIDE_THE_FILTER, order.index(each[0])))
    return refused([{**entry(each), **_help(each, names, base)} for each in refusals])


def _help(refusal: Refusal, names: list[str], base: str) -> Mapping[str, Any]:
    """What can be given instead, or where that stands."""
    name, value, reason = refusal
    if reason == "unknown_parameter":
        return {"allowed": names}
    if reason == "earlier":
        return {"lookup": base + links.version(value)}
    if name in BESIDE_THE_FILTER and BESIDE_THE_FILTER[name].allowed:
        return {"allowed": BESIDE_THE_FILTER[name].allowed}
    if name in BESIDE_THE_FILTER:
        return {"lookup": base + links.table("localities", "json")}
    if name not in CHOICES:
        return {}
    options = list(index_in(DEFAULT_UNITS).columns[name])
    if len(options) <= LISTED:
        return {"allowed": options}
    return {"lookup": base + links.table("localities", "json")}
