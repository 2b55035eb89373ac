"""What every visitor shares: the data set, loaded and checked once, and its perspectives.

Everything that is kept between visitors is kept by the edition of the data: whoever was given one
is served from it to the end, also when another has been loaded since.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from threading import Lock

import pandas as pd
from cachetools import LRUCache, cached

from lib import checks
from lib.facts import perspective
from lib.facts.dataset import Dataset, load_dataset
from lib.facts.perspective import Perspective, Units
from lib.filter import filters, parameters
from lib.filter.filters import Filter
from lib.filter.index import FilterIndex
from lib.language import edtf
from lib.language.i18n import LANGUAGES, SOURCE
from lib.site import config, measures

LOG = logging.getLogger("dashboard")
_LIB = Path(__file__).parents[1]
# Rows of all the frames of events that are kept, about 1.5 kB each: some three hundred filters that
# leave all of today's events, three with a hundred times as many.
ROWS_KEPT = 150_000
# What a frame takes beside its rows, in rows: one of no row has 22 kB, and anybody can ask for as
# many of them as there are words.
_FRAME = 15
# The edition in use, and the one before it, for those who are still being served from it.
_EDITIONS = 2


class BrokenData(RuntimeError):
    """The data package did not pass its checks; the log says where."""


@dataclass(frozen=True)
class Viewpoint:
    """The viewpoint of a request: edition of the data, unit system and reference date."""

    edition: str
    units: Units
    day: date


class _Loaded:
    """The data sets by edition, and the one in use: None if nothing sound was read yet."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.folder: Path | None = None
        self.editions: dict[str, Dataset] = {}
        self.current: Dataset | None = None
        self.at = 0.0
        self.errors = 0


_loaded = _Loaded()


def load() -> Dataset | None:
    """The data set in use; None if it is broken, in which case each finding is in the log."""
    folder = config.in_use().data
    if folder != _loaded.folder:
        config.current()
        with _loaded.lock:
            if folder != _loaded.folder:
                _loaded.current = _read(folder)
                _loaded.folder = folder
    return _loaded.current


def reload(prepare: Callable[[str], None] | None = None) -> Dataset | None:
    """Read the folder anew and use what it holds; a broken folder leaves the edition in use.

    So does one that changes while it is read. `prepare` is called with the new edition before
    anybody is served from it. What is in use afterwards is returned.
    """
    with _loaded.lock:
        read = _read(config.current().data)
        if read is not None and read is not _loaded.current:
            for point in viewpoints(read.edition):
                index(point)
            if prepare is not None:
                prepare(read.edition)
            LOG.warning("Data version %s is served from now on", read.version)
            _loaded.current = read
        elif read is None and _loaded.current is not None:
            LOG.error("Data version %s stays in use", _loaded.current.version)
    return _loaded.current


def refused() -> int:
    """How many errors the folder had when it was read last; 0 if what it holds is in use."""
    return _loaded.errors


def state(folder: Path) -> tuple[tuple[object, ...], ...]:
    """What tells two states of a folder apart without reading them: files, sizes and times."""
    found = []
    for path in sorted(folder.rglob("*")):
        try:
            about = path.stat()
        except OSError:
            continue
        found.append((str(path), about.st_ino, about.st_size, about.st_mtime_ns))
    return tuple(found)


def _read(folder: Path) -> Dataset | None:
    before = state(folder)
    findings = checks.check(folder, config.today(SOURCE))
    for finding in findings:
        LOG.log(logging.ERROR if finding.severity == "error" else logging.WARNING, "%s", finding)
    _loaded.errors = len(checks.errors(findings))
    if _loaded.errors:
        measures.RELOADS.labels("refused").inc()
        LOG.error("%s: the data set could not be loaded, %d errors", folder, _loaded.errors)
        return None
    read = load_dataset(folder)
    if state(folder) != before:
        # What was read may be of two states, neither of which was checked.
        LOG.warning("%s: changed while it was read", folder)
        return _loaded.current
    _note(read)
    read = _loaded.editions.get(read.edition, read)
    # The one in use is the last, also where it is one of before that is back.
    others = [(name, data) for name, data in _loaded.editions.items() if name != read.edition]
    _loaded.editions = dict([*others, (read.edition, read)][-_EDITIONS:])
    return read


