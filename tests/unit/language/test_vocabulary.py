"""The words of docs/vocabulary.md are those of the catalogues and of the data."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from lib.language.i18n import CATALOGUES, LANGUAGES, SOURCE, words
from lib.language.quoting import opening
from tests.unit import strategies

VOCABULARY = Path(__file__).parents[3] / "docs" / "vocabulary.md"
TRANSLATED = [lang for lang in LANGUAGES if lang != SOURCE]


def tables() -> list[list[list[str]]]:
    """The cells of the lines of each table, without its heading."""
    found: list[list[list[str]]] = [[]]
    for line in VOCABULARY.read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line)[1:-1]
            found[-1].append([cell.strip().replace(r"\|", "|") for cell in cells])
        elif found[-1]:
            found.append([])
    return [table[2:] for table in found if table]


TERMS, NEVER = tables()


def said(lang: str) -> Iterator[str]:
    """All translations of a language, and the labels and definitions of the data."""
    with (CATALOGUES / lang / "dashboard.po").open("rb") as stream:
        for message in read_po(stream, locale=lang):
            if message.id:
                said = message.string or ""
                yield from [said] if isinstance(said, str) else said
    dataset = strategies.data()
    for table in (dataset.kinds, dataset.fields):
        for column in (f"label_{lang}", f"definition_{lang}"):
            yield from table[column]


@pytest.mark.parametrize(("english", "vi", "ja", "_meaning"), TERMS, ids=[row[0] for row in TERMS])
def test_a_term_has_its_word_in_each_language(english, vi, ja, _meaning):
    assert {lang: words(lang).gettext(english) for lang in TRANSLATED} == {"vi": vi, "ja": ja}


@pytest.mark.parametrize(("lang", "word", "instead"), NEVER)
def test_a_word_that_was_dropped_does_not_come_back(lang, word, instead):
    found = [text for text in said(lang) if re.search(word, text, re.IGNORECASE)]
    assert not found, f"say “{instead}”: {found}"


def test_summaries_in_japanese_are_sentences():
    ends = re.compile(r"[うくぐすたつぬぶむるい](（[^（）]*）)?$|だ$")
    summaries = strategies.data().events["summary_ja"]
    cut = {
        key: [sentence for sentence in text.rstrip("。").split("。") if not ends.search(sentence)]
        for key, text in summaries.items()
        if text
    }
    assert len(cut) > 400
    assert not {key: sentences for key, sentences in cut.items() if sentences}


@pytest.mark.parametrize(
    ("note", "begins"),
    [
        ("bản ghi nhớ năm 2017", "Bản ghi nhớ năm 2017"),
        ("đoàn công tác", "Đoàn công tác"),
        ("ủy ban nhân dân", "Ủy ban nhân dân"),
        ("METI-Kansai", "METI-Kansai"),
        ("10月の訪問団", "10月の訪問団"),
        ("", ""),
    ],
)
def test_a_note_begins_with_a_capital(note, begins):
    assert opening(note) == begins
