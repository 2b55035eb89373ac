"""The pages, each declared once: its file, address and texts, and what it shows beside the filter.

Like the filter's values, those of a setting are language-free, so that a link opens on what was
shared. Navigation, sitemap, the reading of addresses and the benchmark follow from `PAGES`.
"""

import logging
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from lib.counting.cooperation import Measure
from lib.counting.lanes import NUMBERS
from lib.counting.ordering import Order
from lib.counting.quality import ISSUES
from lib.counting.upcoming import HORIZONS
from lib.facts import regions
from lib.facts.localities import COUNTRIES, SIDES
from lib.facts.perspective import Perspective
from lib.filter import marks
from lib.filter.parameters import CHOICES
from lib.language.i18n import N_
from lib.site import config
from lib.style.map_style import Areas, Links

LOG = logging.getLogger("dashboard")
LISTS = ("links", *SIDES)
NUMBER, SHARE = "number", "share"
# So many rows of a list are on a page of it; more are not sent to a browser at once.
ROWS = 50
# What a contribution can be, the first of which is the most usual: see `lib.inbox.submission`.
WISHES = ("new", "correction", "source", "none", "ended")


@dataclass(frozen=True)
class Setting:
    """A parameter of a page in the URL, which takes at most `most` values.

    `default` holds where the URL has none; None leaves it to the page. Without `options` the page
    itself says what it does not know. `kept` if the setting stays when the filter changes.
    `private` if whoever has the value sees what it stands for: it is left out of all that is shown
    or handed on of an address, and engines are asked to pass over the page.
    """

    name: str
    options: Callable[[Perspective], Collection[str]] | None
    default: str | None = None
    kept: bool = True
    most: int = 1
    private: bool = False

    def takes(self, value: str, dataset: Perspective) -> bool:
        """Whether the setting can have this value. Options that cannot be told are none."""
        if self.options is None:
            return True
        try:
            return value in self.options(dataset)
        except Exception:
            LOG.exception("The options of “%s” could not be told", self.name)
            return False


def _fixed(name: str, options: Iterable[object], default: object = None) -> Setting:
    known = {str(option) for option in options}
    return Setting(name, lambda _: known, None if default is None else str(default))


def _fields(dataset: Perspective) -> list[str]:
    return list(dataset.fields.index)


