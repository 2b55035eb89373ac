"""What the body of an answer means, whatever its bytes, and where two of them differ."""

import codecs
import csv
import io
import itertools
import json
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import httpx
import icalendar
import openpyxl
import pyarrow.parquet as pq

# The way in an OpenAPI description from an answer to the columns of its rows.
ROW = ("application/json", "schema", "properties", "data", "items", "properties")


def resolved(node: Any, document: Any) -> Any:
    """What a reference within an OpenAPI description leads to."""
    while "$ref" in node:
        steps, node = node["$ref"].removeprefix("#/").split("/"), document
        for step in steps:
            node = node[step.replace("~1", "/").replace("~0", "~")]
    return node


def as_csv(body: bytes) -> Any:
    names, *rows = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))
    cells = [dict(zip(names, row, strict=True)) for row in rows]
    # Excel needs the mark.
    return {"marked": body.startswith(codecs.BOM_UTF8), "columns": names, "rows": cells}


def as_geojson(body: bytes) -> Any:
    def rounded(node: Any) -> Any:
        return list(map(rounded, node)) if isinstance(node, list) else round(float(node), 6)

    document = json.loads(body)
    for feature in document["features"]:
        if feature["geometry"]:
            feature["geometry"]["coordinates"] = rounded(feature["geometry"]["coordinates"])
    return document


def as_parquet(body: bytes) -> Any:
    def told(metadata: dict[bytes, bytes] | None) -> dict[str, Any]:
        return {k.decode(): parsed(v) for k, v in (metadata or {}).items() if k[:8] != b"PARQUET:"}

    def parsed(value: bytes) -> Any:
        try:
            return json.loads(value)
        except ValueError:
            return value.decode()

    table = pq.read_table(io.BytesIO(body))
    columns = {field.name: [str(field), told(field.metadata)] for field in table.schema}
    rows = table.to_pylist()
    return {"columns": columns, "metadata": told(table.schema.metadata), "rows": rows}


def as_xlsx(body: bytes) -> Any:
    book = openpyxl.load_workbook(io.BytesIO(body))
    found: dict[str, Any] = {"sheets": book.sheetnames}
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if cell.value is not None:
            told = [cell.value, cell.number_format, cell.data_type, cell.quotePrefix]
            found[f"{cell.parent.title}!{cell.coordinate}"] = told
    return found


def as_zip(body: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name).splitlines(True) for name in archive.namelist()}


def as_calendar(body: bytes) -> Any:
    """Each component's properties, in their order by name and value."""
    found: dict[str, list[Any]] = {}
    for part in icalendar.Calendar.from_ical(body).walk():
        for name, value in part.property_items(recursive=False):
            told: Any = value
            params = sorted(map(str, getattr(value, "params", {}).items()))
            line = [name, params, told if isinstance(told, bytes) else told.to_ical()]
            found.setdefault(f"{part.name} {part.get('UID', '')}", []).append(line)
    return {name: sorted(lines) for name, lines in found.items()}


def as_xml(body: bytes) -> Any:
    text = ET.canonicalize(body.decode(), strip_text=True, rewrite_prefixes=True)
    return text.replace("><", ">\n<").splitlines()


class Page(HTMLParser):
    """What a page says, without its layout."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.found: dict[str, list[Any]] = {"head": [], "links": [], "ids": [], "json_ld": []}
        self.link: list[Any] = []
        self.inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found["ids"] += [given["id"]] if "id" in given else []
        self.words += [given.get(name) or "" for name in ("aria-label", "alt", "title")]
        self.inside = f"{tag} {given.get('type', '')}" if tag in ("script", "style") else ""
        if tag in ("html", "meta", "link"):
            self.found["head"].append([tag, *sorted(map(str, given.items()))])
        elif tag == "a":
            self.link = [given.get("href"), given.get("rel"), given.get("hreflang")]
            self.found["links"].append(self.link)

    def handle_endtag(self, tag: str) -> None:
        self.inside, self.link = "", [] if tag == "a" else self.link

    def handle_data(self, data: str) -> None:
        if self.inside == "script application/ld+json":
            self.found["json_ld"].append(json.loads(data))
        elif not self.inside:
            self.words += data.split()
            if self.link:
                self.link += data.split()


def as_page(body: bytes) -> Any:
    page = Page(body.decode())
    page.found["head"].sort()
    page.found["ids"].sort()
    return {**page.found, "text": " ".join(filter(None, page.words))}


def as_openapi(body: bytes) -> Any:
    """What a client is built on: no descriptions, no examples, no names of components."""
    document = json.loads(body)
    found: dict[str, Any] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            own = found.setdefault(f"{method} {path}", {})
            for parameter in (resolved(p, document) for p in operation.get("parameters", ())):
                schema = resolved(parameter["schema"], document)
                one = resolved(schema.get("items", schema), document)
                told = [parameter.get("required", False), schema.get("type") == "array"]
                options = sorted(map(str, one.get("enum", ())))
                own[f"{parameter['in']} {parameter['name']}"] = [*told, options]
            for code, response in operation["responses"].items():
                node = media = resolved(response, document).get("content", {})
                own[code] = sorted(media)
                for step in ROW:
                    node = resolved(node.get(step, {}), document)
                own[f"{code} row"] = sorted(node)
    return found


READERS: dict[str, Callable[[bytes], Any]] = {
    "application/json": json.loads,
    "application/problem+json": json.loads,
    "application/geo+json": as_geojson,
    "application/vnd.apache.parquet": as_parquet,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": as_xlsx,
    "application/zip": as_zip,
    "application/atom+xml": as_xml,
    "application/xml": as_xml,
    "text/calendar": as_calendar,
    "text/csv": as_csv,
    "text/html": as_page,
}


def meaning(answer: httpx.Response) -> Any:
    """A body, read; as it is where it is a part of a file, or nothing that can be read."""
    reader = READERS.get(answer.headers.get("content-type", "").partition(";")[0])
    if answer.is_success and answer.url.path == "/api/openapi.json":
        reader = as_openapi
    if reader is None or answer.status_code == httpx.codes.PARTIAL_CONTENT:
        return answer.content
    try:
        return reader(answer.content)
    except Exception as error:
        return {"unreadable": repr(error), "body": answer.content}


def differences(old: Any, new: Any, at: str) -> Iterator[str]:
    """Where two values differ; 1, 1.0, "1" and true are different."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            if key in old and key in new:
                yield from differences(old[key], new[key], f"{at}/{key}")
            else:
                what, value = ("gone", old[key]) if key in old else ("new", new[key])
                yield f"{at}/{key} is {what}: {repr(value)[:100]}"
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            yield f"{at}: {len(old)} entries, now {len(new)}"
        for position, pair in enumerate(zip(old, new, strict=False)):
            yield from differences(*pair, f"{at}/{position}")
    elif repr(old) != repr(new):
        texts = [
            repr(v.decode(errors="replace") if isinstance(v, bytes) else v) for v in (old, new)
        ]
        pairs = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False))
        start = max(0, sum(1 for _ in pairs) - 30)
        was, now = (text[start : start + 100] for text in texts)
        yield f"{at}: {was}\n      now {now}"
