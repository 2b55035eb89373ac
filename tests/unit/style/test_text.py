"""Lines, as far as they can be laid out before a browser has drawn them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.style import text

WORDS = st.text(st.sampled_from("ab Wé日本、。カー・-"), max_size=40)


@given(WORDS, st.floats(30, 200))
def test_wrapped_lines_fit_and_lose_nothing(line: str, pixels: float):
    lines = text.wrap(line, pixels, 12)
    assert "".join(lines).replace(" ", "") == line.replace(" ", "")
    assert all(text.width(each, 12) <= pixels for each in lines)


@pytest.mark.parametrize(
    ("line", "pixels", "lines"),
    [
        ("最初の締結からの累計の推移", 12 * 12, 2),
        ("ハイフォン市の締結文書に挙げられた協力分野", 21 * 12 - 6, 2),
        ("年別・種類別の締結文書", 10 * 12, 2),
        ("分野の組み合わせと地域別の比較", 7 * 12, 3),
    ],
)
def test_no_sign_is_left_alone_on_the_last_line(line: str, pixels: float, lines: int):
    broken = text.wrap(line, pixels, 12)
    assert len(broken) == lines
    assert len(broken[-1]) > 2


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("締結文書は174件です", "174件"),
        ("基準日は2026年11月22日です", "2026年11月22日"),
        ("平均は12.5組でした", "12.5組"),
        ("96組の提携", "96組"),
        ("対象は2019年10月まで", "2019年10月"),
        ("出典：データベース、CC BY 4.0", "CC BY 4.0"),
    ],
)
def test_a_number_stays_with_what_it_counts(line: str, whole: str):
    widest = text.width(whole, 12)
    for pixels in range(int(widest) + 1, 200, 5):
        assert any(whole in each for each in text.wrap(line, pixels, 12)), pixels


@pytest.mark.parametrize(
    ("line", "pixels", "lines"),
    [
        ("自治体別の年表", 6 * 12, ["自治体別の", "年表"]),
        ("ベトナム側の自治体別の締結文書", 12 * 12, ["ベトナム側の自治体別の", "締結文書"]),
        (
            "日本側の自治体別の締結文書とその他の出来事",
            10 * 12,
            ["日本側の自治体別の", "締結文書とその他の", "出来事"],
        ),
        (
            "白抜き：更新・代替済み、有効期間満了、終了",
            17 * 12,
            ["白抜き：更新・代替済み、", "有効期間満了、終了"],
        ),
        ("トゥアティエン・フエ省", 10 * 12, ["トゥアティエン・", "フエ省"]),
        (
            "地方間交流データベース、データバージョン 0.3.0、2026年11月26日",
            17 * 12,
            ["地方間交流データベース、", "データバージョン 0.3.0、", "2026年11月26日"],
        ),
    ],
)
def test_japanese_is_broken_between_phrases(line: str, pixels: float, lines: list[str]):
    assert text.wrap(line, pixels, 12) == lines


@pytest.mark.parametrize("closing", ["、", "。", "」", "ー"])
def test_no_line_begins_with_a_closing_sign(closing: str):
    assert not any(
        line.startswith(closing) for line in text.wrap(f"日本語{closing}日本語", 3 * 12, 12)
    )


@given(WORDS, st.floats(20, 200))
def test_what_is_shortened_fits(line: str, pixels: float):
    short = text.shorten(line, pixels, 12)
    assert short == line or (short.endswith("…") and text.width(short, 12) <= max(pixels, 24))


def test_the_widest_line_counts():
    assert text.widest([], 12) == 0
    assert text.widest([["a"], ["日本", "b"]], 12) == text.width("日本", 12)


@pytest.mark.parametrize("opening", ["（", "「", "『", "【"])
def test_no_line_ends_with_an_opening_sign(opening: str):
    for room in range(2, 6):
        lines = text.wrap(f"日本語{opening}日本語", room * 12, 12)
        assert not any(line.endswith(opening) for line in lines)
