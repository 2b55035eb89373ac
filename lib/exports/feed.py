"""An Atom feed (RFC 4287) of the documents signed last, with the pages' filter."""

from typing import Any
from xml.etree import ElementTree as ET

from lib.counting import signings
from lib.exports import atom
from lib.exports.atom import add as _add
from lib.exports.atom import urn as _urn
from lib.facts.rows import rows
from lib.site import store
from lib.site.links import Links
from lib.site.view import View

ENTRIES = 50


def document(view: View, links: Links) -> bytes:
    """The feed: the documents signed last, the latest first; those without a date are not in it."""
    _ = view.words.gettext
    updated = store.last_modified(view.viewpoint)
    title = _("Vietnam–Japan Local Partnerships: newly signed documents")
    feed = atom.feed("/feed.xml", title, updated, view, links)
    until_today = view.events[view.events["first"] <= str(view.today)]
    for event in rows(signings.latest(until_today, ENTRIES)):
        _entry(feed, event, view, links)
    return atom.written(feed)


def _entry(feed: ET.Element, event: Any, view: View, links: Links) -> None:
    lang, dataset = view.lang, view.dataset
    entry = _add(feed, "entry")
    kind = dataset.label("kinds", event.kind, lang)
    pair = dataset.pair_name(event.vn_id, event.jp_id, lang)
    heading = view.words.gettext("{date}: {pair}, {kind}").format(
        date=view.words.date(event.date), pair=pair, kind=kind
    )
    # The first day that the date can mean; the title says how much of it is known.
    stamp = f"{event.first:%Y-%m-%d}T00:00:00Z"
    _add(entry, "id", _urn(event.Index))
    _add(entry, "title", heading)
    _add(entry, "published", stamp)
    _add(entry, "updated", stamp)
    _add(entry, "link", rel="alternate", type="text/html", href=links.record(event.Index, lang))
    title, summary = getattr(event, f"title_{lang}"), getattr(event, f"summary_{lang}")
    _add(entry, "summary", f"{title}. {summary}" if summary else title)
    _add(entry, "category", term=event.kind, label=kind)
    for code in event.fields:
        _add(entry, "category", term=code, label=dataset.label("fields", code, lang))
