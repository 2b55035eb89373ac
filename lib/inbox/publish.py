"""What was accepted leaves the inbox as a new version of the data package: all of it, or nothing.

The steps, in an order in which each can be the last one that a process takes:

1. The next version is made in a folder beside the one in use, and checked there.
2. The journal in the store says what is about to be published, and holds these submissions.
3. The two folders change their names at one stroke.
4. Where git keeps the folder, the files that changed become a commit.
5. The store says what was published as what; the folder that was in use before is removed.

Whoever publishes next looks into the journal first. The package itself names the publication that
wrote it: if it is the one that the journal has open, steps 4 and 5 are taken again; if not, step 3
was never reached, and all begins anew. So nothing is lost, and nothing published twice.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

from lib import checks
from lib.checks.finding import Finding
from lib.facts.dataset import Dataset, load_dataset
from lib.facts.package import DESCRIPTOR, Package
from lib.inbox import desk, edition, exchange, journal, repository
from lib.inbox.batch import Batch, Missing, draw_up
from lib.inbox.edition import PUBLICATION
from lib.inbox.exchange import NotPossible
from lib.inbox.journal import Entry
from lib.inbox.repository import GitFailed, Repository
from lib.inbox.states import Overtaken
from lib.site import store as site

__all__ = ["Incomplete", "NotPossible", "NotSound", "Nothing", "Publication", "plan", "publish"]


@dataclass(frozen=True)
class Publication:
    """A version that was published: number of a submission -> ids of its records; the commit."""

    version: str
    records: Mapping[str, Sequence[str]]
    commit: str | None = None


@dataclass
class NotSound(Exception):
    """With these rows the package would not pass its checks; nothing was changed."""

    findings: list[Finding]

    def __str__(self) -> str:
        return "\n".join(map(str, (*self.findings, "Nothing was published.")))


@dataclass
class Incomplete(Exception):
    """Texts are missing in a language; nothing was changed."""

    missing: Sequence[Missing]

    def __str__(self) -> str:
        lines = [f"{each.number}: {each.field} is missing" for each in self.missing]
        return "\n".join((*lines, "Nothing was published: enter these texts at /curate."))


class Nothing(Exception):
    """Nothing is accepted that is not published."""

    def __str__(self) -> str:
        return "Nothing is accepted that is not published."


# Why nothing was published, beside the store: each says so in words for whoever runs the site.
FAILURES = (Incomplete, Nothing, NotPossible, NotSound, Overtaken)

# Called with the name of each step that was taken; for tests that let a process end there.
Reached = Callable[[str], None]


def _unheard(_step: str) -> None:
    """Nobody asks which steps were taken."""


def plan(data: Dataset) -> Batch:
    """What would be published now on top of a package: the rows, and which texts are missing."""
    return draw_up(data, desk.accepted())


def publish(folder: Path, curator: str, *, day: date, reached: Reached = _unheard) -> Publication:
    """Publish all that is accepted as the next version of the package in `folder`.

    A publication that was interrupted is brought to its end first; where nothing else is accepted
    it is the one that is returned. Raises Nothing, Incomplete, NotSound; NotPossible where folder,
    repository or another publication stand in the way; `store.Unavailable`, Overtaken. In each
    case all is as it was.
    """
    folder = folder.resolve()
    with exchange.alone(folder):
        finished = _resume(folder, reached)
        try:
            return _publish(folder, curator, day, reached)
        except Nothing:
            if finished is None:
                raise
            return finished


def _publish(folder: Path, curator: str, day: date, reached: Reached) -> Publication:
    before = site.state(folder)
    batch = plan(load_dataset(folder))
    if not batch.submissions:
        raise Nothing
    if batch.missing:
        raise Incomplete(batch.missing)
    repo = _ready(folder)
    staged = exchange.beside(folder)
    exchange.copy(folder, staged)
    reached("copied")
    try:
        entry = _stage(staged, batch, curator, day)
        reached("staged")
        if site.state(folder) != before:
            raise NotPossible(f"{folder} was changed meanwhile")
        journal.begin(entry, batch.seen)
    except BaseException:
        exchange.remove(staged)
        raise
    reached("begun")
    try:
        exchange.exchange(folder, staged)
    except BaseException:
        journal.drop(entry.id)
        exchange.remove(staged)
        raise
    reached("exchanged")
    return _finish(folder, entry, repo, reached)


def _stage(staged: Path, batch: Batch, curator: str, day: date) -> Entry:
    """Make the next version in its folder; raises NotSound."""
    publication = str(uuid4())
    files = edition.write(staged, batch.news, day, publication)
    if findings := checks.errors(checks.check(staged, day)):
        raise NotSound(findings)
    exchange.flush_all(staged)
    version = Package(json.loads((staged / DESCRIPTOR).read_bytes())).version
    return Entry(publication, curator, version, batch.records, tuple(files))


def _finish(folder: Path, entry: Entry, repo: Repository | None, reached: Reached) -> Publication:
    """What is left to do once the new version is in its place."""
    staged = exchange.beside(folder)
    commit = None
    if repo is not None:
        try:
            commit = _commit(repo, entry)
        except GitFailed as error:
            # The folder that was in use before is still there.
            exchange.exchange(folder, staged)
            journal.drop(entry.id)
            exchange.remove(staged)
            raise NotPossible(str(error)) from error
        reached("committed")
    journal.done(entry, commit or "")
    reached("recorded")
    exchange.remove(staged)
    reached("removed")
    return Publication(entry.version, entry.records, commit)


def _resume(folder: Path, reached: Reached) -> Publication | None:
    """Bring a publication to its end that was interrupted; None if there is none to be."""
    entry = journal.open_entry()
    if entry is not None and _publication((folder / DESCRIPTOR).read_bytes()) == entry.id:
        return _finish(folder, entry, _around(folder), reached)
    if entry is not None:
        journal.drop(entry.id)
    exchange.remove(exchange.beside(folder))
    return None


def _publication(descriptor: bytes) -> str:
    return str(json.loads(descriptor).get(PUBLICATION, ""))


def _around(folder: Path) -> Repository | None:
    try:
        return repository.around(folder, DESCRIPTOR)
    except GitFailed as error:
        raise NotPossible(str(error)) from error


def _ready(folder: Path) -> Repository | None:
    """The repository around the folder; raises NotPossible where anything stands in the way."""
    exchange.check(folder)
    repo = _around(folder)
    if repo is None:
        return None
    try:
        repo.ready()
        dirty = repo.dirty()
    except GitFailed as error:
        raise NotPossible(str(error)) from error
    if dirty:
        raise NotPossible(f"changes are not committed: {', '.join(dirty)}")
    return repo


def _commit(repo: Repository, entry: Entry) -> str:
    """The commit of a publication, made now if it was not before."""
    committed = repo.committed(DESCRIPTOR)
    if committed is not None and _publication(committed) == entry.id:
        return repo.last(DESCRIPTOR)
    records = ", ".join(dict.fromkeys(key for keys in entry.records.values() for key in keys))
    message = f"Publish data version {entry.version}\n\nRecords: {records or 'none'}.\n"
    return repo.commit(entry.files, message)
