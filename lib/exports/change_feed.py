"""An Atom feed of what was added to the data, corrected and withdrawn, record by record.

An entry is a record in a version; a version that changed no record of the view has an entry of its
own. What else changed stands in the table of changes.
"""

from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd

from lib.exports import atom, change_table
from lib.facts import history
from lib.facts.history import KINDS, Kind
from lib.facts.rows import rows
from lib.site import store
from lib.site.links import Links
from lib.site.view import View

PATH = "/changes.xml"
ENTRIES = 200
_FIRST = [Kind.WITHDRAWN, Kind.CORRECTED, Kind.ADDED]


def document(view: View, links: Links) -> bytes:
    """The feed: the newest version first; within it what was withdrawn, corrected, added."""
    _ = view.words.gettext
    found = change_table.changes(view)
    found = found[found["record"] != ""]
    versions = view.dataset.versions
    last = versions["date"].iloc[-1] if len(versions) else ""
    updated = pd.Timestamp(last or store.last_modified(view.viewpoint))
    title = _("Vietnam–Japan Local Partnerships: changes to the data")
    feed = atom.feed(PATH, title, updated, view, links)
    made = 0
    for version in rows(versions.iloc[::-1]):
        own = found[found["version"] == version.Index]
        _version(feed, version, view, links)
        # One entry for a record, whatever happened to it and its citations.
        order = own["change"].map(_FIRST.index).groupby(own["record"]).transform("min")
        for key, changed in own.assign(order=order).groupby(["order", "record"], sort=True):
            if made < ENTRIES:
                _record(feed, str(key[1]), changed, view, links)
                made += 1
    return atom.written(feed)


def _version(feed: ET.Element, version: Any, view: View, links: Links) -> None:
    entry = atom.add(feed, "entry")
    title = view.words.gettext("Data version {version}").format(version=version.Index)
    _head(entry, f"version {version.Index}", title, version.date)
    about = links.page("/about", view.lang)
    atom.add(entry, "link", rel="alternate", type="text/html", href=f"{about}#version")
    atom.add(entry, "summary", getattr(version, f"summary_{view.lang}"))


def _record(feed: ET.Element, record: str, changed: pd.DataFrame, view: View, links: Links) -> None:
    dataset, words = view.dataset, view.words
    first = next(rows(changed))
    kind = words.gettext(KINDS[min(changed["change"], key=_FIRST.index)])
    named = record
    entry = atom.add(feed, "entry")
    if record in dataset.events.index:
        event = dataset.event(record)
        pair = dataset.pair_name(event.vn_id, event.jp_id, view.lang)
        named = f"{pair}: {getattr(event, f'title_{view.lang}')}"
        href = links.record(record, view.lang)
        atom.add(entry, "link", rel="alternate", type="text/html", href=href)
    title = words.gettext("{kind}: {record}").format(kind=kind, record=named)
    _head(entry, f"{first.version} {record}", title, first.date)
    why = words.sentences(history.reasons(changed, dataset, view.lang))
    atom.add(entry, "summary", why)
    for code in dict.fromkeys(changed["change"]):
        atom.add(entry, "category", term=code, label=words.gettext(KINDS[code]))


def _head(entry: ET.Element, name: str, title: str, day: str) -> None:
    atom.add(entry, "id", atom.urn(name))
    atom.add(entry, "title", title)
    atom.add(entry, "updated", f"{day}T00:00:00Z")
