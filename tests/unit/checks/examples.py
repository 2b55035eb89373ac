"""For each rule a way to break the real data that this rule, and no other, finds.

`place` is `file:start:column`, where `start` is how the row's line starts, a line number, or 0.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.unit.checks.package import Copy, cells_of, line_of

Break = Callable[[Copy], object]


@dataclass(frozen=True)
class Example:
    """`says` is a part of the message; `also` names rules that cannot but be broken as well."""

    rule: str
    place: str
    says: str
    do: Break
    also: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.rule}-{self.place}"


def _cell(rule: str, place: str, value: str, says: str, *also: str, at: str = "") -> Example:
    """`value` stands in the cell at `place`; the finding is there too, or `at` another place."""
    file, start, column = place.split(":")

    def do(copy: Copy) -> None:
        copy.cells(file.removesuffix(".csv"), start, **{column: value})

    return Example(rule, at or place, says, do, also)


def _name(rule: str, row: str, rest: str, says: str) -> Example:
    """A row of names.csv more."""
    place = f"names.csv:{row}:name"
    return Example(rule, place, says, lambda copy: copy.add("names", f"{row},{rest}"))


def _line(rule: str, place: str, change: Callable[[str], str], says: str, *also: str) -> Example:
    file, start, _ = place.split(":")
    table = file.removesuffix(".csv")

    def do(copy: Copy) -> None:
        copy.line(table, 1 if start == "1" else copy.number(table, start), change)

    return Example(rule, place, says, do, also)


def _bytes(rule: str, place: str, change: Callable[[bytes], bytes], says: str) -> Example:
    return Example(rule, place, says, lambda copy: copy.edit(place.split(":")[0], change))


def _unlink(file: str) -> Break:
    return lambda copy: (copy.folder / file).unlink()


def _resource(position: int, **values: object) -> Break:
    return lambda copy: copy.json(
        "datapackage.json", lambda package: package["resources"][position].update(values)
    )


def _foreign_key(package: dict) -> None:
    package["resources"][0]["schema"]["foreignKeys"][0]["reference"]["resource"] = "places"


def _swap(content: bytes) -> bytes:
    """The second column before the first one, in each row."""
    rows = [line.split(b",", 2) for line in content.splitlines()]
    return b"".join(b",".join([row[1], row[0], row[2]]) + b"\n" for row in rows)


def _uncite(copy: Copy) -> None:
    """The evidence for one event away, in each language."""
    for file in ("evidence.csv", "evidence.vi.csv", "evidence.ja.csv"):
        rows = (copy.folder / file).read_bytes().splitlines(keepends=True)
        copy.write(file, b"".join(row for row in rows if not row.startswith(b"vj0255,")))


def _twin(key: str, source: str, **cells: str) -> Break:
    """A second event like `key`, with other `cells`, that rests on `source`."""

    def do(copy: Copy) -> None:
        for table in ("events", "events.vi", "events.ja"):
            copy.copy_row(table, key, "vj9999")
        copy.add("evidence", f"vj9999,{source},supports,true,text")
        copy.add("evidence.vi", f"vj9999,{source},text")
        copy.add("evidence.ja", f"vj9999,{source},本文")
        if cells:
            copy.cells("events", "vj9999", **cells)

    return do


def _without_a_language(copy: Copy) -> None:
    """The Vietnamese labels of the kinds away, from the table and from its description."""
    rows = [cells_of(line) for line in copy.lines("kinds")]
    column = rows[0].index("label_vi")
    text = "".join(f"{line_of(row[:column] + row[column + 1 :])}\n" for row in rows)
    copy.write("kinds.csv", text.encode())

    def change(package: dict) -> None:
        schema = next(r for r in package["resources"] if r["name"] == "kinds")["schema"]
        schema["fields"] = [f for f in schema["fields"] if f["name"] != "label_vi"]

    copy.json("datapackage.json", change)


FILES = [
    Example("missing-file", "kinds.csv:0:", "is missing", _unlink("kinds.csv")),
    Example("missing-file", "datapackage.json:0:", "is missing", _unlink("datapackage.json")),
    Example(
        "missing-file",
        "boundaries/land.geojson:0:",
        "is missing",
        _unlink("boundaries/land.geojson"),
    ),
    _bytes("encoding", "events.csv:4:", lambda b: b.replace(b"Ba Ria", b"B\xe9 Ria", 1), "UTF-8"),
    _bytes("encoding", "fields.csv:1:", lambda b: b.decode().encode("utf-16"), "is not UTF-8"),
    _bytes("encoding", "datapackage.json:2:", lambda b: b.replace(b'"$', b'"\xff$', 1), "UTF-8"),
    _bytes("byte-order-mark", "events.csv:1:", lambda b: b"\xef\xbb\xbf" + b, "byte order mark"),
    _bytes("line-ends", "sources.csv:1:", lambda b: b.replace(b"\n", b"\r\n"), "CR LF"),
    _bytes("cut-off", "kinds.csv:16:", lambda b: b[:-1], "cut off"),
    _bytes("empty-file", "kinds.csv:0:", lambda b: b.split(b"\n")[0] + b"\n", "without rows"),
    _bytes("empty-file", "events.ja.csv:0:", lambda b: b"", "without rows"),
    _bytes("blank-line", "events.csv:3:", lambda b: b.replace(b"\nvj0002", b"\n\nvj0002"), "empty"),
    _line("quotes", "events.csv:vj0003:", lambda line: line.replace(",,", ',,"', 1), "left open"),
    _line("quotes", "events.csv:vj0001:", lambda line: line.replace('","', '"x,"'), "after a"),
    _line("too-few-cells", "events.csv:vj0003:checked", lambda x: x.rpartition(",")[0], "fewer"),
    _line("too-many-cells", "events.csv:vj0003:", lambda line: line + ",new", "too many"),
    _line("missing-column", "fields.csv:1:label_vi", lambda x: x.replace("label_vi,", ""), "lacks",
          "too-many-cells"),
    _line("unknown-column", "kinds.csv:1:title", lambda x: x.replace("label_en", "title"),
          "does not know", "missing-column"),
    _line("duplicate-column", "kinds.csv:1:label_en", lambda x: x.replace("label_vi", "label_en"),
          "twice", "missing-column"),
    _bytes("column-order", "evidence.csv:1:source_id", _swap, "at this place"),
    _bytes("json", "datapackage.json:3:", lambda b: b.replace(b'",', b'"', 1), "is not JSON"),
    _bytes("json", "boundaries/jp-47.geojson:1:", lambda b: b.replace(b":", b"", 1), "is not JSON"),
    Example("json-shape", "datapackage.json:0:version", "a text is expected",
            lambda copy: copy.json("datapackage.json", lambda package: package.pop("version"))),
    Example("json-shape", "datapackage.json:0:", "resources is expected",
            lambda copy: copy.write("datapackage.json", b"[]")),
    Example("json-shape", "counts.json:0:", "an object is expected",
            lambda copy: copy.write("counts.json", b"[]"), ("no-counts",)),
    Example("json-shape", "boundaries/land.geojson:0:", "feature collection",
            lambda copy: copy.write("boundaries/land.geojson", b"{}")),
    Example("undescribed", "datapackage.json:0:resources", "does not describe",
            lambda copy: copy.write("more.csv", b"id\n1\n")),
    Example("undescribed", "datapackage.json:0:resources", "does not describe",
            lambda copy: copy.write("regions/more.csv", b"id\n1\n")),
    Example("descriptor", "datapackage.json:0:", "resource 14 needs a name, a path within",
            _resource(13, path="../region_members.csv"), ("undescribed",)),
    Example("undescribed", "datapackage.json:0:resources", "kinds.csv",
            lambda copy: copy.json("datapackage.json", lambda p: p["resources"].pop(10)),
            ("other", "change-of-nothing")),
]  # fmt: skip

STRUCTURE = [
    Example("descriptor", "datapackage.json:0:", "names of the resources",
            _resource(15, name="kinds", path="kinds.csv", schema={"fields": []})),
    Example("descriptor", "datapackage.json:0:", "is not a valid", _resource(0, schema=5),
            ("undescribed", "change-of-nothing")),
    _cell("required", "events.csv:vj0003:title", "", "is empty", "untranslated-text"),
    _cell("type", "localities.csv:jp-aichi:geonames_id", "one", 'type is "integer'),
    _cell("type", "regions/regions.csv:kinki:rank", "first", 'type is "integer'),
    _cell("foreign-key", "regions/region_members.csv:jp-aichi:region_code", "nowhere", "not found"),
    _cell("constraint", "events.csv:vj0003:confidence", "sure", "enum"),
    _cell("constraint", "events.csv:vj0003:vn_id", "jp-niigata", "pattern"),
    _cell("constraint", "events.csv:vj0003:date", "12.3.2013", "pattern"),
    _cell("constraint", "events.csv:vj0003:checked", "2026-11", "pattern"),
    _cell("constraint", "events.csv:vj0009:extension", "yes", "enum"),
    _cell("constraint", "sources.csv:s0002:publisher_id", "Bac Ninh", "pattern"),
    _cell("type", "evidence.csv:vj0001,s0013:retrospective", "long ago", "boolean"),
    Example("duplicate-key", "fields.csv:19:code", "earlier row",
            lambda copy: copy.copy_row("fields", "trade", "agriculture")),
    Example("duplicate-key", "successions.csv:43:predecessor_id", "earlier row",
            lambda copy: copy.copy_row("successions", "vn-bac-kan", "vn-ha-nam")),
    _cell("foreign-key", "events.csv:vj0003:jp_id", "jp-nowhere", "not found"),
    _cell("foreign-key", "events.csv:vj0003:kind", "treaty", "not found", "fewer",
          "no-counts"),
    Example("foreign-key", "events.vi.csv:vj9999:id", "not found",
            lambda copy: copy.copy_row("events.vi", "vj0003", "vj9999")),
    _cell("foreign-key", "localities.csv:jp-aichi.nagoya:parent_id", "jp-nowhere", "not found"),
    Example("other", "localities.csv:1:", "does not exist",
            lambda copy: copy.json("datapackage.json", _foreign_key)),
]  # fmt: skip

ROWS = [
    _cell("date", "events.csv:vj0003:date", "2024-02-30", "is not a date"),
    _cell("date", "sources.csv:s0002:published", "2023-02-29", "is not a date"),
    _cell("invisible", "events.csv:vj0003:title", "Training\u200b project", "control"),
    _cell("invisible", "evidence.ja.csv:vj0001,s0013:supports", "両者に\x07言及", "control"),
    _cell("formula", "events.csv:vj0003:vn_party", "=HYPERLINK(1)", "formula"),
    _cell("formula", "events.ja.csv:vj0003:title", "＝合計", "formula"),
    _cell("blanks", "sources.csv:s0001:publisher", "Kyoto City ", "blank"),
    _cell("blanks", "sources.csv:s0001:publisher", "Kyoto  City", "blank"),
    _cell("markup", "events.vi.csv:vj0003:summary", "Một <b>dự án</b>", "HTML"),
    _cell("markup", "sources.csv:s0001:publisher", "Kyoto &amp; Co", "HTML"),
    _cell("markup", "events.csv:vj0003:title", "See [here](https://site.example)", "Markdown"),
    _cell("markup", "events.csv:vj0003:title", "A ![picture](https://site.example/a)", "Markdown"),
    _cell("markup", "events.csv:vj0003:title", "A **great** project", "Markdown"),
    _cell("markup", "events.ja.csv:vj0003:title", "`研修`事業", "Markdown"),
    _cell("markup", "events.vi.csv:vj0003:title", "Dự án :red[mới]", "Markdown"),
    _cell("nfc", "localities.csv:vn-hanoi:name_vi", "Ha\u0300 No\u0323\u0302i", "NFC"),
    _cell("url", "sources.csv:s0001:url", "https://host", "http(s)"),
    _cell("url", "sources.csv:s0001:url", "https://[broken/", "http(s)"),
    _cell("url", "sources.csv:s0001:url", "https://host.example:port/", "http(s)"),
    _cell("url", "sources.csv:s0001:url", "https://user@host.example/", "http(s)"),
    _cell("list", "events.csv:vj0003:fields", "industry;industry", "double"),
    _cell("list", "events.csv:vj0003:fields", "industry;", "empty"),
    _cell("language", "sources.csv:s0001:lang", "xx", "language"),
    _name("name-script", "jp-aichi,Aiti", "ja,kana", "hiragana"),
    _name("name-script", "jp-aichi,愛智県", "ja,romaji", "Latin"),
    _name("name-script", "jp-aichi,Aichiken", "ja,variant", "Japanese"),
    _cell("japanese", "localities.csv:jp-aichi:name_ja", "Aichi", "Japanese"),
    _cell("coordinate", "localities.csv:jp-aichi:latitude", "21.0285", "30.0…45.7"),
    _cell("coordinate", "localities.csv:jp-aichi:latitude", "25.0", "not within 30.0…45.7"),
    _cell("coordinate", "localities.csv:jp-aichi:longitude", "115.8", "122.8…131.5", "outside"),
    _cell("coordinate", "localities.csv:jp-aichi:latitude", "35.03091", "four decimals"),
]

REFERENCES = [
    _cell("unknown-field", "events.csv:vj0003:fields", "industry;magic", "fields.csv"),
    Example("event-without-source", "events.csv:vj0255:id", "no source",
            _uncite,
            ("orphan-source", "fewer", "change-of-nothing")),
    _cell("event-without-support", "evidence.csv:vj0002,s0158:relation", "context",
          "none that supports", at="events.csv:vj0002:id"),
    Example("orphan-source", "sources.csv:s9999:id", "nothing cites",
            lambda copy: copy.add("sources",
                                  "s9999,https://host.example/,press,Press,Press,Press,press,,,en,"
                                  "other,,,")),
    _cell("publisher-name", "sources.csv:s0014:publisher_vi", "Ai đó", "elsewhere"),
    _cell("publisher-name", "sources.csv:s0014:publisher_id", "someone", "elsewhere"),
    _cell("succession-source", "successions.csv:vn-bac-giang:source_id", "", "no source"),
    Example("untranslated-event", "events.csv:vj0003:id", "events.vi.csv",
            lambda copy: copy.drop("events.vi", "vj0003"), ("fewer",)),
    _cell("untranslated-text", "events.ja.csv:vj0003:vn_party", "", "not in both"),
    Example("untranslated-evidence", "evidence.csv:vj0002,s0158:source_id", "evidence.ja.csv",
            lambda copy: copy.drop("evidence.ja", "vj0002,s0158"), ("fewer",)),
    _cell("level-of-country", "localities.csv:jp-aichi.nagoya:level", "district", "level of JP"),
    _cell("code-of-country", "localities.csv:jp-aichi:iso_3166_2", "VN-99", "country JP"),
    _cell("parent", "localities.csv:jp-aichi.nagoya:parent_id", "jp-gifu", "jp-aichi", "outside"),
    _cell("parent", "localities.csv:vn-hanoi:parent_id", "vn-hanoi.me-linh", "names none",
          "parent-level"),
    _cell("parent-level", "localities.csv:jp-aichi.nagoya:level", "prefecture", "no parent",
          "missing-code", "no-boundary"),
    _cell("missing-code", "localities.csv:jp-aichi:wikidata_id", "", "is missing"),
    _name("repeated-name", "jp-aichi,愛知県", "ja,variant", "already"),
    _name("ambiguous-abbreviation", "vn-hai-phong,Ha-Noi", "vi,abbreviation", "vn-hanoi"),
    Example("unnamed-unit", "localities.csv:vn-gia-lai:id", "names.csv",
            lambda copy: copy.edit("names.csv", lambda content: b"".join(
                line for line in content.splitlines(keepends=True)
                if not line.startswith(b"vn-gia-lai,"))),
            ("fewer",)),
    _cell("shared-code", "localities.csv:jp-aichi:iso_3166_2", "JP-05", "another unit"),
    _cell("region-country", "regions/region_members.csv:jp-aichi:region_code", "mekong-delta",
          "other country"),
    _cell("region-rank", "regions/regions.csv:kinki:rank", "1", "another region"),
    Example("missing-language", "datapackage.json:0:resources", "other languages",
            _without_a_language, ("change-of-nothing",)),
    Example("unused-unit", "localities.csv:jp-aichi.nowhere:id", "no event names",
            lambda copy: copy.add("localities", "jp-aichi.nowhere,JP,city,Nowhere,Nowhere,無市,"
                                  "jp-aichi,,,,35.0309,137.2755,,"),
            ("unnamed-unit",)),
]  # fmt: skip

_LINK = "s0002,2026-11-20,moved,200,2026-11-20,https://other.example/a"


def _link(rule: str, column: str, says: str, **cells: str) -> Example:
    """A row of links.csv, sound but for these cells."""

    def do(copy: Copy) -> None:
        copy.add("links", _LINK)
        copy.cells("links", "s0002", **cells)

    return Example(rule, f"links.csv:{cells.get('source_id', 's0002')}:{column}", says, do)


def _change(rule: str, column: str, value: str, says: str) -> Example:
    """A further row of changes.csv, sound but for one cell."""
    cells = {"version": "0.2.0", "date": "2026-11-22", "table": "events.ja", "id": "vj0003"}
    cells |= {"column": "vn_party", "change": "corrected", column: value}
    row = ",".join(cells.values())
    return Example(
        rule, f"changes.csv:{row}:{column}", says, lambda copy: copy.add("changes", f"{row},,,")
    )


HISTORY = [
    *(
        _cell("archive", "sources.csv:s0001:archived_url", address, "copy in an archive")
        for address in (
            "https://web.archive.org/",
            "https://web.archive.org/web/2024/ftp://host.example/",
            "https://host.example/web/20240829000000/https://host.example/",
            "https://perma.cc/12",
            "https://archive.today/20240829/host.example",
        )
    ),
    _link("url", "redirect", "http(s)", redirect="https://user@host.example/"),
    _link("seen", "last_seen", "answered on 2026-11-20", last_seen="2026-11-19"),
    _link("seen", "last_seen", "answered on 2026-11-20", last_seen=""),
    _link("seen", "last_seen", "last asked on 2026-11-20", last_seen="2026-11-21",
          status="gone"),
    _link("constraint", "status", "enum", status="lost"),
    _link("foreign-key", "source_id", "not found", source_id="s9998"),
    _cell("version-date", "versions.csv:0.1.0:date", "2026-11-23", "the version before",
          at="versions.csv:0.2.0:date"),
    _cell("read-too-early", "sources.csv:s0002:read", "2020-02-06", "2020-02-07"),
    _cell("future", "sources.csv:s0001:read", "2093-01-01", "future"),
    Example("version-of-package", "versions.csv:0.3.0:version", "has 9.0.0",
            lambda copy: copy.json("datapackage.json", lambda p: p.update(version="9.0.0"))),
    _change("version-date", "date", "2026-11-21", "0.2.0 is of 2026-11-22"),
    _change("change-of-nothing", "id", "vj9998", "events.ja has no such row"),
    _change("change-of-nothing", "table", "acts", "no such table"),
    _change("change-of-nothing", "column", "party", "no such column"),
    _change("change-of-nothing", "column", "", "has a row and a column"),
    _change("change-of-nothing", "id", "", "has a row and a column"),
    _change("foreign-key", "version", "0.1.9", "not found"),
]  # fmt: skip


LOGIC = [
    _cell("term", "events.csv:vj0009:valid_until", "2023", "before the date", "term-over"),
    _cell("term-without-date", "events.csv:vj0001:valid_until", "2023", "undated"),
    _cell("before-unit", "events.csv:vj0003:vn_id", "vn-hue", "2025-01-01"),
    _cell("after-unit", "events.csv:vj0003:date", "2025-07-02", "2025-06-30; name",
          "early-source", at="events.csv:vj0003:vn_id"),
    _cell("renewal-of-nothing", "events.csv:vj0036:renews", "", "which document"),
    _cell("renews-without-renewal", "events.csv:vj0037:renews", "vj0038", "kind renewal only",
          "renews"),
    _cell("renews", "events.csv:vj0036:renews", "vj9999", "no such event"),
    _cell("renews", "events.csv:vj0036:renews", "vj0003", "no signed document"),
    _cell("renews", "events.csv:vj0036:renews", "vj0155", "another pair"),
    _cell("renews", "events.csv:vj0159:renews", "vj0163", "not earlier"),
    _cell("renews", "events.csv:vj0159:renews", "vj0159", "not earlier"),
    _cell("renews", "events.csv:vj0028:status", "announced", "only announced",
          "announced-and-reported", at="events.csv:vj0036:renews"),
    _cell("replaces", "events.csv:vj0131:replaces", "vj9999", "no such event"),
    _cell("replaces", "events.csv:vj0131:replaces", "vj0130", "no signed document"),
    _cell("replaces", "events.csv:vj0131:replaces", "vj0028", "nothing in common"),
    _cell("replaces", "events.csv:vj0128:replaces", "vj0131", "not earlier"),
    _cell("replaces", "events.csv:vj0018:replaces", "vj0395", "not earlier"),
    _cell("replacement", "events.csv:vj0038:replaces", "vj0037", "only a signed document"),
    _cell("replacement", "events.csv:vj0036:replaces", "vj0028", "stands under renews"),
    _cell("extension", "events.csv:vj0028:extension", "tacit", "no stated term"),
    _cell("extension", "events.csv:vj0038:extension", "tacit", "only a signed document"),
    _cell("ended-without-end", "events.csv:vj0028:status", "ended", "no event of kind ended"),
    _cell("retrospective", "evidence.csv:vj0001,s0013:retrospective", "true", "a dated act"),
    _cell("end-of-nothing", "events.csv:vj0037:date", "2023-09-26", "no earlier document",
          "ended-without-end",
          at="events.csv:vj0038:kind"),
    Example("duplicate-event", "events.csv:vj9999:id", "the same act as vj0003",
            _twin("vj0003", "s0045")),
    _cell("status-of-tie", "events.csv:vj0001:status", "in_force", "tie has none"),
    _cell("status-of-end", "events.csv:vj0038:status", "", "must be ended"),
    _cell("undated", "events.csv:vj0003:date", "", "date_note", "retrospective"),
    _cell("dated-tie", "events.csv:vj0024:date", "2020", "has a date",
          at="events.csv:vj0024:kind"),
    _cell("signatory", "events.csv:vj0003:signatory", "government", "neither side"),
    _cell("signatory", "events.csv:vj0036:signatory", "agency", "both sides"),
    _cell("ladder", "kinds.csv:visit:formality", "2", "does not fit"),
]  # fmt: skip

SUCCESSIONS = [
    _cell("unit-dates", "localities.csv:vn-bac-kan:valid_from", "2026", "before the first",
          "beginning", at="localities.csv:vn-bac-kan:valid_to"),
    _cell("unit-without-successor", "localities.csv:vn-hanoi:valid_to", "2030-06-30", "became of"),
    _cell("succession-date", "successions.csv:vn-bac-giang:effective_date", "2025-07-02",
          "2025-06-30"),
    _cell("succession-circle", "successions.csv:vn-bac-giang:successor_id", "vn-bac-giang",
          "leads back", "successor-exists"),
    _cell("successor-exists", "successions.csv:vn-bac-giang:successor_id", "vn-ha-giang",
          "ends on 2025-06-30"),
    _cell("unit-before-predecessor", "localities.csv:vn-hue:valid_from", "2024-12-31",
          "2025-01-01"),
    _cell("beginning", "localities.csv:jp-aichi:valid_from", "1900", "no succession"),
    _cell("succession-country", "successions.csv:vn-bac-giang:successor_id", "jp-aichi",
          "another country"),
    _cell("succession-reason", "successions.csv:vn-bac-giang:reason", "dissolved_into",
          "province → province"),
    _cell("successor-of-parent", "successions.csv:vn-nghe-an.vinh:successor_id", "vn-hanoi",
          "vn-nghe-an"),
]  # fmt: skip


def _pop_shape(copy: Copy) -> None:
    def change(collection: dict) -> None:
        collection["features"] = [
            f for f in collection["features"] if f["properties"]["id"] != "vn-hanoi"
        ]

    copy.json("boundaries/vn-34.geojson", change)


def _flatten(collection: dict) -> None:
    feature = next(f for f in collection["features"] if f["properties"]["id"] == "vn-hanoi")
    feature["geometry"] = {"type": "Point", "coordinates": [105.8, 21.0]}


PLAUSIBILITY = [
    _cell("early-source", "evidence.csv:vj0110,s0540:relation", "supports", "2014-06-03",
          at="evidence.csv:vj0110,s0540:source_id"),
    _cell("late-source", "evidence.csv:vj0128,s0419:retrospective", "", "on 2022-04-12",
          at="evidence.csv:vj0128,s0419:source_id"),
    _cell("gathering", "events.csv:vj0003:title", "Training, says the gatherer", "“gatherer”"),
    _cell("gathering", "events.vi.csv:vj0003:summary", "Theo người thu thập.", "người thu thập"),
    _cell("gathering", "events.ja.csv:vj0003:summary", "収集者による。", "収集者"),
    _cell("gathering", "evidence.csv:vj0001,s0013:supports", "named, excerpt undated", "excerpt"),
    _cell("only-notices", "events.csv:vj0009:date", "2024-04-28", "later than all"),
    _cell("announced-and-reported", "events.csv:vj0255:status", "announced", "later page"),
    _cell("future", "events.csv:vj0003:checked", "2093-01-01", "future"),
    _cell("future", "sources.csv:s0001:published", "2093-01-01", "future", "late-source"),
    _cell("term-over", "events.csv:vj0009:valid_until", "2025", "is over: 2025",
          at="events.csv:vj0009:status"),
    Example("similar-titles", "events.csv:vj9999:title", "of vj0009 within",
            _twin("vj0009", "s0242", title="Action plan 2024-26 under the 2017 MoU, signed")),
    _cell("repeated-text", "events.ja.csv:vj0037:jp_party", "三条商工会議所", "of vj0003"),
    Example("no-boundary", "localities.csv:vn-hanoi:id", "vn-34", _pop_shape),
    _cell("outside", "localities.csv:jp-aichi:latitude", "36.9", "jp-aichi"),
    Example("broken-shape", "boundaries/vn-34.geojson:0:id", "no polygon",
            lambda copy: copy.json("boundaries/vn-34.geojson", _flatten), ("outside",)),
    Example("fewer", "events.csv:0:kind", "instead of 9999",
            lambda copy: copy.json("counts.json", lambda c: c["kinds"].update(forum=9999))),
    Example("fewer", "events.csv:0:", "instead of",
            lambda copy: copy.json("counts.json", lambda c: c["tables"].update(events=9999))),
    Example("no-counts", "counts.json:0:", "--record", _unlink("counts.json")),
]  # fmt: skip

EXAMPLES = FILES + STRUCTURE + ROWS + REFERENCES + HISTORY + LOGIC + SUCCESSIONS + PLAUSIBILITY
