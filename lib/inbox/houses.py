"""Which source a page is already, and what is known of its publisher."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from lib.facts.dataset import Dataset
from lib.facts.localities import SIDES
from lib.facts.vocabulary import SourceKind
from lib.inbox.files import Row, table
from lib.inbox.submission import Proposal
from lib.language.folding import fold
from lib.language.i18n import SOURCE

_OFFICIAL = re.compile(r"(^|\.)(gov\.vn|go\.jp|lg\.jp)$")


def same_address(url: str) -> str:
    """What addresses of one page have in common: all but scheme, fragment and the last slash."""
    parts = urlsplit(url)
    return f"{host(url)}{parts.path.rstrip('/')}?{parts.query}"


@lru_cache(maxsize=8)
def _addresses(data: Dataset) -> dict[str, str]:
    return {same_address(str(url)): str(key) for key, url in data.sources["url"].items()}


def source_id(data: Dataset, url: str) -> str:
    """The id of the source that has this address already; "" if none has."""
    return _addresses(data).get(same_address(url), "")


_HOUSE = ("publisher_id", "publisher", "publisher_vi", "publisher_ja", "kind", "lang", "side")


@lru_cache(maxsize=8)
def _houses(data: Dataset) -> tuple[dict[str, Row], dict[str, Row]]:
    """What most sources of a publisher, by its name in any language, and of a host have."""
    names: dict[str, Counter[tuple[str, ...]]] = {}
    hosts: dict[str, Counter[tuple[str, ...]]] = {}
    for row in table(data, "sources").values():
        house = tuple(row[column] for column in _HOUSE)
        for column in ("publisher", "publisher_vi", "publisher_ja"):
            names.setdefault(row[column].casefold(), Counter())[house] += 1
        if not row["via"]:
            hosts.setdefault(host(row["url"]), Counter())[house] += 1
    return _usual(names), _usual(hosts)


def _usual(counted: Mapping[str, Counter[tuple[str, ...]]]) -> dict[str, Row]:
    return {
        key: dict(zip(_HOUSE, found.most_common(1)[0][0], strict=True))
        for key, found in counted.items()
    }


def host(url: str) -> str:
    """Whose pages an address is of, as publishers are told apart by it."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def house(data: Dataset, url: str, publisher: str = "") -> dict[str, str]:
    """What the data set knows of the publisher of a page, by its name or else by the host.

    publisher_id, publisher, publisher_vi, publisher_ja, kind, lang, side; those that can be told.
    """
    names, hosts = _houses(data)
    name = host(url)
    by_name, by_host = names.get(publisher.casefold()), hosts.get(name)
    found = by_name or ({} if publisher else by_host) or {}
    side = next((s for s in SIDES.values() if name.endswith(f".{s.code}")), None)
    told = {
        "kind": str(SourceKind.OFFICIAL) if _OFFICIAL.search(name) else "",
        "side": side.code if side else "other",
        "lang": side.lang if side else "",
    }
    # The language is that of the page, which the publisher's other pages tell better than its name.
    return {**told, **found, "lang": (by_host or {}).get("lang") or told["lang"]}


def row(data: Dataset, proposal: Proposal, position: int, key: str) -> Row:
    given = proposal.sources[position]
    found = house(data, given.url, given.publisher)
    row = given.model_dump(exclude={"relation", "supports", "publisher"})
    row = {column: value for column, value in row.items() if value}
    if "publisher" not in found:
        found |= _publisher(proposal, position)
    return {**found, "lang": found.get("lang") or proposal.lang, **row, "id": key}


def _publisher(proposal: Proposal, position: int) -> Row:
    """The columns of a publisher that no source has: its names, and an id made of one."""
    given = proposal.sources[position]
    if not given.publisher:
        return {}
    names = {
        lang: texts[told]
        for lang, texts in proposal.translations.items()
        if texts.get(told := f"sources.{position}.publisher")
    }
    names[proposal.lang] = given.publisher
    main = names.get(SOURCE) or given.publisher
    slug = _slug(main) or _slug(host(given.url))
    others = {f"publisher_{lang}": names.get(lang, main) for lang in ("vi", "ja")}
    return {"publisher_id": slug, "publisher": main, **others}


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", fold(text))) if fold(text).isascii() else ""
