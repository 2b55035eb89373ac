"""What comes from outside is repeated as text."""

from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lib.language.quoting import escape_markdown, markdown_link, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("vn-hue", "vn-hue"),
        ("2014-13", "2014-13"),
        ("a\x00b\u2028", "a\ufffdb\ufffd"),
        ("x" * 81, "x" * 80 + "…"),
        ("x" * 80, "x" * 80),
        ("", ""),
    ],
)
def test_what_is_repeated_can_be_read(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "[Sign in again](https://evil.example/x)",
        "![x](https://evil.example/x.png)",
        "https://evil.example",
        "www.evil.example",
        "WWW.evil.example",
        "me@evil.example",
        "<b>bold</b>",
        "**bold** _slanted_ `code` $x$ :red[x] :material/close: ~~gone~~",
        "# heading",
        "| a | b |",
    ],
)
def test_markup_is_shown_letter_by_letter(text: str) -> None:
    escaped = escape_markdown(text)
    for sign in "*_`[]<>$:~#|!@":
        assert escaped.count(sign) == escaped.count(f"\\{sign}")
    assert "www." not in escaped.lower()


@given(st.text())
def test_nothing_is_lost(text: str) -> None:
    escaped = escape_markdown(text)
    plain, at = [], 0
    while at < len(escaped):
        at += escaped[at] == "\\"
        plain.append(escaped[at])
        at += 1
    assert "".join(plain) == text


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/x",
        "https://web.archive.org/web/2020/https://a.example/wiki/Hue_(city)",
        "https://a.example/Hue_(city",
        "https://a.example/Hue)city?q=(1))&b=<c>#d",
        "https://a.example/a\\b_c_*d*~e~$f$",
        "https://a.example/&amp;=&lt;",
        "https://a.example/日本[1]!`",
    ],
)
def test_a_link_leads_to_the_whole_address(address: str) -> None:
    html = MarkdownIt().render(markdown_link("archived [copy]*", address))
    page = ElementTree.fromstring(html)
    (link,) = page.iter("a")
    assert link.text == "archived [copy]*" and unquote(link.get("href", "")) == address
    assert "".join(page.itertext()).strip() == link.text
