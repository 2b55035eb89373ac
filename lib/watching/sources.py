"""The list of what is watched: a TOML file with the feeds and list pages of each office.

A list to begin with is made from the addresses that the data set cites.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from lib.facts.dataset import Dataset
from lib.facts.vocabulary import SourceKind
from lib.watching.wire import Trouble, plain_address

FEED, PAGE = "feed", "page"
_KEYS = {"name", FEED, PAGE}


class BadList(ValueError):
    """The list cannot be used; the argument names the place and says why."""


@dataclass(frozen=True)
class Source:
    """A feed (Atom, RSS) or a page with links, and the office or newspaper that keeps it."""

    office: str
    url: str
    is_feed: bool

    @property
    def host(self) -> str:
        """The host without www."""
        return host_of(self.url)


def host_of(url: str) -> str:
    """The host of an address in lower case, without www."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def read(path: Path) -> list[Source]:
    """The sources in their order; raises BadList, and OSError where there is no such file."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadList(f"{path}: {error}") from None
    offices = told.pop("office", [])
    if told or not isinstance(offices, list) or not offices:
        raise BadList(f"{path}: expected [[office]] entries and nothing else")
    found = [source for number, office in enumerate(offices, 1) for source in _of(number, office)]
    urls = [source.url for source in found]
    if twice := next((url for url in urls if urls.count(url) > 1), None):
        raise BadList(f"{path}: {twice} stands there twice")
    return found


def _of(number: int, office: Any) -> Iterator[Source]:
    if not isinstance(office, dict) or not isinstance(office.get("name"), str):
        raise BadList(f"office {number} has no name")
    name = office["name"]
    if unknown := office.keys() - _KEYS:
        raise BadList(f"{name}: {min(unknown)} is not known; there are {FEED} and {PAGE}")
    for key in (FEED, PAGE):
        urls = office.get(key, [])
        if not isinstance(urls, list):
            raise BadList(f"{name}: {key} is no list of addresses")
        for url in urls:
            try:
                plain_address(url if isinstance(url, str) else "")
            except Trouble:
                raise BadList(f"{name}: {url} is no address of a web page") from None
            yield Source(name, url, key == FEED)


_HEAD = """\
# What is watched: feeds (Atom, RSS) and pages with links, by office or newspaper. See
# docs/watching.md. `page` is the front page of a host that the data set cites; where a page of the
# office's own, or a feed, is known to exist, put its address in the place of it.
#
# Made by `python -m lib.watching --begin`, and kept by hand since.
"""


def to_begin_with(data: Dataset) -> str:
    """A list from the addresses that the data set cites, as TOML.

    Every host with official pages, and those of the press and organisations that are cited more
    than once, each by its front page; no address is made up beyond that.
    """
    pages = data.sources[data.sources["via"] == ""]
    offices: dict[str, list[str]] = {}
    for _, cited in pages.groupby(pages["url"].map(host_of), sort=True):
        if _is_watched(cited):
            house = cited["publisher_en"].value_counts().index[0]
            parts = urlsplit(cited["url"].iloc[-1])
            offices.setdefault(str(house), []).append(f"{parts.scheme}://{parts.netloc}/")
    return _HEAD + "".join(_entries(offices))


def _is_watched(cited: pd.DataFrame) -> bool:
    kinds = set(cited["kind"])
    often = len(cited) > 1 and kinds & {SourceKind.PRESS, SourceKind.ORGANISATION}
    return bool(SourceKind.OFFICIAL in kinds or often)


def _entries(offices: Mapping[str, Iterable[str]]) -> Iterator[str]:
    for name in sorted(offices):
        pages = ", ".join(f'"{url}"' for url in sorted(offices[name]))
        yield f"\n[[office]]\nname = {json.dumps(name, ensure_ascii=False)}\npage = [{pages}]\n"
