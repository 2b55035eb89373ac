"""An Atom feed (RFC 4287) of the documents signed last, with the pages' filter."""

import uuid
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from lib.counting import signings
from lib.facts.rows import rows
from lib.site import store
from lib.site.identity import AUTHOR, LICENCE, LICENCE_URL, NAMESPACE
from lib.site.links import Links
from lib.site.view import View

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
ENTRIES = 50
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:{NAMESPACE}")
_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def document(view: View, links: Links) -> bytes:
    """The feed: the documents signed last, the latest first; those without a date are not in it."""
    _ = view.words.gettext
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {_XML_LANG: view.lang})
    _add(feed, "id", _urn(f"feed?{urlencode(view.params, doseq=True)}"))
    _add(feed, "title", _("Vietnam–Japan Local Partnerships: newly signed documents"))
    _add(feed, "subtitle", view.sentence)
    _add(feed, "updated", f"{store.last_modified(view.viewpoint):%Y-%m-%dT%H:%M:%SZ}")
    here = links.view("/feed.xml", view)
    _add(feed, "link", rel="self", type="application/atom+xml", href=here)
    _add(feed, "link", rel="alternate", type="text/html", href=links.view("/records", view))
    _add(feed, "rights", f"{LICENCE}, {LICENCE_URL}")
    _add(ET.SubElement(feed, f"{{{_ATOM}}}author"), "name", AUTHOR)
    until_today = view.events[view.events["first"] <= str(view.today)]
    for event in rows(signings.latest(until_today, ENTRIES)):
        _entry(feed, event, view, links)
    data: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _entry(feed: ET.Element, event: Any, view: View, links: Links) -> None:
    lang, dataset = view.lang, view.dataset
    entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
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


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes).text = text


def _urn(name: str) -> str:
    return uuid.uuid5(_NAMESPACE, name).urn
