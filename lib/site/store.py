"""What every visitor shares: the data set, loaded and checked once per process."""

import logging
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

import pandas as pd

from lib import checks
from lib.facts import dataset, perspective
from lib.facts.perspective import Units
from lib.filter import filters, parameters
from lib.filter.index import FilterIndex

LOG = logging.getLogger("dashboard")


class BrokenData(RuntimeError):
    """The data package did not pass its checks; the log says where."""


@dataclass(frozen=True)
class Seen:
    """What a visitor sees the data through: whose units, and on which day."""

    units: Units
    today: date


def data_folder() -> Path:
    """The data package's folder: `data/`, or what VJ_DATA names."""
    return Path(os.environ.get("VJ_DATA") or dataset.DATA)


def today() -> date:
    """The day (UTC) on which status and anniversaries are told; VJ_TODAY sets it for tests."""
    fixed = os.environ.get("VJ_TODAY")
    return date.fromisoformat(fixed) if fixed else datetime.now(UTC).date()


@lru_cache(maxsize=1)
def load() -> dataset.Catalogue | None:
    """The data set; None if it is broken, in which case each finding is in the log."""
    folder = data_folder()
    findings = checks.check(folder, today())
    for finding in findings:
        LOG.log(logging.ERROR if finding.severity == "error" else logging.WARNING, "%s", finding)
    if errors := checks.errors(findings):
        LOG.error("%s: the data set could not be loaded, %d errors", folder, len(errors))
        return None
    return dataset.load(folder)


def warm() -> None:
    """Load and index the data set, so that no visitor waits for it.

    Many who come at once to a server that has just started would each work it out.
    """
    if load() is not None:
        for units in Units:
            index(Seen(units, today()))


def loaded() -> dataset.Catalogue:
    """The data set; raises BrokenData."""
    data = load()
    if data is None:
        raise BrokenData
    return data


@lru_cache(maxsize=4)
def index(seen: Seen) -> FilterIndex:
    """The data set as seen, indexed; raises BrokenData."""
    view = perspective.see(loaded(), seen.units, seen.today)
    # Built here and not in the first visitor's run.
    _ = view.event_text, view.gazetteer, view.top
    return parameters.index_of(view)


@lru_cache(maxsize=512)
def selected(seen: Seen, chosen: filters.Filter) -> pd.DataFrame:
    """The events that a filter keeps; shared between visitors, so never to be changed."""
    return filters.select(chosen, index(seen))


@lru_cache(maxsize=512)
def option_counts(seen: Seen, chosen: filters.Filter) -> dict[str, dict[str, int]]:
    """See `filters.option_counts`; shared between visitors."""
    return filters.option_counts(chosen, index(seen))
