"""An Atom feed (RFC 4287) of the signed documents added or changed last, with the pages' filter.

A document of 2009 that was found today is news today, and so is a correction: entries stand by the
data version that added or last changed their record, and say in their title when was signed.
"""

from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from lib.counting import signings
from lib.exports import atom
from lib.exports.atom import add, urn
from lib.facts import history
from lib.facts.rows import rows
from lib.site.links import Links
from lib.site.view import View

ENTRIES = 50


def document(view: View, links: Links) -> bytes:
    """The feed: what was added or changed last comes first; of that, what was signed last."""
    _ = view.words.gettext
    added, changed = history.added_on(view.dataset), history.changed_on(view.dataset)
    documents = view.events[view.events["signed"]]
    documents = documents[~(documents["first"] > str(view.today))]
    documents = documents.assign(changed=documents.index.map(changed))
    latest = documents.sort_values(["changed", "first"], ascending=False, kind="stable")
    days = latest["changed"].head(1).tolist() or [view.dataset.package.created]
    title = _("Vietnam–Japan Local Partnerships: documents added or changed")
    feed = atom.feed("/feed.xml", title, days[0], view, links)
    for event in rows(latest.head(ENTRIES)):
        _entry(feed, event, added[event.Index], view, links)
    return atom.written(feed)


def _entry(feed: ET.Element, event: Any, added: date, view: View, links: Links) -> None:
    lang, dataset = view.lang, view.dataset
    entry = add(feed, "entry")
    kind = dataset.label("kinds", event.kind, lang)
    pair = dataset.pair_name(event.vn_id, event.jp_id, lang)
    day = signings.when(event, view.words)
    heading = view.words.gettext("{date}: {pair}, {kind}").format(date=day, pair=pair, kind=kind)
    add(entry, "id", urn(event.Index))
    add(entry, "title", heading)
    add(entry, "published", f"{added}T00:00:00Z")
    add(entry, "updated", f"{event.changed}T00:00:00Z")
    add(entry, "link", rel="alternate", type="text/html", href=links.record(event.Index, lang))
    title, summary = getattr(event, f"title_{lang}"), getattr(event, f"summary_{lang}")
    told = f"{title}. {summary}" if summary else title
    add(entry, "summary", view.words.clauses([told, *signings.marks(event, view.words)]))
    add(entry, "category", term=event.kind, label=kind)
    for code in event.fields:
        add(entry, "category", term=code, label=dataset.label("fields", code, lang))
