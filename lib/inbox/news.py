"""What a new version of the data package brings, and what it changes of the one before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lib.facts import history
from lib.facts.dataset import Dataset
from lib.facts.history import Change, Kind
from lib.facts.identifiers import in_order
from lib.upkeep.rows import Rows


@dataclass(frozen=True)
class Correction:
    """Why the rows of a record are changed: the reason by language, and the sources by id.

    `is_error` if what stood there was wrong, and not only overtaken or added to.
    """

    reason: Mapping[str, str]
    sources: Sequence[str] = ()
    is_error: bool = True


@dataclass(frozen=True)
class News:
    """What a new version brings: the rows, and per record that they change why."""

    rows: Rows
    corrections: Mapping[str, Correction] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """A version and the one before it: both data sets, what changed between them, and why."""

    before: Dataset
    after: Dataset
    changes: Sequence[Change]
    news: News
    day: date

    @property
    def added(self) -> list[str]:
        """The ids of the records that came."""
        return added(self.changes)

    @property
    def changed(self) -> list[str]:
        """The ids of the records of which anything changed or came."""
        return changed(self.changes)


def added(changes: Iterable[Change]) -> list[str]:
    """The ids of the records that came, in their order."""
    return in_order({c.id for c in changes if c.table == "events" and c.change == Kind.ADDED})


def changed(changes: Sequence[Change]) -> list[str]:
    """The ids of the records that were there, of which anything changed or came."""
    found = {history.record_of(c.table, c.id) for c in changes}
    return in_order(found - {*added(changes), ""})
