"""The shipped type can write what stands on the pictures for previews."""

import pytest

from lib.language.i18n import LANGUAGES
from lib.style import type as type_
from tests.unit import strategies

# Letters that other types lack, one for each kind.
KINDS = ["Đ", "ẵ", "ữ", "Ǹ", "ヴ", "ー", "高", "崎", "廣", "～", "・", "–", "…", "“", "（"]


def drawn(text: str) -> bytes:
    return bytes(type_.font(32).getmask(text))


@pytest.mark.parametrize("letter", KINDS)
def test_a_letter_is_no_empty_box(letter):
    assert drawn(letter) != drawn("\uffff")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_title_and_name_can_be_written(lang):
    data = strategies.data()
    texts = [
        *data.events[f"title_{lang}"],
        *data.localities[f"name_{lang}"],
        *data.kinds[f"label_{lang}"],
    ]
    letters = {letter for text in texts for letter in text if letter.strip()}
    box = drawn("\uffff")
    assert not {letter for letter in letters if drawn(letter) == box}


@pytest.mark.parametrize(
    "text",
    [
        "Memorandum of understanding on cooperation between two waterworks",
        "ベトナム社会主義共和国ハイフォン市と香川県との友好交流・協力協定（更新）",
        "Biên bản ghi nhớ về hợp tác nguồn nhân lực giữa hai địa phương",
        "a" * 200,
        "",
    ],
)
def test_lines_keep_their_width_and_say_where_they_were_cut(text):
    found = type_.lines(text, 40, 400, 3)
    assert len(found) <= 3
    assert all(
        type_.font(40).getlength(line) <= 400
        for line in found
        if " " in line or line[:1] > "\u2e80"
    )
    whole = "".join(found).replace(" ", "")
    assert whole == text.replace(" ", "") or whole.endswith("…")
