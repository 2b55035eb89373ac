"""Where a submission stands, what it is told of, and what keeps a step from being taken."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lib.inbox.submission import Proposal, Wish
from lib.language.i18n import N_
from lib.language.labels import LabelledEnum


class State(LabelledEnum):
    """From being sent to being part of the data."""

    WAITING = "waiting", N_("Waiting for a curator")
    ASKED = "asked", N_("A curator has a question")
    ACCEPTED = "accepted", N_("Accepted, not yet published")
    REJECTED = "rejected", N_("Not accepted")
    WITHDRAWN = "withdrawn", N_("Withdrawn")
    PUBLISHED = "published", N_("Published in the data")


# Those in which nobody has decided yet.
OPEN = (State.WAITING, State.ASKED)


class By(StrEnum):
    """Who wrote a message."""

    SENDER = "sender"
    CURATOR = "curator"


class Act(StrEnum):
    """The steps that the log knows."""

    SENT = "sent"
    ADDED = "added"
    WITHDRAWN = "withdrawn"
    CLAIMED = "claimed"
    RELEASED = "released"
    EDITED = "edited"
    ASKED = "asked"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REOPENED = "reopened"
    PUBLISHED = "published"
    FORGOTTEN = "forgotten"
    KEY_MADE = "key made"
    KEY_WITHDRAWN = "key withdrawn"


@dataclass(frozen=True)
class Message:
    """A message between a sender and the curators; `at` in UTC."""

    at: datetime
    by: By
    text: str


@dataclass(frozen=True)
class Standing:
    """How a submission stands, for its sender; times in UTC.

    `proposal` is as sent last, without the contact. `records` are the ids of the records that came
    of it, in the data of `version`; empty before it is published.
    """

    number: str
    state: State
    proposal: Proposal
    sent_at: datetime
    changed_at: datetime
    messages: tuple[Message, ...] = ()
    reason: str = ""
    records: tuple[str, ...] = ()
    version: str = ""
    client_id: str = ""


@dataclass(frozen=True)
class Item:
    """A submission as the queue lists it; times in UTC.

    `version` counts its changes; who changes it says which one was seen. `vn_id`, `jp_id`, `kind`
    and `title` are those of the proposal, or of the record that it is about; "" where it has none.
    """

    number: str
    version: int
    state: State
    wish: Wish
    vn_id: str
    jp_id: str
    record: str
    kind: str
    title: str
    lang: str
    sent_at: datetime
    changed_at: datetime
    claimed_by: str
    claimed_at: datetime | None

    @property
    def pair(self) -> tuple[str, str]:
        """Both localities as signed, "" where one is not named."""
        return self.vn_id, self.jp_id


@dataclass(frozen=True)
class Entry:
    """An entry of the log; `at` in UTC."""

    at: datetime
    actor: str
    act: Act
    detail: str


@dataclass(frozen=True)
class Full:
    """All that curators see of a submission.

    `proposal` is as sent, `edited` as a curator left it, None where nobody has. `edition` is that
    of the data when it was sent. `others` are the numbers of open or accepted submissions on the
    same record or pair.
    """

    item: Item
    proposal: Proposal
    edited: Proposal | None
    edition: str
    contact: str
    office: str
    reason: str
    messages: tuple[Message, ...]
    log: tuple[Entry, ...]
    others: tuple[str, ...]
    records: tuple[str, ...] = ()
    published: str = ""

    @property
    def current(self) -> Proposal:
        """What would be published: as a curator left it, else as sent."""
        return self.edited or self.proposal


class Unknown(LookupError):
    """There is no such submission."""


@dataclass
class Overtaken(Exception):
    """Somebody else changed the submission since it was looked at; nothing was changed now."""

    by: str
    at: datetime
    what: Act


@dataclass
class Closed(Exception):
    """The step cannot be taken in the state that the submission is in."""

    state: State


@dataclass
class TooMany(Exception):
    """More was sent than one may; it can be tried again after so many seconds."""

    seconds: int


class Conflict(ValueError):
    """The client has given its id to another submission before."""
