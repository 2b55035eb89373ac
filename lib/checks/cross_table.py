"""Do the tables fit together, beyond the foreign keys that datapackage.json declares?"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from lib.checks.registry import Cell, Check, rules
from lib.checks.tables import CellRef, Data, Row, is_province_level, parts
from lib.facts.localities import COUNTRIES
from lib.facts.package import DESCRIPTOR
from lib.facts.vocabulary import Relation
from lib.language.i18n import LANGUAGES, SOURCE
from lib.language.spelling import keys


def _fields(data: Data) -> Iterator[CellRef]:
    known = data["fields"].values("code")
    for row, codes in data["events"].told("fields", lambda cell: {*parts(cell)} - known):
        for code in codes:
            yield data["events"].at(row, "fields", code)


def _uncited(data: Data) -> Iterator[CellRef]:
    cited = data["evidence"].values("event_id")
    return (data["events"].at(row, "id") for row in data["events"] if row["id"] not in cited)


def _unsupported(data: Data) -> Iterator[CellRef]:
    evidence = data["evidence"]
    supported = {row["event_id"] for row in evidence if row["relation"] == Relation.SUPPORTS}
    context_only = evidence.values("event_id") - supported
    return (data["events"].at(row, "id") for row in data["events"] if row["id"] in context_only)


def _orphans(data: Data) -> Iterator[CellRef]:
    used = data["evidence"].values("source_id") | data["successions"].values("source_id")
    return (data["sources"].at(row, "id") for row in data["sources"] if row["id"] not in used)


def _languages(data: Data) -> Iterator[CellRef]:
    """Texts and columns such as name_en stand there in every language of the program, and no other.

    `publisher` is its own English.
    """
    known = data.package.languages
    for lang in known:
        if lang not in LANGUAGES:
            yield CellRef(DESCRIPTOR, 0, "resources", lang)
    for name, texts in data.package.translations.items():
        for lang in LANGUAGES:
            if lang not in (SOURCE, *texts):
                yield CellRef(DESCRIPTOR, 0, "resources", f"{name}.{lang}")
    languages = tuple(dict.fromkeys((*LANGUAGES, *known)))
    for table in data.package.tables.values():
        stems = {c.rpartition("_")[0] for c in table.columns if c.rpartition("_")[2] in languages}
        for column in sorted(f"{stem}_{lang}" for stem in stems for lang in languages):
            stem, _, lang = column.rpartition("_")
            if column not in table.columns and not (lang == SOURCE and stem in table.columns):
                yield CellRef(DESCRIPTOR, 0, "resources", f"{table.name}.{column}")


def _publisher_names(data: Data) -> Iterator[CellRef]:
    """Against the house and names that most rows of a publisher have, in whatever order."""
    table = data["sources"]
    langs = (lang for lang in data.package.languages if lang != SOURCE)
    for column in ("publisher_id", *(f"publisher_{lang}" for lang in langs)):
        names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for row in table:
            if row.whole:
                names[row["publisher"]][row[column]] += 1
        usual = {key: max(known, key=lambda n: (known[n], n)) for key, known in names.items()}
        for row in table:
            name = usual.get(row["publisher"], row[column])
            if row[column] != name:
                yield table.at(row, column, detail=f"“{name}”")


def _untranslated(name: str, column: str) -> Check:
    """A check that each row of a table stands in each of its translations."""

    def check(data: Data) -> Iterator[CellRef]:
        for resource in data.package.translations.get(name, {}).values():
            translated = data[resource.name].by(*resource.key)
            for key, row in zip(data[name].keys(*resource.key), data[name], strict=True):
                if key not in translated:
                    yield data[name].at(row, column, detail=resource.path)

    return check


def _gaps(data: Data) -> Iterator[CellRef]:
    texts = data.package.texts("events")
    for resource in data.package.translations.get("events", {}).values():
        for row in data[resource.name]:
            english = data.row("events", row["id"])
            if english is None or not english.whole:
                continue
            for column in texts:
                if bool(row[column]) != bool(english[column]):
                    yield data[resource.name].at(row, column)


def _level(cell: Cell) -> bool | str:
    side = COUNTRIES.get(cell["country"])
    return side is not None and cell.value not in side.levels and side.country


def _country_code(cell: Cell) -> bool | str:
    prefix = cell.value.partition("-")[0].upper()
    return bool(cell.value) and prefix != cell["country"] and cell["country"]


def _parent(cell: Cell) -> bool | str:
    """The part of an identifier before the dot is the parent's; so no chain can be a circle."""
    expected, dot, _ = cell["id"].partition(".")
    if cell.value == (expected if dot else ""):
        return False
    return f"the identifier says {expected}" if dot else "the identifier names none"


