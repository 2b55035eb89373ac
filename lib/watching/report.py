"""What a run saw and what it left, for who reads the mail of cron."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lib.watching.sources import Source

UNCHANGED = "unchanged"
DRAFTS, NO_ACT, CITED = "drafts", "no act between two localities", "cited already"


@dataclass
class Line:
    """One list: how it answered ("" for a new answer), its new pages, what became of them."""

    source: Source
    trouble: str = ""
    new: int = 0
    later: int = 0
    results: list[tuple[str, str]] = field(default_factory=list)
    feeds: tuple[str, ...] = ()


@dataclass
class Report:
    """A run: a line for each list, what was sent (number, title, page), why it ended early."""

    lines: list[Line] = field(default_factory=list)
    sent: list[tuple[str, str, str]] = field(default_factory=list)
    ended: str = ""

    def __str__(self) -> str:
        """The report as text, what needs a person first."""
        return "\n".join(self._text())

    def _text(self) -> Iterator[str]:
        pages = sum(len(line.results) for line in self.lines)
        later = sum(line.later for line in self.lines)
        yield (
            f"{len(self.lines)} lists asked, {pages} new pages read, {len(self.sent)} drafts put "
            f"into the inbox, {later} pages left for the next run"
        )
        if self.ended:
            yield f"Ended early: {self.ended}"
        for number, title, url in self.sent:
            yield f"  {number} {title} {url}"
        failed = [line for line in self.lines if line.trouble not in ("", UNCHANGED)]
        if failed:
            yield "Lists without an answer that can be used:"
            yield from (
                f"  {each.source.url} ({each.source.office}): {each.trouble}" for each in failed
            )
        offered = [line for line in self.lines if line.feeds and not line.source.is_feed]
        if offered:
            yield "Feeds that these pages offer, which could be watched instead:"
            yield from (f"  {each.source.url}: {', '.join(each.feeds)}" for each in offered)
        left = Counter(result for line in self.lines for _, result in line.results)
        if left:
            yield "What became of the pages:"
            yield from (f"  {count} × {result}" for result, count in left.most_common())
        for line in self.lines:
            for url, result in line.results:
                if result not in (DRAFTS, NO_ACT, CITED):
                    yield f"  {url}: {result}"
