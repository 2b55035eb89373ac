"""The sender's side: to send, to look what became of it, to add to it, to withdraw it.

Raises `store.Unavailable` where the store cannot be asked.
"""

import base64
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.exc import IntegrityError

from lib.inbox import guard, records, store
from lib.inbox.rows import subject
from lib.inbox.states import OPEN, Act, By, Closed, Conflict, Standing, State, TooMany
from lib.inbox.submission import Proposal, text
from lib.inbox.tables import submissions
from lib.site import measures
from lib.site.store import BrokenData, dataset

FORM = "form"
# Shorter than what `draft_id` makes, a name could be guessed, and with it the private link.
_LEAST = 32


@dataclass(frozen=True)
class Sender:
    """Who sends. `address` is the network address, for limits alone and never stored.

    `key_id` is that of an office; None is the form. `client_id` is the sender's own name of what is
    sent, under which it is taken once: of the form what `draft_id` makes, None where it may come
    twice.
    """

    address: str
    key_id: int | None = None
    client_id: str | None = None


@dataclass(frozen=True)
class Receipt:
    """That a submission was taken: its number, and the token of the link where it stands.

    `repeated` if it had been sent before, else `at` the time. An office has no token: its key is
    one.
    """

    number: str
    token: str
    repeated: bool = False
    at: datetime | None = field(default=None, compare=False)


def draft_id() -> str:
    """A name for what is being written, which nobody else can guess: make one for each form."""
    return secrets.token_urlsafe(24)


@dataclass(frozen=True)
class _Named:
    """Under which names something is stored: sender and its own name, and its private link."""

    sender: str
    client_id: str | None
    token: str

    @property
    def condition(self) -> ColumnElement[bool]:
        same = submissions.c.client_id == self.client_id
        return (submissions.c.sender == self.sender) & same


def _named(sender: Sender) -> _Named:
    if sender.key_id is not None:
        return _Named(f"key:{sender.key_id}", sender.client_id, "")
    draft = sender.client_id or draft_id()
    if len(draft) < _LEAST:
        raise ValueError("a draft needs a name of draft_id()")
    # Both follow from the draft's name, and it from neither: a click that comes again gets the
    # same link, and whoever reads the store has no link.
    link = hashlib.sha256(f"link\0{draft}".encode()).digest()
    return _Named(
        FORM, records.digest("draft", draft), base64.urlsafe_b64encode(link[:24]).decode()
    )


def send(
    proposal: Proposal, sender: Sender, *, edition: str, judge: Callable[[], object] | None = None
) -> Receipt:
    """Take a proposal in; the same one of a sender's `client_id` once.

    `edition` is that of the data that the sender saw. `judge` is asked where the proposal is new
    and the sender may send, and raises what keeps it out: what was taken before needs no judgment,
    and today's data may see it otherwise. Raises TooMany, Conflict.
    """
    way = "form" if sender.key_id is None else "api"
    try:
        receipt = _taken_in(proposal, sender, edition, judge)
    except TooMany:
        measures.SUBMISSIONS.labels(way, "limited").inc()
        raise
    except store.Unavailable:
        measures.SUBMISSIONS.labels(way, "unavailable").inc()
        raise
    measures.SUBMISSIONS.labels(way, "repeated" if receipt.repeated else "taken").inc()
    return receipt


def _taken_in(
    proposal: Proposal, sender: Sender, edition: str, judge: Callable[[], object] | None
) -> Receipt:
    if repeated := before(proposal, sender):
        return repeated
    named, content = _named(sender), records.content(proposal)
    if judge is not None:
        guard.room(*_counted(sender))
        judge()
    guard.hit(*_counted(sender))
    if sender.key_id is None:
        guard.hit("everybody", "")
    values = _values(proposal, named, sender, edition) | {"content": content}
    try:
        with store.writing() as connection:
            added = insert(submissions).values(**values).returning(submissions.c.id)
            key = connection.execute(added).scalar_one()
            records.write(connection, key, named.sender, Act.SENT, proposal=proposal)
    except IntegrityError:
        # The same came by another way at the same moment.
        if repeated := before(proposal, sender):
            return repeated
        raise
    return Receipt(records.number(key), named.token, at=values["sent_at"])


def _counted(sender: Sender) -> tuple[str, str]:
    """Under which rate a sender is counted, and as whom."""
    return ("form", sender.address) if sender.key_id is None else ("key", f"key:{sender.key_id}")


