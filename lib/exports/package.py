"""`/api/v1/package.zip`: the data package cut to a filter, and closed under its references.

Without a filter it is the whole data set: every table and row, the boundaries, and what is written
of changes and errors. With one, in it are the events that the filter keeps; what they renew; their
evidence; the sources and localities of all that; and the successions of these localities, forwards
and backwards, so that the package can be read as of today too. `selection.csv` names the events of
the filter alone.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lib.exports import about
from lib.exports.streams import Sink
from lib.facts import archive, documents
from lib.facts.dataset import Dataset
from lib.facts.identifiers import in_order
from lib.facts.package import DESCRIPTOR, Resource
from lib.site import store
from lib.site.identity import NAME
from lib.site.links import API, Links, version
from lib.site.view import View

_BATCH = 5000
Row = dict[str, str]
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
    earlier = documents.earlier(dataset.events)
    kept, new = set(events), set(events)
    while new:
        new = {other for key in new for other in earlier[key]} - kept
        kept |= new
    own = dataset.events.loc[in_order(kept)]
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


def whole(dataset: Dataset) -> bytes:
    """The zip file of a version: its files as they are, which are the same in any language."""
    return archive.pack(dataset.files, dataset.package.created)


def stream(view: View, links: Links) -> Iterator[bytes]:
    """The zip file, made while it is sent."""
    day = store.last_modified(view.viewpoint).date()
    sink = Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, parts in _files(view, links):
            with packed.open(archive.entry(name, day), "w") as file:
                for part in parts:
                    file.write(part.encode() if isinstance(part, str) else part)
                    yield sink.drain()
    yield sink.drain()


def _files(view: View, links: Links) -> Iterator[tuple[str, Iterable[str | bytes]]]:
    """The path and the content of each file."""
    yield "README.md", [_readme(view, links)]
    dataset = view.dataset
    if not view.chosen:
        yield from ((path, [content]) for path, content in dataset.files.items())
        return
    kept = closure(frozenset(view.events.index), dataset)
    described = _described(view, links)
    yield DESCRIPTOR, [json.dumps(described, ensure_ascii=False, indent=2) + "\n"]
    yield "selection.csv", ["\n".join(["id", *in_order(kept.selection)]) + "\n"]
    for table in dataset.package.tables.values():
        yield table.path, _cut(dataset.files[table.path], kept.keeps(table))


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
    cut = [
        _(
            "selection.csv names the records of the filter; what these renew or replace is in "
            "events.csv too."
        ),
        _("Localities, sources, evidence and successions are cut to what these records need."),
        _("Boundaries are not in it; localities.geojson of the API has them."),
    ]
    complete = [
        _("It is the whole data set: all tables and boundaries, and what changed in each version."),
    ]
    points = [
        _("datapackage.json describes each table (Frictionless Data Package)."),
        *(cut if view.chosen else complete),
        _(counting),
    ]
    here = links.view(f"{API}/package.zip", view)
    same = _("The same filter again: {link}")
    if not view.chosen:
        here = links.to(version(view.dataset.version))
        same = _("This version at an address that stays: {link}")
    parts = [
        f"# {_(NAME)}: {count}",
        "\n".join(
            f"- {heading}: {text}"
            for heading, text in about.notes(view, links.view("/records", view))
        ),
        "## " + _("What is in it"),
        "\n".join(f"- {point}" for point in points),
        same.format(link=here),
    ]
    return "\n\n".join(parts) + "\n"
