"""Do the tables fit together, beyond the foreign keys that datapackage.json declares?"""

from collections import Counter
from collections.abc import Iterator

from lib.checks.registry import rule
from lib.checks.tables import Data, Place, is_province_level, parts

# Texts that stand in English in events.csv and must stand in each translation as well.
_TEXTS = ("vn_party", "jp_party", "title", "summary", "date_note", "status_note")
_LANGUAGES = ("vi", "ja")
_LEVELS = {
    "VN": ("province", "municipality", "provincial_city", "district"),
    "JP": ("prefecture", "city", "town", "village", "region"),
}


@rule("unknown-field", "events.csv:fields", "error", "is not a code of fields.csv")
def _fields(data: Data) -> Iterator[Place]:
    known = data["fields"].values("code")
    for row in data["events"]:
        for code in parts(row["fields"]):
            if code not in known:
                yield data["events"].at(row, "fields", code)


@rule("event-without-source", "events.csv:id", "error", "has no source in evidence.csv")
def _uncited(data: Data) -> Iterator[Place]:
    cited = data["evidence"].values("event_id")
    return (data["events"].at(row, "id") for row in data["events"] if row["id"] not in cited)


@rule("event-without-support", "events.csv:id", "error", "has sources, but none that supports it")
def _unsupported(data: Data) -> Iterator[Place]:
    cited = data["evidence"].values("event_id")
    supported = {r["event_id"] for r in data["evidence"] if r["relation"] == "supports"}
    for row in data["events"]:
        if row["id"] in cited - supported:
            yield data["events"].at(row, "id")


@rule("orphan-source", "sources.csv:id", "error", "is a source that nothing cites")
def _orphans(data: Data) -> Iterator[Place]:
    used = data["evidence"].values("source_id") | data["successions"].values("source_id")
    return (data["sources"].at(row, "id") for row in data["sources"] if row["id"] not in used)


@rule(
    "succession-source", "successions.csv:source_id", "error", "is empty: no source for the change"
)
def _succession_source(data: Data) -> Iterator[Place]:
    table = data["successions"]
    return (table.at(row, "source_id") for row in table if not row["source_id"])


@rule("publisher-name", "sources.csv:publisher_??", "error", "is {} elsewhere")
def _publisher_names(data: Data) -> Iterator[Place]:
    table = data["sources"]
    first = table.by("publisher")
    for row in table:
        for column in (f"publisher_{lang}" for lang in _LANGUAGES):
            told = first[row["publisher"],]
            if told.whole and row[column] != told[column]:
                yield table.at(row, column, detail=f"“{told[column]}”")


@rule("untranslated-event", "events.csv:id", "error", "has no row in {}")
def _untranslated(data: Data) -> Iterator[Place]:
    for lang in _LANGUAGES:
        translated = data[f"events.{lang}"].values("id")
        for row in data["events"]:
            if row["id"] not in translated:
                yield data["events"].at(row, "id", detail=data[f"events.{lang}"].file)


@rule(
    "untranslated-text", "events.??.csv:*", "error", "is empty here or in events.csv, not in both"
)
def _gaps(data: Data) -> Iterator[Place]:
    for lang in _LANGUAGES:
        for row in data[f"events.{lang}"]:
            english = data.events.get(row["id"])
            if english is None or not english.whole:
                continue
            for column in _TEXTS:
                if bool(row[column]) != bool(english[column]):
                    yield data[f"events.{lang}"].at(row, column)


@rule("untranslated-evidence", "evidence.csv:source_id", "error", "has no row in {}")
def _evidence(data: Data) -> Iterator[Place]:
    for lang in _LANGUAGES:
        translated = data[f"evidence.{lang}"].by("event_id", "source_id")
        for row in data["evidence"]:
            if (row["event_id"], row["source_id"]) not in translated:
                yield data["evidence"].at(row, "source_id", detail=data[f"evidence.{lang}"].file)


@rule("level-of-country", "localities.csv:level", "error", "is not a level of {}")
def _level(data: Data) -> Iterator[Place]:
    for row in data["localities"]:
        if row["level"] not in _LEVELS.get(row["country"], (row["level"],)):
            yield data["localities"].at(row, "level", detail=row["country"])


@rule(
    "code-of-country",
    "localities.csv:id localities.csv:iso_3166_2",
    "error",
    "is not one of the country {}",
)
def _prefix(data: Data) -> Iterator[Place]:
    for row in data["localities"]:
        for column in ("id", "iso_3166_2"):
            if row[column] and row[column].partition("-")[0].upper() != row["country"]:
                yield data["localities"].at(row, column, detail=row["country"])


@rule("parent", "localities.csv:parent_id", "error", "is not what it should be: {}")
def _parents(data: Data) -> Iterator[Place]:
    """The part of an identifier before the dot is the parent's; so no chain can be a circle."""
    for row in data["localities"]:
        expected, dot, _ = row["id"].partition(".")
        if row["parent_id"] != (expected if dot else ""):
            detail = f"the identifier says {expected}" if dot else "the identifier names none"
            yield data["localities"].at(row, "parent_id", detail=detail)


@rule("parent-level", "localities.csv:level", "error", "does not fit: {}")
def _parent_level(data: Data) -> Iterator[Place]:
    """Parents are province-level units, who have no parents; this and the country end a chain."""
    for row in data["localities"]:
        parent = data.localities.get(row["parent_id"])
        if is_province_level(row) == bool(row["parent_id"]):
            detail = "a province-level unit has no parent, and every other unit has one"
            yield data["localities"].at(row, "level", detail=detail)
        elif parent and not is_province_level(parent):
            yield data["localities"].at(row, "level", detail="its parent is no province-level unit")


@rule("missing-code", "localities.csv:iso_3166_2 localities.csv:wikidata_id", "error", "{}")
def _codes(data: Data) -> Iterator[Place]:
    for row in data["localities"]:
        coded = is_province_level(row) and row["level"] != "region"
        for column in ("iso_3166_2", "wikidata_id"):
            if coded != bool(row[column]):
                detail = (
                    "is missing for a province-level unit" if coded else "is for provinces only"
                )
                yield data["localities"].at(row, column, detail=detail)


@rule(
    "shared-code",
    "localities.csv:iso_3166_2 localities.csv:wikidata_id",
    "error",
    "is the code of another unit too, which is not this one under another name or rank",
)
def _shared(data: Data) -> Iterator[Place]:
    for column in ("iso_3166_2", "wikidata_id"):
        units = {(row[column], data.same_unit(row["id"])) for row in data["localities"]}
        codes = Counter(code for code, _ in units)
        for row in data["localities"]:
            if row[column] and codes[row[column]] > 1:
                yield data["localities"].at(row, column)


@rule("unused-unit", "localities.csv:id", "warning", "is a smaller unit that no event names")
def _unused(data: Data) -> Iterator[Place]:
    named = data["events"].values("vn_id") | data["events"].values("jp_id")
    followed = {row["successor_id"] for row in data["successions"]}
    for row in data["localities"]:
        if row["parent_id"] and row["id"] not in named | followed:
            yield data["localities"].at(row, "id")
