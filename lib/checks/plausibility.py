"""What is odd enough for a second look: warnings, but for a shape that cannot be drawn."""

import csv
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from datetime import timedelta
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import shapely

from lib.checks.registry import Cell, rules
from lib.checks.tables import COUNTS, CellRef, Data, Row, span
from lib.facts.documents import Status
from lib.facts.identifiers import order
from lib.facts.localities import COUNTRIES
from lib.facts.perspective import Units
from lib.language.i18n import SOURCE

# How long before an act a notice of it can appear: a signing is announced late.
_NOTICE = {"document": timedelta(days=60), "other": timedelta(days=180)}
# From this likeness on (0 to 1) two titles of one pair within a month seem to tell of one act.
_ALIKE = 0.9
# From then on a page that tells of an act looks back, and may tell of a later one.
_LATE = timedelta(days=365)
_MONTH = timedelta(days=31)
# With so many of the pair's acts before it a title is compared, which keeps the time linear.
_COMPARED = 8


def _early(data: Data) -> Iterator[CellRef]:
    for row, event, when, _, published in data.supporting:
        notice = _NOTICE["document" if event["kind"] in data.signed_kinds else "other"]
        early = published and when.first - published.last > notice
        if early and event["status"] != Status.ANNOUNCED:
            yield data["evidence"].at(row, "source_id", detail=str(published))


def _late(data: Data) -> Iterator[CellRef]:
    for row, _, when, _, published in data.supporting:
        late = published and published.first - when.last > _LATE
        if late and row["retrospective"] != "true":
            yield data["evidence"].at(row, "source_id", detail=str(published))


def _notices(data: Data) -> Iterator[CellRef]:
    later: dict[str, list[bool]] = defaultdict(list)
    for _, event, when, _, published in data.supporting:
        later[event["id"]].append(not (published and published.last < when.first))
    for key, found in later.items():
        event = data["events"].by_id[key]
        if not any(found) and event["status"] != Status.ANNOUNCED:
            yield data["events"].at(event, "date")


def _reported(data: Data) -> Iterator[CellRef]:
    for _, event, when, source, published in data.supporting:
        if event["status"] == Status.ANNOUNCED and published and published.first > when.last:
            yield data["events"].at(event, "status", detail=source["id"])


def _future(cell: Cell) -> bool:
    when = cell.date(cell.column)
    announced = cell.column == "date" and cell["status"] == Status.ANNOUNCED
    return bool(when and when.first > cell.data.today) and not announced


def _read(cell: Cell) -> bool | str:
    read, published = cell.date("read"), cell.date("published")
    return bool(read and published and read.last < published.first) and str(published)


def _over(cell: Cell) -> bool | str:
    until = cell.date("valid_until")
    over = until and until.last < cell.data.today and not cell["extension"]
    return bool(over and cell.value == Status.IN_FORCE) and str(until)


def _similar(data: Data) -> Iterator[CellRef]:
    pairs = defaultdict(list)
    for row in data["events"]:
        when = span(row["date"])
        if when and when.precision != "year":
            pairs[row["vn_id"], row["jp_id"]].append((when.first, row))
    for dated in pairs.values():
        recent: deque[Any] = deque(maxlen=_COMPARED)
        for day, row in sorted(dated, key=lambda each: each[0]):
            while recent and day - recent[0][0] > _MONTH:
                recent.popleft()
            title = row["title"].casefold()
            twin = next((other for _, text, other in recent if _alike(title, text)), None)
            if twin:
                first, second = sorted((row, twin), key=lambda each: order(each["id"]))
                yield data["events"].at(second, "title", detail=first["id"])
            recent.append((day, title, row))


def _alike(text: str, other: str) -> bool:
    """Whether the texts have so much in common, in this order, as a share of both."""
    least = _ALIKE * (len(text) + len(other)) / 2
    return min(len(text), len(other)) >= least and _common(text, other) >= least


def _common(text: str, other: str) -> int:
    """The length of the longest common subsequence.

    Bit-parallel (Crochemore et al. 2001; Hyyrö 2004): a bit for each sign of `text`, and one step
    for each of `other`. For titles a tenth of the time of difflib.
    """
    places: dict[str, int] = {}
    for i, sign in enumerate(text):
        places[sign] = places.get(sign, 0) | 1 << i
    every = (1 << len(text)) - 1
    left = every
    for sign in other:
        met = left & places.get(sign, 0)
        left = (left + met | left - met) & every
    return len(text) - left.bit_count()


