"""What a typed or pasted text becomes, and what no text may hold."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.checks.signs import unfit
from lib.inbox import plain_text

LINE = [
    ("  Ký \t kết  ", "Ký kết"),
    ("Ky\u0301 kết", "Ký kết"),
    ("大阪府\u3000堺市", "大阪府 堺市"),
    ("a\u00a0b\u2009c", "a b c"),
    ("zero\u200bwidth\ufeff\u2060", "zerowidth"),
    ("soft\u00adhyphen", "softhyphen"),
    ("\u200eHuế\u200f\u061c", "Huế"),
    ("two\r\nlines\u2028three\u2029four", "two lines three four"),
    ("a\x0bb\x0cc\x85d", "a b c d"),
    # Variants of kanji are letters, and what is joined has no sign of its own between.
    ("葛\U000e0100城市", "葛\U000e0100城市"),
    ("=1+1 <b>&amp;</b> '; DROP TABLE", "=1+1 <b>&amp;</b> '; DROP TABLE"),
    ("", ""),
    (" \n ", ""),
]
LINES = [
    ("a\r\nb\rc", "a\nb\nc"),
    ("a\n\n\n\n b ", "a\n\nb"),
    ("\n\na\n\n", "a"),
    ("a \t b\n\u3000c", "a b\nc"),
]
REFUSED = {
    "\x00": "U+0000",
    "\x1b[31m": "U+001B",
    "\x7f": "U+007F",
    "\x9f": "U+009F",
    "\u202eevil": "U+202E",
    "\u202a": "U+202A",
    "\u2066": "U+2066",
    "\u2069": "U+2069",
    chr(0xD800): "U+D800",
    "\ue000": "U+E000",
    "\ufffd": "U+FFFD",
    "\ufff9": "U+FFF9",
    "\U000e0041": "U+E0041",
    "\u0378": "U+0378",
}


@pytest.mark.parametrize(("typed", "read"), LINE)
def test_a_line_is_plain_text(typed, read):
    assert plain_text.line(typed) == read
    assert plain_text.line(read) == read


@pytest.mark.parametrize(("typed", "read"), LINES)
def test_lines_keep_their_ends(typed, read):
    assert plain_text.lines(typed) == read
    assert plain_text.lines(read) == read


@pytest.mark.parametrize(("text", "sign"), REFUSED.items())
@pytest.mark.parametrize("way", [plain_text.line, plain_text.lines])
def test_what_could_hide_or_turn_a_text_is_refused_by_name(way, text, sign):
    with pytest.raises(plain_text.NotPlain) as refused:
        way(f"Ký kết{text}")
    assert refused.value.sign == sign


@given(st.text())
def test_a_line_could_stand_in_a_cell(text):
    """Or breaks a rule of cells that is told at its field: markup."""
    try:
        read = plain_text.line(text)
    except plain_text.NotPlain as refused:
        sign = chr(int(refused.sign[2:], 16))
        assert sign == "\ufffd" or unicodedata.category(sign).startswith("C")
        return
    assert plain_text.line(read) == read
    assert not unfit(read.replace("<", "").replace("&", ""))
