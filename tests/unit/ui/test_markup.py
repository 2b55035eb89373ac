"""Texts of a page in a row: where a line may end between them and within them."""

import pytest
from markupsafe import Markup

from lib.ui import markup


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Huế – Gifu", "Huế_– Gifu"),
        ("Hanoi – Kyoto · 4 – 5", "Hanoi_– Kyoto_· 4_– 5"),
        ("498 mục", "498_mục"),
        ("4 văn bản có nguồn nêu khác", "4_văn bản có nguồn nêu khác"),
        ("signed on 5 March 2024", "signed on 5_March_2024"),
        ("tháng 8 năm 2016", "tháng_8_năm_2016"),
        ("in 2016 4 more", "in 2016 4 more"),
        ("A–B, a·b", "A–B, a·b"),
    ],
)
def test_what_belongs_together_stays_on_a_line(text: str, held: str) -> None:
    assert markup.whole(text) == held.replace("_", "\N{NO-BREAK SPACE}")


def test_a_row_of_parts_escapes_them_and_no_line_begins_with_its_dots() -> None:
    row = markup.joined(["<b>", Markup("<i>1 a</i>"), "96 pairs"])
    assert row.replace("\N{NO-BREAK SPACE}", "_") == "&lt;b&gt;_· <i>1 a</i>_· 96_pairs"
    assert markup.whole(None) is None
