"""The curators' side: the queue, one submission with all that is known, and what is decided.

Each step names the version that the curator saw and returns the new one; it raises Overtaken where
another step came in between, Unknown, Closed, and `store.Unavailable`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, or_, select, update

from lib.inbox import records, store
from lib.inbox.batch import Submission
from lib.inbox.problem import Refused, problem
from lib.inbox.states import OPEN, Act, By, Closed, Entry, Full, Item, Overtaken, State
from lib.inbox.submission import Proposal, Wish, text
from lib.inbox.tables import keys, log, submissions
from lib.language.i18n import N_

# For so long others are told that somebody is at it.
CLAIM = timedelta(minutes=30)
_NOT_EMPTY = N_("Please fill this in.")


@dataclass(frozen=True)
class Asked:
    """Which submissions are asked for; what is empty asks for nothing.

    `places` are ids of localities; one takes in the places within it.
    """

    states: tuple[State, ...] = OPEN
    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    wishes: tuple[Wish, ...] = ()
    langs: tuple[str, ...] = ()
    sent_before: datetime | None = None
    most: int = 500


def queue(asked: Asked) -> list[Item]:
    """The submissions that are asked for, the one sent first at the top."""
    columns = submissions.c
    listed = {
        columns.state: asked.states,
        columns.kind: asked.kinds,
        columns.wish: asked.wishes,
        columns.lang: asked.langs,
    }
    query = select(submissions).where(*(c.in_(values) for c, values in listed.items() if values))
    if asked.places:
        query = query.where(or_(*(_in(place) for place in asked.places)))
    if asked.sent_before:
        query = query.where(columns.sent_at < asked.sent_before)
    query = query.order_by(columns.sent_at, columns.id).limit(asked.most)
    with store.reading() as connection:
        return [records.item(row) for row in connection.execute(query)]


def _in(place: str) -> ColumnElement[bool]:
    within = f"{place}."
    ends = (submissions.c.vn_id, submissions.c.jp_id)
    return or_(*((end == place) | end.startswith(within, autoescape=True) for end in ends))


def counts() -> dict[State, int]:
    """How many submissions are in each state."""
    query = select(submissions.c.state, func.count()).group_by(submissions.c.state)
    with store.reading() as connection:
        found = {row[0]: row[1] for row in connection.execute(query)}
    return {state: int(found.get(state, 0)) for state in State}


def item(number: str) -> Full:
    """All of a submission."""
    with store.reading() as connection:
        return _full(connection, _found(connection, number))


def accepted() -> tuple[Submission, ...]:
    """What the next version of the data takes in, in the order in which it was sent."""
    query = select(submissions).where(submissions.c.state == State.ACCEPTED)
    with store.reading() as connection:
        return tuple(
            Submission(
                records.number(row.id), row.version, records.proposal_of(row.edited or row.proposal)
            )
            for row in connection.execute(query.order_by(submissions.c.id))
        )


def _full(connection: Connection, row: Row[Any]) -> Full:
    entries = select(log).where(log.c.submission_id == row.id).order_by(log.c.id)
    office = select(keys.c.name).where(keys.c.id == row.key_id)
    return Full(
        item=records.item(row),
        proposal=records.proposal_of(row.proposal),
        edited=records.proposal_of(row.edited) if row.edited else None,
        edition=row.edition,
        contact=row.contact or "",
        office=connection.execute(office).scalar() or "",
        reason=row.reason,
        messages=records.said(connection, row.id),
        log=tuple(
            Entry(each.at, each.actor, Act(each.act), each.detail)
            for each in connection.execute(entries)
        ),
        others=_others(connection, row),
        records=tuple(row.records),
        published=row.published,
    )


def _others(connection: Connection, row: Row[Any]) -> tuple[str, ...]:
    """The numbers of others on the same record or pair that may still become part of the data."""
    columns = submissions.c
    same = []
    if row.record:
        same.append(columns.record == row.record)
    if row.vn_id and row.jp_id:
        same.append((columns.vn_id == row.vn_id) & (columns.jp_id == row.jp_id))
    if not same:
        return ()
    query = select(columns.id).where(
        or_(*same), columns.id != row.id, columns.state.in_((*OPEN, State.ACCEPTED))
    )
    return tuple(map(records.number, connection.execute(query.order_by(columns.id)).scalars()))


def _found(connection: Connection, number: str, *, to_change: bool = False) -> Row[Any]:
    key = records.key_of(number)
    return records.found(connection, submissions.c.id == key, to_change=to_change)


def _seen(connection: Connection, number: str, version: int, within: Collection[State]) -> Row[Any]:
    """The submission, locked, as the curator saw it and in one of some states."""
    row = _found(connection, number, to_change=True)
    if row.version != version:
        raise records.last_step(connection, row.id)
    if row.state not in within:
        raise Closed(State(row.state))
    return row


def edit(number: str, version: int, proposal: Proposal, curator: str) -> int:
    """Put what a curator made of it beside what was sent, whose contact stays."""
    with store.writing() as connection:
        row = _seen(connection, number, version, (*OPEN, State.ACCEPTED))
        new = records.change(connection, row, edited=records.stored(proposal))
        records.write(connection, row.id, curator, Act.EDITED, proposal=proposal)
        return new


def accept(number: str, version: int, curator: str) -> int:
    """Let it be part of the next version of the data."""
    with store.writing() as connection:
        row = _seen(connection, number, version, OPEN)
        new = records.change(
            connection, row, state=State.ACCEPTED, decided_at=records.now(), reason=""
        )
        records.write(connection, row.id, curator, Act.ACCEPTED)
        return new


def ask(number: str, version: int, text_: str, curator: str) -> int:
    """Ask its sender; raises Refused where the text is none."""
    message = _needed("message", text_)
    with store.writing() as connection:
        row = _seen(connection, number, version, OPEN)
        new = records.change(connection, row, state=State.ASKED)
        records.say(connection, row.id, By.CURATOR, message)
        records.write(connection, row.id, curator, Act.ASKED, message)
        return new


def reject(number: str, version: int, reason: str, curator: str) -> int:
    """Do not take it, with a reason that its sender reads; raises Refused where that is none."""
    why = _needed("message", reason)
    with store.writing() as connection:
        row = _seen(connection, number, version, (*OPEN, State.ACCEPTED))
        new = records.change(
            connection, row, state=State.REJECTED, decided_at=records.now(), reason=why
        )
        records.write(connection, row.id, curator, Act.REJECTED, why)
        return new


def _needed(field: str, given: str) -> str:
    read = text(field, given)
    if not read:
        raise Refused([problem(field, "", _NOT_EMPTY)])
    return read


def reopen(number: str, version: int, curator: str) -> int:
    """Take back what was decided, so that it waits again."""
    with store.writing() as connection:
        row = _seen(connection, number, version, (State.ACCEPTED, State.REJECTED))
        new = records.change(connection, row, state=State.WAITING, decided_at=None, reason="")
        records.write(connection, row.id, curator, Act.REOPENED)
        return new


def claim(number: str, curator: str) -> int:
    """Say that one is at it, so that others take another; it keeps nobody from deciding.

    Raises Overtaken where another curator said so within the last half hour. The version stays.
    """
    moment = records.now()
    with store.writing() as connection:
        row = _found(connection, number, to_change=True)
        held = row.claimed_at and moment - row.claimed_at < CLAIM
        if held and row.claimed_by != curator:
            raise Overtaken(row.claimed_by, row.claimed_at, Act.CLAIMED)
        if not held:
            records.write(connection, row.id, curator, Act.CLAIMED)
        _claimed(connection, row, curator, moment)
        return int(row.version)


def release(number: str, curator: str) -> int:
    """Say that one is at it no longer; what another said stays. The version stays."""
    with store.writing() as connection:
        row = _found(connection, number, to_change=True)
        if row.claimed_by == curator:
            _claimed(connection, row, "", None)
            records.write(connection, row.id, curator, Act.RELEASED)
        return int(row.version)


def _claimed(connection: Connection, row: Row[Any], by: str, at: datetime | None) -> None:
    connection.execute(
        update(submissions).where(submissions.c.id == row.id).values(claimed_by=by, claimed_at=at)
    )