def before(proposal: Proposal, sender: Sender) -> Receipt | None:
    """The receipt of what was sent under the same name before; raises Conflict if it was other."""
    named = _named(sender)
    if sender.client_id is None:
        return None
    asked = select(submissions.c.id, submissions.c.content).where(named.condition)
    with store.reading() as connection:
        row = connection.execute(asked).one_or_none()
    if row is None:
        return None
    if row.content != records.content(proposal):
        raise Conflict(records.number(row.id))
    return Receipt(records.number(row.id), named.token, repeated=True)


def _values(proposal: Proposal, named: _Named, sender: Sender, edition: str) -> dict[str, Any]:
    moment = records.now()
    return {
        "version": 1,
        "state": State.WAITING,
        "sender": named.sender,
        "key_id": sender.key_id,
        "client_id": named.client_id,
        "token": records.digest("token", named.token) if named.token else None,
        "edition": edition,
        "sent_at": moment,
        "changed_at": moment,
        "records": [],
        **_proposed(proposal, edition),
    }


def _proposed(proposal: Proposal, edition: str) -> dict[str, Any]:
    """The columns that follow from what is proposed."""
    try:
        about = subject(dataset(edition), proposal)
    except BrokenData:
        about = subject(None, proposal)
    return {
        "wish": proposal.wish,
        "lang": proposal.lang,
        "record": proposal.record,
        "proposal": records.stored(proposal),
        "contact": proposal.contact or None,
        **about,
    }


def _of(token: str) -> ColumnElement[bool]:
    return submissions.c.token == records.digest("token", token)


def standing(token: str) -> Standing:
    """How the submission of a token stands; raises Unknown."""
    with store.reading() as connection:
        return records.standing(connection, records.found(connection, _of(token)))


def add(token: str, text_: str = "", proposal: Proposal | None = None) -> Standing:
    """Add a message, or put a proposal in the place of the one sent; then it waits again.

    What a curator had made of the one before stays in the log. The same added again is there once.
    Raises Unknown, Closed once it is
    decided upon, TooMany, Refused where the message is no plain text.
    """
    message = text("message", text_)
    guard.hit("message", token)
    with store.writing() as connection:
        row = records.found(connection, _of(token), to_change=True)
        if row.state not in OPEN:
            raise Closed(State(row.state))
        last = records.said(connection, row.id)[-1:]
        said = [(each.by, each.text) for each in last] == [(By.SENDER, message)]
        values = {} if proposal is None else _proposed(proposal, row.edition)
        same = all(getattr(row, name) == value for name, value in values.items())
        if not same or (message and not said):
            if message and not said:
                records.say(connection, row.id, By.SENDER, message)
            edited = {} if same else {"edited": None}
            records.change(connection, row, state=State.WAITING, **values, **edited)
            new = None if same else proposal
            records.write(connection, row.id, row.sender, Act.ADDED, message, new)
        return records.standing(connection, records.found(connection, submissions.c.id == row.id))


def withdraw(token: str) -> Standing:
    """Take it back, and forget the contact; raises Unknown, and Closed where that is too late."""
    with store.writing() as connection:
        row = records.found(connection, _of(token), to_change=True)
        if row.state not in (*OPEN, State.ACCEPTED):
            raise Closed(State(row.state))
        taken = {"state": State.WITHDRAWN, "decided_at": records.now(), "contact": None}
        records.change(connection, row, **taken)
        records.write(connection, row.id, row.sender, Act.WITHDRAWN)
        return records.standing(connection, records.found(connection, submissions.c.id == row.id))


def of_key(key_id: int, before: str = "", most: int = 100) -> list[Standing]:
    """The submissions of an office, the latest first; `before` one of their numbers, if given."""
    asked = select(submissions).where(submissions.c.key_id == key_id)
    if before:
        asked = asked.where(submissions.c.id < records.key_of(before))
    asked = asked.order_by(submissions.c.id.desc()).limit(most)
    with store.reading() as connection:
        rows = connection.execute(asked).all()
        return [records.standing(connection, row) for row in rows]


def one_of_key(key_id: int, number: str) -> Standing:
    """One submission of an office; raises Unknown, also where it is another's."""
    where = (submissions.c.key_id == key_id) & (submissions.c.id == records.key_of(number))
    with store.reading() as connection:
        return records.standing(connection, records.found(connection, where))
