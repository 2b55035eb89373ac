"""`/api/v1/package.zip`: the data package cut to a filter, and closed under its references.

In it are the events that the filter keeps; what they renew; their evidence; the sources and
localities of all that; and the successions of these localities, forwards and backwards, so that
the package can be read as of today too. `selection.csv` names the events of the filter alone.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lib.exports import about
from lib.exports.streams import Sink
from lib.facts.dataset import Dataset
from lib.facts.identifiers import in_order
from lib.facts.package import Resource
from lib.site import store
from lib.site.identity import NAME
from lib.site.links import API, Links
from lib.site.view import View

_BATCH = 5000
Row = dict[str, str]
Stamp = tuple[int, int, int, int, int, int]
# What the filter keeps, as a table of the package.
_SELECTION = {
    "name": "selection",
    "type": "table",
    "title": "Selection",
    "description": "The events that the filter keeps. Further rows of events are what these renew.",
    "path": "selection.csv",
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
    "schema": {
        "fields": [{"name": "id", "type": "string", "constraints": {"required": True}}],
        "primaryKey": ["id"],
        "foreignKeys": [{"fields": ["id"], "reference": {"resource": "events", "fields": ["id"]}}],
    },
}


@dataclass(frozen=True)
class Closure:
    """What goes into the package: ids of each table."""

    selection: frozenset[str]
    events: frozenset[str]
    localities: frozenset[str]
    sources: frozenset[str]

    def keeps(self, table: Resource) -> Callable[[Row], bool]:
        """Whether a row of a table is in: if all that it refers to is. Vocabularies are whole."""
        closed = {"events": self.events, "localities": self.localities, "sources": self.sources}
        # events.vi has what events has.
        name = table.name.split(".")[0]
        checks = [("id", closed[name])] if name in closed else []
        for key in table.description["schema"].get("foreignKeys", ()):
            target, fields = key["reference"]["resource"], key["fields"]
            if target in closed:
                checks += [(field, closed[target]) for field in fields]
            elif target == "evidence":
                checks.append(("event_id", self.events))
        return lambda row: all(row[field] in ids or not row[field] for field, ids in checks)


def closure(events: frozenset[str], dataset: Dataset) -> Closure:
    """All ids that the tables need so that each reference leads somewhere."""
    renews = dataset.events["renews"]
    kept, new = set(events), set(events)
    while new:
        new = {other for key in new for other in renews[key]} - kept
        kept |= new
    own = dataset.events.loc[sorted(kept)]
    evidence, moved = dataset.evidence, dataset.successions
    steps = list(zip(moved["predecessor_id"], moved["successor_id"], strict=True))
    places, before = {*own["vn_signed"], *own["jp_signed"]}, set[str]()
    while places != before:
        before = set(places)
        places.update(*(dataset.ancestors[key] for key in before))
        places.update(*(pair for pair in steps if places.intersection(pair)))
    sources = {
        *evidence["source_id"][evidence["event_id"].isin(kept)],
        *moved["source_id"][moved["predecessor_id"].isin(places)],
    }
    return Closure(events, frozenset(kept), frozenset(places), frozenset(sources - {""}))


def stream(view: View, links: Links) -> Iterator[bytes]:
    """The zip file, made while it is sent."""
    kept = closure(frozenset(view.events.index), view.dataset)
    described = _described(view, links)
    changed = store.last_modified(view.viewpoint)
    stamp = (changed.year, changed.month, changed.day, 0, 0, 0)
    sink = Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("README.md", _readme(view, links)),
            ("datapackage.json", json.dumps(described, ensure_ascii=False, indent=2) + "\n"),
            ("selection.csv", "\n".join(["id", *in_order(kept.selection)]) + "\n"),
        ):
            archive.writestr(_entry(name, stamp), text)
        yield sink.drain()
        for table in view.dataset.package.tables.values():
            with archive.open(_entry(table.path, stamp), "w") as file:
                for part in _cut(view.dataset.files[table.path], kept.keeps(table)):
                    file.write(part.encode())
                    yield sink.drain()
    yield sink.drain()


def _entry(name: str, stamp: Stamp) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, stamp)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _cut(content: bytes, keeps: Callable[[Row], bool]) -> Iterator[str]:
    """A table of the data set with the rows that `keeps` wants, in its own form."""
    reader = csv.DictReader(io.StringIO(content.decode(), newline=""))
    text = io.StringIO()
    writer = csv.DictWriter(text, reader.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    for count, row in enumerate(filter(keeps, reader), start=1):
        writer.writerow(row)
        if count % _BATCH == 0:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def _described(view: View, links: Links) -> dict[str, Any]:
    """datapackage.json: the tables of the data set and the selection; no boundaries."""
    package = view.dataset.package
    tables = [
        {key: value for key, value in table.description.items() if key not in ("bytes", "hash")}
        for table in package.tables.values()
    ]
    return {
        **package.descriptor,
        "homepage": links.view("/records", view),
        "description": f"{package.descriptor['description']} {view.sentence}.",
        "resources": [*tables, _SELECTION],
    }


def _readme(view: View, links: Links) -> str:
    _ = view.words.gettext
    count = view.words.ngettext("{count} record", "{count} records", len(view.events))
    counting = about.COUNTING["partnerships"]
    points = [
        _("datapackage.json describes each table (Frictionless Data Package)."),
        _("selection.csv names the records of the filter; what these renew is in events.csv too."),
        _("Localities, sources, evidence and successions are cut to what these records need."),
        _("Boundaries are not in it; localities.geojson of the API has them."),
        _(counting),
    ]
    parts = [
        f"# {_(NAME)}: {count}",
        "\n".join(
            f"- {heading}: {text}"
            for heading, text in about.notes(view, links.view("/records", view))
        ),
        "## " + _("What is in it"),
        "\n".join(f"- {point}" for point in points),
        _("The same filter again: {link}").format(link=links.view(f"{API}/package.zip", view)),
    ]
    return "\n\n".join(parts) + "\n"
