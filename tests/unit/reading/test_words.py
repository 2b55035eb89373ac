"""Every word of the lists is found where it stands, and lists have codes that exist."""

import pytest

from lib.facts.dataset import Dataset
from lib.reading.text import with_new_tones
from lib.reading.words import FOLDER, finder, lists

RULES = ("dates", "terms")
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem not in RULES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_word_is_found(lang: str) -> None:
    find = finder(lang, flat=False).find
    missing = []
    for section, codes in lists(lang).items():
        if section == "lines":
            continue
        for code, words in codes.items():
            for word in words:
                text = with_new_tones(word.rstrip("*").replace(" … ", " x "))
                found = find(text)
                if not any(hit.start == 0 for hit in found.of(section)):
                    missing.append((section, code, word))
    assert missing == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_fields_and_kinds_are_codes_of_the_data(lang: str, dataset: Dataset) -> None:
    own = lists(lang)
    # Words that only look like one of a field or a kind.
    assert set(own["fields"]) - {"none"} == set(dataset.fields.index)
    assert set(own["documents"]) - {"generic"} <= set(dataset.kinds.index)
    assert set(own["activities"]) - {"no"} <= set(dataset.kinds.index)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_stand_as_they_are_looked_for(lang: str) -> None:
    sections = {name: codes for name, codes in lists(lang).items() if name != "lines"}
    words = [w for codes in sections.values() for own in codes.values() for w in own]
    assert [word for word in words if word != word.lower() or word != word.strip()] == []
