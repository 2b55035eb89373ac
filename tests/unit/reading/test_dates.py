"""Each rule for dates reads its example; numbers and eras; nothing is made more precise."""

from datetime import date
from typing import Any

import pytest

from lib.reading import dates
from lib.reading.text import flattened, with_new_tones

PUBLISHED = date(2025, 3, 12)
RULES = [
    pytest.param(lang, rule, id=f"{lang}-{rule['example']}")
    for lang, rules in dates.content().items()
    if lang != "macros"
    for rule in rules
    if "example" in rule
]


@pytest.mark.parametrize(("lang", "rule"), RULES)
def test_a_rule_reads_its_example(lang: str, rule: dict[str, Any]) -> None:
    plain = with_new_tones(rule["example"].lower())
    for flat in (False, True) if lang == "vi" else (lang not in ("vi", "ja"),):
        text = flattened(plain) if flat else plain
        (one,) = dates.written(text, lang, flat=flat)
        assert (
            str(dates.meant(one, PUBLISHED, None, future="tới" in plain or "next" in plain))
            == (rule["reads"])
        )


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("mục tiêu đến năm 2030", "vi"),
        ("giai đoạn 2021-2025", "vi"),
        ("by 2030", "en"),
        ("until Sunday", "en"),
        ("2025年から2028年", "ja"),
        ("令和9年3月まで", "ja"),
    ],
)
def test_a_term_dates_no_act(text: str, lang: str) -> None:
    found = dates.written(text.lower(), lang, flat=lang == "en")
    assert [one for one in found if dates.meant(one, PUBLISHED, None, future=False)] == []


@pytest.mark.parametrize(
    ("digits", "value"), [("元", 1), ("十", 10), ("二十五", 25), ("二〇二四", 2024), ("11", 11)]
)
def test_numbers_of_kanji(digits: str, value: int) -> None:
    assert dates.number(digits) == value


@pytest.mark.parametrize(
    ("text", "lang"), [("5/6", "vi"), ("on monday", "en"), ("last year", "en"), ("同日", "ja")]
)
def test_without_a_day_of_publication_nothing_is_guessed(text: str, lang: str) -> None:
    for one in dates.written(f"ngày {text}" if lang == "vi" else text, lang, flat=lang == "en"):
        assert dates.meant(one, None, None, future=False) is None
