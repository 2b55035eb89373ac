"""Are the cited pages still there? Asks each address politely and keeps the answers in links.csv.

One request at a time, hosts one after the other with a pause between two requests to one host;
robots.txt is obeyed; HEAD first, GET where that is refused; no body is read. It runs when a person
runs it, never by itself.
"""

import csv
import io
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx

from lib.facts.dataset import Dataset, load_dataset
from lib.facts.vocabulary import Link
from lib.site.identity import NAMESPACE
from lib.upkeep.robots import Robots, Said

AGENT = f"{NAMESPACE}-link-check"
# Seconds: between two requests to one host, to connect, and for each part of an answer.
PAUSE, CONNECT, ANSWER = 2.0, 10.0, 20.0
MOST_REDIRECTS = 6
_GONE = (404, 410)
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Answer:
    """How an address answered: a code of Link, the HTTP status, and where it led to."""

    status: Link
    code: int | None = None
    redirect: str = ""


@dataclass
class Asker:
    """Asks for addresses. `pause` waits between two requests to one host."""

    client: httpx.Client
    pause: Callable[[float], None] = time.sleep
    wait: float = PAUSE
    _robots: Robots = field(init=False)
    _last: str = ""

    def __post_init__(self) -> None:
        """Has the robots.txt of each host asked for by the same client."""
        self._robots = Robots(AGENT, self._read_robots)

    def ask(self, url: str) -> Answer:
        """How an address answers; nothing is raised for one that does not."""
        here = url
        for _ in range(MOST_REDIRECTS):
            if urlsplit(here).scheme not in ("http", "https"):
                return Answer(Link.FAILED, None, _other(url, here))
            try:
                if not self._robots.allow(here):
                    return Answer(Link.REFUSED, None, _other(url, here))
                response = self._head_or_get(here)
            except (httpx.HTTPError, httpx.InvalidURL, ValueError):
                # Also no certificate that can be trusted, and an answer that takes too long.
                return Answer(Link.FAILED, None, _other(url, here))
            target = response.headers.get("location", "")
            if response.status_code not in _REDIRECTS or not target:
                return _judged(url, here, response.status_code)
            here = urljoin(here, target)
        return Answer(Link.FAILED, response.status_code, _other(url, here))

    def _head_or_get(self, url: str) -> httpx.Response:
        response = self._request("HEAD", url)
        if response.status_code in _REDIRECTS or response.is_success:
            return response
        # Many servers answer HEAD in another way, or not at all.
        return self._request("GET", url)

    def _request(self, method: str, url: str) -> httpx.Response:
        host = urlsplit(url).netloc
        if host == self._last:
            self.pause(self.wait)
        self._last = host
        with self.client.stream(method, url) as response:
            return response

    def _read_robots(self, url: str) -> Said:
        self._last = urlsplit(url).netloc
        response = self.client.get(url, follow_redirects=True)
        return response.status_code, response.text


def client() -> httpx.Client:
    """A client with our name and time limits, which follows no redirect by itself."""
    limits = httpx.Timeout(ANSWER, connect=CONNECT)
    return httpx.Client(headers={"User-Agent": AGENT}, timeout=limits, follow_redirects=False)


def _judged(url: str, here: str, code: int) -> Answer:
    redirect = _other(url, here)
    if code in _GONE:
        return Answer(Link.GONE, code, redirect)
    if code >= 500:
        return Answer(Link.FAILED, code, redirect)
    if not 200 <= code < 300:
        return Answer(Link.REFUSED, code, redirect)
    if not redirect or _plain(url) == _plain(here):
        return Answer(Link.ALIVE, code, redirect)
    there = urlsplit(here)
    front = there.path in ("", "/") and not there.query and urlsplit(url).path not in ("", "/")
    return Answer(Link.FRONT_PAGE if front else Link.MOVED, code, redirect)


def _other(url: str, here: str) -> str:
    return here if here != url else ""


def _plain(url: str) -> tuple[str, str, str]:
    """The address without what sites change for all of their pages at once."""
    parts = urlsplit(url)
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query


Row = dict[str, str]


def check(
    data: Path, day: date, asker: Asker, again: int = 30, only: Iterable[str] = ()
) -> Iterator[Row]:
    """Ask for the sources and write links.csv after each host; yields each row as it is made.

    Those asked for within the last `again` days are left out, and all but `only` if any are named.
    """
    dataset = load_dataset(data)
    known: dict[str, Row] = {
        str(key): {"source_id": str(key), **{str(k): str(v) for k, v in row.items()}}
        for key, row in dataset.links.to_dict("index").items()
    }
    due = _due(dataset, known, day - timedelta(days=again), set(only))
    for _host, together in groupby(due, key=lambda pair: urlsplit(pair[1]).netloc):
        for key, url in together:
            known[key] = _row(key, asker.ask(url), day, known.get(key, {}))
            yield known[key]
        _write(dataset, known, data)


def _due(
    dataset: Dataset, known: Mapping[str, Row], since: date, only: set[str]
) -> list[tuple[str, str]]:
    urls = [(str(key), str(url)) for key, url in dataset.sources["url"].items()]
    due = [
        (key, url)
        for key, url in urls
        if (key in only if only else known.get(key, {}).get("checked", "") <= since.isoformat())
    ]
    return sorted(due, key=lambda pair: (urlsplit(pair[1]).netloc, pair[0]))


def _row(key: str, answer: Answer, day: date, before: Row) -> Row:
    seen = answer.status in (Link.ALIVE, Link.MOVED)
    return {
        "source_id": key,
        "checked": day.isoformat(),
        "status": str(answer.status),
        "code": str(answer.code or ""),
        "last_seen": day.isoformat() if seen else before.get("last_seen", ""),
        "redirect": answer.redirect,
    }


def _write(dataset: Dataset, known: Mapping[str, Row], data: Path) -> None:
    table = dataset.package.tables["links"]
    text = io.StringIO()
    writer = csv.DictWriter(text, table.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(known[key] for key in sorted(known) if key in dataset.sources.index)
    (data / table.path).write_text(text.getvalue(), encoding="utf-8", newline="\n")


def died(data: Path) -> list[str]:
    """A line for each source that is gone or leads to a front page: its address, whether a copy is
    known, and the records that cite it.
    """
    dataset = load_dataset(data)
    lost = dataset.sources[dataset.sources["link_status"].isin([Link.GONE, Link.FRONT_PAGE])]
    lines = []
    for key, url, copy, status in zip(
        lost.index, lost["url"], lost["archived_url"], lost["link_status"], strict=True
    ):
        cites = dataset.evidence["event_id"][dataset.evidence["source_id"] == key]
        cited = ", ".join(cites) or "no record"
        lines.append(f"{key} {status}: {url} (copy: {copy or 'none'}; cited by {cited})")
    return lines
