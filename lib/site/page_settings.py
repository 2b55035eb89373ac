"""What a page shows beside the filter: each of its settings in the URL, declared once.

Like the filter's values, a setting's are language-free, so that a link opens on what was shared.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from lib.counting.cooperation import Measure
from lib.counting.lanes import NUMBERS
from lib.counting.quality import GAPS
from lib.counting.upcoming import HORIZONS
from lib.facts import regions
from lib.facts.localities import COUNTRIES, SIDES
from lib.facts.perspective import Perspective
from lib.filter.parameters import CHOICES
from lib.style.map_style import Areas, Links

LISTS = ("links", *SIDES)
NUMBER, SHARE = "number", "share"


@dataclass(frozen=True)
class Setting:
    """A page parameter of one value; `default` holds where the URL has none.

    A default of None leaves it to the page.
    """

    options: Callable[[Perspective], Collection[str]]
    default: str | None = None


def _fixed(options: Iterable[object], default: object = None) -> Setting:
    known = {str(option) for option in options}
    return Setting(lambda _: known, None if default is None else str(default))


def _fields(dataset: Perspective) -> list[str]:
    return list(dataset.fields.index)


SETTINGS: dict[str, Setting] = {
    # The map: what colours tell, the list beside it, and the last year of a replay.
    "areas": _fixed(Areas, Areas.FOUND),
    "links": Setting(lambda dataset: [*Links, *_fields(dataset)], Links.FORMALITY.value),
    "list": _fixed(LISTS, LISTS[0]),
    "year": _fixed(range(1900, 2101)),
    # The timeline: whose lanes, how many, other events too, months ahead.
    "side": _fixed(SIDES),
    "lanes": _fixed(NUMBERS, 10),
    "other": _fixed((0, 1), 0),
    "months": _fixed(HORIZONS, 12),
    # The fields: what is counted, what cells show, companions of a field, regions and a cell.
    "counted": _fixed(Measure, Measure.DOCUMENTS),
    "cells": _fixed((NUMBER, SHARE), NUMBER),
    "with": Setting(_fields),
    "country": _fixed(COUNTRIES, next(iter(COUNTRIES))),
    "cell": Setting(CHOICES["field"].options),
    "region": Setting(lambda dataset: [*dataset.regions.table.index, regions.NO_REGION]),
    # The evidence: which list.
    "gap": _fixed(GAPS, next(iter(GAPS))),
}
