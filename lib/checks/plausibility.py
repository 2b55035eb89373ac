"""What is odd enough for a second look: warnings, but for a shape that cannot be drawn."""

import difflib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any

import shapely

from lib.checks.registry import rule
from lib.checks.tables import COUNTS, Data, Place, Row, is_province_level, span

# How long before an act a notice of it can appear: a signing is announced late.
_NOTICE = {"document": timedelta(days=60), "other": timedelta(days=180)}
# From this likeness on (0 to 1) two titles of one pair within a month seem to tell of one act.
_ALIKE = 0.9


def _supporting(data: Data) -> Iterator[tuple[Row, Row, Row]]:
    """Each evidence row that supports a dated event, with the event and the dated source."""
    for row in data["evidence"]:
        event, source = data.events.get(row["event_id"]), data.sources.get(row["source_id"])
        if event and source and row["relation"] == "supports" and span(event["date"]):
            yield row, event, source


@rule(
    "early-source",
    "evidence.csv:source_id",
    "warning",
    "was published on {}, too long before the act to support it",
)
def _early(data: Data) -> Iterator[Place]:
    for row, event, source in _supporting(data):
        when, published = span(event["date"]), span(source["published"])
        sort = "document" if event["kind"] in data.signed_kinds else "other"
        if not when or not published or event["status"] == "announced":
            continue
        if published.last + _NOTICE[sort] < when.first:
            yield data["evidence"].at(row, "source_id", detail=str(published))


@rule(
    "only-notices",
    "events.csv:date",
    "warning",
    "is later than all that supports the event, whose status is not announced",
)
def _notices(data: Data) -> Iterator[Place]:
    later: dict[str, list[bool]] = defaultdict(list)
    for _, event, source in _supporting(data):
        when, published = span(event["date"]), span(source["published"])
        later[event["id"]].append(not (when and published and published.last < when.first))
    for key, found in later.items():
        if not any(found) and data.events[key]["status"] != "announced":
            yield data["events"].at(data.events[key], "date")


@rule(
    "announced-and-reported",
    "events.csv:status",
    "warning",
    "is said of an event that a later page supports ({})",
)
def _reported(data: Data) -> Iterator[Place]:
    for _, event, source in _supporting(data):
        when, published = span(event["date"]), span(source["published"])
        if event["status"] == "announced" and when and published and published.first > when.last:
            yield data["events"].at(event, "status", detail=source["id"])


@rule("future", "events.csv:date sources.csv:published", "warning", "is a date in the future")
def _future(data: Data) -> Iterator[Place]:
    for name, column in (("events", "date"), ("sources", "published")):
        for row in data[name]:
            when = span(row[column])
            if when and when.first > data.today and row["status"] != "announced":
                yield data[name].at(row, column)


@rule("term-over", "events.csv:status", "warning", "is said although the stated term is over: {}")
def _over(data: Data) -> Iterator[Place]:
    for row in data["events"]:
        until = span(row["valid_until"])
        if row["status"] == "in_force" and until and until.last < data.today:
            yield data["events"].at(row, "status", detail=str(until))


@rule("similar-titles", "events.csv:title", "warning", "is nearly the title of {} within a month")
def _similar(data: Data) -> Iterator[Place]:
    pairs = defaultdict(list)
    for row in sorted(data["events"], key=lambda row: row["id"]):
        when = span(row["date"])
        if when and when.precision != "year":
            pairs[row["vn_id"], row["jp_id"]].append((when, row))
    for dated in pairs.values():
        for i, (when, row) in enumerate(dated):
            for other_day, other in dated[:i]:
                near = abs(when.first - other_day.first) <= timedelta(days=31)
                titles = row["title"].casefold(), other["title"].casefold()
                if near and difflib.SequenceMatcher(None, *titles).ratio() >= _ALIKE:
                    yield data["events"].at(row, "title", detail=other["id"])


