"""What stands in the form becomes what is sent, and back; no field goes astray."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.inbox import draft as drafts
from lib.inbox import known_pages
from lib.inbox.submission import EVENT, ProposedSource, Refused, Wish, read
from tests.unit.strategies import index

PATHS = (
    *(f"event.{column}" for column in drafts.COLUMNS),
    *(f"sources.{n}.{name}" for n in range(3) for name in drafts.OF_SOURCE),
    *("note", "contact", "lang"),
)
TEXTS = st.text(max_size=20)


def raw(draft: drafts.Draft, wish: Wish = Wish.NEW, **more: object) -> drafts.Raw:
    given_ = {"record": "vj0141", "lang": "en", "present": {}, "data": index().dataset}
    return drafts.raw(draft, wish, **{**given_, **more})  # type: ignore[arg-type]


def test_the_form_knows_the_fields_of_a_submission() -> None:
    assert set(drafts.COLUMNS) <= set(EVENT)
    assert set(drafts.OF_SOURCE) == set(ProposedSource.model_fields)


@given(st.dictionaries(st.sampled_from(PATHS), TEXTS), st.sampled_from(Wish))
def test_what_was_typed_is_kept_in_the_file(draft: drafts.Draft, wish: Wish) -> None:
    sent = raw(draft, wish)
    assert drafts.read_file(drafts.file(sent)) == sent
    again = drafts.of_raw(sent)
    for path, text in again.items():
        if path.startswith("sources."):
            # Sources of which nothing was given have gone.
            assert text in [draft.get(p, "").strip() for p in PATHS] or path.endswith("published")
        elif path.partition(".")[2] not in drafts.DATES:
            assert path == "lang" or draft[path].strip() == text
    try:
        read(sent)
    except Refused as refused:
        assert refused.problems


@given(st.dictionaries(st.sampled_from(PATHS), TEXTS.filter(str.strip)), st.integers(0, 2))
def test_the_other_sources_stay_whole_when_one_is_removed(draft: drafts.Draft, number: int) -> None:
    def whole(texts: drafts.Draft, n: int) -> list[str | None]:
        return [texts.get(f"sources.{n}.{name}") for name in drafts.OF_SOURCE]

    left = drafts.without_source(draft, number)
    kept = [whole(draft, n) for n in range(drafts.sources(draft)) if n != number]
    found = [whole(left, n) for n in range(len(kept))]
    assert found == kept


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
def test_of_a_correction_only_what_differs_is_sent(lang: str) -> None:
    data = index().dataset.signed
    present = drafts.present(data, "vj0141", lang)
    draft = {f"event.{column}": text for column, text in present.items()}
    assert raw(draft, Wish.CORRECTION, present=present)["event"] == {}
    draft["event.fields"] = "water"
    draft["event.valid_until"] = ""
    changed = {"fields": "water"} | ({"valid_until": ""} if present["valid_until"] else {})
    assert raw(draft, Wish.CORRECTION, present=present)["event"] == changed


@pytest.mark.parametrize(
    "content",
    [b"", b"null", b"[]", b"{}", b'{"wish": 3}', b'{"wish": ["new"]}', b"[" * 9999, b"\xff"],
)
def test_what_is_no_kept_file_is_refused(content: bytes) -> None:
    with pytest.raises(drafts.NoDraft):
        drafts.read_file(content)


@pytest.mark.parametrize(
    "sent",
    [
        {"event": 3, "sources": "no", "note": ["x"], "wish": "new"},
        {"event": {"title": {"en": "x"}}, "sources": [3, None, {"url": 5}], "wish": "new"},
        {"sources": [{"url": "https://a.vn"}] * 1_000, "wish": "new"},
        {"lang": "xx" * 100, "wish": "new", "event": {"nothing": "x"}},
        {"wish": "new"},
    ],
)
def test_a_file_of_another_shape_fills_in_what_can_be(sent: dict[str, object]) -> None:
    found = drafts.of_raw(drafts.read_file(json.dumps(sent).encode()))
    assert all(isinstance(text, str) for text in found.values())
    assert drafts.sources(found) <= 20


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("https://www.pref.kagawa.lg.jp/kokusai/new.html", {"publisher": "香川県", "side": "jp"}),
        ("https://xa.example.gov.vn/tin/1", {"kind": "official", "side": "vn", "lang": "vi"}),
        ("https://www.city.example.lg.jp/a", {"kind": "official", "side": "jp", "lang": "ja"}),
        ("https://example.org/", {"side": "other", "lang": "en"}),
        ("ftp://example.vn/x", {}),
        ("http://[broken", {}),
        ("", {}),
    ],
)
def test_what_an_address_tells_of_its_page(url: str, known: dict[str, str]) -> None:
    found = known_pages.about(url, index().dataset, "ja")
    assert {name: found[name] for name in known} == known
    assert bool(found) == bool(known)


def test_a_page_that_is_cited_is_known_by_its_number() -> None:
    sources = index().dataset.sources
    url, key = sources["url"].iloc[5], sources.index[5]
    assert known_pages.about(f" {url} ", index().dataset, "vi")["id"] == key