def _repeated(data: Data) -> Iterator[CellRef]:
    for resource in data.package.translations.get("events", {}).values():
        table = data[resource.name]
        in_order = sorted(table, key=lambda row: order(row["id"]))
        for column in ("vn_party", "jp_party", "summary"):
            first: dict[str, Row] = {}
            for row in in_order:
                other = first.setdefault(row[column], row)
                if row[column] and other is not row:
                    one, two = (data.row("events", each["id"]) for each in (other, row))
                    if one and two and one[column].casefold() != two[column].casefold():
                        yield table.at(row, column, detail=other["id"])


@cache
def _gathering() -> dict[str, re.Pattern[str]]:
    """Per language what speaks of how a fact was gathered."""
    found = defaultdict(list)
    with Path(__file__).with_name("gathering_words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["lang"]].append(row["pattern"])
    return {lang: re.compile("|".join(words), re.IGNORECASE) for lang, words in found.items()}


# The longest patterns of all rules, and most texts are looked at again when a few are proposed.
@lru_cache(maxsize=1 << 13)
def _gathering_in(lang: str, text: str) -> str:
    words = _gathering().get(lang)
    found = words.search(text) if words else None
    return found.group() if found else ""


def _gathered(data: Data) -> Iterator[CellRef]:
    for name, table in data.tables.items():
        original, _, lang = name.partition(".")
        for column in data.package.texts(original):
            for row, found in table.told(column, partial(_gathering_in, lang or SOURCE)):
                yield table.at(row, column, detail=f"“{found}”")


@cache
def _polygon(geometry: str) -> Any:
    shape = shapely.from_geojson(geometry, on_invalid="ignore")
    return None if shape is None or shape.is_empty else shape


def _file(data: Data, unit: Row) -> str | None:
    """The boundary file that shows a province-level unit, a former one among those of its time."""
    units = Units.SIGNED if unit["valid_to"] else Units.TODAY
    files = data.package.boundaries
    shown = [name for name in data.package.boundaries_of(units) if name in data.shapes]
    return next((name for name in shown if files[name].country == unit["country"]), None)


def _no_boundary(cell: Cell) -> bool | str:
    side, file = COUNTRIES.get(cell["country"]), _file(cell.data, cell.row)
    drawn = side is not None and cell["level"] in side.provinces
    return bool(drawn and file and cell.value not in cell.data.shapes[file]) and str(file)


def _outside(cell: Cell) -> bool | str:
    top = cell.refers_to("localities", "parent_id") or cell.row
    shape = cell.data.shapes.get(_file(cell.data, top) or "", {}).get(top["id"])
    polygon = _polygon(shape) if shape else None
    try:
        point = shapely.Point(float(cell["longitude"]), float(cell["latitude"]))
    except ValueError:
        return False
    return polygon is not None and not polygon.intersects(point) and top["id"]


def _broken(data: Data) -> Iterator[CellRef]:
    for name, shapes in data.shapes.items():
        file = data.package.boundaries[name]
        for key, shape in shapes.items():
            polygon = _polygon(shape)
            sound = polygon is not None and polygon.geom_type in ("Polygon", "MultiPolygon")
            if not sound or (file.country and data.row("localities", key) is None):
                yield CellRef(file.path, 0, "id", key)


def count(data: Data) -> dict[str, dict[str, int]]:
    """What counts.json holds: the rows of each table, and the events of each kind."""
    events = data.tables.get("events", ())
    return {
        "tables": {name: len(table.rows) for name, table in data.tables.items()},
        "kinds": dict(sorted(Counter(row["kind"] for row in events).items())),
    }


def _fewer(data: Data) -> Iterator[CellRef]:
    counted, recorded = count(data), data.counts or {}
    for group, column in (("tables", ""), ("kinds", "kind")):
        expected = recorded.get(group)
        for key, least in expected.items() if isinstance(expected, dict) else ():
            table = data.tables.get(key if group == "tables" else "events")
            found = counted[group].get(key, 0)
            if table and isinstance(least, int) and found < least:
                detail = f"{key}, {found} instead of {least}"
                yield CellRef(table.file, 0, column, str(found), detail)


def _no_counts(data: Data) -> Iterator[CellRef]:
    counted, recorded = count(data), data.counts or {}
    for group, counts in counted.items():
        expected = recorded.get(group)
        if not isinstance(expected, dict) or counts.keys() - expected.keys():
            yield CellRef(COUNTS, 0, "", group)


RULES = rules(
    "plausibility",
    judges={
        "read-too-early": _read,
        "future": _future,
        "term-over": _over,
        "no-boundary": _no_boundary,
        "outside": _outside,
    },
    checks={
        "early-source": _early,
        "late-source": _late,
        "gathering": _gathered,
        "only-notices": _notices,
        "announced-and-reported": _reported,
        "similar-titles": _similar,
        "repeated-text": _repeated,
        "broken-shape": _broken,
        "fewer": _fewer,
        "no-counts": _no_counts,
    },
)
