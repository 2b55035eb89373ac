"""What the store knows of publications: what is under way, what was done.

While a publication is under way its submissions count as published, so that nobody changes or
withdraws what the files are being made of; the ids of their records come with the end of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, Row, insert, select, update

from lib.inbox import records, store
from lib.inbox.states import Act, State
from lib.inbox.tables import publications, submissions


class _State(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Entry:
    """A publication: its id, who publishes, the version, the ids of the records of each
    submission, and the files that change.
    """

    id: str
    curator: str
    version: str
    records: Mapping[str, Sequence[str]]
    files: Sequence[str]


def open_entry() -> Entry | None:
    """The publication that was begun and not ended; None if there is none."""
    with store.reading() as connection:
        row = _open(connection)
    if row is None:
        return None
    told = row.plan
    records_of = {number: tuple(keys) for number, keys in told["records"].items()}
    return Entry(told["id"], row.curator, row.version, records_of, tuple(told["files"]))


def begin(entry: Entry, seen: Mapping[str, int]) -> None:
    """Note that a publication begins; `seen` are the versions of its submissions.

    Raises Overtaken if one of them has changed since, and notes nothing.
    """
    told = {"id": entry.id, "files": list(entry.files)}
    with store.writing() as connection:
        for number, version in seen.items():
            row = _locked(connection, number)
            if (row.state, row.version) != (State.ACCEPTED, version):
                raise records.last_step(connection, row.id)
            records.change(connection, row, state=State.PUBLISHED, changed_at=row.changed_at)
        connection.execute(
            insert(publications).values(
                begun_at=records.now(),
                curator=entry.curator,
                version=entry.version,
                state=_State.OPEN,
                plan={**told, "records": {n: list(keys) for n, keys in entry.records.items()}},
            )
        )


def drop(publication: str) -> None:
    """Note that a publication came to nothing; its submissions are accepted as before."""
    with store.writing() as connection:
        row = _open(connection)
        if row is None or row.plan["id"] != publication:
            return
        for number in row.plan["records"]:
            kept = _locked(connection, number)
            records.change(connection, kept, state=State.ACCEPTED, changed_at=kept.changed_at)
        _end(connection, row, _State.DROPPED)


def done(entry: Entry, commit: str) -> None:
    """Note that a publication is done: once, however often it is said."""
    with store.writing() as connection:
        row = _open(connection)
        if row is None or row.plan["id"] != entry.id:
            return
        for number, keys in entry.records.items():
            kept = _locked(connection, number)
            records.change(connection, kept, records=list(keys), published=entry.version)
            detail = " ".join((entry.version, *keys))
            records.write(connection, kept.id, entry.curator, Act.PUBLISHED, detail)
        _end(connection, row, _State.DONE, commit)


def _open(connection: Connection) -> Row[tuple[object, ...]] | None:
    return connection.execute(
        select(publications).where(publications.c.state == _State.OPEN)
    ).one_or_none()


def _locked(connection: Connection, number: str) -> Row[tuple[object, ...]]:
    key = records.key_of(number)
    return records.found(connection, submissions.c.id == key, to_change=True)


def _end(
    connection: Connection, row: Row[tuple[object, ...]], state: _State, commit: str = ""
) -> None:
    connection.execute(
        update(publications)
        .where(publications.c.id == row.id)
        .values(state=state, ended_at=records.now(), plan={**row.plan, "commit": commit})
    )
