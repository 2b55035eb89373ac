"""What robots.txt of a host allows a program that asks for pages; RFC 9309."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

# An answer to the request for robots.txt: its HTTP status, and its text.
Said = tuple[int, str]


@dataclass
class Robots:
    """The robots.txt of each host, asked for once by `get`, which takes its address.

    What `get` raises goes on to who asks.
    """

    agent: str
    get: Callable[[str], Said]
    _read: dict[str, RobotFileParser | None] = field(default_factory=dict)

    def allow(self, url: str) -> bool:
        """Whether the page may be asked for; a host without a robots.txt allows all."""
        rules = self._rules(url)
        return rules is None or rules.can_fetch(self.agent, url)

    def delay(self, url: str) -> float:
        """The seconds that the host wants between two requests; 0 where it does not say."""
        rules = self._rules(url)
        return float((rules and rules.crawl_delay(self.agent)) or 0)

    def _rules(self, url: str) -> RobotFileParser | None:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._read:
            self._read[root] = _rules(*self.get(f"{root}/robots.txt"))
        return self._read[root]


def _rules(status: int, text: str) -> RobotFileParser | None:
    rules = RobotFileParser()
    if status >= 500:
        rules.parse(["User-agent: *", "Disallow: /"])
    elif 200 <= status < 300:
        rules.parse(text.splitlines())
    else:
        return None
    return rules
