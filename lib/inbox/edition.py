"""A new version of the data package in a folder, from rows that it gets and why.

What a person does by hand (docs/architecture.md, "Keeping the data") in one go: the version before
is archived, the rows are put in, and all that speaks of the version is written: `datapackage.json`,
`versions.csv`, `changes.csv`, `CHANGES.md`, `ERRATA.md`, `counts.json` and `README.md`.
"""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lib import dictionary
from lib.checks import files, plausibility
from lib.checks.tables import COUNTS
from lib.facts import history, reference
from lib.facts.dataset import Dataset, load_dataset, read_files
from lib.facts.history import Change, Kind
from lib.facts.localities import side_of
from lib.facts.package import DESCRIPTOR, Resource
from lib.inbox import edition_notes
from lib.inbox.news import News, Step, added, changed
from lib.language.i18n import words
from lib.upkeep import rows as lines
from lib.upkeep import versions
from lib.upkeep.place_names import derived
from lib.upkeep.rows import Row

# Which publication wrote the version: by it one that was interrupted is known again.
PUBLICATION = "publication"
_UNITS = Resource("units", "build/units.csv", {"schema": {"primaryKey": "id"}})
_BY_HAND = Resource(
    "other_names", "build/other_names.csv", {"schema": {"primaryKey": ["locality", "name"]}}
)


def next_version(version: str, adds: bool) -> str:
    """The number after a version: of one that adds records, or of one that only changes some."""
    major, minor, patch = (int(part) for part in version.split("."))
    return f"{major}.{minor + 1}.0" if adds else f"{major}.{minor}.{patch + 1}"


def write(folder: Path, news: News, day: date, publication: str) -> list[str]:
    """Make the package in `folder` the next version; returns the paths of the files that changed.

    Raises KeyError for a table or column that the package does not have.
    """
    old = _contents(folder)
    before = load_dataset(folder)
    versions.archive(folder, folder)
    lines.put(folder, before.package, news.rows)
    _name(folder, before, news)
    _build(folder, news)
    changes = history.compare(before.files, read_files(folder))
    version = next_version(before.version, adds=bool(added(changes)))
    # The day of a version is never before that of the one before.
    day = max(day, before.package.created)
    _describe(folder, version, day, publication)
    lines.put(folder, before.package, _told(before, version, day, changes, news))
    after = load_dataset(folder)
    edition_notes.write(folder, Step(before, after, changes, news, day))
    counts = plausibility.count(files.read(folder, day)[0])
    save(folder / COUNTS, json.dumps(counts, indent=2) + "\n")
    if (folder / dictionary.README).exists():
        save(folder / dictionary.README, dictionary.text(after))
    return [name for name, content in _contents(folder).items() if old.get(name) != content]


def _name(folder: Path, before: Dataset, news: News) -> None:
    """Give the new localities their further names, by which a search finds them too."""
    rows: list[Row] = []
    readings: list[Row] = []
    for unit in news.rows.get("localities", ()):
        if unit["id"] in before.localities.index:
            continue
        labels = {unit[f"name_{lang}"] for lang in before.languages}
        reading = _reading(unit["id"])
        try:
            names = [*derived(unit, reading)]
        except ValueError:
            # A curator wrote the name otherwise than it is read: the reading is left out.
            reading, names = "", [*derived(unit, "")]
        named = {name: (lang, kind) for name, lang, kind in reversed(names)}
        own = [
            {"locality": unit["id"], "name": name, "language": lang, "kind": kind}
            for name, (lang, kind) in sorted(named.items())
            if name not in labels
        ]
        rows += own
        readings += [row for row in own if row["name"] == reading]
    lines.put(folder, before.package, {"names": rows})
    by_hand = folder / _BY_HAND.path
    if readings and by_hand.exists():
        by_hand.write_bytes(lines.put_into(by_hand.read_bytes(), _BY_HAND, readings))


def _reading(key: str) -> str:
    """The kana of a Japanese place as the reference has them, with their rank; "" for any other."""
    place = reference.place(key)
    return place.other_names[0] if place and side_of(key) == "jp" and place.other_names else ""


def _build(folder: Path, news: News) -> None:
    """What localities.csv is built from, where that is beside it, has the new localities too."""
    path = folder / _UNITS.path
    given = list(news.rows.get("localities", ()))
    if given and path.exists():
        content = path.read_bytes()
        columns = content.partition(b"\n")[0].decode().split(",")
        rows = [{name: row[name] for name in columns if name in row} for row in given]
        path.write_bytes(lines.put_into(content, _UNITS, rows))


def save(path: Path, text: str) -> None:
    """Write a file of the package."""
    path.write_text(text, encoding="utf-8", newline="\n")


def _contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _describe(folder: Path, version: str, day: date, publication: str) -> None:
    path = folder / DESCRIPTOR
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    told = {"version": version, "created": f"{day.isoformat()}T00:00:00Z"}
    described = {}
    for name, value in descriptor.items():
        if name != PUBLICATION:
            described[name] = told.get(name, value)
        if name == "version":
            described[PUBLICATION] = publication
    save(path, json.dumps(described, indent=2, ensure_ascii=False) + "\n")


def _told(
    before: Dataset, version: str, day: date, changes: Sequence[Change], news: News
) -> dict[str, list[Row]]:
    """The rows of versions.csv and changes.csv that tell of a version."""
    dated = {"version": version, "date": day.isoformat()}
    summaries = {f"summary_{lang}": _summary(changes, lang) for lang in before.languages}
    told: list[Row] = []
    for change in changes:
        correction = news.corrections.get(history.record_of(change.table, change.id))
        why = correction.reason if correction and change.change != Kind.ADDED else {}
        cells = {"table": change.table, "id": change.id, "column": change.column}
        reasons = {f"reason_{lang}": why.get(lang, "") for lang in before.languages}
        told.append({**dated, **cells, "change": str(change.change), **reasons})
    return {"versions": [{**dated, **summaries}], "changes": told}


def _summary(changes: Sequence[Change], lang: str) -> str:
    """What a version changes, in one sentence or two."""
    said = words(lang)
    parts = []
    if new := len(added(changes)):
        parts.append(said.ngettext("{count} record added.", "{count} records added.", new))
    if touched := len(changed(changes)):
        parts.append(
            said.ngettext(
                "{count} record corrected or completed.",
                "{count} records corrected or completed.",
                touched,
            )
        )
    return said.sentences(parts or [said.gettext("No record is changed.")])
