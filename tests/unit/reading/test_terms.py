"""Stated terms, bodies that sign, and records that an act is: each with the words that say it."""

from datetime import date

import pytest

from lib.facts.dataset import Dataset
from lib.language.edtf import parse
from lib.reading import Draft, read
from lib.reading.terms import content, term
from lib.reading.text import prepared
from lib.reading.words import Marked

SIGNED = parse("2024-03-08")
RULES = [
    pytest.param(lang, rule, id=f"{lang}-{rule['example']}")
    for lang, rules in content().items()
    for rule in rules
]


def _end(lang: str, text: str) -> str:
    marked = Marked(prepared(text), lang)
    found = term(marked, 0, len(marked.text.norm), SIGNED)
    return str(found[0]) if found else ""


@pytest.mark.parametrize(("lang", "rule"), RULES)
def test_each_rule_reads_its_example(lang: str, rule: dict[str, str]) -> None:
    assert _end(lang, rule["example"]) == rule["reads"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("vi", "hai bên đã hợp tác trong 5 năm"),
        ("vi", "thỏa thuận có hiệu lực đến hết năm 2019"),
        ("vi", "lễ kỷ niệm 10 năm ký thỏa thuận"),
        ("en", "they have worked together for ten years"),
        ("en", "a plan that was drawn up in 2023"),
        ("en", "the memorandum was valid until March 2019"),
        ("ja", "5年間にわたり交流を続けてきた"),
        ("ja", "期間は平成31年3月まで"),
    ],
)
def test_what_is_no_term_to_come_is_none(lang: str, text: str) -> None:
    assert _end(lang, text) == ""


def test_a_number_of_years_needs_the_day_of_signing() -> None:
    marked = Marked(prepared("thỏa thuận có thời hạn 5 năm"), "vi")
    assert term(marked, 0, len(marked.text.norm), None) is None


def _only(text: str, data: Dataset) -> tuple[Draft, str]:
    reading = read(text, published=date(2024, 3, 12), data=data)
    assert len(reading.drafts) == 1
    return reading.drafts[0], reading.text


@pytest.mark.parametrize(
    ("text", "vn", "jp", "until"),
    [
        (
            "Ngày 8/3/2024, Sở Xây dựng thành phố Cần Thơ và Cục Đường bộ thành phố Fukuoka ký bản "
            "ghi nhớ hợp tác. Bản ghi nhớ có thời hạn 5 năm.",
            "Sở Xây dựng thành phố Cần Thơ",
            "Cục Đường bộ thành phố Fukuoka",
            "2029-03",
        ),
        (
            "On March 8, the Nagasaki Prefectural Assembly and the Quang Nam Provincial People's "
            "Council signed a three-year memorandum of understanding.",
            "Quang Nam Provincial People's Council",
            "Nagasaki Prefectural Assembly",
            "2027-03",
        ),
        (
            "The Sanjo Chamber of Commerce and Industry signed an action plan for 2024-26 with Ba "
            "Ria-Vung Tau Province on March 8.",
            None,
            "Sanjo Chamber of Commerce and Industry",
            "2026",
        ),
        (
            "堺市環境局とダナン市天然資源環境局は、3月8日、脱炭素に関する覚書を締結しました。\n\n"
            "期間　令和９年３月まで",
            "ダナン市天然資源環境局",
            "堺市環境局",
            "2027-03",
        ),
        (
            "Ngày 8/3/2024, tỉnh Yên Bái và thành phố Mimasaka ký thỏa thuận khung hợp tác giai đoạn "
            "2022 - 2025 về văn hóa.",
            None,
            None,
            "2025",
        ),
        (
            "Da Nang and Yokohama have worked together for ten years. On March 8 they signed a "
            "memorandum of understanding.",
            None,
            None,
            None,
        ),
    ],
)
def test_bodies_and_terms_are_filled_in_as_they_are_written(
    text: str, vn: str | None, jp: str | None, until: str | None, dataset: Dataset
) -> None:
    draft, read_text = _only(text, dataset)
    for value, expected in ((draft.vn_party, vn), (draft.jp_party, jp)):
        assert (value.value if value else None) == expected
        assert value is None or [read_text[a:b] for a, b in value.spans] == [expected]
    assert (draft.valid_until.value if draft.valid_until else None) == until
    assert draft.valid_until is None or draft.valid_until.spans


def test_a_known_record_rests_on_its_day_and_its_pair(dataset: Dataset) -> None:
    draft, text = _only("Tháng 11/2013, Hà Nội và Tokyo ký Bản ghi nhớ hợp tác.", dataset)
    assert draft.existing is not None
    assert draft.existing.value == "vj0186"
    assert [text[a:b] for a, b in draft.existing.spans] == ["Tháng 11/2013", "Hà Nội", "Tokyo"]
