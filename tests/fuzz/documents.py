"""Files as they come to us: of the data package, articles, feeds and lists; cut and mixed up.

Each begins as a sound one, so that what is read is not refused at its first letter.
"""

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdf
from hypothesis import strategies as st

from lib import checks, reading
from lib.facts.dataset import DATA_FOLDER, load_dataset
from lib.inbox import draft
from lib.upkeep import coverage
from lib.watching import entries, sources
from lib.watching.wire import Answer, Trouble
from tests.fuzz.texts import BARBED, WORDS
from tests.unit.strategies import TODAY, data

ROOT = Path(__file__).parents[2]
ARTICLES = sorted((ROOT / "tests" / "reading" / "articles").glob("*/*.txt"))
# What stands in files, and what another program makes of them.
_PIECES = st.one_of(
    st.sampled_from(
        [*BARBED, '"', ",", "\n", "\r\n", "\t", "\0", "\x1a", "<", "]]>", "--", "{", "]"]
    ),
    WORDS,
).map(lambda text: text.encode("utf-8", "surrogatepass"))
_CODINGS = ("utf-8-sig", "utf-16", "utf-32", "cp932", "euc_jp", "iso2022_jp", "cp1258", "latin-1")
_PLACES = st.integers(0, 10_000)
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("cut"), _PLACES, st.just(b"")),
        st.tuples(st.just("from"), _PLACES, st.just(b"")),
        st.tuples(st.just("insert"), _PLACES, _PIECES),
        st.tuples(st.just("instead"), _PLACES, _PIECES),
        st.tuples(st.just("twice"), _PLACES, st.just(b"")),
        st.tuples(st.just("line"), _PLACES, st.just(b"")),
        st.tuples(st.just("coding"), st.just(0), st.sampled_from(_CODINGS).map(str.encode)),
        st.tuples(st.just("ends"), st.just(0), st.sampled_from([b"\r\n", b"\r", b"\0"])),
    ),
    max_size=3,
)
Edits = list[tuple[str, int, bytes]]


def edited(content: bytes, edits: Edits) -> bytes:
    """The content after some accidents, each at a ten-thousandth of its length."""
    for kind, place, piece in edits:
        at = len(content) * place // 10_000
        if kind == "cut":
            content = content[:at]
        elif kind == "from":
            content = content[at:]
        elif kind == "insert":
            content = content[:at] + piece + content[at:]
        elif kind == "instead":
            content = content[:at] + piece + content[at + len(piece) :]
        elif kind == "twice":
            content = content[:at] + content
        elif kind == "line":
            lines = content.splitlines(keepends=True)
            n = at % max(1, len(lines))
            del lines[n : n + 1]
            content = b"".join(lines)
        elif kind == "coding":
            content = content.decode("utf-8", "replace").encode(piece.decode(), "replace")
        else:
            content = content.replace(b"\n", piece)
    return content


# --- The data package -----------------------------------------------------------------------------

PACKAGED = sorted(
    path.relative_to(DATA_FOLDER).as_posix()
    for path in DATA_FOLDER.rglob("*")
    if path.suffix in (".csv", ".json", ".geojson", ".zip") and "build" not in path.parts
)
PACKAGES = st.tuples(st.sampled_from(PACKAGED), EDITS.filter(bool))


@cache
def _folder() -> tuple[TemporaryDirectory[str], Path]:
    """A package whose files are links to the sound ones; gone with the process."""
    kept = TemporaryDirectory()
    folder = Path(kept.name) / "data"
    for name in PACKAGED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(DATA_FOLDER / name)
    return kept, folder


def package(given: tuple[str, Edits]) -> None:
    """A damaged file is named by the checks, or the package is read as if it had never been so."""
    name, edits = given
    folder = _folder()[1]
    file = folder / name
    changed = edited(file.read_bytes(), edits)
    file.unlink()
    file.write_bytes(changed)
    try:
        findings = checks.check(folder, TODAY)
        for finding in findings:
            assert finding.file and str(finding)
        if not checks.errors(findings):
            load_dataset(folder)
    finally:
        file.unlink()
        file.symlink_to(DATA_FOLDER / name)


# --- Articles -------------------------------------------------------------------------------------


