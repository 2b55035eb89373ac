"""What a feed or a page with links leads to: the addresses of articles, each with what is told."""

from calendar import timegm
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urljoin, urlsplit

import courlan
import feedparser  # type: ignore[import-untyped]
from lxml import etree, html  # type: ignore[import-untyped]

from lib.watching.sources import Source, host_of
from lib.watching.wire import Answer, Trouble, plain_address

MOST = 300
"""Links that are looked at in one list; more stand in no list of news."""
_FEEDS = ("application/rss+xml", "application/atom+xml")
# What no article is.
_OTHER = (
    *(".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".css", ".js", ".ico", ".xml", ".json"),
    *(".zip", ".rar", ".7z", ".mp3", ".mp4", ".avi", ".mov", ".xls", ".xlsx", ".doc", ".docx"),
    *(".ppt", ".pptx", ".rss", ".atom", ".csv", ".exe"),
)


@dataclass(frozen=True)
class Entry:
    """An article that a list leads to; title and day as the list has them, "" and None if not."""

    url: str
    title: str = ""
    published: date | None = None


@dataclass(frozen=True)
class Listed:
    """What a list has: its articles in its order, and the feeds that it offers itself."""

    entries: tuple[Entry, ...]
    feeds: tuple[str, ...] = ()


def listed(source: Source, answer: Answer) -> Listed:
    """What the answer of a feed or page with links leads to; raises Trouble where it is neither."""
    return _feed(answer) if source.is_feed else _page(source, answer)


def _feed(answer: Answer) -> Listed:
    # By entities of its own a small feed fills the memory. In UTF-16 each letter has a 0 beside it.
    if b"<!entity" in answer.body.replace(b"\0", b"").lower():
        raise Trouble("declares entities of its own, as no feed does")
    # The body itself is given, so that nothing is asked for.
    told = feedparser.parse(answer.body, response_headers={"content-location": answer.url})
    if not told.get("version") and not told.entries:
        raise Trouble("this is no feed")
    found = [
        Entry(url, " ".join(each.get("title", "").split()), _day(each))
        for each in told.entries[:MOST]
        if (url := cleaned(answer.url, each.get("link", "")))
    ]
    return Listed(_once(found))


def _day(entry: feedparser.FeedParserDict) -> date | None:
    told = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return datetime.fromtimestamp(timegm(told), UTC).date() if told else None
    except (ValueError, OverflowError, OSError):
        return None


def cleaned(base: str, link: object) -> str:
    """The address that a link leads to, without what only tells who clicked; "" for none."""
    if not isinstance(link, str) or not link.strip() or len(link) > 1500:
        return ""
    try:
        url = urljoin(base, link.strip())
        plain_address(url)
    except (ValueError, Trouble):
        return ""
    return courlan.clean_url(url.partition("#")[0]) or ""


def _page(source: Source, answer: Answer) -> Listed:
    if answer.kind not in ("text/html", "application/xhtml+xml", ""):
        raise Trouble(f"this is no page with links, but {answer.kind}")
    charset = answer.headers.get("content-type", "").lower().partition("charset=")[2]
    try:
        parser = html.HTMLParser(encoding=charset.strip(" \"';") or None)
        tree = html.document_fromstring(answer.body, parser)
    except (etree.ParserError, LookupError, ValueError) as error:
        raise Trouble(f"this page cannot be read: {error}") from None
    base = next(iter(tree.xpath("//base/@href")), "")
    base = cleaned(answer.url, base) or answer.url
    links = (
        Entry(cleaned(base, link.get("href")), " ".join(link.text_content().split()))
        for link in tree.xpath("//a[@href]")
    )
    feeds = (
        cleaned(base, link.get("href"))
        for link in tree.xpath("//link[@href]")
        if link.get("type", "").lower() in _FEEDS
    )
    found = _once(entry for entry in links if _is_article(source, entry))
    return Listed(found[:MOST], tuple(dict.fromkeys(filter(None, feeds))))


def _is_article(source: Source, entry: Entry) -> bool:
    """Whether a link of a list may lead to an article: of the same host, with words as a title."""
    path = urlsplit(entry.url).path
    # "Home", "Tin tức" and ｢お知らせ｣ are none; kana and kanji say as much as two letters each.
    length = sum(2 if character >= "\u2e80" else 1 for character in entry.title)
    return (
        host_of(entry.url) == source.host
        and path not in ("", "/")
        and not path.lower().endswith(_OTHER)
        and length >= 16
    )


def _once(found: Iterable[Entry]) -> tuple[Entry, ...]:
    entries: dict[str, Entry] = {}
    for entry in found:
        entries.setdefault(entry.url, entry)
    return tuple(entries.values())
