"""Which records a proposal may be about already."""

from dataclasses import dataclass

from lib.facts.dataset import Dataset
from lib.inbox.submission import Proposal


@dataclass(frozen=True)
class Likeness:
    """A record that is like a proposal: how much, 0 to 1, and why (messages to translate)."""

    event_id: str
    score: float
    reasons: tuple[str, ...]


def likely(data: Dataset, proposal: Proposal) -> list[Likeness]:
    """The records like it, the most alike first; none where nothing speaks for one."""
    raise NotImplementedError
