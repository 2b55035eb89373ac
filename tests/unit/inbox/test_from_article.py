"""What was read of an article, on its way into the form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.inbox import from_article
from lib.inbox.from_article import Act, Article, Found, ReadDraft, Span
from lib.inbox.submission import LIMITS
from lib.language.i18n import words
from tests.unit import strategies

DATA = strategies.data()
TEXT = "Sáng 12/1, UBND tỉnh Vĩnh Long và tỉnh Ehime ký Bản ghi nhớ về thương mại, du lịch."
LABELS = {"date": "Date", "kind": "Kind", "fields": "Fields", "vn_id": "Vietnam"}


def _found(path: str, cell: str, *words: str, sure: bool = True) -> Found:
    spans = tuple((TEXT.index(each), TEXT.index(each) + len(each)) for each in words)
    return Found(path, cell, spans, sure)


DATE = _found("event.date", "2026-01-12", "Sáng 12/1")
KIND = _found("event.kind", "mou", "ký", "Bản ghi nhớ")
TRADE = _found("event.fields", "trade", "thương mại")
TOURISM = _found("event.fields", "tourism", "du lịch")
TITLE = _found("event.title", TEXT, TEXT)


def _article(*drafts: tuple[Found, ...]) -> Article:
    return Article(TEXT, "vi", {}, tuple(ReadDraft(each) for each in drafts))


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda each: tuple(sorted(each)))


@given(st.text(max_size=50), st.lists(st.lists(spans, min_size=1, max_size=3), max_size=4))
def test_segments_are_the_text(text: str, places: list[list[Span]]) -> None:
    found = [Found("event.fields", str(n), tuple(each), True) for n, each in enumerate(places)]
    pieces = from_article.segments(text, found)
    assert "".join(piece.text for piece in pieces) == text
    for each in found:
        marked = sum(len(piece.text) for piece in pieces if each.id in piece.ids)
        inside = {place for first, last in each.spans for place in range(first, last)}
        assert marked == len(inside & set(range(len(text))))


def test_the_narrowest_words_are_told_last() -> None:
    pieces = from_article.segments(TEXT, [KIND, TITLE, DATE])
    assert pieces[0].ids == (TITLE.id, DATE.id)
    assert [piece.ids[-1] for piece in pieces if piece.text == "Bản ghi nhớ"] == [KIND.id]


@pytest.mark.parametrize(
    ("before", "found", "taken", "dropped"),
    [
        ("", DATE, "2026-01-12", ""),
        ("2025", DATE, "2026-01-12", "2025"),
        ("2026-01-12", DATE, "2026-01-12", ""),
        ("", TRADE, "trade", ""),
        ("tourism", TRADE, "tourism;trade", "tourism"),
        ("trade;tourism", TRADE, "trade;tourism", "tourism"),
    ],
)
def test_a_value_is_put_in_and_taken_out(
    before: str, found: Found, taken: str, dropped: str
) -> None:
    draft = {found.path: before}
    assert from_article.with_value(draft, found) == taken
    assert from_article.without_value(draft, found) == dropped


def test_what_the_source_says_are_the_words_of_what_was_taken() -> None:
    article = _article((DATE, KIND, TRADE, TOURISM))
    for each in (DATE, TRADE, TOURISM):
        article.acts[0, each.id] = Act.TAKE
    article.acts[0, KIND.id] = Act.DROP
    said = from_article.says(article, LABELS, {})
    assert said == {"sources.0.supports": "Date: “Sáng 12/1”; Fields: “thương mại”, “du lịch”"}
    # It follows what is taken, but not over what somebody wrote.
    article.acts[0, TOURISM.id] = Act.DROP
    again = from_article.says(article, LABELS, said)
    assert again == {"sources.0.supports": "Date: “Sáng 12/1”; Fields: “thương mại”"}
    assert from_article.says(article, LABELS, {"sources.0.supports": "the whole"}) == {}


def test_what_the_source_says_is_short_enough_to_be_sent() -> None:
    text = "kinh tế " * 400
    found = tuple(Found(f"event.{n}", "x", ((8 * n, 8 * n + 300),), True) for n in range(40))
    article = Article(text, "vi", {}, (ReadDraft(found),))
    article.acts |= {(0, each.id): Act.TAKE for each in found}
    labels = {str(n): f"Column {n}" for n in range(40)}
    said = from_article.says(article, labels, {})["sources.0.supports"]
    assert 0 < len(said) <= LIMITS["sources.supports"]
    assert all(len(from_article.quoted(text, each)) <= 80 for each in found)


def test_drafts_are_of_the_article() -> None:
    text = (
        "Ngày 13/01/2026\n\nSáng 12/1, UBND tỉnh Vĩnh Long và chính quyền tỉnh Ehime (Nhật Bản) "
        "ký Bản ghi nhớ về hợp tác kinh tế, thúc đẩy xuất nhập khẩu và du lịch giữa hai địa phương."
    )
    article = from_article.read(text, "", DATA)
    assert (article.text, article.lang) == (text, "vi")
    assert article.source == {"sources.0.lang": "vi", "sources.0.published": "2026-01-13"}
    (draft,) = article.drafts
    cells = {path: draft.cell(f"event.{path}") for path in ("vn_id", "jp_id", "kind", "date")}
    assert cells == {
        "vn_id": "vn-vinh-long",
        "jp_id": "jp-ehime",
        "kind": "mou",
        "date": "2026-01-12",
    }
    assert draft.record == "vj0395"
    assert all(each.spans for each in draft.found)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("", ""),
        ("  \n ", ""),
        ("สวัสดีครับ " * 40, ""),
        ("12 34 56", ""),
        ("記" * 5_000_000, ""),
        (b"%PDF-1.4 and no more", "scan.pdf"),
        (b"PK\x03\x04 an archive", "article.txt"),
        (b"<html><head><script>show()</script></head><body></body></html>", "saved.html"),
        (b"\x81\x00\xff\xfe\x9d" * 30, "unknown.txt"),
    ],
)
def test_what_cannot_be_read_says_why(content: str | bytes, name: str) -> None:
    with pytest.raises(from_article.Unreadable) as refused:
        from_article.read(content, name, DATA)
    assert str(refused.value).endswith(".")
    assert words("vi").gettext(str(refused.value)) != str(refused.value)