def page_count(rows: int, each: int = ROWS) -> int:
    """How many pages a list of so many rows has, with `each` of them on a page."""
    return max(1, -(-rows // each))


def _page_numbers(dataset: Perspective) -> set[str]:
    return {str(number + 1) for number in range(page_count(len(dataset.events)))}


_RECORD = Setting("record", lambda dataset: dataset.events.index, kept=False)
_SORT = _fixed("sort", Order, Order.NEWEST)
_PAGE = Setting("page", _page_numbers, "1", kept=False)
# Lanes: of which side, how many, and whether with other events than signed documents.
_LANES = (_fixed("side", SIDES), _fixed("lanes", NUMBERS, 10), _fixed("other", (0, 1), 0))
_COUNTED = _fixed("counted", Measure, Measure.DOCUMENTS)


class Panel(StrEnum):
    """What can be opened below the map, in the order in which it stands there."""

    RECORDS = "records"
    SIGNINGS = "signings"
    LANES = "lanes"
    FIELDS = "fields"


@dataclass(frozen=True)
class Page:
    """A page: its file in pages/, its path, title, what it is for, and its settings.

    `filtered` if the filter stands above it, `counted` if the totals of the filtered records do,
    `beside` if its widgets stand beside it. `kept` if all that it shows follows from its address,
    the data and the questions of `lib.ui.again`, and nobody writes there: it is shared between
    visitors.
    `listed` tells whether menu and sitemap name it on this installation.
    """

    file: str
    path: str
    title: str
    purpose: str
    settings: tuple[Setting, ...] = ()
    filtered: bool = True
    counted: bool = True
    beside: bool = True
    kept: bool = False
    listed: Callable[[], bool] = lambda: True


PAGES = (
    Page(
        "overview.py",
        "",
        N_("Overview"),
        N_("What the data set says at a glance, and the latest signings."),
        kept=True,
    ),
    Page(
        "map.py",
        "map",
        N_("Map"),
        N_("Which provinces and prefectures are linked; click to filter."),
        (
            _fixed("areas", Areas, Areas.FOUND),
            Setting("links", lambda dataset: [*Links, *_fields(dataset)], Links.FORMALITY.value),
            _fixed("list", LISTS, LISTS[0]),
            # The last year that a replay shows.
            _fixed("year", range(1900, 2101)),
            replace(_fixed("open", Panel), most=len(Panel)),
            # What is marked, which a change of the filter may leave out.
            Setting("mark", marks.options),
            _SORT,
            _PAGE,
            *_LANES,
            _COUNTED,
        ),
        kept=True,
    ),
    Page(
        "timeline.py",
        "timeline",
        N_("Timeline"),
        N_("Signings over the years, a lane per locality, and what comes up next."),
        (
            _RECORD,
            *_LANES,
            _fixed("months", HORIZONS, 12),
        ),
        kept=True,
    ),
    Page(
        "locality.py",
        "locality",
        N_("Locality"),
        N_("One province, prefecture or city: its partners, documents and dates; to print."),
        (
            Setting("id", None),
            Setting("compare", lambda dataset: dataset.localities.index, most=3),
        ),
        counted=False,
        kept=True,
    ),
    Page(
        "fields.py",
        "fields",
        N_("Fields"),
        N_("What they cooperate in, how that changed, and in which regions."),
        (
            _COUNTED,
            _fixed("cells", (NUMBER, SHARE), NUMBER),
            # The field whose companions are shown.
            Setting("with", _fields),
            _fixed("country", COUNTRIES, next(iter(COUNTRIES))),
            # A cell of the table of regions: its field and its region.
            Setting("cell", CHOICES["field"].options),
            Setting("region", lambda dataset: [*dataset.regions.table.index, regions.NO_REGION]),
        ),
        kept=True,
    ),
    Page(
        "records.py",
        "records",
        N_("Records"),
        N_("All records of the current filter with their sources, and downloads."),
        (
            _RECORD,
            _SORT,
            _PAGE,
        ),
        kept=True,
    ),
    Page(
        "evidence.py",
        "evidence",
        N_("Evidence"),
        N_("What is least sure, so that others can help to confirm or correct it."),
        (_fixed("gap", ISSUES, next(iter(ISSUES))),),
        kept=True,
    ),
    Page(
        "about.py",
        "about",
        N_("About"),
        N_("Scope, method, counting rules, coverage, licence, and how to cite or correct."),
        filtered=False,
        counted=False,
        kept=True,
    ),
    Page(
        "contribute.py",
        "contribute",
        N_("Contribute"),
        N_("Tell of a fact, a correction or a source; a curator checks it before it is added."),
        (
            _fixed("wish", WISHES, WISHES[0]),
            _RECORD,
            # What a sender of before holds: see `lib.inbox.post`.
            Setting("receipt", None, kept=False, private=True),
        ),
        filtered=False,
        counted=False,
        beside=False,
        listed=lambda: config.in_use().inbox,
    ),
    Page(
        "curate.py",
        "curate",
        N_("Curate"),
        N_("What was sent in, for those who decide on it."),
        (Setting("item", None, kept=False, private=True),),
        filtered=False,
        counted=False,
        beside=False,
        # Those who may curate find it in the menu all the same.
        listed=lambda: False,
    ),
)
SETTINGS = {setting.name: setting for page in PAGES for setting in page.settings}


def page_at(path: str) -> Page:
    """The page at `path`; raises StopIteration if there is none."""
    return next(page for page in PAGES if page.path == path)