@cache
def _article(number: int, form: str) -> bytes:
    text = ARTICLES[number % len(ARTICLES)].read_text(encoding="utf-8")
    if form == "text":
        return text.encode()
    if form == "html":
        paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines())
        return (
            '<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>News</title>'
            '<meta property="article:published_time" content="2024-05-06"></head>'
            f"<body><nav><a href='/'>Home</a></nav><article>{paragraphs}</article></body></html>"
        ).encode()
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 300)
    stream = pypdf.generic.DecodedStreamObject()
    shown = text[:500].encode("ascii", "replace").replace(b"\\", b"").replace(b"(", b"")
    stream.set_data(b"BT /F1 12 Tf (" + shown.replace(b")", b"") + b") Tj ET")
    page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


READ = st.tuples(
    st.integers(0, len(ARTICLES) - 1),
    st.sampled_from(["text", "html", "pdf", "string"]),
    EDITS,
    st.sampled_from(["", "a.txt", "a.html", "a.PDF", "../a.pdf", "a"]),
)


def article(given: tuple[int, str, Edits, str]) -> None:
    """Any file or text is read, or refused with a trouble; what is read stands in the text."""
    number, form, edits, name = given
    content = edited(_article(number, "text" if form == "string" else form), edits)
    source = content.decode("utf-8", "surrogateescape") if form == "string" else content
    found = reading.read(source, data=data(), name=name)
    assert not (found.trouble and found.drafts)
    for each in found.drafts:
        for value in (each.vn, each.jp, each.kind, each.date, each.title, *each.fields):
            for start, end in value.spans if value else ():
                assert 0 <= start < end <= len(found.text)


# --- Feeds, lists and kept forms ------------------------------------------------------------------

_FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Office</title><updated>2026-01-02T03:04:05Z</updated>
<entry><title>An agreement</title><link href="/news/1.html"/><updated>2026-01-02T03:04:05Z</updated>
</entry><entry><title>Một thỏa thuận</title><link href="https://example.org/2"/></entry></feed>
"""
_PAGE = """<!doctype html><html><head><base href="/news/"><meta charset="utf-8">
<link type="application/atom+xml" href="/feed"></head><body>
<a href="1.html">ベトナムとの友好協定に署名しました</a>
<a href="../2.html">Ký kết hợp tác với tỉnh</a>
<a href="javascript:alert(1)">No</a><a href="https://[::1]/">No</a></body></html>
"""
_LIST = "vn,jp,date\nHue,Kyoto,2014\nDa Nang,Sakai,2009-02-03\nHà Nội,東京都,\n"
_OFFICES = """[[office]]
name = "Office"
feed = "https://example.org/feed"
[[office]]
name = "Another"
page = ["https://example.com/news", "https://example.com/en"]
"""
_KEPT = '{"wish": "new", "event.title": "Agreement", "sources": [{"url": "https://example.org"}]}'
LISTS = st.tuples(
    st.sampled_from(["feed", "page", "list", "offices", "kept"]),
    EDITS,
    st.sampled_from(["text/html", "application/atom+xml", "text/html; charset=x", "", "a/b"]),
)


def _written(content: bytes, name: str) -> Path:
    path = Path(_folder()[0].name) / name
    path.write_bytes(content)
    return path


def listed(given: tuple[str, Edits, str]) -> None:
    """What other programs and people write for us is read, or refused by name."""
    kind, edits, media_type = given
    seeds = {"feed": _FEED, "page": _PAGE, "list": _LIST, "offices": _OFFICES, "kept": _KEPT}
    content = edited(seeds[kind].encode(), edits)
    headers = {"content-type": media_type}
    try:
        if kind in ("feed", "page"):
            source = sources.Source("Office", "https://example.org/feed", kind == "feed")
            found = entries.listed(source, Answer(source.url, 200, headers, content))
            for entry in found.entries:
                assert entry.url.startswith(("http://", "https://"))
        elif kind == "list":
            coverage.read(_written(content, "list.csv"))
        elif kind == "offices":
            sources.read(_written(content, "feeds.toml"))
        else:
            draft.read_file(content)
    except (Trouble, sources.BadList, draft.NoDraft) as error:
        assert "Traceback" not in str(error)
    except ValueError as error:
        # Of a list for comparison: its message names the file.
        assert kind == "list" and "list.csv" in str(error)