@rule(
    "repeated-text",
    "events.??.csv:*",
    "warning",
    "is the text of {} too, where the English texts differ",
)
def _repeated(data: Data) -> Iterator[Place]:
    for name in ("events.vi", "events.ja"):
        for column in ("vn_party", "jp_party", "summary"):
            first: dict[str, Row] = {}
            for row in sorted(data[name], key=lambda row: row["id"]):
                other = first.setdefault(row[column], row)
                english = [data.events.get(key) for key in (other["id"], row["id"])]
                texts = {text[column].casefold() for text in english if text}
                if row[column] and len(texts) > 1:
                    yield data[name].at(row, column, detail=other["id"])


@cache
def _polygon(geometry: str) -> Any:
    shape = shapely.from_geojson(geometry, on_invalid="ignore")
    return None if shape is None or shape.is_empty else shape


def _shape(data: Data, unit: Row) -> tuple[str, str, Any]:
    """The boundary file in which a province-level unit stands, its id there, and the geometry."""
    file = "jp-47" if unit["country"] == "JP" else "vn-63" if unit["valid_to"] else "vn-34"
    return file, unit["id"], data.shapes.get(file, {}).get(unit["id"])


@rule("no-boundary", "localities.csv:id", "warning", "has no shape in boundaries/{}.geojson")
def _no_boundary(data: Data) -> Iterator[Place]:
    for row in data["localities"]:
        file, _, shape = _shape(data, row)
        drawn = is_province_level(row) and row["level"] != "region" and file in data.shapes
        if drawn and shape is None:
            yield data["localities"].at(row, "id", detail=file)


@rule(
    "outside",
    "localities.csv:latitude",
    "warning",
    "with its longitude lies outside the shape of {}",
)
def _outside(data: Data) -> Iterator[Place]:
    for row in data["localities"]:
        top = data.localities.get(row["parent_id"], row)
        _, key, shape = _shape(data, top)
        polygon = _polygon(json.dumps(shape)) if shape else None
        try:
            point = shapely.Point(float(row["longitude"]), float(row["latitude"]))
        except ValueError:
            continue
        if polygon is not None and not polygon.intersects(point):
            yield data["localities"].at(row, "latitude", detail=key)


@rule("broken-shape", "boundaries/*:id", "error", "has no polygon, or is no unit of localities.csv")
def _broken(data: Data) -> Iterator[Place]:
    for name, shapes in data.shapes.items():
        for key, shape in shapes.items():
            polygon = _polygon(json.dumps(shape))
            sound = polygon is not None and polygon.geom_type in ("Polygon", "MultiPolygon")
            if not sound or (name != "land" and key not in data.localities):
                yield Place(f"boundaries/{name}.geojson", 0, "id", key)


def count(data: Data) -> dict[str, dict[str, int]]:
    """What counts.json holds: the rows of each table, and the events of each kind."""
    events = data.tables.get("events", ())
    return {
        "tables": {name: len(table.rows) for name, table in data.tables.items()},
        "kinds": dict(sorted(Counter(row["kind"] for row in events).items())),
    }


@rule(
    "fewer",
    "*.csv: events.csv:kind",
    "warning",
    "is fewer than recorded: {}. If that is meant: python -m lib.checks --record",
)
def _fewer(data: Data) -> Iterator[Place]:
    counted, recorded = count(data), data.counts or {}
    for group, places in (("tables", ""), ("kinds", "kind")):
        expected = recorded.get(group)
        for key, least in expected.items() if isinstance(expected, dict) else ():
            if (key if group == "tables" else "events") not in data.tables:
                continue
            found = counted[group].get(key, 0)
            if isinstance(least, int) and found < least:
                file = f"{key}.csv" if group == "tables" else "events.csv"
                what = f"{key}, {found} instead of {least}"
                yield Place(file, 0, places, str(found), what)


@rule(
    "no-counts", f"{COUNTS}:", "warning", "is missing or incomplete: python -m lib.checks --record"
)
def _no_counts(data: Data) -> Iterator[Place]:
    counted, recorded = count(data), data.counts or {}
    for group, counts in counted.items():
        expected = recorded.get(group)
        if not isinstance(expected, dict) or counts.keys() - expected.keys():
            yield Place(COUNTS, 0, "", group)