def loaded_at() -> float:
    """When the newest edition was loaded, in seconds since 1970; 0 if none was."""
    return _loaded.at


def _note(data: Dataset) -> None:
    """That a data set is in use from now on, for the figures."""
    _loaded.at = config.now().timestamp()
    measures.LOADED.set(_loaded.at)
    measures.RELOADS.labels("taken").inc()
    measures.EDITION.info({"version": data.version, "edition": data.edition})


def dataset(edition: str) -> Dataset:
    """The data set of an edition that is or was in use; raises BrokenData."""
    found = _loaded.editions.get(edition)
    if found is None:
        raise BrokenData
    return found


def viewpoint(units: Units, lang: str = SOURCE) -> Viewpoint:
    """The data in use, in a unit system, on today's day of a language's readers.

    Raises BrokenData.
    """
    data = load()
    if data is None:
        raise BrokenData
    return Viewpoint(data.edition, units, config.today(lang))


def viewpoints(edition: str) -> list[Viewpoint]:
    """The viewpoints of all who may come today, in each unit system and language."""
    points = (
        Viewpoint(edition, units, config.today(lang)) for units in Units for lang in LANGUAGES
    )
    return list(dict.fromkeys(points))


def versions() -> list[str]:
    """The versions of the data in use, the present one last; raises BrokenData."""
    data = load()
    if data is None:
        raise BrokenData
    return [*(str(v) for v in data.versions.index if v != data.version), data.version]


def warm() -> None:
    """Load and index the data set, so that no visitor waits for it.

    Many who come at once to a server that has just started would each work it out.
    """
    data = load()
    for point in viewpoints(data.edition) if data is not None else ():
        index(point)


# For some hours of each day it is tomorrow already in Japan: two days in two unit systems, and
# those of the edition or the day before.
@lru_cache(maxsize=8)
def index(viewpoint: Viewpoint) -> FilterIndex:
    """The data set from a viewpoint, indexed; raises BrokenData."""
    seen = perspective.see(dataset(viewpoint.edition), viewpoint.units, viewpoint.day)
    # Built here and not in the first visitor's run.
    _ = seen.event_text, seen.gazetteer, seen.top
    return parameters.index_of(seen)


def perspective_of(viewpoint: Viewpoint) -> Perspective:
    """The data set from a viewpoint; raises BrokenData."""
    return index(viewpoint).dataset


def _size(events: pd.DataFrame) -> int:
    return _FRAME + len(events)


@cached(LRUCache(ROWS_KEPT, getsizeof=_size), lock=Lock(), info=True)
def selected(viewpoint: Viewpoint, chosen: Filter) -> pd.DataFrame:
    """The events that a filter keeps; shared between visitors, so never to be changed."""
    return filters.select(chosen, index(viewpoint))


@lru_cache(maxsize=512)
def option_counts(viewpoint: Viewpoint, chosen: Filter) -> filters.OptionCounts:
    """What each option would leave, counted as it is asked for; shared between visitors."""
    return filters.OptionCounts(chosen, index(viewpoint))


@lru_cache(maxsize=8)
def last_modified(viewpoint: Viewpoint) -> datetime:
    """When an answer changed last (UTC): with the data version, or since as a term ended."""
    seen = perspective_of(viewpoint)
    days = [seen.package.created]
    ends = [edtf.parse(text).last for text in seen.events["valid_until"] if text]
    days += [end + timedelta(days=1) for end in ends]
    days += [edtf.parse(text).first for text in seen.successions["effective_date"]]
    days += seen.events["first"].dropna().dt.date.tolist()
    changed = max(day for day in days if day <= viewpoint.day)
    return config.beginning(changed)


@lru_cache(maxsize=4)
def release(edition: str) -> str:
    """A digest of the data and of the code that presents them: changes when an answer can."""
    digest = hashlib.sha256(edition.encode())
    texts = (file for end in ("py", "po", "html", "xml") for file in _LIB.rglob(f"*.{end}"))
    for file in sorted(texts):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()
