"""What holds for every text: spans, spellings, the order of paragraphs, answers to bad input."""

import io
import json
import random
import unicodedata
import zlib
from datetime import date
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.facts.dataset import Dataset
from lib.reading import Draft, read
from lib.reading.text import prepared
from lib.reading.trouble import Trouble
from tests.unit.reading.test_told import short

ARTICLES = Path(__file__).parents[2] / "reading" / "articles" / "tuned"
FILES = sorted(ARTICLES.glob("*.txt"))


def spans(draft: Draft) -> list[tuple[int, int]]:
    single = (
        draft.vn,
        draft.jp,
        draft.kind,
        draft.date,
        draft.status,
        draft.signatory,
        draft.title,
        draft.vn_party,
        draft.jp_party,
        draft.valid_until,
        draft.existing,
    )
    values = [value for value in (*single, *draft.fields) if value]
    return [span for value in values for span in value.spans]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_spans_lie_in_the_text_and_nfd_reads_alike(file: Path, dataset: Dataset) -> None:
    text = file.read_text(encoding="utf-8")
    composed = read(unicodedata.normalize("NFC", text), data=dataset)
    apart = read(unicodedata.normalize("NFD", text), data=dataset)
    assert list(map(short, composed.drafts)) == list(map(short, apart.drafts))
    for reading in (composed, apart):
        for draft in reading.drafts:
            assert all(0 <= start < end <= len(reading.text) for start, end in spans(draft))
    for one, two in zip(composed.drafts, apart.drafts, strict=True):
        for (a, b), (c, d) in zip(spans(one), spans(two), strict=True):
            quoted = unicodedata.normalize("NFC", apart.text[c:d])
            assert composed.text[a:b] == quoted


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_order_of_paragraphs_changes_no_date(file: Path, dataset: Dataset) -> None:
    expected = {row["file"]: row for row in json.loads((ARTICLES / "expected.json").read_text())}
    told = expected[file.name]["published"]
    published = date.fromisoformat(told) if told else None
    blocks = file.read_text(encoding="utf-8").split("\n\n")
    turned = [*blocks[:2], *reversed(blocks[2:])]

    def days(text: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for d in read(text, published=published, data=dataset).drafts:
            if d.date:
                key = f"{d.vn.value} {d.jp.value} {d.kind.value} {d.date.value[:7]}"
                found.setdefault(key, set()).add(d.date.value)
        return found

    before, after = days("\n\n".join(blocks)), days("\n\n".join(turned))
    for key in before.keys() & after.keys():
        # Of two acts of a month one may be found in one order alone; none has another day for it.
        assert before[key] <= after[key] or after[key] <= before[key], key


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_every_place_of_a_prepared_text_is_one_of_the_original(text: str) -> None:
    made = prepared(text)
    assert len(made.norm) == len(made.low) == len(made.flat) == len(made.starts) - 1
    assert list(made.starts) == sorted(made.starts)
    assert made.starts[-1] == len(text)


def pdf(*, password: str = "", stream: bytes = b"") -> bytes:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 300)
    if stream:
        content = pypdf.generic.EncodedStreamObject()
        content._data = zlib.compress(stream)
        content[pypdf.generic.NameObject("/Filter")] = pypdf.generic.NameObject("/FlateDecode")
        page[pypdf.generic.NameObject("/Contents")] = writer._add_object(content)
    if password:
        writer.encrypt(password)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("source", "trouble"),
    [
        ("", Trouble.EMPTY),
        (" \n", Trouble.EMPTY),
        ("Hà Nội ký với Osaka. " * 250_000, Trouble.TOO_LARGE),
        (b"a" * 5_000_000, Trouble.TOO_LARGE),
        ("จังหวัดโอซากาและฮานอยลงนามบันทึกความเข้าใจ", Trouble.LANGUAGE),
        (pdf(), Trouble.PICTURES),
        (pdf(password="x"), Trouble.LOCKED),
        (pdf(stream=b"(a) Tj " * 3_000_000), Trouble.PICTURES),
        (b"%PDF-1.4 nothing", Trouble.BROKEN),
        (b"<html><body><script>var a = 1;</script></body></html>", Trouble.NO_ARTICLE),
        (b"PK\x03\x04rest", Trouble.FORMAT),
        (random.Random(1).randbytes(5000), Trouble.ENCODING),
    ],
    ids=lambda value: str(value)[:20] if isinstance(value, Trouble) else None,
)
def test_what_cannot_be_read_says_why(
    source: str | bytes, trouble: Trouble, dataset: Dataset
) -> None:
    reading = read(source, data=dataset)
    assert reading.trouble is not None
    assert reading.trouble in (trouble, Trouble.FORMAT)
    assert reading.drafts == ()


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "utf-16", "utf-8-sig"])
def test_encodings_of_older_pages(encoding: str, dataset: Dataset) -> None:
    text = (ARTICLES / "16-nasushiobara-can-tho.txt").read_text(encoding="utf-8")
    known = text.encode(encoding, "ignore")
    assert list(map(short, read(known, data=dataset).drafts)) == list(
        map(short, read(text, data=dataset).drafts)
    )


def test_a_saved_page_is_read_without_its_menus(dataset: Dataset) -> None:
    page = (
        "<html><head><title>Ký kết | Báo</title>"
        "<meta property='article:published_time' content='2024-03-15T08:00'></head><body>"
        "<nav><a>Hà Nội</a> <a>Osaka ký bản ghi nhớ</a></nav><article>"
        "<h1>Sơn La và Gifu ký bản ghi nhớ</h1>"
        "<p>Hôm qua, UBND tỉnh Sơn La và chính quyền tỉnh Gifu đã ký bản ghi nhớ về nông nghiệp, "
        "trong đó hai bên sẽ cử chuyên gia và trao đổi giống cây trồng trong năm năm tới.</p>"
        "</article></body></html>"
    )
    reading = read(page.encode(), data=dataset, name="page.html")
    assert list(map(short, reading.drafts)) == ["vn-son-la jp-gifu mou 2024-03-14"]
