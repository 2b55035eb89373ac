"""The text of what is handed in: a text, a saved web page or a PDF file.

Of a page the article is kept; menus and other headlines are left behind. Everything is limited, so
that no file, however made, takes more than a few seconds or much memory.
"""

import io
import re
import time
from dataclasses import dataclass, replace
from datetime import date

from lib.reading.trouble import Trouble, Unreadable

# In bytes, and in characters: twenty times the longest of articles.
MAX_BYTES = 4_000_000
MAX_CHARACTERS = 120_000
MAX_PAGES = 30
_SECONDS = 4.0
_MAX_STREAM = 2_000_000
_HTML = re.compile(
    rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|div|article|meta)", re.I | re.S
)
_HTML_NAMES = (".html", ".htm", ".xhtml", ".mhtml")
_CHARSET = re.compile(rb"""<meta[^>]+charset=["']?\s*([\w-]+)""", re.I)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# The encodings of pages in the languages that are read.
_ENCODINGS = ["cp932", "euc_jp", "iso2022_jp", "cp1258", "cp1252"]
_BINARY = (b"PK\x03\x04", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8",
           b"\xd0\xcf\x11\xe0", b"BZh", b"\xfd7zXZ", b"\x7fELF", b"MZ")  # fmt: skip
_DAY = re.compile(
    r"(?:article:published_time|datePublished|date\.issued|pubdate|publish-date|itemprop=.?datePublished)"
    r"[^>]{0,60}?((?:19|20)\d\d)-(\d\d)-(\d\d)",
    re.I,
)
_HALVES = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile(r"[.!?。！？:：」”\"]\s*$")


@dataclass(frozen=True)
class TakenIn:
    """A text, and the day of publication that its page declares."""

    text: str
    published: date | None = None


def taken_in(source: str | bytes, name: str = "") -> TakenIn:
    """The text of `source`; raises Unreadable. `name`: of the file, if it was one."""
    if isinstance(source, bytes):
        if len(source) > MAX_BYTES:
            raise Unreadable(Trouble.TOO_LARGE)
        found = _of_file(source, name.lower())
    else:
        found = TakenIn(source)
    # JSON and PDF can hold halves of a letter, which no word list can.
    found = replace(found, text=_HALVES.sub("\ufffd", found.text))
    if not found.text.strip():
        raise Unreadable(Trouble.EMPTY)
    if len(found.text) > MAX_CHARACTERS:
        raise Unreadable(Trouble.TOO_LARGE)
    return found


def _of_file(source: bytes, name: str) -> TakenIn:
    if b"%PDF-" in source[:1024]:
        return TakenIn(_of_pdf(source))
    if source.startswith(_BINARY):
        raise Unreadable(Trouble.FORMAT)
    if name.endswith(".pdf"):
        raise Unreadable(Trouble.BROKEN)
    text = _decoded(source)
    if _HTML.match(source) or name.endswith(_HTML_NAMES):
        return _of_page(text)
    return TakenIn(text)


def _decoded(source: bytes) -> str:
    declared = _CHARSET.search(source[:4096])
    tried = [encoding for mark, encoding in _MARKS if source.startswith(mark)]
    tried += ["utf-8", declared[1].decode("ascii", "replace") if declared else "utf-8"]
    for encoding in tried:
        try:
            return _without_controls(source.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    # Slow to load, and hardly ever needed.
    from charset_normalizer import from_bytes

    best = from_bytes(source[:200_000], cp_isolation=_ENCODINGS).best()
    if best is None:
        raise Unreadable(Trouble.ENCODING)
    return _without_controls(source.decode(best.encoding, "replace"))


def _without_controls(text: str) -> str:
    """The text; raises Unreadable if it is none but the bytes of something else."""
    controls = sum(c < " " and c not in "\t\n\r\f\v" for c in text[:20_000])
    if controls > 20 or text[:20_000].count("\ufffd") > 20:
        raise Unreadable(Trouble.ENCODING if controls <= 20 else Trouble.FORMAT)
    return text


def _of_page(page: str) -> TakenIn:
    import trafilatura

    if len(page) > MAX_BYTES // 2:
        raise Unreadable(Trouble.TOO_LARGE)
    found = trafilatura.bare_extraction(page, include_comments=False, with_metadata=False)
    text = (getattr(found, "text", None) or "").strip()
    if not text:
        raise Unreadable(Trouble.NO_ARTICLE)
    title = _title(page)
    if title and title not in text[: len(title) + 200]:
        text = f"{title}\n\n{text}"
    day = _DAY.search(page)
    return TakenIn(text, _date(day) if day else None)


def _title(page: str) -> str:
    """The headline of a page, without the name of its site."""
    from html import unescape

    match = re.search(r"<h1[^>]*>(.{3,300}?)</h1>", page, re.I | re.S)
    match = match or re.search(r"<title[^>]*>([^<]{3,300})</title>", page, re.I)
    if not match:
        return ""
    plain = re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", match[1]))).strip()
    return re.split(r"\s[|｜»–-]\s", plain)[0]


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def _of_pdf(source: bytes) -> str:
    import pypdf

    try:
        with pypdf.apply_configuration(
            zlib_maximum_output_length=_MAX_STREAM,
            lzw_maximum_output_length=_MAX_STREAM,
            array_based_stream_maximum_output_length=_MAX_STREAM,
        ):
            reader = pypdf.PdfReader(io.BytesIO(source), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise Unreadable(Trouble.LOCKED)
            text = _of_pages(reader)
    except Unreadable:
        raise
    except Exception as error:  # pypdf raises many kinds for files that are no PDF
        raise Unreadable(Trouble.BROKEN) from error
    if not text.strip():
        raise Unreadable(Trouble.PICTURES)
    return _joined(text)


def _of_pages(reader: "pypdf.PdfReader") -> str:  # type: ignore[name-defined]  # noqa: F821
    begun = time.monotonic()
    pages = []
    size = 0
    for number, page in enumerate(reader.pages):
        if number >= MAX_PAGES or size > MAX_CHARACTERS or time.monotonic() - begun > _SECONDS:
            raise Unreadable(Trouble.TOO_LARGE)
        pages.append(page.extract_text())
        size += len(pages[-1])
    return "\n".join(pages)


def _joined(text: str) -> str:
    """The text with the lines of a paragraph in one: PDF files break them as they are printed."""
    lines = [line.strip() for line in text.splitlines()]
    longest = max(map(len, lines))
    joined: list[str] = []
    for line in lines:
        goes_on = joined and len(joined[-1]) and line and not _LINE_END.search(joined[-1])
        full = joined and len(joined[-1].rsplit("\n", 1)[-1]) > longest * 0.7
        if goes_on and full:
            blank = "" if joined[-1][-1] >= "\u2e80" else " "
            joined[-1] += blank + line
        else:
            joined.append(line)
    return "\n".join(joined)
