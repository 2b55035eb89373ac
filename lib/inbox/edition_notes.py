"""What CHANGES.md and ERRATA.md of a package say of a version that was published.

Both are in English, as all of their text is; names of places and of kinds are those of the tables.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lib.counting import partnerships
from lib.facts import history, perspective
from lib.facts.dataset import Dataset
from lib.facts.history import Change, Kind
from lib.facts.identifiers import in_order
from lib.facts.perspective import Units
from lib.inbox.news import Step
from lib.language.i18n import SOURCE
from lib.language.quoting import escape_markdown

CHANGES, ERRATA = "CHANGES.md", "ERRATA.md"
# Longer cells are named in ERRATA.md and not repeated there.
_SHORT = 80


def write(folder: Path, step: Step) -> None:
    """Write a heading into CHANGES.md and rows into ERRATA.md, of those that the package has."""
    for name, put in ((CHANGES, _with_heading), (ERRATA, _with_rows)):
        path = folder / name
        if path.exists():
            text = path.read_text(encoding="utf-8")
            path.write_text(put(text, step), encoding="utf-8", newline="\n")


def _with_heading(text: str, step: Step) -> str:
    """The text with what the version brings above the versions before it."""
    first = re.search(r"^## ", text, re.MULTILINE)
    at = first.start() if first else len(text)
    return f"{text[:at]}{_heading(step)}\n\n{text[at:]}"


def _heading(step: Step) -> str:
    after = step.after
    signed = perspective.see(after, Units.SIGNED, step.day)
    counted = partnerships.totals(signed.events)
    parts = [
        f"## {after.version}",
        f"{counted.records:,} events, {counted.documents:,} signed documents between "
        f"{counted.partnerships:,} pairs, {len(after.sources):,} sources, "
        f"{len(after.evidence):,} citations.",
    ]
    if step.added:
        parts += ["**Added**", _listed(_record(after, key) for key in step.added)]
    if step.changed:
        told = (_correction(step, key) for key in step.changed)
        parts += ["**Corrected or completed**", _listed(told)]
    places = in_order(
        {c.id for c in step.changes if c.table == "localities" and c.change == Kind.ADDED}
    )
    if places:
        names = (f"`{key}`: {escape_markdown(after.full_name(key, SOURCE))}." for key in places)
        parts += ["**Localities added**", _listed(names)]
    return "\n\n".join(parts)


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _record(dataset: Dataset, key: str) -> str:
    """A record in a line: its kind, pair, date and sources."""
    event: Any = dataset.event(key)
    pair = escape_markdown(dataset.pair_name(event.vn_id, event.jp_id, SOURCE))
    kind = dataset.label("kinds", event.kind, SOURCE).lower()
    date_ = event.date or "undated"
    evidence = dataset.evidence
    cited = evidence["source_id"][evidence["event_id"] == key]
    return f"`{key}`: {kind}, {pair}, {date_} ({_codes(cited)})."


def _correction(step: Step, key: str) -> str:
    """What changed of a record in a line, and why."""
    changes = [c for c in step.changes if history.record_of(c.table, c.id) == key]
    columns = _codes(dict.fromkeys(c.column for c in changes if c.column))
    new = [c.id.rpartition("/")[2] for c in changes if c.change == Kind.ADDED]
    cited = f"cited now: {_codes(dict.fromkeys(new))}" if new else ""
    said = "; ".join(filter(None, (columns, cited)))
    correction = step.news.corrections.get(key)
    why = correction.reason.get(SOURCE, "") if correction else ""
    return f"`{key}`: {said}. {escape_markdown(why)}".rstrip()


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


# --- ERRATA.md ------------------------------------------------------------------------------------


def _with_rows(text: str, step: Step) -> str:
    """The text with a row for each record that was wrong, the latest first."""
    rows = [row for key in step.changed if (row := _row(step, key))]
    head = re.search(r"^\|[-| ]+\|\n", text, re.MULTILINE)
    if not rows or head is None:
        return text
    return text[: head.end()] + "".join(f"{row}\n" for row in rows) + text[head.end() :]


def _row(step: Step, key: str) -> str:
    correction = step.news.corrections.get(key)
    told = [
        _was(change, step)
        for change in step.changes
        if change.table == "events" and change.id == key and change.change == Kind.CORRECTED
    ]
    if correction is None or not correction.is_error or not told:
        return ""
    return (
        f"| {step.day.isoformat()} | {key} | {'; '.join(told)}. | {', '.join(correction.sources)} |"
    )


def _was(change: Change, step: Step) -> str:
    """What a cell was and what it is now; of a long one its column alone."""
    old, new = (_cell(data, change) for data in (step.before, step.after))
    if max(len(old), len(new)) > _SHORT:
        return f"`{change.column}` said otherwise"
    return f"`{change.column}`: “{escape_markdown(old)}” became “{escape_markdown(new)}”"


def _cell(dataset: Dataset, change: Change) -> str:
    event = dataset.events.loc[change.id]
    name = {"status": "stated_status"}.get(change.column, change.column)
    value = event[name] if name in event else event[f"{name}_{SOURCE}"]
    return ";".join(value) if isinstance(value, tuple) else str(value)
