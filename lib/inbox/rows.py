"""The rows of the data package that a proposal would become."""

from collections.abc import Mapping
from dataclasses import dataclass

from lib.facts.dataset import Dataset
from lib.inbox.submission import Proposal

Rows = dict[str, list[dict[str, str]]]


@dataclass(frozen=True)
class Ids:
    """The identifiers that new rows get: the first free number of events and of sources."""

    event: int
    source: int


def subject(data: Dataset | None, proposal: Proposal) -> dict[str, str]:
    """What a proposal is about: vn_id, jp_id, kind and title, as it says or as its record has it.

    "" where neither says. The title is in the proposal's language.
    """
    event = proposal.event
    told = {name: event.get(name, "") for name in ("vn_id", "jp_id", "kind", "title")}
    if data is not None and proposal.record in data.events.index:
        record = data.event(proposal.record)
        own = {name: str(getattr(record, name)) for name in ("vn_id", "jp_id", "kind")}
        own["title"] = str(getattr(record, f"title_{proposal.lang}"))
        told = {name: value or own[name] for name, value in told.items()}
    return told


def next_ids(data: Dataset) -> Ids:
    """The first numbers that no version of the data ever used."""
    raise NotImplementedError


def rows(data: Dataset, proposal: Proposal, ids: Ids | None = None, *, fill: bool = False) -> Rows:
    """Table name -> rows that are added or, under a key that is there, changed; each whole.

    With `fill`, a text that is missing in a language stands there in the proposal's own, for what
    is only looked at.
    """
    raise NotImplementedError


def preview(data: Dataset, proposal: Proposal) -> tuple[Dataset, str]:
    """The package in memory with these rows, and the id of the record to draw; "" if none."""
    raise NotImplementedError


def applied(files: Mapping[str, bytes], data: Dataset, changed: Rows) -> dict[str, bytes]:
    """The package's files with these rows put in, each table in its order."""
    raise NotImplementedError
