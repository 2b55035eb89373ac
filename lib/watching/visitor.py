"""A polite visitor: says who it is, asks one page at a time, with pauses, as robots.txt allows."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lib.upkeep.robots import Robots, Said
from lib.watching.wire import Answer, Trouble, Wire

PAUSE = 2.0
"""Seconds between two requests to one host, if it does not want more."""
LONGEST_PAUSE = 30.0
"""Who wants longer ones is asked once a run."""
MOST_REDIRECTS = 5
MOST_FAILURES = 3
"""After so many a host is not asked any more in this run."""
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
# Of what was unchanged there is no body.
NOT_MODIFIED = 304


@dataclass
class Visitor:
    """Asks for pages by a wire. `sleep` waits so many seconds, `clock` has them."""

    wire: Wire
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _robots: Robots = field(init=False)
    _free: dict[str, float] = field(default_factory=dict)
    _closed: dict[str, str] = field(default_factory=dict)
    _failed: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Has the robots.txt of each host asked for by the same wire."""
        self._robots = Robots(self.wire.agent, self._read_robots)

    def get(self, url: str, etag: str = "", modified: str = "") -> Answer:
        """The page that an address leads to, with status 200 or 304; raises Trouble.

        `etag` and `modified` are those of the answer before. A redirect is followed where it leads
        to a web page, at a usual port or that of the first address, which robots.txt allows.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in asked.items() if value}
        here, port = url, urlsplit(url).port
        for _ in range(MOST_REDIRECTS + 1):
            if urlsplit(here).port not in (None, 80, 443, port):
                raise Trouble(f"leads to an unusual port: {here}")
            if not self._robots.allow(here):
                raise Trouble("robots.txt does not allow it")
            answer = self._ask(here, headers, self._robots.delay(here))
            target = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not target:
                break
            try:
                here = urljoin(here, target)
            except ValueError:
                raise Trouble("leads to what is no address") from None
        else:
            raise Trouble("leads from one address to the next")
        if answer.status not in (200, NOT_MODIFIED):
            raise Trouble(f"answers with {answer.status}")
        return answer

    def _ask(self, url: str, headers: Mapping[str, str], delay: float) -> Answer:
        """One answer of a host, after a pause; a host that is busy or slow is left alone then."""
        host = urlsplit(url).netloc
        if host in self._closed:
            raise Trouble(self._closed[host])
        self._wait(host)
        try:
            answer = self.wire.get(url, headers)
        except Trouble:
            self._failed[host] += 1
            if self._failed[host] == MOST_FAILURES:
                self._closed[host] = "its host gave no answer again and again"
            raise
        finally:
            self._free[host] = self.clock() + max(PAUSE, delay)
        if answer.status in _BUSY:
            self._closed[host] = "its host wants to be left alone"
        elif delay > LONGEST_PAUSE:
            self._closed[host] = f"its host wants {delay:g} seconds between two requests"
        return answer

    def _wait(self, host: str) -> None:
        if (wait := self._free.get(host, 0.0) - self.clock()) > 0:
            self.sleep(wait)

    def _read_robots(self, url: str) -> Said:
        """The robots.txt of a host; of one that does not answer nothing else is asked for."""
        host = urlsplit(url).netloc
        here = url
        try:
            for _ in range(MOST_REDIRECTS + 1):
                answer = self._ask(here, {}, 0)
                target = answer.headers.get("location", "")
                if answer.status not in _REDIRECTS or not target:
                    return answer.status, answer.body.decode("utf-8", "replace")
                here = urljoin(here, target)
        except (Trouble, ValueError) as trouble:
            self._closed[host] = str(trouble)
            raise Trouble(str(trouble)) from None
        return 404, ""
