"""docs/coverage.md: the pairs known here against lists that others keep, as a person took them.

A list is a CSV file in UTF-8 with the columns `vn` and `jp` (a locality's id or its name in any
language) and, if it has them, `date` (2014, 2014-12 or 2014-12-25). Its file name is its title.
Pairs are compared with the units that hold their ties on the day, so that a list may name a former
unit or the one that follows it.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lib.facts import successions
from lib.facts.dataset import Dataset
from lib.facts.localities import side_of
from lib.facts.rows import rows
from lib.language import edtf
from lib.language.i18n import SOURCE
from lib.language.quoting import escape_markdown

REPORT = Path(__file__).parents[2] / "docs" / "coverage.md"
_RULE = (
    "Compared are pairs of localities with a signed document, with the units that hold their ties "
    "on that day. A pair that is missing was not found, which does not mean that it does not "
    "exist; the lists count by rules of their own."
)
Pair = tuple[str, str]


@dataclass(frozen=True)
class Entry:
    """A row of a list: its line, what it names, and the date that it gives, "" without."""

    line: int
    vn: str
    jp: str
    date: str


@dataclass
class Compared:
    """A list against the pairs known here: entries on both sides, there only, and not understood
    with why; pairs here only; and entries of which no document has the date.
    """

    title: str
    both: list[Entry] = field(default_factory=list)
    there: list[Entry] = field(default_factory=list)
    unclear: list[tuple[Entry, str]] = field(default_factory=list)
    here: list[Pair] = field(default_factory=list)
    dates: list[tuple[Entry, list[str]]] = field(default_factory=list)


def read(path: Path) -> list[Entry]:
    """The rows of a list; raises ValueError that names the file, and the line of a bad date."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if lacking := {"vn", "jp"} - set(reader.fieldnames or ()):
                raise ValueError(f"{path}: there is no column {', '.join(sorted(lacking))}")
            entries = [
                Entry(reader.line_num, *((row.get(c) or "").strip() for c in ("vn", "jp", "date")))
                for row in reader
            ]
    except OSError:
        raise ValueError(f"{path} is missing or cannot be opened") from None
    except (UnicodeDecodeError, csv.Error):
        raise ValueError(f"{path} is not CSV in UTF-8") from None
    for entry in entries:
        if entry.date:
            try:
                edtf.parse(entry.date)
            except edtf.DateError:
                raise ValueError(
                    f"{path}, line {entry.line}: “{entry.date}” is not a date such as 2014, "
                    "2014-12 or 2014-12-25"
                ) from None
    return entries


def compare(dataset: Dataset, title: str, entries: Iterable[Entry], day: date) -> Compared:
    """A list against the pairs with a signed document."""
    holders = successions.current_units(dataset.successions, day)
    signed = dataset.events[dataset.events["signed"]]
    known: dict[Pair, list[str]] = {}
    for event in rows(signed):
        pair = holders.get(event.vn_id, event.vn_id), holders.get(event.jp_id, event.jp_id)
        known.setdefault(pair, []).append(event.date)
    result = Compared(title)
    met: set[Pair] = set()
    for entry in entries:
        found, why = _pair(entry, dataset, holders)
        if found is None:
            result.unclear.append((entry, why))
        elif found not in known:
            result.there.append(entry)
        else:
            met.add(found)
            result.both.append(entry)
            if entry.date and not any(_agree(entry.date, own) for own in known[found]):
                result.dates.append((entry, sorted(filter(None, known[found]))))
    result.here = sorted(known.keys() - met)
    return result


def _pair(entry: Entry, dataset: Dataset, holders: dict[str, str]) -> tuple[Pair | None, str]:
    ends = []
    for side, name in (("vn", entry.vn), ("jp", entry.jp)):
        keys = {name} & set(dataset.localities.index) or dataset.gazetteer.named(name)
        held = {holders.get(key, key) for key in keys if side_of(key) == side}
        if not held:
            return None, f"{name or 'an empty cell'}: no such locality here"
        if len(held) > 1:
            return None, f"{name}: could be {', '.join(sorted(held))}"
        ends.append(held.pop())
    return (ends[0], ends[1]), ""


def _agree(one: str, other: str) -> bool:
    """Whether two dates can mean the same day."""
    if not other:
        return False
    first, second = edtf.parse(one), edtf.parse(other)
    return first.first <= second.last and second.first <= first.last


def report(dataset: Dataset, lists: Sequence[Path], day: date) -> str:
    """The page, in Markdown; raises ValueError as `read` does."""
    parts = [
        "# Coverage: the pairs known here against other lists",
        "<!-- Written by `make coverage` from lists that a person took. Do not edit. -->",
        f"Data version {dataset.version}, on {day.isoformat()}. {_RULE}",
    ]
    for path in lists:
        parts += _section(compare(dataset, path.stem, read(path), day), dataset)
    return "\n\n".join(parts) + "\n"


def _section(compared: Compared, dataset: Dataset) -> list[str]:
    here = [dataset.pair_name(vn, jp, SOURCE) for vn, jp in compared.here]
    there = [_named(entry) for entry in compared.there]
    dates = [f"{_named(entry)}; here {', '.join(own)}" for entry, own in compared.dates]
    unclear = [f"line {entry.line}: {escape_markdown(why)}" for entry, why in compared.unclear]
    return [
        f"## {escape_markdown(compared.title)}",
        f"{len(compared.both)} entries are pairs known here too.",
        *_list("Only there", there),
        *_list("Only here", here),
        *_list("Dates that no document of the pair has", dates),
        *_list("Names that could not be assigned", unclear),
    ]


def _named(entry: Entry) -> str:
    text = escape_markdown(f"{entry.vn} – {entry.jp}")
    return f"{text} ({entry.date})" if entry.date else text


def _list(title: str, lines: list[str]) -> list[str]:
    return [f"### {title}: {len(lines)}", *(["\n".join(f"- {x}" for x in lines)] if lines else [])]
