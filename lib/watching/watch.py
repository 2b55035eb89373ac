"""A run: every list is asked once, its new pages are read, what they tell goes into the inbox."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest

from lib.facts.dataset import Dataset
from lib.inbox.problem import Refused
from lib.inbox.states import Conflict, TooMany
from lib.inbox.submission import Proposal
from lib.watching import entries, report
from lib.watching.entries import Entry
from lib.watching.memory import Memory, Page, Seen
from lib.watching.proposals import proposals
from lib.watching.report import Line, Report
from lib.watching.sources import Source
from lib.watching.visitor import NOT_MODIFIED, Visitor
from lib.watching.wire import Trouble

# Takes a proposal and the name under which it is sent once; gives the number of the submission.
Send = Callable[[Proposal, str], str]


@dataclass
class Watcher:
    """What a run needs. `most` are the pages read of one list in a run, `seconds` the whole run's.

    `keep` is called after each page, so that a run that is cut off has lost nothing.
    """

    visitor: Visitor
    memory: Memory
    data: Dataset
    day: date
    send: Send
    keep: Callable[[], None] = lambda: None
    most: int = 10
    seconds: float = 3000.0
    _cited: frozenset[str] = field(init=False)
    _until: float = field(init=False)

    def __post_init__(self) -> None:
        """Notes which pages the data set cites already, and when to end."""
        urls = map(str, self.data.sources["url"])
        self._cited = frozenset(entries.cleaned(url, url) for url in urls)
        self._until = self.visitor.clock() + self.seconds

    def run(self, sources: Iterable[Source]) -> Report:
        """Ask all lists, then read their new pages, those of different lists in turn."""
        done = Report()
        waiting: list[list[tuple[Line, Entry]]] = []
        taken: set[str] = set()
        for source in sources:
            if self._is_over():
                done.ended = "the time was over"
                break
            line = Line(source)
            done.lines.append(line)
            new = [each for each in self._list(line) if each.url not in taken]
            taken |= {each.url for each in new}
            line.new, line.later = len(new), max(0, len(new) - self.most)
            waiting.append([(line, each) for each in new[: self.most]])
        self.keep()
        self._read([each for turn in zip_longest(*waiting) for each in turn if each], done)
        return done

    def _is_over(self) -> bool:
        return self.visitor.clock() >= self._until

    def _list(self, line: Line) -> Iterator[Entry]:
        """The pages of a list that were never read, and that no record cites."""
        source = line.source
        seen = self.memory.lists.setdefault(source.url, Seen())
        try:
            answer = self.visitor.get(source.url, seen.etag, seen.modified)
            if answer.status == NOT_MODIFIED:
                line.trouble = report.UNCHANGED
                return
            found = entries.listed(source, answer)
        except Trouble as trouble:
            seen.failures += 1
            again = f", in {seen.failures} runs" if seen.failures > 1 else ""
            line.trouble = f"{trouble}{again}"
            return
        line.feeds = found.feeds
        seen.failures = 0
        new = []
        for entry in found.entries:
            page = self.memory.pages.get(entry.url)
            if page:
                page.day = self.day.isoformat()
            if entry.url in self._cited:
                self._note(line, entry, report.CITED)
            elif self.memory.is_new(entry.url):
                new.append(entry)
        # As long as pages of it are to be read, the list is asked for whole.
        whole = len(new) <= self.most
        seen.etag = answer.headers.get("etag", "") if whole else ""
        seen.modified = answer.headers.get("last-modified", "") if whole else ""
        yield from new

    def _note(self, line: Line, entry: Entry, result: str) -> None:
        if self.memory.is_new(entry.url):
            line.results.append((entry.url, result))
            self.memory.pages[entry.url] = Page(self.day.isoformat(), result=result)

    def _read(self, waiting: list[tuple[Line, Entry]], done: Report) -> None:
        for at, (line, entry) in enumerate(waiting):
            if self._is_over():
                done.ended = "the time was over"
            else:
                try:
                    self._page(line, entry, done)
                except TooMany:
                    done.ended = "the inbox takes no more for now"
            if done.ended:
                for other, _ in waiting[at:]:
                    other.later += 1
                    self._ask_anew(other.source)
                break
        self.keep()

    def _ask_anew(self, source: Source) -> None:
        """Have a list asked for whole the next time, since pages of it are still to be read."""
        seen = self.memory.lists[source.url]
        seen.etag = seen.modified = ""

    def _page(self, line: Line, entry: Entry, done: Report) -> None:
        try:
            answer = self.visitor.get(entry.url)
        except Trouble as trouble:
            page = self.memory.pages.setdefault(entry.url, Page(self.day.isoformat()))
            page.tries += 1
            line.results.append((entry.url, str(trouble)))
            self._ask_anew(line.source)
            return
        try:
            found = proposals(entry, answer, self.data, line.source.office)
            for number, proposal in enumerate(found):
                key = self.send(proposal, _name(entry.url, number))
                title = proposal.event.get("title", "") or proposal.record
                done.sent.append((key, title, entry.url))
            result = report.DRAFTS if found else report.NO_ACT
        except Refused as why:
            told = "; ".join(f"{each.field}: {each.message('en')}" for each in why.problems)
            result = f"cannot be taken in: {told}"
        except (Trouble, Conflict) as trouble:
            result = str(trouble) or "sent before, and other now"
        self._note(line, entry, result)
        self.keep()


def _name(url: str, number: int) -> str:
    """The name under which an act of a page is sent, always the same."""
    return hashlib.sha256(f"{url}\0{number}".encode()).hexdigest()