def _parent_level(cell: Cell) -> bool | str:
    """Parents are province-level units, who have no parents; this and the country end a chain."""
    parent = cell.refers_to("localities", "parent_id")
    if is_province_level(cell.row) == bool(cell["parent_id"]):
        return "a province-level unit has no parent, and every other unit has one"
    if parent and not is_province_level(parent):
        return "its parent is no province-level unit"
    return False


def _code(cell: Cell) -> bool | str:
    side = COUNTRIES.get(cell["country"])
    coded = side is not None and cell["level"] in side.provinces
    if coded == bool(cell.value):
        return False
    return "is missing for a province-level unit" if coded else "is for provinces only"


def _shared(data: Data) -> Iterator[CellRef]:
    for column in ("iso_3166_2", "wikidata_id"):
        units = {(row[column], data.same_unit(row["id"])) for row in data["localities"]}
        codes = Counter(code for code, _ in units)
        for row in data["localities"]:
            if row[column] and codes[row[column]] > 1:
                yield data["localities"].at(row, column)


def _region_country(cell: Cell) -> bool:
    unit, region = (
        cell.refers_to("localities", "locality_id"),
        cell.refers_to("regions", cell.column),
    )
    return unit is not None and region is not None and unit["country"] != region["country"]


def _region_rank(data: Data) -> Iterator[CellRef]:
    taken = Counter((row["country"], row["rank"]) for row in data["regions"])
    for row in data["regions"]:
        if taken[row["country"], row["rank"]] > 1:
            yield data["regions"].at(row, "rank")


def _unused(data: Data) -> Iterator[CellRef]:
    named = data["events"].values("vn_id") | data["events"].values("jp_id")
    named |= data["successions"].values("successor_id")
    for row in data["localities"]:
        if row["parent_id"] and row["id"] not in named:
            yield data["localities"].at(row, "id")


def _unnamed(data: Data) -> Iterator[CellRef]:
    named = data["names"].values("locality")
    for row in data["localities"]:
        if row["id"] not in named:
            yield data["localities"].at(row, "id")


def _labels(unit: Row) -> set[str]:
    return {value for column, value in unit.items() if column.startswith("name_")}


def _repeated_name(cell: Cell) -> bool:
    unit = cell.refers_to("localities", "locality")
    return unit is not None and cell.value in _labels(unit)


def _ambiguous(data: Data) -> Iterator[CellRef]:
    """An abbreviation by which a reader would find two places, however it is written."""
    holders: dict[str, set[str]] = {}
    names = [(row["locality"], row["name"]) for row in data["names"]]
    names += [(row["id"], name) for row in data["localities"] for name in _labels(row)]
    for unit, name in names:
        for spelling in keys(name)[:1]:
            holders.setdefault(spelling, set()).add(unit)
    for row in data["names"]:
        if row["kind"] == "abbreviation":
            others = set().union(*(holders[key] for key in keys(row["name"])[:1]))
            if others := others - {row["locality"]}:
                yield data["names"].at(row, "name", detail=", ".join(sorted(others)))


RULES = rules(
    "cross_table",
    judges={
        "succession-source": lambda cell: not cell.value,
        "level-of-country": _level,
        "code-of-country": _country_code,
        "parent": _parent,
        "parent-level": _parent_level,
        "missing-code": _code,
        "region-country": _region_country,
        "repeated-name": _repeated_name,
    },
    checks={
        "unknown-field": _fields,
        "event-without-source": _uncited,
        "event-without-support": _unsupported,
        "orphan-source": _orphans,
        "missing-language": _languages,
        "publisher-name": _publisher_names,
        "untranslated-event": _untranslated("events", "id"),
        "untranslated-text": _gaps,
        "untranslated-evidence": _untranslated("evidence", "source_id"),
        "shared-code": _shared,
        "region-rank": _region_rank,
        "ambiguous-abbreviation": _ambiguous,
        "unnamed-unit": _unnamed,
        "unused-unit": _unused,
    },
)
