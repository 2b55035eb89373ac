"""A place is found under each of its names, however it is written."""

import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.filter import filters
from lib.filter.filters import Filter
from lib.language.folding import fold, plain
from lib.language.i18n import LANGUAGES
from tests.unit import strategies

INDEX = strategies.index()
LOCALITIES = sorted(INDEX.dataset.localities.index)


@cache  # Without its signs a name is often the same in another language.
def found(query: str) -> list[str]:
    """The records that a text leaves."""
    chosen, problems = filters.parse({"q": [query]}, INDEX)
    assert not problems
    return list(filters.select(chosen, INDEX).index)


def without_diacritics(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in letters if unicodedata.category(c) != "Mn")


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@pytest.mark.parametrize("locality", LOCALITIES)
def test_each_name_of_a_locality_finds_the_same_records(locality):
    held = {
        key
        for key, vn, jp in INDEX.dataset.events[["vn_id", "jp_id"]].itertuples()
        if locality in INDEX.dataset.ancestors[vn] + INDEX.dataset.ancestors[jp]
    }
    results = {}
    for lang in LANGUAGES:
        name = INDEX.dataset.name(locality, lang)
        results[name] = found(name)
        assert held <= set(results[name]), f"{name} misses records of {locality}"
    different = {name: len(keys) for name, keys in results.items()}
    assert len({tuple(keys) for keys in results.values()}) == 1, different


@pytest.mark.parametrize("locality", LOCALITIES)
def test_how_a_name_is_written_does_not_matter(locality):
    for lang in LANGUAGES:
        name = INDEX.dataset.name(locality, lang)
        wanted = found(name)
        ways = [name.upper(), name.lower(), f"  {name} ", unicodedata.normalize("NFD", name)]
        if lang != "ja":
            ways += [without_diacritics(name), full_width(without_diacritics(name))]
        for way in ways:
            assert found(way) == wanted, f"{way!r} and {name!r} differ"


def test_da_nang_is_one_place():
    wanted = found("da nang")
    assert len(wanted) >= len(filters.select(Filter.of({"vn": ["vn-da-nang"]}), INDEX)) > 20
    for way in ("Đà Nẵng", "ダナン", "ダナン市", "DA NANG", "đà nẵng", "ﾀﾞﾅﾝ", "Ｄａ Ｎａｎｇ"):
        assert found(way) == wanted, way


def test_has_raised_is_not_da_nang():
    """Without diacritics the name is also "đã nâng", which stands in many summaries."""
    keys = set(found("da nang"))
    for key, row in INDEX.dataset.events.iterrows():
        if key in keys:
            texts = " ".join(str(value) for value in row.to_numpy()).lower()
            names = ("đà nẵng", "da nang", "danang", "ダナン", "vn-da-nang")
            assert any(name in texts for name in names), key


def test_every_word_must_be_there():
    both = set(found("hanoi water"))
    assert both
    assert both == set(found("hanoi")) & set(found("water"))


def test_a_word_that_is_nowhere_leaves_nothing():
    assert found("xyzzyqwerty") == []


@pytest.mark.parametrize("query", [".*", "(", "[a", "\\", "a|b", "+", "^", "$", "{2}", "?"])
def test_signs_of_patterns_are_letters_like_any_other(query):
    if fold(query):
        assert len(found(query)) < len(INDEX.dataset.events)
    else:
        _, problems = filters.parse({"q": [query]}, INDEX)
        assert [problem.reason for problem in problems] == ["no_words"]


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
    assert plain(plain(text)) == plain(text)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặ ", max_size=30))
def test_folding_leaves_ascii_of_vietnamese(text):
    assert fold(text).isascii()
    assert fold(text) == fold(text.upper()) == fold(unicodedata.normalize("NFD", text))


@given(st.text(max_size=200))
def test_any_text_can_be_searched_or_is_named(text):
    chosen, problems = filters.parse({"q": [text]}, INDEX)
    assert [problem.param for problem in problems] in ([], ["q"])
    assert len(filters.select(chosen, INDEX)) <= len(INDEX.dataset.events)
