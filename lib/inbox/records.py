"""Rows of the store and what they mean: submissions, their messages, and the log."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from lib.inbox.states import Act, By, Item, Message, Overtaken, Standing, State, Unknown
from lib.inbox.submission import Proposal, Wish
from lib.inbox.tables import log, messages, submissions

_NUMBER = re.compile(r"c(\d{4,9})", re.ASCII)


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def number(key: int) -> str:
    """The number of a submission, as its sender has it on the receipt: "c0012"."""
    return f"c{key:04d}"


def key_of(text: str) -> int:
    """The key of a submission's number; raises Unknown where it is none."""
    found = _NUMBER.fullmatch(text)
    if not found:
        raise Unknown(text)
    return int(found[1])


def digest(purpose: str, secret: str) -> str:
    """What is stored of a secret: SHA-256, in hex, other for each purpose.

    All secrets here are made by the program from 144 or more random bits, which nobody can try out;
    a slow digest is for passwords.
    """
    return hashlib.sha256(f"{purpose}\0{secret}".encode("utf-8", "replace")).hexdigest()


def stored(proposal: Proposal) -> dict[str, Any]:
    """A proposal as it is stored: without what is not given, and without the contact."""
    return proposal.model_dump(mode="json", exclude_defaults=True, exclude={"contact"})


def content(proposal: Proposal) -> str:
    """A digest of all that a proposal says."""
    said = proposal.model_dump(mode="json", exclude_defaults=True)
    return digest("content", json.dumps(said, sort_keys=True))


def proposal_of(kept: Mapping[str, Any]) -> Proposal:
    """A proposal as it was stored."""
    return Proposal.model_validate(kept)


def found(connection: Connection, where: Any, *, to_change: bool = False) -> Row[Any]:
    """The one submission that a condition names; raises Unknown. To be changed, it is locked."""
    asked = select(submissions).where(where)
    row = connection.execute(asked.with_for_update() if to_change else asked).one_or_none()
    if row is None:
        raise Unknown
    return row


def change(connection: Connection, row: Row[Any], **values: Any) -> int:
    """Change a submission that is locked; returns its new version."""
    moment = {"changed_at": now(), **values}
    connection.execute(
        update(submissions)
        .where(submissions.c.id == row.id)
        .values(version=row.version + 1, **moment)
    )
    return int(row.version) + 1


def write(
    connection: Connection,
    key: int | None,
    actor: str,
    act: Act,
    detail: str = "",
    proposal: Proposal | None = None,
) -> None:
    """Add to the log, with what is proposed from then on if the step changed that."""
    connection.execute(
        insert(log).values(
            submission_id=key,
            at=now(),
            actor=actor,
            act=act,
            detail=detail,
            proposal=proposal and stored(proposal),
        )
    )


def say(connection: Connection, key: int, by: By, text: str) -> None:
    """Add a message."""
    connection.execute(insert(messages).values(submission_id=key, at=now(), by=by, text=text))


def said(connection: Connection, key: int) -> tuple[Message, ...]:
    """The messages of a submission, the first one first."""
    asked = select(messages).where(messages.c.submission_id == key).order_by(messages.c.id)
    return tuple(Message(m.at, By(m.by), m.text) for m in connection.execute(asked))


def last_step(connection: Connection, key: int) -> Overtaken:
    """Who took the last step that changed a submission, as Overtaken."""
    beside = (Act.CLAIMED, Act.RELEASED, Act.FORGOTTEN)
    asked = (
        select(log)
        .where(log.c.submission_id == key, log.c.act.not_in(beside))
        .order_by(log.c.id.desc())
        .limit(1)
    )
    entry = connection.execute(asked).one()
    return Overtaken(entry.actor, entry.at, Act(entry.act))


def standing(connection: Connection, row: Row[Any]) -> Standing:
    """A submission as its sender sees it."""
    return Standing(
        number=number(row.id),
        state=State(row.state),
        proposal=proposal_of(row.proposal),
        sent_at=row.sent_at,
        changed_at=row.changed_at,
        messages=said(connection, row.id),
        reason=row.reason,
        records=tuple(row.records),
        version=row.published,
        client_id=row.client_id if row.key_id else "",
    )


def item(row: Row[Any]) -> Item:
    """A submission as the queue lists it."""
    return Item(
        number=number(row.id),
        version=row.version,
        state=State(row.state),
        wish=Wish(row.wish),
        vn_id=row.vn_id,
        jp_id=row.jp_id,
        record=row.record,
        kind=row.kind,
        title=row.title,
        lang=row.lang,
        sent_at=row.sent_at,
        changed_at=row.changed_at,
        claimed_by=row.claimed_by,
        claimed_at=row.claimed_at,
    )
