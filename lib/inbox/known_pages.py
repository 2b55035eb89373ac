"""What the data set knows of a page whose address somebody gives, so that it need not be asked."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from lib.facts.dataset import Dataset

# What a page of the same host has in common with others of it.
_OF_HOST = ("publisher", "kind", "via", "lang", "side")
_SIDES = {"vn": "vn", "jp": "jp"}
_LANGS = {"vn": "vi", "jp": "ja"}
# The second-level domains that authorities alone can have.
_OFFICIAL = (".gov.vn", ".go.jp", ".lg.jp")


def about(url: str, dataset: Dataset, lang: str) -> Mapping[str, str]:
    """The columns of sources.csv that are known or likely for an address; none for no address.

    `lang` is the reader's, in which the publisher is named. A page that is cited already has `id`.
    """
    host = _host(url)
    if not host:
        return {}
    sources = dataset.sources
    same = sources[sources["url"] == url.strip()]
    if len(same):
        return {
            "id": str(same.index[0]),
            **{name: str(same.iloc[0][name]) for name in (*_OF_HOST, "published", "title")},
            "publisher": str(same.iloc[0][f"publisher_{lang}"]),
        }
    hosts = _hosts(dataset)
    of_host = sources[[each == host for each in hosts]]
    if len(of_host):
        houses = of_host["publisher_id"].value_counts()
        last = of_host[of_host["publisher_id"] == houses.index[0]].iloc[-1]
        known = {name: str(last[name]) for name in _OF_HOST}
        return {**known, "publisher": str(last[f"publisher_{lang}"])}
    side = _SIDES.get(host.rpartition(".")[2], "other")
    kind = {"kind": "official"} if host.endswith(_OFFICIAL) else {}
    return {"side": side, "lang": _LANGS.get(side, "en"), **kind}


def _host(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
        if parts.scheme not in ("http", "https"):
            return ""
        return (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""


_kept: dict[str, list[str]] = {}


def _hosts(dataset: Dataset) -> list[str]:
    """The host of each source, in their order; kept for the edition in use."""
    if dataset.edition not in _kept:
        _kept.clear()
        _kept[dataset.edition] = [_host(url) for url in dataset.sources["url"]]
    return _kept[dataset.edition]
