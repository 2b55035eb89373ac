"""What a page shows beside the filter: each of its settings in the URL, declared once.

Like the filter's values, a setting's are language-free, so that a link opens on what was shared.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from lib.counting.cooperation import Measure
from lib.counting.lanes import NUMBERS, SIDES
from lib.counting.quality import GAPS
from lib.counting.upcoming import HORIZONS
from lib.facts import regions
from lib.facts.dataset import Catalogue
from lib.filter.parameters import CHOICES
from lib.site import store
from lib.style.map_style import Areas, Links

LISTS = ("links", *SIDES)
COUNTRIES = ("VN", "JP")
NUMBER, SHARE = "number", "share"


@dataclass(frozen=True)
class Setting:
    """A page parameter of one value; `default` holds where the URL has none.

    A default of None leaves it to the page.
    """

    options: Callable[[Catalogue], Collection[str]]
    default: str | None = None


def _fixed(options: Iterable[object], default: object = None) -> Setting:
    known = {str(option) for option in options}
    return Setting(lambda _: known, None if default is None else str(default))


def _fields(catalogue: Catalogue) -> list[str]:
    return list(catalogue.fields.index)


SETTINGS: dict[str, Setting] = {
    # The map: what colours tell, the list beside it, and the last year of a replay.
    "areas": _fixed(Areas, Areas.FOUND),
    "links": Setting(lambda catalogue: [*Links, *_fields(catalogue)], Links.FORMALITY.value),
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
    "country": _fixed(COUNTRIES, COUNTRIES[0]),
    "cell": Setting(CHOICES["field"].options),
    "region": Setting(
        lambda _: [*regions.load(store.data_folder()).table.index, regions.NO_REGION]
    ),
    # The evidence: which list.
    "gap": _fixed(GAPS, next(iter(GAPS))),
}
