"""Do the tables fit together, beyond the foreign keys that datapackage.json declares?"""

from lib.checks.finding import Finding
from lib.checks.tables import Table

# Texts that stand in English in events.csv and must stand in each translation as well.
_TEXTS = ("vn_party", "jp_party", "title", "summary", "date_note", "status_note")


def check(tables: dict[str, Table]) -> list[Finding]:
    """Known field codes, a source for each event, a use for each source, texts in all languages."""
    return [
        *_codes(tables),
        *_sources(tables),
        *_translations(tables),
    ]


def _codes(tables: dict[str, Table]) -> list[Finding]:
    known = tables["fields"].ids("code")
    events = tables["events"]
    return [
        Finding(events.file, row.line, "fields", code, "is not a code of fields.csv")
        for row in events
        for code in filter(None, row["fields"].split(";"))
        if code not in known
    ]


def _sources(tables: dict[str, Table]) -> list[Finding]:
    events, sources = tables["events"], tables["sources"]
    cited = tables["evidence"].ids("event_id")
    used = tables["evidence"].ids("source_id") | tables["successions"].ids("source_id")
    return [
        Finding(events.file, row.line, "id", row["id"], "has no source in evidence.csv")
        for row in events
        if row["id"] not in cited
    ] + [
        Finding(sources.file, row.line, "id", row["id"], "is a source that nothing cites")
        for row in sources
        if row["id"] not in used
    ]


def _translations(tables: dict[str, Table]) -> list[Finding]:
    findings = []
    english = {row["id"]: row for row in tables["events"]}
    for name in ("events.vi", "events.ja"):
        table = tables[name]
        translated = {row["id"]: row for row in table}
        for key, row in english.items():
            other = translated.get(key)
            if other is None:
                rule = f"has no row in {table.file}"
                findings.append(Finding("events.csv", row.line, "id", key, rule))
                continue
            for column in _TEXTS:
                if bool(row[column]) != bool(other[column]):
                    rule = "is empty here or in events.csv, but not in both"
                    findings.append(Finding(table.file, other.line, column, other[column], rule))
    return findings
