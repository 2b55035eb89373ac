"""A package whose every text is an attack, in every kind of file that leaves: it stays a text."""

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zlib import crc32

import httpx
import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from lib import checks
from lib.api.headers import SecurityHeaders
from lib.api.routes import ROUTES
from lib.facts.dataset import DATA_FOLDER
from lib.language.formulas import FORMULA_STARTS
from lib.site import store
from tests.unit.strategies import TODAY

# A formula, the end of an attribute, of a script and of a comment.
EVIL = (
    '=HYPERLINK("https://evil.example","x");,\\'
    "\"'><script>alert(1)</script><img src=x onerror=alert(1)>]]>--><svg onload=alert(1)>"
    "&lt;b&gt;[a](javascript:alert(1)){{7*7}}${7*7}%0d%0a\u202e"
)
# And that of a line, in a calendar or a header; in texts that no picture shows, of one line each.
LINES = f"{EVIL}\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nX-EVIL: 1"
_LONG = {"summary", "supports", "date_note", "status_note"}
_KEPT = {"vj0127", "jp-kanagawa"}
_TEXTS = re.compile(
    r"(title|summary|vn_party|jp_party|date_note|status_note|supports|publisher(_\w\w)?"
    r"|name(_\w\w)?|label_\w\w|definition_\w\w|legal_basis_\w\w|summary_\w\w|reason_\w\w)"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The package as if the checks had let it through."""
    folder = packaged(tmp_path_factory.mktemp("hostile") / "data", EVIL, LINES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checks, "check", lambda *_: [])
        patch.setenv("VJ_DATA", str(folder))
        patch.setenv("VJ_TODAY", TODAY.isoformat())
        assert store.load() is not None
        yield
    store.load()


def packaged(folder: Path, evil: str, lines: str = "") -> Path:
    """A package in a new folder with `evil`, or `lines` where there is room for some, as texts."""
    shutil.copytree(DATA_FOLDER, folder, ignore=shutil.ignore_patterns("build", "versions"))
    for file in [*folder.glob("*.csv"), *(folder / "regions").glob("*.csv")]:
        _make_hostile(file, evil, lines or evil)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    descriptor.update(title=evil, description=evil, keywords=[evil])
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def _make_hostile(file: Path, evil: str, lines: str) -> None:
    with file.open(encoding="utf-8", newline="") as opened:
        reader = csv.DictReader(opened)
        names, rows = list(reader.fieldnames or ()), list(reader)
    texts = {name: lines if name in _LONG else evil for name in names if _TEXTS.fullmatch(name)}
    for row in rows:
        # Of long tables a part: what is tried is each kind of text, not how long it takes.
        if len(rows) < 60 or row[names[0]] in _KEPT or crc32(row[names[0]].encode()) % 8 == 0:
            # Labels of a chart must be told from each other.
            own = row[names[0]]
            row.update({n: text.replace("{own}", own) for n, text in texts.items() if row[n]})
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _no_formula_in_csv(content: bytes) -> None:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA_STARTS)]
    assert "evil.example" in content.decode("utf-8-sig")


def _no_formula_in_xlsx(content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any("evil.example" in str(cell.value) for cell in cells)
    links = [cell.hyperlink.target for cell in cells if cell.hyperlink]
    assert not [link for link in links if "evil" in str(link) or "javascript" in str(link)]


def _entries_of_a_calendar(content: bytes) -> None:
    text = content.decode()
    lines = text.replace("\r\n ", "").split("\r\n")
    names = [line.partition(":")[0].partition(";")[0] for line in lines if line]
    assert all(re.fullmatch("[A-Z-]+", name) for name in names), set(names)
    assert "X-EVIL" not in names
    assert text.count("\r\nBEGIN:VEVENT\r\n") == text.count("\r\nUID:") > 0
    assert "\n" not in text.replace("\r\n", "")
    assert "evil.example" in text.replace("\r\n ", "")


def _markup(content: bytes) -> None:
    """XML that is sound, in which nothing runs and nothing is fetched."""
    root = ElementTree.fromstring(content)
    for element in root.iter():
        assert element.tag.rpartition("}")[2].lower() not in ("script", "foreignobject", "iframe")
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), name
            assert not value.lower().strip().startswith("javascript:"), value
    assert "evil.example" in "".join(root.itertext())


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert not [name for name in given if name.startswith("on")], (tag, given)
        for name in ("href", "src", "action"):
            assert not (given.get(name) or "").strip().lower().startswith("javascript"), given
        assert tag not in ("iframe", "object", "embed"), tag
        assert tag != "img" or given.get("src") != "x"
        self._in_script = tag == "script"
        assert tag != "script" or given.get("type") == "application/ld+json", given

    def handle_endtag(self, tag: str) -> None:
        self._in_script = self._in_script and tag != "script"

    def handle_data(self, data: str) -> None:
        (self.scripts if self._in_script else self.texts).append(data)


def _page(content: bytes) -> None:
    page = _Page()
    page.feed(content.decode())
    for script in page.scripts:
        json.loads(script)
    assert "evil.example" in "".join(page.texts)


def _json(content: bytes) -> None:
    assert "evil.example" in json.dumps(json.loads(content))


def _archive(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            assert re.fullmatch(r"[A-Za-z0-9._/-]+", name) and ".." not in name, name
        # The facts as they are, which the checks keep from beginning like a formula.
        assert b"evil.example" in archive.read("events.csv")


def _document(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        _markup(archive.read("word/document.xml"))
        for name in archive.namelist():
            if name.endswith(".rels"):
                assert b"javascript:" not in archive.read(name)


def _bytes(content: bytes) -> None:
    assert len(content) > 1000
    assert not any(name in content for name in (b"/JavaScript", b"/JS", b"/Launch", b"/SubmitForm"))


CHANNELS: dict[str, Callable[[bytes], None]] = {
    "/api/v1/events.csv": _no_formula_in_csv,
    "/api/v1/localities.csv?lang=ja": _no_formula_in_csv,
    "/api/v1/sources.csv?lang=vi": _no_formula_in_csv,
    "/api/v1/partnerships.csv": _no_formula_in_csv,
    "/api/v1/events.xlsx?lang=vi": _no_formula_in_xlsx,
    "/api/v1/events.json": _json,
    "/api/v1/partnerships.geojson": _json,
    "/api/v1/package.zip": _archive,
    "/calendar.ics?lang=ja": _entries_of_a_calendar,
    "/feed.xml": _markup,
    "/changes.xml": _markup,
    "/r/vj0127": _page,
    "/r/vj0127?lang=ja": _page,
    "/brief/jp-kanagawa?lang=vi": _page,
    "/brief/jp-kanagawa.docx": _document,
    "/brief/jp-kanagawa.pdf": _bytes,
    "/map.svg": _markup,
    "/view/map.svg?size=16x9": _markup,
    "/chart/signings.svg?jp=jp-kanagawa": _markup,
    "/map.png": _bytes,
}


@pytest.mark.anyio
@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("path", CHANNELS)
async def test_a_hostile_text_is_a_text(path: str) -> None:
    site: Any = Starlette(routes=ROUTES, middleware=[Middleware(SecurityHeaders)])
    transport = httpx.ASGITransport(site)
    async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
        answer = await client.get(path)
    assert answer.status_code == 200, answer.text[:500]
    for name, value in answer.headers.multi_items():
        assert value.isascii() and value.isprintable(), (name, value)
        assert "evil" not in value, (name, value)
    CHANNELS[path](answer.content)
